"""Is there a season? Tested, shrunk towards none, and estimated together with the levels of the segments.

For counts and rates months multiply (quasi-Poisson: the variance is proportional to the mean), and the length of each
month counts first. For shares and measurements months add. At least three years.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from peelian.signals.distributions.continuous import f_above
from peelian.signals.panel import Array, Codes, Flags, Ints
from peelian.signals.season.levels import levels
from peelian.signals.season.points import Points
from peelian.signals.season.regression import PARTS, Columns, Fit, Normal, columns, normal

LEVEL = 0.04  # chance of calling chance a season; the promise is 5%, the rest is room for what is not normal
BUDGET = {3: (0.4, 0.2, 0.4), 2: (0.5, 0.5)}  # how the parts of the year share it, by their number
SHRINK = {3: (1.0, 1.5, 1.5), 2: (1.0, 1.0)}  # c in 1 - c/F, what is kept of a part; 1 is the part that is no noise
LEAST_YEARS = 3
LEAST_OF_A_MONTH = 2  # values of each month of the year
LENGTH_EVIDENCE = 4.0  # residual variances by which equal months must fit better before lengths are given up
LEAST_FACTOR = 0.05
LARGEST_LAG_ONE = 0.95
ROUNDING = 1e-12  # of the largest value: what differs by less is taken as the same
TINY = 1e-300  # in place of a variance of zero

TESTED, NO_CYCLE, TOO_SHORT, MONTHS_MISSING, NO_SPREAD = range(5)
REASONS = (
    "",
    "a season needs months or quarters",
    f"fewer than {LEAST_YEARS} years from the first value to the last",
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

    def reason(self, series: int) -> str:
        """Why this series was not tested; empty where it was."""
        return REASONS[int(self.untested[series])]


@dataclass(frozen=True)
class _Tested:
    fit: Fit
    chance: Array
    kept: Array  # [S, parts]: what shrinking leaves of each
    variance: Array  # residual, by weight


def find_season(points: Points) -> Season:
    """The season of each series.

    An F test of each part of the year (one wave, two waves, shorter ones) at its share of LEVEL, on differences from
    the level of the segment weighted by what is expected: for counts this is the score test of a quasi-Poisson model,
    whose distribution holds for small counts too. F is divided by what first-order autocorrelation alone would make of
    it. For counts the pattern must differ both from months of equal rate per day and from months of equal counts:
    neither a calendar nor the want of one is taken for a season. Each part is kept by max(0, 1 - c/F), after James and
    Stein (1961). The latest value teaches nothing: it is the one to be judged, and would draw its month to itself.
    """
    judged, points = points, _without_latest(points)
    untested, size = _untested(judged, points), points.size
    if not (untested == TESTED).any():
        return _none(points, untested)
    made, days = columns(points.calendar), size * points.calendar.length
    x, weights = relative(points, days if points.counted else size)
    untested = np.where((untested == TESTED) & ~_all_months(points, weights > 0), MONTHS_MISSING, untested)
    testable = untested == TESTED
    equations = normal(weights, points.segment, made, testable)
    free, least = _free(points, equations), _rounding(points, weights)
    tested = _test(equations, x, free, least)
    none = _none(points, untested)
    by_length, uneven, chance = none.by_length, none.uneven, tested.chance
    if points.counted:
        flat = _test(equations, relative(points, size)[0], free, least)
        chance = np.maximum(tested.chance, flat.chance)
        uneven = testable & (flat.chance <= LEVEL) & (tested.chance > LEVEL)
        # With a season both hold it as well; days are what a process is made of, so they are taken.
        as_well = tested.fit.start <= flat.fit.start + LENGTH_EVIDENCE * tested.variance
        by_length = ~testable | (chance <= LEVEL) | uneven | as_well
    found = testable & (chance <= LEVEL)
    effect, error = none.effect, none.error
    if found.any():
        rows, exposure = np.flatnonzero(found), days if points.counted else size
        effect[rows], error[rows] = _estimate(points.rows(rows), exposure[rows], made, tested, rows)
    fit = tested.fit
    strength = 1 - tested.variance * (free + made.waves.shape[1]) / np.where(fit.start > 0, fit.start, 1.0)
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


def relative(points: Points, exposure: Array, shift: Array | None = None) -> tuple[Array, Array]:
    """Differences from the level of the segment [S, T] and their weights, 0 where a point is not used.

    For counts as parts of what is expected, weighted by that (variance by weight: the overdispersion). For shares
    weighted by the inverse of the variance, which is binomial and what is between periods beyond it. `shift` [S, T]:
    a season to be taken off shares and measurements first.
    """
    level = levels(points, exposure, shift)
    if points.counted:
        expected = np.where(points.used, level * exposure, 0.0)
        return np.where(expected > 0, points.total / np.where(expected > 0, expected, 1.0) - 1, 0.0), expected
    x = points.total / points.size - level
    x = np.where(points.used, x if shift is None else x - shift, 0.0)
    if points.family == "measurement":
        return x, points.used.astype(float)
    variance = np.where(points.used, share_variance(points, level, x), 0.0)
    return x, np.where(variance > 0, 1 / np.where(variance > 0, variance, 1.0), 0.0)


def share_variance(points: Points, level: Array, x: Array) -> Array:
    """Of each share [S, T] about its level: the binomial's and, by moments, what varies between periods beyond it."""
    chance = np.clip(level * (1 - level), 0.0, None) / points.size
    number = np.maximum(points.used.sum(axis=1, keepdims=True), 2)
    binomial = np.where(points.used, chance, 0.0).sum(axis=1, keepdims=True) / number
    between = (x * x).sum(axis=1, keepdims=True) / (number - 1) - binomial
    return np.asarray(chance + np.maximum(between, 0.0))


