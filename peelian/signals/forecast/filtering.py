"""Kalman's filter of every model of a process at once, over many series.

Levels of segments are unknown, without a prior, slopes with one: the filter runs on the values, on a level of 1 and on
a slope of 1 a year, and level and slope are the regression of what is left of the first on what is left of the others
(de Jong 1991, The diffuse Kalman filter). s² is unknown, one for all segments.
"""

from __future__ import annotations

import numpy as np

from peelian.signals.forecast.models import GRID, SLOPING, State, weights
from peelian.signals.limits.sums import along, counts, totals
from peelian.signals.panel import Array, Flags, Ints

TINY = 1e-12
LOGS_EVERY = 16  # periods; a product of so many determinants cannot overflow


def run_filter(x: Array, v: Array, used: Flags, segment: Ints, least: Array, cycle: int) -> State:
    """The state after the last used value of each series; `cycle` periods make a year.

    x [S, T], 0 where not used. v, used and segment are [S, T], or [1, T] where all series have the same. s² is no less
    than `least` [S], in the likelihood too: counts scatter by chance at the least.
    """
    usual = _usual(v, used, segment)
    last = used.shape[1] - 1 - used[:, ::-1].argmax(axis=1)
    running = _Running(len(x), len(used), 1 / cycle)
    for t in range(x.shape[1]):
        if t and (segment[:, t] != segment[:, t - 1]).any():
            running.begin_segment(segment[:, t] != segment[:, t - 1], usual[:, t - 1])
        running.step(usual[:, t], t <= last)
        if used[:, t].any():
            running.take(x[:, t], v[:, t], usual[:, t], used[:, t])
        if t % LOGS_EVERY == LOGS_EVERY - 1:
            running.take_logs()
    running.take_logs()
    return running.state(used, least, usual[:, -1])


