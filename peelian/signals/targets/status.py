"""Whether a target is met by a value: now, in the last period or the last year."""

from __future__ import annotations

import numpy as np

from peelian.signals.panel import Array, Codes, Flags, Panel
from peelian.signals.season.points import Family
from peelian.signals.targets.target import Over, Target

MET, NOT_MET, MONITORED, NO_TARGET, NO_VALUE = range(5)
STATUSES = ("met", "not met", "monitored: there is no target to meet", "no target", "no value")


def status(target: Target, value: Array) -> Codes:
    """Places in STATUSES [S] for the value now [S] of each series, NaN where it has none. Compared unrounded."""
    codes = np.where(np.isnan(value), NO_VALUE, np.where(_meets(target, value), MET, NOT_MET))
    codes = np.where(np.isnan(target.level), NO_TARGET, codes)
    return np.where(target.kind == "monitor", MONITORED, codes).astype(np.int8)


def _meets(target: Target, value: Array) -> Flags:
    low, high = target.ends()
    if target.kind == "better_than":
        return (value > low) & (value < high)
    return (value >= low) & (value <= high)


def value_now(panel: Panel, over: Over, family: Family, cycle: int) -> Array:
    """The value [S] of the panel's last period, or of the year that ends with it; NaN where a part is missing.

    A year's value: the sum of counts, numerators by denominators of shares, events by the mean size of rates, the
    mean of measurements.
    """
    values = panel.values
    if over == "period":
        return values[:, -1]
    if not cycle or values.shape[1] < cycle:
        return np.full(len(values), np.nan)
    last = slice(values.shape[1] - cycle, None)
    if panel.numerator is None or panel.denominator is None or family in ("count", "measurement"):
        total = values[:, last].sum(axis=1)
        return np.asarray(total if family == "count" else total / cycle)
    size = np.where(panel.denominator[:, last] > 0, panel.denominator[:, last], np.nan).sum(axis=1)
    return np.asarray(panel.numerator[:, last].sum(axis=1) / (size if family == "share" else size / cycle))
