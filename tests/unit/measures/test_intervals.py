"""95% intervals, against the worked numbers of the field and of published data."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.measures.intervals import of_events, of_ratio, wilson


def test_an_audit_of_250_records() -> None:
    """HMICFRS crime data integrity style sample: 212 of 250 is 84.8%, 79.8 to 88.7."""
    low, high = wilson(Fraction(212, 250), Fraction(250))
    assert (round(float(low) * 100, 1), round(float(high) * 100, 1)) == (79.8, 88.7)


@pytest.mark.parametrize(("a", "b", "low", "high"), [(350, 1000, 3.1, 4.0), (12, 400, 2.0, 6.2)])
def test_three_and_a_half_times_the_rate(a: int, b: int, low: float, high: float) -> None:
    found = of_ratio(Fraction(7, 2), Fraction(a), Fraction(b))
    assert [round(float(end), 1) for end in found] == [low, high]


def test_a_published_disproportionality() -> None:
    """Stops of 2,237 of 125,760 Black and 3,738 of 554,089 White residents of one city.

    A public file of disproportionality by authority gives 2.6367 (2.5030 to 2.7775). It takes the interval of
    a ratio of risks, which is narrower than ours of rates by the share of people stopped.
    """
    ratio = Fraction(2237, 125_760) / Fraction(3738, 554_089)
    low, high = of_ratio(ratio, Fraction(2237), Fraction(3738))
    assert [float(ratio), float(low), float(high)] == pytest.approx([2.63672, 2.50303, 2.77755], abs=0.0011)
    half = 1.96 * math.sqrt(1 / 2237 + 1 / 3738)
    assert float(low) == pytest.approx(float(ratio) * math.exp(-half), rel=1e-11)
    assert float(high) == pytest.approx(float(ratio) * math.exp(half), rel=1e-11)


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_share_lies_in_its_interval_and_both_lie_in_0_to_1(count: int, more: int) -> None:
    base = count + more
    low, high = wilson(Fraction(count, base), Fraction(base))
    assert 0 <= low <= Fraction(count, base) <= high <= 1


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.fractions(Fraction(1, 1000), 1000))
def test_ends_have_twelve_digits_and_mirror_each_other(a: int, b: int, ratio: Fraction) -> None:
    low, high = of_ratio(ratio, Fraction(a), Fraction(b))
    assert low < ratio < high
    assert float(low * high) == pytest.approx(float(ratio * ratio), rel=1e-10)
    for end in (low, high):
        assert len(str(end.limit_denominator(10**40).numerator)) <= 60
        digits = f"{float(end):.11e}"
        assert Fraction(digits) == end


@pytest.mark.parametrize(
    ("events", "low", "high"),
    # The exact limits of a Poisson count, as tabled in textbooks of epidemiology.
    [(0, 0, 3.69), (1, 0.03, 5.57), (4, 1.09, 10.24), (10, 4.80, 18.39), (25, 16.18, 36.90), (100, 81.36, 121.63)],
)
def test_a_count_of_events(events: int, low: float, high: float) -> None:
    """Within a hundredth of the exact limits' distance from 25 on, and within two hundredths of an event below."""
    found = of_events(Fraction(events))
    assert [float(end) for end in found] == pytest.approx([low, high], abs=0.025)


@given(st.integers(0, 10**7))
def test_the_count_lies_in_its_interval(events: int) -> None:
    low, high = of_events(Fraction(events))
    assert 0 <= low <= events < high
