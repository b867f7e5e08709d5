"""Stop and search as data.police.uk publishes it: times in UTC, so that a summer month begins on the day before."""

from __future__ import annotations

import numpy as np

from peelian.simulate.chance import Chance
from peelian.simulate.frame import Column, Degrees, Frame, Times, Words, Yesses
from peelian.simulate.geography import Geography
from peelian.simulate.months import HOUR, first_day, summer_time, utc_span
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import STOPS
from peelian.simulate.words import drawn, written

FOUND = 0.24
SELF_DEFINED = {
    "White": "White - English/Welsh/Scottish/Northern Irish/British",
    "Black": "Black/African/Caribbean/Black British - Caribbean",
    "Asian": "Asian/Asian British - Indian",
    "Mixed": "Mixed/Multiple ethnic groups - White and Asian",
    "Other": "Other ethnic group - Not stated",
    "": "",
}


def frame(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """The searches of a force's month by time; a blank ethnic group is unknown."""
    chance = Chance(seed, STOPS, force, month)
    count = chance.number(size.stops * geography.force_weight[force])
    first, end = utc_span(month)
    seconds = np.sort(first + chance.below(count, end - first))
    begins, ends = summer_time(first_day(month).year)
    local = (seconds + HOUR * ((seconds >= begins) & (seconds < ends))) // (24 * HOUR)
    group = drawn(chance, count, "stops", "groups")
    wanted = drawn(chance, count, "stops", "objects")
    found = chance.happens(count, FOUND)
    same = np.zeros(count, np.int64)
    laws = tuple(written()["stops"]["laws"][word] for word in wanted.vocabulary)
    said = tuple(SELF_DEFINED[word] for word in group.vocabulary)
    unstated = np.where(chance.happens(count, 1 / 30), said.index(""), group.codes)
    outcomes = ("A no further action disposal", "Arrest")
    strip = Yesses(chance.happens(count, 1 / 40))
    return Frame(
        "stop_and_search",
        month,
        count,
        None,
        (
            Column("type", "Type", Words(same, ("Person search",))),
            Column("date", "Date", Times(seconds, local)),
            Column("part_of_a_policing_operation", "Part of a policing operation", Yesses(same > 0)),
            Column("policing_operation", "Policing operation", Words(same, ("",))),
            Column("latitude", "Latitude", Degrees(same, ("49.000000",))),
            Column("longitude", "Longitude", Degrees(same, ("-12.000000",))),
            Column("gender", "Gender", drawn(chance, count, "stops", "sexes")),
            Column("age_range", "Age range", drawn(chance, count, "stops", "ages")),
            Column("self_defined_ethnicity", "Self-defined ethnicity", Words(unstated, said)),
            Column("officer_defined_ethnicity", "Officer-defined ethnicity", group),
            Column("legislation", "Legislation", Words(wanted.codes, laws)),
            Column("object_of_search", "Object of search", wanted),
            Column("outcome", "Outcome", Words(found.astype(np.int64), outcomes)),
            Column("outcome_linked_to_object_of_search", "Outcome linked to object of search", Yesses(found)),
            Column("removal_of_more_than_just_outer_clothing", "Removal of more than just outer clothing", strip),
        ),
    )
