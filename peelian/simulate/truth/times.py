"""Times of every row, kept one by one and sorted where a middle or a percentile is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from peelian.simulate.chance import Whole
from peelian.simulate.frame import Frame, Wholes, blank
from peelian.simulate.truth.parts import ALL
from peelian.simulate.truth.picking import picked, places
from peelian.simulate.truth.spans import Span, families, numbered
from peelian.simulate.truth.tallies import Plain, Rows, Shape, Told, levels_of
from peelian.simulate.truth.tree import ancestors

HUNDRED = 100


class Times(Plain):
    """The time, area and month of every row that has a time, of every part."""

    def __init__(self, measure: Mapping[str, Any], shape: Shape) -> None:
        self._compute, self._shape, self._parts = measure["compute"], shape, shape.parts(measure)
        self._kept: dict[str, list[Rows]] = defaultdict(list)
        self._found: dict[tuple[int, str, str], Fraction] = {}

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self._kept) or (ALL,)

    def add(self, frame: Frame) -> None:
        column = frame.column(self._compute["column"])
        assert isinstance(column, Wholes)
        rows = picked(frame, self._compute.get("where", {}), self._shape.lists) & ~blank(column, frame.rows)
        where = places(frame, self._shape.areas).astype(np.int32)
        for part, of in self._parts.of(frame, rows):
            month = np.full(int(of.sum()), frame.month, np.int32)
            self._kept[part].append((where[of], month, column.values[of].astype(np.int32)))

    def finish(self) -> None:
        """The value of every area that has a row, and period."""
        for part, kept in self._kept.items():
            where, month, times = (np.concatenate(column) for column in zip(*kept, strict=True))
            for level in levels_of(self._shape, self._parts, part):
                area = ancestors(self._shape.geography, level)[where]
                for family in families(self._shape.months):
                    self._answer(part, area, numbered(family, self._shape.months)[month], times, family)

    def _answer(self, part: str, area: Whole, period: Whole, times: Whole, family: tuple[Span, ...]) -> None:
        kept = (area >= 0) & (period >= 0)
        group = area[kept] * len(family) + period[kept]
        ordered = np.sort(group << 32 | times[kept].astype(np.int64))
        found, starts = np.unique(ordered >> 32, return_index=True)
        seconds = ordered & 0xFFFFFFFF
        for at, (start, end) in enumerate(pairwise([*starts.tolist(), len(ordered)])):
            place, number = divmod(int(found[at]), len(family))
            self._found[place, part, family[number].id] = self._value(seconds[start:end])

    def told(self, place: int, part: str, span: Span) -> Told:
        return self._found.get((place, part, span.id), "missing")

    def _value(self, times: Whole) -> Fraction:
        """Of times in ascending order."""
        count = len(times)
        if "within" in self._compute:
            return Fraction(int((times <= self._compute["within"]).sum()) * HUNDRED, count)
        statistic = self._compute["statistic"]
        if statistic == "mean":
            return Fraction(int(times.sum()), count)
        percent = 50 if statistic == "median" else int(statistic.removeprefix("p"))
        place, rest = divmod((count - 1) * percent, HUNDRED)
        low, high = int(times[place]), int(times[min(place + 1, count - 1)])
        return low + Fraction(rest * (high - low), HUNDRED)
