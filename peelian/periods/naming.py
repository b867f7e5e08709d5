"""The names of a period: long for sentences, short for tables. `reading` takes both back."""

from __future__ import annotations

from datetime import date

from peelian.periods.model import YEAR_START, Period, counted_months
from peelian.periods.stepping import months

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def words(p: Period) -> str:
    """For the middle of a sentence: "the year ending March 2026", "August 2024 to July 2025"."""
    if p.first is None or p.last is None:
        return "a period that is not stated" if p.wave is None else f"wave {p.wave}"
    first, last = _long(p.first), _long(p.last)
    match p.kind:
        case "quarter":
            return f"the quarter ending {last}"
        case "year-ending":
            return f"the year ending {last}"
        case "calendar-year":
            return f"the {p.last.year:04d} calendar year"
        case "at":
            return f"{p.last.day} {last}"
        case "year-to-date":
            count = len(months(p))
            stretch = last if count == 1 else f"{first} to {last}"
            # One month and twelve need more words: else they would name a month and a whole year.
            return stretch if 1 < count < 12 else f"the financial year to date, {stretch}"
        case "range":
            counted = _count_needed(p)
            return f"the {counted} from {first} to {last}" if counted else f"{first} to {last}"
    return last


def short(p: Period) -> str:
    """For tables and charts: "YE Mar 2026", "Q/E Mar 2026", "31 Mar 2026", "FYTD Jan 2026", "not stated"."""
    if p.first is None or p.last is None:
        return "not stated" if p.wave is None else f"Wave {p.wave}"
    last = _brief(p.last)
    match p.kind:
        case "quarter":
            return f"Q/E {last}"
        case "year-ending":
            return f"YE {last}"
        case "calendar-year":
            return f"{p.last.year:04d}"
        case "at":
            return f"{p.last.day} {last}"
        case "year-to-date":
            return f"FYTD {last}"
        case "range":
            counted = _count_needed(p)
            return (f"{counted} " if counted else "") + f"{_brief(p.first)} to {last}"
    return last


def _count_needed(p: Period) -> str:
    """The number of months of a range that would else bear the name of a financial year or part of one."""
    count = len(months(p))
    if p.first is None or p.first.month != YEAR_START or count > 12:
        return ""
    return counted_months(count)


def _long(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year:04d}"


def _brief(day: date) -> str:
    return f"{MONTHS[day.month - 1][:3]} {day.year:04d}"
