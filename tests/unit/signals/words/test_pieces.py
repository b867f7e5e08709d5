"""Amounts as they are printed, and sentences whose numbers are found again."""

from __future__ import annotations

from fractions import Fraction

from peelian.periods import month
from peelian.signals.words.pieces import Amount, numbered, plain, text_of

WHEN = month(2026, 3)


def test_an_amount_is_printed_in_its_unit() -> None:
    assert text_of(Amount(Fraction(86205, 100), "count", "value", WHEN)) == "862"
    assert text_of(Amount(Fraction(-152, 10), "percent", "average-change-percent", WHEN, unsigned=True)) == "15.2%"
    assert text_of(Amount(Fraction(7), "count", "run", WHEN, in_words=True)) == "seven"
    assert text_of(Amount(Fraction(1), "days", "number", WHEN, in_words=True)) == "one day"
    assert text_of(Amount(Fraction(3), "days", "number", WHEN, in_words=True)) == "three days"
    assert text_of(Amount(Fraction(5, 2), "days", "number", WHEN, decimals=1, in_words=True)) == "2.5 days"


def test_numbers_of_a_text_become_amounts_and_read_as_they_did() -> None:
    text = "It rests on 1,234 points, more than 1.5 times as many as 8."
    said = numbered(text, WHEN)
    assert plain(said) == text
    amounts = [piece for piece in said if isinstance(piece, Amount)]
    assert [amount.value for amount in amounts] == [1234, Fraction(3, 2), 8]
    assert all(amount.period == WHEN for amount in amounts)
