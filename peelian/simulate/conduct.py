"""Use of force, and complaints that were closed, with the days that took."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance
from peelian.simulate.frame import Column, Days, Frame, Wholes
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, days_in, first_day
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import COMPLAINTS, FORCE_USED
from peelian.simulate.words import drawn

MEDIAN_DAYS, SPREAD = 74, 0.7


def force_used(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """A row each time a tactic was used; a blank ethnic group is unknown."""
    chance = Chance(seed, FORCE_USED, force, month)
    count = chance.number(size.force_used * geography.force_weight[force])
    place = geography.spread(chance, count, force, "district")
    return Frame(
        "force_used",
        month,
        count,
        place,
        (
            _day(chance, count, month, "Date"),
            Column(None, "District", geography.codes(place)),
            Column("tactic", "Tactic", drawn(chance, count, "tactics")),
            Column("ethnic_group", "Ethnic group", drawn(chance, count, "stops", "groups")),
        ),
    )


def complaints(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """A row a complaint, in the month it was closed."""
    chance = Chance(seed, COMPLAINTS, force, month)
    count = chance.number(size.complaints * geography.force_weight[force])
    place = geography.spread(chance, count, force, "district")
    days = chance.times(count, MEDIAN_DAYS * 1000, SPREAD) // 1000
    return Frame(
        "complaints",
        month,
        count,
        place,
        (
            _day(chance, count, month, "Closed"),
            Column(None, "District", geography.codes(place)),
            Column("allegation", "Allegation", drawn(chance, count, "allegations")),
            Column("days", "Days to close", Wholes(np.asarray(days))),
        ),
    )


def _day(chance: Chance, count: int, month: int, header: str) -> Column:
    return Column("date", header, Days(day_number(first_day(month)) + chance.below(count, days_in(month))))
