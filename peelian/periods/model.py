"""A stretch of time with inclusive ends, and the ways to make one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from peelian.errors import PeelianError

Kind = Literal["month", "quarter", "year-ending", "calendar-year", "at", "year-to-date", "range", "wave", "not-stated"]

YEAR_START = 4  # April: the financial year of police bodies in England and Wales

_LENGTH = {"month": 1, "quarter": 3, "year-ending": 12, "calendar-year": 12}


class PeriodError(PeelianError):
    """A text that names no period, or a question that a period of its kind has no answer to."""


@dataclass(frozen=True, order=True)
class Period:
    """A period with its first and last day, both inside it. A date ("at") is its own first and last day.

    A survey's wave has a number and no days; a period that is not stated has neither.
    Every other kind is made of whole calendar months. Sorted, periods stand by kind, then by date.
    """

    kind: Kind
    first: date | None
    last: date | None
    wave: int | None = None

    def __post_init__(self) -> None:
        if fault := _fault(self):
            raise PeriodError(f"{fault}; the kind is {self.kind}, the days {self.first} to {self.last}")

    @property
    def id(self) -> str:
        """As it stands in figure ids: "2026-03", "ye-2026-03", "2024-08..2025-07", "wave-38"."""
        if self.first is None or self.last is None:
            return "not-stated" if self.wave is None else f"wave-{self.wave}"
        last = self.last.isoformat()[:7]
        match self.kind:
            case "quarter":
                return f"q-{last}"
            case "year-ending":
                return f"ye-{last}"
            case "calendar-year":
                return f"cy-{last[:4]}"
            case "at":
                return f"at-{last}" if is_month_end(self.last) else f"at-{self.last.isoformat()}"
            case "year-to-date":
                return f"fytd-{last}"
            case "range":
                return f"{self.first.isoformat()[:7]}..{last}"
        return last


def month(year: int, month: int) -> Period:
    return Period("month", _day(year, month), month_end(year, month))


def quarter_ending(year: int, month: int) -> Period:
    """Three months, the last of which is this one: 2026, 3 is 1 January to 31 March 2026."""
    return Period("quarter", _day(*months_from(year, month, -2)), month_end(year, month))


def year_ending(year: int, month: int) -> Period:
    """Twelve months, the last of which is this one: 2026, 3 is 1 April 2025 to 31 March 2026."""
    return Period("year-ending", _day(*months_from(year, month, -11)), month_end(year, month))


def calendar_year(year: int) -> Period:
    return Period("calendar-year", _day(year, 1), month_end(year, 12))


def year_to_date(year: int, month: int) -> Period:
    """From the April that begins the financial year to the end of this month."""
    start = year if month >= YEAR_START else year - 1
    return Period("year-to-date", _day(start, YEAR_START), month_end(year, month))


def at(day: date) -> Period:
    """One day, for what is counted at a date: officers at 31 March."""
    return Period("at", day, day)


def span(first_month: Period, last_month: Period) -> Period:
    """From the first day of one period to the last day of another, both in whole months."""
    return Period("range", first_month.first, last_month.last)


def counted_months(count: int) -> str:
    """So many months in digits: "1 month", "11 months"."""
    return f"{count} month{'' if abs(count) == 1 else 's'}"


def wave(number: int) -> Period:
    """A survey's wave: it has an order and no dates."""
    return Period("wave", None, None, number)


def financial_year(p_last: date, starts: int = YEAR_START) -> Period:
    """The financial year in which this day lies, as a year ending; `starts` is its first month."""
    first_year = p_last.year if p_last.month >= starts else p_last.year - 1
    return year_ending(*months_from(first_year, starts, 11))


def months_from(year: int, month: int, by: int) -> tuple[int, int]:
    """The year and month so many months later, or earlier where `by` is below zero."""
    years, zero_based = divmod(year * 12 + month - 1 + by, 12)
    return years, zero_based + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month, 29 February in a leap year."""
    first = _day(year, month)
    return first.replace(day=31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def is_month_end(day: date) -> bool:
    return day == month_end(day.year, day.month)


def _day(year: int, month: int) -> date:
    try:
        return date(year, month, 1)
    except ValueError:
        raise PeriodError(
            f"there is no month {month} of the year {year}; months are 1 to 12, years 1 to 9999"
        ) from None


def _fault(period: Period) -> str:
    """What is wrong with the ends of a period, in words; empty where nothing is."""
    first, last = period.first, period.last
    if period.kind in ("wave", "not-stated"):
        if first is not None or last is not None:
            return "it has no days"
        if period.kind == "not-stated":
            return "" if period.wave is None else "what is not stated has no number"
        return "" if period.wave is not None and period.wave > 0 else "a wave has a number from 1"
    if first is None or last is None or period.wave is not None:
        return "it needs a first and a last day, and no wave"
    if period.kind == "at":
        return "" if first == last else "a date is one day"
    if first > last:
        return "it ends before it begins"
    if first.day != 1 or not is_month_end(last):
        return "it is not made of whole months"
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    if length != _LENGTH.get(period.kind, length):
        return f"it has {counted_months(length)} instead of {_LENGTH[period.kind]}"
    if period.kind == "calendar-year" and first.month != 1:
        return "a calendar year begins in January"
    if period.kind == "year-to-date" and (first.month != YEAR_START or length > 12):
        return "a financial year to date begins in April and has at most 12 months"
    return ""


NOT_STATED = Period("not-stated", None, None)
