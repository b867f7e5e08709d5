"""Figures made from figures: changes, ranks, sums of parts. Each carries its sum and its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelian.figures.ids import ChangeKind, FigureId
from peelian.figures.model import Figure
from peelian.measures.inputs import CARRIED, weakest
from peelian.quantities import NoValue, Quantity, change, decimal_text, percent_change

SMALLEST_BASE = 100  # a percent change in a sentence of ours needs at least this base; else counts are given
COUNTED = ("count", "headcount", "FTE", "seconds")  # units whose base can be too small for a percentage


def change_kinds(unit: str, baseline: Figure | None) -> tuple[ChangeKind, ...]:
    """The kinds of change worth printing for a unit and a base, the best first."""
    if unit in ("percent", "pp"):
        return ("change-pp", "change-percent")
    if unit in ("rank", "grade", "ratio"):
        return ("change",)
    base = baseline.value if baseline is not None else None
    if base is not None and unit in COUNTED and base < SMALLEST_BASE:
        return ("change",)
    return ("change-percent", "change")


def changed(id: FigureId, old: Figure, new: Figure) -> Figure:
    """The change from old to new; both have a value. A percent change of a zero base has a reason instead."""
    assert isinstance(old.quantity, Quantity)
    assert isinstance(new.quantity, Quantity)
    a, b = _plain(old.quantity.value), _plain(new.quantity.value)
    if id.statistic == "change-pp" and old.quantity.unit not in ("percent", "pp"):
        return Figure(id, NoValue(f"points are for shares; {old.quantity.unit} change by numbers"), "not-applicable")
    if id.statistic.endswith("change-percent"):
        quantity, sum_ = percent_change(old.quantity, new.quantity), f"({b} - {a}) ÷ {a} × 100"
    else:
        quantity, sum_ = change(old.quantity, new.quantity), f"{b} - {a}"
    return Figure(
        id,
        quantity,
        status=status_of((old, new)),
        sum=sum_,
        inputs=(old.id, new.id),
        # A bound of one end is no bound of the change: over 100 less about 50 may lie on either side of 50.
        qualifier="about" if new.qualifier or old.qualifier else None,
    )


def ranked(id: FigureId, neighbours: Sequence[Figure]) -> Figure:
    """The place of an area among those of its level, highest first; ties share the lower number (OSR).

    No rank where a member has no value.
    """
    values = {figure.id.area: figure.value for figure in neighbours}
    lacking = [area for area, value in values.items() if value is None]
    if lacking or id.area not in values:
        quantity: Quantity | NoValue = NoValue(f"no value for {', '.join(lacking) or id.area}")
        return Figure(id, quantity, status="missing")
    own = values[id.area]
    above = sum(1 for value in values.values() if value is not None and own is not None and value > own)
    sum_ = f"{above} of {len(values)} are higher"
    return Figure(
        id,
        Quantity(Fraction(above + 1), "rank"),
        status=status_of(neighbours),
        sum=sum_,
        inputs=tuple(f.id for f in neighbours),
    )


def part_sum(id: FigureId, parts: Sequence[Figure], unit: str) -> Figure:
    """The sum of a whole's parts; none where a part is missing."""
    lacking = [str(part.id) for part in parts if part.value is None]
    if lacking or not parts:
        return Figure(id, NoValue(f"no value for {', '.join(lacking) or 'any part'}"), status="missing")
    values = [part.value for part in parts if part.value is not None]
    return Figure(
        id,
        Quantity(sum(values, Fraction(0)), unit),
        status=status_of(parts),
        sum=" + ".join(_plain(value) for value in values),
        inputs=tuple(part.id for part in parts),
        qualifier="about" if any(part.qualifier for part in parts) else None,
    )


def _plain(value: Fraction) -> str:
    """A number inside a printed sum, with thousands commas and its exact decimals."""
    return decimal_text(value, commas=True)


def status_of(inputs: Sequence[Figure]) -> str:
    """What is made of a provisional figure is provisional; of published ones, computed."""
    present = {figure.status for figure in inputs}
    return weakest(status for status in CARRIED if status in present)
