"""Evidence of single series: exact cases, the fast sums against slow ones, and what must make no difference."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.signals.panel import Array, Flags
from peelian.signals.season.points import Family
from peelian.signals.watching.evidence import (
    LEAST,
    LEAST_FREE,
    MOST_LAG_ONE,
    NONE_YET,
    OVER_CHANCE,
    SPANS,
    Evidence,
    evidence,
    joined,
)

FAMILIES: tuple[Family, ...] = ("measurement", "count", "rate", "share")


def of(values: object, family: Family, size: Array | None = None, used: Flags | None = None) -> Evidence:
    rows = np.atleast_2d(np.array(values, dtype=float))
    return evidence(
        rows,
        np.ones_like(rows) if size is None else np.atleast_2d(size),
        np.ones(rows.shape, dtype=bool) if used is None else np.atleast_2d(used),
        family,
    )


def test_a_measurement_of_independent_values_has_students_t() -> None:
    """By turns 9 and 11 swing back, which is taken as following nothing; one more point of 15 after 24 of them."""
    found = of([9, 11] * 12 + [15], "measurement")
    spread = math.sqrt(24 / 23)
    t = (15 - 10) / (spread * math.sqrt(1 + 1 / 24))
    assert found.lag_one[0] < 0
    assert found.deviates[0, 0] == pytest.approx(math.sqrt(23 * math.log1p(t * t / 23)))
    assert (found.known[0], found.events[0], found.spread[0]) == (24, math.inf, True)


def test_a_count_as_even_as_chance_has_the_likelihood_ratio_of_two_rates() -> None:
    """36.5 events in 24 months (the half is added), 9 in the next; dispersion below one is taken as one."""
    found = of([1, 2] * 12 + [9], "count")
    before, new, months = 36 + NONE_YET, 9, 24
    level = (before + new) / (months + 1)
    square = 2 * (new * math.log(new / level) + before * math.log(before / months / level))
    assert found.deviates[0, 0] == pytest.approx(math.sqrt(23 * math.log1p(square / 23)))


def test_a_share_of_fewer_tries_says_less() -> None:
    tries = np.array([[100.0] * 25, [1000.0] * 25])
    counted = tries * np.resize([0.48, 0.52], 25)
    counted[:, -1] = tries[:, -1] * 0.7
    few, many = of(counted, "share", tries).deviates[0]
    assert 3 < few < many


@pytest.mark.parametrize("family", FAMILIES)
def test_none_after_none_says_nothing(family: Family) -> None:
    found = of(np.zeros((1, 60)), family, np.full((1, 60), 50.0))
    assert np.abs(found.deviates).max() < 1
    assert found.spread[0] == (family != "measurement")


def test_weights_are_of_one_direction_and_name_the_span_that_says_most() -> None:
    deviates = np.array([[3.0, -1.0, 0.0], [0.5, -4.0, 0.0], [-9.0, 0.2, 0.0], [0.0, -2.0, 0.0]])
    weight, most = joined(deviates)
    assert weight[0] == pytest.approx(-((4 * math.log((3 + math.exp(81 / 4)) / 4)) ** 0.5))
    assert weight[1] < 0
    assert weight[2] == 0
    assert (SPANS[most[0]], SPANS[most[1]]) == (6, 3)
    assert np.isfinite(joined(np.full((4, 1), 1e6))[0]).all()


def slow(total: Array, size: Array, used: Flags, span: int, family: Family) -> float:
    """One series, one span, sum by sum, as the docstrings say it."""
    start = len(total) - span
    base = [t for t in range(start) if used[t]]
    latest = [t for t in range(start, len(total)) if used[t]]
    events, sizes = sum(total[base]), sum(size[base])
    level, points = events / sizes, len(base)
    if family == "measurement":
        unit, rare = 1.0, math.inf
    elif family == "share":
        unit = max(level * (1 - level), NONE_YET / sizes)
        rare = (min(events, sizes - events) + NONE_YET) / points
    else:
        unit, rare = (events + NONE_YET) / sizes, (events + NONE_YET) / points
    left = {t: (total[t] - level * size[t]) / math.sqrt(size[t]) for t in base}
    squares = sum(one * one for one in left.values())
    raw = sum(left[t] * left[t - 1] for t in base if t - 1 in left) / squares if squares > 1e-18 else 0.0
    follow = min(max(raw + (1 + 4 * raw) / points, 0.0), MOST_LAG_ONE)
    stretch = (1 + follow) / (1 - follow)
    dispersion = squares / (points - 1) / unit / max(1 - (stretch - 1) / (points - 1), 0.1)
    if family != "measurement":
        dispersion = max(dispersion, 1 - 0.7 * min(max((rare - 2) / 6, 0), 1))
    together = sum(follow ** abs(i - j) for i in range(span) for j in range(span)) / span
    beside = sum(follow ** (i + j + 1) for i in range(span) for j in range(3000)) / span / points
    new, whole = sum(total[latest]), sum(size[latest])
    times = dispersion * (together + whole / sizes * stretch - 2 * beside * len(latest))
    if family == "measurement":
        square, sign = (new - level * whole) ** 2 / (whole * times), new - level * whole
    elif family == "share":
        share = (events + NONE_YET) / (sizes + 2 * NONE_YET)
        parts = ((new, whole * share), (whole - new, whole * (1 - share)))
        square = 2 / times * sum(a * math.log(a / b) for a, b in parts if a > 0)
        sign = new - whole * share
    else:
        mean, over = (events + NONE_YET) / sizes * whole, max(times, OVER_CHANCE)
        shape = mean / (over - 1)
        gained = new * math.log(new / mean) if new > 0 else 0.0
        square = 2 * (gained - (new + shape) * math.log((new + shape) / (mean + shape))) * over / times
        sign = new - mean
    free = max(points * (1 - follow**2) / (1 + follow**2) - 1, LEAST_FREE)
    return math.copysign(math.sqrt(free * math.log1p(max(square, 0) / free)), sign)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 100_000), st.sampled_from(FAMILIES), st.integers(LEAST + 1, 70), st.floats(0, 0.3))
def test_fast_sums_are_the_slow_ones(seed: int, family: Family, periods: int, missing: float) -> None:
    chance = np.random.default_rng(seed)
    size = chance.integers(5, 60, periods).astype(float) if family in ("rate", "share") else np.ones(periods)
    mean = size * chance.choice([0.02, 0.2, 0.9])
    total = {
        "measurement": lambda: chance.normal(chance.choice([0, 1000]), 3, periods),
        "count": lambda: chance.poisson(mean * chance.choice([1, 30])).astype(float),
        "rate": lambda: chance.poisson(mean).astype(float),
        "share": lambda: chance.binomial(size.astype(int), mean / size).astype(float),
    }[family]()
    used = chance.random(periods) >= missing
    used[[0, 1, 2, 3, 4, 5, 6, 7, periods - 1]] = True
    total = np.where(used, total, 0.0)
    found = of(total, family, size, used)
    for place, span in enumerate(SPANS):
        assert found.deviates[place, 0] == pytest.approx(slow(total, size, used, span, family), rel=1e-6, abs=1e-6)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 100_000), st.floats(0.001, 1000), st.floats(-1e4, 1e4))
def test_units_and_zero_points_of_a_measurement_make_no_difference(seed: int, unit: float, zero: float) -> None:
    values = np.random.default_rng(seed).normal(0, 1, (3, 40))
    plain, moved, turned = (of(v, "measurement") for v in (values, values * unit + zero, -values))
    assert moved.deviates == pytest.approx(plain.deviates, rel=1e-5, abs=1e-5)
    assert turned.deviates == pytest.approx(-plain.deviates)


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_not_used_takes_no_part(family: Family) -> None:
    chance = np.random.default_rng(5)
    size = np.full((4, 50), 40.0)
    total = chance.binomial(40, 0.2, (4, 50)).astype(float)
    used = chance.random((4, 50)) < 0.8
    used[:, -1] = True
    plain = of(np.where(used, total, 0), family, size, used)
    other = of(np.where(used, total, 7), family, np.where(used, size, 3), used)
    assert other.deviates == pytest.approx(plain.deviates)
    assert (plain.known == used[:, :-1].sum(axis=1)).all()
