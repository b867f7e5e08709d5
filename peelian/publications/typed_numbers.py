"""Finds the numbers in words that ought to be figures: what is left after dates, references, and names with digits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_MONTH = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_NO_MORE = r"(?![\w%/]|[,.][0-9])"  # the number ends here
_YEARS = rf"{_YEAR}(?:/[0-9]{{2}}|\s?(?:[–-]|\bto\b)\s?{_YEAR}(?:/[0-9]{{2}})?)?{_NO_MORE}"  # 2025, 2025/26, 2025-2029
_COUNTED = (
    r"(?!\s+(?:more|fewer|less|officers?|staff|people|persons|crimes?|offences?|incidents?|calls?|victims?|reports?"
    r"|cases?|homes?|children|thefts?|burglaries|robberies|pounds|(?:per|percent)\b|million|thousand)\b)"
)
# A year says so by the word before it ("since 2021") or after it ("the 2021 plan"); else 2000 may be a count.
_BEFORE_YEAR = (
    rf"(?:\b{_MONTH}|\b(?:in|since|by|of|from|to|until|till|during|before|after|between|the|and|or|than|for|year|years"
    r"|ending|ended|act))"
)
_AFTER_YEAR = (
    r"(?:plan|framework|calendar|financial|survey|audit|census|act|edition|paper|report|baseline|inspection|review"
    r"|figures?|estimates?|election|strategy)s?\b"
)
# A part of the paper has one or two digits: "paragraph 2.6", "Appendix 3"; "the figure 9,999" is none.
_PART = (
    r"[0-9]{1,2}[A-H]?(?:\.[0-9]{1,2})*(?!\w|\.[0-9]|,[0-9]{3}|\s?%"
    r"|\s(?:per|percent|percentage|pp|hundred|thousand|million|billion)\b)"
)
EXEMPT = re.compile(
    "|".join(
        (
            rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: {_YEAR}{_NO_MORE})?\b",  # 31 March 2026
            rf"\b{_MONTH} [0-9]{{1,2}}(?:(?:st|nd|rd|th)\b|,? {_YEAR}{_NO_MORE}|(?=[.;:)](?![0-9])|$))",  # March 31
            rf"{_BEFORE_YEAR}\s{_YEARS}{_COUNTED}",
            rf"(?<![\w,.£]){_YEAR}(?:/[0-9]{{2}}|\s?(?:[–-]|\bto\b)\s?{_YEAR}){_NO_MORE}{_COUNTED}",
            rf"(?<![\w,.£]){_YEAR}(?=\s{_AFTER_YEAR})",
            rf"\b(?:paragraph|table|(?<!\bthe )figure|chart|chapter|section|appendix|page) {_PART}",
            rf"\b(?:paragraphs|tables|(?<!\bthe )figures|charts|chapters|sections|appendices|pages) {_PART}"
            rf"(?:(?:,| and|, and| to|–|-) ?{_PART})*",
            r"\bQ[1-4]\b",
            r"\b95% (?:confidence )?intervals?\b",
            r"https?://\S+",
        )
    ),
    re.IGNORECASE,
)
_PER_CENT = r"(?:%| per cent\b| percent\b| percentage points?\b|pp\b)"
_IN_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half)"
)
_DIGITS = rf"(?<![\w.])[£+-]?[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?{_PER_CENT}?|[¼-¾⅐-⅞]{_PER_CENT}?"
NUMBER = re.compile(_DIGITS, re.IGNORECASE)
NUMBER_OR_WORDS = re.compile(
    rf"{_DIGITS}|\b{_IN_WORDS}(?:(?:-| | and a | and ){_IN_WORDS})*(?: of one| a)?{_PER_CENT}", re.IGNORECASE
)


def typed_numbers(text: str, terms: Sequence[str], *, in_words: bool = False) -> Iterator[tuple[int, int]]:
    """Start and end of each number that is no date, no reference to a part of the paper and no term of the plan.

    `in_words`: also percentages in words ("twenty per cent"), as an author types them; other number words are left.
    """
    masked = text
    for term in sorted(terms, key=len, reverse=True):
        pattern = re.compile(rf"(?<![\w.,]){re.escape(term)}(?![\w]|[.,][0-9])", re.IGNORECASE)
        masked = pattern.sub(lambda found: "·" * len(found[0]), masked)
    masked = EXEMPT.sub(lambda found: "·" * len(found[0]), masked)
    for found in (NUMBER_OR_WORDS if in_words else NUMBER).finditer(masked):
        yield found.span()
