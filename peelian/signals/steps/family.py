"""How the values of a series scatter about their level: what a segment costs, and what is usual noise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from peelian.signals.panel import Array

FamilyName = Literal["measurement", "count", "rate", "share", "between"]

TINY = 1e-300
"""In place of zero under a logarithm or a fraction; what it is multiplied by is zero there."""


@dataclass(frozen=True)
class Family:
    """A family of distributions by its variance function (McCullagh and Nelder 1989, chapter 9: quasi-likelihood).

    Every point is a total x and a weight w; its level is x / w, a segment's is the sum of x by the sum of w. The
    variance of x is scale * w * `variance`(level).
    `misfit`(sum of x, sum of w): the deviance of a segment, less what is the same for every way to cut the series.
    `least_scale`: counts of independent events scatter no less than Poisson or binomial, so less is not believed.
    `factors`: months of the year multiply the level; otherwise they add to it.
    `event`: x counts events or people one by one. `quotient`: what is printed is x / w, not x.
    """

    variance: Callable[[Array], Array]
    misfit: Callable[[Array, Array], Array]
    least_scale: float
    factors: bool
    event: bool
    quotient: bool


def normal_misfit(total: Array, weight: Array) -> Array:
    return -(total * total) / np.maximum(weight, TINY)


def poisson_misfit(total: Array, weight: Array) -> Array:
    return -2 * total * _log_of_quotient(total, weight)


def binomial_misfit(total: Array, weight: Array) -> Array:
    rest = np.maximum(weight - total, 0)
    return -2 * (total * _log_of_quotient(total, weight) + rest * _log_of_quotient(rest, weight))


def gamma_misfit(total: Array, weight: Array) -> Array:
    return 2 * weight * _log_of_quotient(total, weight)


def _of_share(level: Array) -> Array:
    return level * (1 - level)


def _log_of_quotient(total: Array, weight: Array) -> Array:
    quotient = total / np.maximum(weight, TINY)
    np.maximum(quotient, TINY, out=quotient)
    return np.log(quotient, out=quotient)


FAMILIES: dict[FamilyName, Family] = {
    "measurement": Family(np.ones_like, normal_misfit, least_scale=0, factors=False, event=False, quotient=False),
    "count": Family(lambda level: level, poisson_misfit, least_scale=1, factors=True, event=True, quotient=False),
    "rate": Family(lambda level: level, poisson_misfit, least_scale=1, factors=True, event=True, quotient=True),
    "share": Family(_of_share, binomial_misfit, least_scale=1, factors=False, event=True, quotient=True),
    # Days or cases between events: exponential or geometric, whose standard deviation is about their mean.
    "between": Family(np.square, gamma_misfit, least_scale=1, factors=True, event=False, quotient=False),
}
