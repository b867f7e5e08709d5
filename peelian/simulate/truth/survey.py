"""Weighted answers: the positive ones in a hundred of those that count, with what chance leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from peelian.simulate.frame import Frame, Hundredths
from peelian.simulate.truth.intervals import Ends, of_share
from peelian.simulate.truth.picking import picked, places
from peelian.simulate.truth.spans import Span
from peelian.simulate.truth.tallies import Cubes, Shape, Told

IN_A_HUNDRED = 100


class Answered:
    """The weights of positive answers and of all that count, and the squares of the latter: an answer that weighs more
    tells of fewer people (Kish, "Survey Sampling", 1965)."""

    def __init__(self, measure: Mapping[str, Any], shape: Shape) -> None:
        compute = measure["compute"]
        self._where, self._shape = compute.get("where", {}), shape
        self._weight = compute["weight"]
        self._meant = {name: {compute["question"]: compute[name]} for name in ("positive", "base")}
        self._parts = shape.parts(measure)
        self._positive, self._base, self._squares = (Cubes(shape, self._parts, shape.months) for _ in range(3))

    @property
    def parts(self) -> tuple[str, ...]:
        return self._base.parts

    def add(self, frame: Frame) -> None:
        rows, where = picked(frame, self._where, self._shape.lists), places(frame, self._shape.areas)
        weights = frame.column(self._weight)
        assert isinstance(weights, Hundredths)
        good = picked(frame, self._meant["positive"], self._shape.lists)
        for part, of in self._parts.of(frame, rows & picked(frame, self._meant["base"], self._shape.lists)):
            self._base.add(part, where[of], frame.month, weights.values[of])
            self._squares.add(part, where[of], frame.month, weights.values[of] ** 2)
            self._positive.add(part, where[of & good], frame.month, weights.values[of & good])

    def finish(self) -> None:
        for cubes in (self._positive, self._base, self._squares):
            cubes.finish()

    def told(self, place: int, part: str, span: Span) -> Told:
        base = self._base.of(part).total(place, span)
        return Fraction(self._positive.of(part).total(place, span) * IN_A_HUNDRED, base) if base else "missing"

    def interval(self, place: int, part: str, span: Span) -> Ends | None:
        base = self._base.of(part).total(place, span)
        if not base:
            return None
        share = Fraction(self._positive.of(part).total(place, span), base)
        low, high = of_share(share, Fraction(base**2, self._squares.of(part).total(place, span)))
        return low * IN_A_HUNDRED, high * IN_A_HUNDRED

    def reach(self, span: Span) -> tuple[int, int]:
        return 0, 0
