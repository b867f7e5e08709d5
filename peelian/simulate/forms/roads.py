"""Vehicles that were seized, and videos of road offences that people send in."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance
from peelian.simulate.forms.column import area, column, elapsed, open_yet, placed
from peelian.simulate.frame import Clock, Days, Frame, Numbered, Wholes, Words
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, days_in, first_day, label
from peelian.simulate.sizes import Size
from peelian.simulate.spans_of_time import DAY, shown
from peelian.simulate.subjects import SEIZURES, SUBMISSIONS
from peelian.simulate.words import drawn, vocabulary

KEPT, NO_PLACE = 0.35, 0.04
MEDIAN_DAYS, SPREAD, LONGEST = 6, 0.8, 90  # until a vehicle goes back
SENT_WITHIN, DECIDED_WITHIN, NO_DAY = 10, 70, 0.05  # days; days; of submissions
PENDING = "pending"


def seizures(geography: Geography, size: Size, seed: int, force: int, month: int, months: int) -> Frame:
    """A row a vehicle; one that has not gone back by the end of a run of so many months has no time for it."""
    chance = Chance(seed, SEIZURES, force, month)
    count = chance.number(size.seizures * geography.force_weight[force])
    place = placed(chance, count, geography, force, NO_PLACE)
    power, reason = drawn(chance, count, "seizures", "powers"), drawn(chance, count, "seizures", "reasons")
    under_165a = power.codes == power.vocabulary.index("traffic-165a")
    reasons = Words(np.where(under_165a, reason.codes, reason.vocabulary.index("")), reason.vocabulary)
    held = np.minimum(chance.times(count, MEDIAN_DAYS * DAY, SPREAD), LONGEST * DAY)
    kept = chance.happens(count, KEPT)
    seized, released = shown(chance, month, [(held, kept)])
    return Frame(
        "vehicles_seized",
        month,
        count,
        place,
        (
            column("seizure_id", Numbered(1 + np.arange(count), f"Z{label(month)}-{force:02d}-", 6)),
            column("seized", seized),
            column("power", power),
            column("reason", reasons),
            column("vehicle", drawn(chance, count, "seizures", "vehicles")),
            column("operation", drawn(chance, count, "seizures", "operations")),
            column("released", Clock(released.values, kept | open_yet(released.values // DAY, months))),
            area(geography, place),
        ),
    )


def submissions(geography: Geography, size: Size, seed: int, force: int, month: int, months: int) -> Frame:
    """A row a submission; what is not decided by the end of a run of so many months is pending."""
    chance = Chance(seed, SUBMISSIONS, force, month)
    count = chance.number(size.submissions * geography.force_weight[force])
    place = placed(chance, count, geography, force, NO_PLACE)
    received = day_number(first_day(month)) + chance.below(count, days_in(month))
    days = chance.below(count, DECIDED_WITHIN)
    waits = open_yet(received + days, months)
    told = drawn(chance, count, "submissions", "outcomes")
    outcomes = (*vocabulary("submissions", "outcomes"), PENDING)
    occurred = received - chance.below(count, SENT_WITHIN)
    return Frame(
        "op_snap",
        month,
        count,
        place,
        (
            column("submission_id", Numbered(1 + np.arange(count), f"O{label(month)}-{force:02d}-", 6)),
            column("received", Days(received)),
            column("occurred", Days(occurred, chance.happens(count, NO_DAY))),
            column("reporter", drawn(chance, count, "submissions", "reporters")),
            column("offence", drawn(chance, count, "submissions", "offences")),
            column("outcome", Words(np.where(waits, len(outcomes) - 1, told.codes), outcomes)),
            column("decided", Days(received + days, waits)),
            area(geography, place),
            elapsed("days_to_decide", Wholes(days, waits)),
        ),
    )
