"""The months of a run, numbered from 0: their names, days, and their ends in UTC."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np

FIRST = (2020, 4)  # a financial year begins
EPOCH = date(1970, 1, 1)
HOUR = 3600
YEARS_OF_HOLIDAYS = 52  # the longest run, and what it ends in


def first_day(month: int) -> date:
    year, zero = divmod(FIRST[0] * 12 + FIRST[1] - 1 + month, 12)
    return date(year, zero + 1, 1)


def last_day(month: int) -> date:
    return first_day(month + 1) - timedelta(days=1)


def label(month: int) -> str:
    """2020-04."""
    return f"{first_day(month):%Y-%m}"


def financial_year(month: int) -> str:
    """2020-21: the year from April to March that the month lies in."""
    day = first_day(month)
    start = day.year - (day.month < FIRST[1])
    return f"{start}-{(start + 1) % 100:02d}"


def days_in(month: int) -> int:
    day = first_day(month)
    return monthrange(day.year, day.month)[1]


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def utc_span(month: int) -> tuple[int, int]:
    """The first second of the month in London, and that of the next, in seconds of UTC since 1970."""
    return _utc(first_day(month)), _utc(first_day(month + 1))


def summer_time(year: int) -> tuple[int, int]:
    """From when to when clocks in London are an hour on, in seconds of UTC: the last Sundays of March and October."""
    return _change(year, 3), _change(year, 10)


def working_days(start: Any, end: Any) -> Any:
    """Working days after one day and up to another, as arrays of days since 1970: no weekend, and no bank holiday of
    England and Wales."""
    return np.busday_count(_dates(start + 1), _dates(end + 1), holidays=_bank_holidays())


def _dates(days: Any) -> Any:
    return days.astype("datetime64[D]")


@cache
def _bank_holidays() -> Any:
    from holidays import country_holidays

    found = country_holidays("GB", subdiv="ENG", years=range(FIRST[0], FIRST[0] + YEARS_OF_HOLIDAYS))
    return np.array(sorted(found), "datetime64[D]")


def _utc(day: date) -> int:
    midnight = day_number(day) * 24 * HOUR
    begins, ends = summer_time(day.year)
    return midnight - HOUR if begins <= midnight - HOUR < ends else midnight


def _change(year: int, month: int) -> int:
    last = date(year, month, 31)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    return int((datetime(sunday.year, sunday.month, sunday.day, 1) - datetime(1970, 1, 1)).total_seconds())
