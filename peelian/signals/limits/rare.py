"""Charts of rare events: g (how many cases or periods lie between events) and t (how much time).

g: J. C. Benneyan, Health Care Management Science 4 (2001) 305; the median is drawn, the mean makes the limits.
t: L. S. Nelson, Journal of Quality Technology 26 (1994) 239: times to the power 1 / 3.6 are about normal.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from peelian.signals.limits.exact import TAILS, geometric_quantile
from peelian.signals.limits.lines import Constants, Limits
from peelian.signals.limits.sums import along, means, medians
from peelian.signals.limits.xmr import xmr
from peelian.signals.panel import Array
from peelian.signals.segments import Basis

POWER = 3.6


def g(basis: Basis, constants: Constants) -> Limits:
    """Limits of gaps 0, 1, 2 …: geometric quantiles, or three sigma either side of the mean and no less than 0.

    A mean below zero has none.
    """
    gaps, segment = basis.panel.values, basis.segment
    mean = means(gaps, basis.in_baseline, segment)
    mean = np.where(mean >= 0, mean, np.nan)
    sigma = np.sqrt(mean * (mean + 1))
    lines = []
    for sigmas, tail in enumerate(TAILS, start=1):
        if constants.exact_gaps:
            pair = geometric_quantile(tail, mean), geometric_quantile(1 - tail, mean)
        else:
            pair = np.maximum(mean - sigmas * sigma, 0), mean + sigmas * sigma
        lines.append((along(pair[0], segment), along(pair[1], segment)))
    (lower_1, upper_1), (lower_2, upper_2), (lower, upper) = lines
    return Limits(
        chart="g",
        values=gaps,
        centre=along(medians(gaps, basis.in_baseline, segment), segment),
        lower=lower,
        upper=upper,
        sigma=along(sigma, segment),
        inner=(lower_1, upper_1, lower_2, upper_2),
    )


def t(basis: Basis, constants: Constants) -> Limits:
    """Limits of times between events: XmR of their 3.6th roots, taken back. A time below zero is no time: NaN."""
    times = np.where(basis.panel.values >= 0, basis.panel.values, np.nan)
    panel = replace(basis.panel, values=times ** (1 / POWER))
    roots = xmr(replace(basis, panel=panel, in_baseline=basis.in_baseline & ~np.isnan(times)), constants)
    inner = (*roots.line(1), *roots.line(2))
    return replace(
        roots,
        chart="t",
        values=times,
        centre=_power(roots.centre),
        lower=_power(roots.lower),
        upper=_power(roots.upper),
        inner=(_power(inner[0]), _power(inner[1]), _power(inner[2]), _power(inner[3])),
    )


def _power(roots: Array) -> Array:
    return np.maximum(roots, 0) ** POWER
