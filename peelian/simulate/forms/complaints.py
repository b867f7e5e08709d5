"""Complaints in the month they were received. Those of the latest months are mostly open yet."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance
from peelian.simulate.forms.column import NO_YES, area, column, elapsed, open_yet
from peelian.simulate.frame import Days, Frame, Numbered, Wholes, Words, Yesses
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, days_in, first_day, label, working_days
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import COMPLAINTS
from peelian.simulate.words import drawn

HANDLED = ("schedule-3", "outside-schedule-3")
MEDIAN_DAYS, SPREAD, LONGEST = (96, 38), 0.7, 300
UNDER_SCHEDULE_3, NEVER_ENDS, STOOD_STILL, REVIEWS = 0.45, 0.03, 0.06, 0.1
LOGGED_WITHIN, STILL_FOR = 8, 60  # days
MOST_ALLEGATIONS = 4


def frame(geography: Geography, size: Size, seed: int, force: int, month: int, months: int) -> Frame:
    """A row a complaint, as it stood at the end of a run of so many months."""
    chance = Chance(seed, COMPLAINTS, force, month)
    count = chance.number(size.complaints * geography.force_weight[force])
    place = geography.spread(chance, count, force, "district")
    received = day_number(first_day(month)) + chance.below(count, days_in(month))
    handled = (~chance.happens(count, UNDER_SCHEDULE_3)).astype(np.int64)
    days = chance.times(count, 1000, SPREAD) * np.array(MEDIAN_DAYS)[handled] // 1000
    days = np.minimum(days, LONGEST)
    logged = received + np.minimum(chance.below(count, LOGGED_WITHIN), days)
    still_open = open_yet(received + days, months) | chance.happens(count, NEVER_ENDS)
    ended = drawn(chance, count, "complaints", "outcomes")
    open_ended = (*ended.vocabulary, "")
    stood = Wholes(np.minimum(chance.below(count, STILL_FOR), days), ~chance.happens(count, STOOD_STILL))
    return Frame(
        "complaints",
        month,
        count,
        place,
        (
            column("complaint_id", Numbered(1 + np.arange(count), f"K{label(month)}-{force:02d}-", 6)),
            column("received", Days(received)),
            column("recorded", Days(logged, open_yet(logged, months))),
            column("handled", Words(handled, HANDLED)),
            column("handled_by", drawn(chance, count, "complaints", "handlers")),
            column("finalised", Days(received + days, still_open)),
            column("suspended_days", stood),
            column("allegations", Wholes(1 + chance.below(count, MOST_ALLEGATIONS))),
            column("outcome", Words(np.where(still_open, len(open_ended) - 1, ended.codes), open_ended)),
            column("review_asked", Yesses(chance.happens(count, REVIEWS), NO_YES, still_open)),
            area(geography, place),
            elapsed("days_to_finalise", Wholes(days, still_open)),
            elapsed("working_days_to_finalise", Wholes(working_days(received, received + days), still_open), wide=True),
        ),
    )
