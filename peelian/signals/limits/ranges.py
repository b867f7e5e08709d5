"""Moving ranges: the absolute difference between a point and the one before it in its segment.

Shewhart 1931; Wheeler and Chambers 1992. None across a missing value or a re-basing; excluded points are stepped over.
Screening: L. S. Nelson, Journal of Quality Technology 14 (1982) 172.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.limits.sums import along, counts, quotient, totals
from peelian.signals.panel import Array, Flags, Ints
from peelian.signals.segments import Basis, follows, segments_in

D2 = 1.128  # mean range of two points over their standard deviation
D4 = 3.267  # upper limit of ranges of two points over their mean
NOT_SCREENED = -1


@dataclass(frozen=True)
class Before:
    """The point before each point [S, T]: its column, and whether it is of the same segment (`joined`).

    A missing value is a point here; an excluded one is not. `columns` is None where it is always the column before.
    """

    columns: Ints | None
    joined: Flags

    def of(self, values: Array) -> Array:
        """What stands before each point, NaN at the first of a segment."""
        if self.columns is not None:
            return np.where(self.joined, np.take_along_axis(values, self.columns, axis=1), np.nan)
        shifted = np.empty_like(values)
        shifted[:, :1] = np.nan
        shifted[:, 1:] = values[:, :-1]
        return shifted if self.joined[:, 1:].all() else np.where(self.joined, shifted, np.nan)


def before(basis: Basis) -> Before:
    """The point before each point of a basis; an excluded point has none."""
    segment = basis.segment
    if basis.excluded is None:
        return Before(None, follows(segment))
    joined = np.zeros(segment.shape, dtype=bool)
    here = np.arange(segment.shape[1])
    last = np.maximum.accumulate(np.where(basis.excluded, -1, here), axis=1)
    columns = np.zeros(segment.shape, dtype=np.int64)
    columns[:, 1:] = last[:, :-1]
    joined[:, 1:] = columns[:, 1:] >= 0
    columns = np.maximum(columns, 0)
    joined &= (np.take_along_axis(segment, columns, axis=1) == segment) & ~basis.excluded
    return Before(columns, joined)


def moving_ranges(values: Array, basis: Basis) -> tuple[Array, Flags]:
    """The ranges [S, T], NaN where there is none, and which of them lie between two points of the baseline."""
    prior = before(basis)
    ranges = np.abs(values - prior.of(values))
    return ranges, between_baseline_points(ranges, prior, basis)


def between_baseline_points(ranges: Array, prior: Before, basis: Basis) -> Flags:
    """Which of the ranges have a number and both their ends in the baseline."""
    counted = ~np.isnan(ranges) & basis.in_baseline
    if prior.columns is not None:
        return counted & np.take_along_axis(basis.in_baseline, prior.columns, axis=1)
    counted[:, 1:] &= basis.in_baseline[:, :-1]
    return counted


def mean_range(ranges: Array, counted: Flags, segment: Ints, screen: bool, copies: bool) -> tuple[Array, Array]:
    """The mean range [S, K] after screening, and how many ranges [S, K] were left out for being too large.

    Ranges of at least 3.267 times their mean are left out, once. Where fewer than half would remain, or only zeros,
    none is left out and the second number is NOT_SCREENED; with `copies` they are left out all the same, and the mean
    is NaN where none remains.
    """
    if not screen:
        return mean_of(ranges, counted, segment), np.zeros((len(segment), segments_in(segment)))
    plain, number = mean_of(ranges, counted, segment), counts(counted, segment)
    kept = counted & (ranges < D4 * along(plain, segment))
    remaining = counts(kept, segment)
    screened = mean_of(ranges, kept, segment)
    if copies:
        return screened, number - remaining
    refused = ((remaining < number / 2) | (screened == 0)) & (number > 0)
    return np.where(refused, plain, screened), np.where(refused, NOT_SCREENED, number - remaining)


def mean_of(ranges: Array, counted: Flags, segment: Ints) -> Array:
    """The mean [S, K] of the counted ranges of each segment, NaN where none is counted."""
    return quotient(totals(ranges, counted, segment), counts(counted, segment))
