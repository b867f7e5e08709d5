"""From counts per period to the gaps between events, for the chart of rare events."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from peelian.signals.panel import Array
from peelian.signals.segments import Basis


def gaps(basis: Basis) -> tuple[Basis, Array]:
    """The basis of gaps between events, and how many periods each series has been without one [S].

    At a period with events stands how many periods without one lie between it and the last period with events, 0 for
    the one just before; elsewhere there is no point. Several events in one period are one. The first event of a series,
    of a segment, and after a missing value has no gap, since nobody knows how long it was.
    """
    counted = basis.panel.values if basis.panel.numerator is None else basis.panel.numerator
    found = np.full(counted.shape, np.nan)
    since = np.full(len(counted), np.nan)
    for t in range(counted.shape[1]):
        if t:
            since[basis.segment[:, t] != basis.segment[:, t - 1]] = np.nan
        here, event = ~np.isnan(counted[:, t]), counted[:, t] > 0
        found[event, t] = since[event]
        known = np.where(event, 0.0, since + 1)
        later = np.isnan(counted[:, t + 1 :]).all(axis=1) if not here.all() else np.zeros(len(counted), dtype=bool)
        since = np.where(here, known, np.where(later, since, np.nan))
    panel = replace(basis.panel, values=found, numerator=None, denominator=None)
    return replace(basis, panel=panel, in_baseline=basis.in_baseline & ~np.isnan(found)), since
