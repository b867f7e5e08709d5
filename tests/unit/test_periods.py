"""What periods refuse and how they say it; what they name, read and step is in specs/periods."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import run

import pytest

import peelian.errors
from peelian.errors import WRONG_USE, PeelianError
from peelian.periods import (
    NOT_STATED,
    Kind,
    Period,
    PeriodError,
    at,
    before,
    calendar_year,
    days,
    is_before,
    month,
    months,
    parse,
    quarter_ending,
    read,
    shift,
    span,
    wave,
    year_ending,
    year_to_date,
)

ALLOWED = (
    "a period is written as one of: 2026-03, q-2026-03, ye-2026-03, cy-2025, at-2026-03, at-2026-03-15, "
    "fytd-2026-01, 2024-08..2025-07, wave-38, not-stated"
)


def test_an_error_is_one_for_people() -> None:
    assert issubclass(PeriodError, PeelianError)
    assert PeriodError.exit_code == WRONG_USE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-3",
        "YE-2026-03",
        " 2026-03",
        "ye-2026",
        "cy-25",
        "wave-0",
        "wave-x",
        "March 2026",
        "²⁰²⁶-⁰³",
    ],
)
def test_parse_takes_ids_only_and_lists_them(text: str) -> None:
    with pytest.raises(PeriodError) as refused:
        parse(text)
    assert str(refused.value) == f"{text.strip()!r} is not a period; {ALLOWED}"


def test_parse_shows_the_start_of_a_long_text() -> None:
    with pytest.raises(PeriodError, match=r"^'wave-9{52}\.\.\.' is not a period"):
        parse("wave-" + "9" * 200)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-13", "there is no month 13 of the year 2026; months are 1 to 12, years 1 to 9999"),
        ("2026-00", "there is no month 0 of the year 2026; months are 1 to 12, years 1 to 9999"),
        ("at-0000-12", "there is no month 12 of the year 0; months are 1 to 12, years 1 to 9999"),
        ("at-2026-02-30", "there is no such day"),
        (
            "2025-07..2024-08",
            "it ends before it begins; the kind is range, the days 2025-07-01 to 2024-08-31",
        ),
    ],
)
def test_parse_says_what_is_wrong_with_an_id(text: str, says: str) -> None:
    with pytest.raises(PeriodError) as refused:
        parse(text)
    assert str(refused.value) == f"{text!r} is not a period: {says}"


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2011/12/13", "Mach 2026", "Q1 2025", "Q5 2025/26", "last year", "31/03/2026", "x" * 101],
)
def test_read_says_what_can_be_written(text: str) -> None:
    with pytest.raises(PeriodError, match=r"is not a period; write it as YE Mar 2026, .* an id such as ye-2026-03$"):
        read(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2025/27", "a financial year ends in the next, 2025/26; a month is 01 to 12"),
        ("2026-13", "a financial year ends in the next, 2026/27; a month is 01 to 12"),
        ("2026-00", "there is no month 0 of the year 2026"),
        ("Q2 2025/27", "a financial year ends in the next, 2025/26"),
        ("30 February 2026", "there is no 30 February 2026"),
        ("29 Feb 2025", "there is no 29 Feb 2025"),
        ("year ending 30 March 2026", "it does not end with a month"),
        ("July 2025 to August 2024", "it ends before it begins"),
        ("2 April 2025 to 31 March 2026", "it is not made of whole months"),
        ("1 April 2025 to 30 March 2026", "it is not made of whole months"),
        ("1 April 2026 to 31 March 2025", "it is not made of whole months"),
        ("9 months from April 2025 to January 2026", "it has 10 months, not 9"),
        ("the financial year to date, May 2025 to January 2026", "begins in the April before its last month"),
        ("March 0000", "there is no month 3 of the year 0"),
    ],
)
def test_read_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(PeriodError) as refused:
        read(text)
    assert str(refused.value).startswith(f"{text!r} is not a period: ")
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "first", "last", "number", "says"),
    [
        ("month", date(2026, 3, 2), date(2026, 3, 31), None, "not made of whole months"),
        ("month", date(2026, 3, 1), date(2026, 3, 30), None, "not made of whole months"),
        ("month", date(2026, 3, 1), date(2026, 4, 30), None, "it has 2 months instead of 1"),
        ("quarter", date(2026, 1, 1), date(2026, 4, 30), None, "it has 4 months instead of 3"),
        ("year-ending", date(2025, 1, 1), date(2026, 3, 31), None, "it has 15 months instead of 12"),
        ("calendar-year", date(2025, 4, 1), date(2026, 3, 31), None, "a calendar year begins in January"),
        ("year-to-date", date(2025, 5, 1), date(2026, 1, 31), None, "begins in April"),
        ("year-to-date", date(2025, 4, 1), date(2026, 4, 30), None, "at most 12 months"),
        ("at", date(2025, 4, 1), date(2025, 4, 2), None, "a date is one day"),
        ("month", None, date(2026, 3, 31), None, "it needs a first and a last day"),
        ("month", date(2026, 3, 1), None, None, "it needs a first and a last day"),
        ("month", date(2026, 3, 1), date(2026, 3, 31), 1, "and no wave"),
        ("wave", date(2026, 3, 1), date(2026, 3, 31), 1, "it has no days"),
        ("wave", date(2026, 3, 1), None, 1, "it has no days"),
        ("wave", None, date(2026, 3, 31), 1, "it has no days"),
        ("wave", None, None, None, "a wave has a number from 1"),
        ("wave", None, None, 0, "a wave has a number from 1"),
        ("not-stated", None, None, 1, "what is not stated has no number"),
    ],
)
def test_a_period_that_cannot_be_is_not_made(
    kind: Kind, first: date | None, last: date | None, number: int | None, says: str
) -> None:
    with pytest.raises(PeriodError) as refused:
        Period(kind, first, last, number)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: shift(wave(38), 1), "wave-38 has no dates, so it cannot be moved by 1 month"),
        (lambda: shift(NOT_STATED, -1), "not-stated has no dates, so it cannot be moved by -1 month"),
        (
            lambda: shift(calendar_year(2025), 6),
            "cy-2025 moves by whole years, not by 6 months; use a multiple of 12",
        ),
        (lambda: shift(year_to_date(2026, 1), -1), "fytd-2026-01 moves by whole years, not by -1 month"),
        (lambda: shift(month(9999, 12), 1), "9999-12 moved by 1 month leaves the years 1 to 9999"),
        (lambda: shift(year_ending(2, 3), -24), "ye-0002-03 moved by -24 months leaves the years 1 to 9999"),
        (lambda: before(NOT_STATED), "not-stated: there is no period before one that is not stated"),
        (lambda: before(wave(1)), "wave-1 is the first wave; there is none before it"),
        (lambda: days(wave(38)), "wave-38 has no days to count; a period with dates has"),
        (lambda: days(NOT_STATED), "not-stated has no days to count"),
        (lambda: is_before(wave(38), month(2026, 3)), "wave-38 and 2026-03 have no order"),
        (lambda: is_before(month(2026, 3), NOT_STATED), "2026-03 and not-stated have no order"),
        (
            lambda: is_before(wave(1), NOT_STATED),
            "wave-1 and not-stated have no order; two periods with dates have",
        ),
        (lambda: month(2026, 0), "there is no month 0 of the year 2026"),
        (lambda: quarter_ending(1, 2), "there is no month 12 of the year 0"),
        (lambda: span(wave(1), wave(2)), "it needs a first and a last day"),
        (lambda: span(at(date(2026, 3, 15)), month(2026, 4)), "it is not made of whole months"),
    ],
)
def test_a_question_without_an_answer_says_so(ask: Callable[[], object], says: str) -> None:
    with pytest.raises(PeriodError) as refused:
        ask()
    assert str(refused.value).startswith(says)


def test_the_last_month_that_a_date_can_hold() -> None:
    assert month(9999, 12).last == date.max
    assert months(year_ending(9999, 12))[-1].id == "9999-12"
    assert parse("0001-01").id == "0001-01"


def test_months_sort_by_date_and_periods_can_be_keys() -> None:
    assert [p.id for p in sorted([month(2026, 1), month(2025, 12), month(2025, 2)])] == [
        "2025-02",
        "2025-12",
        "2026-01",
    ]
    assert {parse("at-2026-03"): 1}[at(date(2026, 3, 31))] == 1


def test_nothing_but_the_standard_library_is_imported() -> None:
    code = (
        "import sys; import peelian.quantities, peelian.periods; "
        "print(*sorted({m.partition('.')[0] for m in sys.modules} - set(sys.stdlib_module_names)))"
    )
    here = {**os.environ, "PYTHONPATH": str(Path(peelian.errors.__file__).parents[1])}
    listed = run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, env=here)
    assert set(listed.stdout.split()) - {"__main__"} == {"peelian"}
