"""Periods that a text names, each where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from peelian.audit.mask_patterns import MONTH
from peelian.periods import Period, PeriodError, read

_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NAMED = re.compile(
    rf"(?:(?:the\s+)?(?:baseline\s+)?(?:financial\s+)?(?:years?|quarter|(?:12"
    rf"|twelve)[\s-]months?)\s+(?:ending|ended|to)\s+(?:the\s+)?(?:{_DAY}\s+)?{MONTH}\s+{_YEAR})"
    rf"|(?:\bY/?E\s+{MONTH}\s+{_YEAR})"
    rf"|(?:{_DAY}\s+{MONTH}\s+{_YEAR}\s*(?:to|-|–)\s*{_DAY}\s+{MONTH}\s+{_YEAR})"
    rf"|(?:{MONTH}\s+{_YEAR}\s*(?:to|-|–)\s*{MONTH}\s+{_YEAR})"
    rf"|(?:\bQ[1-4]\s+{_YEAR}/\d\d)"
    rf"|(?:\b{_YEAR}(?:/|–|-)\d\d\b)"
    rf"|(?:{_DAY}\s+{MONTH}\s+{_YEAR})"
    rf"|(?:\b{MONTH}\s+{_YEAR})"
    rf"|(?:\bwave\s+\d+)"
    rf"|(?:\b{_YEAR}\b)",
    re.I,
)


@dataclass(frozen=True)
class Named:
    start: int
    end: int
    text: str
    period: Period


def periods_in(text: str) -> tuple[Named, ...]:
    """The periods of a clean text in the order they stand; what looks like one and is none is left out."""
    found = []
    for match in _NAMED.finditer(text):
        plain = re.sub(rf"^({_YEAR})[–-](\d\d)$", r"\1/\2", match[0])
        plain = re.sub(r"^(?:the\s+)?baseline\s+", "", match[0], flags=re.I)
        plain = re.sub(r"(?i)^(?:the\s+)?(?:12|twelve)[\s-]months?", "year", re.sub(r"(?i)\byears\b", "year", plain))
        try:
            found.append(Named(match.start(), match.end(), match[0], read(plain)))
        except PeriodError:
            continue
    return tuple(found)


def comes_before(a: Period | None, b: Period | None) -> bool | None:
    """Whether a ends before b; None where that cannot be said."""
    if a is None or b is None or a == b:
        return None
    if a.wave is not None and b.wave is not None:
        return a.wave < b.wave
    if a.last is None or b.last is None or a.last == b.last:
        return None
    return a.last < b.last
