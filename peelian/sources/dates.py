"""Dates as publishers write them, and the day it was in London. A text fits the form or is refused."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
DIRECTIVES = {
    "%d": "(?P<d>[0-9]{1,2})",
    "%m": "(?P<m>[0-9]{1,2})",
    "%Y": "(?P<Y>[0-9]{4})",
    "%y": "(?P<y>[0-9]{2})",
    "%b": "(?P<b>[A-Za-z]{3})",
    "%B": "(?P<B>[A-Za-z]{3,9})",
    "%H": "(?P<H>[0-9]{1,2})",
    "%M": "(?P<M>[0-9]{1,2})",
    "%S": "(?P<S>[0-9]{1,2})",
}
CENTURY_TURNS = 69  # two-figure years 69 to 99 are of the 1900s, as POSIX strptime reads them
_EXAMPLE = dict(zip(DIRECTIVES, ("31", "03", "2024", "24", "Mar", "March", "09", "30", "00"), strict=True))
FINANCIAL_YEAR = r"(?:([12][0-9]{3})/([0-9]{2})|([12][0-9]{3})-03-31)"
FINANCIAL_QUARTER = "[12][0-9]{3}/[0-9]{2} [1-4]"
TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
UTC_STAMP = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\+00:00|Z)"


@cache
def pattern(date_format: str, named: bool = True) -> str:
    """The regular expression of a date format; without names it is one that the engine takes as well."""
    parts = re.findall(r"%.|[^%]+", date_format)
    whole = "".join(DIRECTIVES[p] if p in DIRECTIVES else re.escape(p) for p in parts)
    return whole if named else re.sub(r"\?P<.>", "", whole)


def example(date_format: str) -> str:
    """31 March 2024 in this format."""
    return re.sub("%.", lambda directive: _EXAMPLE.get(directive[0], directive[0]), date_format)


def format_fault(date_format: str, needs_day: bool, needs_clock: bool = False) -> str | None:
    """What is wrong with a date format, in words; None where nothing is."""
    used = re.findall(r"%.?", date_format)
    unknown = [d for d in used if d not in DIRECTIVES]
    if unknown:
        return f"'{unknown[0]}' is not one of {' '.join(DIRECTIVES)}"
    groups = [{"%b": "%m", "%B": "%m", "%y": "%Y"}.get(d, d) for d in used]
    if len(set(groups)) < len(groups):
        return "it names a part of the date twice"
    wanted = ["%Y", "%m", "%d"] if needs_day else ["%Y", "%m"]
    wanted += ["%H", "%M"] if needs_clock else []
    missing = [d for d in wanted if d not in groups]
    return f"it lacks {' and '.join(missing)}" if missing else None


def read_date(text: str, date_format: str) -> date | None:
    """The day a text names in this format, or None. Without %d the first of the month."""
    match = re.fullmatch(pattern(date_format), text)
    if match is None:
        return None
    found = match.groupdict()
    clock = [int(found.get(part) or 0) for part in "HMS"]
    month = _month(found)
    if month is None or clock[0] > 23 or clock[1] > 59 or clock[2] > 59:
        return None
    return _day(_year(found), month, int(found.get("d") or 1))


def read_time(text: str, date_format: str | None) -> datetime | None:
    """The moment a text names: in this format, which has %H and %M, else as 2024-03-31 09:30, with T or seconds too."""
    if date_format is None:
        if not re.fullmatch(TIME, text) or read_iso(text[:10]) is None:
            return None
        try:
            return datetime.fromisoformat(text.replace("T", " "))
        except ValueError:
            return None
    day = read_date(text, date_format)
    match = re.fullmatch(pattern(date_format), text)
    if day is None or match is None:
        return None
    hour, minute, second = (int(match.groupdict().get(part) or 0) for part in "HMS")
    return datetime.combine(day, time(hour, minute, second))


def read_iso(text: str) -> date | None:
    """The day of 2024-03-31, or None."""
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    return _day(int(text[:4]), int(text[5:7]), int(text[8:]))


def london_date(text: str) -> date | None:
    """The day it was in London at a time in UTC, 2024-05-31T23:48:00+00:00; None if it is no such time."""
    if not re.fullmatch(UTC_STAMP, text):
        return None
    try:
        at = datetime.fromisoformat(text[:19])
    except ValueError:
        return None
    return (at + timedelta(hours=1) if _summer(at) else at).date()


def _summer(at: datetime) -> bool:
    """British Summer Time: 01:00 UTC on the last Sunday of March to the same of October (SI 2002/262)."""
    return _turn(at.year, 3) <= at < _turn(at.year, 10)


def _turn(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _month(found: dict[str, str]) -> int | None:
    if found.get("m"):
        return int(found["m"])
    name = (found.get("B") or found.get("b") or "").lower()
    names = MONTHS if "B" in found else [m[:3] for m in MONTHS]
    return names.index(name) + 1 if name in names else None


def _year(found: dict[str, str]) -> int:
    if found.get("Y"):
        return int(found["Y"])
    short = int(found["y"])
    return short + (1900 if short >= CENTURY_TURNS else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def financial_year(text: str) -> date | None:
    """The first of March of 2017/18 or of its last day, 2018-03-31; None if it is no financial year."""
    match = re.fullmatch(FINANCIAL_YEAR, text)
    if match is None:
        return None
    if match[1] is None:
        return _day(int(match[3]), 3, 1)
    return _day(int(match[1]) + 1, 3, 1) if (int(match[1]) + 1) % 100 == int(match[2]) else None


def financial_quarter(text: str) -> date | None:
    """The first day of the last month of 2017/18 1, April to June 2017; None if it is no quarter."""
    year, _, quarter = text.rpartition(" ")
    if quarter not in ("1", "2", "3", "4") or "/" not in year:
        return None
    ends = financial_year(year)
    return ends and _day(ends.year - (quarter != "4"), int(quarter) * 3 % 12 + 3, 1)
