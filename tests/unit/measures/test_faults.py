"""A definition that cannot be computed says why, all of it at once and in words that help."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from peelian.measures.faults import faults
from peelian.series.tables import TableFiles
from tests.spec.worlds import measure

CALLS = TableFiles(
    "calls",
    (),
    {
        "month": "date",
        "area": "text",
        "grade": "text",
        "seconds": "integer",
        "fte": "decimal",
        "met": "boolean",
    },
    frozenset([date(2024, 1, 1)]),
)
WEIGHTS = TableFiles("weights", (), {"grade": "text", "days": "text"}, frozenset())
UNDATED = TableFiles("undated", (), {"grade": "text", "month": "text", "wave": "date"}, frozenset())
TABLES = {table.name: table for table in (CALLS, WEIGHTS, UNDATED)}
LISTS = {"urgent": ((("P1",), None, None),)}


def found(kind: str, compute: dict[str, Any], **more: Any) -> tuple[str, ...]:
    made = measure({"id": "m", "kind": kind, "compute": compute, **more})
    return faults(made, TABLES, LISTS, {"m": made})


@pytest.mark.parametrize(
    ("kind", "compute", "says"),
    [
        (
            "count",
            {"table": "calls", "where": {"ward": "a"}},
            "no column 'ward'; the table 'calls' has: month, area",
        ),
        ("count", {"table": "calls", "where": {"seconds": {"at_least": "ten"}}}, "write a whole number"),
        ("count", {"table": "calls", "where": {"met": "maybe"}}, "write true or false"),
        (
            "count",
            {"table": "calls", "where": {"grade": {"at_most": "P2"}}},
            "at_least and at_most need one of",
        ),
        ("count", {"table": "calls", "where": {"grade": {"in_list": "slow"}}}, "the plan has: urgent"),
        ("count", {"table": "calls", "where": {"grade": {"not_in_list": "slow"}}}, "the list 'slow'"),
        ("count", {"table": "calls", "sum": "grade"}, "'grade' is a text column and cannot be added up"),
        ("count", {"table": "undated"}, "no date column 'month'"),
        ("count", {"table": "undated"}, "the column 'wave' of the table 'undated' must hold whole numbers"),
        ("duration", {"table": "calls", "column": "fte", "statistic": "mean"}, "it must hold whole seconds"),
        ("duration", {"table": "calls", "column": "seconds", "statistic": "mode"}, "no statistic 'mode'"),
        ("duration", {"table": "calls", "column": "seconds", "statistic": "p0"}, "percentiles such as p90"),
        ("duration", {"table": "calls", "column": "seconds", "statistic": "p100"}, "percentiles such as p90"),
        ("compliance", {"table": "calls", "column": "grade", "within": 10}, "it must hold whole seconds"),
        (
            "weighted_sum",
            {"table": "calls", "key": "grade", "weights": "weights", "weight": "days"},
            "'days' of the table 'weights' is a text column and cannot be a weight",
        ),
        (
            "weighted_sum",
            {"table": "calls", "key": "grade", "weights": "weights", "weight": "harm"},
            "no column 'harm'; the table 'weights' has: grade, days",
        ),
        (
            "weighted_sum",
            {"table": "calls", "weight": "seconds", "sum": "seconds"},
            "'sum' is of a table already counted, whose rows have no weight of their own; give 'key' and 'weights'",
        ),
        (
            "weighted_sum",
            {"table": "calls", "weight": "seconds", "fixed": {"P1": "1"}},
            "'fixed' needs 'key', the column that holds its values",
        ),
        (
            "weighted_sum",
            {"table": "calls", "key": "grade", "weights": "weights", "weight": "days", "fixed": {"P1": "1"}},
            "'fixed' is for rows that have their own weight; take out 'weights' and 'sum', or 'fixed'",
        ),
        ("level", {"table": "calls", "column": "grade"}, "cannot be added up"),
        (
            "survey",
            {"table": "calls", "question": "grade", "positive": ["P1"], "base": ["P2"]},
            "'positive' holds 'P1', which 'base' does not",
        ),
        (
            "survey",
            {"table": "calls", "question": "grade", "positive": [], "base": ["P2"]},
            "names no answer",
        ),
        (
            "survey",
            {"table": "calls", "question": "grade", "positive": ["P1"], "base": ["P1"], "weight": "grade"},
            "'grade' is a text column and cannot be a weight",
        ),
        (
            "grade",
            {"table": "calls", "column": "grade", "scale": ["P1", "P1"]},
            "two different words or more",
        ),
        ("rate", {"numerator": "a", "denominator": "b", "per": 0}, "'per' is 0; it must be 1 or more"),
        ("share", {"numerator": "m", "denominator": "b"}, "'m' is computed from itself"),
    ],
)
def test_each_fault_is_told(kind: str, compute: dict[str, Any], says: str) -> None:
    assert says in "; ".join(found(kind, compute))


def test_all_faults_come_at_once() -> None:
    told = found(
        "duration",
        {"table": "calls", "column": "speed", "statistic": "best", "where": {"seconds": {"is": ["a", "b"]}}},
        breakdowns={"ward": "ward"},
    )
    assert len(told) == 5


def test_a_sound_definition_has_none() -> None:
    compute = {
        "table": "calls",
        "column": "seconds",
        "statistic": "p99.9",
        "where": {"grade": {"in_list": "urgent"}},
    }
    assert found("duration", compute, breakdowns={"grade": "grade"}) == ()


def test_a_table_that_has_not_come_is_no_fault() -> None:
    assert found("count", {"table": "nowhere", "where": {"anything": "x"}}) == ()


def test_two_measures_computed_from_each_other() -> None:
    one = measure({"id": "one", "kind": "share", "compute": {"numerator": "two", "denominator": "other"}})
    two = measure({"id": "two", "kind": "share", "compute": {"numerator": "other", "denominator": "one"}})
    both = {"one": one, "two": two}
    assert faults(one, TABLES, LISTS, both) == ("'one' is computed from itself; name other measures",)
    assert faults(two, TABLES, LISTS, both) != ()
