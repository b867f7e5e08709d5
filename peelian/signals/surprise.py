"""How surprising the point of one period is, series by series: the chance of one as high, and of one as low.

A count is held against a negative binomial with the mean and the dispersion of its baseline, at least Poisson's; its
upper tail is drawn towards the log-normal's, the more the less of the variance is chance's. A share is held against a
binomial of as many tries as its dispersion leaves, any other value against the normal. The level of the baseline is an
estimate, and so is the dispersion: the first widens the distribution, the second makes it Student's t. Months that
follow each other in level (autocorrelation) make both less certain. Season and months of unequal length come in as the
denominator of a rate. Simulated, of series that did not change: no probability down to 1 in 100,000 is met more often
than it says, but for shares that swing much, where that one is met up to three times as often.

Sources: for Poisson counts with no more dispersion the chance of one as high is the conditional test of two rates
(Przyborowski and Wilenski, Biometrika 31, 1940). Dispersion as Pearson's chi-squared over its freedom: McCullagh and
Nelder, Generalized Linear Models (1989), 4.5. Means and variances under autocorrelation: Bayley and Hammersley, "The
'effective' number of independent observations", Journal of the Royal Statistical Society, Supplement 8 (1946).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from peelian.errors import Unusable
from peelian.quantities import counted
from peelian.signals.dispersion import borrowed, followed
from peelian.signals.panel import Array, Flags, Panel
from peelian.signals.tails import SMALLEST, beta_at_most, normal_above, normal_quantile_above, student_above

Kind = Literal["count", "rate", "share", "value"]

FEWEST = 12  # baseline points: below it a dispersion says too little for a small probability to mean anything


@dataclass(frozen=True)
class Surprise:
    """Of S series at one period; arrays are [S], NaN where there is no probability, with the reason in `without`.

    `high` is the probability of a value at least as high as `value` where nothing has changed, `low` of one at least
    as low. `value` and `expected` are what was counted: events, the numerator of a share, or the value itself (where
    several periods are taken together, their sum).
    """

    value: Array
    expected: Array
    high: Array
    low: Array
    without: tuple[str, ...]

    @property
    def tested(self) -> Flags:
        return ~np.isnan(self.high)


def surprise(
    panel: Panel, at: int, baseline: Flags, kind: Kind, *, span: int = 1, beyond: float | None = None
) -> Surprise:
    """How surprising the values at period number `at` are against the baseline points [S, T] before it.

    `count`: whole numbers of events in periods of like length. `rate`: the panel's numerator in events and its
    denominator in whatever exposes to them. `share`: numerator of denominator. `value`: anything else.
    `span`: so many periods up to that one are taken together, which finds a change that lasts sooner than one alone.
    `beyond`: only values that lie more than so many standard deviations from what is expected are looked into, which
    takes a tenth of the time; both probabilities of any other are given as 1, which is never too small.
    A series that lacks a value there, or has fewer than 12 baseline points before, has no probability, nor has a
    constant `value`. Raises Unusable where a rate or a share has no denominators, or counts are below zero.
    """
    if panel.overlapping:
        raise Unusable("the periods overlap, so each holds most of the one before; give the single periods instead")
    start = at - span + 1
    if not 0 <= start <= at < len(panel.periods):
        raise Unusable(f"periods {start} to {at} cannot be judged; the panel has 0 to {len(panel.periods) - 1}")
    numbers, sizes = _numbers(panel, kind)
    held = baseline[:, :start] & ~np.isnan(numbers[:, :start]) & (sizes[:, :start] > 0)
    before, weight = np.where(held, numbers[:, :start], 0.0), np.where(held, sizes[:, :start], 0.0)
    new, size = numbers[:, start : at + 1].sum(axis=1), sizes[:, start : at + 1].sum(axis=1)
    points = held.sum(axis=1).astype(np.float64)
    without = _without(new, size, points)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        level = before.sum(axis=1) / weight.sum(axis=1)
        residual = np.where(held, _residuals(before, weight, level, kind), 0.0)
        follow = followed(residual, held, FEWEST, pearson=kind != "value")
        stretch = (1 + follow) / (1 - follow)  # how many months say as much about the mean as one independent month
        spread = (residual**2).sum(axis=1) / (points - 1) / np.maximum(1 - (stretch - 1) / (points - 1), 0.1)
        freedom = np.maximum(points * (1 - follow**2) / (1 + follow**2) - 1, 1.0)
        if kind != "value":  # values may each have a unit of their own
            spread, lent = borrowed(spread, freedom, before.sum(axis=1) / points)
            spread, freedom = np.maximum(spread, 1), freedom + lent
        together = 1 + 2 * sum((1 - step / span) * follow**step for step in range(1, span))  # of a sum, over its parts
        of = (new, size, before.sum(axis=1), weight.sum(axis=1), spread * together, stretch / together)
        high, low = np.ones_like(new), np.ones_like(new)
        far = np.flatnonzero(np.full(len(new), True) if beyond is None else _far(*of, kind, beyond))
        tails = _TAILS[kind](*(one[far] for one in of))
        high[far], low[far] = (_less_certain(tail, freedom[far]) for tail in tails)
        if kind == "value":
            without = tuple(
                w or ("the baseline is constant" if s == 0 else "") for w, s in zip(without, spread, strict=True)
            )
        known = np.array([not reason for reason in without], dtype=bool)
        expected = np.where(known, level * size, np.nan)
    return Surprise(new, expected, np.where(known, high, np.nan), np.where(known, low, np.nan), without)


def side_by_side(found: Sequence[Surprise]) -> Surprise:
    """Several judgements as one of all their series, those of the first before those of the second, and so on."""
    return Surprise(
        value=np.concatenate([each.value for each in found]),
        expected=np.concatenate([each.expected for each in found]),
        high=np.concatenate([each.high for each in found]),
        low=np.concatenate([each.low for each in found]),
        without=tuple(reason for each in found for reason in each.without),
    )


def _numbers(panel: Panel, kind: Kind) -> tuple[Array, Array]:
    """What is counted, and what it is counted in: exposure, tries, or 1."""
    if kind in ("count", "value"):
        numbers, sizes = panel.values, np.where(np.isnan(panel.values), np.nan, 1.0)
    elif panel.numerator is None or panel.denominator is None:
        raise Unusable(f"a {kind} is judged by its numerator and denominator; the panel has none, so give them")
    else:
        numbers, sizes = panel.numerator, panel.denominator
    if kind != "value" and (low := np.argwhere(numbers < 0)).size:
        raise Unusable(f"{panel.names[low[0][0]]} is below zero in {panel.periods[low[0][1]].id}; a {kind} is not")
    if kind == "share" and (over := np.argwhere(numbers > sizes)).size:
        where = f"{panel.names[over[0][0]]} in {panel.periods[over[0][1]].id}"
        raise Unusable(f"{where} has more in its numerator than in its denominator; a share has not")
    return numbers, sizes


def _without(new: Array, size: Array, points: Array) -> tuple[str, ...]:
    missing = np.isnan(new) | ~(size > 0)
    return tuple(
        "no value" if no else f"{counted(int(n), 'point')} before it; {FEWEST} are needed" if n < FEWEST else ""
        for no, n in zip(missing, points, strict=True)
    )


def _far(
    new: Array, size: Array, events: Array, weight: Array, spread: Array, stretch: Array, kind: Kind, beyond: float
) -> Flags:
    """Whether a value lies more than so many standard deviations from what is expected, on either side."""
    level = events / weight
    chance = size if kind == "value" else level * size * (1 - level if kind == "share" else 1)
    return np.asarray(np.abs(new - level * size) > beyond * np.sqrt(chance * spread * (1 + stretch * size / weight)))


def _residuals(before: Array, weight: Array, level: Array, kind: Kind) -> Array:
    """Pearson's: in standard deviations of chance alone; for values in their own unit."""
    expected = level[:, None] * weight
    if kind == "value":
        return before - expected
    variance = expected * (1 - level[:, None]) if kind == "share" else expected
    return np.where(variance > 0, (before - expected) / np.sqrt(variance), 0.0)


