"""The gamma, beta and error functions that the distributions are made of, for whole arrays."""

from __future__ import annotations

import math

import numpy as np

from peelian.signals.panel import Array

MOST_STEPS = 400  # of the continued fraction; those used here need under 60
SMALLEST = 1e-300  # in place of a zero in the continued fraction

_LOG_GAMMA = np.frompyfunc(math.lgamma, 1, 1)
_ERFC = np.frompyfunc(math.erfc, 1, 1)


def log_gamma(x: Array) -> Array:
    """The natural logarithm of the gamma function of x above 0, as exact as the C library's."""
    return np.asarray(_LOG_GAMMA(x), dtype=float)


def erfc(x: Array) -> Array:
    """The complementary error function, as exact as the C library's."""
    return np.asarray(_ERFC(x), dtype=float)


def beta_below(x: Array, a: Array, b: Array) -> Array:
    """The regularised incomplete beta function I_x(a, b): the chance that a beta variable is at most x.

    By its continued fraction (Abramowitz & Stegun 26.5.8) with Lentz's steps; absolute error below 1e-11 for a and b
    up to some thousands. x lies in 0 to 1, a and b are above 0.
    """
    x, a, b = (np.asarray(v, dtype=float) for v in np.broadcast_arrays(x, a, b))
    swap = x > (a + 1) / (a + b + 2)  # the fraction converges fast on this side; I_x(a, b) = 1 - I_(1-x)(b, a)
    p, q = np.where(swap, b, a), np.where(swap, a, b)
    y = np.clip(np.where(swap, 1 - x, x), SMALLEST, 1 - 1e-16)
    front = p * np.log(y) + q * np.log1p(-y) + log_gamma(p + q) - log_gamma(p) - log_gamma(q)
    value = np.exp(front) * _fraction(y, p, q) / p
    return np.asarray(np.where(swap, 1 - value, value))


def _fraction(x: Array, a: Array, b: Array) -> Array:
    c = np.ones_like(x)
    d = 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d.copy()
    for m in range(1, MOST_STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        change = np.ones_like(x)
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            change = c * d
            value *= change
        if np.all(np.abs(change - 1) < 1e-15):
            break
    return value


def _not_zero(x: Array) -> Array:
    return np.where(np.abs(x) < SMALLEST, SMALLEST, x)
