"""Incidents by grade, and how long it took to attend: faster from a certain month on. Some are never attended."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance
from peelian.simulate.forms.column import column, flag
from peelian.simulate.frame import Column, Frame, Numbered, Wholes
from peelian.simulate.geography import Geography
from peelian.simulate.months import label
from peelian.simulate.sizes import Size
from peelian.simulate.spans_of_time import shown
from peelian.simulate.subjects import INCIDENTS
from peelian.simulate.words import drawn

MEDIAN = (690, 2_900, 31_000)  # seconds, by grade
NOT_ATTENDED = (0.01, 0.06, 0.25)
SPREAD = 0.55
CLOSED_AFTER = 1_800  # seconds
FASTER = 780  # thousandths of the time before
DOMESTIC, UNSAID = 12, 2  # in a hundred


def frame(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """In the form that peelian/contracts gives for incidents. Times are blank where nobody came."""
    chance = Chance(seed, INCIDENTS, force, month)
    count = chance.number(size.incidents * geography.force_weight[force])
    grade = drawn(chance, count, "grades")
    place = geography.spread(chance, count, force)
    took = chance.times(count, 1000, SPREAD) * np.array(MEDIAN)[grade.codes] // 1000
    took = took * (FASTER if month >= size.faster else 1000) // 1000
    nobody = chance.happens(count, np.array(NOT_ATTENDED)[grade.codes])
    always = np.zeros(count, bool)
    later = [(took // 4, nobody), (took, nobody), (took + CLOSED_AFTER, always)]
    recorded, sent, attended, closed = shown(chance, month, later)
    return Frame(
        "incidents",
        month,
        count,
        place,
        (
            Column("incident_id", "incident_id", Numbered(1 + np.arange(count), f"I{label(month)}-{force:02d}-", 7)),
            Column("recorded", "recorded", recorded),
            Column("grade", "grade", grade),
            Column("dispatched", "dispatched", sent),
            Column("attended", "attended", attended),
            Column("closed", "closed", closed),
            Column(None, "area_code", geography.codes(place)),
            Column("seconds_to_attend", None, Wholes(took, nobody)),
            column("kind", drawn(chance, count, "kinds"), wide=True),
            column("domestic_abuse", flag(chance, count, DOMESTIC, UNSAID), wide=True),
        ),
    )
