"""From what people write in papers and plans to the period: "YE Mar 2026", "2025/26", "31 March 2025"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from peelian.periods.model import (
    NOT_STATED,
    YEAR_START,
    Period,
    PeriodError,
    at,
    calendar_year,
    counted_months,
    financial_year,
    is_month_end,
    month,
    quarter_ending,
    span,
    wave,
    year_ending,
    year_to_date,
)
from peelian.periods.naming import MONTHS
from peelian.periods.parsing import LONGEST, clipped, is_id, parse
from peelian.periods.stepping import months, shift

_MONTH_NUMBERS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
_M = "(" + "|".join(_MONTH_NUMBERS) + r")\.?"
_Y = "([0-9]{4})"
_D = "([0-9]{1,2})(?:st|nd|rd|th)?"
_QUARTERS = ("1", "2", "3", "4", "one", "two", "three", "four")
_TO = "(?: to | until | ?[-\N{EN DASH}] ?)"
_END = rf"(?:{_D} )?{_M} {_Y}"  # "31 March 2026", where the day must be the month's last, or "March 2026"
# With a hyphen "2024-25" is a financial year, but "2011-12" is December 2011, the id of a month.
_FY = rf"(?:the )?(?:financial year |fy ?)?{_Y}" "(?:/|\N{EN DASH}|-(?=1[3-9]|[2-9]))([0-9]{2}(?:[0-9]{2})?)"


def read(text: str) -> Period:
    """The period that a person's words name, or a canonical id.

    "2025/26" is the financial year. Months from the April that begins one are that year to date, or the
    year ending where they are all twelve; any other stretch of months is a range. A stretch given by its
    days must be whole months, and takes the name of the month, quarter or year that they make up.
    """
    plain = " ".join(text.split()).lower() if len(text) <= LONGEST else ""
    for pattern, build in _FORMS:
        if match := re.fullmatch(pattern, plain):
            try:
                return build(*match.groups())
            except PeriodError as fault:
                raise PeriodError(f"{clipped(text)} is not a period: {fault}") from None
    if is_id(plain):
        return parse(plain)
    raise PeriodError(
        f"{clipped(text)} is not a period; write it as YE Mar 2026, March 2026, 2025/26, Q1 2025/26, "
        "31 March 2026, August 2024 to July 2025, or as an id such as ye-2026-03"
    )


def _month(name: str, year: str) -> Period:
    return month(int(year), _MONTH_NUMBERS[name])


def _day(day: str, name: str, year: str) -> date:
    try:
        return date(int(year), _MONTH_NUMBERS[name], int(day))
    except ValueError:
        raise PeriodError(f"there is no {day} {name.capitalize()} {year}") from None


def _ending(make: Callable[[int, int], Period], day: str | None, name: str, year: str) -> Period:
    number = _MONTH_NUMBERS[name]
    if day is not None and not is_month_end(_day(day, name, year)):
        raise PeriodError("it does not end with a month; such a period ends on the last day of one")
    return make(int(year), number)


def _financial(first: str, second: str) -> Period:
    following = f"{int(first) + 1:04d}"
    if not following.endswith(second):
        raise PeriodError(f"a financial year ends in the next, {first}/{following[-2:]}; a month is 01 to 12")
    return financial_year(date(int(first), YEAR_START, 1))


def _financial_quarter(number: str, first: str, second: str) -> Period:
    _financial(first, second)  # refuses 2025/27
    fourth = quarter_ending(int(first) + 1, YEAR_START - 1)
    return shift(fourth, 3 * (_QUARTERS.index(number) % 4 - 3))


def _stretch(first_name: str, first_year: str | None, last_name: str, last_year: str) -> Period:
    stretch = span(_month(first_name, first_year or last_year), _month(last_name, last_year))
    count = len(months(stretch))
    if _MONTH_NUMBERS[first_name] != YEAR_START or count > 12:
        return stretch
    make = year_ending if count == 12 else year_to_date
    return make(int(last_year), _MONTH_NUMBERS[last_name])


def _counted(count: str, first_name: str, first_year: str, last_name: str, last_year: str) -> Period:
    stretch = span(_month(first_name, first_year), _month(last_name, last_year))
    if len(months(stretch)) != int(count):
        raise PeriodError(f"it has {counted_months(len(months(stretch)))}, not {count}")
    return stretch


def _between(d1: str, m1: str, y1: str | None, d2: str, m2: str, y2: str) -> Period:
    first, last = _day(d1, m1, y1 or y2), _day(d2, m2, y2)
    if first.day != 1 or not is_month_end(last) or first > last:
        raise PeriodError("it is not made of whole months, from the first day of one to the last of another")
    stretch = _stretch(m1, y1 or y2, m2, y2)
    count = len(months(stretch))
    if count == 12 and first.month == 1:
        return calendar_year(last.year)
    makes: dict[int, Callable[[int, int], Period]] = {1: month, 3: quarter_ending, 12: year_ending}
    return makes[count](last.year, last.month) if count in makes else stretch


def _to_date(first_name: str | None, first_year: str | None, name: str, year: str) -> Period:
    period = year_to_date(int(year), _MONTH_NUMBERS[name])
    if first_name and first_year and _month(first_name, first_year).first != period.first:
        raise PeriodError("a financial year to date begins in the April before its last month")
    return period


_FORMS: tuple[tuple[str, Callable[..., Period]], ...] = (
    (rf"{_M} {_Y}", _month),
    (rf"(?:the )?(?:year|12 months|twelve months) (?:ending|ended|to) {_END}", partial(_ending, year_ending)),
    (rf"y/?e {_END}", partial(_ending, year_ending)),
    (rf"(?:the )?quarter (?:ending|ended|to) {_END}", partial(_ending, quarter_ending)),
    (rf"q/?e {_END}", partial(_ending, quarter_ending)),
    (
        rf"(?:the )?financial year to date,? (?:to |{_M} {_Y} to )?{_M} {_Y}",
        _to_date,
    ),
    (rf"fytd (?:to )?{_M} {_Y}", partial(_ending, year_to_date, None)),
    (rf"{_FY}(?: financial year)?", _financial),
    (rf"(?:q|quarter )({'|'.join(_QUARTERS)}) (?:of )?{_FY}", _financial_quarter),
    (
        rf"(?:the )?{_Y} calendar year|(?:the )?calendar year {_Y}|(?:cy )?{_Y}",
        lambda *g: calendar_year(int(next(filter(None, g)))),
    ),
    (rf"(?:at |as at |on )?{_D} {_M} {_Y}", lambda *g: at(_day(*g))),
    (rf"{_M}(?: {_Y})?{_TO}{_M} {_Y}", _stretch),
    (rf"(?:the )?([0-9]{{1,4}}) months? (?:from )?{_M} {_Y}{_TO}{_M} {_Y}", _counted),
    (rf"{_D} {_M}(?: {_Y})?{_TO}{_D} {_M} {_Y}", _between),
    (r"wave ([1-9][0-9]{0,5})", lambda number: wave(int(number))),
    (r"(?:a period that is )?not stated", lambda: NOT_STATED),
)
