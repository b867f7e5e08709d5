"""Patterns tried only where they can begin find what they find in the whole text."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.audit.numbers.clean import clean
from peelian.audit.numbers.tried import small, tried


def test_small_letters_stand_where_the_letters_stood() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(small(every)) == len(every)


@pytest.mark.parametrize("letter", "KIS")
def test_letters_that_a_pattern_takes_for_another_are_that_other(letter: str) -> None:
    alike = [c for c in map(chr, range(0x10000)) if re.fullmatch(letter, c, re.I)]
    assert {small(c) for c in alike} == {letter.lower()}


@given(st.text(alphabet="ab1 ", max_size=30))
def test_a_pattern_tried_where_it_can_begin_finds_all(text: str) -> None:
    pattern = re.compile(r"1+[ab]|a+b?1?")
    starts = [at for at, c in enumerate(text) if c in "1a"]
    assert [m.span() for m in tried(pattern, text, starts)] == [m.span() for m in pattern.finditer(text)]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("a **226** b", "a 226 b"),
        ("83.5%<sup>1</sup> of", "83.5% of"),
        ("(\N{EN DASH}3%) \N{EM DASH} so", "(-3%) \N{EN DASH} so"),
        ("nothing in it", "nothing in it"),
        ("soft\N{SOFT HYPHEN}ly", "softly"),
        ("", ""),
    ],
)
def test_a_clean_text_leads_back_to_the_printed_one(printed: str, text: str) -> None:
    found = clean(printed)
    assert found.text == text
    assert len(found.origin) == len(text)
    assert all(printed[at] == c for at, c in zip(found.origin, text, strict=True) if c.isalnum())
