"""Times of every row, kept one by one and sorted where a middle or a percentile is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np

from peelian.simulate.chance import Whole
from peelian.simulate.truth.spans import Span, numbered

HUNDRED = 100


class Times:
    """The time, area and month of every row that has a time."""

    def __init__(self) -> None:
        self._parts: list[tuple[Whole, Whole, Whole]] = []

    def add(self, places: Whole, month: int, times: Whole) -> None:
        self._parts.append((places.astype(np.int32), np.full(len(places), month, np.int32), times.astype(np.int32)))

    def answers(
        self, statistic: str, within: int | None, lies_in: Whole, family: Sequence[Span], months: int
    ) -> Iterator[tuple[int, Span, Fraction]]:
        """The value of every area that has a row, and period of a family. Areas are those `lies_in` leads to."""
        if not self._parts:
            return
        places, month, times = (np.concatenate(column) for column in zip(*self._parts, strict=True))
        area, period = lies_in[places], numbered(family, months)[month]
        kept = (area >= 0) & (period >= 0)
        group = area[kept] * len(family) + period[kept]
        ordered = np.sort(group << 32 | times[kept].astype(np.int64))
        found, starts = np.unique(ordered >> 32, return_index=True)
        seconds = ordered & 0xFFFFFFFF
        for at, (start, end) in enumerate(pairwise([*starts.tolist(), len(ordered)])):
            place, number = divmod(int(found[at]), len(family))
            yield place, family[number], _value(seconds[start:end], statistic, within)


def _value(times: Whole, statistic: str, within: int | None) -> Fraction:
    """Of times in ascending order."""
    count = len(times)
    if within is not None:
        return Fraction(int((times <= within).sum()) * HUNDRED, count)
    if statistic == "mean":
        return Fraction(int(times.sum()), count)
    percent = 50 if statistic == "median" else int(statistic.removeprefix("p"))
    place, rest = divmod((count - 1) * percent, HUNDRED)
    low, high = int(times[place]), int(times[min(place + 1, count - 1)])
    return low + Fraction(rest * (high - low), HUNDRED)
