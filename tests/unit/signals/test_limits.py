"""What the cases of specs/assess cannot say with a pencil: roots, powers, and quantiles at every mean."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import get_args

import numpy as np
import pytest

from peelian.errors import Unusable
from peelian.periods import month, shift
from peelian.signals import choose
from peelian.signals.limits import CHARTS, limits
from peelian.signals.limits.exact import TAILS, binomial_quantile, geometric_quantile, poisson_quantile
from peelian.signals.limits.lines import Chart
from peelian.signals.panel import Array, Panel, of_quotients
from peelian.signals.ruleset import load
from peelian.signals.segments import basis

PERIODS = tuple(shift(month(2020, 1), n) for n in range(60))
CONSTANTS = load("western-electric").constants()


def test_every_chart_has_a_function_and_a_name() -> None:
    assert set(get_args(Chart)) == set(CHARTS) == set(choose.NAMES)


def panel(values: list[float]) -> Panel:
    return Panel(("a",), PERIODS[: len(values)], np.array([values]))


def shares(numerator: list[float], denominator: list[float]) -> Panel:
    return of_quotients(("a",), PERIODS[: len(numerator)], np.array([numerator]), np.array([denominator]))


def smallest(probability: float, mass: Callable[[int], float]) -> int:
    """The quantile, summed term by term."""
    reached, k = mass(0), 0
    while reached < probability:
        k += 1
        reached += mass(k)
    return k


@pytest.mark.parametrize("probability", [*TAILS, *(1 - tail for tail in TAILS)])
def test_poisson_quantiles(probability: float) -> None:
    means = np.array([0.0, 0.01, 0.3, 1.0, 2.5, 4.999, 12.0])
    expected = [
        smallest(probability, lambda k, m=mean: math.exp(-m) * m**k / math.factorial(k))  # type: ignore[misc]
        for mean in means
    ]
    assert poisson_quantile(probability, means).tolist() == expected


@pytest.mark.parametrize("probability", [*TAILS, *(1 - tail for tail in TAILS)])
def test_binomial_quantiles(probability: float) -> None:
    sizes, chances = np.array([1.0, 5, 10, 40, 200, 10, 40, 200]), np.array([0.5, 0.0, 0.3, 0.1, 0.01, 0.9, 0.95, 1.0])

    def mass(n: int, p: Fraction, k: int) -> float:
        return float(math.comb(n, k) * p**k * (1 - p) ** (n - k))

    expected = [
        smallest(probability, lambda k, n=int(n), p=Fraction(p): mass(n, p, k))  # type: ignore[misc]
        for n, p in zip(sizes, chances, strict=True)
    ]
    assert binomial_quantile(probability, sizes, chances).tolist() == expected


@pytest.mark.parametrize("probability", [*TAILS, *(1 - tail for tail in TAILS)])
def test_geometric_quantiles(probability: float) -> None:
    means = np.array([0.0, 0.1, 1.0, 3.0, 20.0, 400.0])
    expected = [
        smallest(probability, lambda k, p=1 / (1 + mean): p * (1 - p) ** k)  # type: ignore[misc]
        for mean in means
    ]
    assert geometric_quantile(probability, means).tolist() == expected


def test_quantiles_of_what_is_missing_are_missing() -> None:
    none = np.array([np.nan])
    assert np.isnan(poisson_quantile(0.5, none)).all()
    assert np.isnan(binomial_quantile(0.5, np.array([10.0]), none)).all()
    assert np.isnan(geometric_quantile(0.5, none)).all()


def test_i_prime_of_equal_denominators_is_an_individuals_chart() -> None:
    """The constant is then the root of pi over 2: 3 over 1.128 to four digits."""
    numerator = [10.0, 12, 11, 15, 9, 13, 12, 14]
    made = limits("iprime", basis(shares(numerator, [100.0] * 8)), CONSTANTS)
    reach = 3 * math.sqrt(math.pi) / 2 * (20 / 7) / 100
    assert made.centre[0, 0] == pytest.approx(0.12)
    assert made.upper[0, 0] == pytest.approx(0.12 + reach)
    assert made.lower[0, 0] == pytest.approx(0.12 - reach)


def test_i_prime_limits_are_wider_where_the_denominator_is_small() -> None:
    made = limits("iprime", basis(shares([10.0, 12, 11, 15, 9, 13, 12, 3.5], [100.0] * 7 + [25.0])), CONSTANTS)
    reach = made.upper - made.centre
    assert reach[0, 7] == pytest.approx(2 * reach[0, 0])


def test_t_limits_are_those_of_the_roots_taken_back() -> None:
    roots = np.array([10.0, 12, 11, 15, 9, 13, 12, 14])
    made = limits("t", basis(panel((roots**3.6).tolist())), CONSTANTS)
    reach = 3 / 1.128 * 20 / 7
    assert made.centre[0, 0] == pytest.approx(12**3.6)
    assert made.upper[0, 0] == pytest.approx((12 + reach) ** 3.6)
    assert made.lower[0, 0] == pytest.approx((12 - reach) ** 3.6)
    assert made.line(1)[1][0, 0] == pytest.approx((12 + reach / 3) ** 3.6)


def test_t_limits_are_never_below_zero_and_a_time_below_zero_is_none() -> None:
    made = limits("t", basis(panel([0.0, 400, 0, 400, 0, 400, 0, 400, -1])), CONSTANTS)
    assert made.lower[0, 0] == 0
    assert np.isnan(made.values[0, 8])


def test_moving_ranges() -> None:
    made = limits("mr", basis(panel([10.0, 12, 11, 15, 9, 13, 12, 14])), CONSTANTS)
    assert np.array_equal(made.values, [[np.nan, 2, 1, 4, 6, 4, 1, 2]], equal_nan=True)
    assert (made.centre[0, 0], made.lower[0, 0]) == (pytest.approx(20 / 7), 0)
    assert made.upper[0, 0] == pytest.approx(3.267 * 20 / 7)
    assert made.line(2)[0][0, 0] == 0


@pytest.mark.parametrize("chart", ["p", "u", "pprime", "uprime", "iprime"])
def test_a_chart_of_shares_needs_denominators(chart: Chart) -> None:
    with pytest.raises(Unusable, match=f"a chart of kind {chart} needs a numerator and a denominator"):
        limits(chart, basis(panel([1.0] * 8)), CONSTANTS)


@pytest.mark.parametrize("chart", list(CHARTS))
def test_every_chart_takes_an_empty_series_a_missing_one_and_one_point(chart: Chart) -> None:
    numbers = np.full((3, 9), np.nan)
    numbers[1, 4], numbers[2, :] = 3.0, 0.0
    made = of_quotients(("a", "b", "c"), PERIODS[:9], numbers, np.where(np.isnan(numbers), np.nan, 10.0))
    drawn = limits(chart, basis(made), replace(CONSTANTS, screen=True))
    assert drawn.values.shape == drawn.lower.shape == drawn.centre.shape == (3, 9)
    assert np.isnan(drawn.lower).all()
    assert drawn.doubt is not None
    assert (drawn.doubt[:2] > 0).all()


@pytest.mark.parametrize("chart", list(CHARTS))
@pytest.mark.parametrize("name", ["nhs-2023", "nhs-r", "anhoej"])
def test_no_chart_has_infinite_lines(chart: Chart, name: str) -> None:
    """Zeros, ones, all of the denominator, gaps in every second place, a re-basing that leaves one point."""
    numbers: Array = np.array([[0.0] * 12, [1.0] * 12, [10.0] * 12, [3.0, np.nan] * 6, [0.0] * 11 + [10.0], [5.0] * 12])
    sizes = np.full(numbers.shape, 10.0)
    sizes[5, 3:5] = 0.0, np.nan
    made = of_quotients(tuple("abcdef"), PERIODS[:12], numbers, sizes)
    drawn = limits(chart, basis(made, starts=[PERIODS[11]]), load(name).constants())
    lines = [drawn.centre, drawn.lower, drawn.upper, drawn.sigma, *(drawn.inner or ())]
    assert not any(np.isinf(line).any() for line in lines)


def test_equal_shares_of_unequal_denominators_have_no_spread() -> None:
    """A tenth is no binary number: what rounding leaves is not spread."""
    sizes = [70.0, 30, 110, 90, 130, 170, 190, 10, 230]
    made = limits("pprime", basis(shares([n / 10 for n in sizes], sizes)), CONSTANTS)
    assert np.isnan(made.upper).all()


@pytest.mark.parametrize("chart", ["p", "pprime"])
def test_parts_that_are_more_than_their_whole_have_no_limits_of_shares(chart: Chart) -> None:
    made = limits(chart, basis(shares([9.0, 12, 8] * 6, [8.0] * 18)), load("nhs-2023").constants())
    for line in (made.centre, made.lower, made.upper):
        assert np.isnan(line).all()


def test_the_mean_of_equal_values_is_that_value() -> None:
    made = limits("xmr", basis(panel([0.1] * 33)), CONSTANTS)
    assert made.centre[0, 0] == 0.1
