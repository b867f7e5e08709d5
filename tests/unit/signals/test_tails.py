"""Tails of distributions, against exact sums in fractions and against the standard library."""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.signals.tails import (
    beta_at_most,
    binomial_at_most,
    normal_above,
    normal_quantile_above,
    poisson_at_most,
    student_above,
)

CLOSE = 1e-9


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 300), st.integers(0, 300), st.fractions(Fraction(1, 200), Fraction(199, 200), max_denominator=200)
)
def test_binomial_is_the_sum_of_its_terms(n: int, k: int, share: Fraction) -> None:
    exact = sum(math.comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(min(k, n) + 1))
    assert float(binomial_at_most(k, n, float(share))) == pytest.approx(float(exact), rel=CLOSE)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 200), st.fractions(Fraction(1, 100), 100, max_denominator=100))
def test_poisson_is_the_sum_of_its_terms(k: int, mean: Fraction) -> None:
    terms = sum(mean**i / math.factorial(i) for i in range(k + 1))
    exact = math.exp(math.log(terms.numerator) - math.log(terms.denominator) - float(mean))
    assert float(poisson_at_most(k, float(mean))) == pytest.approx(exact, rel=CLOSE)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.fractions(0, 1, max_denominator=50))
def test_beta_of_whole_numbers_is_a_binomial_tail(a: int, b: int, x: Fraction) -> None:
    n = a + b - 1
    exact = sum(math.comb(n, i) * x**i * (1 - x) ** (n - i) for i in range(a, n + 1))
    assert float(beta_at_most(float(x), a, b)) == pytest.approx(float(exact), rel=CLOSE, abs=1e-280)


def test_ten_million_tries_lose_no_digits() -> None:
    """The chance of none of n is (1 - p) to the n, and of at most one n p / (1 - p) times that more."""
    n, p = 10_000_000, 3e-7
    none = math.exp(n * math.log1p(-p))
    assert float(binomial_at_most(0, n, p)) == pytest.approx(none, rel=CLOSE)
    assert float(binomial_at_most(1, n, p)) == pytest.approx(none * (1 + n * p / (1 - p)), rel=CLOSE)
    assert float(poisson_at_most(n, n)) == pytest.approx(0.5 + (2 / 3) / math.sqrt(2 * math.pi * n), abs=1e-8)


@pytest.mark.parametrize("z", [-6.0, -1.96, -0.1, 0.0, 0.3, 1.96, 3.0, 8.0, 20.0, 36.0])
def test_normal(z: float) -> None:
    assert float(normal_above(z)) == pytest.approx(math.erfc(z / math.sqrt(2)) / 2, rel=CLOSE)


@pytest.mark.parametrize("p", [1e-200, 1e-12, 0.00135, 0.025, 0.3, 0.5, 0.7, 0.975, 1 - 1e-6])
def test_normal_quantile(p: float) -> None:
    assert float(normal_quantile_above(p)) == pytest.approx(-NormalDist().inv_cdf(p), abs=1e-9)


@pytest.mark.parametrize("t", [-40.0, -2.0, 0.0, 0.5, 2.0, 12.7, 300.0])
def test_student_of_one_two_and_many_degrees_of_freedom(t: float) -> None:
    """One: arc tangent. Two: 1/2 - t / 2√(2 + t²). Many: normal."""
    assert float(student_above(t, 1)) == pytest.approx(math.atan2(1, t) / math.pi, rel=CLOSE)
    two = 1 / ((2 + t * t) + abs(t) * math.sqrt(2 + t * t))
    assert float(student_above(t, 2)) == pytest.approx(two if t >= 0 else 1 - two, rel=CLOSE)
    assert float(student_above(t, 1e9)) == pytest.approx(float(normal_above(t)), rel=1e-4, abs=1e-200)


def test_ends_and_missing_numbers() -> None:
    assert binomial_at_most([-1, 5, 7, 0, 2], 5, [0.5, 0.5, 0.5, 0, 1]).tolist() == [0, 1, 1, 1, 0]
    assert poisson_at_most([-1, 0, 3], [2, 0, 0]).tolist() == [0, 1, 1]
    assert beta_at_most([0, 1], 2, 3).tolist() == [0, 1]
    for found in (binomial_at_most(1, np.nan, 0.5), poisson_at_most(np.nan, 2), normal_above(np.nan)):
        assert np.isnan(found)
    assert np.isnan(normal_quantile_above(np.nan))
    assert np.isnan(student_above([1, np.nan], 3)).tolist() == [False, True]


def test_arrays_of_different_shapes_meet() -> None:
    assert binomial_at_most(np.arange(3)[:, None], np.array([4, 5]), 0.5).shape == (3, 2)
    assert float(binomial_at_most(2, 4, 0.5)) == pytest.approx(11 / 16)
