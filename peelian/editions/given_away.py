"""Small numbers that follow from what other editions of a plan have published, and from which figures they do.

It cannot be taken back, so it is a finding. It names figures and the editions that print them, and no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from peelian.disclosure.attack import worked_out
from peelian.disclosure.cells import cells_of
from peelian.disclosure.linked import Linked, linked
from peelian.disclosure.model import Cell, Known
from peelian.disclosure.secrets import secrets
from peelian.disclosure.thresholds import Threshold
from peelian.editions import manifest
from peelian.figures.book import Figures
from peelian.figures.ids import PROCESS, PROCESS_CHANGES, FigureId
from peelian.findings import Finding
from peelian.quantities import few

MOST_NAMED = 5  # of what another edition tells


@dataclass(frozen=True)
class Earlier:
    """What another edition has published: exact values by figure id. Those `typed` their owner had given out before."""

    name: str
    values: Mapping[FigureId, Fraction]
    typed: frozenset[FigureId] = frozenset()


@dataclass
class _Out:
    """Cells that are out already, by their ids, and which figure of which edition told each first."""

    cells: dict[str, Cell] = field(default_factory=dict)
    figures: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, cells: Iterable[Cell], edition: str) -> None:
        for cell in cells:
            self.cells[cell.id] = replace(cell, shown_by=None)
            self.figures.setdefault(cell.id, (str(cell.shown_by), edition))


@dataclass(frozen=True)
class _Told:
    """A small number that can be worked out: what it is of, and the figures that say so, by the edition they are in.

    Under "" are those that this edition alone shows.
    """

    of: str
    by: Mapping[str, Sequence[str]]

    @property
    def here(self) -> bool:
        return "" in self.by

    @property
    def figures(self) -> set[str]:
        return {figure for figures in self.by.values() for figure in figures}

    def __str__(self) -> str:
        if not self.here and self.figures == {self.of}:
            return f"{self.of} (printed in '{next(iter(self.by))}')"
        editions = sorted(self.by, key=lambda name: (name == "", name))
        places = (f"{_all_of(self.by[name])} " + (f"in '{name}'" if name else "here") for name in editions)
        return f"{self.of} (from {' and '.join(places)})"


def given_away(
    cells: Sequence[Cell],
    hidden: set[str],
    figures: Figures,
    thresholds: Mapping[str, Threshold],
    earlier: Iterable[Earlier],
) -> list[Finding]:
    """What other editions let anybody work out of what is held back here, one after the other.

    `cells` are those of this edition, shown or `hidden`; `figures` those with nothing held back.
    """
    found = []
    out = _Out()
    known: set[str] = set()
    for at, edition in enumerate(earlier):
        levels = {id: value for id, value in edition.values.items() if _tells_a_level(id)}
        there = [id for id in levels if _is_there(id, figures)]
        if lost := sorted(set(levels) - set(there) - edition.typed, key=str):
            found.append(_not_compared(edition.name, lost))
        own = cells_of([id for id in there if figures.find(id).value == levels[id]], figures, thresholds)
        out.add(own, edition.name)
        new = {key: told for key, told in _worked_out(cells, out, hidden).items() if key not in known} if own else {}
        known.update(new)
        if new:
            found.append(_finding(edition.name, [new[key] for key in sorted(new)], alone=not at))
    return found


def _finding(edition: str, told: Sequence[_Told], *, alone: bool) -> Finding:
    of = f"the edition '{edition}'{'' if alone else ' and of those before it'}"
    says = f"with the figures of {of} a small number can be worked out of {few(map(str, told), MOST_NAMED)}"
    leave = "leave a figure named 'here' out of this one, " if any(one.here for one in told) else ""
    advice = f"it cannot be taken back: {leave}withdraw that edition, or accept this with a reason"
    figures = tuple(sorted({figure for one in told for figure in one.figures}))
    return Finding(
        "small-number-known", manifest.NAME, says, figures=figures, place=edition, words=edition, advice=advice
    )


def _all_of(figures: Sequence[str]) -> str:
    return few(figures, MOST_NAMED) if len(figures) > MOST_NAMED else " and ".join(figures)


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
    first = few(map(str, lost), MOST_NAMED)
    advice = f"the first are {first}; give their measures and areas the old ids, or look yourself"
    return Finding(
        "small-number-not-compared", manifest.NAME, says, "warning", place=edition, words=edition, advice=advice
    )


def _worked_out(cells: Sequence[Cell], out: _Out, hidden: set[str]) -> dict[str, _Told]:
    """The small counts that are known within their threshold to who has what is `out` as well, and were not without
    this edition: those held back, and those that a figure shown here gives away with one that is out. By the ids of
    the figures, so that the same edition says the same each time."""
    told: dict[str, _Told] = {}
    for table in sorted({cell.box.table for cell in cells}):
        own = [cell for cell in cells if cell.box.table == table]
        shown = {cell.id for cell in own if cell.shown_by not in hidden}
        before = [cell for cell in out.cells.values() if cell.box.table == table]
        with_out = linked([*own, *(cell for cell in before if cell.id not in shown)])
        of_own = {secret.says for secret in secrets(linked(own))}
        found = worked_out(with_out, hidden, secrets(with_out))
        others = [known for known in found if known.secret.says not in of_own]
        alone = {known.secret.says for known in _all_worked_out(before)} if others else set()
        for known in found:
            says = known.secret.says
            if says in of_own or says not in alone:
                told.setdefault(next(iter(known.secret.shown_by), says), _told(known, with_out, out))
    return told


def _told(known: Known, of: Linked, out: _Out) -> _Told:
    """From which figures it follows: its own alone where that is out, whatever else says the same."""
    by: dict[str, set[str]] = {}
    itself = [at for at, _ in known.secret.terms if len(known.secret.terms) == 1 and of.cells[at].id in out.figures]
    for cell in (of.cells[at] for at in itself or known.tells):
        figure, edition = out.figures.get(cell.id, (str(cell.shown_by), ""))
        by.setdefault(edition, set()).add(figure)
    return _Told(known.secret.says, {edition: sorted(figures) for edition, figures in by.items()})


def _all_worked_out(out: Sequence[Cell]) -> list[Known]:
    of = linked(out)
    return worked_out(of, (), secrets(of))
