"""People in post at the end of each month, and the training that they have completed.

There are as many officers, staff and community support officers of each sex as the headcounts say. People leave and
others come: of each role and sex those in post are a stretch of one long row of people, which moves on a little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from peelian.simulate import counted
from peelian.simulate.chance import Whole, shares_of
from peelian.simulate.forms.column import NO_YES, area, column
from peelian.simulate.frame import Column, Days, Frame, Hundredths, Numbered, Words, Yesses
from peelian.simulate.geography import Geography
from peelian.simulate.months import day_number, first_day, label
from peelian.simulate.sizes import Size
from peelian.simulate.words import lasting, written

KINDS = ("officer", "staff", "pcso", "special", "designated", "volunteer")
SEXES = ("female", "male")
UNPAID = ("special", "volunteer")
FEW = {"special": 18, "designated": 60, "volunteer": 14}  # for every so many officers there is one
LEAVE = 1 / 150  # of people, in a month
A_ROW = 100_000  # people of one role and sex, of a force; more than there ever are
PART_TIMES, FULL_TIME = (100, 100, 100, 100, 100, 100, 80, 60), 100  # hundredths
AT_THE_CENTRE = 0.08
IN_NEIGHBOURHOODS, STUDENTS = 0.18, 0.06
JOINED_FROM = day_number(first_day(0)) - 30 * 365
MODULES = 7
TRAINED = (-20, 70)  # the months in which people complete a module, from the first one of the run
REQUIRED = 0.97
QUARTER = 3


@dataclass(frozen=True, eq=False)
class People:
    """Those in post at the end of a month. `number` is a person's own."""

    number: Whole
    kind: Whole
    sex: Whole
    place: Whole
    force: int
    month: int

    @property
    def id(self) -> Column:
        return column("person_id", Numbered(1 + self.number, f"P{self.force:02d}-", 7))

    @property
    def kinds(self) -> Column:
        return column("kind", Words(self.kind, KINDS))

    @property
    def when(self) -> Column:
        return Column(None, "month", Words(np.zeros(len(self.number), np.int64), (label(self.month),)))


def in_post(geography: Geography, size: Size, seed: int, force: int, month: int) -> People:
    known = counted.in_post(geography, size, seed, force, month)
    counts: dict[str, tuple[int, ...]] = {kind: known[role] for kind, role in written()["posts"]["kinds"].items()}
    counts |= {kind: tuple(1 + number // few for number in counts["officer"]) for kind, few in FEW.items()}
    rows = []
    for k, kind in enumerate(KINDS):
        for sex, many in enumerate(counts[kind]):
            moved = round(many * LEAVE * month)
            persons = (k * len(SEXES) + sex) * A_ROW + moved + np.arange(many)
            rows.append((persons, np.full(many, k), np.full(many, sex)))
    number, of_kind, of_sex = (np.concatenate(column) for column in zip(*rows, strict=True))
    districts, salt = geography.districts_of(force), seed % 2**32 + force
    share = shares_of(number, salt + 1)
    place = districts[(shares_of(number, salt + 2) * len(districts)).astype(np.int64)]
    place = np.where(share < AT_THE_CENTRE, geography.forces[force], place)
    return People(number, of_kind, of_sex, place, force, month)


def workforce(people: People, geography: Geography, seed: int) -> Frame:
    """A row a person in post."""
    number, salt = people.number, seed % 2**32 + people.force
    officer = people.kind == KINDS.index("officer")
    unpaid = np.isin(people.kind, [KINDS.index(kind) for kind in UNPAID])
    part = np.array(PART_TIMES)[(shares_of(number, salt + 3) * len(PART_TIMES)).astype(np.int64)]
    ranks = lasting(number, salt + 4, "posts", "ranks")
    ranked = (*ranks.vocabulary, "")
    joined = JOINED_FROM + (shares_of(number, salt + 5) * (day_number(first_day(0)) - JOINED_FROM)).astype(np.int64)
    return Frame(
        "workforce",
        people.month,
        len(number),
        people.place,
        (
            people.when,
            people.id,
            people.kinds,
            column("rank", Words(np.where(officer, ranks.codes, len(ranked) - 1), ranked)),
            column("fte", Hundredths(np.where(unpaid, 0, part))),
            column("absent", lasting(number + people.month, salt + 6, "posts", "absent")),
            column("student", Yesses(officer & (shares_of(number, salt + 7) < STUDENTS), NO_YES)),
            column("neighbourhood", Yesses(shares_of(number, salt + 8) < IN_NEIGHBOURHOODS, NO_YES)),
            column("sex", Words(people.sex, SEXES)),
            column("ethnicity", lasting(number, salt + 9, "posts", "groups")),
            column("joined", Days(joined, people.number % A_ROW >= A_ROW // 2)),
            area(geography, people.place),
        ),
    )


def training(people: People, geography: Geography, seed: int) -> Frame | None:
    """A row a person and module, at the end of the first month and of each quarter; None in other months."""
    if people.month and first_day(people.month).month % QUARTER:
        return None
    salt, first, last = seed % 2**32 + people.force, *TRAINED
    of = np.repeat(np.arange(len(people.number)), MODULES)
    module = np.tile(np.arange(MODULES), len(people.number))
    number, kind = people.number[of], people.kind[of]
    when = first + (shares_of(number * MODULES + module, salt + 10) * (last - first)).astype(np.int64)
    done = when <= people.month
    starts = np.array([day_number(first_day(month)) for month in range(first, last)])
    must = np.isin(kind, [KINDS.index("officer"), KINDS.index("staff")]) & (shares_of(number, salt + 11) < REQUIRED)
    each = People(number, kind, people.sex[of], people.place[of], people.force, people.month)
    return Frame(
        "training",
        people.month,
        len(of),
        each.place,
        (
            each.when,
            each.id,
            each.kinds,
            column("module", Words(module, tuple(f"ethics-{n + 1}" for n in range(MODULES)))),
            column("required_of", Yesses(must, NO_YES)),
            column("completed", Yesses(done, NO_YES)),
            column("completed_on", Days(starts[when - first], ~done)),
            area(geography, each.place),
        ),
    )
