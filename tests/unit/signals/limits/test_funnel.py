"""Funnels: their scales, and limits against a slow second version in fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.quantities import NoValue
from peelian.signals.limits.funnel import LEVELS, Funnel, Scale, funnel, limits_at

sizes = st.lists(st.integers(1, 40), min_size=3, max_size=6)
targets = st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20)


def made(*arguments: object, **settings_: object) -> Funnel:
    found = funnel(*arguments, **settings_)  # type: ignore[arg-type]
    assert isinstance(found, Funnel), found
    return found


def slow_limit(n: int, share: Fraction, p: Fraction) -> Fraction:
    """Spiegelhalter's interpolated limit of a share, by adding up the binomial in fractions."""
    below = Fraction()
    for r in range(n + 1):
        here = math.comb(n, r) * share**r * (1 - share) ** (n - r)
        if below + here >= p:
            return max(Fraction(), (r - (below + here - p) / here) / n)
        below += here
    raise AssertionError("a probability of more than one")


@settings(max_examples=25, deadline=None)
@given(sizes, targets)
def test_exact_limits_are_those_of_the_slow_version(n: list[int], share: Fraction) -> None:
    found = made(np.zeros(len(n)), np.array(n, dtype=float), "share", target=float(share), between=False)
    for row, level in enumerate((Fraction(95, 100), Fraction(998, 1000))):
        tail = (1 - level) / 2
        for area, size in enumerate(n):
            assert found.lower[row, area] == pytest.approx(float(slow_limit(size, share, tail)), rel=1e-9, abs=1e-12)
            assert found.upper[row, area] == pytest.approx(float(slow_limit(size, share, 1 - tail)), rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(sizes, targets, st.sampled_from(["share", "ratio"]), st.booleans(), st.integers(0, 2**32))
def test_limits_lie_around_the_level_and_inside_each_other(
    n: list[int], share: Fraction, kind: str, between: bool, seed: int
) -> None:
    size = np.array(n, dtype=float)
    counts = np.random.default_rng(seed).binomial(n, 0.5).astype(float)
    found = made(counts, size, kind, target=float(share), between=between)
    inner, outer = range(2)
    assert (found.lower[outer] <= found.lower[inner] + 1e-12).all()
    assert (found.lower[inner] <= found.target + 1e-12).all()
    assert (found.target <= found.upper[inner] + 1 / size).all()
    assert (found.upper[inner] <= found.upper[outer] + 1e-12).all()
    assert ((found.lower >= 0) & (kind == "ratio" or found.upper <= 1)).all()
    assert (np.sign(found.place) * (found.value - found.target) >= 0).all()
    assert (
        (np.abs(found.place) == 2) == ((found.value > found.upper[outer]) | (found.value < found.lower[outer]))
    ).all()
    assert (found.tau2 > 0) <= between
    assert np.abs(found.z_adjusted).max() <= np.abs(found.z).max() + 1e-12


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_areas_does_not_matter(seed: int) -> None:
    chance = np.random.default_rng(seed)
    size = chance.integers(5, 500, 8).astype(float)
    counts = chance.binomial(size.astype(int), chance.uniform(0.2, 0.8, 8)).astype(float)
    order = chance.permutation(8)
    one, other = made(counts, size, "share"), made(counts[order], size[order], "share")
    assert other.upper == pytest.approx(one.upper[:, order])
    assert (other.place == one.place[order]).all()
    assert other.tau2 == pytest.approx(one.tau2)


@pytest.mark.parametrize("between", [True, False])
def test_the_curve_of_a_chart_goes_through_the_limits_of_its_areas(between: bool) -> None:
    size = np.array([100.0, 400, 900])
    found = made(np.array([40.0, 100, 500]), size, "share", between=between)
    assert found.overdispersed == between
    lower, upper = limits_at(np.array([900.0, 250, 100]), found.target, "share", found.scale, found.tau2)
    assert lower[:, [2, 0]].tolist() == found.lower[:, [0, 2]].tolist()
    assert (found.upper[:, 1] < upper[:, 1]).all()
    assert (upper[:, 1] < found.upper[:, 0]).all()


def test_an_interpolated_limit_lies_on_the_count_that_passes_the_tail() -> None:
    """What lies beyond it is more than the tail only by the first count beyond it."""
    size = np.array([30.0, 300, 1000])
    found = made(size * 0.1, size, "share", target=0.1, between=False)
    for row, level in enumerate(LEVELS):
        for area, n in enumerate((30, 300, 1000)):
            first = next(r for r in range(n + 1) if r / n > found.upper[row, area])
            beyond = [Fraction(math.comb(n, r) * 9 ** (n - r), 10**n) for r in range(first, n + 1)]
            assert sum(beyond[1:]) <= (1 - level) / 2 < sum(beyond)
    assert found.upper[0, 2] == pytest.approx(0.1 + 1.959964 * math.sqrt(0.09 / 1000), abs=1e-3)


def test_the_arcsine_and_the_log_scale() -> None:
    share = made(np.array([50.0, 50, 75]), np.array([100.0, 100, 100]), "share", target=0.5)
    assert share.z.tolist() == pytest.approx([0, 0, 20 * (math.asin(math.sqrt(0.75)) - math.pi / 4)])
    ratio = made(np.array([4.0, 4, 8]), np.array([4.0, 4, 4]), "ratio", target=1.0, scale="log")
    assert ratio.z.tolist() == pytest.approx([0, 0, 2 * math.log(2)])
    assert ratio.phi == pytest.approx((0.8 * 2 * math.log(2)) ** 2 / 3)


def test_far_too_much_dispersion_is_put_into_the_limits() -> None:
    size = np.full(20, 100_000.0)
    counts = size * np.linspace(0.1, 0.3, 20)
    spread, plain = made(counts, size, "share"), made(counts, size, "share", between=False)
    assert spread.phi == plain.phi > 100
    assert (np.count_nonzero(plain.place), np.count_nonzero(spread.place)) == (20, 0)
    assert plain.tau2 == 0
    assert not plain.overdispersed


@pytest.mark.parametrize("scale", ["sqrt", "log"])
def test_the_limits_of_standardised_ratios_are_those_of_published_packages(scale: Scale) -> None:
    """Around 1: (1 ± z √(1/4E + τ²))² and exp(± z √(1/E + τ²)), as FunnelPlotR writes them."""
    expected = np.array([10.0, 50, 200, 800])
    found = made(np.array([22.0, 30, 280, 640]), expected, "ratio", target=1.0, scale=scale)
    assert found.tau2 > 0
    for row, z in enumerate((1.959964, 3.090232)):
        for side, limits in ((-1, found.lower[row]), (1, found.upper[row])):
            if scale == "log":
                formula = np.exp(side * z * np.sqrt(1 / expected + found.tau2))
            else:
                formula = np.maximum(1 + side * z * np.sqrt(1 / (4 * expected) + found.tau2), 0) ** 2
            assert limits.tolist() == pytest.approx(formula.tolist(), rel=1e-6)


def test_a_scale_that_the_kind_has_not() -> None:
    assert funnel(np.ones(3), np.ones(3) * 4, "share", scale="log") == NoValue(
        "a funnel of a share is on the scale arcsine, not log"
    )


def test_a_zero_is_left_out_on_the_log_scale_only() -> None:
    counts, size = np.array([0.0, 3, 4, 5]), np.full(4, 4.0)
    assert made(counts, size, "ratio", scale="log").left_out == ("a count of zero has no logarithm", "", "", "")
    assert made(counts, size, "ratio").left_out == ("", "", "", "")
