"""Times of an extract, as London's clock shows them: when something came, and what followed it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from peelian.simulate.chance import Chance, Whole, Yes
from peelian.simulate.frame import Clock
from peelian.simulate.months import HOUR, first_day, summer_time, utc_span

DAY = 24 * HOUR


def shown(chance: Chance, month: int, later: Sequence[tuple[Whole, Yes]]) -> tuple[Clock, ...]:
    """Times at which something came in the month, and those that followed so many seconds later, blank where said.

    No time lies in the hour that the clock shows twice: of such a time nobody can say which of the two it is.
    """
    first, end = utc_span(month)
    count = len(later[0][0])
    came = first + chance.below(count, end - first)
    _, turned = summer_time(first_day(month).year)
    spans = [(np.zeros(count, np.int64), np.zeros(count, bool)), *later]
    while True:
        twice = np.zeros(count, bool)
        for seconds, blank in spans:
            at = came + seconds
            twice |= ~blank & (at >= turned - HOUR) & (at < turned + HOUR)
        if not twice.any():
            break
        came = np.where(twice, came - DAY, came)
    return tuple(Clock(on_the_clock(came + seconds, month), blank) for seconds, blank in spans)


def on_the_clock(seconds: Whole, month: int) -> Whole:
    """Seconds of UTC as the clock shows them, in the year of the month and the next."""
    summer = np.zeros(len(seconds), bool)
    for year in (first_day(month).year, first_day(month).year + 1):
        begins, ends = summer_time(year)
        summer |= (seconds >= begins) & (seconds < ends)
    return np.asarray(seconds + HOUR * summer)
