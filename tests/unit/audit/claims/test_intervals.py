"""Sums made in one fraction are the sums."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.audit.claims.intervals import percent_change, share


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
