"""p' and u': charts of shares and rates whose points vary more, or less, than chance alone would have them.

D. B. Laney, Quality Engineering 14 (2002) 531. Each point's distance from the centre in its own sigmas is a value of an
XmR chart; what it finds beside 1 widens or narrows the limits of the p or u chart.
"""

from __future__ import annotations

import numpy as np

from peelian.signals.limits.counted import parts, ratio, share_of
from peelian.signals.limits.lines import Chart, Constants, Limits
from peelian.signals.limits.ranges import D2, mean_range, moving_ranges
from peelian.signals.limits.sums import along, quotient
from peelian.signals.panel import Array
from peelian.signals.segments import Basis


def pprime(basis: Basis, constants: Constants) -> Limits:
    """Limits of shares, cut to 0 and 1."""
    counted, size = parts(basis, "pprime")
    share = share_of(basis, counted, size)
    return _widened("pprime", basis, constants, quotient(counted, size), share, share * (1 - share) / size, 1.0)


def uprime(basis: Basis, constants: Constants) -> Limits:
    """Limits of rates, cut to 0."""
    counted, size = parts(basis, "uprime")
    rate = along(ratio(basis, counted, size), basis.segment)
    return _widened("uprime", basis, constants, quotient(counted, size), rate, rate / size, np.inf)


def spread(basis: Basis, values: Array, centre: Array, variance: Array, constants: Constants) -> tuple[Array, Array]:
    """How many times as far as chance allows the points lie apart [S, K] (Laney's sigma of z), and ranges left out."""
    z = quotient(values - centre, np.sqrt(variance))
    mean, screened = mean_range(*moving_ranges(z, basis), basis.segment, constants.screen, constants.copies)
    return mean / D2, screened


def _widened(
    chart: Chart, basis: Basis, constants: Constants, values: Array, centre: Array, variance: Array, most: float
) -> Limits:
    times, screened = spread(basis, values, centre, variance, constants)
    sigma = np.sqrt(variance) * along(times, basis.segment)
    return Limits(
        chart=chart,
        values=values,
        centre=centre,
        lower=np.maximum(centre - 3 * sigma, 0),
        upper=np.minimum(centre + 3 * sigma, most),
        sigma=sigma,
        screened=along(screened, basis.segment),
    )
