"""Which records a figure is made of, as conditions on columns, and the smallest groups that a set of figures tells
apart: every figure is a sum of such groups, so that what follows from several figures is a question of sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import or_

from peelian.disclosure.bits import bits

AREA, DRAWN, MONTH, MONTH_OF = "(area)", "(drawn) ", "(month)", "(month of "
"""Columns of a box that are no column of a table: the area of the tree; before its id an area drawn by hand; the month
or wave in which a record is counted; before its name another day of the record, where its month is counted."""


def is_of_place(column: str) -> bool:
    return column == AREA or column.startswith(DRAWN)


def is_of_time(column: str) -> bool:
    return column == MONTH or column.startswith(MONTH_OF)


@dataclass(frozen=True)
class Among:
    """The values of a column that count: these, or with `all_but` every other one.

    With a `least` or a `most` those alone that are numbers or days and lie between the two, both included.
    """

    values: frozenset[str]
    all_but: bool = False
    least: Fraction | None = None
    most: Fraction | None = None

    def holds(self, value: str | None) -> bool:
        """Whether a value counts; None stands for any that nobody names and that is no number."""
        if self.least is not None or self.most is not None:
            number = size(value) if value is not None else None
            if number is None or (self.least is not None and number < self.least):
                return False
            if self.most is not None and number > self.most:
                return False
        return (value in self.values) is not self.all_but


def between(least: Fraction | None, most: Fraction | None) -> Among:
    """Any number or day from the least to the most."""
    return Among(frozenset(), all_but=True, least=least, most=most)


def both(a: Among, b: Among) -> Among:
    """The values that count in both."""
    ends = [one for one in (a.least, b.least) if one is not None], [one for one in (a.most, b.most) if one is not None]
    least, most = max(ends[0], default=None), min(ends[1], default=None)
    if a.all_but and b.all_but:
        return Among(a.values | b.values, True, least, most)
    if a.all_but or b.all_but:
        kept, left_out = (b, a) if a.all_but else (a, b)
        return Among(kept.values - left_out.values, False, least, most)
    return Among(a.values & b.values, False, least, most)


def either(a: Among, b: Among) -> Among:
    """The values that count in one of the two, and perhaps some beside them."""
    least = None if a.least is None or b.least is None else min(a.least, b.least)
    most = None if a.most is None or b.most is None else max(a.most, b.most)
    if a.all_but and b.all_but:
        return Among(a.values & b.values, True, least, most)
    if a.all_but or b.all_but:
        all_but, named = (a, b) if a.all_but else (b, a)
        return Among(all_but.values - named.values, True)
    return Among(a.values | b.values, False, least, most)


def lies_in(a: Among, b: Among) -> bool:
    """Whether every value that counts in the first does so in the second."""
    if not a.all_but:
        return all(b.holds(value) for value in a.values if a.holds(value))
    if not b.all_but or any(a.holds(value) for value in b.values):
        return False
    low = b.least is None or (a.least is not None and a.least >= b.least)
    return low and (b.most is None or (a.most is not None and a.most <= b.most))


def size(text: str) -> Fraction | None:
    """A number as it is, a day as the number of days; None for any other text."""
    if _NUMBER.fullmatch(text):
        return Fraction(text)
    try:
        return Fraction(date.fromisoformat(text).toordinal()) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:/[1-9][0-9]*)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Box:
    """Records of one table that meet every condition; a column without one may hold anything.

    `also` are further boxes of the same records' figure, none of which has a record of another: a list that was changed
    within a year has other values in its first months than in its last.
    """

    table: str
    conditions: Mapping[str, Among] = field(default_factory=dict)
    also: tuple[Box, ...] = ()

    @property
    def drawn(self) -> bool:
        """Whether its records lie in an area drawn by hand: which others that lies in is not known."""
        return any(column.startswith(DRAWN) for column in self.conditions)

    def but_for_its_place(self) -> dict[str, Among]:
        return {column: among for column, among in self.conditions.items() if not is_of_place(column)}

    def with_condition(self, column: str, among: Among) -> Box:
        """Those of its records that meet a further condition."""
        met = both(self.conditions[column], among) if column in self.conditions else among
        further = tuple(one.with_condition(column, among) for one in self.also)
        return Box(self.table, {**self.conditions, column: met}, further)


def groups(boxes: Sequence[Box]) -> list[tuple[int, ...]]:
    """The smallest groups of records of one table that the boxes tell apart: for each, the boxes that hold it.

    Groups that the same boxes hold are one. Those that no box holds are left out.
    """
    columns = sorted({column for box in boxes for column in box.conditions})
    parted = [_classes(boxes, column) for column in columns]
    everything = (1 << len(boxes)) - 1
    found = dict.fromkeys(_meeting(parted, everything))
    return [tuple(bits(mask)) for mask in found if mask]


def several(boxes: Sequence[Box], most: int) -> bool:
    """Whether they tell more groups apart than so many."""
    columns = sorted({column for box in boxes for column in box.conditions})
    layer = {(1 << len(boxes)) - 1: None}
    for column in columns:
        masks = _classes(boxes, column)
        layer = {both: None for before in layer for mask in masks if (both := before & mask)}
        if len(layer) > most:
            return True
    return False


def _classes(boxes: Sequence[Box], column: str) -> list[int]:
    """What the values of one column tell apart: for each kind of value, the boxes that take it, as bits."""
    asking: dict[Among, int] = {}
    free = 0
    for at, box in enumerate(boxes):
        if column in box.conditions:
            among = box.conditions[column]
            asking[among] = asking.get(among, 0) | 1 << at
        else:
            free |= 1 << at
    named = sorted({value for among in asking for value in among.values})
    masks = [
        reduce(or_, (those for among, those in asking.items() if among.holds(value)), free)
        for value in (*named, *_stretches(asking), None)
    ]
    return [mask for mask in dict.fromkeys(masks) if mask]


def _stretches(asked: Iterable[Among]) -> list[str]:
    """A number of each stretch that ends of ranges cut a column into.

    Where all ends are whole numbers the column is taken to hold no others: from 10 on begins where up to 9 ends.
    """
    least, most = ({end for one in asked if (end := getattr(one, name)) is not None} for name in ("least", "most"))
    ends = sorted(least | most)
    if not ends:
        return []
    if all(end.denominator == 1 for end in ends):
        inner = sorted({*least, *(end + 1 for end in most)})
    else:
        inner = sorted({*ends, *((a + b) / 2 for a, b in pairwise(ends)), ends[-1] + 1})
    return [str(one) for one in (inner[0] - 1, *inner)]


def _meeting(parted: Sequence[list[int]], held: int) -> Iterator[int]:
    """The boxes that hold each combination of kinds of values, one of every column."""
    layer = {held: None}
    for masks in parted:
        layer = {both: None for before in layer for mask in masks if (both := before & mask)}
    yield from layer
