"""Crimes by the month they were recorded in, each once, that came to something within so many months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from peelian.simulate.chance import Whole
from peelian.simulate.frame import Days, Frame
from peelian.simulate.months import day_number, first_day
from peelian.simulate.truth.different import BITS, Ids
from peelian.simulate.truth.parts import ALL
from peelian.simulate.truth.picking import picked, places
from peelian.simulate.truth.spans import Span
from peelian.simulate.truth.tallies import Plain, Rows, Shape, Told, levels_of
from peelian.simulate.truth.tree import ancestors


class Cohorts(Plain):
    """The id, area and month of beginning of every row that came in time, of every part. Months add up, as an id begins
    in one."""

    def __init__(self, measure: Mapping[str, Any], shape: Shape) -> None:
        self._compute, self._shape, self._parts = measure["compute"], shape, shape.parts(measure)
        self._ids = Ids()
        self._begins = np.array([day_number(first_day(month)) for month in range(shape.months + 1)])
        self._kept: dict[str, list[Rows]] = defaultdict(list)
        self._sums: dict[str, Whole] = {}

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self._kept) or (ALL,)

    def add(self, frame: Frame) -> None:
        began, ids = frame.column(self._compute["began"]), self._ids.of(frame.column(self._compute["column"]))
        assert isinstance(began, Days)
        month = np.searchsorted(self._begins, began.values, side="right") - 1
        rows = picked(frame, self._compute.get("where", {}), self._shape.lists)
        rows &= (month >= 0) & (month <= frame.month) & (frame.month <= month + self._compute["months"])
        where = places(frame, self._shape.areas).astype(np.int32)
        for part, of in self._parts.of(frame, rows):
            self._kept[part].append((where[of], month[of], ids[of]))

    def finish(self) -> None:
        for part, kept in self._kept.items():
            where, month, ids = (np.concatenate(column) for column in zip(*kept, strict=True))
            numbers = np.zeros((self._shape.areas, self._shape.months + 1), np.int64)
            for level in levels_of(self._shape, self._parts, part):
                area = ancestors(self._shape.geography, level)[where]
                for begun in range(self._shape.months):
                    there = (month == begun) & (area >= 0)
                    once = np.unique(area[there] << BITS | ids[there])
                    numbers[:, begun + 1] += np.bincount(once >> BITS, minlength=self._shape.areas)
            self._sums[part] = np.cumsum(numbers, axis=1)

    def told(self, place: int, part: str, span: Span) -> Told:
        sums = self._sums.get(part)
        return Fraction() if sums is None else Fraction(int(sums[place, span.last + 1] - sums[place, span.first]))

    def reach(self, span: Span) -> tuple[int, int]:
        return 0, self._compute["months"]
