"""Small numbers of a paper: composed again without the figures that must not be shown, until none could be worked out.

What is held back is missing wherever figures come from, so that no sentence, table, chart, data file, sum or manifest
can have it. What other editions of the plan have told already cannot be taken back: it is a finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from peelian.disclosure.attack import worked_out
from peelian.disclosure.cells import cells_of
from peelian.disclosure.linked import linked
from peelian.disclosure.model import Cell
from peelian.disclosure.protect import protect
from peelian.disclosure.secrets import secrets
from peelian.disclosure.thresholds import Threshold
from peelian.disclosure.words import notes
from peelian.editions import manifest
from peelian.errors import Unusable
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId, FigureIdError, parse_id
from peelian.figures.model import HeldBack
from peelian.findings import Finding
from peelian.publications.paragraphs import Composed

MOST_NAMED = 5  # of what another edition tells


@dataclass(frozen=True)
class Safe:
    """A paper without the figures that must not be shown, the figures it is made of, and what is to be told of it."""

    composed: Composed
    figures: Figures
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Earlier:
    """What another edition has published: exact values by figure id."""

    name: str
    values: Mapping[FigureId, Fraction]


def composed_safely(
    figures: Figures,
    thresholds: Mapping[str, Threshold],
    compose: Callable[[Figures], Composed],
    earlier: Iterable[Earlier] = (),
) -> Safe:
    """The paper that `compose` makes, without what its figures must not tell."""
    if not any(threshold.count for threshold in thresholds.values()):
        told = notes(thresholds.values(), 0, 0)
        book = figures.holding_back(HeldBack(notes=told)) if told else figures
        return Safe(compose(book), book)
    tables = frozenset(one.table for one in thresholds.values() if one.count > 1)
    held: frozenset[FigureId] = frozenset()
    besides = 0
    while True:
        book = figures.holding_back(HeldBack(held, notes(thresholds.values(), len(held), besides), tables))
        composed = compose(book)
        cells = cells_of([*_shown(composed, book), *held], figures, thresholds)
        found = protect(cells)
        more = held | {parse_id(figure) for figure in found.hidden}
        if more == held:
            return Safe(composed, book, (*_told(held), *_known(cells, held, figures, thresholds, earlier)))
        besides += sum(parse_id(figure) not in held for figure in found.besides)
        held = more


def _shown(composed: Composed, figures: Figures) -> list[FigureId]:
    """Every figure that the edition tells: printed, under one that is printed, or a month of a scorecard's chart."""
    charted = [
        figure.id for score in composed.scores if score.process is not None for figure in score.process.process.figures
    ]
    return [*(figure.id for figure in manifest.with_inputs(composed.cited, figures)), *charted]


def _told(held: frozenset[FigureId]) -> list[Finding]:
    if not held:
        return []
    one = len(held) == 1
    says = f"{len(held)} figure{' is' if one else 's are'} not given out, so that no small number can be worked out"
    return [Finding("small-number-held-back", manifest.NAME, says, "note", figures=tuple(sorted(map(str, held))))]


def _known(
    cells: Sequence[Cell],
    held: frozenset[FigureId],
    figures: Figures,
    thresholds: Mapping[str, Threshold],
    earlier: Iterable[Earlier],
) -> list[Finding]:
    """What other editions let anybody work out of what is held back here, one after the other. No number is told."""
    hidden = {str(id) for id in held}
    found = []
    out: list[Cell] = []
    known: set[str] = set()
    for at, edition in enumerate(earlier):
        same = [id for id, value in edition.values.items() if figures.find(id).value == value]
        own = [replace(cell, shown_by=None) for cell in cells_of(same, figures, thresholds)]
        out += own
        told = [one for one in _worked_out(cells, out, hidden) if one not in known] if own else []
        known.update(told)
        if told:
            named = ", ".join(told[:MOST_NAMED]) + (f" and {len(told) - MOST_NAMED} more" if told[MOST_NAMED:] else "")
            place = edition.name
            of = f"the edition '{place}'{' and of those before it' if at else ''}"
            says = f"with the figures of {of} a small number can be worked out of {named}"
            advice = "it cannot be taken back: withdraw that edition, or accept this with a reason"
            found.append(Finding("small-number-known", manifest.NAME, says, place=place, words=place, advice=advice))
    return found


def _worked_out(cells: Sequence[Cell], out: Sequence[Cell], hidden: set[str]) -> list[str]:
    """The figures held back whose small count is known within its threshold to who has what is `out` as well."""
    told: dict[str, None] = {}
    for table in sorted({cell.box.table for cell in cells}):
        own = [cell for cell in cells if cell.box.table == table]
        with_out = linked([*own, *(cell for cell in out if cell.box.table == table)])
        for known in worked_out(with_out, hidden, secrets(linked(own))):
            told.setdefault(next(iter(known.secret.shown_by), known.secret.says))
    return list(told)


def earlier_editions(beside: Path, plan: str, but: str, named: Iterable[Path] = ()) -> list[Earlier]:
    """The editions of a plan that lie in a folder, and those that others are or hold, but the one that is being built.

    Raises Unusable where one that was named is no edition of the plan: nobody is to believe that it was looked at.
    """
    found = {path.resolve(): one for path in _manifests(beside) if (one := _read(path, plan)) is not None}
    for folder in named:
        read = {path.resolve(): _read(path, plan) for path in _manifests(folder)}
        if not read or None in read.values():
            bad = next((path.parent for path, one in read.items() if one is None), folder)
            raise Unusable(
                f"{bad}: no edition of the plan '{plan}' can be read there; name an edition, or a folder that holds"
                " editions of this plan, after --earlier"
            )
        found |= {path: one for path, one in read.items() if one is not None}
    return [one for one in found.values() if one.name != but]


def _manifests(folder: Path) -> list[Path]:
    return sorted({*folder.glob(manifest.NAME), *folder.glob(f"*/{manifest.NAME}")})


def _read(path: Path, plan: str) -> Earlier | None:
    """What an edition told; None where its manifest cannot be read or is of another plan."""
    try:
        body = json.loads(path.read_bytes())
        if body["plan"] != plan:
            return None
        values = {}
        for figure in body["figures"]:
            if figure["value"] is not None:
                values[parse_id(figure["id"])] = Fraction(figure["trace"].get("exact") or figure["value"])
        return Earlier(str(body["edition"]), values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, FigureIdError):
        return None
