"""Limits on the value itself, month by month of the year: the season is taken out, limits are drawn, and put back.

A chart's limits are worked out on *steady* values and carried back to the raw ones. Where the season adds, a steady
value is the raw one less its month's effect. Where months multiply by f, the spread of counts grows with the root of
what is expected (quasi-Poisson), so a steady value is c + (value - c f) / sqrt(f), c being the level of the segment;
on charts whose limits follow denominators (c, u, u') a month is as long as f says, and a steady value is value / f. A
point is beyond a line of its raw chart exactly where its steady value is beyond the flat line: rules may be asked of
either, and trends must be asked of the steady values, since a season rises and falls by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from peelian.periods import Period
from peelian.signals.limits.lines import Chart, Limits
from peelian.signals.panel import Array, Ints
from peelian.signals.season.calendar import calendar, following
from peelian.signals.season.finding import Season
from peelian.signals.season.levels import levels
from peelian.signals.season.points import Points
from peelian.signals.segments import Basis

EXPOSED: tuple[Chart, ...] = ("c", "u", "uprime")
"""Charts on which a month's factor belongs to its denominator."""


@dataclass(frozen=True)
class Year:
    """How the year bends the values of S series over n periods: value = c f + (steady - c) sqrt(f) + shift.

    `level` c, `factor` f (1 where nothing multiplies), `shift` (0 where nothing adds) [S, n], in the values' unit.
    `exposed`: the chart has denominators, which f belongs to: value = steady f.
    """

    level: Array
    factor: Array
    shift: Array
    exposed: bool = False

    def steady(self, values: Array) -> Array:
        """The values without their season."""
        if self.exposed:
            return values / self.factor
        return self.level + (values - self.shift - self.level * self.factor) / np.sqrt(self.factor)

    def raw(self, line: Array) -> Array:
        """A line of the steady values, on the raw ones."""
        if self.exposed:
            return line * self.factor
        return self.level * self.factor + (line - self.level) * np.sqrt(self.factor) + self.shift


def bend(points: Points, season: Season, chart: Chart = "xmr") -> Year:
    """What the year does to the panel's own periods; nothing to a series without season and uneven months."""
    effect = season.effect[:, points.calendar.place]
    if not season.multiplies:
        none = np.ones_like(effect)
        return Year(np.zeros_like(effect), none, effect)
    factor = np.where(season.bent[:, None], effect * _length(season, points.calendar.length), 1.0)
    return Year(levels(points, points.size * factor), factor, np.zeros_like(factor), chart in EXPOSED)


def bend_ahead(points: Points, season: Season, basis: Basis, count: int = 3, chart: Chart = "xmr") -> Year:
    """What the year will do to the next periods, at the level of the latest segment."""
    whole = calendar(basis.panel.periods + following(basis.panel.periods, count))
    coming = slice(len(basis.panel.periods), None)
    effect = season.effect[:, whole.place[coming]]
    none = np.zeros_like(effect)
    if not season.multiplies:
        return Year(none, none + 1, effect)
    factor = np.where(season.bent[:, None], effect * _length(season, whole.length[coming]), 1.0)
    level = bend(points, season).level[:, -1:]
    return Year(np.broadcast_to(level, factor.shape), factor, none, chart in EXPOSED)


def bend_next(points: Points, season: Season, periods: tuple[Period, ...], column: Ints, chart: Chart = "xmr") -> Year:
    """What the year does to the period after each of these columns [S]; arrays are [S, 1]."""
    whole = calendar(periods + following(periods, 1))
    coming = np.minimum(column + 1, len(whole.place) - 1)[:, None]
    effect = np.take_along_axis(season.effect, whole.place[coming], axis=1)
    none = np.zeros_like(effect)
    if not season.multiplies:
        return Year(none, none + 1, effect)
    factor = np.where(season.bent[:, None], effect * _length(season, whole.length[coming]), 1.0)
    level = np.take_along_axis(bend(points, season).level, column[:, None], axis=1)
    return Year(level, factor, none, chart in EXPOSED)


def steady(basis: Basis, year: Year, chart: Chart = "xmr") -> Basis:
    """The basis of the steady values: plain values for XmR, counts by their exposure for c, u and u', shares for p
    and p', whose numerators are then no whole numbers."""
    panel = basis.panel
    values = year.steady(panel.values)
    if year.exposed:
        counted = panel.values if panel.numerator is None else panel.numerator
        size = np.ones_like(counted) if panel.denominator is None else panel.denominator
        panel = replace(panel, values=values, numerator=counted, denominator=size * year.factor)
    elif chart in ("p", "pprime") and panel.denominator is not None:
        panel = replace(panel, values=values, numerator=values * panel.denominator)
    else:
        panel = replace(panel, values=values, numerator=None, denominator=None)
    return replace(basis, panel=panel)


def on_raw(limits: Limits, year: Year, values: Array) -> Limits:
    """Limits of the steady values, on the raw `values`: centre and limits for each month of the year.

    Those of shares end at 0 and 1, as on any chart of shares.
    """
    inner = None
    lower, upper = year.raw(limits.lower), year.raw(limits.upper)
    if limits.chart in ("p", "pprime"):
        lower, upper = np.maximum(lower, 0), np.minimum(upper, 1)
    if limits.inner is not None:
        low_1, high_1, low_2, high_2 = (year.raw(line) for line in limits.inner)
        inner = (low_1, high_1, low_2, high_2)
    return replace(
        limits,
        values=values,
        centre=year.raw(limits.centre),
        lower=lower,
        upper=upper,
        sigma=limits.sigma * (year.factor if year.exposed else np.sqrt(year.factor)),
        inner=inner,
    )


def _length(season: Season, length: Array) -> Array:
    return np.where(season.by_length[:, None], length, 1.0)
