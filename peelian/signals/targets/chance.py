"""The chance that the next period, or the year, meets a target: printed only on a base that can carry one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.forecast.months import Months
from peelian.signals.forecast.outlook import FORECAST, Outlook
from peelian.signals.forecast.predictive import Predicted
from peelian.signals.forecast.totals import YEAR_REASONS, Year
from peelian.signals.panel import Array, Codes
from peelian.signals.targets.target import Target

LEAST_EVENTS = 20  # of the current process; CDC WONDER marks rates of fewer than 20 deaths as unreliable
LEAST_SIZE = 30  # of the whole of a share; NCHS Data Presentation Standards for Proportions (2017) suppress below it
LEAST_VALUES = 12  # of the current process; below it limits are provisional too

MONITORED = len(YEAR_REASONS)
NO_TARGET, FEW_VALUES, FEW_EVENTS, SMALL_WHOLE = range(MONITORED + 1, MONITORED + 5)
CHANCE_REASONS = (
    *YEAR_REASONS,
    "monitored: there is no target to meet",
    "no target",
    f"the current process has fewer than {LEAST_VALUES} values",
    f"the current process has fewer than {LEAST_EVENTS} events (or fewer than {LEAST_EVENTS} of what is not one)",
    f"a share of fewer than {LEAST_SIZE}",
)


@dataclass(frozen=True)
class Chance:
    """`chance` [S], NaN where there is none; `refused` [S]: places in CHANCE_REASONS, 0 where there is a chance."""

    chance: Array
    refused: Codes

    def reason(self, series: int) -> str:
        """Why this series has no chance printed; empty where it has one."""
        return CHANCE_REASONS[int(self.refused[series])]


def chance_next(target: Target, outlook: Outlook, months: Months) -> Chance:
    """The chance that the period after the panel's last meets the target; refused where no period is forecast."""
    first = months.forecast.predicted.column(0) if months.periods else None
    at = target.at("period", outlook.points.family, outlook.points.calendar.cycle)
    return _chance(at, outlook, first, outlook.refused)


def chance_year(target: Target, outlook: Outlook, year: Year) -> Chance:
    """The chance that the year, with the months already known, meets the target by its end."""
    at = target.at("year", outlook.points.family, outlook.points.calendar.cycle)
    return _chance(at, outlook, year.forecast.predicted, year.refused)


def _chance(target: Target, outlook: Outlook, predicted: Predicted | None, refused: Codes) -> Chance:
    """`predicted`: None where every series is refused."""
    codes = refused if predicted is None else np.where(refused == FORECAST, _small(outlook, predicted), refused)
    codes = np.where(np.isnan(target.level), NO_TARGET, codes)
    if target.kind == "monitor":
        codes = np.full(len(codes), MONITORED)
    if predicted is None or not (codes == FORECAST).any():
        return Chance(np.full(len(codes), np.nan), codes.astype(np.int8))
    found = chance_of(target, predicted)
    return Chance(np.where(codes == FORECAST, found, np.nan), codes.astype(np.int8))


def chance_of(target: Target, predicted: Predicted) -> Array:
    """The chance [S] that a predicted value meets the target, whatever its base; NaN where the target has no level."""
    low, high = target.ends()
    finite_low, finite_high = np.isfinite(low), np.isfinite(high)
    at_low, at_high = np.where(finite_low, low, 0.0), np.where(finite_high, high, 0.0)
    strict = target.kind == "better_than"
    under = predicted.at_most(at_low) if strict else predicted.below(at_low)
    within = predicted.below(at_high) if strict else predicted.at_most(at_high)
    chance = np.where(finite_high, within, 1.0) - np.where(finite_low, under, 0.0)
    return np.where(np.isnan(target.level), np.nan, np.clip(chance, 0.0, 1.0))


def _small(outlook: Outlook, predicted: Predicted) -> Codes:
    """Places in CHANCE_REASONS for a base too small to carry a chance, 0 where it is not."""
    points = outlook.points
    latest = points.used & (points.segment == points.segment[:, -1:])
    codes = np.where(latest.sum(axis=1) < LEAST_VALUES, FEW_VALUES, FORECAST)
    if points.family == "measurement":
        return codes.astype(np.int8)
    events = np.where(latest, points.total, 0.0).sum(axis=1)
    if points.family == "share":
        events = np.minimum(events, np.where(latest, points.size - points.total, 0.0).sum(axis=1))
        codes = np.where(predicted.per < LEAST_SIZE, SMALL_WHOLE, codes)
    return np.where(events < LEAST_EVENTS, FEW_EVENTS, codes).astype(np.int8)
