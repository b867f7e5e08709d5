"""Months of the year: whether a series has a season of its own, tested, and the series without it.

A small estimate beside `signals.season`, which is told the segments; here none is known yet. Measured on 8,000 series
of 60 months (bench/long/steps_season.py): asked about one level, the season of charts places 80.8% of steps of 1.5
sigma where this places 82.8% (season of 1 sigma; with an autocorrelation of 0.3 43.9 and 46.4%). Asked of what the year
around each month leaves over, it places 84.5% (49.9%), elsewhere about as many, with no more false steps, in 1.4 times
the time of all of `propose`. So it could stand here; it does not yet, since least gains and chances (`scan`) were found
with this one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from peelian.signals.panel import Array, Flags, Ints
from peelian.signals.steps.family import TINY
from peelian.signals.steps.partition import sums
from peelian.signals.steps.points import Points

LEAST_CYCLES = 2
LEAST_FREE = 8
"""Degrees of freedom that must be left over to test against."""
LEAST_EVENTS = 5
"""Of a count, per place in the cycle: with fewer the test does not hold (Cochran 1954, Biometrics 10:417)."""
ONE_IN_TWENTY = 1.6449
"""The standard normal value that one in twenty lies above."""


@dataclass(frozen=True)
class Season:
    """`effect` [cycle, S] by place in the cycle (adds to the level, or multiplies it), neutral where `found` is not."""

    found: Flags
    effect: Array


def critical(between: int, free: Array) -> Array:
    """The 5% point of F with `between` and `free` degrees of freedom.

    By the cube root that is nearly normal (Paulson 1942, Annals of Mathematical Statistics 13:233).
    """
    a, b = 2 / (9 * between), 2 / (9 * free)
    square = (1 - b) ** 2 - ONE_IN_TWENTY**2 * b
    half = (1 - a) * (1 - b)
    root = (half + np.sqrt(half**2 - square * ((1 - a) ** 2 - ONE_IN_TWENTY**2 * a))) / square
    return np.asarray(root**3)


def find_season(given: Points, cycle: int) -> Season:
    """Tests the effects of months about the level of the twelve months around each, which follows steps and drift.

    F of the effects against what they leave over. Fewer than two cycles, too few events, or too little left over to
    test against: none is found.
    """
    periods, series = given.size
    neutral = Season(np.zeros(series, dtype=bool), _neutral(given, cycle))
    if cycle < 2 or periods < LEAST_CYCLES * cycle:
        return neutral
    level = around(given, cycle)
    effect = effects(given, level, cycle)
    spread = np.sqrt(np.maximum(given.weight * given.family.variance(level), TINY))
    before = _squares(given.total - given.weight * level, spread)
    seasonal = _with(given, level, effect[np.arange(periods) % cycle])
    after = _squares(given.total - given.weight * seasonal, spread)
    free = given.observed - (cycle - 1) - periods // cycle
    ratio = (before - after) / (cycle - 1) / np.maximum(after / np.maximum(free, 1), TINY)
    found = (free >= LEAST_FREE) & (ratio > critical(cycle - 1, np.maximum(free, LEAST_FREE)))
    if given.family.event:
        found &= given.total.sum(axis=0) >= LEAST_EVENTS * cycle
    return Season(found, np.where(found, effect, neutral.effect))


def around(given: Points, cycle: int) -> Array:
    """The level of one whole cycle around each period [T, S], the first and the last cycle at the ends."""
    periods = given.size[0]
    run = sums(given)
    totals, weights = (part[cycle:] - part[:-cycle] for part in (run.total, run.weight))
    earlier, later = (np.clip(np.arange(periods) - cycle // 2 + step, 0, periods - cycle) for step in (0, 1))
    return (totals[earlier] + totals[later]) / np.maximum(weights[earlier] + weights[later], TINY)


def effects(given: Points, level: Array, cycle: int) -> Array:
    """The effect of each place in the cycle [cycle, S] about levels [T, S]."""
    place = np.arange(given.size[0]) % cycle
    if given.family.factors:
        factor = _by_group(given, given.weight * level, place)
        return np.where(factor > 0, factor, 1.0) if given.family.event else np.maximum(factor, TINY)
    rest = replace(given, total=given.total - given.weight * level)
    return _by_group(rest, given.weight, place)


def without(given: Points, season: Season, cycle: int) -> Points:
    """The points as they would be in a month like all others."""
    effect = season.effect[np.arange(given.size[0]) % cycle]
    if given.family.factors:
        return replace(given, weight=given.weight * effect)
    total = given.total - given.weight * effect
    if given.family.event:
        total = np.clip(total, 0, np.broadcast_to(given.weight, total.shape))
    return replace(given, total=total)


def _with(given: Points, level: Array, effect: Array) -> Array:
    return level * effect if given.family.factors else level + effect


def _neutral(given: Points, cycle: int) -> Array:
    return np.full((max(cycle, 1), given.size[1]), 1.0 if given.family.factors else 0.0)


def _by_group(given: Points, weight: Array, group: Ints) -> Array:
    """Totals by weights of each group of periods [groups, S]."""
    groups = int(group.max()) + 1
    weight = np.broadcast_to(weight, given.total.shape)
    sums = [(given.total[group == place].sum(axis=0), weight[group == place].sum(axis=0)) for place in range(groups)]
    return np.array([total / np.maximum(under, TINY) for total, under in sums])


def _squares(left: Array, spread: Array) -> Array:
    return np.asarray(((left / spread) ** 2).sum(axis=0))
