"""Small numbers of a paper: composed again without the figures that must not be shown, until none could be worked out.

What is held back is missing wherever figures come from, so that no sentence, table, chart, data file, sum or manifest
can have it. What other editions of the plan have told already cannot be taken back: it is a finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from peelian.disclosure.cells import cells_of
from peelian.disclosure.model import Protected
from peelian.disclosure.protect import protect
from peelian.disclosure.thresholds import Threshold
from peelian.disclosure.words import notes
from peelian.editions import manifest
from peelian.editions.given_away import Earlier, given_away
from peelian.errors import Unusable
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId, FigureIdError, parse_id
from peelian.figures.model import HeldBack
from peelian.findings import Finding
from peelian.publications.paragraphs import Composed


@dataclass(frozen=True)
class Safe:
    """A paper without the figures that must not be shown, the figures it is made of, and what is to be told of it."""

    composed: Composed
    figures: Figures
    findings: tuple[Finding, ...] = ()


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
    asked: frozenset[str] = frozenset()
    while True:
        book = figures.holding_back(HeldBack(held, notes(thresholds.values(), len(held), besides), tables))
        composed = compose(book)
        cells = cells_of([*_shown(composed, book), *sorted(held, key=str)], figures, thresholds)
        told_now = frozenset(cell.id for cell in cells)
        found = protect(cells) if told_now != asked else Protected()  # of the same cells the same is held back already
        more = held | {parse_id(figure) for figure in found.hidden}
        if more == held:
            known = given_away(cells, set(map(str, held)), figures, thresholds, earlier)
            return Safe(composed, book, (*_told(held), *known))
        besides += sum(parse_id(figure) not in held for figure in found.besides)
        held, asked = more, told_now


def _shown(composed: Composed, figures: Figures) -> list[FigureId]:
    """Every figure that the edition tells: printed, behind its words or a chart, or under one of these."""
    cited = composed.cited
    return [figure.id for figure in manifest.below([*cited.figures.values(), *cited.behind.values()], figures)]


def _told(held: frozenset[FigureId]) -> list[Finding]:
    if not held:
        return []
    one = len(held) == 1
    says = f"{len(held)} figure{' is' if one else 's are'} not given out, so that no small number can be worked out"
    return [Finding("small-number-held-back", manifest.NAME, says, "note", figures=tuple(sorted(map(str, held))))]


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
        values, typed = {}, set()
        for figure in body["figures"]:
            if figure["value"] is not None:
                id = parse_id(figure["id"])
                values[id] = Fraction(figure["trace"].get("exact") or figure["value"])
                if figure["trace"].get("kind") == "published":
                    typed.add(id)
        return Earlier(str(body["edition"]), values, frozenset(typed))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, FigureIdError):
        return None
