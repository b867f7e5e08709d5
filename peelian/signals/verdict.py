"""What signals mean: the label of each point, improvement or concern, and what the latest point says of a series.

Variation and assurance: NHS England, Making Data Count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from peelian.signals.limits.lines import Limits
from peelian.signals.marks import NO_SIGNAL, UNDIRECTED, Signals
from peelian.signals.panel import Array, Codes, Flags, Ints
from peelian.signals.ruleset import RuleSet

Number = TypeVar("Number", bound=np.generic)

Better = Literal["higher", "lower", "neither"]
BETTER: dict[Better, int] = {"higher": 1, "lower": -1, "neither": 0}

MEANINGS = {0: "none", 1: "improvement", -1: "concern", 2: "special"}
"""What `Labels.meaning` and `variation` hold: no signal; for the better; for the worse; a signal that is neither."""
NOT_SIGNALLED, IMPROVEMENT, CONCERN, SPECIAL = MEANINGS

ASSURANCES = {0: None, 1: "passes", -1: "fails", 2: "hit-and-miss"}
"""What `assurance` gives: not told; the process passes the target, or fails it, whatever chance does; either."""
NOT_TOLD, PASSES, FAILS, HIT_AND_MISS = ASSURANCES


@dataclass(frozen=True)
class Labels:
    """The one signal of each point that wins; every array is [S, T].

    `rule`: its place in `Signals.rules`, -1 for none. `direction`: as in `Signals.marked`. `meaning`: see MEANINGS.
    """

    rule: Codes
    direction: Codes
    meaning: Codes


def ways(better: Better | list[Better], series: int) -> Codes:
    """Which way is better [S, 1]: 1 higher, -1 lower, 0 neither; one word for all series or one for each."""
    words = [better] * series if isinstance(better, str) else better
    return np.array([[BETTER[word]] for word in words], dtype=np.int8).reshape(series, 1)


def labels(found: Signals, rules: RuleSet, way: Codes) -> Labels:
    """The first signal of each point by the rule set's order.

    Where the rule set lets improvement win a conflict, a point with signals of both meanings has its first improvement.
    """
    rule = np.full(found.marked[0].shape, -1, dtype=np.int8)
    direction = np.zeros_like(rule)
    for place in reversed(range(len(found.rules))):
        here = found.marked[place] != NO_SIGNAL
        rule[here] = place
        direction[here] = found.marked[place][here]
    if rules.conflict == "improvement":
        worse = np.zeros(rule.shape, dtype=bool)
        for marked in found.marked:
            worse |= _is(marked, -way)
        for place in reversed(range(len(found.rules))):
            wins = worse & _is(found.marked[place], way)
            rule[wins] = place
            direction[wins] = found.marked[place][wins]
    return Labels(rule, direction, meaning_of(direction, way))


def meaning_of(direction: Codes, way: Codes) -> Codes:
    """Improvement or concern by the way that is better; special where neither is, or the signal has no direction."""
    meaning = direction * way
    unsided = (direction != NO_SIGNAL) & ((direction == UNDIRECTED) | (way == 0))
    return np.where(unsided, np.int8(SPECIAL), meaning)


def latest(values: Array) -> Ints:
    """The column [S] of the last value of each series; the last column where it has none."""
    known = ~np.isnan(values)
    columns: Ints = values.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    return np.where(known.any(axis=1), columns, values.shape[1] - 1)


def variation(told: Labels, found: Signals, at: Ints) -> Codes:
    """What the latest point says [S] (see MEANINGS).

    Too few crossings of its segment are a signal without a direction where the rule set asks about them.
    """
    said = at_columns(told.meaning, at)
    if found.runs is not None and "crossings" in found.rules:
        return np.where((said == NOT_SIGNALLED) & at_columns(found.runs.signal, at), np.int8(SPECIAL), said)
    return said


def assurance(limits: Limits, at: Ints, target: Array, way: Codes, since: Ints | None = None) -> Codes:
    """Whether the process of the latest segment meets the target [S] whatever chance does (see ASSURANCES).

    A target beyond the better limit is failed, one beyond the worse limit is passed. Not told without a target, without
    limits, or where neither way is better. `at`: the latest column of each series; with `since` [S] all columns from
    there on count, for limits that differ by the month of the year.
    """
    if since is None:
        lower, upper = at_columns(limits.lower, at), at_columns(limits.upper, at)
    else:
        columns = np.arange(limits.lower.shape[1])
        here = (columns >= since[:, None]) & (columns <= at[:, None])
        lower, upper = (np.where(here, line, np.nan) for line in (limits.lower, limits.upper))
        lower = np.fmin.reduce(lower, axis=1)
        upper = np.fmax.reduce(upper, axis=1)
    sided = np.where(way[:, 0] != 0, target, np.nan)
    low = np.where(way[:, 0] > 0, sided, np.where(np.isnan(sided), np.nan, -np.inf))
    high = np.where(way[:, 0] > 0, np.where(np.isnan(sided), np.nan, np.inf), sided)
    return held(low, high, lower, upper)


def held(low: Array, high: Array, lower: Array, upper: Array) -> Codes:
    """Whether limits lie inside what is wanted (from `low` to `high`), outside, or across an end of it; all [S].

    A line on an end of what is wanted lies across it. Not told where any of the four is NaN.
    """
    passes, fails = (low < lower) & (upper < high), (upper < low) | (lower > high)
    known = ~np.isnan(low) & ~np.isnan(high) & ~np.isnan(lower) & ~np.isnan(upper)
    told = np.where(passes, PASSES, np.where(fails, FAILS, HIT_AND_MISS))
    return np.where(known, told, NOT_TOLD).astype(np.int8)


def _is(marked: Codes, way: Codes) -> Flags:
    same: Flags = (marked == way) & (way != 0)
    return same


def at_columns(numbers: NDArray[Number], columns: Ints) -> NDArray[Number]:
    """What stands in this column of each series [S]."""
    return np.take_along_axis(numbers, columns[:, None], axis=1)[:, 0]
