"""The chart of moving ranges: their mean, nothing below, 3.267 times the mean above (Montgomery, chapter 6).

The inner lines lie thirds of the way from the mean to the upper limit, and are cut at zero below.
"""

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
    sigma = (D4 - 1) * mean / 3
    inner = [along(line, segment) for k in (1, 2) for line in (np.maximum(mean - k * sigma, 0), mean + k * sigma)]
    return Limits(
        chart="mr",
        values=ranges,
        centre=along(mean, segment),
        lower=along(np.where(np.isnan(mean), np.nan, 0.0), segment),
        upper=along(D4 * mean, segment),
        sigma=along(sigma, segment),
        inner=(inner[0], inner[1], inner[2], inner[3]),
    )
