"""How far the latest values lie from those before, over several spans, and what that weighs when they are joined.

The values of a span are held against all before it, as one predicts the other: for measurements by their difference,
for counts by the signed root of a negative binomial's deviance that has the predicted variance (with no dispersion
beyond chance and no autocorrelation it is the likelihood ratio of two Poisson rates), for shares by that of a binomial
of as many tries as its variance leaves. Dispersion and lag-one autocorrelation are those of the values before the span.
Closed forms only, so that 100,000 series take a second; how often chance reaches a weight is a matter of simulation
(`rarity`).

Sources: signed roots: McCullagh and Nelder, Generalized Linear Models (1989), 2.4 and 9.2. Bias of the autocorrelation:
Marriott and Pope, Biometrika 41 (1954). A deviate on Student's t made normal: Wallace, Annals of Mathematical
Statistics 30 (1959). Weights averaged over spans: the mean of likelihood ratios, tempered by TEMPER.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from peelian.signals.panel import Array, Flags
from peelian.signals.season.points import Family

SPANS = (1, 3, 6, 12)
"""Periods taken together, the latest among them. Of months: the month, the quarter, the half year and the year."""
LEAST = 24  # values before the latest: the longest span is then held against thirteen
MOST_LAG_ONE = 0.8  # autocorrelation above which a baseline of some years says little; it is taken as this
LEAST_FREE = 3.0  # degrees of freedom
TEMPER = 0.5  # of the likelihood ratios that are averaged: at 1 the greatest alone would speak
NONE_YET = 0.5  # events added before a rate is taken, so that a series without any has one
FEW, MANY, NARROWEST = 2.0, 8.0, 0.3
"""Events a period up to which a count is taken to vary at least as chance makes it, and from which only 0.3 times."""
OVER_CHANCE = 1.02  # variance over mean below which a negative binomial is not told from a Poisson distribution
TINY = 1e-300
SAME = 1e-12  # of the largest value: a spread this small is rounding and no spread


@dataclass(frozen=True)
class Evidence:
    """Of S series at their latest point.

    `deviates` [spans, S]: about standard normal where nothing changed; above 0 where values are higher than before.
    `known` [S]: values before the latest. `lag_one` [S]: their autocorrelation, bias taken off; may be below 0.
    `events` [S]: the mean of Poisson counts that vary as much as the values before the latest, which tells how coarse
    they are; of shares those that are rarer; infinite for measurements.
    `spread` [S]: whether the values before vary at all; counts always do.
    """

    deviates: Array
    known: Array
    lag_one: Array
    events: Array
    spread: Flags


def evidence(total: Array, size: Array, used: Flags, family: Family) -> Evidence:
    """From numbers [S, T] whose last column is the latest value; see `season.points.Points`.

    What is not `used` takes no part. Means nothing where the last value is not used or fewer than LEAST are before it.
    """
    run = _sums(total, size, used, family)
    found = [_of_span(run, place, span, family) for place, span in enumerate(reversed(SPANS))]
    return replace(found[-1], deviates=np.stack([each.deviates for each in reversed(found)]))


def joined(deviates: Array) -> tuple[Array, NDArray[np.intp]]:
    """The weight of all spans together [S], below 0 where they are low, and the place of the span that says most."""
    ups, downs = np.maximum(deviates, 0), np.maximum(-deviates, 0)
    up, down = _weight(ups), _weight(downs)
    most = np.where(up >= down, ups.argmax(axis=0), downs.argmax(axis=0))
    return np.where(up >= down, up, -down), most


def _weight(deviates: Array) -> Array:
    power = TEMPER / 2 * deviates**2
    greatest = power.max(axis=0)
    mean = np.exp(power - greatest).mean(axis=0)
    return np.asarray(np.sqrt(2 / TEMPER * (greatest + np.log(mean))))


@dataclass(frozen=True)
class _Sums:
    """Sums of what lies before each span, the longest first, and at the end of all [spans + 1, S].

    With u the number by the root of its size, and v the root of the size: squares and products of u and v, in the
    same period and with the period before (`next_`). `most` [S]: the square of the largest u.
    """

    points: Array
    uu: Array
    uv: Array
    vv: Array
    next_uu: Array
    next_uv: Array
    next_vv: Array
    most: Array


def _sums(total: Array, size: Array, used: Flags, family: Family) -> _Sums:
    periods = total.shape[1]
    ends = [0, *(periods - span for span in reversed(SPANS)), periods]
    pieces = list(pairwise(ends))
    v = np.sqrt(np.where(used, size, 0.0))
    if family == "measurement":  # about their mean: nothing depends on where zero is, and squares keep their digits
        total = np.where(used, total - (total * used).sum(axis=1, keepdims=True) / used.sum(axis=1, keepdims=True), 0.0)
    u = np.divide(total, v, out=np.zeros_like(total), where=v > 0)

    def same(a: Array, b: Array) -> Array:
        return np.cumsum([np.einsum("st,st->s", a[:, low:high], b[:, low:high]) for low, high in pieces], axis=0)

    def next_(a: Array, b: Array) -> Array:
        low_high = [(max(low, 1), high) for low, high in pieces]
        parts = [np.einsum("st,st->s", a[:, low:high], b[:, low - 1 : high - 1]) for low, high in low_high]
        return np.cumsum(parts, axis=0)

    return _Sums(
        points=np.cumsum([used[:, low:high].sum(axis=1) for low, high in pieces], axis=0).astype(np.float64),
        uu=same(u, u),
        uv=same(u, v),
        vv=same(v, v),
        next_uu=next_(u, u),
        next_uv=next_(u, v) + next_(v, u),
        next_vv=next_(v, v),
        most=np.square(u).max(axis=1, initial=0.0),
    )


def _of_span(run: _Sums, place: int, span: int, family: Family) -> Evidence:
    """For one span: its deviates [S], and what the values before it are."""
    points, events, sizes = run.points[place], run.uv[place], run.vv[place]
    new, size, several = run.uv[-1] - events, run.vv[-1] - sizes, run.points[-1] - points
    level = _quotient(events, sizes)
    squares = np.maximum(run.uu[place] - 2 * level * events + level**2 * sizes, 0)
    products = run.next_uu[place] - level * run.next_uv[place] + level**2 * run.next_vv[place]
    spread = squares > (SAME**2 * run.most * points if family == "measurement" else 0.0)
    raw = np.where(spread, _quotient(products, squares), 0.0)
    lag_one = raw + (1 + 4 * raw) / np.maximum(points, 1)
    follow = np.clip(lag_one, 0, MOST_LAG_ONE)
    stretch = (1 + follow) / (1 - follow)  # how many periods say as much about the mean as one independent period
    unit, rare = _unit(level, events, sizes, points, family)
    lost = np.maximum(1 - (stretch - 1) / np.maximum(points - 1, 1), 0.1)
    dispersion = _quotient(squares, np.maximum(points - 1, 1) * unit * lost)
    if family != "measurement":
        dispersion = np.maximum(dispersion, _least_dispersion(rare))
    together = 1 + 2 * sum((1 - step / span) * follow**step for step in range(1, span))  # of a sum, over its parts
    beside = follow * (1 - follow**span) / (1 - follow) ** 2 / span / np.maximum(points, 1)  # one follows the other
    times = dispersion * (together + _quotient(size, sizes) * stretch - 2 * beside * several)  # the variance, over unit
    square, sign = _DEVIANCES[family](new, size, events, sizes, times)
    free = np.maximum(points * (1 - follow**2) / (1 + follow**2) - 1, LEAST_FREE)
    counted = family != "measurement"
    return Evidence(
        deviates=sign * np.sqrt(free * np.log1p(square / free)),
        known=points,
        lag_one=lag_one,
        events=rare * dispersion if counted else rare,
        spread=spread | counted,
    )


def _unit(level: Array, events: Array, sizes: Array, points: Array, family: Family) -> tuple[Array, Array]:
    """The variance that chance gives a number of size 1, and how many events a period there are."""
    if family == "measurement":
        return np.ones_like(level), np.full(level.shape, np.inf)
    if family == "share":
        rarer = np.minimum(events, sizes - events)
        unit = np.maximum(level * (1 - level), _quotient(np.full_like(level, NONE_YET), sizes))
        return unit, _quotient(rarer + NONE_YET, points)
    return _quotient(events + NONE_YET, sizes), _quotient(events + NONE_YET, points)


def _least_dispersion(events: Array) -> Array:
    """Small counts that vary less than chance do so by luck; of large ones the estimate says as much as any other."""
    return np.asarray(1 - (1 - NARROWEST) * np.clip((events - FEW) / (MANY - FEW), 0, 1))


def _of_measurements(new: Array, size: Array, events: Array, sizes: Array, times: Array) -> tuple[Array, Array]:
    off = new - _quotient(events, sizes) * size
    return _quotient(off**2, size * times), np.sign(off)


def _of_counts(new: Array, size: Array, events: Array, sizes: Array, times: Array) -> tuple[Array, Array]:
    mean = _quotient(events + NONE_YET, sizes) * size
    over = np.maximum(times, OVER_CHANCE)
    shape = _quotient(mean, over - 1)
    deviance = _times_log(new, mean) - (new + shape) * np.log(_quotient(new + shape, mean + shape, 1.0))
    return np.maximum(2 * deviance, 0) * over / times, np.sign(new - mean)


def _of_shares(new: Array, size: Array, events: Array, sizes: Array, times: Array) -> tuple[Array, Array]:
    share = (events + NONE_YET) / (sizes + 2 * NONE_YET)
    deviance = _times_log(new, size * share) + _times_log(size - new, size * (1 - share))
    return np.maximum(2 * deviance / times, 0), np.sign(new - size * share)


_DEVIANCES: dict[Family, Callable[[Array, Array, Array, Array, Array], tuple[Array, Array]]] = {
    "measurement": _of_measurements,
    "count": _of_counts,
    "rate": _of_counts,
    "share": _of_shares,
}


def _times_log(number: Array, expected: Array) -> Array:
    """number x log(number / expected), 0 for 0."""
    return np.where(number > 0, number * np.log(_quotient(np.maximum(number, TINY), expected, 1.0)), 0.0)


def _quotient(over: Array, under: Array, otherwise: float = 0.0) -> Array:
    out = np.full(np.broadcast(over, under).shape, otherwise)
    return np.asarray(np.divide(over, under, out=out, where=under > TINY))
