"""Months in a row."""

from __future__ import annotations

from datetime import date


def around(months: tuple[date, ...], before: int, after: int) -> tuple[date, ...]:
    """Months in a row, with so many before the first and after the last."""
    first, last = _number(months[0]) - before, _number(months[-1]) + after
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1))


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1
