"""specs/quantities/*.yaml, run as data."""

from __future__ import annotations

from typing import cast

import pytest

from peelian.quantities import (
    NoValue,
    Quantity,
    change,
    in_words,
    percent_change,
    read,
    round_half_away,
    show,
)
from peelian.quantities.printing import Scale, Style
from tests.spec.arithmetic import evaluate
from tests.spec.cases import Case, cases, subjects

SUBJECTS = {"rounding", "percent-change", "change", "printing", "reading", "words"}


def ends(case: Case) -> tuple[Quantity, Quantity]:
    old = Quantity(evaluate(case["old"]), case["unit"])
    return old, Quantity(evaluate(case["new"]), case.get("new_unit", case["unit"]))


@pytest.mark.parametrize("case", cases("quantities", "rounding"))
def test_rounding(case: Case) -> None:
    assert round_half_away(evaluate(case["value"]), int(case["decimals"])) == evaluate(case["answer"])


@pytest.mark.parametrize("case", cases("quantities", "percent-change"))
def test_percent_change(case: Case) -> None:
    found = percent_change(*ends(case))
    if "reason" in case:
        assert found == NoValue(case["reason"])
    else:
        assert found == Quantity(evaluate(case["answer"]), "percent")
        assert show(found, signed=True).text == case["printed"]


@pytest.mark.parametrize("case", cases("quantities", "change"))
def test_change(case: Case) -> None:
    found = change(*ends(case))
    if "reason" in case:
        assert found == NoValue(case["reason"])
    else:
        assert found == Quantity(evaluate(case["answer"]), case["answer_unit"])
        assert show(found, signed=True).text == case["prose"]
        assert show(found, signed=True, style="table").text == case["table"]


@pytest.mark.parametrize("case", cases("quantities", "printing"))
def test_printing(case: Case) -> None:
    quantity = Quantity(evaluate(case["value"]), case["unit"])
    printed = show(
        quantity,
        int(case["decimals"]) if "decimals" in case else None,
        style=cast(Style, case.get("style", "prose")),
        signed=case.get("signed") == "yes",
        scale=cast(Scale | None, case.get("scale")),
    )
    assert (printed.text, printed.unit, printed.qualifier) == (case["text"], case["unit"], None)
    assert printed.half_width == evaluate(case["half_width"])
    assert read(printed.text, case["unit"]).value == printed.value


@pytest.mark.parametrize("case", cases("quantities", "reading"))
def test_reading(case: Case) -> None:
    printed = read(case["text"], case.get("asked"))
    assert (printed.text, printed.unit) == (case["text"], case["unit"])
    assert printed.value == evaluate(case["value"])
    assert printed.half_width == evaluate(case["half_width"])
    assert printed.qualifier == case.get("qualifier")


@pytest.mark.parametrize("case", cases("quantities", "words"))
def test_words(case: Case) -> None:
    assert in_words(int(case["number"])) == case["text"]
    assert read(case["text"]).value == int(case["number"])


def test_every_file_of_cases_is_run() -> None:
    assert subjects("quantities") == SUBJECTS
