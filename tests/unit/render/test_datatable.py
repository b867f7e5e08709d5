"""Exact values as decimals, and what a column says of them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.quantities import decimal_text, terminates
from peelian.render.datatable import DataColumn, DataTable, clean, described


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(300418), "300418"),
        (Fraction(-17, 2), "-8.5"),
        (Fraction(-17, 200), "-0.085"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(1, 3), "0.333333333333"),
        (Fraction(2, 3), "0.666666666667"),
        (Fraction(-2, 3), "-0.666666666667"),
        (Fraction(200, 3), "66.6666666667"),
        (Fraction(10**15 + 1, 3), "333333333333000"),
        (Fraction(1, 3 * 10**6), "0.000000333333333333"),
        # 0.9999999999999 with no end rounds up to a whole number of more digits.
        (Fraction(3 * 10**13 - 1, 3 * 10**13), "1"),
    ],
)
def test_decimals_are_exact_or_of_twelve_significant_digits(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text


@given(st.integers(-(10**20), 10**20), st.integers(0, 30), st.integers(0, 30))
def test_a_value_with_a_last_decimal_is_read_back_as_it_was(above: int, twos: int, fives: int) -> None:
    value = Fraction(above, 2**twos * 5**fives)
    assert terminates(value)
    assert Fraction(decimal_text(value)) == value


@given(st.fractions())
def test_a_value_without_one_is_off_by_half_a_unit_of_its_twelfth_digit_at_most(value: Fraction) -> None:
    off = abs(Fraction(decimal_text(value)) - value)
    assert off * 2 <= abs(value) * Fraction(1, 10**11)


def test_a_column_says_so_where_one_of_its_values_is_rounded() -> None:
    columns = (
        DataColumn("a", "A", "number", "A share."),
        DataColumn("b", "B", "number"),
        DataColumn("c", "C"),
    )
    table = DataTable("t", "T", columns, ((Fraction(1, 3), Fraction(1, 4), "x"), (None, None, None)))
    assert described(table) == (
        "A share. Values without a last decimal are given to 12 significant digits.",
        "",
        "",
    )


def test_text_is_one_line_of_allowed_characters() -> None:
    assert clean("a\nb\tc") == "a b c"
    assert clean("a\x00b\ud800") == "a\ufffdb\ufffd"
    assert clean("£5 – fünf") == "£5 – fünf"
