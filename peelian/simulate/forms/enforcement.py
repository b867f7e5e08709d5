"""Road users dealt with for offences, arrests, and orders against people and places."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance, Whole
from peelian.simulate.forms.column import area, column, flag, open_yet, placed
from peelian.simulate.frame import Days, Frame, Numbered, Words
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, days_in, first_day, label
from peelian.simulate.sizes import Size
from peelian.simulate.spans_of_time import shown
from peelian.simulate.subjects import ARRESTED, ENFORCED, ORDERED
from peelian.simulate.words import drawn, vocabulary

MINUTE = 60
NO_PLACE = 0.04
DECIDED_WITHIN = 60  # days
PENDING = "pending"
MEDIAN_MINUTES, SPREAD, LONGEST, NOT_TAKEN_IN = 45, 0.5, 600, 0.06  # until custody accepts a person
HOLDS_WITHIN, NO_END = 240, 0.25  # days; of orders, which have no end


def actions(geography: Geography, size: Size, seed: int, force: int, month: int, months: int) -> Frame:
    """A row an offence of a road user; what is not decided by the end of a run of so many months is pending."""
    chance = Chance(seed, ENFORCED, force, month)
    count = chance.number(size.enforced * geography.force_weight[force])
    place = placed(chance, count, geography, force, NO_PLACE)
    offence_on, days = _days(chance, count, month), chance.below(count, DECIDED_WITHIN)
    waits = open_yet(offence_on + days, months)
    told, outcomes = drawn(chance, count, "enforced", "outcomes"), (*vocabulary("enforced", "outcomes"), PENDING)
    return Frame(
        "road_enforcement",
        month,
        count,
        place,
        (
            column("action_id", Numbered(1 + np.arange(count), f"E{label(month)}-{force:02d}-", 6)),
            column("offence_on", Days(offence_on)),
            column("offence", drawn(chance, count, "enforced", "offences")),
            column("found_by", drawn(chance, count, "enforced", "found_by")),
            column("outcome", Words(np.where(waits, len(outcomes) - 1, told.codes), outcomes)),
            column("decided", Days(offence_on + days, waits)),
            area(geography, place),
        ),
    )


def arrests(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """A row an arrest."""
    chance = Chance(seed, ARRESTED, force, month)
    count = chance.number(size.arrests * geography.force_weight[force])
    place = placed(chance, count, geography, force, NO_PLACE)
    waited = np.minimum(chance.times(count, MEDIAN_MINUTES * MINUTE, SPREAD), LONGEST * MINUTE)
    arrested, arrived = shown(chance, month, [(waited, chance.happens(count, NOT_TAKEN_IN))])
    return Frame(
        "custody_arrests",
        month,
        count,
        place,
        (
            column("arrest_id", Numbered(1 + np.arange(count), f"A{label(month)}-{force:02d}-", 6)),
            column("arrested", arrested),
            column("offence", drawn(chance, count, "arrested", "offences")),
            column("domestic_abuse", flag(chance, count, 17)),
            column("age_band", drawn(chance, count, "arrested", "age_bands")),
            column("arrived", arrived),
            area(geography, place),
        ),
    )


def orders(geography: Geography, size: Size, seed: int, force: int, month: int, months: int) -> Frame:
    """A row an order; one that holds beyond the end of a run of so many months has not ended."""
    chance = Chance(seed, ORDERED, force, month)
    count = chance.number(size.orders * geography.force_weight[force])
    place = placed(chance, count, geography, force, NO_PLACE)
    made = _days(chance, count, month)
    ended = made + chance.below(count, HOLDS_WITHIN)
    return Frame(
        "orders",
        month,
        count,
        place,
        (
            column("order_id", Numbered(1 + np.arange(count), f"R{label(month)}-{force:02d}-", 6)),
            column("made", Days(made)),
            column("kind", drawn(chance, count, "ordered", "kinds")),
            column("interim", flag(chance, count, 8)),
            column("made_by", drawn(chance, count, "ordered", "makers")),
            column("ended", Days(ended, chance.happens(count, NO_END) | open_yet(ended, months))),
            area(geography, place),
        ),
    )


def _days(chance: Chance, count: int, month: int) -> Whole:
    return day_number(first_day(month)) + chance.below(count, days_in(month))
