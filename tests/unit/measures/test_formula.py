"""How a measure is worked out, in words: conditions, other measures, and nothing left out."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from peelian.measures.formula import formula
from peelian.measures.model import Condition, Count, Duration, Measure, Rate, Words
from tests.small_plan import measure


def of(compute: Any) -> str | None:
    kind: Any = next(kind for kind, of_kind in Measure.VARIANTS["compute"][1].items() if isinstance(compute, of_kind))
    return formula(Measure("m", "M", kind, "count", Words("the ms"), "Ms.", compute=compute))


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        (Condition(is_=("a", "b")), "is 'a' or 'b'"),
        (Condition(not_=("a",)), "is not 'a'"),
        (Condition(in_list="positive"), "is in the list 'positive'"),
        (Condition(not_in_list="positive"), "is not in the list 'positive'"),
        (Condition(at_least="0", at_most="900"), "is 0 or more and is 900 or less"),
        (Condition(blank=True), "is blank"),
        (Condition(blank=False), "is not blank"),
    ],
)
def test_each_condition_is_told(condition: Condition, says: str) -> None:
    assert of(Count("street", {"outcome": condition})) == f"rows of 'street' where outcome {says}"


def test_every_test_of_a_condition_has_words() -> None:
    full = Condition(("a",), ("b",), "one", "two", "1", "2", True)
    told = of(Count("t", {"c": full})) or ""
    assert told.count(" is ") == len(fields(Condition))


def test_several_columns_and_a_column_that_is_added_up() -> None:
    where = {"grade": Condition(is_=("P1",)), "area": Condition(blank=False)}
    assert of(Count("calls", where, "n")) == "rows of 'calls' where area is not blank and grade is 'P1'; sum: n"


def test_measures_made_of_others_name_them() -> None:
    assert of(Rate("crimes", "people", 1000)) == "numerator: crimes; denominator: people; per: 1000"


def test_a_statistic_is_named() -> None:
    told = of(Duration("calls", "seconds", "median")) or ""
    assert "rows of 'calls'" in told
    assert "median" in told


def test_a_published_measure_is_not_worked_out() -> None:
    assert formula(measure("m", "count")) is None
