"""Sentences about several real series: recorded offences by force, and their parts."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from peelian.periods import quarter_ending, year_ending
from peelian.signals.peers import Member, stand
from peelian.signals.words.contributions import Level, contributions
from peelian.signals.words.peers import Compared, peers
from peelian.signals.words.phrases import Called
from peelian.signals.words.pieces import plain

OF = "West Midlands"
GROUP = (OF, "Greater Manchester", "Merseyside", "West Yorkshire", "Northumbria", "South Yorkshire", "Nottinghamshire")

Row = dict[str, str]


@pytest.fixture(scope="module")
def offences(shared: Path) -> list[Row]:
    path = shared / "data" / "home_office" / "prc-pfa-2017-18-by-quarter-offence.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def people(shared: Path) -> dict[str, int]:
    with (shared / "data" / "ons" / "population-by-police-force-2009-2019.csv").open(encoding="utf-8") as file:
        row = next(r for r in csv.DictReader(file) if r["year"] == "2017")
    return {force: int(row[force]) for force in GROUP}


def counted(rows: list[Row], by: str, **where: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        if all(row[column] == value for column, value in where.items()):
            found[row[by]] += int(row["Number_of_Offences"])
    return found


def test_a_force_among_similar_forces(offences: list[Row], people: dict[str, int]) -> None:
    numbers = counted(offences, "Force_Name", Offence_Group="Robbery")
    members = [Member(f, Fraction(numbers[f] * 1000, people[f]), "2017/18") for f in GROUP]
    standing = stand("Northumbria", members, first="lowest", self_included=False)
    of = Compared("Northumbria", "rate of robbery per head", Called("force", "forces", "per 1,000"), "lowest")
    assert [plain(one) for one in peers([(year_ending(2018, 3), standing)], of)] == [
        "In the year ending March 2018, Northumbria had the lowest rate of robbery per head of the seven forces, "
        "0.5 per 1,000.",
        "That was 1.0 per 1,000 (65.8%) below the mean of the other six forces, 1.6 per 1,000.",
    ]


def test_what_made_a_forces_offences_and_their_change(offences: list[Row]) -> None:
    first, last = (counted(offences, "Offence_Subgroup", Force_Name=OF, Financial_Quarter=q) for q in "14")
    kinds = sorted({*first, *last})
    before, now = (
        Level(at, Fraction(numbers.total()), {kind: Fraction(numbers[kind]) for kind in kinds})
        for at, numbers in ((quarter_ending(2017, 6), first), (quarter_ending(2018, 3), last))
    )
    told = contributions("recorded crime", now, Called("offence", "offences"), before=before, most=2)
    assert [plain(one) for one in told][-3:] == [
        "In the quarter ending March 2018, recorded crime rose by 1,675 (2.9%) on the quarter ending June 2017.",
        "Domestic burglary (up 1,071) and Violence without injury (up 881) made 49% of what rose.",
        "Against that, nine offences fell by 2,344 between them.",
    ]
