"""From an id as it stands in figure ids and plan files to the period."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from peelian.periods.model import (
    NOT_STATED,
    Period,
    PeriodError,
    at,
    calendar_year,
    month,
    month_end,
    quarter_ending,
    span,
    wave,
    year_ending,
    year_to_date,
)

FORMS = (
    "2026-03, q-2026-03, ye-2026-03, cy-2025, at-2026-03, at-2026-03-15, fytd-2026-01, "
    "2024-08..2025-07, wave-38, not-stated"
)

LONGEST = 100  # characters of a text that is read as a period

_MONTHLY: Mapping[str, Callable[[int, int], Period]] = {
    "": month,
    "q-": quarter_ending,
    "ye-": year_ending,
    "fytd-": year_to_date,
    "at-": lambda year, number: at(month_end(year, number)),
}
_ID = (
    r"(?P<kind>|q-|ye-|fytd-|at-)(?P<month>[0-9]{4}-[0-9]{2})"
    r"|cy-(?P<year>[0-9]{4})"
    r"|at-(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<from>[0-9]{4}-[0-9]{2})\.\.(?P<to>[0-9]{4}-[0-9]{2})"
    r"|wave-(?P<wave>[1-9][0-9]{0,5})"
    r"|(?P<none>not-stated)"
)


def parse(text: str) -> Period:
    """The period of a canonical id, and of nothing else; `read` takes what people write."""
    match = re.fullmatch(_ID, text) if len(text) <= LONGEST else None
    if match is None:
        raise PeriodError(f"{clipped(text)} is not a period; a period is written as one of: {FORMS}")
    try:
        return _built(match)
    except PeriodError as fault:
        raise PeriodError(f"{clipped(text)} is not a period: {fault}") from None
    except ValueError:
        raise PeriodError(f"{clipped(text)} is not a period: there is no such day") from None


def is_id(text: str) -> bool:
    """Whether the text has the shape of an id, though the month it names may not exist."""
    return len(text) <= LONGEST and re.fullmatch(_ID, text) is not None


def clipped(text: str) -> str:
    """The text in quotes for a message, on one line and cut where it is long."""
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else line[:57] + "...")


def _built(match: re.Match[str]) -> Period:
    if match["month"]:
        return _MONTHLY[match["kind"]](*_year_month(match["month"]))
    if match["year"]:
        return calendar_year(int(match["year"]))
    if match["day"]:
        return at(date.fromisoformat(match["day"]))
    if match["from"]:
        return span(month(*_year_month(match["from"])), month(*_year_month(match["to"])))
    return wave(int(match["wave"])) if match["wave"] else NOT_STATED


def _year_month(text: str) -> tuple[int, int]:
    year, _, number = text.partition("-")
    return int(year), int(number)
