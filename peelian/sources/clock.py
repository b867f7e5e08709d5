"""Spans between times of London's clock, which is turned twice a year (Summer Time Act 1972, order SI 2002/262).

The hour that the clock shows twice in October says nothing of which of the two it is: such a span is the shortest that
is not below zero. Each rule stands here twice: for one row, and as SQL.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

HOUR = 3600


def seconds_between(start: datetime, end: datetime) -> int:
    """Whole seconds that passed from one time to the other."""
    shown = (end - start) // timedelta(seconds=1)
    if _is_twice(start) and _is_twice(end) and start.date() == end.date():
        return shown if shown >= 0 else shown + HOUR
    return shown - HOUR * (_summer(end, 2) - _summer(start, 1))


def before(start: datetime, end: datetime) -> bool:
    """Whether `end` was earlier than `start` for certain."""
    if end >= start:
        return False
    return not (_is_twice(start) and _is_twice(end) and start.date() == end.date())


def is_never(at: datetime) -> bool:
    """Whether the clock never showed this time: the hour that is left out in March."""
    return at.hour == 1 and at.month == 3 and at.date() == _last_sunday(at.year, 3)


def sql_never(at: str) -> str:
    return f"(month({at}) = 3 AND day({at}) >= 25 AND dayofweek({at}) = 0 AND hour({at}) = 1)"


def sql_seconds(start: str, end: str) -> str:
    """The same of two SQL timestamps. Most spans lie in one day that has 24 hours: that is asked first."""
    shown = f"CAST(floor((epoch_us({end}) - epoch_us({start})) / 1000000) AS BIGINT)"
    same = f"CAST({start} AS DATE) = CAST({end} AS DATE)"
    turned = f"(dayofweek({start}) = 0 AND month({start}) IN (3, 10))"
    twice = f"({same} AND {_sql_twice(start)} AND {_sql_twice(end)})"
    over = f"{shown} - {HOUR} * ({_sql_summer(end, 2)} - {_sql_summer(start, 1)})"
    again = f"CASE WHEN {shown} >= 0 THEN {shown} ELSE {shown} + {HOUR} END"
    return f"CASE WHEN {same} AND NOT {turned} THEN {shown} WHEN {twice} THEN {again} ELSE {over} END"


def sql_before(start: str, end: str) -> str:
    """The same of two SQL timestamps; false where either is NULL. Only of the few that seem so is more asked."""
    same = f"CAST({start} AS DATE) = CAST({end} AS DATE)"
    return f"CASE WHEN {end} < {start} THEN NOT ({same} AND {_sql_twice(start)} AND {_sql_twice(end)}) ELSE false END"


def _is_twice(at: datetime) -> bool:
    return at.hour == 1 and at.date() == _last_sunday(at.year, 10)


def _summer(at: datetime, ends: int) -> int:
    """1 in summer time. `ends` is the hour on the clock at which it is over: 1 or 2, both of which are right."""
    begins, over = _last_sunday(at.year, 3), _last_sunday(at.year, 10)
    return int(datetime(*begins.timetuple()[:3], 1) <= at < datetime(*over.timetuple()[:3], ends))


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _sql_twice(at: str) -> str:
    return f"(month({at}) = 10 AND day({at}) >= 25 AND dayofweek({at}) = 0 AND hour({at}) = 1)"


def _sql_summer(at: str, ends: int) -> str:
    begins, over = (_sql_sunday(at, month) for month in (3, 10))
    return f"CAST({at} >= {begins} + INTERVAL 1 HOUR AND {at} < {over} + INTERVAL {ends} HOUR AS INTEGER)"


def _sql_sunday(at: str, month: int) -> str:
    last = f"make_date(year({at}), {month}, 31)"
    return f"({last} - CAST(dayofweek({last}) AS INTEGER))"
