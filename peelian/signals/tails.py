"""Probabilities in the tails of the distributions that counts, shares and means follow, for whole arrays at once.

Every function takes floats or arrays that broadcast and gives an array; NaN in, NaN out. The tail itself is accurate
to 1e-9 relative down to 1e-290 for counts up to ten million, so that a p-value of 1e-9 means what it says; one minus a
tail is accurate to 1e-15 absolute only.

Sources: NIST Digital Library of Mathematical Functions, 8.11.4 and 8.9.2 (incomplete gamma), 8.17.22 (incomplete
beta), 5.11.1 (Stirling); the factor before each is written as in Loader, "Fast and Accurate Computation of Binomial
Probabilities" (2000), so that large counts lose no digits.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from peelian.signals.panel import Array

SMALLEST = 1e-290  # a probability below it is given as 0 or as noise
_TINY = 1e-300
_SMALL = 0.1  # below it the logarithm minus its argument is summed as a series
_STIRLING_FROM = 16.0
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
_STEPS = 100_000  # of a continued fraction; the largest counts of a country need a hundredth of it
_PRECISE = 1e-16


def binomial_at_most(k: ArrayLike, n: ArrayLike, share: ArrayLike) -> Array:
    """P(X <= k) of X binomial: n tries, each with this share (0 to 1). Real k and n are interpolated."""
    k, n, share = _arrays(k, n, share)
    inside = np.clip(k, 0, np.maximum(n - 1e-9, 0))
    found = beta_at_most(1 - share, n - inside, inside + 1)
    return np.where(k < 0, 0.0, np.where(k >= n, 1.0, found))


def poisson_at_most(k: ArrayLike, mean: ArrayLike) -> Array:
    """P(X <= k) of X Poisson with this mean. Real k is interpolated."""
    k, mean = _arrays(k, mean)
    return np.where(k < 0, 0.0, gamma_above(mean, np.maximum(k, 0) + 1))


def normal_above(z: ArrayLike) -> Array:
    """P(Z > z) of Z standard normal."""
    (z,) = _arrays(z)
    half = gamma_above(z * z / 2, 0.5) / 2
    return np.where(z >= 0, half, 1 - half)


def student_above(t: ArrayLike, freedom: ArrayLike) -> Array:
    """P(T > t) of Student's T with so many degrees of freedom, which need not be whole."""
    t, freedom = _arrays(t, freedom)
    half = beta_at_most(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
    return np.where(t >= 0, half, 1 - half)


def normal_quantile_above(p: ArrayLike) -> Array:
    """The z that a standard normal exceeds with probability p, 0 < p < 1."""
    (p,) = _arrays(p)
    upper = np.clip(np.minimum(p, 1 - p), SMALLEST, 0.5)
    root = np.sqrt(-2 * np.log(upper))
    z = root - (2.515517 + root * (0.802853 + root * 0.010328)) / (
        1 + root * (1.432788 + root * (0.189269 + root * 0.001308))
    )  # within 5e-4: Abramowitz and Stegun 26.2.23; two steps of Halley do the rest
    for _ in range(2):
        step = (normal_above(z) / upper - 1) * upper / (np.exp(-z * z / 2) / np.sqrt(2 * np.pi))
        z = z + step / (1 - step * z / 2)
    return np.where(np.isnan(p), np.nan, np.where(p <= 0.5, z, -z))


def beta_at_most(x: ArrayLike, a: ArrayLike, b: ArrayLike) -> Array:
    """The regularised incomplete beta function I_x(a, b), 0 <= x <= 1, a and b above 0."""
    x, a, b = _arrays(x, a, b)
    swap = x > (a + 1) / (a + b + 2)  # the fraction converges fast below the mean; above it the other tail is taken
    x, a, b = np.where(swap, 1 - x, x), np.where(swap, b, a), np.where(swap, a, b)
    n = a + b
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        off = n * x - a
        front = a * _log_less(off / a) + b * _log_less(-off / b)
        front = front + _stirling_error(n) - _stirling_error(a) - _stirling_error(b)
        before = np.exp(front) * np.sqrt(a * b / (2 * np.pi * n)) / a
    value = np.where(x <= 0, 0.0, before / _lentz(_beta_terms(x, a, b), x * a * b))
    return np.where(swap, 1 - value, value)


def gamma_above(x: ArrayLike, a: ArrayLike) -> Array:
    """The regularised upper incomplete gamma function Q(a, x), x >= 0, a above 0."""
    x, a = _arrays(x, a)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        before = np.exp(a * _log_less((x - a) / a) - _stirling_error(a)) * np.sqrt(a / (2 * np.pi))
    high = x >= a + 1
    above = np.where(high, before, 0) / _lentz(_gamma_terms(np.where(high, x, a + 1), a), x * a)
    below = before * _gamma_series(np.where(high, 0.0, x), a)
    return np.where(np.isnan(x * a), np.nan, np.where(high, above, 1 - below))


def _gamma_series(x: Array, a: Array) -> Array:
    """1/a + x/(a(a+1)) + x²/(a(a+1)(a+2)) + …"""
    term = 1 / a
    total = term.copy()
    for step in range(1, _STEPS):
        term = term * x / (a + step)
        total += term
        if not np.any(term > _PRECISE * total):
            break
    return total


def _gamma_terms(x: Array, a: Array) -> Callable[[int], tuple[Array, Array]]:
    def term(step: int) -> tuple[Array, Array]:
        if step == 0:
            return np.ones_like(x), x + 1 - a
        return -step * (step - a), x + 1 - a + 2 * step

    return term


def _beta_terms(x: Array, a: Array, b: Array) -> Callable[[int], tuple[Array, Array]]:
    one = np.ones_like(x)

    def term(step: int) -> tuple[Array, Array]:
        if step == 0:
            return one, one
        half, odd = divmod(step, 2)
        if odd:
            return -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1)), one
        return half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half)), one

    return term


