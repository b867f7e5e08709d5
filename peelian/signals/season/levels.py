"""The level of each segment, in the unit of the family: events per size, the share, the mean."""

from __future__ import annotations

import numpy as np

from peelian.signals.limits.sums import along, totals
from peelian.signals.panel import Array
from peelian.signals.season.points import Points


def levels(points: Points, exposure: Array, shift: Array | None = None) -> Array:
    """Each segment's level at each of its points [S, T]; 0 where a segment has no used point.

    The sum of totals by the sum of `exposure` [S, T]; for shares and measurements less the season `shift` [S, T].
    The answer may be a read-only view of one number per series.
    """
    total = points.total if shift is None else points.total - exposure * shift
    above, under = totals(total, points.used, points.segment), totals(exposure, points.used, points.segment)
    return along(above / np.where(under > 0, under, 1.0), points.segment)
