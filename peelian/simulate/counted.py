"""Tables that their owners have already counted: headcounts, admissions with small numbers held back, people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from peelian.simulate.chance import Chance
from peelian.simulate.frame import Column, Days, Frame, Wholes, Words
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, first_day, label, last_day
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import ADMISSIONS, PEOPLE, WORKFORCE
from peelian.simulate.words import vocabulary

SEXES = ("Female", "Male")
HELD_BACK = 3  # numbers from 1 to below this are not given out
PEOPLE_A_NEIGHBOURHOOD = 260  # for each unit of its weight
GROWTH = 6  # people in a thousand a year


def headcounts(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """Headcounts at the end of the month by role and sex, of the whole force."""
    counts = in_post(geography, size, seed, force, month)
    place = np.full(len(counts) * len(SEXES), geography.forces[force])
    return Frame(
        "headcounts",
        month,
        len(place),
        place,
        (
            _month(month, len(place)),
            Column(None, "Force", geography.codes(place)),
            Column("role", "Role", Words(np.repeat(np.arange(len(counts)), len(SEXES)), tuple(counts))),
            Column("sex", "Sex", Words(np.tile(np.arange(len(SEXES)), len(counts)), SEXES)),
            Column("headcount", "Headcount", Wholes(np.array(list(counts.values())).reshape(-1))),
        ),
    )


def in_post(geography: Geography, size: Size, seed: int, force: int, month: int) -> dict[str, tuple[int, int]]:
    """How many women and men are in post in each role."""
    chance = Chance(seed, WORKFORCE, force, month)
    roles = vocabulary("roles")
    base = size.officers * geography.force_weight[force] / max(roles.values())
    totals = [round(base * share * (1 + month / 900)) + int(chance.below(1, 5)[0]) for share in roles.values()]
    women = [total * (330 + month) // 1000 for total in totals]
    return {role: (part, total - part) for role, total, part in zip(roles, totals, women, strict=True)}


def admissions(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """Counts by district; a star stands for a number that is too small to be given out."""
    chance = Chance(seed, ADMISSIONS, force, month)
    place = geography.districts_of(force)
    numbers = np.array([chance.number(size.admissions) for _ in place])
    return Frame(
        "admissions",
        month,
        len(place),
        place,
        (
            _month(month, len(place)),
            Column(None, "District", geography.codes(place)),
            Column("admissions", "Admissions", Wholes(numbers, (numbers > 0) & (numbers < HELD_BACK), star=True)),
        ),
    )


def people(geography: Geography, size: Size, seed: int, force: int, month: int) -> Frame:
    """People by ward and ethnic group at the last day of a month; the same at each call for the same month."""
    wards = geography.wards_of(force)
    groups = vocabulary("people")
    numbers = geography.neighbourhoods(force)
    weights = np.bincount(geography.ward_of[numbers], geography.weight[numbers], len(geography.areas))[wards]
    chance = Chance(seed, PEOPLE, force)
    skew = 0.6 + 0.8 * chance.shares(len(wards))  # wards differ in who lives there
    counts = []
    for weight, share in zip(weights.tolist(), skew.tolist(), strict=True):
        total = weight * PEOPLE_A_NEIGHBOURHOOD * (1000 + GROWTH * (month // 12)) / 1000
        few = [round(total * part / 1000 * share) for part in list(groups.values())[1:]]
        counts += [round(total) - sum(few), *few]
    place = np.repeat(wards, len(groups))
    return Frame(
        "population",
        month,
        len(counts),
        place,
        (
            Column(None, "Date", Days(np.full(len(counts), day_number(last_day(month))))),
            Column(None, geography.lowest, geography.codes(place)),
            Column("ethnic_group", "Ethnic group", Words(np.tile(np.arange(len(groups)), len(wards)), tuple(groups))),
            Column("people", "People", Wholes(np.array(counts))),
        ),
    )


def by_group(people: Frame) -> Frame:
    """The same people in the words of the extracts: a table of their own, from the same file."""
    groups = people.column("ethnic_group")
    assert isinstance(groups, Words)
    words = Words(groups.codes, tuple(word.lower() for word in groups.vocabulary))
    columns = (Column("ethnicity", None, words), Column("people", None, people.column("people")))
    return replace(people, table="population_by_ethnicity", columns=columns)


def _month(month: int, count: int) -> Column:
    assert first_day(month)
    return Column(None, "Month", Words(np.zeros(count, np.int64), (label(month),)))
