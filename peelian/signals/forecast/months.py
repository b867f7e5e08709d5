"""The forecast of the next twelve months (four quarters), from the latest segment on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from peelian.periods import Period
from peelian.signals.forecast.ahead import periods_ahead
from peelian.signals.forecast.outlook import Outlook
from peelian.signals.forecast.predictive import Predicted
from peelian.signals.panel import Array
from peelian.signals.season.calendar import following

ENDS_80, ENDS_95 = (0.1, 0.9), (0.025, 0.975)  # the chances of not being exceeded, of the ends of the intervals


@dataclass(frozen=True)
class Coming:
    """The J periods after the last value of each series [S, J]: the part (see Outlook) of each, the variance of what
    is not known of it, and the variance of totals about what it makes expected."""

    part: Array
    unknown: Array
    noise: Array


@dataclass(frozen=True)
class Forecast:
    """Predicted values of S series, of any periods; rows of series that were refused mean nothing.

    In the unit of the panel's values. Intervals of counts have whole ends, both inside, and hold at least what they
    promise. Each is worked out when it is first asked for.
    """

    predicted: Predicted

    @cached_property
    def mean(self) -> Array:
        return self.predicted.mean

    @property
    def low_80(self) -> Array:
        return self._inner[0]

    @property
    def high_80(self) -> Array:
        return self._inner[1]

    @property
    def low_95(self) -> Array:
        return self._outer[0]

    @property
    def high_95(self) -> Array:
        return self._outer[1]

    def first(self, count: int) -> Forecast:
        """The same of the first periods alone [S, count]."""
        return Forecast(self.predicted.columns(count))

    @cached_property
    def _inner(self) -> tuple[Array, ...]:
        return self.predicted.quantiles(ENDS_80)

    @cached_property
    def _outer(self) -> tuple[Array, ...]:
        return self.predicted.quantiles(ENDS_95)


@dataclass(frozen=True)
class Months:
    """The year after the panel's last period, period by period: arrays of `forecast` are [S, periods]."""

    periods: tuple[Period, ...]
    forecast: Forecast


def coming(outlook: Outlook) -> Coming:
    """What the outlook says of each period after the last value."""
    lasting, spread, variance = periods_ahead(
        outlook.state, outlook.scale.shape[1], max(outlook.points.calendar.cycle, 1)
    )
    part = outlook.parts(lasting)
    return Coming(part, spread + outlook.error * outlook.error, outlook.noise(part, variance))


def forecast_months(outlook: Outlook, ahead: Coming, periods: tuple[Period, ...]) -> Months:
    """The year after the last of these `periods`, the panel's."""
    next_ones = following(periods, outlook.points.calendar.cycle)
    columns = outlook.gap[:, None] + np.arange(len(next_ones))
    scale, part, unknown, noise = (
        np.take_along_axis(one, columns, axis=1) if outlook.gap.any() else one[:, : len(next_ones)]
        for one in (outlook.scale, ahead.part, ahead.unknown, ahead.noise)
    )
    counted = outlook.points.family != "measurement"
    predicted = Predicted(
        counted=counted,
        mean_to_come=scale * part,
        variance=scale * scale * unknown + noise,
        size=scale if outlook.points.family == "share" else np.full_like(scale, np.inf),
        known=np.zeros_like(scale),
        per=outlook.per,
        free=outlook.state.free[:, None],
    )
    return Months(next_ones, Forecast(predicted))
