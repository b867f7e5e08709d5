"""Cells of one table, linked by the records they share, or by who has them."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from itertools import chain, permutations
from operator import and_

from peelian.disclosure.bits import bits
from peelian.disclosure.boxes import Among, either, groups, is_of_place, is_of_time
from peelian.disclosure.model import Cell
from peelian.disclosure.unions import unions


@dataclass(frozen=True)
class Linked:
    """Cells of one table in their order. `groups` says which of the smallest groups of records each is the sum of.

    `within` are pairs of groups of ids, of which the first has none that the second has not: those of the same place
    and time of whom a record must meet more.
    """

    cells: tuple[Cell, ...]
    groups: tuple[tuple[int, ...], ...]
    size: int
    within: tuple[tuple[int, int], ...] = ()

    @cached_property
    def _masks(self) -> tuple[int, ...]:
        return tuple(sum(1 << group for group in own) for own in self.groups)

    @cached_property
    def _holds(self) -> tuple[int, ...]:
        """The groups of each cell, and those that lie within one of them."""
        inner: dict[int, int] = {}
        for part, whole in self.within:
            inner[whole] = inner.get(whole, 0) | 1 << part
        return tuple(
            reduce(int.__or__, (inner.get(group, 0) for group in own), mask)
            for own, mask in zip(self.groups, self._masks, strict=True)
        )

    @cached_property
    def nested(self) -> tuple[tuple[int, int], ...]:
        """Pairs of a cell and one that lies in it, is another and no more than it."""
        holders = [0] * self.size
        for at, held in enumerate(self._holds):
            for group in bits(held):
                holders[group] |= 1 << at
        pairs = (
            (whole, part)
            for part, own in enumerate(self.groups)
            for whole in bits(reduce(and_, (holders[group] for group in own), (1 << len(self.cells)) - 1))
            if self._masks[part] != self._masks[whole] and self.cells[part].count <= self.cells[whole].count
        )
        return tuple(sorted(pairs))

    def less_two(self) -> Iterator[tuple[int, int, int]]:
        """A cell and two that lie in it, of whatever columns, share no records and leave it fewer than its threshold.

        Where what they leave holds another that is protected as well, it is as little known as that.
        """
        counts, masks = [cell.count for cell in self.cells], self._masks
        inside: dict[int, list[int]] = {}
        for whole, part in self.nested:
            if not masks[part] & ~masks[whole]:
                inside.setdefault(whole, []).append(part)
        for whole, parts in inside.items():
            parts.sort(key=lambda at: (counts[at], self.cells[at].id))
            for place, one in enumerate(parts):
                left = counts[whole] - counts[one]
                least = left - self.cells[whole].threshold
                near, end = (bisect(parts, most, place + 1, key=counts.__getitem__) for most in (least, left))
                for other in parts[near:end]:
                    rest = masks[whole] & ~masks[one] & ~masks[other]
                    apart = not masks[one] & masks[other]
                    if apart and rest and not any(self._guards(part, rest, whole) for part in parts):
                        yield whole, one, other

    def _guards(self, part: int, rest: int, whole: int) -> bool:
        """Whether a cell lies in what is left of another, and is a small number by that one's threshold at least."""
        one = self.cells[part]
        return not self._masks[part] & ~rest and one.count > 0 and one.threshold >= self.cells[whole].threshold

    def perhaps_nested(self) -> Iterator[tuple[int, int]]:
        """Pairs of a cell and one that may lie in it, since one of the two is of an area drawn by hand."""
        if not any(cell.drawn for cell in self.cells):
            return
        for alike in self._sharing(lambda cell: [cell.but_for_its_place()]):
            for whole, part in permutations(alike, 2):
                a, b = self.cells[whole], self.cells[part]
                if (a.drawn or b.drawn) and (a.box, a.once) != (b.box, b.once) and b.count <= a.count:
                    yield whole, part

    def together(self) -> Iterator[tuple[dict[int, int], int]]:
        """What cells tell together (`unions`): of each, what cells add up to so many times it, and how often each is
        taken.

        Cells that differ by their places alone are looked at together, or by their times, or one other column, and then
        all cells of one time: there are more tries than can be made among these than among the others.
        """
        columns = {column for cell in self.cells for column in cell.box.conditions}
        others = sorted(column for column in columns if not is_of_place(column) and not is_of_time(column))
        for those in chain(
            self._sharing(lambda cell: [cell.but_for_its_place()]),
            self._sharing(partial(_but_for, is_of_time)),
            *(self._sharing(partial(_but_for, column.__eq__)) for column in others),
            self._sharing(lambda cell: [_time(cell)]),
        ):
            for union in unions(self._as_sets(those)):
                yield {those[at]: often for at, often in union.often.items()}, union.whole

    def _as_sets(self, those: Sequence[int]) -> tuple[int, ...]:
        """Cells as sets of few groups: those that the same of them hold are one, so that other months look the same."""
        holders: dict[int, int] = {}
        for place, at in enumerate(those):
            for group in self.groups[at]:
                holders[group] = holders.get(group, 0) | 1 << place
        sets = [0] * len(those)
        for one, held_by in enumerate(sorted(set(holders.values()))):
            for place in bits(held_by):
                sets[place] |= 1 << one
        return tuple(sets)

    def _sharing(self, keys: Callable[[Cell], Iterable[object]]) -> Iterable[list[int]]:
        """The cells that have a key in common, at once or by way of others."""
        slices: dict[object, list[int]] = {}
        for at, cell in enumerate(self.cells):
            own = list(keys(cell))
            met = {id(those): those for key in own if (those := slices.get(key)) is not None}
            joined = max(met.values(), key=len) if met else []
            joined += [*(other for those in met.values() if those is not joined for other in those), at]
            slices |= dict.fromkeys(own, joined)
            if len(met) > 1:
                slices |= {key: joined for key, those in slices.items() if id(those) in met}
        return {id(those): sorted(those) for those in slices.values()}.values()


