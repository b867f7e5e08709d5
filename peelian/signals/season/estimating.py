"""The effects of a season that was found, shrunk towards none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.panel import Array, Flags, Ints
from peelian.signals.season.points import Points
from peelian.signals.season.regression import Columns, normal
from peelian.signals.season.relative import relative
from peelian.signals.season.testing import TINY, Tested

SHRINK = {3: (1.0, 1.5, 1.5), 2: (1.0, 1.0)}  # c in 1 - c/F, what is kept of a part; 1 is the part that is no noise
LENGTH_EVIDENCE = 4.0  # residual variances by which equal months must fit better before lengths are given up
LEAST_FACTOR = 0.05


@dataclass(frozen=True)
class Estimated:
    """`effect`, `error` [S, cycle]: factors of mean 1, or what is added, of mean 0, and their standard errors.
    `by_length` [S]: whether the factors stand beside the lengths of months, or have them in themselves."""

    effect: Array
    error: Array
    by_length: Flags


def estimate(points: Points, made: Columns, tested: Tested, rows: Ints) -> Estimated:
    """The effects of these series, which are the given `rows` of `tested`.

    Each part of the year is kept by max(0, 1 - c/F), after James and Stein (1961). Factors are fitted a second time
    about the first, to the rate per day. A process that makes nothing of days has their lengths turned over in its
    short waves: where these are clearly weaker without lengths, the factors are those of equal months.
    """
    effect, length = tested.fit.coefficients[rows, 1:] @ made.waves.T, points.calendar.length
    if not points.counted:
        strength = relative(points, points.size)[1] @ made.places
        kept = _kept(made, effect, strength, tested, rows)
        by_length = np.zeros(len(rows), dtype=bool)
        return Estimated(_shrunk(made, effect, kept), _error(made, kept, strength, tested, rows), by_length)
    factor = np.maximum(1 + effect, LEAST_FACTOR)
    x, weights = relative(points, points.size * length * factor[:, points.calendar.place])
    again = normal(weights, points.segment, made, np.ones(len(rows), dtype=bool)).fit(x)
    factor *= np.maximum(1 + again.coefficients[:, 1:] @ made.waves.T, LEAST_FACTOR)
    mean_length = (length @ made.places) / made.places.sum(axis=0)
    strength = weights @ made.places
    by_days, equal = (_about_one(one) for one in (factor, factor * mean_length))
    gain = _parts(made, by_days, strength)[:, -1] - _parts(made, equal, strength)[:, -1]
    by_length = gain <= LENGTH_EVIDENCE * tested.variance[rows]
    effect = np.where(by_length[:, None], by_days, equal)
    kept = _kept(made, effect, strength, tested, rows)
    shrunk = np.maximum(1 + _shrunk(made, effect, kept), LEAST_FACTOR)
    return Estimated(shrunk, _error(made, kept, strength, tested, rows), by_length)


def _about_one(factor: Array) -> Array:
    """Factors by their mean, less 1."""
    return np.asarray(factor / factor.mean(axis=1, keepdims=True) - 1)


def _coefficients(made: Columns, effect: Array) -> Array:
    return np.asarray(effect @ (made.waves / (made.waves * made.waves).sum(axis=0)))


def _parts(made: Columns, effect: Array, strength: Array) -> Array:
    """The sum of squares that each part of the effects takes away [S, parts]; `strength` [S, cycle]: summed weights."""
    squares = _coefficients(made, effect) ** 2 * (made.waves * made.waves).sum(axis=0)
    by_part = np.stack([squares[:, part].sum(axis=1) for part in made.parts], axis=1)
    return np.asarray(by_part * strength.mean(axis=1, keepdims=True))


def _kept(made: Columns, effect: Array, strength: Array, tested: Tested, rows: Ints) -> Array:
    """What shrinking leaves of each part [S, parts]."""
    sizes = np.array(made.sizes())
    f = _parts(made, effect, strength) / sizes / tested.variance[rows, None] / tested.swell[rows]
    return np.asarray(np.maximum(0, 1 - np.array(SHRINK[len(sizes)]) / np.maximum(f, TINY)))


def _shrunk(made: Columns, effect: Array, kept: Array) -> Array:
    coefficients = _coefficients(made, effect)
    parts = [kept[:, i : i + 1] * (coefficients[:, p] @ made.waves[:, p].T) for i, p in enumerate(made.parts)]
    return np.asarray(np.sum(parts, axis=0))


def _error(made: Columns, kept: Array, strength: Array, tested: Tested, rows: Ints) -> Array:
    share = kept @ np.array(made.sizes()) / len(made.waves)
    return np.asarray(np.sqrt(share[:, None] * tested.variance[rows, None] / np.where(strength > 0, strength, np.inf)))
