"""Stretches of time with inclusive ends: make, name, read, order and step months, quarters and years.

No clock: a period is made from numbers or from a text, never from today.
"""

from peelian.periods.model import (
    NOT_STATED,
    Kind,
    Period,
    PeriodError,
    at,
    calendar_year,
    financial_year,
    month,
    quarter_ending,
    span,
    wave,
    year_ending,
    year_to_date,
)
from peelian.periods.naming import short, words
from peelian.periods.parsing import parse
from peelian.periods.reading import read
from peelian.periods.stepping import before, days, is_before, months, shift

__all__ = [
    "NOT_STATED",
    "Kind",
    "Period",
    "PeriodError",
    "at",
    "before",
    "calendar_year",
    "days",
    "financial_year",
    "is_before",
    "month",
    "months",
    "parse",
    "quarter_ending",
    "read",
    "shift",
    "short",
    "span",
    "wave",
    "words",
    "year_ending",
    "year_to_date",
]
