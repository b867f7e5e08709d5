"""The models of a process that a forecast is mixed from, and what each knows after the last value.

x = level + slope · years + u + e. e is independent noise of variance s² v; u is first-order autoregression with
coefficient phi and variance s² · ratio · mean(v). Every pair (phi, ratio) of GRID is a model without a slope; those
that do not wander stand a second time with one, whose prior is normal about 0: as much in a year as the noise
scatters. Models of phi 0.995 are, over some years, those of a level that wanders.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.panel import Array

GRID: tuple[tuple[float, float], ...] = (
    (0.0, 0.0),
    (0.5, 0.7),
    (0.5, 10.0),
    (0.85, 0.5),
    (0.85, 3.0),
    (0.85, 50.0),
    (0.995, 0.5),
    (0.995, 5.0),
    (0.995, 50.0),
    (0.995, 1500.0),
)
SLOPING = 6  # the first models of GRID, those that do not wander
PRIOR_OF_NOISE = 1 / 4  # of independence, before the data are seen
PRIOR_OF_WANDERING = 2.0  # a model that wanders has so many times the prior of others
PRIOR_OF_SLOPE = 0.4  # what of its prior a model gives to its twin with a slope


@dataclass(frozen=True)
class State:
    """What is known after the last value, for M models and S series; `weight` [M, S] sums to 1 over models.

    `now` [M, S]: level and slope together at the last value. `slope` [M, S]: the change in a year. `lasting` [M, S]: u
    after the last value. `covariance` [3, 3, M, S]: of these three, in units of s². `variance` [M, S]: s².
    `free` [S]: degrees of freedom. `usual` [S]: mean v of the latest segment, which the ratio multiplies.
    """

    weight: Array
    now: Array
    slope: Array
    lasting: Array
    covariance: Array
    variance: Array
    free: Array
    usual: Array


def coefficients() -> tuple[Array, Array]:
    """phi and the ratio of each model [M, 1]: those of GRID, then those with a slope."""
    grid = np.array(GRID + GRID[:SLOPING])
    return grid[:, :1], grid[:, 1:]


def priors() -> Array:
    """The weight of each model before the data are seen [M]."""
    plain = np.array([1.0] * SLOPING + [PRIOR_OF_WANDERING] * (len(GRID) - SLOPING))
    plain[0] = 0
    plain *= (1 - PRIOR_OF_NOISE) / plain.sum()
    plain[0] = PRIOR_OF_NOISE
    sloped = PRIOR_OF_SLOPE * plain[:SLOPING]
    plain[:SLOPING] -= sloped
    return np.concatenate([plain, sloped])


def weights(logs: Array, squares: Array, variance: Array, free: Array) -> Array:
    """The weight of each model [M, S]: its prior by its restricted likelihood.

    `logs`: the logarithms of determinants. `squares`: the weighted sum of squares that is left, s² not in it.
    """
    likelihood = np.log(priors())[:, None] - 0.5 * logs - 0.5 * (free * np.log(variance) + squares / variance)
    weight = np.exp(likelihood - likelihood.max(axis=0))
    return np.asarray(weight / weight.sum(axis=0))
