"""What is proposed, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from peelian.signals.panel import Array, Flags, Ints


@dataclass(frozen=True)
class Steps:
    """P steps in order of series and time; every array is [P], periods are places 0 … T - 1.

    `series`: the place of the series. `first`: the first period of the new level, a period with a value.
    `earliest`, `latest`: the interval for it. `since`: where the level before begins, `until`: where the level after
    ends, both inclusive; `known_before`, `known_after`: how many values they have.
    `before`, `after`: plain averages of all these values, as a reader would work them out (of rates and shares: the
    numerators by the denominators). `level_before`, `level_after`: per unit of weight, season and wild values out.
    `gain`: twice the log likelihood ratio of the step against none there, by the long-run variance.
    `chance`: how often a series of 60 periods without any step shows one as strong; `drift`: a straight line through
    the series fits about as well as its steps do, so it may be no step at all.
    """

    series: Ints
    first: Ints
    earliest: Ints
    latest: Ints
    since: Ints
    until: Ints
    known_before: Ints
    known_after: Ints
    before: Array
    after: Array
    level_before: Array
    level_after: Array
    gain: Array
    chance: Array
    drift: Flags


def no_steps() -> Steps:
    place, number = np.zeros(0, dtype=np.int64), np.zeros(0)
    return Steps(*(place,) * 8, *(number,) * 6, np.zeros(0, dtype=bool))


def taken(steps: Steps, which: Ints | Flags) -> Steps:
    """These steps only: places or flags [P]."""
    return Steps(*(getattr(steps, field.name)[which] for field in fields(Steps)))


def joined(parts: Sequence[Steps]) -> Steps:
    """All steps, one part after the other."""
    return Steps(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Steps)))


def in_order(steps: Steps) -> Steps:
    """By series, then by time."""
    return taken(steps, np.lexsort((steps.first, steps.series)))


@dataclass(frozen=True)
class Proposals:
    """The steps of S series, and by series [S] what was seen on the way.

    `looked_at`: False where there are too few values for two levels. `seasonal`: months differ (tested at one in
    twenty) and were taken out. `wild`: values put aside. `lag_one`: autocorrelation about the levels, bias taken off;
    0 where not looked at. `strongest`: the greatest gain of any step, proposed or not, and its `chance`.
    """

    steps: Steps
    looked_at: Flags
    seasonal: Flags
    wild: Ints
    lag_one: Array
    strongest: Array
    chance: Array
