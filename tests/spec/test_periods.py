"""specs/periods/*.yaml, run as data."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.periods import (
    before,
    days,
    financial_year,
    is_before,
    months,
    parse,
    read,
    shift,
    short,
    words,
)
from tests.spec.arithmetic import evaluate
from tests.spec.cases import Case, cases, subjects

SUBJECTS = {"names", "reading", "stepping", "before", "months", "financial-year", "order"}


@pytest.mark.parametrize("case", cases("periods", "names"))
def test_names(case: Case) -> None:
    period = parse(case["id"])
    assert (period.id, period.kind) == (case["id"], case["kind"])
    assert (words(period), short(period)) == (case["words"], case["short"])
    assert read(case["words"]) == read(case["short"]) == read(case["id"]) == period
    assert len(months(period)) == evaluate(case["months"])


@pytest.mark.parametrize("case", cases("periods", "names"))
def test_days(case: Case) -> None:
    period = parse(case["id"])
    if "days" in case:
        assert (str(period.first), str(period.last)) == (case["first"], case["last"])
        assert days(period) == evaluate(case["days"])
    else:
        assert (period.first, period.last) == (None, None)


@pytest.mark.parametrize("case", cases("periods", "reading"))
def test_reading(case: Case) -> None:
    assert read(case["text"]).id == case["id"]


@pytest.mark.parametrize("case", cases("periods", "stepping"))
def test_stepping(case: Case) -> None:
    assert shift(parse(case["id"]), int(case["by"])) == parse(case["answer"])


@pytest.mark.parametrize("case", cases("periods", "before"))
def test_before(case: Case) -> None:
    assert before(parse(case["id"])) == parse(case["answer"])


@pytest.mark.parametrize("case", cases("periods", "months"))
def test_months(case: Case) -> None:
    assert [month.id for month in months(parse(case["id"]))] == case["answer"].split()


@pytest.mark.parametrize("case", cases("periods", "financial-year"))
def test_financial_year(case: Case) -> None:
    day = date.fromisoformat(case["day"])
    found = financial_year(day, int(case["starts"])) if "starts" in case else financial_year(day)
    assert found.id == case["answer"]


@pytest.mark.parametrize("case", cases("periods", "order"))
def test_order(case: Case) -> None:
    first, second = parse(case["first"]), parse(case["second"])
    assert is_before(first, second)
    assert not is_before(second, first)
    assert not is_before(first, first)


def test_every_file_of_cases_is_run() -> None:
    assert subjects("periods") == SUBJECTS