def _counts(
    new: Array, size: Array, events: Array, weight: Array, spread: Array, stretch: Array
) -> tuple[Array, Array]:
    """Tails of the negative binomial whose variance is that of a new count and of the estimated mean together."""
    variance = spread * (1 + stretch * size / weight)  # of one event that is expected
    # One event more on the upper side makes it the exact test where chance is all, and no mean of zero after none.
    above, below = (events + 1) / weight * size, events / weight * size
    high = beta_at_most(1 - 1 / variance, np.maximum(new, 1), above / (variance - 1))
    high = _with_longer_tail(high, new, above, np.log1p(variance / above), 1 - 1 / spread)
    low = beta_at_most(1 / variance, np.where(below > 0, below, 1) / (variance - 1), new + 1)
    return np.where(new > 0, high, 1.0), np.where(below > 0, low, 1.0)


def _with_longer_tail(high: Array, new: Array, mean: Array, square: Array, part: Array) -> Array:
    """The probability moved towards the log-normal's by the part of the variance that chance does not make.

    Levels that swing by factors have longer tails than a negative binomial of the same variance. `square` is the
    variance of the logarithm. The probability is never made smaller.
    """
    z = normal_quantile_above(np.clip(high, SMALLEST, 0.5))
    by_factors = (np.log(np.maximum(new, 1) - 0.5) - np.log(mean) + square / 2) / np.sqrt(square)
    return np.where(high < 0.5, normal_above(z - part * np.maximum(z - by_factors, 0)), high)


def _shares(
    new: Array, size: Array, events: Array, weight: Array, spread: Array, stretch: Array
) -> tuple[Array, Array]:
    """Tails of the binomial of the new tries, each worth as little as dispersion and an estimated level make it."""
    worth = 1 / (spread * (1 + stretch * size / weight))
    new, size = new * worth, size * worth
    above, below = (events + 1) / (weight + 1), events / (weight + 1)
    high = beta_at_most(above, np.where(new > 0, new, 1), size - new + 1)
    low = beta_at_most(1 - below, np.where(size > new, size - new, 1), new + 1)
    return np.where(new > 0, high, 1.0), np.where(size > new, low, 1.0)


def _values(
    new: Array, size: Array, events: Array, weight: Array, spread: Array, stretch: Array
) -> tuple[Array, Array]:
    sigma = np.where(spread > 0, np.sqrt(size * spread * (1 + stretch * size / weight)), np.nan)
    z = (new - events / weight * size) / sigma
    return normal_above(z), normal_above(-z)


_TAILS: dict[Kind, Callable[..., tuple[Array, Array]]] = {
    "count": _counts,
    "rate": _counts,
    "share": _shares,
    "value": _values,
}


def _less_certain(p: Array, freedom: Array) -> Array:
    """The probability once the dispersion is an estimate: as far out on Student's t as it was on the normal."""
    smaller = np.clip(np.minimum(p, 1 - p), SMALLEST, 0.5)
    tail = student_above(normal_quantile_above(smaller), freedom)
    return np.where(p >= 1, 1.0, np.where(p < 0.5, tail, 1 - tail))
