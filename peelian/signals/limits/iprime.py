"""I', individual values that rest on denominators of unequal size: limits are wider where the denominator is small.

W. A. Taylor, Normalized Individuals (IN) Control Chart, 2017.
"""

from __future__ import annotations

import math

import numpy as np

from peelian.signals.limits.counted import parts, ratio
from peelian.signals.limits.lines import Constants, Limits
from peelian.signals.limits.ranges import before, between_baseline_points, mean_range
from peelian.signals.limits.sums import along, quotient
from peelian.signals.segments import Basis

OF_A_DIFFERENCE = math.sqrt(math.pi / 2)  # a normal deviation over the mean size of a normal value


def iprime(basis: Basis, constants: Constants) -> Limits:
    """Limits of numerator over denominator; the numerator need not be a count."""
    counted, size = parts(basis, "iprime")
    values, segment, prior = quotient(counted, size), basis.segment, before(basis)
    centre = along(ratio(basis, counted, size), segment)
    apart = np.abs(values - prior.of(values))
    each = OF_A_DIFFERENCE * apart / np.sqrt(1 / size + 1 / prior.of(size))
    counted_pairs = between_baseline_points(each, prior, basis)
    mean, screened = mean_range(each, counted_pairs, segment, constants.screen, constants.copies)
    sigma = along(mean, segment) / np.sqrt(size)
    return Limits(
        chart="iprime",
        values=values,
        centre=centre,
        lower=centre - 3 * sigma,
        upper=centre + 3 * sigma,
        sigma=sigma,
        screened=along(screened, segment),
    )
