"""The arrays of `peelian.signals` against plain loops over one series, and what must hold of any series."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.periods import month, shift
from peelian.signals.limits import limits
from peelian.signals.limits.lines import Limits
from peelian.signals.panel import Panel
from peelian.signals.rules import signals
from peelian.signals.ruleset import NAMES, RuleSet, load
from peelian.signals.segments import Basis
from tests.counts import tries
from tests.spec import reference_signals as reference

MOST = 45
PERIODS = tuple(shift(month(2000, 1), n) for n in range(MOST + 9))


@st.composite
def series(draw: st.DrawFn) -> tuple[list[int | None], list[int], list[bool]]:
    """Values in whole numbers so that ties are common, segments, and what is excluded."""
    long = draw(st.booleans())
    some = st.integers(-7, 7)
    length = draw(st.integers(15, MOST) if long else st.integers(1, 20))
    drift = draw(st.sampled_from([0, 0, 1, -1]))
    base = draw(st.lists(some, min_size=length, max_size=length))
    values: list[int | None] = [v + drift * (i // 2) for i, v in enumerate(base)]
    if draw(st.booleans()):
        for i in draw(st.lists(st.integers(0, length - 1), max_size=3)):
            values[i] = None
    starts = set(draw(st.lists(st.integers(1, length), max_size=2))) if draw(st.booleans()) else set()
    segment = [sum(1 for s in starts if s <= i) for i in range(length)]
    excluded = [False] * length
    if draw(st.booleans()):
        for i in draw(st.lists(st.integers(0, length - 1), max_size=3)):
            excluded[i] = True
    return values, segment, excluded


Series = tuple[list[int | None], list[int], list[bool]]


def basis_of(drawn: Series) -> Basis:
    values, segment, excluded = drawn
    row = np.array([[math.nan if v is None else float(v) for v in values]])
    out = np.array([excluded])
    panel = Panel(("a",), PERIODS[: len(values)], row)
    return Basis(panel, np.array([segment]), ~np.isnan(row) & ~out, out if out.any() else None)


def by_hand(basis: Basis, centre: float, sigma: float) -> Limits:
    """Lines that nobody estimated, in whole numbers so that values fall on them."""
    level, spread = (np.full(basis.segment.shape, x) for x in (centre, sigma))
    return Limits("xmr", basis.panel.values, level, level - 3 * spread, level + 3 * spread, spread)


def points_of(drawn: Series, centre: int, sigma: int) -> list[reference.Point]:
    lines = (Fraction(centre + sigma), Fraction(centre + 2 * sigma), Fraction(centre + 3 * sigma))
    return [
        reference.Point(None if v is None else Fraction(v), s, x, Fraction(centre), lines)
        for v, s, x in zip(*drawn, strict=True)
    ]


def asked_of(rules: RuleSet) -> list[reference.Asked]:
    return [
        reference.Asked(a.rule, a.length or 0, a.count or 0, a.beyond or 0, a.within or 0, a.one_side, a.by_next_step)
        for a in rules.rules
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "anhoej"])
@settings(max_examples=tries(50, 100), deadline=None)
@given(drawn=series(), centre=st.integers(-2, 2), sigma=st.integers(1, 3))
def test_each_rule_marks_what_the_loops_mark(name: str, drawn: Series, centre: int, sigma: int) -> None:
    basis, rules = basis_of(drawn), load(name)
    found = signals(by_hand(basis, centre, sigma), basis, rules)
    points = points_of(drawn, centre, sigma)
    for asked, marked in zip(asked_of(rules), found.marked, strict=True):
        assert marked[0].tolist() == reference.marks(points, asked), asked


@settings(max_examples=tries(50, 100), deadline=None)
@given(drawn=series(), centre=st.integers(-2, 2), sigma=st.integers(1, 3))
def test_runs_are_those_of_the_loops(drawn: Series, centre: int, sigma: int) -> None:
    basis = basis_of(drawn)
    found = signals(by_hand(basis, centre, sigma), basis, load("anhoej")).runs
    assert found is not None
    points = points_of(drawn, centre, sigma)
    for number in set(drawn[1]):
        here = [i for i, s in enumerate(drawn[1]) if s == number]
        expected = reference.runs([points[i] for i in here])
        for i in here:
            assert (found.useful[0, i], found.longest[0, i], found.crossings[0, i]) == expected


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=tries(50, 100), deadline=None)
@given(
    drawn=series(), centre=st.integers(-2, 2), sigma=st.integers(1, 3), after=st.lists(st.integers(-9, 9), max_size=9)
)
def test_what_was_told_does_not_depend_on_what_came_later(
    name: str, drawn: Series, centre: int, sigma: int, after: list[int]
) -> None:
    """`ended` up to a point is the same with and without the points behind it."""
    values, segment, excluded = drawn
    longer = ([*values, *after], segment + [segment[-1]] * len(after), excluded + [False] * len(after))
    short, long = basis_of(drawn), basis_of(longer)
    first = signals(by_hand(short, centre, sigma), short, load(name)).ended
    second = signals(by_hand(long, centre, sigma), long, load(name)).ended
    for a, b in zip(first, second, strict=True):
        assert a[0].tolist() == b[0, : len(values)].tolist()


# Not nhs-r: where two trends meet at equal values its package calls a fall, whichever way up they are.
@pytest.mark.parametrize("name", [name for name in NAMES if name != "nhs-r"])
@settings(max_examples=tries(50, 100), deadline=None)
@given(drawn=series(), centre=st.integers(-2, 2), sigma=st.integers(1, 3))
def test_the_same_upside_down(name: str, drawn: Series, centre: int, sigma: int) -> None:
    values, segment, excluded = drawn
    upside_down: Series = ([None if v is None else -v for v in values], segment, excluded)
    basis, turned = basis_of(drawn), basis_of(upside_down)
    first = signals(by_hand(basis, centre, sigma), basis, load(name)).marked
    second = signals(by_hand(turned, -centre, sigma), turned, load(name)).marked
    for a, b in zip(first, second, strict=True):
        assert a.tolist() == np.where(b == 2, 2, -b).tolist()


@pytest.mark.parametrize("screen", [True, False])
@settings(max_examples=tries(50, 100), deadline=None)
@given(drawn=series())
def test_limits_of_individual_values_are_those_of_the_loops(screen: bool, drawn: Series) -> None:
    basis, rules = basis_of(drawn), load("western-electric")
    constants = replace(rules.constants(screen), least=1)
    found = limits("xmr", basis, constants)
    values, segment, excluded = drawn
    exact: list[reference.Number] = [None if v is None else Fraction(v) for v in values]
    in_baseline = [v is not None and not x for v, x in zip(values, excluded, strict=True)]
    for i, number in enumerate(segment):
        mean, average = reference.mean_and_ranges(exact, segment, in_baseline, excluded, number, screen)
        assert same(found.centre[0, i], mean)
        assert found.doubt is not None
        if not found.doubt[0, i]:
            assert average is not None
            reach = 3 / Fraction("1.128") * average
            assert same(found.upper[0, i], (mean or 0) + reach)
            assert same(found.lower[0, i], (mean or 0) - reach)


def same(ours: float, theirs: Fraction | None) -> bool:
    if theirs is None:
        return math.isnan(ours)
    return abs(ours - float(theirs)) <= 1e-9 * max(1.0, abs(float(theirs)))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=tries(30, 60), deadline=None)
@given(drawn=series())
def test_series_side_by_side_say_what_each_says_alone(name: str, drawn: Series) -> None:
    """A row of zeros, one of ones and one that begins late beside it change nothing."""
    basis, rules = basis_of(drawn), load(name)
    values = basis.panel.values
    late = np.where(np.arange(values.shape[1]) < 3, np.nan, 5.0)[None, :]
    rows = np.concatenate([values, np.zeros_like(values), np.ones_like(values), late])
    panel = Panel(("a", "b", "c", "d"), basis.panel.periods, rows)
    segment = np.repeat(basis.segment, 4, axis=0)
    segment[1:] = 0
    out = None if basis.excluded is None else np.repeat(basis.excluded, 4, axis=0)
    held = ~np.isnan(rows) if out is None else ~np.isnan(rows) & ~out
    wide = Basis(panel, segment, held, out)
    alone, beside = limits("xmr", basis, rules.constants()), limits("xmr", wide, rules.constants())
    for line in ("centre", "lower", "upper"):
        assert np.array_equal(getattr(alone, line)[0], getattr(beside, line)[0], equal_nan=True)
    for a, b in zip(signals(alone, basis, rules).marked, signals(beside, wide, rules).marked, strict=True):
        assert a[0].tolist() == b[0].tolist()
