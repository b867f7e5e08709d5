"""Runs about the centre, of any length: how long they are, and how often the series crosses.

J. Anhoej and A. V. Olesen, PLoS ONE 9 (2014) e113825; J. Anhoej and T. Wentzel-Larsen, BMC Medical Research
Methodology 18 (2018) 111: of n useful points the longest run is at most round(log2 n) + 3, and the crossings at least
the 5% quantile of a binomial distribution of n - 1 and a half.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peelian.signals.marks import Runs
from peelian.signals.panel import Codes, Ints


@dataclass(frozen=True)
class SoFar:
    """What is known at each point [S, T] of its segment up to there; `run` is the length of the run it lies in."""

    useful: Ints
    run: Ints
    longest: Ints
    crossings: Ints


def so_far(side: Codes, segment: Ints) -> SoFar:
    """Points without a side are left out; at them everything stands as it stood before."""
    shape = (segment.shape[1], segment.shape[0])
    useful, run, longest, crossings = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    sides, parts = np.ascontiguousarray(side.T), np.ascontiguousarray(segment.T)
    last = np.zeros(shape[1], dtype=np.int8)
    for t in range(shape[0]):
        here = sides[t] != 0
        if t:
            kept = parts[t] == parts[t - 1]
            last = last * kept
            for known in (useful, run, longest, crossings):
                known[t] = known[t - 1] * kept
        useful[t] += here
        crossings[t] += here & (last != 0) & (sides[t] != last)
        run[t] = np.where(here, np.where(sides[t] == last, run[t] + 1, 1), run[t])
        longest[t] = np.maximum(longest[t], run[t])
        last = np.where(here, sides[t], last)
    return SoFar(useful.T, run.T, longest.T, crossings.T)


def runs_of(known: SoFar, segment: Ints) -> Runs:
    """The runs of each segment as a whole, at each of its points."""
    end = last_columns(segment)
    useful, longest, crossings = (
        np.take_along_axis(a, end, axis=1) for a in (known.useful, known.longest, known.crossings)
    )
    most, least = longest_max(useful), crossings_min(useful)
    return Runs(useful, longest, most, crossings, least, (longest > most) | (crossings < least))


def long_runs(known: SoFar, side: Codes, segment: Ints, length: int | None) -> tuple[Codes, Codes]:
    """Points of runs of at least this length, or, without one, of runs longer than the longest that is usual.

    Marked by the whole segment; ended by what was known at the point.
    """
    whole = np.zeros_like(known.run)
    ahead = np.zeros(len(segment), dtype=np.int64)
    ahead_side = np.zeros(len(segment), dtype=np.int8)
    for t in range(segment.shape[1] - 1, -1, -1):
        if t + 1 < segment.shape[1]:
            ahead_side = ahead_side * (segment[:, t] == segment[:, t + 1])
        here = side[:, t] != 0
        ahead = np.where(here & (side[:, t] != ahead_side), known.run[:, t], ahead)
        ahead_side = np.where(here, side[:, t], ahead_side)
        whole[:, t] = np.where(here, ahead, 0)
    end = last_columns(segment)
    most = longest_max(np.take_along_axis(known.useful, end, axis=1)) if length is None else length - 1
    most_yet = longest_max(known.useful) if length is None else length - 1
    return np.where(whole > most, side, np.int8(0)), np.where(known.run > most_yet, side, np.int8(0))


def last_columns(segment: Ints) -> Ints:
    """The column [S, T] of the last point of each point's segment."""
    columns = np.arange(segment.shape[1])
    last = np.ones(segment.shape, dtype=bool)
    last[:, :-1] = segment[:, 1:] != segment[:, :-1]
    ends = np.where(last, columns, segment.shape[1])
    return np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1]


def longest_max(useful: Ints) -> Ints:
    """The longest run that so many useful points may have."""
    return np.round(np.log2(np.maximum(useful, 1))).astype(np.int64) + 3


def crossings_min(useful: Ints) -> Ints:
    """The fewest crossings that so many useful points may have."""
    return _fewest(int(useful.max(initial=0)))[useful]


def _fewest(most: int) -> NDArray[np.int64]:
    """For 0 … `most` points: the smallest k at which a twentieth of all ways to cross have at most k crossings."""
    found = [0]
    for gaps in range(most):
        reached, k = 1, 0
        while reached * 20 < 2**gaps:
            k += 1
            reached += math.comb(gaps, k)
        found.append(k)
    return np.array(found, dtype=np.int64)
