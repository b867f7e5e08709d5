"""Which typed row is the figure where several documents print it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peelian.figures.ids import FigureId
from peelian.figures.model import Figure, Typed


def chosen(typed: Iterable[Typed], document: str | None, issued: date) -> dict[FigureId, Typed]:
    """One typed row per figure: of the publication's document, else the latest known on the day of issue."""
    found: dict[FigureId, Typed] = {}
    for row in typed:
        if row.document != document and row.known > issued:
            continue
        held = found.get(row.id)
        if held is None or _preference(row, document) >= _preference(held, document):
            found[row.id] = row
    return found


def _preference(row: Typed, document: str | None) -> tuple[bool, date]:
    return row.document == document, row.known


def from_typed(row: Typed) -> Figure:
    return Figure(
        row.id,
        row.quantity,
        status=row.status,
        origins=(row.origin,),
        printed=row.printed,
        qualifier=row.qualifier,
        as_at=row.as_at,
        published=True,
        label=row.printed if row.quantity.unit == "grade" and row.id.statistic == "value" else None,
    )
