"""People hurt on the roads, by ward and severity."""

from __future__ import annotations

from peelian.simulate.chance import Chance
from peelian.simulate.frame import Column, Days, Frame
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, days_in, first_day
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import CASUALTIES
from peelian.simulate.words import drawn


def frame(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """A row a casualty."""
    chance = Chance(seed, CASUALTIES, force, month)
    count = chance.number(size.casualties * geography.force_weight[force])
    place = geography.spread(chance, count, force)
    return Frame(
        "people_hurt",
        month,
        count,
        place,
        (
            Column("date", "Date", Days(day_number(first_day(month)) + chance.below(count, days_in(month)))),
            Column(None, "Ward", geography.codes(place)),
            Column("severity", "Severity", drawn(chance, count, "severities")),
            Column("mode", "Mode", drawn(chance, count, "modes")),
        ),
    )
