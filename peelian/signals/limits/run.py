"""The run chart: the median and no limits (Anhoej and Olesen 2014)."""

from __future__ import annotations

import numpy as np

from peelian.signals.limits.lines import Constants, Limits
from peelian.signals.limits.sums import along, medians
from peelian.signals.segments import Basis


def run(basis: Basis, constants: Constants) -> Limits:
    """The median of the panel's values."""
    values, segment = basis.panel.values, basis.segment
    none = np.broadcast_to(np.full((len(values), 1), np.nan), values.shape)
    centre = along(medians(values, basis.in_baseline, segment), segment)
    return Limits(chart="run", values=values, centre=centre, lower=none, upper=none, sigma=none)
