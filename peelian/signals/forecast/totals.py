"""Sums of months: the year that the next month belongs to, with the months already known, and the next three months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.periods import Period, year_ending
from peelian.periods.model import months_from
from peelian.signals.forecast.ahead import sum_ahead
from peelian.signals.forecast.months import Coming, Forecast
from peelian.signals.forecast.outlook import FORECAST, REASONS, Outlook
from peelian.signals.forecast.predictive import Predicted
from peelian.signals.panel import Array, Codes, Flags, Ints, Panel
from peelian.signals.season.calendar import MONTHS

YEAR_ENDS = 3  # March: the financial year of police bodies in England and Wales
MONTH_MISSING = len(REASONS)
YEAR_REASONS = (*REASONS, "a month of the year so far has no value, and missing is not zero")


@dataclass(frozen=True)
class Year:
    """The year that the period after the panel's last belongs to: arrays [S].

    Counts: the sum of its months. Rates: that sum by the mean size of its months. Shares: numerators by denominators.
    Measurements: the plain mean of its months. `known` [S]: how many of its periods have a value. `so_far` [S]: sum
    of the known counts, numerators or measurements. `refused` [S]: places in YEAR_REASONS.
    """

    period: Period
    forecast: Forecast
    known: Ints
    so_far: Array
    refused: Codes

    def reason(self, series: int) -> str:
        """Why this series has no forecast of the year; empty where it has one."""
        return YEAR_REASONS[int(self.refused[series])]


def year_ahead(outlook: Outlook, ahead: Coming, panel: Panel, ends: int = YEAR_ENDS) -> Year:
    """The year, which ends with the month `ends`, that the period after the panel's last belongs to.

    The panel's periods are months or quarters; with others every series is refused.
    """
    cycle, periods = outlook.points.calendar.cycle, panel.periods
    first, last = _bounds(periods, cycle, ends)
    total, size = (panel.values, None) if panel.numerator is None else (panel.numerator, panel.denominator)
    if outlook.points.family in ("count", "measurement"):
        total, size = panel.values, None
    inside = slice(max(first, 0), len(periods))
    have = np.isfinite(total[:, inside])
    if size is not None:
        have &= size[:, inside] > 0
    column = len(periods) - outlook.gap[:, None] + np.arange(outlook.scale.shape[1])
    unknown = (column >= first) & (column < first + cycle)
    place = np.clip(column - inside.start, 0, max(have.shape[1] - 1, 0))
    if have.shape[1]:
        unknown &= ~((column < len(periods)) & np.take_along_axis(have, place, axis=1))
    missing = have.sum(axis=1) + unknown.sum(axis=1) < cycle
    so_far = np.where(have, total[:, inside], 0.0).sum(axis=1)
    sizes = np.zeros(len(total)) if size is None else np.where(have, size[:, inside], 0.0).sum(axis=1)
    refused = np.where(outlook.refused != FORECAST, outlook.refused, np.where(missing, MONTH_MISSING, FORECAST))
    predicted = sum_of(outlook, ahead, unknown, so_far, sizes, have.sum(axis=1))
    return Year(last, Forecast(predicted), have.sum(axis=1), so_far, refused.astype(np.int8))


def next_periods(outlook: Outlook, ahead: Coming, count: int = 3) -> Forecast:
    """The sum (share, mean) of the next periods after the panel's last: three months, if not told otherwise."""
    column = np.arange(outlook.scale.shape[1])
    chosen = (column >= outlook.gap[:, None]) & (column < outlook.gap[:, None] + count)
    none = np.zeros(len(chosen))
    return Forecast(sum_of(outlook, ahead, chosen, none, none, none))


def sum_of(outlook: Outlook, ahead: Coming, chosen: Flags, so_far: Array, sizes: Array, known: Array) -> Predicted:
    """What is known plus the `chosen` [S, J] of the periods to come.

    `so_far`, `sizes` and `known` [S]: total, size and number of the periods already known.
    """
    weights = np.where(chosen, outlook.scale, 0.0)
    number, to_come = chosen.sum(axis=1) + known, weights.sum(axis=1)
    lasting, spread = sum_ahead(outlook.state, weights, max(outlook.points.calendar.cycle, 1))
    expected = (weights * (outlook.base + outlook.added)).sum(axis=1) + lasting
    season = (weights * weights * outlook.error * outlook.error).sum(axis=1)
    variance = spread + season + np.where(chosen, ahead.noise, 0.0).sum(axis=1)
    family = outlook.points.family
    least = outlook.floor[:, 0] * to_come
    if family == "share":
        mean, size, per = np.clip(expected, least, to_come - least), to_come, sizes + to_come
    else:
        mean = np.maximum(expected, least) if outlook.points.counted else expected
        size, per = np.full_like(to_come, np.inf), np.ones_like(to_come)
        if family == "measurement":
            per = np.maximum(number, 1.0)
        elif family == "rate":
            per = (sizes + outlook.per[:, 0] * chosen.sum(axis=1)) / np.maximum(number, 1)
    return Predicted(family != "measurement", mean, variance, size, so_far, per, outlook.state.free)


def _bounds(periods: tuple[Period, ...], cycle: int, ends: int) -> tuple[int, Period]:
    """The column at which the year begins (below 0: before the panel does), and the year."""
    final = periods[-1].last
    if not cycle or final is None:
        return len(periods), periods[-1]
    step = MONTHS[periods[-1].kind]
    year, month = months_from(final.year, final.month, step)
    passed = (month - ends - 1) % 12 // step
    return len(periods) - passed, year_ending(*months_from(year, month, (ends - month) % 12))