def _untested(points: Points, learned: Points) -> Codes:
    """Places in REASONS: years and months are counted with the latest value, spread is what is learned from."""
    series, cycle, used = len(points.total), points.calendar.cycle, points.used
    if cycle == 0:
        return np.full(series, NO_CYCLE, dtype=np.int8)
    times = used.shape[1]
    first, last = used.argmax(axis=1), times - 1 - used[:, ::-1].argmax(axis=1)
    short = ~used.any(axis=1) | (last - first + 1 < LEAST_YEARS * cycle)
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


def _free(points: Points, equations: Normal) -> Array:
    """Degrees of freedom left over by levels, slope and waves; 1 at least."""
    weighted = equations.weights > 0
    segments = sum((weighted & (here > 0)).any(axis=1) for here, _, _ in equations.by_segment)
    left = weighted.sum(axis=1) - segments - points.calendar.cycle
    return np.asarray(np.maximum(left, 1), dtype=float)


def _rounding(points: Points, weights: Array) -> Array:
    """The residual variance [S] below which nothing is left but the rounding of floats."""
    largest = np.ones(len(weights)) if points.counted else np.abs(points.total / points.size).max(axis=1)
    return np.asarray(np.maximum((ROUNDING * largest) ** 2 * weights.max(axis=1), TINY))


def _test(equations: Normal, x: Array, free: Array, least: Array) -> _Tested:
    fit, made = equations.fit(x), equations.made
    variance = np.maximum(fit.left / free, least)
    sizes = made.sizes()
    f = fit.parts / np.array(sizes) / variance[:, None] / _swell(_lag_one(equations, x, fit), made)
    budget = np.array(BUDGET[len(sizes)])
    chances = np.stack([f_above(f[:, i], size, free) for i, size in enumerate(sizes)], axis=1) / budget
    kept = np.maximum(0, 1 - np.array(SHRINK[len(sizes)]) / np.maximum(f, TINY))
    return _Tested(fit, np.minimum(chances.min(axis=1), 1.0), kept, variance)


def _lag_one(equations: Normal, x: Array, fit: Fit) -> Array:
    """Autocorrelation of neighbours in a segment that season, slope and levels leave, its bias made good (Kendall)."""
    left = equations.residuals(x, fit)
    pair = (equations.weights[:, 1:] > 0) & (equations.weights[:, :-1] > 0)
    pair &= equations.segment[:, 1:] == equations.segment[:, :-1]
    number, pairs = (equations.weights > 0).sum(axis=1), pair.sum(axis=1)
    squares = np.einsum("st,st->s", left, left)
    products = np.einsum("st,st,st->s", left[:, 1:], left[:, :-1], pair.astype(float))
    raw = products / np.maximum(pairs, 1) * number / np.where(squares > 0, squares, 1.0)
    return np.asarray(np.clip(raw + (1 + 3 * raw) / np.maximum(number, 1), 0.0, LARGEST_LAG_ONE))


def _swell(lag_one: Array, made: Columns) -> Array:
    """The spectrum of first-order autoregression at the waves of each part [S, parts], by its mean; 1 at least."""
    cycle = len(made.waves)
    squared = (lag_one * lag_one)[:, None]
    ratios = []
    for numbers in PARTS[cycle]:
        cosines = np.cos(2 * np.pi * np.array(numbers) / cycle)
        ratio = (1 - squared) / (1 - 2 * lag_one[:, None] * cosines + squared)
        ratios.append(ratio.mean(axis=1))
    return np.asarray(np.maximum(np.stack(ratios, axis=1), 1.0))


def _estimate(points: Points, exposure: Array, made: Columns, tested: _Tested, rows: Ints) -> tuple[Array, Array]:
    """Effects [S, cycle] and their standard errors, shrunk. Factors are fitted a second time about the first."""
    waves, kept, cycle = made.waves, tested.kept[rows], len(made.waves)
    effect = tested.fit.coefficients[rows, 1:] @ waves.T
    if points.counted:
        factor = np.maximum(1 + effect, LEAST_FACTOR)
        x, weights = relative(points, exposure * factor[:, points.calendar.place])
        again = normal(weights, points.segment, made, np.ones(len(rows), dtype=bool)).fit(x)
        factor *= np.maximum(1 + again.coefficients[:, 1:] @ waves.T, LEAST_FACTOR)
        effect = factor / factor.mean(axis=1, keepdims=True) - 1
    else:
        weights = relative(points, exposure)[1]
    flat = waves / (waves * waves).sum(axis=0)
    coefficients = effect @ flat
    effect = np.zeros_like(effect)
    for i, part in enumerate(made.parts):
        effect += kept[:, i : i + 1] * (coefficients[:, part] @ waves[:, part].T)
    share = kept @ np.array(made.sizes()) / cycle
    known = weights @ np.eye(cycle)[points.calendar.place]
    error = np.sqrt(share[:, None] * tested.variance[rows, None] / np.where(known > 0, known, np.inf))
    return np.maximum(1 + effect, LEAST_FACTOR) if points.counted else effect, error


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
