"""Chance from a seed: the same numbers on every machine and with every version of numpy.

Only the raw words of the Philox generator are used, whose stream is fixed by its definition (Salmon and others,
"Parallel Random Numbers: As Easy as 1, 2, 3", 2011). Each subject, force and month has a stream of its own, so that a
longer run, or one with other subjects, has the same months.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Yes = NDArray[np.bool_]

UNIT = 2.0**-53
STEPS = 1 << 12  # quantiles that a time is drawn from
PER_MILLE = 1000


class Chance:
    """One stream. Its state is the words still to come."""

    def __init__(self, seed: int, subject: int, force: int = 0, month: int = 0) -> None:
        key = np.array([seed, (subject << 48) | (force << 24) | month], np.uint64)
        self._words = np.random.Philox(key=key)

    def raw(self, count: int) -> NDArray[np.uint64]:
        """Whole words of 64 bits."""
        return np.asarray(self._words.random_raw(count), np.uint64)

    def shares(self, count: int) -> NDArray[np.float64]:
        """Numbers from 0 to below 1, all as likely."""
        return np.asarray((self.raw(count) >> np.uint64(11)).astype(np.float64) * UNIT)

    def below(self, count: int, most: int) -> Whole:
        """Whole numbers from 0 to below `most`."""
        return np.asarray((self.shares(count) * most).astype(np.int64))

    def happens(self, count: int, share: float | NDArray[np.float64]) -> Yes:
        """Whether each of so many happens."""
        return np.asarray(self.shares(count) < share)

    def choose(self, count: int, weights: Sequence[float] | NDArray[Any]) -> Whole:
        """Places in `weights`, each as often as it weighs."""
        edges = np.cumsum(np.asarray(weights, np.float64))
        found = np.searchsorted(edges, self.shares(count) * edges[-1], side="right")
        return np.asarray(np.minimum(found, len(edges) - 1), np.int64)

    def number(self, mean: float) -> int:
        """How many there are where `mean` are to be expected, about as many small chances add up to."""
        around = float(self.shares(12).sum()) - 6.0  # near a normal distribution with a standard deviation of 1
        return max(0, round(mean + sqrt(max(mean, 0.0)) * around))

    def times(self, count: int, median: float, spread: float) -> Whole:
        """Whole seconds around a median, with a long tail: a log-normal distribution."""
        factors = _factors(spread)[self.below(count, STEPS)]
        return np.asarray((factors * round(median) + self.below(count, PER_MILLE)) // PER_MILLE)


def shares_of(numbers: Whole, salt: int) -> NDArray[np.float64]:
    """A number from 0 to below 1 for each of these, the same for the same: what a person keeps from month to month.

    The finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    """
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(salt)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * UNIT)


@cache
def _factors(spread: float) -> Whole:
    """The quantiles of a log-normal distribution with median 1, in thousandths."""
    normal = NormalDist()
    return np.array([round(PER_MILLE * exp(spread * normal.inv_cdf((n + 0.5) / STEPS))) for n in range(STEPS)])
