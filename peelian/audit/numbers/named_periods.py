"""Periods that a text names, each where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from peelian.audit.numbers.mask_patterns import MONTH
from peelian.audit.numbers.tried import small
from peelian.periods import Period, PeriodError, read

_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = MONTH.lower()
# On a text in small letters. What a period can begin with comes first, so that most places are passed at once.
_NAMED = re.compile(
    rf"(?=\d|the\s|baseline\s|financial\s|years?\s|quarter\s|twelve[\s-]|y/?e\s|q[1-4]\s|wave\s|{_MONTH})"
    r"(?:"
    rf"(?:(?:the\s+)?(?:baseline\s+)?(?:financial\s+)?(?:years?|quarter|(?:12"
    rf"|twelve)[\s-]months?)\s+(?:ending|ended|to)\s+(?:the\s+)?(?:{_DAY}\s+)?{_MONTH}\s+{_YEAR})"
    rf"|(?:\by/?e\s+{_MONTH}\s+{_YEAR})"
    rf"|(?:{_DAY}\s+{_MONTH}\s+{_YEAR}\s*(?:to|-|–)\s*{_DAY}\s+{_MONTH}\s+{_YEAR})"
    rf"|(?:{_MONTH}\s+{_YEAR}\s*(?:to|-|–)\s*{_MONTH}\s+{_YEAR})"
    rf"|(?:\bq[1-4]\s+{_YEAR}/\d\d)"
    rf"|(?:\b{_YEAR}(?:/|–|-)\d\d\b)"
    rf"|(?:{_DAY}\s+{_MONTH}\s+{_YEAR})"
    rf"|(?:\b{_MONTH}\s+{_YEAR})"
    rf"|(?:\bwave\s+\d+)"
    rf"|(?:\b{_YEAR}\b)"
    r")"
)


@dataclass(frozen=True)
class Named:
    start: int
    end: int
    text: str
    period: Period


def periods_in(text: str) -> tuple[Named, ...]:
    """The periods of a clean text in the order they stand; what looks like one and is none is left out."""
    spans = (match.span() for match in _NAMED.finditer(small(text)))
    read_ = ((start, end, _read(text[start:end])) for start, end in spans)
    return tuple(Named(start, end, text[start:end], period) for start, end, period in read_ if period is not None)


@lru_cache(maxsize=500)  # a paper names the same few periods again and again
def _read(named: str) -> Period | None:
    plain = re.sub(r"^(?:the\s+)?baseline\s+", "", named, flags=re.I)
    plain = re.sub(r"(?i)^(?:the\s+)?(?:12|twelve)[\s-]months?", "year", re.sub(r"(?i)\byears\b", "year", plain))
    try:
        return read(plain)
    except PeriodError:
        return None


def comes_before(a: Period | None, b: Period | None) -> bool | None:
    """Whether a ends before b; None where that cannot be said."""
    if a is None or b is None or a == b:
        return None
    if a.wave is not None and b.wave is not None:
        return a.wave < b.wave
    if a.last is None or b.last is None or a.last == b.last:
        return None
    return a.last < b.last
