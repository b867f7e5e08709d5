"""Normal, Student's t and F: chances and quantiles."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from peelian.signals.distributions.special import beta_below, erfc
from peelian.signals.panel import Array

_NORMAL = NormalDist()


def normal_quantile(level: float) -> float:
    """z with a chance of `level` to be at most z; full precision (Wichura 1988, AS 241, in Python's library)."""
    return _NORMAL.inv_cdf(level)


def normal_below(z: Array) -> Array:
    """The chance that a standard normal variable is at most z, to the last digits of a float."""
    return 0.5 * erfc(-z / np.sqrt(2))


def t_below(x: Array, df: Array) -> Array:
    """The chance that Student's t with `df` degrees of freedom is at most x; absolute error below 1e-12."""
    tail = 0.5 * beta_below(df / (df + x * x), df / 2, np.full_like(x, 0.5))
    return np.asarray(np.where(x > 0, 1 - tail, tail))


def t_quantile(level: float, df: Array) -> Array:
    """x with t_below(x, df) = level, df at least 5: within 0.002 for 2.5% to 97.5%, 0.0005 from df 8.

    Four terms of the expansion in 1 / df (Abramowitz & Stegun 26.7.5).
    """
    z = normal_quantile(level)
    inverse = 1 / df
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    g4 = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return np.asarray(z + inverse * (g1 + inverse * (g2 + inverse * (g3 + inverse * g4))))


def f_above(f: Array, df1: int, df2: Array) -> Array:
    """The chance that Fisher's F with df1 and df2 degrees of freedom is above f; absolute error below 1e-11."""
    if df1 == 2:
        return np.asarray((1 + 2 * f / df2) ** (-df2 / 2))
    return beta_below(df2 / (df2 + df1 * f), df2 / 2, np.full_like(f, df1 / 2))
