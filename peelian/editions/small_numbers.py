"""Small numbers of a paper: composed again without the figures that must not be shown, until none could be worked out.

What is held back is missing wherever figures come from, so that no sentence, table, chart, data file, sum or manifest
can have it. Nor is shown what would give one away with what other editions of the plan have told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from peelian.disclosure.cells import cells_of
from peelian.disclosure.model import Cell, Protected
from peelian.disclosure.protect import protect
from peelian.disclosure.thresholds import Threshold
from peelian.disclosure.words import notes
from peelian.editions import manifest
from peelian.editions.earlier import HELD_BACK, Earlier
from peelian.editions.given_away import Out, given_away, out_already
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId, parse_id
from peelian.figures.model import HeldBack
from peelian.findings import Finding
from peelian.publications.paragraphs import Composed


@dataclass(frozen=True)
class Safe:
    """A paper without the figures that must not be shown, the figures it is made of, and what is to be told of it.

    `of_others` is what other editions give away: it is for who builds and no part of the edition.
    """

    composed: Composed
    figures: Figures
    findings: tuple[Finding, ...] = ()
    of_others: tuple[Finding, ...] = ()


def composed_safely(
    figures: Figures,
    thresholds: Mapping[str, Threshold],
    compose: Callable[[Figures], Composed],
    earlier: Iterable[Earlier] = (),
    held: Iterable[FigureId] = (),
) -> Safe:
    """The paper that `compose` makes, without what its figures must not tell, alone or with `earlier` editions.

    First it is made safe alone, then beside the others: so an edition that was built before them comes out as it was.
    `held` are held back whatever is found: with all that an edition names it is built again without the others.
    """
    if not any(threshold.count for threshold in thresholds.values()):
        told = notes(thresholds.values(), held=False)
        book = figures.holding_back(HeldBack(notes=told)) if told else figures
        return Safe(compose(book), book)
    tables = frozenset(one.table for one in thresholds.values() if one.count > 1)

    def without(held: frozenset[FigureId]) -> tuple[Safe, list[Cell]]:
        book = figures.holding_back(HeldBack(held, notes(thresholds.values(), held=bool(held)), tables))
        composed = compose(book)
        cells = cells_of([*_shown(composed, book), *sorted(held, key=str)], figures, thresholds)
        return Safe(composed, book, tuple(_told(held))), cells

    def until_safe(held: frozenset[FigureId], out: Out) -> _Round:
        asked, found = frozenset[str](), Protected()
        while True:
            safe, cells = without(held)
            told_now = frozenset(cell.id for cell in cells)
            if told_now != asked:  # of the same cells the same is held back already
                asked, found = told_now, protect(out.beside(cells), set(map(str, held)))
            more = held | {parse_id(figure) for figure in found.hidden}
            if more == held:
                return _Round(held, safe, cells, found)
            held = more

    alone = until_safe(frozenset(held), Out())
    out = out_already(earlier, figures, thresholds)
    if not out.cells:
        return replace(alone.safe, of_others=out.findings)
    beside = until_safe(alone.held, out)
    known = given_away(beside.found.open, {cell.id for cell in beside.cells}, out)
    return replace(beside.safe, of_others=(*out.findings, *known))


@dataclass(frozen=True)
class _Round:
    """A paper of which nothing more must be held back, with its cells and what was found of them."""

    held: frozenset[FigureId]
    safe: Safe
    cells: list[Cell]
    found: Protected


def _shown(composed: Composed, figures: Figures) -> list[FigureId]:
    """Every figure that the edition tells: printed, behind its words or a chart, or under one of these."""
    cited = composed.cited
    return [figure.id for figure in manifest.below([*cited.figures.values(), *cited.behind.values()], figures)]


def _told(held: frozenset[FigureId]) -> list[Finding]:
    if not held:
        return []
    one = len(held) == 1
    says = f"{len(held)} figure{' is' if one else 's are'} not given out, so that no small number can be worked out"
    return [Finding(HELD_BACK, manifest.NAME, says, "note", figures=tuple(sorted(map(str, held))))]
