"""Early warning against the rules with the next value appended: every sign pattern, every place it can lie."""

from __future__ import annotations

import math
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.periods import month, shift
from peelian.signals.limits.lines import Limits
from peelian.signals.marks import NO_SIGNAL
from peelian.signals.panel import Array, Flags, Panel
from peelian.signals.rules import signals
from peelian.signals.ruleset import NAMES, RuleSet, load
from peelian.signals.segments import Basis
from peelian.signals.warning import EarlyWarning, warn
from tests.counts import tries

CENTRE, SIGMA = 0.0, 1.0
PERIODS = tuple(shift(month(2000, 1), n) for n in range(60))


def basis_of(values: Array, segment: Array | None = None, excluded: Flags | None = None) -> Basis:
    panel = Panel(tuple(map(str, range(len(values)))), PERIODS[: values.shape[1]], values)
    parts = np.zeros(values.shape, dtype=np.int64) if segment is None else segment.astype(np.int64)
    held = ~np.isnan(values) if excluded is None else ~np.isnan(values) & ~excluded
    return Basis(panel, parts, held, excluded)


def lines(values: Array) -> Limits:
    level, spread = (np.full(values.shape, x) for x in (CENTRE, SIGMA))
    return Limits("xmr", values, level, level - 3 * spread, level + 3 * spread, spread)


def candidates(values: Array) -> list[float]:
    """Every number at which an answer can change, and one between each two and beyond the ends."""
    ends = sorted({-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0} | {float(v) for v in values.ravel() if not math.isnan(v)})
    between = [(a + b) / 2 for a, b in pairwise(ends)]
    return [ends[0] - 1, *ends, *between, ends[-1] + 1]


def said(warning: EarlyWarning, value: float) -> Flags:
    """Whether the warning names this next value, for each series."""
    inside = (warning.inside_from <= value) & (value <= warning.inside_to)
    return (value > warning.above) | (value < warning.below) | inside


def carried(basis: Basis, rules: RuleSet, value: float) -> Flags:
    """Whether the next point, appended with this value, carries a signal."""
    column = np.full((len(basis.panel.values), 1), value)
    longer = np.concatenate([basis.panel.values, column], axis=1)
    segment = np.concatenate([basis.segment, basis.segment[:, -1:]], axis=1)
    out = None
    if basis.excluded is not None:
        out = np.concatenate([basis.excluded, np.zeros(column.shape, dtype=bool)], axis=1)
    found = signals(lines(longer), basis_of(longer, segment, out), rules)
    return np.any([marked[:, -1] != NO_SIGNAL for marked in found.marked], axis=0)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("reach", [0.5, 1.5, 2.5, 3.5])
def test_all_sign_patterns_of_eight(name: str, reach: float) -> None:
    """2 to the 8 patterns of points above and below the centre, so far from it, before the next value."""
    signs = np.array(list(product((1.0, -1.0), repeat=8)))
    values = signs * (reach + np.array([0.01, 0.03, 0.02, 0.04, 0.0, 0.03, 0.01, 0.02]))
    basis, rules = basis_of(values), load(name)
    warning = warn(lines(values), basis, rules)
    compared = 0
    for value in candidates(values):
        assert said(warning, value).tolist() == carried(basis, rules, value).tolist(), value
        compared += len(signs)
    assert compared > 256 * 20


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=tries(50, 150), deadline=None)
@given(data=st.data())
def test_any_series(name: str, data: st.DataObject) -> None:
    """Long tails, ties, values on lines, gaps, re-basings and excluded points."""
    length = data.draw(st.integers(1, 20))
    steps = st.sampled_from([-3.5, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5])
    low, high = data.draw(st.sampled_from([(-4.0, 4.0), (0.0, 4.0), (-1.0, 1.0), (-4.0, 0.0)]))
    values = np.array([data.draw(st.lists(steps, min_size=length, max_size=length))]).clip(low, high)
    if data.draw(st.booleans()):
        values[0, data.draw(st.integers(0, length - 1))] = np.nan
        if np.isnan(values[0, -1]):
            values[0, -1] = 0.5  # a missing end is not a gap: the next value is then that of the missing period
    start = data.draw(st.integers(1, length)) if data.draw(st.booleans()) else length
    segment = (np.arange(length) >= start).astype(float)[None, :]
    excluded = None
    if data.draw(st.booleans()):
        excluded = np.zeros((1, length), dtype=bool)
        excluded[0, data.draw(st.integers(0, length - 1))] = True
    basis, rules = basis_of(values, segment, excluded), load(name)
    warning = warn(lines(values), basis, rules)
    for value in candidates(values):
        assert said(warning, value).tolist() == carried(basis, rules, value).tolist(), value


def test_the_next_value_is_that_of_the_first_period_without_one() -> None:
    values = np.array([[0.5] * 7 + [np.nan] * 3])
    warning = warn(lines(values), basis_of(values), load("wmp-2015"))
    assert (warning.above[0], warning.below[0]) == (CENTRE, -3.0)
    assert load("wmp-2015").rules[warning.above_rule[0]].rule == "shift"


def test_a_gap_before_the_last_value_breaks_the_run() -> None:
    values = np.array([[0.5] * 7 + [np.nan, 0.5]])
    warning = warn(lines(values), basis_of(values), load("wmp-2015"))
    assert warning.above[0] == 3.0
    assert load("wmp-2015").rules[warning.above_rule[0]].rule == "outside"


def test_without_limits_there_is_no_warning() -> None:
    values = np.array([[0.5] * 7])
    bare = lines(values)
    none = np.full(values.shape, np.nan)
    bare = Limits("xmr", values, bare.centre, none, none, none)
    warning = warn(bare, basis_of(values), load("wmp-2015"))
    assert np.isnan([warning.above[0], warning.below[0]]).all()
    assert (warning.above_rule[0], warning.below_rule[0]) == (-1, -1)


def test_a_count_cannot_fall_below_zero() -> None:
    values = np.array([[1.0, 2.0, 1.0, 0.0, 2.0, 1.0, 1.0, 2.0]])
    level = np.full(values.shape, 1.25)
    drawn = Limits("c", values, level, level * 0, level * 4, level)
    warning = warn(drawn, basis_of(values), load("wmp-2015"))
    assert (warning.above[0], np.isnan(warning.below[0])) == (5.0, True)


def test_a_part_that_begins_with_the_next_value_has_no_lines_yet() -> None:
    values = np.array([[0.5] * 7 + [np.nan] * 3])
    segment = (np.arange(10) >= 7).astype(float)[None, :]
    warning = warn(lines(values), basis_of(values, segment), load("wmp-2015"))
    assert np.isnan([warning.above[0], warning.below[0]]).all()


def test_moving_ranges_warn_of_their_limit_only() -> None:
    values = np.array([[2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0]])
    level = np.ones(values.shape)
    drawn = Limits("mr", values, level, level * 0, level * 4, level)
    warning = warn(drawn, basis_of(values), load("nhs-2023"))
    assert (warning.above[0], np.isnan(warning.below[0])) == (4.0, True)
