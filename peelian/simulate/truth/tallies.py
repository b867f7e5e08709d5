"""One tally for each measure that reads a table: rows go in month by month, a number for an area and period comes out.

The rules of each kind stand in docs/reference/cases; here they are written down once more, with arrays.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal, Protocol

import numpy as np

from peelian.simulate.frame import Frame, Hundredths, Wholes, Words
from peelian.simulate.geography import Geography
from peelian.simulate.truth.picking import Lists, part, picked, places
from peelian.simulate.truth.spans import Span
from peelian.simulate.truth.tree import Cube

Told = Fraction | Literal["missing", "suppressed"]
ALL = ""  # the part that is the whole


class Tally(Protocol):
    """`parts` are the parts it can be asked for, ALL among them, once every row is in."""

    def add(self, frame: Frame) -> None: ...

    def finish(self, geography: Geography) -> None: ...

    def told(self, place: int, part: str, span: Span) -> Told: ...

    @property
    def parts(self) -> tuple[str, ...]: ...


class Counted:
    """Rows, or the sum of a column of whole numbers, and that of every part. A blank number hides the sum."""

    def __init__(self, measure: Mapping[str, Any], size: tuple[int, int], lists: Lists) -> None:
        compute = measure["compute"]
        self._where, self._lists, self._size = compute.get("where", {}), lists, size
        self._sum = compute.get("sum") or compute.get("column")
        self._breakdowns: Mapping[str, str] = measure.get("breakdowns", {})
        self._cubes: dict[str, Cube] = {ALL: Cube(*size)}
        self._hidden = Cube(*size)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self._cubes)

    def add(self, frame: Frame) -> None:
        rows = picked(frame, self._where, self._lists)
        where, amounts = places(frame, self._size[0]), None
        if self._sum is not None:
            column = frame.column(self._sum)
            assert isinstance(column, Wholes)
            blank = column.blank if column.blank is not None else np.zeros(frame.rows, bool)
            self._hidden.add(where[rows & blank], frame.month)
            rows = rows & ~blank
            amounts = column.values
        self._cubes[ALL].add(where[rows], frame.month, None if amounts is None else amounts[rows])
        for dimension, name in self._breakdowns.items():
            words = frame.column(name)
            assert isinstance(words, Words)
            for code, word in enumerate(words.vocabulary):
                of = rows & (words.codes == code)
                if of.any():
                    cube = self._cubes.setdefault(f"{dimension}={part(word)}", Cube(*self._size))
                    cube.add(where[of], frame.month, None if amounts is None else amounts[of])

    def finish(self, geography: Geography) -> None:
        for cube in (*self._cubes.values(), self._hidden):
            cube.roll_up(geography)

    def told(self, place: int, part: str, span: Span) -> Told:
        if self._hidden.total(place, span):
            return "suppressed"
        return Fraction(self._cubes[part].total(place, span))


class Weighed:
    """Rows times the weight of their word."""

    def __init__(
        self, measure: Mapping[str, Any], size: tuple[int, int], lists: Lists, weights: Mapping[str, int]
    ) -> None:
        compute = measure["compute"]
        self._where, self._lists, self._key = compute.get("where", {}), lists, compute["key"]
        self._weights, self._cube = weights, Cube(*size)
        self._areas = size[0]
        self.parts = (ALL,)

    def add(self, frame: Frame) -> None:
        rows = picked(frame, self._where, self._lists)
        words = frame.column(self._key)
        assert isinstance(words, Words)
        weight = np.array([self._weights[word] for word in words.vocabulary])[words.codes]
        self._cube.add(places(frame, self._areas)[rows], frame.month, weight[rows])

    def finish(self, geography: Geography) -> None:
        self._cube.roll_up(geography)

    def told(self, place: int, part: str, span: Span) -> Told:
        return Fraction(self._cube.total(place, span))


class Answered:
    """Weighted answers: the positive ones in a hundred of those that count."""

    def __init__(self, measure: Mapping[str, Any], size: tuple[int, int], lists: Lists) -> None:
        compute = measure["compute"]
        self._where, self._lists = compute.get("where", {}), lists
        self._question, self._weight = compute["question"], compute["weight"]
        self._meant = {"positive": compute["positive"], "base": compute["base"]}
        self._cubes = {name: Cube(*size) for name in self._meant}
        self._areas = size[0]
        self.parts = (ALL,)

    def add(self, frame: Frame) -> None:
        rows = picked(frame, self._where, self._lists)
        weights = frame.column(self._weight)
        assert isinstance(weights, Hundredths)
        for name, answers in self._meant.items():
            of = rows & picked(frame, {self._question: answers}, self._lists)
            self._cubes[name].add(places(frame, self._areas)[of], frame.month, weights.values[of])

    def finish(self, geography: Geography) -> None:
        for cube in self._cubes.values():
            cube.roll_up(geography)

    def told(self, place: int, part: str, span: Span) -> Told:
        base = self._cubes["base"].total(place, span)
        return Fraction(self._cubes["positive"].total(place, span) * 100, base) if base else "missing"
