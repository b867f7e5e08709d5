"""Words that put one number above or below all others it stands among; and the kind of claim they make."""

from __future__ import annotations

import re

KIND = "rank_or_extreme"
HIGH = r"highest|largest|greatest|biggest|most|longest|top|best"
LOW = r"lowest|smallest|fewest|least|shortest|worst"
SUPERLATIVE = re.compile(
    rf"\b(?P<word>(?:second[- ])?(?:{HIGH}|{LOW}))\b(?!\s+(?:similar|recent|likely|of|people"
    rf"|importantly|part|vulnerable|serious))",
    re.I,
)


def is_high(word: str) -> bool:
    return re.fullmatch(HIGH, word.lower()) is not None
