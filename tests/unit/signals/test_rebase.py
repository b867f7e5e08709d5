"""Re-basing at a run beside charts, rules and the early warning: every sign pattern, before and after a re-basing."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.errors import Unusable
from peelian.periods import Period, month, shift
from peelian.signals.judge import Request, judge
from peelian.signals.limits import limits
from peelian.signals.limits.lines import Chart, Limits
from peelian.signals.marks import HIGH, NO_SIGNAL
from peelian.signals.panel import Array, Flags, Panel, of_quotients
from peelian.signals.rebase import WITHOUT_AVERAGE, Rebase, at_run
from peelian.signals.rules import signals
from peelian.signals.ruleset import NAMES, load
from peelian.signals.segments import Basis, basis
from peelian.signals.warning import EarlyWarning, warn
from tests.counts import tries
from tests.spec.arithmetic import evaluate

RULES = load("wmp-2015")
SHIFT = [asked.rule for asked in RULES.rules].index("shift")
PERIODS = tuple(shift(month(2000, 1), n) for n in range(80))
STEP = [10.0, 12, 10, 12, 10, 12, 10, 12, 20, 21, 20, 21, 20, 21, 20, 21]


def panel_of(values: Array) -> Panel:
    return Panel(tuple(map(str, range(len(values)))), PERIODS[: values.shape[1]], values)


def charted(
    values: Array, starts: list[Period] | None = None, excluded: list[Period] | None = None
) -> tuple[Rebase, Basis, Limits]:
    panel = panel_of(values)
    found = at_run(panel, RULES, starts or (), excluded or ())
    made = basis(panel, found.starts, None, excluded or ())
    return found, made, limits("xmr", made, RULES.constants())


def said(warning: EarlyWarning, value: Array) -> Flags:
    return (value > warning.above) | (value < warning.below)


def carried(values: Array, drawn: Limits, next_: Array, starts: list[Period], excluded: list[Period]) -> Flags:
    """Whether the next point, appended with these values, lies outside today's limits or completes a run."""
    longer = np.concatenate([values, next_[:, None]], axis=1)
    completed = at_run(panel_of(longer), RULES, starts, excluded).completed[:, -1] != 0
    return completed | (next_ > drawn.upper[:, -1]) | (next_ < drawn.lower[:, -1])


def differ(
    values: Array, starts: list[Period] | None = None, excluded: list[Period] | None = None
) -> tuple[int, Flags]:
    """How often the warning and the rules differ about the next value, about every place where an answer changes."""
    found, made, drawn = charted(values, starts, excluded)
    warning = warn(drawn, made, RULES, found)
    near = np.array([-1e-6, 1e-6])
    last = [drawn.upper[:, -1], drawn.lower[:, -1], drawn.centre[:, -1], np.zeros(len(values))]
    lines = [line for line in last if not np.isnan(line).all()]
    places = [line + by for line in lines for by in near] + [lines[0] + 50, lines[-1] - 50]
    places += [values[:, -1], (drawn.centre[:, -1] + drawn.upper[:, -1]) / 2]
    wrong = 0
    for place in places:
        next_ = np.where(np.isnan(place), 0.0, place)
        wrong += int((said(warning, next_) != carried(values, drawn, next_, starts or [], excluded or [])).sum())
    return wrong, ~np.isnan(found.above[:, -1]) | ~np.isnan(found.below[:, -1])


SIGNS = np.array(list(product((1.0, -1.0), repeat=8)))
LIFT = np.array([0.01, 0.03, 0.02, 0.04, 0.0, 0.03, 0.01, 0.02])


@pytest.mark.parametrize("reach", [0.5, 3.0, 12.0])
@pytest.mark.parametrize("before", [[], [100.0], [100.0, 101, 99, 100, 101, 99], [90.0, 95, 85] * 5])
def test_all_sign_patterns_of_eight(before: list[float], reach: float) -> None:
    values = np.concatenate([np.tile(before, (256, 1)), 100.3 + SIGNS * (reach + LIFT)], axis=1)
    wrong, warned = differ(values)
    assert wrong == 0
    assert (warned | charted(values)[0].completed.any(axis=1)).any()


@pytest.mark.parametrize("reach", [0.5, 3.0, 12.0])
@pytest.mark.parametrize("new", [0, 1, 4, 7])
def test_all_sign_patterns_of_eight_after_a_re_basing(new: int, reach: float) -> None:
    """Eight points after the re-basing, or so many more before them."""
    before = [80.0, 82, 80, 82, 80, 82] + [101.0, 100] * 4 + [100.0, 101, 99, 100, 101, 99, 102][:new]
    found, _, _ = charted(np.array([before]))
    assert found.completed[0, 13] == HIGH
    values = np.concatenate([np.tile(before, (256, 1)), 100.3 + SIGNS * (reach + LIFT)], axis=1)
    wrong, warned = differ(values)
    assert wrong == 0
    assert warned.any()


def test_seven_points_of_which_one_is_of_the_completed_run_bring_no_warning() -> None:
    """All lie above today's average of the process; one of them completed its run."""
    values = np.array([[10.0, 11, 10, 11, 10, 11, 20, 21, 20, 21, 20, 21, 20, 30, 31, 30, 31, 30, 31, 30]])
    found, made, drawn = charted(values)
    assert found.completed[0, 13] == HIGH
    assert (values[0, -7:] > drawn.centre[0, -1]).all()
    warning = warn(drawn, made, RULES, found)
    assert warning.above[0] == drawn.upper[0, -1]
    longer = np.append(values, [[30.0]], axis=1)
    assert charted(longer)[0].above[0, -1] == pytest.approx(float(evaluate("(4 * 20 + 3 * 21 + 5 * 30 + 3 * 31) / 15")))


