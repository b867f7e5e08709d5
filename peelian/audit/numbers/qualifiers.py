"""What stands before a number and says that it is rounded or a bound: "about", "just over", "no more than"."""

from __future__ import annotations

import re
from fractions import Fraction

from peelian.quantities.reading import QUALIFIERS

_QUALIFIED = "|".join(
    re.escape(word)
    for word in sorted(
        (
            *QUALIFIERS,
            "close to",
            "as many as",
            "a little over",
            "well over",
            "slightly more than",
            "slightly over",
            "slightly under",
            "slightly less than",
            "in the region of",
            "an estimated",
            "no more than",
            "no less than",
            "not less than",
        ),
        key=len,
        reverse=True,
    )
)
_MORE = {
    "close to": "about",
    "as many as": "under",
    "a little over": "over",
    "well over": "over",
    "slightly more than": "over",
    "slightly over": "over",
    "slightly under": "under",
    "slightly less than": "under",
    "in the region of": "about",
    "an estimated": "about",
    "no more than": "under",
    "no less than": "over",
    "not less than": "over",
}
_BEFORE = re.compile(rf"(?:^|(?<=[\s(\[–,'\"-]))({_QUALIFIED})\s*(?:a |an )?$", re.I)
_GONE = re.compile(r"\b(?:go|goes|gone|going|went|moved|moves|came|is|are|was|were|back)\s+$", re.I)
FURTHEST = 30  # characters before a number


def qualifier_before(view: str, start: int) -> tuple[int, str] | None:
    """Where the qualifier of the number at `start` begins, and its kind: about, over or under; None without one."""
    match = _BEFORE.search(view, max(0, start - FURTHEST), start)
    if match is None:
        return None
    word = match[1].lower()
    if word == "up to" and _GONE.search(view[: match.start(1)]):
        return None  # "has gone up to 40"
    return match.start(1), _MORE.get(word) or QUALIFIERS[word]


def last_digit(value: Fraction) -> Fraction:
    """One unit of the last digit that is not zero: 1,000 for 22,000, a tenth for 3.4."""
    if value == 0:
        return Fraction(1)
    unit = Fraction(1)
    while value % (unit * 10) == 0:
        unit *= 10
    while value % unit != 0 and unit > Fraction(1, 10**6):
        unit /= 10
    return unit
