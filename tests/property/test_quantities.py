"""What is printed reads back, rounding is the same on both sides of zero, and any text gets an answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from peelian.quantities import (
    UNITS,
    Quantity,
    QuantityError,
    change,
    exact,
    from_float,
    in_words,
    percent_change,
    read,
    round_half_away,
    show,
    text,
)
from peelian.quantities.printing import Scale, Style

T = TypeVar("T")

NAMES_ITSELF = {"percent", "pp", "seconds", "days", "working days", "months", "GBP", "FTE"} | {
    "per 1,000",
    "per 100,000",
}

values = st.one_of(
    st.integers(-(10**12), 10**12).map(Fraction),
    st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6),
    # Halves of the last digit, where rounding decides.
    st.builds(lambda n, places: Fraction(n, 2 * 10**places), st.integers(-(10**9), 10**9), st.integers(0, 4)),
)
units = st.sampled_from(sorted(UNITS))
styles = st.sampled_from(["prose", "table", "first"])
scales = st.sampled_from([None, "thousand", "million", "billion"])
places = st.none() | st.integers(-4, 6)


@given(values, units, places, styles, st.booleans(), scales)
@example(Fraction(-1, 100), "percent", 1, "table", True, None)
@example(Fraction(3599999, 1000), "seconds", None, "prose", False, None)
def test_a_printed_number_reads_back(
    value: Fraction, unit: str, decimals: int | None, style: Style, signed: bool, scale: Scale | None
) -> None:
    assume(scale is None or UNITS[unit].scales)
    printed = show(Quantity(value, unit), decimals, style=style, signed=signed, scale=scale)
    again = read(printed.text, unit)
    assert (again.text, again.value, again.unit) == (printed.text, printed.value, unit)
    assert abs(again.value - value) <= printed.half_width
    # A reader cannot see that 300,000 was rounded to thousands, nor that a count was an average.
    rounded_unseen = (decimals is not None and decimals < 0) or (not scale and UNITS[unit].whole)
    assert again.half_width == printed.half_width or rounded_unseen
    if unit in NAMES_ITSELF:
        assert read(printed.text) == again


@given(values, units, places)
def test_the_text_alone_is_that_of_show(value: Fraction, unit: str, decimals: int | None) -> None:
    assert text(Quantity(value, unit), decimals) == show(Quantity(value, unit), decimals).text


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(862.05)
@example(1e23)
@example(2.0**53 + 2)
@example(5e-324)
def test_a_float_is_what_its_shortest_text_says(number: float) -> None:
    assert from_float(number) == Fraction(Decimal(repr(number)))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_no_float_without_a_value_is_exact(number: float) -> None:
    with pytest.raises(QuantityError, match="not a number that can be used"):
        from_float(number)


@given(values, units, places, styles, scales)
def test_the_sign_changes_nothing_else(
    value: Fraction, unit: str, decimals: int | None, style: Style, scale: Scale | None
) -> None:
    assume(scale is None or UNITS[unit].scales)
    above = show(Quantity(abs(value), unit), decimals, style=style, scale=scale)
    below = show(Quantity(-abs(value), unit), decimals, style=style, scale=scale)
    signed = show(Quantity(abs(value), unit), decimals, style=style, scale=scale, signed=True)
    assert below.value == -above.value
    assert below.text == ("-" + above.text if above.value else above.text)
    assert signed.text == ("+" + above.text if above.value else above.text)


@given(values, st.integers(-6, 8))
def test_rounding_goes_to_the_nearest_and_a_half_away_from_zero(value: Fraction, decimals: int) -> None:
    rounded, step = round_half_away(value, decimals), Fraction(10) ** -decimals
    assert (rounded / step).denominator == 1
    assert abs(rounded - value) <= step / 2
    assert abs(rounded - value) < step / 2 or abs(rounded) > abs(value)
    assert round_half_away(-value, decimals) == -rounded
    assert round_half_away(rounded, decimals) == rounded


@given(values, values, st.integers(-3, 6))
def test_rounding_keeps_order(a: Fraction, b: Fraction, decimals: int) -> None:
    low, high = sorted((a, b))
    assert round_half_away(low, decimals) <= round_half_away(high, decimals)


@given(values, values, units)
def test_old_and_change_make_new(old: Fraction, new: Fraction, unit: str) -> None:
    found = change(Quantity(old, unit), Quantity(new, unit))
    assert isinstance(found, Quantity)
    assert old + found.value == new
    assert found.unit == ("pp" if unit == "percent" else unit)


@given(values.filter(lambda v: v > 0), values)
def test_old_and_percent_change_make_new(old: Fraction, new: Fraction) -> None:
    found = percent_change(Quantity(old, "count"), Quantity(new, "count"))
    assert isinstance(found, Quantity)
    assert old * (1 + found.value / 100) == new


@given(values)
def test_exact_takes_its_own_texts_back(value: Fraction) -> None:
    assert exact(f"{value.numerator}/{value.denominator}") == value
    assert exact(f"{value.numerator:,}") == exact(value.numerator) == value.numerator


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_exact_decimals(value: Decimal) -> None:
    assert exact(f"{value:,f}") == exact(value) == Fraction(value)


@pytest.mark.parametrize("hundred", range(10))
def test_words_read_back(hundred: int) -> None:
    for number in range(100 * hundred, 100 * hundred + 100):
        assert read(in_words(number)).value == number
        assert read(f"over {in_words(number)} days", "days").value == number


PIECES = ["-", "−", "£", "1", "1,234", "12:44", ".5", "%", " ", "pp", "m", "k", "million", "two", "hundred"]
PIECES += [
    "and",
    "hours",
    "minutes",
    "s",
    "over",
    "c.",
    "per",
    "1,000",
    "points",
    "/",
    ",",
    ":",
    "minus",
    "x",
]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.none() | units)
@example("9" * 5000, None)
@example("h" * 199, None)
@example("٣", None)
def test_any_text_is_read_or_refused_in_words(text: str, unit: str | None) -> None:
    found = number_or_words(lambda: read(text, unit))
    if isinstance(found, str):
        assert len(found) < 250
        assert "\n" not in found
    else:
        assert found.unit == (unit or found.unit)
        assert re.search(r"[0-9]|[a-z]", found.text.casefold())


@given(st.text(max_size=300))
@example("1e999999999")
@example("1/0")
def test_any_text_is_exact_or_refused_in_words(text: str) -> None:
    found = number_or_words(lambda: exact(text))
    assert "write digits" in found if isinstance(found, str) else isinstance(found, Fraction)


def number_or_words(ask: Callable[[], T]) -> T | str:
    try:
        return ask()
    except QuantityError as refused:
        return str(refused)
