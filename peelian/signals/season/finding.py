"""Is there a season? Tested, shrunk towards none, and estimated together with the levels of the segments.

For counts and rates months multiply (quasi-Poisson: the variance is proportional to the mean), and the length of each
month counts first. For shares and measurements months add. At least three years.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from peelian.signals.panel import Array, Codes, Flags
from peelian.signals.season.estimating import LENGTH_EVIDENCE, estimate
from peelian.signals.season.points import Points
from peelian.signals.season.regression import columns, normal
from peelian.signals.season.relative import relative
from peelian.signals.season.testing import test_season

LEVEL = 0.04  # chance of calling chance a season; the promise is 5%, the rest is room for what is not normal
LEAST_YEARS = 3
YEARS_FOR_FORECASTS = (
    2  # limits are not moved by so few, but forecasts are the better for a season that was found in them
)
LEAST_OF_A_MONTH = 2  # values of each month of the year

TESTED, NO_CYCLE, TOO_SHORT, MONTHS_MISSING, NO_SPREAD = range(5)
REASONS = (
    "",
    "a season needs months or quarters",
    "too few years from the first value to the last",
    f"some month of the year has fewer than {LEAST_OF_A_MONTH} values",
    "the values do not vary, or there are no events",
)


@dataclass(frozen=True)
class Season:
    """What the year does to S series.

    `multiplies`: whether effects are factors (1 is none), else they are added (0 is none).
    `effect` [S, cycle]: by place in the calendar, shrunk towards none; exactly none where no season was found. Mean 1
    (or 0) over a year of equal months. `error` [S, cycle]: its standard error, 0 where none was found.
    `found` [S]. `chance` [S]: of a pattern as strong without a season; NaN where not tested. `strength` [S]: 0 to 1,
    the part of the variance about level and slope that is the season's.
    `by_length` [S]: whether a longer month is expected to have more. `uneven` [S]: whether months differ by their
    length alone, no season beyond it.
    `untested` [S]: places in REASONS, 0 where the test was made.
    """

    multiplies: bool
    effect: Array
    error: Array
    found: Flags
    uneven: Flags
    by_length: Flags
    chance: Array
    strength: Array
    untested: Codes

    def rows(self, wanted: slice | NDArray[np.intp]) -> Season:
        """The seasons of these series only."""
        parts = {f.name: getattr(self, f.name)[wanted] for f in fields(self) if f.name != "multiplies"}
        return Season(self.multiplies, **parts)

    @property
    def bent(self) -> Flags:
        """Whether limits follow the year [S]: a season was found, or months differ by their length."""
        return self.found | self.uneven

    def reason(self, series: int) -> str:
        """Why this series was not tested; empty where it was."""
        return REASONS[int(self.untested[series])]


def find_season(points: Points, years: int = LEAST_YEARS) -> Season:
    """The season of each series that has at least so many `years`.

    For counts the pattern must differ both from months of equal rate per day and from months of equal counts: neither
    a calendar nor the want of one is taken for a season. The latest value teaches nothing: it is the one to be judged,
    and would draw its month to itself.
    """
    judged, points = points, _without_latest(points)
    untested, size = _untested(judged, points, years), points.size
    if not (untested == TESTED).any():
        return _none(points, untested)
    made, days = columns(points.calendar), size * points.calendar.length
    x, weights = relative(points, days if points.counted else size)
    untested[(untested == TESTED) & ~_all_months(points, weights > 0)] = MONTHS_MISSING
    testable = untested == TESTED
    equations = normal(weights, points.segment, made, testable)
    tested = test_season(points, equations, x)
    none = _none(points, untested)
    by_length, uneven, chance = none.by_length, none.uneven, tested.chance
    if points.counted:
        flat = test_season(points, equations, relative(points, size)[0])
        chance = np.maximum(tested.chance, flat.chance)
        uneven = testable & (flat.chance <= LEVEL) & (tested.chance > LEVEL)
        as_well = tested.fit.start <= flat.fit.start + LENGTH_EVIDENCE * tested.variance
        by_length = ~testable | uneven | as_well
    found = testable & (chance <= LEVEL)
    effect, error = none.effect, none.error
    if found.any():
        rows = np.flatnonzero(found)
        estimated = estimate(points.rows(rows), made, tested, rows)
        effect[rows], error[rows], by_length[rows] = estimated.effect, estimated.error, estimated.by_length
    fit = tested.fit
    strength = 1 - tested.variance * (tested.free + made.waves.shape[1]) / np.where(fit.start > 0, fit.start, 1.0)
    return Season(
        multiplies=points.counted,
        effect=effect,
        error=error,
        found=found,
        uneven=uneven,
        by_length=by_length,
        chance=np.where(testable, chance, np.nan),
        strength=np.where(found, np.clip(strength, 0.0, 1.0), 0.0),
        untested=untested,
    )


def _without_latest(points: Points) -> Points:
    """The points without the last used one of each series."""
    used = points.used.copy()
    rows = np.arange(len(used))
    used[rows, used.shape[1] - 1 - used[:, ::-1].argmax(axis=1)] = False
    return replace(points, total=np.where(used, points.total, 0.0), used=used)


def _untested(points: Points, learned: Points, years: int) -> Codes:
    """Places in REASONS: years and months are counted with the latest value, spread is what is learned from."""
    series, cycle, used = len(points.total), points.calendar.cycle, points.used
    if cycle == 0:
        return np.full(series, NO_CYCLE, dtype=np.int8)
    times = used.shape[1]
    first, last = used.argmax(axis=1), times - 1 - used[:, ::-1].argmax(axis=1)
    short = ~used.any(axis=1) | (last - first + 1 < years * cycle)
    few = ~_all_months(points, used, LEAST_OF_A_MONTH)
    value = learned.total / learned.size
    lowest = np.where(learned.used, value, np.inf).min(axis=1, initial=np.inf)
    highest = np.where(learned.used, value, -np.inf).max(axis=1, initial=-np.inf)
    codes = np.where(highest - lowest > 0, TESTED, NO_SPREAD)
    return np.where(short, TOO_SHORT, np.where(few, MONTHS_MISSING, codes)).astype(np.int8)


def _all_months(points: Points, here: Flags, least: int = 1) -> Flags:
    """Whether [S] each place in the year has at least so many of these points [S, T]."""
    by_place = here.astype(float) @ np.eye(points.calendar.cycle)[points.calendar.place]
    return np.asarray((by_place >= least).all(axis=1))


def _none(points: Points, untested: Codes) -> Season:
    series, cycle = len(points.total), max(points.calendar.cycle, 1)
    return Season(
        multiplies=points.counted,
        effect=np.full((series, cycle), 1.0 if points.counted else 0.0),
        error=np.zeros((series, cycle)),
        found=np.zeros(series, dtype=bool),
        uneven=np.zeros(series, dtype=bool),
        by_length=np.full(series, points.counted),
        chance=np.full(series, np.nan),
        strength=np.zeros(series),
        untested=untested,
    )
