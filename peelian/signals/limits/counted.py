"""Charts of things counted: c (counts), u (counts per so many), p (shares). Three sigma, or exact for small counts.

Montgomery, Introduction to Statistical Quality Control, chapter 7. Where the expected count is below the rule set's
bound the limits are quantiles of the Poisson or binomial distribution itself, at the tail three sigma leave in a normal
one (0.00135 each side): a count must be beyond them to signal.
"""

from __future__ import annotations

import numpy as np

from peelian.errors import Unusable
from peelian.signals.limits.exact import TAILS, binomial_quantile, poisson_quantile
from peelian.signals.limits.lines import Chart, Constants, Limits
from peelian.signals.limits.sums import along, means, quotient, totals
from peelian.signals.panel import Array
from peelian.signals.segments import Basis

Lines = list[tuple[Array, Array]]


def c(basis: Basis, constants: Constants) -> Limits:
    """Limits of counts: the numerators where the panel has them, else its values. A mean below zero has none."""
    panel, segment = basis.panel, basis.segment
    counted = panel.values if panel.numerator is None else panel.numerator
    mean = means(counted, basis.in_baseline, segment)
    sigma = np.sqrt(np.where(mean >= 0, mean, np.nan))
    exact = (mean >= 0) & (mean < constants.exact_below)
    lines: Lines = []
    for sigmas, tail in enumerate(TAILS, start=1):
        lower, upper = np.maximum(mean - sigmas * sigma, 0), mean + sigmas * sigma
        if exact.any():
            lower, upper = lower.copy(), upper.copy()
            lower[exact] = poisson_quantile(tail, mean[exact])
            upper[exact] = poisson_quantile(1 - tail, mean[exact])
        lines.append((along(lower, segment), along(upper, segment)))
    return _limits("c", counted, along(mean, segment), along(sigma, segment), lines)


def u(basis: Basis, constants: Constants) -> Limits:
    """Limits of counts per unit of the denominator, point by point."""
    counted, size = parts(basis, "u")
    rate = along(ratio(basis, counted, size), basis.segment)
    sigma = np.sqrt(quotient(rate, size))
    expected = rate * size
    exact = expected < constants.exact_below
    lines: Lines = []
    for sigmas, tail in enumerate(TAILS, start=1):
        lower, upper = np.maximum(rate - sigmas * sigma, 0), rate + sigmas * sigma
        if exact.any():
            lower[exact] = poisson_quantile(tail, expected[exact]) / size[exact]
            upper[exact] = poisson_quantile(1 - tail, expected[exact]) / size[exact]
        lines.append((lower, upper))
    return _limits("u", quotient(counted, size), rate, sigma, lines)


def p(basis: Basis, constants: Constants) -> Limits:
    """Limits of shares, point by point. Small counts are those of the share or of the rest, whichever are fewer."""
    counted, size = parts(basis, "p")
    share = share_of(basis, counted, size)
    sigma = np.sqrt(quotient(share * (1 - share), size))
    exact = np.minimum(share, 1 - share) * size < constants.exact_below
    lines: Lines = []
    for sigmas, tail in enumerate(TAILS, start=1):
        lower, upper = np.maximum(share - sigmas * sigma, 0), np.minimum(share + sigmas * sigma, 1)
        if exact.any():
            lower[exact] = binomial_quantile(tail, size[exact], share[exact]) / size[exact]
            upper[exact] = binomial_quantile(1 - tail, size[exact], share[exact]) / size[exact]
        lines.append((lower, upper))
    return _limits("p", quotient(counted, size), share, sigma, lines)


def parts(basis: Basis, chart: Chart) -> tuple[Array, Array]:
    """Numerators and denominators, both NaN where one is missing or the denominator is not above zero."""
    panel = basis.panel
    if panel.numerator is None or panel.denominator is None:
        raise Unusable(
            f"a chart of kind {chart} needs a numerator and a denominator; choose xmr, c or run for values alone"
        )
    known = ~np.isnan(panel.numerator) & (panel.denominator > 0)
    return np.where(known, panel.numerator, np.nan), np.where(known, panel.denominator, np.nan)


def ratio(basis: Basis, counted: Array, size: Array) -> Array:
    """The sum of the numerators over that of the denominators [S, K] in the baseline of each segment."""
    known = basis.in_baseline & ~np.isnan(counted)
    return quotient(totals(counted, known, basis.segment), totals(size, known, basis.segment))


def share_of(basis: Basis, counted: Array, size: Array) -> Array:
    """The share of each segment's baseline at each point [S, T]; NaN where the parts are more than the whole."""
    share = ratio(basis, counted, size)
    return along(np.where(share <= 1, share, np.nan), basis.segment)


def _limits(chart: Chart, values: Array, centre: Array, sigma: Array, lines: Lines) -> Limits:
    (lower_1, upper_1), (lower_2, upper_2), (lower, upper) = lines
    return Limits(chart, values, centre, lower, upper, sigma, inner=(lower_1, upper_1, lower_2, upper_2))
