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
from peelian.disclosure.model import Cell, Known, Protected
from peelian.disclosure.protect import protect
from peelian.disclosure.secrets import secrets
from peelian.disclosure.thresholds import Threshold
from peelian.disclosure.words import notes
from peelian.editions import manifest
from peelian.errors import Unusable
from peelian.figures.book import Figures
from peelian.figures.ids import PROCESS, PROCESS_CHANGES, FigureId, FigureIdError, parse_id
from peelian.figures.model import HeldBack
from peelian.findings import Finding
from peelian.publications.paragraphs import Composed
from peelian.quantities import few

MOST_NAMED = 5  # of what another edition tells


@dataclass(frozen=True)
class Safe:
    """A paper without the figures that must not be shown, the figures it is made of, and what is to be told of it."""

    composed: Composed
    figures: Figures
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Earlier:
    """What another edition has published: exact values by figure id. Those `typed` their owner had given out before."""

    name: str
    values: Mapping[FigureId, Fraction]
    typed: frozenset[FigureId] = frozenset()


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
            return Safe(composed, book, (*_told(held), *_known(cells, held, figures, thresholds, earlier)))
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
    out: dict[str, Cell] = {}
    known: set[str] = set()
    for at, edition in enumerate(earlier):
        levels = {id: value for id, value in edition.values.items() if _tells_a_level(id)}
        there = [id for id in levels if _is_there(id, figures)]
        if lost := sorted(set(levels) - set(there) - edition.typed, key=str):
            found.append(_not_compared(edition.name, lost))
        same = [id for id in there if figures.find(id).value == levels[id]]
        own = {cell.id: replace(cell, shown_by=None) for cell in cells_of(same, figures, thresholds)}
        out |= own
        told = [one for one in _worked_out(cells, list(out.values()), hidden) if one not in known] if own else []
        known.update(told)
        if told:
            place = edition.name
            of = f"the edition '{place}'{' and of those before it' if at else ''}"
            says = f"with the figures of {of} a small number can be worked out of {_named(told)}"
            advice = (
                "it cannot be taken back: withdraw that edition, leave the figure out where this one shows it,"
                " or accept this with a reason"
            )
            found.append(Finding("small-number-known", manifest.NAME, says, place=place, words=place, advice=advice))
    return found


def _named(those: Sequence[str]) -> str:
    return few(those, MOST_NAMED)


def _is_there(id: FigureId, figures: Figures) -> bool:
    """Whether the plan still has the measure and the area of a figure, and a number for its level."""
    return id.measure in figures.plan.measures and figures.find(id.of("value")).value is not None


def _tells_a_level(id: FigureId) -> bool:
    """Whether a figure gives its level away. What a month is by its process does not: other months make it."""
    return id.statistic not in (*PROCESS, *PROCESS_CHANGES, "target")


def _not_compared(edition: str, lost: Sequence[FigureId]) -> Finding:
    """What an earlier edition tells and nobody can hold against this one any more."""
    many = f"{len(lost)} figure{'' if len(lost) == 1 else 's'}"
    says = f"{many} of the edition '{edition}' could not be compared, as the plan has no number for them now"
    advice = (
        f"the first are {_named([str(id) for id in lost])}; give their measures and areas the old ids, or look yourself"
    )
    return Finding(
        "small-number-not-compared", manifest.NAME, says, "warning", place=edition, words=edition, advice=advice
    )


def _worked_out(cells: Sequence[Cell], out: Sequence[Cell], hidden: set[str]) -> list[str]:
    """The figures whose small count is known within its threshold to who has what is `out` as well, and was not
    without this edition: those held back, and those that a figure shown here gives away with one that is out. By
    their ids, so that the same edition says the same each time."""
    told: set[str] = set()
    for table in sorted({cell.box.table for cell in cells}):
        own = [cell for cell in cells if cell.box.table == table]
        shown = {cell.id for cell in own if cell.shown_by not in hidden}
        before = [cell for cell in out if cell.box.table == table]
        with_out = linked([*own, *(cell for cell in before if cell.id not in shown)])
        of_own = {secret.says for secret in secrets(linked(own))}
        found = [known.secret for known in worked_out(with_out, hidden, secrets(with_out))]
        others = [secret for secret in found if secret.says not in of_own]
        alone = {known.secret.says for known in _all_worked_out(before)} if others else set()
        for secret in found:
            if secret.says in of_own or secret.says not in alone:
                told.add(next(iter(secret.shown_by), secret.says))
    return sorted(told)


def _all_worked_out(out: Sequence[Cell]) -> list[Known]:
    of = linked(out)
    return worked_out(of, (), secrets(of))


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
