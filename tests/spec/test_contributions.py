"""Parts of a whole as data: amounts in; the parts that make the whole, or its change, out."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from peelian.quantities import NoValue, exact
from peelian.signals.contributions import Largest, Movement, Parts, fewest, largest, movement, parts_of
from tests.spec.arithmetic import evaluate
from tests.spec.cases import cases

RUN_HERE = {"contributions-level", "contributions-change"}


def amount(text: str) -> Fraction | NoValue:
    return NoValue("not published") if text == "missing" else exact(text)


def parts(case: dict[str, Any]) -> Parts | NoValue:
    given = {name: amount(text) for name, text in case["parts"].items()}
    return parts_of(amount(case["whole"]), given, rest=case.get("rest"))


def named(case: dict[str, Any]) -> Largest | NoValue:
    made = parts(case)
    if isinstance(made, NoValue):
        return made
    return largest(made, int(case["largest"])) if "largest" in case else fewest(made, evaluate(case["at_least"]))


@pytest.mark.parametrize("case", cases("assess", "contributions-level"))
def test_level(case: dict[str, Any]) -> None:
    given = named(case)
    if "refused" in case:
        assert given == NoValue(case["refused"])
        return
    assert isinstance(given, Largest), given
    assert list(given.names) == case["names"]
    assert given.share == evaluate(case["share"])
    assert given.amount == given.share * exact(case["whole"])
    assert list(given.instead) == case.get("instead", [])


@pytest.mark.parametrize("case", cases("assess", "contributions-change"))
def test_change(case: dict[str, Any]) -> None:
    before, after = parts(case["before"]), parts(case["after"])
    assert isinstance(before, Parts)
    assert isinstance(after, Parts)
    given = movement(before, after)
    if "refused" in case:
        assert given == NoValue(case["refused"])
        return
    assert isinstance(given, Movement), given
    for way, moved in (("rises", given.rises), ("falls", given.falls)):
        assert [(m.name, m.share) for m in moved] == [(name, evaluate(sum_)) for name, sum_ in case[way].items()]
    points = {m.name: m.points for m in given.rises + given.falls}
    assert {name: "none" if isinstance(point, NoValue) else point for name, point in points.items()} == {
        name: "none" if sum_ == "none" else evaluate(sum_) for name, sum_ in case["points"].items()
    }
