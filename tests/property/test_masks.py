"""Where a pattern of what measures nothing is tried is where it can begin: nothing is missed that it would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peelian.audit.numbers.mask_patterns import PATTERNS
from peelian.audit.numbers.masks import masks

AROUND = st.sampled_from(
    ["", " ", "the ", "in ", "5", "12 ", "x", "(", ";", ": ", "/", " calls", " and", ".", "%", "9"]
)
LOOKING = {  # patterns that look before or behind what they match, for which no text can be made up from them alone
    "101 calls": r"\b(?<![\d,.])(?:999",
    "made via 101; the 111": r"(?=\d)(?:(?<=\bemergency",
    "reports to 999, ring 101": r"(?=\d)(?:(?<=\bemergency",
    "1) so; 2) and (3) then": r"^\s*",
}


def missed(at: int, text: str) -> list[str]:
    """What the pattern at a place matches in a text, and the masks leave without a mask."""
    pattern = re.compile(*PATTERNS[at][:2])
    masked = {i for start, end in masks(text) for i in range(start, end)}
    spans = (match.span(1) if match.lastindex else match.span() for match in pattern.finditer(text))
    those = [text[start:end] for start, end in spans if not masked & set(range(start, end))]
    return [one for one in those if not re.fullmatch(r"\d{3,4}", one)]  # which may be a number of things


@pytest.mark.parametrize(
    "at", [at for at, (pattern, *_) in enumerate(PATTERNS) if not pattern.startswith(tuple(LOOKING.values()))]
)
@given(st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])  # lookaheads
def test_no_pattern_misses_what_it_would_find_in_the_whole_text(at: int, data: st.DataObject) -> None:
    pattern, flags, _ = PATTERNS[at]
    made = st.from_regex(re.compile(pattern, flags | re.ASCII), fullmatch=True)
    assert missed(at, data.draw(AROUND) + data.draw(made) + data.draw(AROUND)) == []


@pytest.mark.parametrize(("text", "begins"), LOOKING.items())
def test_nor_do_those_that_look_around(text: str, begins: str) -> None:
    those = [at for at, (pattern, *_) in enumerate(PATTERNS) if pattern.startswith(begins)]
    assert those
    assert any(re.compile(*PATTERNS[at][:2]).search(text) for at in those)
    assert [missed(at, text) for at in those] == [[] for _ in those]
