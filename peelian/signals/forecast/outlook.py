"""The process as it stands after the last value, made ready for months and years ahead."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from peelian.periods import Period
from peelian.signals.forecast.filtering import run_filter
from peelian.signals.forecast.models import State
from peelian.signals.panel import Array, Codes, Flags, Ints
from peelian.signals.season.calendar import calendar, following
from peelian.signals.season.finding import Season
from peelian.signals.season.levels import levels
from peelian.signals.season.points import Points
from peelian.signals.season.relative import relative

LEAST_POINTS = 8  # of the current process; as for limits

FORECAST, NO_CYCLE, NO_VALUE, STALE, TOO_FEW, NO_EVENTS, NO_SPREAD = range(7)
REASONS = (
    "",
    "a forecast of the next year needs months or quarters",
    "no value is known",
    "the last value is a year old or more",
    f"the current process has fewer than {LEAST_POINTS} values",
    "the current process has no events, or nothing but events, so there is no rate to go by",
    "all values of the current process are the same, so there is no spread to go by",
)


@dataclass(frozen=True)
class Outlook:
    """What is known after the last value of S series, for J periods after it: a year and the longest gap.

    A value to come is `scale` times its *part*: what is expected by the level (counts, rates; a part near 1), the size
    of the whole (shares; the part is the share), 1 (measurements). A part is `base` + lasting part + `added` season.
    `scale`, `added`, `error` (the season's standard error, of the part) [S, J]; `base`, `per`, `usual`, `between`,
    `floor` [S, 1]: `per` divides totals into values; `usual`: the variance of a part that the state's is a multiple
    of; `between`: that of shares between periods; `floor`: a part is no less (shares: nor nearer to 1).
    `gap` [S]: periods without a value at the end of the panel.
    `refused` [S]: places in REASONS, 0 where none.
    """

    points: Points
    state: State
    base: Array
    scale: Array
    added: Array
    error: Array
    per: Array
    usual: Array
    between: Array
    floor: Array
    gap: Ints
    refused: Codes

    def reason(self, series: int) -> str:
        """Why this series has no forecast; empty where it has one."""
        return REASONS[int(self.refused[series])]

    def parts(self, lasting: Array) -> Array:
        """The part of each period to come from its lasting part [S, J]."""
        part = self.base + lasting + self.added
        if self.points.family == "measurement":
            return part
        return np.clip(part, self.floor, 1 - self.floor if self.points.family == "share" else np.inf)

    def noise(self, part: Array, variance: Array) -> Array:
        """The variance of totals about what is expected of them [S, J]; `variance` [S]: the state's."""
        times = variance[:, None] / self.usual
        if self.points.family == "measurement":
            return np.broadcast_to(times, part.shape)
        if self.points.family == "share":
            binomial = part * (1 - part) / self.scale
            return self.scale * self.scale * np.maximum(times * (binomial + self.between), binomial)
        return times * self.scale * part


def outlook(points: Points, season: Season, periods: tuple[Period, ...]) -> Outlook:
    """The outlook of each series. Series without one get numbers that mean nothing, and the reason.

    `season`: of these points, found with YEARS_FOR_FORECASTS. `periods`: the panel's. Sizes to come are the mean of
    those of the last year that are known.
    """
    cycle = points.calendar.cycle
    refused, gap = _refused(points)
    whole = calendar(periods + following(periods, cycle))
    index = (points.used.shape[1] - gap)[:, None] + np.arange(max(cycle, 1) + int(gap.max(initial=0)))
    index = np.minimum(index, len(whole.place) - 1)
    exposure, shift = exposures(points, season)
    level = levels(points, exposure, shift)[:, -1:]
    x, weights = relative(points, exposure, shift)
    used = weights > 0
    v = np.where(used, 1 / np.where(used, weights, 1.0), 1.0)
    latest = used & (points.segment == points.segment[:, -1:])
    usual = _mean(v, latest)
    binomial = _mean(level * (1 - level) / points.size, latest) if points.family == "share" else np.zeros_like(level)
    least = usual if points.counted else binomial  # chance alone scatters counts and shares so much
    state = _filtered(x, v / usual, used, points.segment, least[:, 0], max(cycle, 1))
    if points.family != "measurement":
        # The spread is an estimate: what turns the variance of a normal variable into that of Student's t.
        free = np.maximum(state.free, LEAST_POINTS / 2 + 1)
        state = replace(state, variance=state.variance * free / (free - 2))
    effect = np.take_along_axis(season.effect, whole.place[index], axis=1)
    error = np.take_along_axis(season.error, whole.place[index], axis=1)
    size, none = _mean_size(points), np.zeros_like(level)
    per, between, floor, base, scale = none + 1, none, none, level, np.ones_like(effect)
    if points.counted:
        length = np.where(season.by_length[:, None], whole.length[index], 1.0)
        # Half an event more, as in Jeffreys's prior of a rate: no rate is taken for zero, nor for certain.
        floor = 0.5 / _sum(exposure * level, latest)
        scale, base, per = level * size * length * effect, 1 + floor, size
        error, effect = error / effect, np.zeros_like(effect)
    elif points.family == "share":
        floor = 0.5 / (_sum(points.size, latest) + 1)
        base = level + floor * (1 - 2 * level)
        between = np.maximum(usual - binomial, 0.0)
        scale = np.broadcast_to(np.maximum(np.round(size), 1.0), effect.shape)
        per = scale[:, :1]
    return Outlook(points, state, base, scale, effect, error, per, usual, between, floor, gap, refused)


def exposures(points: Points, season: Season) -> tuple[Array, Array | None]:
    """What levels are taken by, with the season in it: exposure [S, T] and, for shares and measurements, the shift."""
    effect = season.effect[:, points.calendar.place]
    if not points.counted:
        return points.size, effect if season.found.any() else None
    return points.size * effect * np.where(season.by_length[:, None], points.calendar.length, 1.0), None


def _refused(points: Points) -> tuple[Codes, Ints]:
    """Places in REASONS, and how many periods at the end have no value; 0 where there is a reason."""
    used, cycle = points.used, points.calendar.cycle
    latest = used & (points.segment == points.segment[:, -1:])
    gap = used[:, ::-1].argmax(axis=1)
    value = points.total / points.size
    lowest = np.where(latest, value, np.inf).min(axis=1)
    highest = np.where(latest, value, -np.inf).max(axis=1)
    same = NO_SPREAD if points.family == "measurement" else FORECAST
    codes = np.where(highest > lowest, FORECAST, same)
    if points.family != "measurement":
        none = (highest <= 0) | ((points.family == "share") & (lowest >= 1))
        codes = np.where(none, NO_EVENTS, codes)
    codes = np.where(latest.sum(axis=1) < LEAST_POINTS, TOO_FEW, codes)
    codes = np.where(gap >= cycle, STALE, codes)
    codes = np.where(used.any(axis=1), codes, NO_VALUE)
    codes = np.where(cycle == 0, NO_CYCLE, codes).astype(np.int8)
    return codes, np.where(codes == FORECAST, gap, 0)


def _filtered(x: Array, v: Array, used: Flags, segment: Ints, least: Array, cycle: int) -> State:
    """The filter, with series of one pattern run together: one without gaps, steps or a variance of its own."""
    plain = used.all(axis=1) & (segment == segment[:, :1]).all(axis=1)
    left = np.ones(len(x), dtype=bool)
    found: list[tuple[Ints, State]] = []
    for _ in range(2):  # with lengths of months and without
        first = np.flatnonzero(plain & left)
        if not len(first):
            break
        row = first[0]
        alike = first[np.abs(v[first] - v[row]).max(axis=1) < 1e-9]
        one = slice(row, row + 1)
        found.append((alike, run_filter(x[alike], v[one], used[one], segment[one], least[alike], cycle)))
        left[alike] = False
    rest = np.flatnonzero(left)
    if len(rest):
        found.append((rest, run_filter(x[rest], v[rest], used[rest], segment[rest], least[rest], cycle)))
    return _joined(found, len(x))


def _joined(parts: list[tuple[Ints, State]], series: int) -> State:
    if len(parts) == 1:
        return parts[0][1]
    names = [field.name for field in fields(State)]
    shapes = {name: np.empty((*getattr(parts[0][1], name).shape[:-1], series)) for name in names}
    for rows, state in parts:
        for name in names:
            shapes[name][..., rows] = getattr(state, name)
    return State(**shapes)


def _mean_size(points: Points) -> Array:
    """The mean size [S, 1] of the used points of the last year, or of all where the last year has none."""
    recent = points.used.copy()
    recent[:, : -max(points.calendar.cycle, 1)] = False
    return _mean(points.size, np.where(recent.any(axis=1, keepdims=True), recent, points.used))


def _sum(values: Array, chosen: Flags) -> Array:
    """The sum [S, 1] of the chosen; 1 where it is 0."""
    total = np.where(chosen, values, 0.0).sum(axis=1, keepdims=True)
    return np.where(total > 0, total, 1.0)


def _mean(values: Array, chosen: Flags) -> Array:
    """The mean [S, 1] of the chosen; 1 where none is."""
    count = chosen.sum(axis=1, keepdims=True)
    return np.where(count > 0, np.where(chosen, values, 0.0).sum(axis=1, keepdims=True) / np.maximum(count, 1), 1.0)
