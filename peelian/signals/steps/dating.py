"""When a step was: the likeliest date, and the interval that holds it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.signals.panel import Array, Ints
from peelian.signals.steps.family import TINY, Family
from peelian.signals.steps.partition import Sums

NEAREST = 3
"""A date lies at least so many known points from the steps before and after it."""
HELD = 0.86
"""Chance within the interval by the likelihood. As that is taken with a careful long-run variance, the interval holds
true steps of 1.5 to 2 standard deviations in about 95 of 100 (bench/long/steps.py)."""
NEARNESS = np.array([1, 2, 3, 4, 3, 2, 1]) / 4
"""How good it is to be so many periods off (-3 … 3): the date published is the best in the mean."""


@dataclass(frozen=True)
class Dates:
    """First period of the new level, and the first and last it may have been, each [D]."""

    first: Ints
    earliest: Ints
    latest: Ints


def date(family: Family, run: Sums, before: Ints, after: Ints, unit: Array) -> Dates:
    """Of D steps, each in a series of its own column of `run`, between the segments that begin at `before` [D] and end
    before `after` [D]; `unit` [D]: variance of a point, times that of a long sum.

    The likelihood of every date, made to sum to one, is its chance (each date as likely as any other beforehand).
    """
    periods = run.total.shape[0] - 1
    place = np.arange(periods + 1)[:, None]
    weight, count = (np.broadcast_to(part, run.total.shape) for part in (run.weight, run.count))
    column = np.arange(run.total.shape[1])
    start = [part[before, column] for part in (run.total, weight, count)]
    end = [part[after, column] for part in (run.total, weight, count)]
    open_ = (place > before) & (place < after) & (count - start[2] >= NEAREST) & (end[2] - count >= NEAREST)
    left, right = (np.where(open_, part, 1.0) for part in (weight - start[1], end[1] - weight))
    fits = family.misfit(run.total - start[0], left) + family.misfit(end[0] - run.total, right)
    fits = np.where(open_, fits, np.inf)
    chance = np.exp(-(fits - fits.min(axis=0)) / (2 * np.maximum(unit, TINY)))
    chance /= chance.sum(axis=0)
    return Dates(_best(chance), *_ends(chance))


def _best(chance: Array) -> Ints:
    reach = len(NEARNESS) // 2
    padded = np.pad(chance, ((reach, reach), (0, 0)))
    good = sum(share * padded[step : step + len(chance)] for step, share in enumerate(NEARNESS))
    return np.asarray(np.argmax(np.where(chance > 0, good, -1.0), axis=0))


def _ends(chance: Array) -> tuple[Ints, Ints]:
    """The first and the last of the likeliest dates that together hold the step with chance HELD."""
    order = np.sort(chance, axis=0)[::-1]
    enough = (np.cumsum(order, axis=0) >= HELD).argmax(axis=0)
    likely = chance >= order[enough, np.arange(chance.shape[1])]
    return np.asarray(likely.argmax(axis=0)), np.asarray(len(chance) - 1 - likely[::-1].argmax(axis=0))
