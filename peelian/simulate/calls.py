"""Calls to a force: answered or given up, and how long callers waited. More are answered, and sooner, as time goes."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance
from peelian.simulate.frame import Column, Days, Frame, Wholes, Words
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, days_in, first_day
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import CALLS
from peelian.simulate.words import drawn

MEDIAN = (5, 85, 140)  # seconds, by line
GIVEN_UP = (0.004, 0.09, 0.12)
SPREAD = 0.9


def frame(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """A call that was given up has no time."""
    chance = Chance(seed, CALLS, force, month)
    count = chance.number(size.calls * geography.force_weight[force])
    line = drawn(chance, count, "calls")
    place = geography.spread(chance, count, force, "district")
    better = 1 - min(month, 60) / 240
    waited = chance.times(count, 1000, SPREAD) * np.array(MEDIAN)[line.codes]
    given_up = chance.happens(count, np.array(GIVEN_UP)[line.codes] * better)
    day = day_number(first_day(month)) + chance.below(count, days_in(month))
    return Frame(
        "calls",
        month,
        count,
        place,
        (
            Column("date", "Date", Days(day)),
            Column("line", "Line", line),
            Column(None, "District", geography.codes(place)),
            Column("answered", "Answered", Words((~given_up).astype(np.int64), ("no", "yes"))),
            Column("seconds", "Seconds to answer", Wholes((waited * better).astype(np.int64) // 1000, given_up)),
        ),
    )
