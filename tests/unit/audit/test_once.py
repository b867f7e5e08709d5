"""Sums made in one fraction are the sums, and what holds of a sentence is worked out once."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.audit.claims.intervals import percent_change, share
from peelian.audit.papers.plaintext import parse_text
from peelian.audit.ready import Sentence, once_of_a_sentence, reading


@given(st.fractions(), st.fractions())
def test_a_sum_in_one_fraction_is_the_sum_step_by_step(a: Fraction, b: Fraction) -> None:
    if a:
        assert percent_change(a, b) == (b - a) / a * 100
    if b:
        assert share(a, b) == a / b * 100


def test_nothing_is_divided_by_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        percent_change(Fraction(0), Fraction(1))
    with pytest.raises(ZeroDivisionError):
        share(Fraction(1), Fraction(0))


def test_what_holds_of_a_sentence_is_worked_out_once_for_each() -> None:
    asked: list[int] = []

    @once_of_a_sentence
    def numbers(s: Sentence) -> int:
        asked.append(s.index)
        return len(s.mentions)

    first, second = reading(parse_text("There were 40 calls. Of 30, 20 came.", "paper.txt", "")).sentences
    assert [numbers(s) for s in (first, second, first, second)] == [1, 2, 1, 2]
    assert asked == [0, 1]
    other = reading(parse_text("There were 40 calls.", "paper.txt", "")).sentences[0]
    assert numbers(other) == 1
    assert asked == [0, 1, 0]
