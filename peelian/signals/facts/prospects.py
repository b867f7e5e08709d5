"""What lies ahead of each series, as plain numbers: the next three periods, and the chance of meeting its target."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from peelian.periods import Period
from peelian.signals.forecast.months import Coming, Forecast
from peelian.signals.forecast.outlook import FORECAST, REASONS, Outlook
from peelian.signals.forecast.totals import Year, next_periods
from peelian.signals.panel import Codes
from peelian.signals.season.calendar import calendar
from peelian.signals.season.finding import Season
from peelian.signals.targets.chance import CHANCE_REASONS, Chance

AHEAD = 3
MARKED = 2  # standard errors from which a month of the year is called usually higher or lower


class Ahead(NamedTuple):
    """One period to come, by its place after the panel's last: the ends of the range that holds its value eight times
    in ten, and whether that time of year is usually higher (1) or lower (-1) than the average of the year."""

    low: float
    high: float
    usual: int


class Met(NamedTuple):
    """The chance of meeting the target, or the reason for giving none."""

    chance: float | None
    refused: str


class Prospect(NamedTuple):
    """One series. `refused`: why it has no forecast, empty where it has one. `low`, `high`: of the next periods
    together, for counts. `month`, `year`: whether the target will be met; None without a target."""

    refused: str
    ahead: tuple[Ahead, ...]
    low: float
    high: float
    month: Met | None
    year: Met | None


class Prospects(NamedTuple):
    """All series of an assessment, and the periods that are spoken of."""

    rows: tuple[Prospect, ...]
    periods: tuple[Period, ...]
    year: Period


def prospects(
    outlook: Outlook,
    ahead: Coming,
    periods: tuple[Period, ...],
    soon: Forecast,
    season: Season,
    year: Year,
    chances: dict[int, tuple[Chance, Chance]],
    way: Codes,
) -> Prospects:
    """`soon`: the forecast of the next `periods`, AHEAD of them or none. `chances`: by the way that is better, 1 or -1,
    those of the period and of the year; `way` [S]."""
    together = next_periods(outlook, ahead, len(periods))
    usual = _usual(season, periods)
    each = zip(soon.low_80.tolist(), soon.high_80.tolist(), usual.tolist(), strict=True)
    rows = tuple(
        Prospect(
            REASONS[refused],
            tuple(map(Ahead, *columns)) if refused == FORECAST else (),
            all_low,
            all_high,
            *(_met(one, place) for one in chances.get(better, ())) if better in chances else (None, None),
        )
        for place, (refused, columns, all_low, all_high, better) in enumerate(
            zip(
                outlook.refused.tolist(),
                each,
                together.low_80.tolist(),
                together.high_80.tolist(),
                way.tolist(),
                strict=True,
            )
        )
    )
    return Prospects(rows, periods, year.period)


def _usual(season: Season, periods: tuple[Period, ...]) -> Codes:
    """1 where a month is usually higher [S, n], -1 where it is lower, 0 where that is not clear."""
    place = calendar(periods).place
    away = season.effect[:, place] - (1.0 if season.multiplies else 0.0)
    clear = season.found[:, None] & (np.abs(away) > MARKED * season.error[:, place])
    return np.where(clear, np.sign(away), 0).astype(np.int8)


def _met(chance: Chance, row: int) -> Met:
    refused = int(chance.refused[row])
    return Met(None, CHANCE_REASONS[refused]) if refused else Met(float(chance.chance[row]), "")
