"""Averages of numbers that are listed in the same sentence: "38, 39 and 28, an average of 35 a month".

Counts listed one by one have a plain mean; an average of percentages may be weighted by what is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.sentence import Sentence

LEAST = 3  # numbers in a list, outside brackets; two that stand together are as often an old and a new one
_AVERAGE = re.compile(
    r"\b(?:averages?|averaged|averaging|mean)\b[^⟨;.:\d]{0,70}?"
    r"(?:\s(?:of|was|is|at|stands at|being|to)|\baveraging|\baveraged)?\s+"
    r"(?:about\s+|just\s+|only\s+)?$",
    re.I,
)
_ON_AVERAGE = re.compile(r"\bon average,?\s+[^\d§;.]{0,60}$", re.I)
_BEFORE_NUMBER = re.compile(r"\b(?:averag\w+|mean)\s*$", re.I)
_OF_LIST = re.compile(r"\b(?:average|mean)\b[^;.:\d()]{0,60}\([^()]*\)\s+(?:is|was|stands at|comes to|of)\s+$", re.I)
_BETWEEN = re.compile(r"\s*(?:,|and|,\s*and|&|;)\s*(?:and\s+)?")
_LABEL = r"(?:\s*(?:\([^()\d]{0,40}\)|in\s+[§A-Z][\w§]*|[A-Z][a-z]+:))"


def means(s: Sentence) -> Iterator[tuple[Mention, list[Mention]]]:
    """Each average of a sentence with the numbers it is the average of."""
    lists = _lists(s)
    if not lists:
        return
    for m in s.levels:
        left = s.view[s.start : m.begins]
        said = _AVERAGE.search(left) or _ON_AVERAGE.search(left) or _BEFORE_NUMBER.search(left) or _OF_LIST.search(left)
        if not said or (m.worded and m.unit == "count") or "moving" in left[-60:] or "rolling" in left[-60:]:
            continue
        fits = [those for those in lists if m not in those and those[0].unit == m.unit]
        if len(fits) == 1:
            yield m, fits[0]
            return


def _lists(s: Sentence) -> list[list[Mention]]:
    """Runs of levels of one unit with nothing but commas and "and" between them; two will do in brackets."""
    found: list[list[Mention]] = []
    run: list[Mention] = []
    for a, b in pairwise(s.levels):
        between = s.view[a.end : b.begins]
        joined = a.unit == b.unit and re.fullmatch(rf"{_LABEL}?{_BETWEEN.pattern}{_LABEL}?\s*", between) is not None
        if joined:
            run = [*run, b] if run else [a, b]
            continue
        if run:
            found.append(run)
        run = []
    if run:
        found.append(run)
    return [those for those in found if len(those) >= LEAST or _in_brackets(s, those)]


def _in_brackets(s: Sentence, those: list[Mention]) -> bool:
    opened = s.view[s.start : those[0].begins].rstrip().endswith("(")
    return opened and s.view[those[-1].end : s.end].lstrip().startswith(")")
