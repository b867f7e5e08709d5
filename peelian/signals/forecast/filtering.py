"""The process about the level of a segment: noise, and a part that lasts, by Kalman's filter over a grid of models.

x = level + u + e. e is independent noise of variance s²·v; u is first-order autoregression with coefficient phi and
variance s²·ratio·mean(v). Levels of segments are unknown, without a prior (de Jong 1991, The diffuse Kalman filter);
so is s², one for all segments. Each pair (phi, ratio) of GRID is a model; its weight is its prior weight by its
restricted likelihood. Models of phi 0.995 are, over some years, those of a level that wanders.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.limits.sums import along, counts, totals
from peelian.signals.panel import Array, Flags, Ints

GRID: tuple[tuple[float, float], ...] = (
    (0.0, 0.0),
    (0.5, 0.5),
    (0.5, 2.0),
    (0.5, 50.0),
    (0.85, 0.3),
    (0.85, 1.0),
    (0.85, 4.0),
    (0.85, 50.0),
    (0.995, 0.3),
    (0.995, 2.0),
    (0.995, 10.0),
    (0.995, 50.0),
    (0.995, 300.0),
    (0.995, 5000.0),
)
PRIOR_OF_NOISE = 1 / 4  # of independence, before the data are seen
WANDERING, PRIOR_OF_WANDERING = 0.9, 2.0  # a model with phi above the one has so many times the prior of the others
TINY = 1e-12
LOGS_EVERY = 16  # periods; a product of so many determinants cannot overflow


@dataclass(frozen=True)
class State:
    """What is known after the last value, for G models and S series; `weight` [G, S] sums to 1 over models.

    `level` and `lasting` [G, S]: the latest segment's level and u after its last value. `level_variance`,
    `lasting_variance`, `covariance` [G, S]: of the two, in units of s². `variance` [G, S]: s². `free` [S]: degrees of
    freedom. `usual` [S]: mean v of the latest segment, which the ratio multiplies.
    """

    weight: Array
    level: Array
    lasting: Array
    level_variance: Array
    lasting_variance: Array
    covariance: Array
    variance: Array
    free: Array
    usual: Array


def coefficients() -> tuple[Array, Array]:
    """phi and the ratio of each model [G, 1]."""
    grid = np.array(GRID)
    return grid[:, :1], grid[:, 1:]


def run_filter(x: Array, v: Array, used: Flags, segment: Ints, least: Array) -> State:
    """The state after the last used value of each series.

    x [S, T], 0 where not used. v, used and segment are [S, T], or [1, T] where all series have the same. s² is no less
    than `least` [S], in the likelihood too: counts scatter by chance at the least.
    """
    usual = _usual(v, used, segment)
    last = used.shape[1] - 1 - used[:, ::-1].argmax(axis=1)
    running = _Running(len(x), len(used))
    for t in range(x.shape[1]):
        if t and (segment[:, t] != segment[:, t - 1]).any():
            running.begin_segment(segment[:, t] != segment[:, t - 1])
        running.step(usual[:, t], t <= last)
        if used[:, t].any():
            running.take(x[:, t], v[:, t], usual[:, t], used[:, t])
        if t % LOGS_EVERY == LOGS_EVERY - 1:
            running.take_logs()
    running.take_logs()
    return running.state(used, least, usual[:, -1])


class _Running:
    """Sums of the filter from the first period to now, for G models; W is S, or 1 where all series share a pattern.

    `a`, `b`: u and its answer to a level of 1, expected for now; `p`: variance of u [G, W]. `s11`, `s1y`, `syy`: sums
    of products of what level and values leave, by their variance, of the segment so far; `squares`, `logs`: of
    segments that are finished, the logarithms of determinants; `product`: determinants not yet in `logs`.
    """

    def __init__(self, series: int, patterns: int) -> None:
        self.phi, self.ratio = coefficients()
        self.keep = self.phi * self.phi
        models = len(self.phi)
        self.a, self.s1y, self.syy, self.squares = (np.zeros((models, series)) for _ in range(4))
        self.b, self.p, self.s11, self.logs = (np.zeros((models, patterns)) for _ in range(4))
        self.product = np.ones((models, patterns))
        self.fresh = np.ones(patterns, dtype=bool)  # no value of the segment yet, u not begun
        self.begun = np.zeros(patterns, dtype=bool)
        self.levels = np.zeros(patterns)

    def begin_segment(self, new: Flags) -> None:
        """Where `new`, the level is another and u starts anew."""
        closed = np.where(self.s11 > 0, self.s11, 1.0)
        self.squares += np.where(new, self.syy - self.s1y * self.s1y / closed, 0.0)
        self.logs += np.where(new, np.log(closed), 0.0)
        self.levels += new & self.begun
        self.begun = self.begun & ~new
        self.fresh = self.fresh | new
        for sums in (self.a, self.b, self.p, self.s11, self.s1y, self.syy):
            sums *= ~new

    def step(self, usual: Array, live: Flags) -> None:
        """One period on, where `live`; after the last value nothing moves."""
        spread = self.ratio * usual
        p = self.keep * self.p + (1 - self.keep) * spread
        if self.fresh.any():
            p = np.where(self.fresh, spread, p)
        if live.all():
            self.p, self.a, self.b = p, self.phi * self.a, self.phi * self.b
        else:
            self.p = np.where(live, p, self.p)
            self.a = np.where(live, self.phi * self.a, self.a)
            self.b = np.where(live, self.phi * self.b, self.b)
        self.fresh = self.fresh & ~live

    def take(self, x: Array, v: Array, usual: Array, here: Flags) -> None:
        """The values x [S] of now, where they are `here`."""
        whole = bool(here.all())
        f = self.p + v
        inverse = 1 / f if whole else here / f
        determinant = f / usual
        self.product *= determinant if whole else np.where(here, determinant, 1.0)
        gain = self.p * inverse
        left, left_one = x - self.a, 1 - self.b
        self.s11 += left_one * left_one * inverse
        self.s1y += left * (left_one * inverse)
        self.a += gain * left
        left *= left
        left *= inverse
        self.syy += left
        self.b += gain * left_one
        self.p -= gain * self.p
        self.begun = self.begun | here

    def take_logs(self) -> None:
        self.logs += np.log(self.product)
        self.product[:] = 1.0

    def state(self, used: Flags, least: Array, usual: Array) -> State:
        """What all values say together."""
        series = self.a.shape[1]
        closed = np.where(self.s11 > 0, self.s11, 1.0)
        squares = np.maximum(self.squares + self.syy - self.s1y * self.s1y / closed, TINY)
        free = np.maximum(used.sum(axis=1) - self.levels - self.begun, 1.0)
        variance = np.maximum(squares / free, least)
        level = self.s1y / closed
        wide = level.shape
        return State(
            weight=_weights(self.logs + np.log(closed), squares, variance, free),
            level=level,
            lasting=self.a - self.b * level,
            level_variance=np.broadcast_to(1 / closed, wide),
            lasting_variance=np.broadcast_to(self.p + self.b * self.b / closed, wide),
            covariance=np.broadcast_to(-self.b / closed, wide),
            variance=variance,
            free=np.broadcast_to(free, (series,)),
            usual=np.broadcast_to(usual, (series,)),
        )


def _usual(v: Array, used: Flags, segment: Ints) -> Array:
    """The mean of v over the used points of each segment, at each of its points [S, T]; 1 where it has none."""
    number = counts(used, segment)
    mean = np.where(number > 0, totals(v, used, segment) / np.maximum(number, 1.0), 1.0)
    return along(mean, segment)


def _weights(logs: Array, squares: Array, variance: Array, free: Array) -> Array:
    prior = np.where(coefficients()[0][:, 0] > WANDERING, PRIOR_OF_WANDERING, 1.0)
    prior[0] = 0
    prior *= (1 - PRIOR_OF_NOISE) / prior.sum()
    prior[0] = PRIOR_OF_NOISE
    likelihood = np.log(prior)[:, None] - 0.5 * logs - 0.5 * (free * np.log(variance) + squares / variance)
    weight = np.exp(likelihood - likelihood.max(axis=0))
    return np.asarray(weight / weight.sum(axis=0))
