"""Numbers and bullets printed before a passage, taken off its text: "2.6", "42", "(a)", "•"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

BULLETS = "•◦▪▫‣●○■□–—\u2212-*·➢➤✓✔\uf0b7\uf0a7\uf0d8\uf0fc\u2022\u00b7"
_BULLET = re.compile(rf"(?:[{re.escape(BULLETS)}]|o(?= [A-Z\d£$€]))\s+(?=\S)")
# A number of two or more parts, a letter or number in brackets or with a stop; what follows must begin a sentence.
_BEGINS = r"(?=[\"'“‘(\[]?(?:[A-Z]|[\d£$€]|e-|i[A-Z]))"
_LABEL = re.compile(
    rf"(\d{{1,3}}(?:\.\d{{1,3}})+\.?|\d{{1,3}}\.|[A-Z]{{1,2}}\d{{0,2}}\.\d{{1,3}}(?:\.\d{{1,3}})*\.?)\s+{_BEGINS}"
    r"|(\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)|(?:[a-z]|[ivx]{1,5}|\d{1,2})\))\s+(?=\S)"
)
_PLAIN = re.compile(r"(\d{1,3})\s+(?=[\"'“‘(\[]?[A-Z])")
_UNITS = re.compile(r"(?:million|billion|thousand|per|percent|pp|points?|hours?|minutes?|days?|years?|months?)\b", re.I)


CAPTION = re.compile(
    r"(?:Data (?:behind|for|in) )?(?:Table|Figure|Fig\.|Chart|Graph|Map) [A-Z]?\d{1,3}(?:\.\d{1,2})?\b"
)
LONGEST_CAPTION = 300  # characters
LONGEST_TITLE = 120


def is_caption(text: str) -> bool:
    """Whether a paragraph is a caption: "Table 3: …", and no sentence that begins so ("Figure 2 shows …")."""
    found = CAPTION.match(text)
    if found is None or len(text) > LONGEST_CAPTION:
        return False
    after = text[found.end() :].lstrip()
    return not re.match(r"[a-z]", after) and not (text.endswith(".") and after[:1] not in ":.–—-|")


_YEARS = re.compile(r"\b(?:19|20)\d\d(?:[/–-]\d{2,4})?\b|\b\d{1,2} (?=[A-Z])")


def is_title(text: str) -> bool:
    """Whether a paragraph just above a table is its title: short, no sentence, and no number in it but a date."""
    if len(text) > LONGEST_TITLE or text[-1:] in ".,:;!?" or re.match(r"(?:Sources?|Notes?)\b", text):
        return False
    return not re.search(r"[\d%]", _YEARS.sub("", text))


def parted(text: str) -> tuple[str | None, str]:
    """The label before a passage and the rest. A full stop after it is not part of the label.

    "2.6 million" and "42 officers" begin with a quantity, so nothing is taken off them.
    """
    found = _LABEL.match(text)
    if found is None or _UNITS.match(text, found.end()):
        return None, text
    return (found[1] or found[2]).removesuffix("."), text[found.end() :]


def chapter(text: str) -> tuple[str | None, str]:
    """The label before a heading, which may be a whole number alone: "2 Thefts"."""
    number, rest = parted(text)
    found = None if number else _PLAIN.match(text)
    return (found[1], text[found.end() :]) if found else (number, rest)


def bullet(text: str) -> tuple[bool, str]:
    """Whether a bullet stands before the text, and the text without it. A dash that touches a number is a sign."""
    found = _BULLET.match(text)
    return (True, text[found.end() :]) if found else (False, text)


def running(texts: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Of passages in order, those that are numbered by a whole number alone: label and rest, by index.

    "42 Officers …" alone may be a quantity. It is a label where another passage begins with 41 or 43.
    """
    found = {at: match for at, text in enumerate(texts) if (match := _PLAIN.match(text))}
    numbers = {at: int(match[1]) for at, match in found.items()}
    order = sorted(numbers)
    kept: dict[int, tuple[str, str]] = {}
    for before, after in pairwise(order):
        if numbers[after] == numbers[before] + 1:
            for at in (before, after):
                kept[at] = (found[at][1], texts[at][found[at].end() :])
    return kept
