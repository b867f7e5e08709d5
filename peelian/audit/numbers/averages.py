"""Whole numbers that are averages ("138 a month", "an average of 131"): rounded, where a count is exact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from peelian.audit.numbers.mentions import Mention

HALF = Fraction(1, 2)  # of a whole number: how far the average it stands for may lie from it

_AVERAGE_OF = re.compile(r"\b(?:average|mean|median)s?\s+(?:(?:is|was)\s+)?(?:now\s+)?(?:of\s+|at\s+)?$", re.I)
_A_MONTH = re.compile(r"\s+(?:[a-z]+\s+)?(?:an?|per|each|every)\s+(?:hour|day|night|week|month|quarter|year)\b", re.I)
_BESIDE = re.compile(r"(?:\s+(?:an?|per|each|every)\s+[a-z]+)?,?(?:\s+(?:up|down))?\s+(?:to|from)\s+", re.I)


def rounded_averages(found: Sequence[Mention], view: str) -> tuple[Mention, ...]:
    """The mentions of a clean text, each whole number that the words call an average with half a unit of width.

    Of "from 138 to 107 a month" and "from an average of 131 to 101" both are averages.
    """
    said = [_is_said(m, view) for m in found]
    for i in range(len(found) - 1):
        a, b = found[i], found[i + 1]
        if a.unit == b.unit and _BESIDE.fullmatch(view, a.end, b.begins):
            said[i] = said[i + 1] = said[i] or said[i + 1]
    return tuple(_rounded(m) if is_average else m for m, is_average in zip(found, said, strict=True))


def _is_said(m: Mention, view: str) -> bool:
    return bool(_AVERAGE_OF.search(view, max(0, m.begins - 40), m.begins) or _A_MONTH.match(view, m.end))


def _rounded(m: Mention) -> Mention:
    if m.unit != "count" or m.worded or m.number.half_width:
        return m
    return replace(m, number=replace(m.number, half_width=HALF))
