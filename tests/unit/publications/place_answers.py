"""Answers about a place, made by hand: only what a test is about has to be named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from peelian.assess.place import PlaceAnswer, Rank
from peelian.assess.small_numbers import Limit, Part
from peelian.assess.two_years import TwoYears
from peelian.periods import month, parse, span
from peelian.plan.answers import Answers
from peelian.plan.areas import Area
from peelian.plan.model import Plan
from tests.small_plan import kpi, measure, plan

LAST = month(2025, 3)
YEAR = span(month(2024, 4), LAST)
PARENT = Area("north", "Northshire", "district", "force")
PLACE = Area("oldtown", "Oldtown", "ward", "north")


def two(now: int, before: int, **fields: Any) -> TwoYears:
    return TwoYears(Fraction(now), Fraction(before), LAST, **({"stretches": (YEAR,)} | fields))


def part(name: str, now: int, before: int) -> Part:
    return Part(name, Fraction(now), Fraction(before))


def rank(place: int, **fields: Any) -> Rank:
    told = {"alike": 1, "members": 26, "without": 0, "value": Fraction(603, 10), "people": Fraction(7415)}
    return Rank(place, **(told | {"as_at": parse("at-2024-06-30")} | fields))


def a_plan(**fields: Any) -> Plan:
    measures = [
        measure("crime", noun="crimes", one="crime"),
        measure("incidents", noun="incidents", one="incident"),
        measure("outcome-rate", unit="percent", subject="the outcome rate"),
    ]
    whole = plan([kpi("crime")], measures)
    return replace(whole, file=replace(whole.file, **fields))


def an_answer(**fields: Any) -> PlaceAnswer:
    told = {
        "area": PLACE,
        "parent": PARENT,
        "answers": Answers("crime", also=("incidents",), outcomes="outcome-rate"),
        "last": LAST,
        "crime": two(447, 350),
        "types": (part("Theft", 400, 320), part("Arson", 27, 24), part("All other types", 20, 6)),
        "also": {"incidents": two(120, 119)},
        "outcomes": (two(95, 57), two(447, 350)),
        "rank": rank(2),
        "limit": Limit(5),
    }
    return PlaceAnswer(**(told | fields))
