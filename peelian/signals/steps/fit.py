"""What a way to cut the series says: the level of each period, what is left over, and how noisy that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.panel import Array, Ints
from peelian.signals.steps.family import TINY
from peelian.signals.steps.partition import Sums
from peelian.signals.steps.points import Points

BIAS, BIAS_PER_STEP = 1.5, 2.5
LOSS, LOSS_PER_STEP, MOST_LOSS = 3.0, 4.5, 0.6
"""Of the autocorrelation of what is left over: by one over the number of points (bench/long/steps_calibration.py)."""
CAREFUL = 4.5
"""Added to it, by one over the number of points: a series that looks independent by luck is not believed at once. With
it one and the same least gain holds the rate of false steps for 24 to 240 points and autocorrelations from 0 to 0.6."""
USUAL = 0.2
"""The lag-one autocorrelation that a look at few months is drawn to."""
MOST_LAG_ONE = 0.9
"""A series with more autocorrelation than this has no level to step from."""


@dataclass(frozen=True)
class Noise:
    """How a series scatters about its levels, all [S].

    `scale`: the variance of one point in the family's unit, and `free`: the degrees of freedom it was estimated with,
    infinite where it is the least that chance allows. `lag_one`: the autocorrelation of neighbours, bias taken off.
    `long_run`: the variance of a sum of many points, in that of independent ones (1 + r) / (1 - r).
    """

    scale: Array
    free: Array
    lag_one: Array
    long_run: Array

    @property
    def unit(self) -> Array:
        """The variance of a point that a sum of many shows."""
        return self.scale * self.long_run

    def of(self, series: Ints) -> Noise:
        """The noise of these series only: places."""
        return Noise(self.scale[series], self.free[series], self.lag_one[series], self.long_run[series])


def labels(cuts: Ints, periods: int) -> Ints:
    """The segment of each period [T, S]."""
    place = np.arange(periods)[:, None]
    segment = np.zeros((periods, cuts.shape[1]), dtype=np.int64)
    for cut in cuts[1:-1]:
        segment += place >= cut
    return segment


def levels(run: Sums, cuts: Ints) -> Array:
    """The level of each segment [k + 1, S]; 0 where it has no weight."""
    totals = np.diff(np.take_along_axis(run.total, cuts, axis=0), axis=0)
    weights = np.take_along_axis(np.broadcast_to(run.weight, run.total.shape), cuts, axis=0)
    return totals / np.maximum(np.diff(weights, axis=0), TINY)


def residuals(given: Points, run: Sums, cuts: Ints) -> Array:
    """Pearson residuals [T, S]; 0 where a value is missing or its level leaves nothing to chance."""
    level = np.take_along_axis(levels(run, cuts), labels(cuts, given.size[0]), axis=0)
    spread = np.sqrt(given.weight * given.family.variance(level))
    return (given.total - level * given.weight) / np.where(spread > TINY, spread, np.inf)


def noise(given: Points, left: Array, steps: int, fitted: Array, least_scale: Array, drawn: float) -> Noise:
    """From residuals [T, S] about `steps` steps, where `fitted` [S] other numbers (effects of months) were taken out.

    The autocorrelation of residuals is too small, and the more so the more steps were chosen to fit them. Its bias and
    its loss of slope were found by simulation of independent and autoregressive series. For the long run it is taken
    a little higher than estimated, and drawn to USUAL as if `drawn` further points showed that.
    """
    known = np.maximum(given.observed, 1)
    squares = (left * left).sum(axis=0)
    products = (left[1:] * left[:-1]).sum(axis=0)
    raw = products / np.maximum(squares, TINY)
    if given.known is not None:
        pairs = (given.known[1:] & given.known[:-1]).sum(axis=0)
        raw *= (known - 1) / np.maximum(pairs, 1)
    loss = np.minimum((LOSS + LOSS_PER_STEP * steps) / known, MOST_LOSS)
    lag_one = (raw + (BIAS + BIAS_PER_STEP * steps) / known) / (1 - loss)
    careful = lag_one + CAREFUL / known / (1 - loss)
    careful = np.clip(careful + (USUAL - lag_one) * drawn / (known + drawn), 0, MOST_LAG_ONE)
    free = np.maximum(known - steps - 1 - fitted, 1)
    scale = squares / free
    return Noise(
        scale=np.maximum(scale, least_scale),
        free=np.where(scale > least_scale, free, np.inf),
        lag_one=np.where(squares > TINY, np.clip(lag_one, -1, 1), 0.0),
        long_run=(1 + careful) / (1 - careful),
    )
