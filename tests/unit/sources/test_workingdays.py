"""Working days between dates: against numpy's own count, and the bank holidays that were moved or given once."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.sources import workingdays

DAYS = st.dates(date(1990, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ((2026, 3, 2), (2026, 3, 2), 0),
        ((2026, 3, 2), (2026, 3, 3), 1),  # the day after is 1
        ((2026, 3, 6), (2026, 3, 9), 1),  # Friday to Monday
        ((2026, 3, 6), (2026, 3, 8), 0),  # to Sunday
        ((2026, 3, 7), (2026, 3, 9), 1),  # Saturday to Monday
        ((2026, 4, 2), (2026, 4, 7), 1),  # over Good Friday and Easter Monday
        ((2020, 5, 1), (2020, 5, 8), 4),  # the May holiday was on the 8th, not on Monday the 4th
        ((2022, 5, 31), (2022, 6, 6), 2),  # spring holiday on Thursday and the jubilee on Friday
        ((2022, 9, 16), (2022, 9, 20), 1),  # the state funeral
        ((2023, 5, 5), (2023, 5, 9), 1),  # the coronation
        ((2021, 12, 24), (2021, 12, 29), 1),  # Christmas and Boxing Day on Saturday and Sunday
    ],
)
def test_working_days(start: tuple[int, int, int], end: tuple[int, int, int], days: int) -> None:
    assert workingdays.between(date(*start), date(*end)) == days
    assert in_sql(date(*start), date(*end)) == days


@given(start=DAYS, end=DAYS)
def test_they_are_those_that_numpy_counts(start: date, end: date) -> None:
    first, last = sorted((start, end))
    after, holidays = np.timedelta64(1, "D"), list(workingdays.bank_holidays())
    counted = int(np.busday_count(np.datetime64(first) + after, np.datetime64(last) + after, holidays=holidays))
    assert workingdays.between(first, last) == counted
    assert workingdays.between(last, first) == -counted


@given(start=DAYS, end=DAYS)
def test_sql_counts_the_same(start: date, end: date) -> None:
    assert in_sql(start, end) == workingdays.between(start, end)


def test_a_blank_end_has_no_working_days_in_sql() -> None:
    assert duckdb.sql(f"SELECT {workingdays.sql_between('NULL::DATE', 'current_date')}").fetchall() == [(None,)]


def in_sql(start: date, end: date) -> int:
    [(days,)] = duckdb.sql(
        f"SELECT {workingdays.sql_between('a', 'b')} FROM (SELECT DATE '{start}' AS a, DATE '{end}' AS b)"
    ).fetchall()
    assert isinstance(days, int)
    return days
