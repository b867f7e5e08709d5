"""The chart of moving ranges: their mean, nothing below, 3.267 times the mean above (Montgomery, chapter 6)."""

from __future__ import annotations

import numpy as np

from peelian.signals.limits.lines import Constants, Limits
from peelian.signals.limits.ranges import D4, mean_of, moving_ranges
from peelian.signals.limits.sums import along
from peelian.signals.segments import Basis


def mr(basis: Basis, constants: Constants) -> Limits:
    """Limits of the moving ranges of the panel's values; never screened."""
    segment = basis.segment
    ranges, counted = moving_ranges(basis.panel.values, basis)
    mean = mean_of(ranges, counted, segment)
    return Limits(
        chart="mr",
        values=ranges,
        centre=along(mean, segment),
        lower=along(np.where(np.isnan(mean), np.nan, 0.0), segment),
        upper=along(D4 * mean, segment),
        sigma=along((D4 - 1) * mean / 3, segment),
    )
