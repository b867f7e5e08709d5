"""XmR, the chart of individual values: mean and so many mean moving ranges either side.

Shewhart 1931; Wheeler and Chambers 1992. The number is the rule set's: 2.66 (Wheeler), or 3 / 1.128.
"""

from __future__ import annotations

from peelian.signals.limits.lines import Constants, Limits
from peelian.signals.limits.ranges import mean_range, moving_ranges
from peelian.signals.limits.sums import along, means
from peelian.signals.segments import Basis


def xmr(basis: Basis, constants: Constants) -> Limits:
    """Limits of the panel's values."""
    values, segment = basis.panel.values, basis.segment
    centre = means(values, basis.in_baseline, segment)
    mean, screened = mean_range(*moving_ranges(values, basis), segment, constants.screen, constants.copies)
    reach = constants.factor * mean
    return Limits(
        chart="xmr",
        values=values,
        centre=along(centre, segment),
        lower=along(centre - reach, segment),
        upper=along(centre + reach, segment),
        sigma=along(reach / 3, segment),
        screened=along(screened, segment),
    )
