"""One tally for each measure that reads a table: rows go in month by month, a number for an area and period comes out.

The rules of each kind stand in docs/reference/cases; here they are written down once more, with arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from peelian.simulate.decimals import KEPT, Decimals
from peelian.simulate.frame import Frame, Hundredths, Wholes, Words, blank
from peelian.simulate.geography import Geography
from peelian.simulate.truth.intervals import Ends
from peelian.simulate.truth.parts import ALL, Parts
from peelian.simulate.truth.picking import Lists, picked, places
from peelian.simulate.truth.spans import Span, families
from peelian.simulate.truth.tree import Cube

Told = Fraction | Literal["missing", "suppressed"]
Weights = Mapping[str, Mapping[str, Fraction]]
"""By table: the weight of each word."""
Rows = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]
"""The place of each row, a month, and a number; places and months in half the width."""
SCALES: Mapping[type, int] = {Hundredths: 100, Decimals: 10**KEPT}


@dataclass(frozen=True)
class Shape:
    """How many areas and months there are, and what the plan says beside: its lists, its weights.

    `levels` are the levels of area that figures are told for; the parts of a measure in `everywhere` are told in all of
    their areas.
    """

    geography: Geography
    months: int
    levels: tuple[str, ...]
    lists: Lists
    weights: Weights
    everywhere: frozenset[str]

    @property
    def areas(self) -> int:
        return len(self.geography.areas)

    @property
    def spans(self) -> list[Span]:
        """The periods that measures are told for."""
        return [span for family in families(self.months) for span in family]

    def parts(self, measure: Mapping[str, Any]) -> Parts:
        return Parts(measure, measure["id"] in self.everywhere)


class Tally(Protocol):
    """`parts` are the parts it can be asked for, ALL among them, once every row is in."""

    def add(self, frame: Frame) -> None: ...

    def finish(self) -> None:
        """Every row is in."""

    def told(self, place: int, part: str, span: Span) -> Told: ...

    def interval(self, place: int, part: str, span: Span) -> Ends | None:
        """Both ends of the interval of a value; None for a kind that has none."""

    def reach(self, span: Span) -> tuple[int, int]:
        """How many months before the period, and after it, must be known too."""

    @property
    def parts(self) -> tuple[str, ...]: ...


class Plain:
    """A tally of the period's own months, without an interval."""

    def interval(self, place: int, part: str, span: Span) -> Ends | None:
        return None

    def reach(self, span: Span) -> tuple[int, int]:
        return 0, 0


class Cubes:
    """A cube for each part, made when its first row comes; of the whole alone where a part is told for no other."""

    def __init__(self, shape: Shape, parts: Parts, months: int, counted: bool = False) -> None:
        self._shape, self._parts, self._months, self._counted = shape, parts, months, counted
        self._made: dict[str, Cube] = {}
        self.of(ALL)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self._made)

    def of(self, part: str) -> Cube:
        if part not in self._made:
            areas = self._shape.areas if self._parts.in_every_area(part) else 1
            self._made[part] = Cube(areas, self._months, self._counted)
        return self._made[part]

    def add(self, part: str, where: Any, month: int, amounts: Any = None) -> None:
        cube = self.of(part)
        cube.add(where if self._parts.in_every_area(part) else np.zeros_like(where), month, amounts)

    def finish(self) -> None:
        for cube in self._made.values():
            cube.roll_up(self._shape.geography)


class Counted(Plain):
    """Rows, or the sum of a column of numbers, and that of every part. A blank number hides the sum."""

    def __init__(self, measure: Mapping[str, Any], shape: Shape, months: int | None = None) -> None:
        compute = measure["compute"]
        self._where, self._shape = compute.get("where", {}), shape
        self._sum = compute.get("sum") or compute.get("column")
        self._parts, months = shape.parts(measure), months or shape.months
        counted = self._sum is not None and not compute.get("records")
        self._cubes = Cubes(shape, self._parts, months, counted)
        self._hidden = Cube(shape.areas, months)
        self._scale = 1

    @property
    def parts(self) -> tuple[str, ...]:
        return self._cubes.parts

    def add(self, frame: Frame) -> None:
        rows = picked(frame, self._where, self._shape.lists)
        where, amounts = places(frame, self._shape.areas), None
        if self._sum is not None:
            column = frame.column(self._sum)
            assert isinstance(column, Wholes | Hundredths | Decimals)
            without = blank(column, frame.rows)
            self._hidden.add(where[rows & without], frame.month)
            rows, amounts = rows & ~without, column.kept() if isinstance(column, Decimals) else column.values
            self._scale = SCALES.get(type(column), 1)
        for part, of in self._parts.of(frame, rows):
            self._cubes.add(part, where[of], frame.month, None if amounts is None else amounts[of])

    def finish(self) -> None:
        self._cubes.finish()
        self._hidden.roll_up(self._shape.geography)

    def told(self, place: int, part: str, span: Span) -> Told:
        if self._hidden.total(place, span):
            return "suppressed"
        return Fraction(self._cubes.of(part).total(place, span), self._scale)


class Weighed(Plain):
    """Rows times the weight of their word. A word without a weight leaves no value."""

    parts: tuple[str, ...] = (ALL,)

    def __init__(self, measure: Mapping[str, Any], shape: Shape) -> None:
        compute = measure["compute"]
        self._where, self._key, self._shape = compute.get("where", {}), compute["key"], shape
        self._weights = shape.weights[compute["weights"]]
        self._scale = lcm(*(weight.denominator for weight in self._weights.values()))
        self._cube, self._without = (Cube(shape.areas, shape.months) for _ in range(2))

    def add(self, frame: Frame) -> None:
        rows = picked(frame, self._where, self._shape.lists)
        words, where = frame.column(self._key), places(frame, self._shape.areas)
        assert isinstance(words, Words)
        weight = np.array([int(self._weights.get(word, 0) * self._scale) for word in words.vocabulary])[words.codes]
        known = np.array([word in self._weights for word in words.vocabulary])[words.codes]
        self._cube.add(where[rows], frame.month, weight[rows])
        self._without.add(where[rows & ~known], frame.month)

    def finish(self) -> None:
        for cube in (self._cube, self._without):
            cube.roll_up(self._shape.geography)

    def told(self, place: int, part: str, span: Span) -> Told:
        if self._without.total(place, span):
            return "missing"
        return Fraction(self._cube.total(place, span), self._scale)


def levels_of(shape: Shape, parts: Parts, part: str) -> Sequence[str]:
    return parts.levels(part, shape.geography, shape.levels)
