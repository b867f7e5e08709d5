"""The value as programs read it: exact where the decimals end, else to 12 significant digits, half away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from peelian.figures.ids import parse_id
from peelian.figures.model import Figure
from peelian.quantities import SIGNIFICANT_DIGITS, NoValue, Quantity, decimal_text, exact

DECIMALS = st.decimals(min_value=-(10**15), max_value=10**15, places=6, allow_nan=False, allow_infinity=False)
THIRDS = st.builds(Fraction, st.integers(-(10**12), 10**12), st.sampled_from([3, 7, 9, 11, 30, 700, 9999, 10**9 + 7]))


def ends(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


@given(DECIMALS)
@example(Decimal("-0.5"))
@example(Decimal("0"))
@example(Decimal("1000000"))
@example(Decimal("0.000001"))
def test_a_decimal_that_ends_is_written_exactly_and_shortly(value: Decimal) -> None:
    text = decimal_text(Fraction(value))
    assert Fraction(text) == Fraction(value)
    assert exact(text) == Fraction(value)
    assert "e" not in text.lower()
    assert "." not in text or not text.endswith("0")
    assert text != "-0"


@given(THIRDS)
@example(Fraction(1, 3))
@example(Fraction(-2, 3))
@example(Fraction(10**6, 3))
@example(Fraction(1, 3 * 10**9))
@example(Fraction(2999999999999, 3 * 10**12))
def test_one_that_does_not_end_is_rounded_as_the_decimal_module_rounds(value: Fraction) -> None:
    assume(not ends(value))
    assume(abs(value) < 10**SIGNIFICANT_DIGITS)
    rounded = Context(prec=SIGNIFICANT_DIGITS, rounding=ROUND_HALF_UP).divide(
        Decimal(value.numerator), Decimal(value.denominator)
    )
    assert Fraction(decimal_text(value)) == Fraction(rounded)


@given(THIRDS)
def test_the_sign_stays_with_the_number(value: Fraction) -> None:
    assert decimal_text(-value) == ("" if value <= 0 else "-") + decimal_text(abs(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(9310), "9310"),
        (Fraction(100), "100"),
        (Fraction(-5), "-5"),
        (Fraction("92.40"), "92.4"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "0.333333333333"),
        (Fraction(2, 3), "0.666666666667"),
        (Fraction(-2, 3), "-0.666666666667"),
        (Fraction(10**6, 3), "333333.333333"),
        (Fraction(1, 300), "0.00333333333333"),
        (Fraction((300418 - 328153) * 100, 328153), "-8.45185020402"),
    ],
)
def test_values_as_they_stand_in_files(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text


def test_a_figure_has_a_value_or_a_reason() -> None:
    id = parse_id("a/all/2026-03/value")
    assert Figure(id, Quantity(Fraction(5), "count")).value == 5
    assert Figure(id, NoValue("the baseline is zero")).value is None
    assert Figure(id, Quantity(Fraction(0), "count")).value == 0