def test_the_warning_is_of_the_average_that_is_printed() -> None:
    values = np.array([STEP[:-1]])
    found, made, drawn = charted(values)
    warning = warn(drawn, made, RULES, found)
    assert warning.above[0] == drawn.centre[0, -1] == pytest.approx(float(evaluate("(88 + 143) / 15")))
    assert RULES.rules[warning.above_rule[0]].rule == "shift"


@settings(max_examples=tries(70, 200), deadline=None)
@given(data=st.data())
def test_any_series(data: st.DataObject) -> None:
    """Ties, gaps, re-basings by hand and excluded points; the last month has a value, or it would be the next."""
    values: list[float] = []
    while len(values) < 40 and (not values or data.draw(st.integers(0, 5))):
        level = data.draw(st.integers(-3, 3)) * 3
        values += [float(level + data.draw(st.integers(-1, 1))) for _ in range(data.draw(st.integers(1, 10)))]
    places = st.lists(st.integers(0, len(values) - 1), max_size=2)
    for i in data.draw(places):
        values[i] = math.nan if i < len(values) - 1 else values[i]
    starts, excluded = ([PERIODS[i] for i in data.draw(places)] for _ in range(2))
    assert differ(np.array([values]), starts, excluded)[0] == 0


def test_a_completed_run_is_marked_whether_or_not_its_process_has_limits() -> None:
    """Eight equal values have no spread; that they lie above the average before them has been told all the same."""
    found, made, drawn = charted(np.array([[10.0, 12, 10, 12, 10, 12] + [20.0] * 8 + [15.0]]))
    assert np.isnan(charted(np.array([[10.0, 12, 10, 12, 10, 12] + [20.0] * 8]))[2].upper[0, -1])
    marked = signals(drawn, made, RULES, found)
    assert marked.marked[SHIFT][0].tolist() == [0] * 6 + [1] * 8 + [0]
    assert marked.ended[SHIFT][0].tolist() == [0] * 13 + [1] + [0]


def test_a_run_that_only_later_lines_show_is_no_shift() -> None:
    """Eight low months, then high and low by turns: about the mean of all the eight lie below, and nobody was told."""
    values = np.array([[10.0, 10, 10, 10, 10, 10, 10, 10, 30, 9, 30, 9, 30, 9, 30, 9, 30]])
    found, made, drawn = charted(values)
    assert not found.completed.any()
    assert (signals(drawn, made, RULES).marked[SHIFT][0, :8] != NO_SIGNAL).all()
    assert (signals(drawn, made, RULES, found).marked[SHIFT] == NO_SIGNAL).all()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "wmp-2015"])
def test_other_rule_sets_re_base_by_hand_alone(name: str) -> None:
    found = at_run(panel_of(np.array([STEP])), load(name), [PERIODS[3]])
    assert np.flatnonzero(found.starts[0]).tolist() == [3]
    assert not found.completed.any()
    assert np.isnan(found.above).all()


@pytest.mark.parametrize("chart", WITHOUT_AVERAGE)
def test_charts_without_an_average_are_not_re_based(chart: Chart) -> None:
    assert not at_run(panel_of(np.array([STEP])), RULES, chart=chart).starts.any()


def test_gaps_between_events_have_runs_of_their_own() -> None:
    """Counts are re-based by month; the points of their gaps are others, and fewer events are longer gaps."""
    counts = np.array([[2.0, 1, 3, 2, 1, 3, 2, 2] + [0.0] * 40])
    (judged,) = judge(panel_of(counts), Request(RULES, better="lower"))
    assert judged.chart == "g"
    assert np.isnan(judged.limits.values[0, 8:]).all()
    assert (judged.labels.rule[0, 8:] == -1).all()
    given = np.array([[1.0, 0] * 6 + [9.0] * 12])
    (asked,) = judge(panel_of(given), Request(RULES, chart="g"))
    assert (asked.signals.marked[SHIFT][0, -12:] == HIGH).all(), "about the median, as for any rule set"
    assert asked.warning is not None


@pytest.mark.parametrize(
    ("chart", "above"),
    [("p", "(1 + 7 * 60) / (2 + 7 * 100)"), ("xmr", "(1 / 2 + 7 * 3 / 5) / 8"), ("c", "(1 + 7 * 60) / 8")],
)
def test_the_average_of_shares_is_that_of_the_chart(chart: Chart, above: str) -> None:
    panel = of_quotients(("a",), PERIODS[:8], np.array([[1.0] + [60.0] * 7]), np.array([[2.0] + [100.0] * 7]))
    found = at_run(panel, RULES, chart=chart)
    assert found.above[0, -1] == pytest.approx(float(evaluate(above)), rel=1e-12)
    drawn = limits(chart, basis(panel), RULES.constants())
    assert found.above[0, -1] == pytest.approx(drawn.centre[0, -1], rel=1e-12)


def test_a_share_of_nearly_all_takes_no_step() -> None:
    """Of every hundred one is missed in half of the months; eight months without one are chance."""
    missed = np.array([[1.0, 0, 1, 1, 0, 1, 0, 1] + [0.0] * 12])
    whole = np.full(missed.shape, 100.0)
    assert not at_run(of_quotients(("a",), PERIODS[:20], whole - missed, whole), RULES).starts.any()
    assert at_run(of_quotients(("a",), PERIODS[:20], whole - 3 * missed, whole), RULES).starts.any()


@pytest.mark.parametrize("change", [{"on_centre": "skips"}, {"missing": "skips"}, {"rules": RULES.rules[:1]}])
def test_a_rule_set_without_the_numbers_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Unusable, match="'wmp-2015' cannot re-base at a run; give its rule 'shift' a length"):
        at_run(panel_of(np.array([STEP])), replace(RULES, **change))  # type: ignore[arg-type]
