"""The points of many series as totals and weights, a period a row; wild values put aside, uneven weights evened."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from peelian.signals.panel import Array, Flags, Ints
from peelian.signals.steps.family import TINY, Family

NEIGHBOURS = 3
"""Periods on each side that a value is held against."""
WILD = 4.0
"""How many standard deviations beyond all its neighbours a value must lie to be put aside."""
SELDOM = 1 / 3
"""The share of years in which one month of the year may be wild."""
NORMAL_DIFFERENCE = 0.6745 * 2**0.5
"""Median absolute difference of two independent normal values, in their standard deviation."""


@dataclass(frozen=True)
class Points:
    """T periods of S series: total and weight are [T, S] (weight may be [T, 1]), both 0 where a value is missing.

    `known` is [T, S]; None where no value is missing.
    """

    family: Family
    total: Array
    weight: Array
    known: Flags | None

    @property
    def size(self) -> tuple[int, int]:
        return self.total.shape[0], self.total.shape[1]

    @property
    def observed(self) -> Array:
        """How many values each series has [S]."""
        periods, series = self.size
        return np.full(series, float(periods)) if self.known is None else self.known.sum(axis=0).astype(float)

    def of(self, series: Ints) -> Points:
        """The points of these series only: places."""
        weight = self.weight if self.weight.shape[1] == 1 else self.weight[:, series]
        known = None if self.known is None else self.known[:, series]
        return Points(self.family, self.total[:, series], weight, known)


def points(family: Family, values: Array, weight: Array | None) -> Points:
    """From rows of series [S, T]; NaN is missing, and so is a point without weight."""
    total = np.ascontiguousarray(values.T)
    known = np.isfinite(total)
    if weight is None:
        weights = np.ones((total.shape[0], 1))
    else:
        weights = np.ascontiguousarray(np.broadcast_to(weight, values.shape).T)
        known &= weights > 0
    if known.all():
        return Points(family, total, weights, None)
    return Points(family, np.where(known, total, 0.0), np.where(known, weights, 0.0), known)


def tamed(given: Points, cycle: int) -> tuple[Points, Flags]:
    """With each wild value put to the middle of its neighbours, and which they were [T, S].

    Wild is far beyond all of its neighbours, in the spread of neighbours' differences (which neither a step nor a wild
    value moves much), for counts no less than chance alone gives. Two wild months in a row are left as they are, and
    so is a month of the year that is wild again and again: that is its season.
    """
    weight = given.weight
    values = given.total / np.maximum(weight, TINY)
    if given.known is not None:
        values[~given.known] = np.nan
    room = WILD * np.maximum(_spread_of_differences(values), _spread_by_chance(given))
    above, below = _neighbours(values)
    wild = (values > above + room) | (values < below - room)
    for place in range(cycle if cycle > 1 else 0):
        here = wild[place::cycle]
        times = here.sum(axis=0)
        here[:, (times > 1) & (times > SELDOM * len(here))] = False
    return replace(given, total=np.where(wild, (above + below) / 2 * weight, given.total)), wild


def _neighbours(values: Array) -> tuple[Array, Array]:
    """The greatest and the least of the neighbours [T, S], without the value itself; NaN where there are none."""
    above = np.full_like(values, np.nan)
    below = np.full_like(values, np.nan)
    for step in range(1, NEIGHBOURS + 1):
        for to, of in ((slice(step, None), slice(None, -step)), (slice(None, -step), slice(step, None))):
            np.fmax(above[to], values[of], out=above[to])
            np.fmin(below[to], values[of], out=below[to])
    return above, below


def _spread_of_differences(values: Array) -> Array:
    differences = np.sort(np.abs(np.diff(values, axis=0)), axis=0)
    known = np.isfinite(differences).sum(axis=0)
    middle = np.take_along_axis(differences, np.maximum(known - 1, 0)[None] // 2, axis=0)[0]
    return np.where(known > 0, middle, 0.0) / NORMAL_DIFFERENCE


def _spread_by_chance(given: Points) -> Array:
    """Of counts: the standard deviation of a usual point, and half an event, in the unit of the values [S]."""
    family = given.family
    weight = given.weight.sum(axis=0)
    level = given.total.sum(axis=0) / np.maximum(weight, TINY)
    if not family.event:
        return np.zeros_like(level)
    usual = np.maximum(weight / np.maximum(given.observed, 1), TINY)
    return np.asarray(np.sqrt(family.variance(level) / usual) + 1 / (2 * usual))


def evened(given: Points) -> Points:
    """Rates and shares whose scatter does not shrink with their denominators: weights brought nearer each other.

    With variance v / w of chance and t of all else, a point tells as much as one of weight w / (1 + w t / v) without
    the rest (Williams 1982, Applied Statistics 31:144). t is taken from the differences of neighbours, whose variance
    is v (1/w + 1/w') + 2 t: no step moves it much.
    """
    weight = np.broadcast_to(given.weight, given.total.shape)
    values = given.total / np.maximum(weight, TINY)
    both = (weight[1:] > 0) & (weight[:-1] > 0)
    level = given.total.sum(axis=0) / np.maximum(weight.sum(axis=0), TINY)
    chance = given.family.variance(level)
    by_chance = np.where(both, 1 / np.maximum(weight[1:], TINY) + 1 / np.maximum(weight[:-1], TINY), 0.0)
    squares = np.where(both, np.diff(values, axis=0) ** 2, 0.0)
    excess = (squares.sum(axis=0) - chance * by_chance.sum(axis=0)) / np.maximum(2 * both.sum(axis=0), 1)
    ratio = np.maximum(excess, 0) / np.maximum(chance, TINY)
    even = weight / (1 + weight * ratio)
    return replace(given, total=values * even, weight=even)
