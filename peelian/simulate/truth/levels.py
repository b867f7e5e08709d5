"""Levels at a date: the last snapshot inside a period, or the latest up to its end. Never a sum over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from peelian.simulate.frame import Frame, Words
from peelian.simulate.truth.parts import ALL
from peelian.simulate.truth.picking import picked
from peelian.simulate.truth.spans import Span
from peelian.simulate.truth.tallies import Counted, Plain, Shape, Told

BEFORE = 12  # months before the run that a snapshot may be of


class Levels(Plain):
    """Like counts, of one month at a time."""

    def __init__(self, measure: Mapping[str, Any], shape: Shape) -> None:
        self._counted = Counted(measure, shape, shape.months + BEFORE)
        self._given: set[int] = set()

    @property
    def parts(self) -> tuple[str, ...]:
        return self._counted.parts

    @property
    def before(self) -> list[int]:
        """The months before the run that a snapshot is of, as numbers below 0."""
        return sorted(month for month in self._given if month < 0)

    def add(self, frame: Frame) -> None:
        self._given.add(frame.month)
        self._counted.add(replace(frame, month=frame.month + BEFORE))

    def finish(self) -> None:
        self._counted.finish()

    def told(self, place: int, part: str, span: Span) -> Told:
        inside = [month for month in self._given if span.first <= month <= span.last]
        return self._at(place, part, max(inside)) if inside else "missing"

    def latest(self, place: int, part: str, span: Span) -> Told:
        """That of the period, or else the latest before its end."""
        until = [month for month in self._given if month <= span.last]
        return self._at(place, part, max(until)) if until else "missing"

    def _at(self, place: int, part: str, month: int) -> Told:
        return self._counted.told(place, part, Span("", month + BEFORE, month + BEFORE))


class Grades(Plain):
    """Words of a scale, best first: the last one given by the end of a period, as its place on the scale."""

    parts: tuple[str, ...] = (ALL,)

    def __init__(self, measure: Mapping[str, Any], shape: Shape) -> None:
        self._compute, self._lists = measure["compute"], shape.lists
        self._given: dict[int, int] = {}

    def add(self, frame: Frame) -> None:
        words = frame.column(self._compute["column"])
        assert isinstance(words, Words)
        scale = self._compute["scale"]
        for code in words.codes[picked(frame, self._compute.get("where", {}), self._lists)].tolist():
            self._given[frame.month] = scale.index(words.vocabulary[code]) + 1

    def finish(self) -> None:
        """There is nothing to add up."""

    def told(self, place: int, part: str, span: Span) -> Told:
        until = [month for month in self._given if month <= span.last]
        return Fraction(self._given[max(until)]) if until else "missing"
