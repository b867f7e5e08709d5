"""Calls to a force: answered or given up, and how long callers waited. More are answered, and sooner, as time goes."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance
from peelian.simulate.frame import Column, Frame, Numbered, Wholes, Yesses
from peelian.simulate.geography import Geography
from peelian.simulate.months import label
from peelian.simulate.sizes import Size
from peelian.simulate.spans_of_time import shown
from peelian.simulate.subjects import CALLS
from peelian.simulate.words import drawn

MEDIAN = (5, 85, 140)  # seconds, by line
GIVEN_UP = (0.004, 0.09, 0.12)
SPREAD = 0.9
LONGEST_TALK = 900  # seconds


def frame(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """In the form that peelian/contracts gives for calls. A call that was given up has no time of answer."""
    chance = Chance(seed, CALLS, force, month)
    count = chance.number(size.calls * geography.force_weight[force])
    line = drawn(chance, count, "calls")
    place = geography.spread(chance, count, force, "district")
    better = 1 - min(month, 60) / 240
    waited = chance.times(count, 1000, SPREAD) * np.array(MEDIAN)[line.codes]
    given_up = chance.happens(count, np.array(GIVEN_UP)[line.codes] * better)
    seconds = (waited * better).astype(np.int64) // 1000
    always = np.zeros(count, bool)
    talked = chance.below(count, LONGEST_TALK)
    came, answered, ended = shown(chance, month, [(seconds, given_up), (seconds + talked, always)])
    return Frame(
        "calls",
        month,
        count,
        place,
        (
            Column("call_id", "call_id", Numbered(1 + np.arange(count), f"C{label(month)}-{force:02d}-", 7)),
            Column("channel", "channel", line),
            Column("received", "received", came),
            Column("answered", "answered", answered),
            Column("ended", "ended", ended),
            Column("abandoned", "abandoned", Yesses(given_up, ("no", "yes"))),
            Column(None, "area_code", geography.codes(place)),
            Column("seconds_to_answer", None, Wholes(seconds, given_up)),
            Column("seconds_to_end", None, Wholes(seconds + talked), wide=True),
        ),
    )
