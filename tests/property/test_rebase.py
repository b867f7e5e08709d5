"""Re-basing at a run against plain loops over one series, and what must hold of any series."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.periods import month, shift
from peelian.signals.limits.withheld import LEAST_MEAN
from peelian.signals.panel import Panel, of_quotients
from peelian.signals.rebase import Rebase, at_run
from peelian.signals.ruleset import load
from tests.counts import tries
from tests.spec import reference_signals as reference

MOST = 60
PERIODS = tuple(shift(month(2000, 1), n) for n in range(MOST))
RULES = load("wmp-2015")
LENGTH = 8


@dataclass(frozen=True)
class Series:
    values: list[int | None]
    begins: set[int]
    excluded: list[bool]


@st.composite
def drawn(draw: st.DrawFn) -> Series:
    """Levels that come and go, in whole numbers so that points lie on averages; gaps, re-basings, excluded points."""
    values: list[int | None] = []
    while len(values) < MOST - 12 and (not values or draw(st.integers(0, 5))):
        level, spread = draw(st.integers(-6, 6)), draw(st.integers(0, 2))
        values += [level + draw(st.integers(-spread, spread)) for _ in range(draw(st.integers(1, 12)))]
    places = st.lists(st.integers(0, len(values) - 1), max_size=3)
    if draw(st.booleans()):
        for i in draw(places):
            values[i] = None
    begins = set(draw(places)) if draw(st.booleans()) else set()
    out = set(draw(places)) if draw(st.booleans()) else set()
    return Series(values, begins, [i in out for i in range(len(values))])


def panel_of(values: list[int | None]) -> Panel:
    return Panel(("a",), PERIODS[: len(values)], np.array([[math.nan if v is None else float(v) for v in values]]))


def rebased(series: Series, until: int | None = None) -> Rebase:
    """The answer of the arrays, of the series up to a month."""
    values = series.values[:until]
    at = range(len(values))
    begins = [PERIODS[i] for i in at if i in series.begins]
    return at_run(panel_of(values), RULES, begins, [PERIODS[i] for i in at if series.excluded[i]])


def by_loops(series: Series) -> list[tuple[int, int, int]]:
    exact: list[reference.Number] = [None if v is None else Fraction(v) for v in series.values]
    return reference.rebases(exact, series.begins, series.excluded, LENGTH, LEAST_MEAN)


@settings(max_examples=tries(200, 600), deadline=None)
@given(series=drawn())
def test_processes_begin_where_the_loops_begin_them(series: Series) -> None:
    found, expected = rebased(series), by_loops(series)
    first = (series.begins - {0}) | {run for run, _, _ in expected}
    assert set(np.flatnonzero(found.starts[0]).tolist()) == first
    assert {int(t): int(found.completed[0, t]) for t in np.flatnonzero(found.completed[0])} == {
        t: way for _, t, way in expected
    }
    marks = [0] * len(series.values)
    for run, t, way in expected:
        for i in range(run, t + 1):
            marks[i] = 0 if series.excluded[i] else way
    assert found.marked[0].tolist() == marks


@settings(max_examples=tries(60, 200), deadline=None)
@given(series=drawn())
def test_nothing_depends_on_what_came_later(series: Series) -> None:
    """Cut short at any month, the answer is the same for all re-basings that were completed by then."""
    whole, all_of_them = rebased(series), by_loops(series)
    for until in range(1, len(series.values) + 1):
        short = rebased(series, until)
        assert short.completed[0].tolist() == whole.completed[0, :until].tolist()
        by_then = (series.begins - {0}) | {run for run, t, _ in all_of_them if t < until}
        assert set(np.flatnonzero(short.starts[0]).tolist()) == {i for i in by_then if i < until}
        for side in ("above", "below"):
            assert np.array_equal(getattr(short, side)[0], getattr(whole, side)[0, :until], equal_nan=True)


@settings(max_examples=tries(60, 200), deadline=None)
@given(series=drawn())
def test_the_same_upside_down(series: Series) -> None:
    """Values that are no counts either way: a half is taken off."""
    first = panel_of(series.values)
    row = first.values - 0.25
    up, down = (at_run(Panel(("a",), first.periods, values), RULES) for values in (row, -row))
    assert up.starts.tolist() == down.starts.tolist()
    assert up.completed.tolist() == (-down.completed).tolist()
    assert np.array_equal(up.above, -down.below, equal_nan=True)


@settings(max_examples=tries(60, 200), deadline=None)
@given(series=drawn(), scale=st.sampled_from([1e-9, 0.1, 1e9]), offset=st.sampled_from([0.3, 1e6, -7.7]))
def test_another_unit_changes_nothing(series: Series, scale: float, offset: float) -> None:
    """Ties stay ties when sums are no longer exact. A quarter is added so that nothing is a count."""
    first = panel_of(series.values)
    plain, other = (
        at_run(Panel(("a",), first.periods, values), RULES)
        for values in (first.values + 0.25, (first.values + offset) * scale)
    )
    assert plain.starts.tolist() == other.starts.tolist()
    assert plain.completed.tolist() == other.completed.tolist()


@settings(max_examples=tries(50, 100), deadline=None)
@given(series=drawn())
def test_series_side_by_side_say_what_each_says_alone(series: Series) -> None:
    alone, values = rebased(series), panel_of(series.values).values
    late = np.where(np.arange(values.shape[1]) < 3, np.nan, 5.0)[None, :]
    step = np.where(np.arange(values.shape[1]) < 9, 10.0, 20.0)[None, :]
    panel = Panel(("a", "b", "c"), PERIODS[: values.shape[1]], np.concatenate([late, values, step]))
    starts = np.zeros(panel.values.shape, dtype=bool)
    starts[1, list(series.begins)] = True
    beside = at_run(panel, RULES, starts, [PERIODS[i] for i, out in enumerate(series.excluded) if out])
    for name in ("starts", "completed", "marked", "above", "below"):
        assert np.array_equal(getattr(beside.rows(slice(1, 2)), name), getattr(alone, name), equal_nan=True), name


@settings(max_examples=tries(50, 100), deadline=None)
@given(series=drawn(), size=st.integers(20, 50))
def test_shares_of_equal_wholes_are_re_based_as_their_counts_are(series: Series, size: int) -> None:
    counts = panel_of([None if v is None else v + 9 for v in series.values])
    whole = np.full(counts.values.shape, float(size))
    shares = of_quotients(("a",), counts.periods, counts.values, whole)
    by_counts, by_shares = at_run(counts, RULES), at_run(shares, RULES)
    assert by_counts.completed.tolist() == by_shares.completed.tolist()
    assert np.allclose(by_counts.above / size, by_shares.above, equal_nan=True)
