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
_PER_CENT = r"(?:[%％]| per cent\b| percent\b| percentage points?\b|pp\b)"
_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TENS = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety)"
)
_SCALE = r"(?:hundred|thousand|million|billion|dozen)"
_WORD = rf"(?:{_SMALL}|{_TENS}|{_SCALE}|half)"
_AND_ON = rf"(?:(?:-|\s|\sand\sa\s|\sand\s|\spoint\s){_WORD})*"
_PARTS = r"(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)"
_IN_WORDS = "|".join(
    (
        rf"{_WORD}{_AND_ON}(?: of one| a)?{_PER_CENT}",  # twenty per cent, half a per cent
        rf"(?:{_SMALL}|{_TENS})\s(?:in|out\sof|of\severy)\s(?:every\s)?(?:{_TENS}|(?!one\b){_SMALL})\b",
        rf"(?:two|three|four|five|six|seven|eight|nine)[-\s](?!quarters\b){_PARTS}s\b|three[-\s]quarters\b(?=\sof\b)",
        rf"(?:a|one)[-\s]{_PARTS}\sof\b",
        rf"(?:{_SMALL}|{_TENS}|{_SCALE})[-\s]?fold\b|(?:halv|doubl|trebl|tripl|quadrupl)e[sd]\b",
        rf"(?:twice|(?:{_SMALL}|{_TENS}){_AND_ON}\stimes)\s(?:as|more|higher|lower|fewer|less|the|that|what|its|their)\b",
        rf"(?:half\sa|(?:a|an|{_SMALL}|{_TENS})(?:\sand\sa\shalf)?)[-\s]{_SCALE}\b{_AND_ON}",  # two million and five
        r"(?:tens|dozens|hundreds|thousands|millions|billions)\sof\b",
        rf"{_TENS}\b{_AND_ON}(?!\s(?:months?|years?)\b)",
    )
)
_DIGITS = rf"(?<![\w.])[£+-]?\d+(?:,\d{{3}})*(?:\.\d+)?{_PER_CENT}?|[¼-¾⅐-⅞]{_PER_CENT}?"  # of any script
NUMBER = re.compile(_DIGITS, re.IGNORECASE)
NUMBER_OR_WORDS = re.compile(rf"{_DIGITS}|\b(?<![-/])(?:{_IN_WORDS})", re.IGNORECASE)


def typed_numbers(text: str, terms: Sequence[str], *, in_words: bool = False) -> Iterator[tuple[int, int]]:
    """Start and end of each number that is no date, no reference to a part of the paper and no term of the plan.

    `in_words`: also those an author types in words: percentages, parts and multiples of things, ten and above. What
    is counted below ten ("the two papers") is left.
    """
    masked = text
    for term in sorted(terms, key=len, reverse=True):
        pattern = re.compile(rf"(?<![\w.,]){re.escape(term)}(?![\w]|[.,][0-9])", re.IGNORECASE)
        masked = pattern.sub(lambda found: "·" * len(found[0]), masked)
    masked = EXEMPT.sub(lambda found: "·" * len(found[0]), masked)
    for found in (NUMBER_OR_WORDS if in_words else NUMBER).finditer(masked):
        yield found.span()
