"""Victims counted once each, and those that were victims more than once: numbers of months do not add up to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from peelian.simulate.chance import Whole
from peelian.simulate.truth.spans import Span, numbered

BITS = 40  # that the number of a victim needs


class Repeats:
    """The victim, area and month of every crime that has one."""

    def __init__(self) -> None:
        self._parts: list[tuple[Whole, Whole, Whole]] = []

    def add(self, places: Whole, month: int, victims: Whole) -> None:
        known = victims > 0
        self._parts.append((places[known].astype(np.int32), np.full(int(known.sum()), month, np.int32), victims[known]))

    def answers(self, lies_in: Whole, family: Sequence[Span], months: int) -> Iterator[tuple[int, Span, int, int]]:
        """Area, period, victims, and those with two crimes or more in it."""
        if not self._parts or not family:
            return
        places, month, victims = (np.concatenate(column) for column in zip(*self._parts, strict=True))
        area, period = lies_in[places], numbered(family, months)[month]
        kept = (area >= 0) & (period >= 0)
        group = area[kept] * len(family) + period[kept]
        each, times = np.unique(group << BITS | victims[kept], return_counts=True)
        if not len(each):
            return
        found, starts = np.unique(each >> BITS, return_index=True)
        more = np.add.reduceat((times > 1).astype(np.int64), starts)
        for at, (start, end) in enumerate(pairwise([*starts.tolist(), len(each)])):
            place, number = divmod(int(found[at]), len(family))
            yield place, family[number], end - start, int(more[at])
