"""Incidents by grade, and how long it took to attend: faster from a certain month on. Some are never attended."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance
from peelian.simulate.frame import Column, Days, Frame, Wholes, Words
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, days_in, first_day
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import INCIDENTS
from peelian.simulate.words import drawn

MEDIAN = (690, 2_900, 31_000)  # seconds, by grade
NOT_ATTENDED = (0.01, 0.06, 0.25)
SPREAD = 0.55
FASTER_FROM, FASTER = 18, 780  # month; in thousandths of the time before


def frame(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """Times are written as hours, minutes and seconds; blank where nobody came."""
    chance = Chance(seed, INCIDENTS, force, month)
    count = chance.number(size.incidents * geography.force_weight[force])
    grade = drawn(chance, count, "grades")
    place = geography.spread(chance, count, force)
    took = chance.times(count, 1000, SPREAD) * np.array(MEDIAN)[grade.codes] // 1000
    took = took * (FASTER if month >= FASTER_FROM else 1000) // 1000
    nobody = chance.happens(count, np.array(NOT_ATTENDED)[grade.codes])
    day = day_number(first_day(month)) + chance.below(count, days_in(month))
    return Frame(
        "incidents",
        month,
        count,
        place,
        (
            Column("date", "Date", Days(day)),
            Column("grade", "Grade", grade),
            Column(None, "Ward", geography.codes(place)),
            Column("attended", "Attended", Words((~nobody).astype(np.int64), ("no", "yes"))),
            Column("seconds", "Time to attend", Wholes(took, nobody, clock=True)),
        ),
    )
