"""Sums of weights that tell a count which is held back: a month's crime harm tells of its burglaries, where the other
crimes of the month are printed.

The weights are known to all, and so different that few whole numbers of records fit a sum. So a sum is safe only where
of each kind of record that is held back somewhere within its place and time the count of all of them is shown: then it
tells nothing that the counts do not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from peelian.disclosure.boxes import AREA, MONTH, Among, Box, is_of_place, lies_in
from peelian.disclosure.kinds import told_of_a_kind
from peelian.disclosure.linked import Linked
from peelian.disclosure.model import Cell
from peelian.disclosure.secrets import is_small


@dataclass(frozen=True)
class _Where:
    """A place and a time; None where it may be any."""

    areas: Among | None
    drawn: frozenset[str]
    months: frozenset[str]

    def lies_in(self, other: _Where) -> bool:
        """Whether it surely does."""
        if not self.months <= other.months or self.drawn != other.drawn:
            return False
        return other.areas is None or (self.areas is not None and lies_in(self.areas, other.areas))

    def may_lie_in(self, other: _Where) -> bool:
        """Whether it does, or may: an area drawn by hand may lie in any, and any in it."""
        if self.drawn != other.drawn:
            return self.months <= other.months
        return self.lies_in(other)


@dataclass(frozen=True)
class Telling:
    """A `sum` of weights and a `count` that it may tell; `surely` where they are of the same place and time.

    Of a larger place the counts of other kinds in all of it must be known too. That is not looked into: a sum that can
    still be held back is.
    """

    sum: int
    count: int
    surely: bool


def telling(of: Linked, hidden: Collection[str]) -> Iterator[Telling]:
    """Each sum of weights that would tell a count which is held back, with one that it surely tells, or the first.

    It may where the count lies in its place and time; and where these lie in the count's, and no sum of the whole of
    them is there to be held back, since all that lie in it tell as much together.
    """
    sums = [at for at, cell in enumerate(of.cells) if cell.weighed]
    if not sums:
        return
    where, other = [_where(cell.box) for cell in of.cells], [_other(cell.box) for cell in of.cells]
    groups = [frozenset(own) for own in of.groups]
    of_sums = {(where[at], other[at]) for at in sums}
    shown = {(where[at], other[at]) for at, cell in enumerate(of.cells) if not cell.weighed and _is_shown(cell, hidden)}
    held: dict[_Where, list[int]] = {}
    for at, cell in enumerate(of.cells):
        if not _is_shown(cell, hidden) and (not cell.weighed or is_small(cell.count, cell.threshold)):
            held.setdefault(where[at], []).append(at)

    def tells(sum_: int, place: _Where) -> Iterator[int]:
        own = where[sum_]
        together = own.lies_in(place) and (place, other[sum_]) not in of_sums
        if together or place.may_lie_in(own):
            yield from (at for at in held[place] if (own, other[at]) not in shown)

    def beside(sum_: int) -> Iterator[Cell]:
        """Counts of its place, time and conditions, told from it by the kinds they count alone."""
        kinds = of.cells[sum_].kinds
        column = kinds.column if kinds is not None else ""
        own = _besides(of.cells[sum_].box.conditions, but=column)
        for at, cell in enumerate(of.cells):
            alike = where[at] == where[sum_] and not cell.box.also and not cell.weighed
            if alike and _is_shown(cell, hidden) and _besides(cell.box.conditions, but=column) == own:
                yield cell

    for sum_ in sums:
        told = [at for place in held for at in tells(sum_, place) if groups[at] & groups[sum_]]
        if told:
            count = next((at for at in told if where[at] == where[sum_]), told[0])
            yield Telling(sum_, count, where[count] == where[sum_])
        elif of.cells[sum_].shown_by is not None and told_of_a_kind(of.cells[sum_], list(beside(sum_))):
            yield Telling(sum_, sum_, surely=True)


def _is_shown(cell: Cell, hidden: Collection[str]) -> bool:
    return cell.shown_by is None or cell.shown_by not in hidden


def _where(box: Box) -> _Where:
    drawn = frozenset(column for column in box.conditions if is_of_place(column) and column != AREA)
    months = [one.conditions[MONTH].values for one in (box, *box.also) if MONTH in one.conditions]
    return _Where(box.conditions.get(AREA), drawn, frozenset().union(*months))


def _other(box: Box) -> object:
    """What its records must meet besides, in each of its stretches of time."""
    return frozenset(_besides(one.conditions) for one in (box, *box.also))


def _besides(conditions: Mapping[str, Among], but: str = "") -> frozenset[tuple[str, Among]]:
    beside = ((column, among) for column, among in conditions.items() if column not in (MONTH, but))
    return frozenset((column, among) for column, among in beside if not is_of_place(column))