class _Running:
    """Sums of the filter from the first period to now, for G models; W is S, or 1 where all series share a pattern.

    `a`, `b`, `c`: u, and its answers to a level and a slope of 1, expected for now; `p`: variance of u [G, W].
    `syy`, `s1y` …: sums of products of what values (y), level (1) and slope (2) leave, by their variance, of the
    segment so far. `years` [W]: from the segment's first period. `squares`, `logs`: sums of squares and logarithms of
    determinants of finished segments, first without a slope, then with one; `product`: determinants not yet in logs.
    """

    def __init__(self, series: int, patterns: int, year: float) -> None:
        grid = np.array(GRID)
        self.phi, self.ratio, self.year = grid[:, :1], grid[:, 1:], year
        self.keep = self.phi * self.phi
        of_series, of_patterns = (len(GRID), series), (len(GRID), patterns)
        self.a, self.s1y, self.s2y, self.syy = (np.zeros(of_series) for _ in range(4))
        self.b, self.c, self.p, self.s11, self.s12, self.s22 = (np.zeros(of_patterns) for _ in range(6))
        self.squares = np.zeros((2, *of_series))
        self.logs, self.product = np.zeros((2, *of_patterns)), np.ones(of_patterns)
        self.years, self.levels = np.zeros(patterns), np.zeros(patterns)
        self.fresh = np.ones(patterns, dtype=bool)  # no period of the segment yet: u has not begun
        self.begun = np.zeros(patterns, dtype=bool)  # a value of the segment is known

    def begin_segment(self, new: Flags, usual: Array) -> None:
        """Where `new`, the level is another, slope and u start anew; `usual` of the segments that end."""
        squares, logs = self.finished(usual)
        self.squares += np.where(new, squares, 0.0)
        self.logs += np.where(new, logs, 0.0)
        self.levels += new & self.begun
        self.begun, self.fresh = self.begun & ~new, self.fresh | new
        for sums in (self.a, self.b, self.c, self.p, self.s11, self.s12, self.s22, self.s1y, self.s2y, self.syy):
            sums *= ~new
        self.years *= ~new

    def step(self, usual: Array, live: Flags) -> None:
        """One period on, where `live`; after the last value nothing moves."""
        spread = self.ratio * usual
        p = self.keep * self.p + (1 - self.keep) * spread
        if self.fresh.any():
            p = np.where(self.fresh, spread, p)
        stays = not live.all()
        self.p = np.where(live, p, self.p) if stays else p
        for answer in (self.a, self.b, self.c):
            np.multiply(answer, self.phi, out=answer, where=np.broadcast_to(live, answer.shape) if stays else True)
        self.years += self.year * (live & ~self.fresh)
        self.fresh = self.fresh & ~live

    def take(self, x: Array, v: Array, usual: Array, here: Flags) -> None:
        """The values x [S] of now, where they are `here`."""
        whole = bool(here.all())
        f = self.p + v
        inverse = 1 / f if whole else here / f
        self.product *= f / usual if whole else np.where(here, f / usual, 1.0)
        gain = self.p * inverse
        left, one, slope = x - self.a, 1 - self.b, self.years - self.c
        self.s11 += one * one * inverse
        self.s12 += one * slope * inverse
        self.s22 += slope * slope * inverse
        self.s1y += left * (one * inverse)
        self.s2y += left * (slope * inverse)
        self.a += gain * left
        self.b += gain * one
        self.c += gain * slope
        left *= left
        left *= inverse
        self.syy += left
        self.p = self.p - gain * self.p
        self.begun = self.begun | here

    def take_logs(self) -> None:
        self.logs += np.log(self.product)
        self.product[:] = 1.0

    def finished(self, usual: Array) -> tuple[Array, Array]:
        """Sum of squares and logarithm of the determinant of the segment so far [2, G, S], without slope and with."""
        s11, s22, determinant = self.information(usual)
        fit = s22 * self.s1y * self.s1y - 2 * self.s12 * self.s1y * self.s2y + s11 * self.s2y * self.s2y
        squares = np.stack([self.syy - self.s1y * self.s1y / s11, self.syy - fit / determinant])
        return squares, np.stack([np.log(s11), np.log(determinant) + np.log(usual)])

    def information(self, usual: Array) -> tuple[Array, Array, Array]:
        """The squares of level and slope, its prior with it, and the determinant of both [G, W]."""
        s11 = np.where(self.s11 > 0, self.s11, 1.0)
        s22 = self.s22 + 1 / usual
        return s11, s22, s11 * s22 - self.s12 * self.s12

    def state(self, used: Flags, least: Array, usual: Array) -> State:
        """What all values say together."""
        s11, s22, determinant = self.information(usual)
        squares, logs = self.finished(usual)
        squares = np.maximum(_models(*(self.squares + squares)), TINY)
        free = np.maximum(used.sum(axis=1) - self.levels - self.begun, 1.0)
        variance = np.maximum(squares / free, least)
        level = (s22 * self.s1y - self.s12 * self.s2y) / determinant
        slope = (s11 * self.s2y - self.s12 * self.s1y) / determinant
        alone, none = self.s1y / s11, np.zeros_like(s11)
        series, wide = self.a.shape[1], (len(squares), self.a.shape[1])
        covariance = [
            _models(*pair)
            for pair in zip(
                self.covariance(1 / s11, none, none),
                self.covariance(s22 / determinant, -self.s12 / determinant, s11 / determinant),
                strict=True,
            )
        ]
        now_now, now_slope, now_lasting, slopes, slope_lasting, lastings = (
            np.broadcast_to(one, wide) for one in covariance
        )
        return State(
            weight=weights(_models(*(self.logs + logs)), squares, variance, free),
            now=_models(alone, level + self.years * slope),
            slope=_models(np.zeros_like(self.a), slope),
            lasting=_models(self.a - self.b * alone, self.a - self.b * level - self.c * slope),
            covariance=np.array(
                [
                    [now_now, now_slope, now_lasting],
                    [now_slope, slopes, slope_lasting],
                    [now_lasting, slope_lasting, lastings],
                ]
            ),
            variance=variance,
            free=np.broadcast_to(free, (series,)),
            usual=np.broadcast_to(usual, (series,)),
        )

    def covariance(self, level: Array, both: Array, slope: Array) -> tuple[Array, ...]:
        """From the covariances of level and slope those of what is now, of the slope and of u: six, row by row."""
        b, c, years = self.b, self.c, self.years
        with_level, with_slope = -(b * level + c * both), -(b * both + c * slope)
        return (
            level + 2 * years * both + years * years * slope,
            both + years * slope,
            with_level + years * with_slope,
            slope,
            with_slope,
            self.p - b * with_level - c * with_slope,
        )


def _models(plain: Array, sloped: Array) -> Array:
    """All models [M, W] from those of GRID without a slope and with one."""
    return np.concatenate([plain, sloped[:SLOPING]])


def _usual(v: Array, used: Flags, segment: Ints) -> Array:
    """The mean of v over the used points of each segment, at each of its points [S, T]; 1 where it has none."""
    number = counts(used, segment)
    mean = np.where(number > 0, totals(v, used, segment) / np.maximum(number, 1.0), 1.0)
    return along(mean, segment)
