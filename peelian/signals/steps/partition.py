"""The best ways to cut each series into segments of one level: for no step, one step, two steps and so on.

Dynamic programming over all partitions (Auger and Lawrence 1989, Bulletin of Mathematical Biology 51:39), every
series at once; a segment costs the deviance of its points from their common level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peelian.signals.panel import Array, Ints
from peelian.signals.steps.points import Points


@dataclass(frozen=True)
class Sums:
    """Running sums from the start, [T + 1, S] or [T + 1, 1]: of totals, weights and the number of known points."""

    total: Array
    weight: Array
    count: Array

    def of(self, series: Ints) -> Sums:
        """The sums of these series only: places [S]."""
        shared = (part if part.shape[1] == 1 else part[:, series] for part in (self.total, self.weight, self.count))
        return Sums(*shared)


@dataclass(frozen=True)
class Partitions:
    """`misfit`[k, s]: the least deviance of series s with k steps; infinite where it has no room for them.

    `cuts`[k][q, s]: the first period of its segment q (0 for the first), q = 0 … k, and T as the last row.
    """

    misfit: Array
    cuts: tuple[Ints, ...]
    sums: Sums


def sums(given: Points) -> Sums:
    known = np.ones((given.size[0], 1)) if given.known is None else given.known.astype(float)
    return Sums(*(_running(part) for part in (given.total, given.weight, known)))


def _running(part: Array) -> Array:
    running = np.zeros((part.shape[0] + 1, part.shape[1]))
    np.cumsum(part, axis=0, out=running[1:])
    return running


def best_partitions(given: Points, most: int, shortest: int, latest: int) -> Partitions:
    """For 0 … `most` steps. A segment has at least `shortest` known points, the last one at least `latest`."""
    periods, series = given.size
    run = sums(given)
    least = np.full((most + 1, periods + 1, series), np.inf)
    cut = np.zeros((most + 1, periods + 1, series), dtype=np.int16)
    for end in (*range(shortest, periods - latest + 1), periods):
        whole = given.family.misfit(run.total[end], run.weight[end])
        least[0, end] = np.where(run.count[end] >= shortest, whole, np.inf)
        room = latest if end == periods else shortest
        starts = slice(shortest, end - room + 1)
        cost = given.family.misfit(run.total[end] - run.total[starts], run.weight[end] - run.weight[starts])
        if given.known is not None:
            cost[run.count[end] - run.count[starts] < room] = np.inf
        for steps in range(1, (most if end == periods else most - 1) + 1):
            first = steps * shortest
            if first > end - room:
                break
            ways = least[steps - 1, first : starts.stop] + cost[first - shortest :]
            least[steps, end] = ways.min(axis=0)
            # The last of the best, found without argmin, which is slow across rows: in a gap, the end of the gap.
            places = np.arange(first, starts.stop, dtype=np.int16)[:, None]
            cut[steps, end] = ((ways == least[steps, end]) * places).max(axis=0)
    return Partitions(least[:, periods], tuple(_traced(cut, steps) for steps in range(most + 1)), run)


def _traced(cut: NDArray[np.int16], steps: int) -> Ints:
    periods, series = cut.shape[1] - 1, cut.shape[2]
    cuts = np.zeros((steps + 2, series), dtype=np.int64)
    cuts[steps + 1] = periods
    every = np.arange(series)
    for place in range(steps, 0, -1):
        cuts[place] = cut[place, cuts[place + 1], every]
    return cuts
