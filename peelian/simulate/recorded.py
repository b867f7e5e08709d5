"""Crimes as a force's own extract gives them: a row a crime, with its victim and its flags."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peelian.simulate.chance import Chance, Whole
from peelian.simulate.crimes import Crimes, outside, places, types
from peelian.simulate.frame import Column, Days, Frame, Numbered, Texts, Words
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, days_in, first_day, label
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import FLAGS
from peelian.simulate.words import written

NO_VICTIM = 0
YES_NO = ("no", "yes")


def victims(crimes: Crimes, size: Size, seed: int) -> Whole:
    """The number of each crime's victim, NO_VICTIM for a crime against the state. Some are victims again and again."""
    chance = Chance(seed, FLAGS, crimes.force, crimes.month)
    pool = size.crimes * 20
    number = 1 + (chance.shares(crimes.count) ** 3 * pool).astype(np.int64)
    of_state = np.array([bool(kind.get("no_victim")) for kind in types()])[crimes.kind]
    return np.where(of_state, NO_VICTIM, number + crimes.force * pool)


def frame(all_rows: Crimes, geography: Geography, size: Size, seed: int) -> Frame:
    """Crimes alone, each in its ward; a crime outside the force or without a place has no ward."""
    crimes = all_rows.take(np.flatnonzero(all_rows.crime & ~outside(all_rows, geography)))
    count, month = crimes.count, crimes.month
    chance = Chance(seed, FLAGS, crimes.force, month + 10_000)
    place = places(crimes, geography)
    number = pc.utf8_lpad(pc.cast(pa.array(np.arange(1, count + 1)), pa.string()), 6, "0")
    start = f"{geography.areas[geography.forces[crimes.force]].code}/{label(month)}"
    flags = [
        Column(flag["name"], flag["header"], Words(chance.happens(count, flag["share"] / 100).astype(np.int64), YES_NO))
        for flag in written()["flags"]
    ]
    wards = np.where(place < 0, len(geography.areas), place)
    return Frame(
        "crimes",
        month,
        count,
        place,
        (
            Column("reference", "Reference", Texts(pc.binary_join_element_wise(start, number, "/"))),
            Column("date", "Recorded", Days(day_number(first_day(month)) + chance.below(count, days_in(month)))),
            Column("offence", "Offence", Words(crimes.kind, tuple(kind["word"] for kind in types()))),
            Column(None, "Ward", Words(wards, (*(area.code for area in geography.areas), ""))),
            Column("victim", "Victim", Numbered(victims(crimes, size, seed), "V")),
            *flags,
        ),
    )