def _lentz(term: Callable[[int], tuple[Array, Array]], known: Array) -> Array:
    """1 over the continued fraction of these (numerator, denominator) pairs, by the modified method of Lentz.

    That is the denominator of the fraction: b0 + a1/(b1 + a2/(b2 + …)). `known` is NaN where no answer is wanted.
    """
    _, value = term(0)
    value = np.where(value == 0, _TINY, value)
    c, d = value, np.zeros_like(value)
    wanted = ~np.isnan(known)
    for step in range(1, _STEPS):
        top, bottom = term(step)
        d = bottom + top * d
        d = 1 / np.where(d == 0, _TINY, d)
        c = bottom + top / c
        c = np.where(c == 0, _TINY, c)
        change = c * d
        value = value * change
        if not np.any((np.abs(change - 1) > 8 * _PRECISE) & wanted):
            break
    return value


def _log_less(u: Array) -> Array:
    """log(1 + u) - u, without the loss of digits near 0."""
    near = np.abs(u) < _SMALL
    small = np.where(near, u, 0.0)
    series = np.zeros_like(u)
    for power in range(18, 1, -1):
        series = small * series + (-1 if power % 2 == 0 else 1) / power
    return np.where(near, small * small * series, np.log1p(np.where(near, 0.0, u)) - u)


def _stirling_error(x: Array) -> Array:
    """log of the gamma function minus Stirling's formula for it; 0 for infinite x."""
    shifted = x.copy()
    total = np.zeros_like(x)
    for _ in range(int(_STIRLING_FROM)):
        low = shifted < _STIRLING_FROM
        total += np.where(low, (shifted + 0.5) * np.log1p(1 / shifted) - 1, 0)
        shifted = np.where(low, shifted + 1, shifted)
    square = 1 / (shifted * shifted)
    series = np.zeros_like(x)
    for coefficient in reversed(_STIRLING):
        series = series * square + coefficient
    return total + series / shifted


def _arrays(*given: ArrayLike) -> tuple[Array, ...]:
    return tuple(np.array(a) for a in np.broadcast_arrays(*(np.asarray(g, dtype=np.float64) for g in given)))
