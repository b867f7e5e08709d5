"""Stops and searches as the force itself gives them: those that data.police.uk publishes, with their places, and
searches of vehicles alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from peelian.simulate.chance import Chance, Whole
from peelian.simulate.forms.column import NO_YES, area, column, flag, placed
from peelian.simulate.frame import Clock, Frame, Numbered, Times, Words, Yesses
from peelian.simulate.geography import Geography
from peelian.simulate.months import label
from peelian.simulate.spans_of_time import on_the_clock
from peelian.simulate.stops import SELF_DEFINED
from peelian.simulate.subjects import STOP_FORMS
from peelian.simulate.words import written

KINDS = ("person", "vehicle", "person-and-vehicle")
PERSON, VEHICLE, BOTH = range(3)
WITH_A_VEHICLE, NO_PLACE = 0.08, 0.03
VEHICLES_ALONE = 25  # for every so many searches there is one of a vehicle alone
SEEN: Mapping[str, str] = {
    "White": "white",
    "Black": "black",
    "Asian": "asian",
    "Mixed": "mixed",
    "Other": "other",
    "": "",
}
SAID: Mapping[str, str] = {SELF_DEFINED[word]: SEEN[word] for word in SEEN} | {SELF_DEFINED["Other"]: "not-stated"}
AGES = {"10-17": "10-17", "18-24": "18-24", "25-34": "25-34", "over 34": "35-44", "": "unknown"}
SEXES = {"Male": "male", "Female": "female", "": "unknown"}
OBJECTS = {"Controlled drugs": "drugs", "Offensive weapons": "offensive-weapons", "Stolen goods": "stolen-property"}
POWERS = ("drugs-23", "pace-1", "order-60", "firearms-47")
FOUND = ("drugs", "knife", "firearm", "other-weapon", "stolen-property", "")
OUTCOMES = ("no-further-action", "arrest")
DRUGS, WEAPONS, STOLEN = range(3)  # the places of the objects among those of the publisher's file
KNIFE, FIREARM = 0.45, 0.15  # of what is found where a weapon was looked for
UNDER_AN_ORDER, FOR_FIREARMS = 0.2, 0.15  # of searches for weapons


def frame(published: Frame, geography: Geography, seed: int, force: int) -> Frame:
    """The searches of a month with those of vehicles, of whom nobody is asked who they are."""
    month, count = published.month, published.rows
    chance = Chance(seed, STOP_FORMS, force, month)
    kind = np.where(chance.happens(count, WITH_A_VEHICLE), BOTH, PERSON)
    alone = np.arange(VEHICLES_ALONE - 1, count, VEHICLES_ALONE)
    of = np.concatenate([np.arange(count), alone])
    kind = np.concatenate([kind, np.full(len(alone), VEHICLE)])
    place = placed(chance, len(of), geography, force, NO_PLACE)
    times, wanted, linked = (published.column(name) for name in ("date", "object_of_search", LINKED))
    assert isinstance(times, Times)
    assert isinstance(wanted, Words)
    assert isinstance(linked, Yesses)
    looked_for, found = wanted.codes[of], linked.values[of]
    nobody = kind == VEHICLE

    def told(name: str, words: Mapping[str, str]) -> Words:
        given = published.column(name)
        assert isinstance(given, Words)
        vocabulary = (*(words[word] for word in given.vocabulary), "")
        return Words(np.where(nobody, len(vocabulary) - 1, given.codes[of]), vocabulary)

    return Frame(
        "stops",
        month,
        len(of),
        place,
        (
            column("stop_id", Numbered(1 + np.arange(len(of)), f"T{label(month)}-{force:02d}-", 6)),
            column("stopped", Clock(on_the_clock(times.values[of], month), np.zeros(len(of), bool))),
            column("kind", Words(kind, KINDS)),
            column("power", Words(_power(chance, looked_for), POWERS)),
            column("object", Words(looked_for, tuple(OBJECTS[word] for word in wanted.vocabulary))),
            column("found", Yesses(found, NO_YES)),
            column("found_object", Words(np.where(found, _thing(chance, looked_for), FOUND.index("")), FOUND)),
            column("linked", Yesses(found, NO_YES, ~found)),
            column("outcome", Words(found.astype(np.int64), OUTCOMES)),
            column("ethnicity_self", told("self_defined_ethnicity", SAID)),
            column("ethnicity_officer", told("officer_defined_ethnicity", SEEN)),
            column("age_band", told("age_range", AGES)),
            column("sex", told("gender", SEXES)),
            *(
                column(one["name"], flag(chance, len(of), one["share"], one["blank"]))
                for one in written()["stop_flags"]
            ),
            area(geography, place),
        ),
    )


LINKED = "outcome_linked_to_object_of_search"


def _power(chance: Chance, looked_for: Whole) -> Whole:
    share = chance.shares(len(looked_for))
    for_weapons = np.where(share < UNDER_AN_ORDER, 2, np.where(share < UNDER_AN_ORDER + FOR_FIREARMS, 3, 1))
    return np.where(looked_for == DRUGS, 0, np.where(looked_for == WEAPONS, for_weapons, 1))


def _thing(chance: Chance, looked_for: Whole) -> Whole:
    """What is found where something is: of what was looked for."""
    share = chance.shares(len(looked_for))
    weapon = np.where(share < KNIFE, 1, np.where(share < KNIFE + FIREARM, 2, 3))
    return np.where(looked_for == DRUGS, 0, np.where(looked_for == WEAPONS, weapon, FOUND.index("stolen-property")))
