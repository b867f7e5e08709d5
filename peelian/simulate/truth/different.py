"""Ids counted once each, and those with several rows: numbers of months do not add up to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from peelian.simulate.chance import Whole
from peelian.simulate.frame import Data, Frame, Numbered, blank
from peelian.simulate.truth.parts import ALL
from peelian.simulate.truth.picking import picked, places
from peelian.simulate.truth.spans import Span
from peelian.simulate.truth.tallies import Cubes, Plain, Rows, Shape, Told, levels_of
from peelian.simulate.truth.tree import ancestors

NUMBER, BITS = 30, 44  # bits of the number in an id; of the whole of it, with its letters


class Ids:
    """Ids as whole numbers. Its state is which letters came."""

    def __init__(self) -> None:
        self._letters: dict[str, int] = {}

    def of(self, column: Data) -> Whole:
        assert isinstance(column, Numbered)
        return column.values | self._letters.setdefault(column.letter, len(self._letters)) << NUMBER


class Different(Plain):
    """The id, area and month of every row that has one, of every part; and how many rows have none."""

    def __init__(self, measure: Mapping[str, Any], shape: Shape) -> None:
        self._compute, self._shape, self._parts = measure["compute"], shape, shape.parts(measure)
        self._least, self._window = self._compute.get("at_least", 1), self._compute.get("months", 1)
        self._ids = Ids()
        self._kept: dict[str, list[Rows]] = defaultdict(list)
        self._without = Cubes(shape, self._parts, shape.months)
        self._found: dict[tuple[str, str], tuple[Whole, Whole]] = {}

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self._kept) or (ALL,)

    def add(self, frame: Frame) -> None:
        column = frame.column(self._compute["column"])
        rows, without = picked(frame, self._compute.get("where", {}), self._shape.lists), blank(column, frame.rows)
        where, ids = places(frame, self._shape.areas).astype(np.int32), self._ids.of(column)
        for part, of in self._parts.of(frame, rows):
            self._without.add(part, where[of & without], frame.month)
            kept = of & ~without
            self._kept[part].append((where[kept], np.full(int(kept.sum()), frame.month, np.int32), ids[kept]))

    def finish(self) -> None:
        self._without.finish()
        for part, kept in self._kept.items():
            where, month, ids = (np.concatenate(column) for column in zip(*kept, strict=True))  # month by month
            known, ids = np.unique(ids, return_inverse=True)
            for level in levels_of(self._shape, self._parts, part):
                area = ancestors(self._shape.geography, level)[where]
                key = np.where(area >= 0, area * len(known) + ids, self._shape.areas * len(known))
                if self._shape.areas * len(known) < 2**32:
                    key = key.astype(np.uint32)  # sorted in half the time
                for span in self._shape.spans:
                    before = max(0, span.first - self.reach(span)[0])
                    start, own, end = np.searchsorted(month, [before, span.first, span.last + 1]).tolist()
                    self._answer(part, span, key[start:end], own - start, len(known))

    def _answer(self, part: str, span: Span, key: Whole, own: int, ids: int) -> None:
        """Rows of a window of months, those from `own` on being of the period itself; keys are of area and id."""
        every, times = np.unique(key, return_counts=True)
        once = np.unique(key[own:]) if own else every
        enough = every[times >= self._least]
        if own:
            enough = np.intersect1d(once, enough, assume_unique=True)
        areas = self._shape.areas
        counted = tuple(np.bincount(found // ids, minlength=areas + 1)[:areas] for found in (once, enough))
        there = self._found.get((part, span.id), (0, 0))
        self._found[part, span.id] = (there[0] + counted[0], there[1] + counted[1])

    def told(self, place: int, part: str, span: Span) -> Told:
        if (part, span.id) not in self._found:
            return Fraction()
        once, enough = (int(found[place]) for found in self._found[part, span.id])
        return "missing" if not once and self._without.of(part).total(place, span) else Fraction(enough)

    def reach(self, span: Span) -> tuple[int, int]:
        return max(0, self._window - (span.last + 1 - span.first)), 0
