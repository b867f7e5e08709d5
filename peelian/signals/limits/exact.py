"""Quantiles of counts and of gaps between rare events, summed from the distributions themselves.

A quantile is the smallest whole number at which the distribution function reaches a probability.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from peelian.signals.panel import Array

TAILS = tuple(math.erfc(sigmas / math.sqrt(2)) / 2 for sigmas in (1, 2, 3))
"""What a normal distribution leaves beyond one, two and three sigma on one side: 0.1587, 0.0228, 0.00135."""


def poisson_quantile(probability: float, mean: Array) -> Array:
    """Quantiles of Poisson counts with these means, NaN for NaN. The means are small: exp(-mean) must not vanish."""
    return _climb(probability, np.exp(-mean), lambda count: mean / count)


def binomial_quantile(probability: float, size: Array, share: Array) -> Array:
    """Quantiles of how many of `size` have what this share has, NaN for NaN.

    Few of them have it, or few have it not: the fewer are counted up from none.
    """
    rare = np.minimum(share, 1 - share)
    odds = rare / (1 - rare)

    def fewer(reached: float) -> Array:
        return _climb(
            reached, np.exp(size * np.log1p(-rare)), lambda count: np.maximum(size - count + 1, 0) / count * odds
        )

    if not (share > 0.5).any():
        return fewer(probability)
    return np.where(share > 0.5, size - fewer(1 - probability), fewer(probability))


def geometric_quantile(probability: float, mean: Array) -> Array:
    """Quantiles of gaps 0, 1, 2 … between events that are as likely in each period, with these mean gaps."""
    with np.errstate(divide="ignore", invalid="ignore"):
        periods = math.log(1 - probability) / np.log(mean / (1 + mean))
    return np.where(mean > 0, np.maximum(np.ceil(periods) - 1, 0), np.where(mean == 0, 0.0, np.nan))


def _climb(probability: float, none: Array, ratio: Callable[[int], Array]) -> Array:
    """The first count whose summed probability reaches this one.

    `none` is the probability of no event, `ratio(k)` what that of k events is of that of k - 1.
    """
    found, mass, reached, count = np.where(np.isnan(none), np.nan, 0.0), none, none, 0
    while (below := reached < probability).any():
        count += 1
        mass = mass * ratio(count)
        reached = reached + mass
        found[below] = count
    return found
