"""Weighted sums of numbers that are counted already, and of weights that each row brings along."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from peelian.simulate.chance import Whole
from peelian.simulate.decimals import KEPT, Decimals
from peelian.simulate.frame import Frame, Wholes, Words, blank
from peelian.simulate.truth.parts import ALL
from peelian.simulate.truth.picking import picked, places
from peelian.simulate.truth.spans import Span
from peelian.simulate.truth.tallies import Plain, Shape, Told
from peelian.simulate.truth.tree import Cube


class Amounts(Plain):
    """A number times the weight of its word, or the row's own weight, added up in millionths.

    No weight is blank or absent here where something is counted.
    """

    parts: tuple[str, ...] = (ALL,)

    def __init__(self, measure: Mapping[str, Any], shape: Shape) -> None:
        self._compute, self._shape = measure["compute"], shape
        self._cube = Cube(shape.areas, shape.months)

    def add(self, frame: Frame) -> None:
        rows = picked(frame, self._compute.get("where", {}), self._shape.lists)
        where = places(frame, self._shape.areas)
        if "weights" not in self._compute:
            own = frame.column(self._compute["weight"])
            assert isinstance(own, Decimals)
            assert not (rows & blank(own, frame.rows)).any()
            self._cube.add(where[rows], frame.month, self._fixed(frame, own.kept())[rows])
            return
        words, counted = frame.column(self._compute["key"]), frame.column(self._compute["sum"])
        assert isinstance(words, Words)
        assert isinstance(counted, Wholes)
        rows &= counted.values != 0
        known = self._shape.weights[self._compute["weights"]]
        codes = (words.vocabulary[code] for code in words.codes[rows].tolist())
        weights = np.array([int(known[code] * 10**KEPT) for code in codes], np.int64)
        self._cube.add(where[rows], frame.month, weights * counted.values[rows])

    def _fixed(self, frame: Frame, own: Whole) -> Whole:
        """The rows' own weights but for words that have one of their own."""
        weights = own.copy()
        for word, weight in self._compute.get("fixed", {}).items():
            weights[picked(frame, {self._compute["key"]: word}, self._shape.lists)] = weight * 10**KEPT
        return weights

    def finish(self) -> None:
        self._cube.roll_up(self._shape.geography)

    def told(self, place: int, part: str, span: Span) -> Told:
        return Fraction(self._cube.total(place, span), 10**KEPT)
