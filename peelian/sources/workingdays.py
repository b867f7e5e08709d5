"""Working days between dates in England and Wales: no Saturday, Sunday or bank holiday.

Bank holidays follow the Banking and Financial Dealings Act 1971 and the proclamations under it, as the library
`holidays` keeps them. The rule stands here twice: for one row, and as SQL.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cache

FIRST_MONDAY = date(1970, 1, 5)
YEARS = range(1970, 2070)


def between(start: date, end: date) -> int:
    """Working days after `start`, up to `end` and with it: the working day after is 1."""
    return _up_to(end) - _up_to(start)


def sql_between(start: str, end: str) -> str:
    """The same of two SQL dates; NULL where either is."""
    return f"CAST({_sql_up_to(end)} - {_sql_up_to(start)} AS BIGINT)"


@cache
def bank_holidays() -> tuple[date, ...]:
    """Those that fall on a weekday, in order; of `YEARS` alone."""
    from holidays import country_holidays

    every = country_holidays("GB", subdiv="ENG", years=YEARS)
    return tuple(sorted(day for day in every if day.weekday() < 5))


def _up_to(day: date) -> int:
    """Working days from the first Monday on, up to this day and with it."""
    weeks, over = divmod((day - FIRST_MONDAY).days, 7)
    return weeks * 5 + min(over + 1, 5) - bisect_right(bank_holidays(), day)


def _sql_up_to(day: str) -> str:
    since = f"({day} - DATE '{FIRST_MONDAY}')"
    weeks = f"CAST(floor({since} / 7) AS BIGINT)"
    listed = ", ".join(f"'{each}'" for each in bank_holidays())
    free = f"len(list_filter(CAST([{listed}] AS DATE[]), lambda each: each <= {day}))"
    return f"({weeks} * 5 + least({since} - {weeks} * 7 + 1, 5) - {free})"
