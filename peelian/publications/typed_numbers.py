"""Finds the numbers in words that ought to be figures: what is left after dates, references, and names with digits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_YEAR = r"(?:19|20)[0-9]{2}"
EXEMPT = re.compile(
    "|".join(
        (
            rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: {_YEAR})?\b",  # 31 March 2026
            rf"\b{_MONTH} [0-9]{{1,2}}\b(?!,?[0-9])",
            rf"\b{_YEAR}\s?[–-]\s?{_YEAR}\b",  # 2025-2029
            rf"\b{_YEAR}/[0-9]{{2}}\b",  # 2025/26
            rf"(?<![0-9,.£]){_YEAR}\b(?![0-9,.%]*[0-9%])",
            r"\b(?:paragraphs?|tables?|figures?|charts?|chapters?|sections?|appendix|appendices|note|page|part"
            r"|commitments?|rights?|priority|module|quarter|code|article)s? [0-9]+[A-Z]?(?:\.[0-9]+)*"
            r"(?:(?:,| and| to|–|-) ?[0-9]+(?:\.[0-9]+)*)*",
            r"\bQ[1-4]\b",
            r"\b95% (?:confidence )?intervals?\b",
            r"https?://\S+",
        )
    ),
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w.])[£+-]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:%| percentage points?|pp\b| per cent)?")


def typed_numbers(text: str, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each number that is no date, no reference to a part of the paper and no term of the plan."""
    masked = text
    for term in sorted(terms, key=len, reverse=True):
        pattern = re.compile(rf"(?<![\w.,]){re.escape(term)}(?![\w]|[.,][0-9])", re.IGNORECASE)
        masked = pattern.sub(lambda found: "·" * len(found[0]), masked)
    masked = EXEMPT.sub(lambda found: "·" * len(found[0]), masked)
    for found in NUMBER.finditer(masked):
        yield found.span()
