"""Crimes: a row a crime, with its offence, its flags and its victim."""

from __future__ import annotations

import numpy as np

from peelian.simulate import offences
from peelian.simulate.chance import Chance, Whole, shares_of
from peelian.simulate.crimes import Crimes, outside, places, types
from peelian.simulate.forms.column import area, column, flag
from peelian.simulate.frame import Column, Days, Frame, Numbered, Wholes, Words
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, days_in, first_day
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import FLAGS, MORE_OF_CRIMES
from peelian.simulate.words import drawn, lasting, written

NO_VICTIM = 0
IN_A_MONTH = 1_000_000  # more crimes than any force records in one
OLDEST, NO_AGE = 85, 1 / 30
LONGEST_SPAN, LONGEST_BEFORE = 4, 20  # days that a crime may have lasted, and that it was recorded later
NO_FIRST_DAY, NO_LAST_DAY = 1 / 40, 1 / 10


def extracted(all_rows: Crimes, geography: Geography) -> Crimes:
    """The crimes that the force's own records hold: incidents are none, and those elsewhere are another force's."""
    return all_rows.take(np.flatnonzero(all_rows.crime & ~outside(all_rows, geography)))


def frame(crimes: Crimes, geography: Geography, size: Size, seed: int, *, wide: bool) -> Frame:
    """Each crime in its ward; one without a place has none. Without `wide`, the columns that the plan's own measures
    read."""
    count, month = crimes.count, crimes.month
    chance = Chance(seed, FLAGS, crimes.force, month + 10_000)
    day = day_number(first_day(month)) + chance.below(count, days_in(month))
    place, victim = places(crimes, geography), victims(crimes, size, seed)
    flags = [column(one["name"], flag(chance, count, one["share"], one["blank"])) for one in written()["flags"]]
    letter = f"{geography.areas[geography.forces[crimes.force]].code}-"
    number = Numbered(month * IN_A_MONTH + 1 + np.arange(count), letter)
    return Frame(
        "crimes",
        month,
        count,
        place,
        (
            column("crime_id", number),
            column("recorded", Days(day)),
            column("offence_code", offences.drawn(chance, crimes.kind)),
            column("victim_id", Numbered(victim, "V")),
            *flags,
            column("hate", drawn(chance, count, "hate")),
            area(geography, place),
            *(_more(Chance(seed, MORE_OF_CRIMES, crimes.force, month), month, day, victim) if wide else ()),
        ),
    )


def victims(crimes: Crimes, size: Size, seed: int) -> Whole:
    """The number of each crime's victim, NO_VICTIM for a crime against the state. Some are victims again and again."""
    chance = Chance(seed, FLAGS, crimes.force, crimes.month)
    pool = size.crimes * 20
    number = 1 + (chance.shares(crimes.count) ** 3 * pool).astype(np.int64)
    of_state = np.array([bool(kind.get("no_victim")) for kind in types()])[crimes.kind]
    return np.where(of_state, NO_VICTIM, number + crimes.force * pool)


def _more(chance: Chance, month: int, day: Whole, victim: Whole) -> tuple[Column, ...]:
    """Further flags, when it happened, and who the victim is, who stays the same person."""
    count, nobody = len(day), victim == NO_VICTIM
    until = day - chance.below(count, LONGEST_BEFORE)
    since = until - chance.below(count, LONGEST_SPAN)
    age = (shares_of(victim, 1) * OLDEST).astype(np.int64) + month // 12
    return (
        *(column(one["name"], flag(chance, count, one["share"], one["blank"])) for one in written()["more_flags"]),
        column("transport_mode", drawn(chance, count, "transport")),
        column("occurred_from", Days(since, chance.happens(count, NO_FIRST_DAY))),
        column("occurred_to", Days(until, chance.happens(count, NO_LAST_DAY))),
        column("victim_age", Wholes(age, nobody | (shares_of(victim, 2) < NO_AGE))),
        column("victim_sex", _of_somebody(lasting(victim, 3, "people_sexes"), nobody)),
        column("victim_ethnicity", _of_somebody(lasting(victim, 4, "ethnicities"), nobody)),
    )


def _of_somebody(words: Words, nobody: Whole) -> Words:
    return Words(np.where(nobody, words.vocabulary.index(""), words.codes), words.vocabulary)
