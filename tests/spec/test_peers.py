"""A member of a group as data: values, definitions and intervals in; its standing, and the course of its gap, out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from peelian.periods import month, shift
from peelian.quantities import NoValue, exact
from peelian.signals.peer_trend import GapTrend, Over, gap_trend
from peelian.signals.peers import Member, Standing, stand
from tests.spec.arithmetic import evaluate
from tests.spec.cases import cases

RUN_HERE = {"peers-rank", "peers-gap", "peers-places", "peers-trend"}

MISSING = NoValue("not published")


def value(text: str) -> Fraction | NoValue:
    return MISSING if text == "missing" else exact(text)


def standing(case: dict[str, Any]) -> Standing | NoValue:
    intervals = {name: (exact(low), exact(high)) for name, (low, high) in case.get("intervals", {}).items()}
    members = [
        Member(name, value(text), case.get("definitions", {}).get(name, "1"), intervals.get(name))
        for name, text in case["members"].items()
    ]
    included = case.get("self_included", "no") == "yes"
    return stand(case["of"], members, first=case.get("first", "highest"), self_included=included)


def found(case: dict[str, Any]) -> Standing:
    given = standing(case)
    assert isinstance(given, Standing), given
    return given


@pytest.mark.parametrize("case", cases("assess", "peers-rank"))
def test_rank(case: dict[str, Any]) -> None:
    if "refused" in case:
        assert standing(case) == NoValue(case["refused"])
        return
    given = found(case)
    if case["rank"] == "none":
        assert given.rank == NoValue(case["because"])
    else:
        assert not isinstance(given.rank, NoValue)
        assert f"{given.rank.place} of {given.rank.of}" == case["rank"]
        assert list(given.rank.tied) == case.get("tied", [])
    assert ("none" if isinstance(given.quartile, NoValue) else str(given.quartile)) == case["quartile"]
    assert {id for id, _ in given.missing} == {n for n, text in case["members"].items() if text == "missing"}


@pytest.mark.parametrize("case", cases("assess", "peers-gap"))
def test_gap(case: dict[str, Any]) -> None:
    given = found(case)
    assert given.mean == evaluate(case["mean"])
    assert given.gap == evaluate(case["gap"])
    assert given.self_included == (case["self_included"] == "yes")
    known = sum(text != "missing" for text in case["members"].values())
    assert given.mean_of == (known if given.self_included else known - 1)
    if case["percent"] == "none":
        assert isinstance(given.gap_percent, NoValue)
    else:
        assert given.gap_percent == evaluate(case["percent"])
    if case.get("low", "none") == "none":
        assert isinstance(given.gap_interval, NoValue)
    else:
        assert given.gap_interval == (evaluate(case["low"]), evaluate(case["high"]))


@pytest.mark.parametrize("case", cases("assess", "peers-places"))
def test_places(case: dict[str, Any]) -> None:
    reach = exact(case["reach"])
    members = [
        Member(name, exact(text), "1", (exact(text) - reach, exact(text) + reach))
        for name, text in case["values"].items()
    ]
    given = stand(case["of"], members, first=case.get("first", "highest"), self_included=False)
    assert isinstance(given, Standing)
    assert not isinstance(given.rank, NoValue)
    assert given.rank.between == tuple(map(int, case["between"]))


def course(case: dict[str, Any]) -> GapTrend | NoValue:
    over: Over = 6 if case["over"] == "6" else 12
    changed = {what: int(number) for what, number in case.get("changed", {}).items()}
    standings: list[tuple[Any, Standing | NoValue]] = []
    for number, text in enumerate(case["gaps"], 1):
        period = shift(month(2024, 12), number)
        if text == "missing":
            standings.append((period, MISSING))
            continue
        # The others at 100 each, so that the gap is what the case says.
        members = [Member("a", 100 + exact(text), "1")] + [Member(name, Fraction(100), "1") for name in "bc"]
        if changed.get("group") == number:
            members.append(Member("d", Fraction(100), "1"))
        if changed.get("missing") == number:
            members[1] = Member("b", MISSING, "1")
        if number >= changed.get("definition", len(case["gaps"]) + 1):
            members = [replace(member, definition="2") for member in members]
        standings.append((period, stand("a", members, first="highest", self_included=False)))
    return gap_trend(standings, over)


@pytest.mark.parametrize("case", cases("assess", "peers-trend"))
def test_trend(case: dict[str, Any]) -> None:
    given = course(case)
    if "refused" in case:
        assert given == NoValue(case["refused"])
        return
    assert isinstance(given, GapTrend), given
    assert (str(given.rose), str(given.fell), given.course) == (case["rose"], case["fell"], case["course"])
    assert (given.first, given.last) == (exact(case["gaps"][-given.over]), exact(case["gaps"][-1]))
