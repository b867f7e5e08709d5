"""Small numbers of a paper: composed again without the figures that must not be shown, until none could be worked out.

What is held back is missing wherever figures come from, so that no sentence, table, chart, data file, sum or manifest
can have it. Nor is shown what would give one away with what other editions of the plan have told.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from peelian.disclosure.cells import cells_of
from peelian.disclosure.model import Cell, Protected
from peelian.disclosure.protect import protect
from peelian.disclosure.thresholds import Threshold
from peelian.disclosure.words import notes
from peelian.editions import manifest
from peelian.editions.given_away import Earlier, Out, given_away, out_already
from peelian.editions.shape import Manifest
from peelian.errors import Unusable
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId, FigureIdError, parse_id
from peelian.figures.model import HeldBack
from peelian.findings import Finding
from peelian.publications.paragraphs import Composed

HELD_BACK = "small-number-held-back"
PAPER = "paper.html"  # which every edition has


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


def held_back(edition: Manifest) -> frozenset[FigureId]:
    """The figures that an edition says it does not give out."""
    named = [id for one in edition["findings"] if one["code"] == HELD_BACK for id in one.get("figures", ())]
    return frozenset(map(parse_id, named))


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


def earlier_editions(
    beside: Path, plan: str, but: str | None = None, named: Iterable[Path] = (), *, own: bool = True
) -> list[Earlier]:
    """The editions of a plan that lie in a folder, and those that others are or hold, `but` the one that is replaced.

    One beside it that cannot be read is there as such; so is one of another plan where the folder is the plan's `own`:
    the plan may have been renamed. Raises Unusable where one that was named is no edition of the plan: nobody is to
    believe that it was looked at.
    """
    found = {path.resolve(): one for path in _manifests(beside) if (one := _read(path, plan)).of_plan or own}
    for folder in named:
        read = {path.resolve(): _read(path, plan) for path in _manifests(folder)}
        bad = [path.parent for path, one in read.items() if one.why is not None]
        if not read or bad:
            raise Unusable(
                f"{bad[0] if bad else folder}: no edition of the plan '{plan}' can be read there; name an edition, or a"
                " folder that holds editions of this plan, after --earlier"
            )
        found |= read
    replaced = (beside / but / manifest.NAME).resolve() if but is not None else None
    return [one for path, one in found.items() if path != replaced]


def _manifests(folder: Path) -> list[Path]:
    """Where editions have theirs, the folder itself and those below it; also where one lies that has lost it, or a link
    that leads nowhere any more."""
    found = []
    seen: set[str] = set()  # links may lead round in a ring
    for place, folders, files in os.walk(folder, followlinks=True):
        if {manifest.NAME, PAPER}.intersection(files):
            found.append(Path(place))
        found += [link for name in files if (link := Path(place, name)).is_symlink() and not link.exists()]
        seen.add(os.path.realpath(place))
        folders[:] = [name for name in folders if not _is_passing(name) and _real(place, name) not in seen]
    return sorted({path / manifest.NAME for path in found})


def _real(place: str, name: str) -> str:
    return os.path.realpath(os.path.join(place, name))


def _is_passing(name: str) -> bool:
    """Whether it is a folder in which an edition is written, and is none yet."""
    return name.startswith(".")


def _read(path: Path, plan: str) -> Earlier:
    """What an edition told, as far as its manifest can be read."""
    try:
        body = json.loads(path.read_bytes())
        if body["plan"] != plan:
            return Earlier(path.parent.name, {}, why=f"is of the plan '{body['plan']}'", of_plan=False)
        values, typed = {}, set()
        for figure in body["figures"]:
            if figure["value"] is not None:
                id = parse_id(figure["id"])
                values[id] = Fraction(figure["trace"].get("exact") or figure["value"])
                if figure["trace"].get("kind") == "published":
                    typed.add(id)
        return Earlier(str(body["edition"]), values, frozenset(typed), held_back(body))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, FigureIdError):
        return Earlier(path.parent.name, {}, why="cannot be read")