def linked(cells: Sequence[Cell]) -> Linked:
    """The cells of one table with the groups of records that they tell apart.

    Of ids the groups are those of whom a record meets the same: each such condition has groups of its own.
    """
    boxes = [(at, box) for at, cell in enumerate(cells) for box in (cell.box, *cell.box.also)]
    holders = groups([box for _, box in boxes])
    met = list(dict.fromkeys(cell.once for cell in cells))
    kind = {one: at for at, one in enumerate(met)}
    number: dict[tuple[int, int], int] = {}
    own: list[dict[int, None]] = [{} for _ in cells]
    for place, held_by in enumerate(holders):
        for at in dict.fromkeys(boxes[box][0] for box in held_by):
            group = number.setdefault((kind[cells[at].once], place), len(number))
            own[at][group] = None
    pairs = [
        (inner, outer)
        for inner, a in enumerate(met)
        for outer, b in enumerate(met)
        if inner != outer and a is not None and b is not None and a.lies_in(b)
    ]
    within = tuple(
        (number[inner, place], number[outer, place])
        for inner, outer in pairs
        for place in range(len(holders))
        if (inner, place) in number and (outer, place) in number
    )
    return Linked(tuple(cells), tuple(map(tuple, own)), len(number), within)


def _time(cell: Cell) -> object:
    """When its records are, whatever list they are on in one month and in another."""
    times: dict[str, Among] = {}
    for box in (cell.box, *cell.box.also):
        for column, among in box.conditions.items():
            if is_of_time(column):
                times[column] = either(times[column], among) if column in times else among
    return cell.once, frozenset(times.items())


def _but_for(left_out: Callable[[str], bool], cell: Cell) -> Iterator[object]:
    """What must be alike of two cells, or of their records in some months, that differ by these columns alone."""
    for box in (cell.box, *cell.box.also):
        yield cell.once, frozenset(one for one in box.conditions.items() if not left_out(one[0]))
