"""Where in the year each period lies, and how long it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.periods import Period, days, shift
from peelian.signals.panel import Array, Ints, step_of

MEAN_MONTH = 365.2425 / 12  # days; the Gregorian calendar's mean year (400 years have 146,097 days)
MONTHS = {"month": 1, "quarter": 3}


@dataclass(frozen=True)
class Calendar:
    """`cycle`: how many periods make a year; 0 where they are not months or quarters.

    `place` [T]: which of them each is, from 0 (January, or the quarter ending in March, or a quarter that begins the
    year's round). `length` [T]: its days by those of a mean month or quarter, leap years included; 1 without a cycle.
    """

    cycle: int
    place: Ints
    length: Array


def calendar(periods: tuple[Period, ...]) -> Calendar:
    """The calendar of consecutive periods of one kind."""
    months = MONTHS.get(periods[0].kind, 0) if periods else 0
    if not months or step_of(periods) not in (0, months):
        return Calendar(0, np.zeros(len(periods), dtype=np.int64), np.ones(len(periods)))
    place = [(p.last.month - 1) // months for p in periods if p.last is not None]
    length = [days(p) / (MEAN_MONTH * months) for p in periods]
    return Calendar(12 // months, np.array(place, dtype=np.int64), np.array(length))


def following(periods: tuple[Period, ...], count: int) -> tuple[Period, ...]:
    """The next periods after the last, as many as asked; none where the periods cannot be stepped."""
    if not periods or periods[-1].kind not in MONTHS:
        return ()
    step = step_of(periods) or MONTHS[periods[-1].kind]
    return tuple(shift(periods[-1], step * by) for by in range(1, count + 1))
