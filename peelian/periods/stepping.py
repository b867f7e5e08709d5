"""From one period to others: the months inside it, the one before, the order of two."""

from __future__ import annotations

from datetime import date

from peelian.periods.model import (
    Period,
    PeriodError,
    at,
    counted_months,
    is_month_end,
    month,
    month_end,
    months_from,
    wave,
)


def months(p: Period) -> tuple[Period, ...]:
    """The whole months inside, in order; none for a date, a wave and what is not stated."""
    if p.first is None or p.last is None or p.kind == "at":
        return ()
    return tuple(month(*months_from(p.first.year, p.first.month, by)) for by in range(_length(p.first, p.last)))


def days(p: Period) -> int:
    """How many days it has: 366 for the year ending March 2024, 1 for a date."""
    if p.first is None or p.last is None:
        raise PeriodError(f"{p.id} has no days to count; a period with dates has")
    return (p.last - p.first).days + 1


def shift(p: Period, months: int) -> Period:
    """The period of the same kind and length so many months later, or earlier where `months` is below zero.

    A calendar year and a financial year to date move by whole years only. A date at a month's end stays at
    the month's end; another date keeps its day, or takes the last one the month has.
    """
    if months == 0:
        return p
    if p.first is None or p.last is None:
        raise PeriodError(f"{p.id} has no dates, so it cannot be moved by {counted_months(months)}")
    if p.kind in ("calendar-year", "year-to-date") and months % 12:
        raise PeriodError(f"{p.id} moves by whole years, not by {counted_months(months)}; use a multiple of 12")
    try:
        last_year, last_month = months_from(p.last.year, p.last.month, months)
        last = month_end(last_year, last_month)
        if p.kind == "at":
            return at(last if is_month_end(p.last) else last.replace(day=min(p.last.day, last.day)))
        first = date(*months_from(p.first.year, p.first.month, months), 1)
    except (ValueError, PeriodError):
        raise PeriodError(f"{p.id} moved by {counted_months(months)} leaves the years 1 to 9999") from None
    return Period(p.kind, first, last)


def before(p: Period) -> Period:
    """The period of the same kind and length just before.

    A financial year to date and a date have the same one of the year before, which compares like with like.
    """
    if p.kind == "wave" and p.wave is not None:
        if p.wave == 1:
            raise PeriodError("wave-1 is the first wave; there is none before it")
        return wave(p.wave - 1)
    if p.first is None or p.last is None:
        raise PeriodError(f"{p.id}: there is no period before one that is not stated")
    return shift(p, -12 if p.kind in ("at", "year-to-date") else -_length(p.first, p.last))


def is_before(a: Period, b: Period) -> bool:
    """Whether the last day of the first comes before that of the second; of two waves, the lower number."""
    if a.wave is not None and b.wave is not None:
        return a.wave < b.wave
    if a.last is None or b.last is None:
        raise PeriodError(f"{a.id} and {b.id} have no order; two periods with dates have, and two waves")
    return a.last < b.last


def _length(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1
