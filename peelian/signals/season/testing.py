"""The test for a season: how likely a pattern as strong would be without one.

An F test of each part of the year (one wave, two waves, shorter ones) at its share of the chance allowed. For counts,
on parts of what is expected weighted by that, it is the score test of a quasi-Poisson model, whose distribution holds
for small counts too. F is divided by what first-order autocorrelation alone would make of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.distributions.continuous import f_above
from peelian.signals.panel import Array
from peelian.signals.season.points import Points
from peelian.signals.season.regression import PARTS, Columns, Fit, Normal

BUDGET = {3: (0.4, 0.2, 0.4), 2: (0.5, 0.5)}  # how the parts of the year share the chance allowed, by their number
LARGEST_LAG_ONE = 0.95
ROUNDING = 1e-12  # of the largest value: what differs by less is taken as the same
TINY = 1e-300  # in place of a variance of zero


@dataclass(frozen=True)
class Tested:
    """`chance` [S]: of as strong a part without a season, made good for there being several. `variance` [S]: of what
    is left, by weight. `swell` [S, parts]: what autocorrelation makes of each part. `free` [S]: degrees of freedom."""

    fit: Fit
    chance: Array
    variance: Array
    swell: Array
    free: Array


def test_season(points: Points, equations: Normal, x: Array) -> Tested:
    """The test of x [S, T] by the equations; what it says of a series that cannot be tested means nothing."""
    fit, made, free = equations.fit(x), equations.made, _free(points, equations)
    variance = np.maximum(fit.left / free, _rounding(points, equations.weights))
    swell = _swell(_lag_one(equations, x, fit), made)
    sizes = made.sizes()
    f = fit.parts / np.array(sizes) / variance[:, None] / swell
    chances = np.stack([f_above(f[:, i], size, free) for i, size in enumerate(sizes)], axis=1)
    allowed = chances / np.array(BUDGET[len(sizes)])
    return Tested(fit, np.minimum(allowed.min(axis=1), 1.0), variance, swell, free)


def _free(points: Points, equations: Normal) -> Array:
    """Degrees of freedom left over by levels, slope and waves; 1 at least."""
    weighted = equations.weights > 0
    segments = sum((weighted & (here > 0)).any(axis=1) for here, _, _ in equations.by_segment)
    left = weighted.sum(axis=1) - segments - points.calendar.cycle
    return np.asarray(np.maximum(left, 1), dtype=float)


def _rounding(points: Points, weights: Array) -> Array:
    """The residual variance [S] below which nothing is left but the rounding of floats."""
    largest = np.ones(len(weights)) if points.counted else np.abs(points.total / points.size).max(axis=1)
    return np.asarray(np.maximum((ROUNDING * largest) ** 2 * weights.max(axis=1), TINY))


def _lag_one(equations: Normal, x: Array, fit: Fit) -> Array:
    """Autocorrelation of neighbours in a segment that season, slope and levels leave, its bias made good (Kendall)."""
    left = equations.residuals(x, fit)
    pair = (equations.weights[:, 1:] > 0) & (equations.weights[:, :-1] > 0)
    pair &= equations.segment[:, 1:] == equations.segment[:, :-1]
    number, pairs = (equations.weights > 0).sum(axis=1), pair.sum(axis=1)
    squares = np.einsum("st,st->s", left, left)
    products = np.einsum("st,st,st->s", left[:, 1:], left[:, :-1], pair.astype(float))
    raw = products / np.maximum(pairs, 1) * number / np.where(squares > 0, squares, 1.0)
    return np.asarray(np.clip(raw + (1 + 3 * raw) / np.maximum(number, 1), 0.0, LARGEST_LAG_ONE))


def _swell(lag_one: Array, made: Columns) -> Array:
    """The spectrum of first-order autoregression at the waves of each part [S, parts], by its mean; 1 at least."""
    cycle = len(made.waves)
    squared = (lag_one * lag_one)[:, None]
    ratios = []
    for numbers in PARTS[cycle]:
        cosines = np.cos(2 * np.pi * np.array(numbers) / cycle)
        ratio = (1 - squared) / (1 - 2 * lag_one[:, None] * cosines + squared)
        ratios.append(ratio.mean(axis=1))
    return np.asarray(np.maximum(np.stack(ratios, axis=1), 1.0))
