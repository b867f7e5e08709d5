"""Series that limits would mislead about get none, and a doubt: short, all zero, all the same, of too few events.

A rule set that copies a package (`Constants.copies`) keeps the package's limits, with the doubt beside them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from peelian.signals.limits.lines import (
    CONSTANT,
    EMPTY,
    NARROW,
    NONE,
    SHORT,
    SPARSE,
    ZEROS,
    Chart,
    Constants,
    Limits,
)
from peelian.signals.limits.ranges import moving_ranges
from peelian.signals.limits.sums import counts, ends, quotient, totals
from peelian.signals.panel import Array, Codes, Flags, Ints
from peelian.signals.segments import Basis, segments_in

LEAST_EVENTS = 8  # things counted in all the baseline; for shares also things not counted
LEAST_MEAN = 1  # of whole numbers, where limits are made of moving ranges: below it most ranges are zero
LEAST_RANGES = 3  # moving ranges above zero: one wild value among equal ones makes two, and they are no spread
SAME = 1e-12  # beside the level, a spread this small is rounding and no spread
FROM_RANGES: tuple[Chart, ...] = ("xmr", "mr", "iprime", "pprime", "uprime")
FROM_COUNTS: tuple[Chart, ...] = ("c", "p", "u")


def withheld(made: Limits, basis: Basis, constants: Constants) -> Limits:
    """The limits with the doubt of each segment, and without limits where there is one."""
    doubts = doubts_of(made, basis, constants)
    segment = basis.segment
    single = doubts.shape[1] == 1
    doubt = np.broadcast_to(doubts, segment.shape) if single else np.take_along_axis(doubts, segment, axis=1)
    if constants.copies or not doubts.any():
        return replace(made, doubt=doubt)

    def without(line: Array) -> Array:
        return np.where(doubt != NONE, np.nan, line)

    inner = made.inner
    if inner is not None:
        inner = (without(inner[0]), without(inner[1]), without(inner[2]), without(inner[3]))
    lower, upper, sigma = without(made.lower), without(made.upper), without(made.sigma)
    return replace(made, lower=lower, upper=upper, sigma=sigma, inner=inner, doubt=doubt)


def doubts_of(made: Limits, basis: Basis, constants: Constants) -> Codes:
    """The doubt [S, K] of each segment; where several hold, the one named last here."""
    segment = basis.segment
    counted = basis.in_baseline & ~np.isnan(made.values)
    number = counts(basis.in_baseline if made.chart == "mr" else counted, segment)
    doubts = np.full(number.shape, NONE, dtype=np.int8)
    low, high = ends(basis.panel.values if made.chart == "mr" else made.values, basis.in_baseline, segment)
    if made.chart != "run":
        doubts[_without_spread(made, segments_in(segment) == 1, counted, basis)] = NARROW
        if made.chart == "t":  # of times, most of which are none, roots show no spread either
            doubts[_small_whole_numbers(made.values, counted, basis)] = NARROW
        if made.chart == "xmr":
            rows, few = _few_ranges(made, basis, low, high)
            doubts[rows[:, None], np.arange(few.shape[1])] = np.where(few, NARROW, doubts[rows, : few.shape[1]])
        doubts[_too_few_events(made, counted, basis)] = SPARSE
    same = high - low <= SAME * np.maximum(np.abs(low), np.abs(high))
    doubts[same] = CONSTANT
    doubts[same & (high == 0)] = ZEROS
    doubts[number < (1 if made.chart == "run" else constants.least)] = SPARSE if made.chart == "g" else SHORT
    doubts[number == 0] = EMPTY
    return doubts


def _without_spread(made: Limits, single: bool, counted: Flags, basis: Basis) -> Flags:
    """Segments [S, K] at none of whose points the chart's sigma is above zero."""
    if single and made.sigma.strides[1] == 0:
        return np.logical_not(made.sigma[:, :1] > SAME * np.abs(made.centre[:, :1]))
    return np.equal(counts(counted & (made.sigma > SAME * np.abs(made.centre)), basis.segment), 0)


def _few_ranges(made: Limits, basis: Basis, low: Array, high: Array) -> tuple[Ints, Flags]:
    """Rows, and which of their segments [rows, K] have fewer than LEAST_RANGES moving ranges above zero.

    Most rows need no look: so few ranges make a small sigma beside the distance of the smallest and the largest value.
    """
    single = made.sigma.strides[1] == 0
    sigma = made.sigma[:, :1] if single else np.fmin.reduce(made.sigma, axis=1, keepdims=True)
    widest = np.fmax.reduce(high - low, axis=1, keepdims=True)
    rows = np.flatnonzero(sigma * basis.segment.shape[1] <= LEAST_RANGES * widest)
    here = basis.rows(rows)
    ranges, counted = moving_ranges(made.values[rows], here)
    apart = counted & (ranges > SAME * np.abs(made.values[rows]))
    return rows, counts(apart, here.segment) < LEAST_RANGES


def _too_few_events(made: Limits, counted: Flags, basis: Basis) -> Flags:
    """Segments [S, K] of whole numbers that are too small in all, or on average, for a chart of this kind."""
    panel, segment = basis.panel, basis.segment
    events = panel.values if panel.numerator is None else panel.numerator
    sums = totals(events, counted, segment)
    if made.chart in FROM_COUNTS:
        if made.chart == "p" and panel.denominator is not None:
            sums = np.minimum(sums, totals(panel.denominator, counted, segment) - sums)
        return sums < LEAST_EVENTS
    if made.chart not in FROM_RANGES or panel.family == "measurement":
        return np.zeros(sums.shape, dtype=bool)
    return _small_whole_numbers(events, counted, basis)


def _small_whole_numbers(numbers: Array, counted: Flags, basis: Basis) -> Flags:
    """Segments [S, K] of whole numbers, none below zero, that are below one on average."""
    segment = basis.segment
    few = quotient(totals(numbers, counted, segment), counts(counted, segment)) < LEAST_MEAN
    rows = np.flatnonzero(few.any(axis=1))
    if rows.size:
        held = np.where(counted[rows], numbers[rows], 0)
        few[rows] &= ((held >= 0) & (held == np.floor(held))).all(axis=1, keepdims=True)
    return few
