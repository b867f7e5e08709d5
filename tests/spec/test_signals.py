"""Charts and rules as data: a series of numbers in, its lines, signals, verdicts and warnings out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from peelian.periods import Period, month, shift
from peelian.signals import choose
from peelian.signals.gaps import gaps
from peelian.signals.judge import Judged, Request, caveats, judge
from peelian.signals.limits import CHARTS, limits
from peelian.signals.limits.lines import DOUBTS, Chart, Limits
from peelian.signals.limits.ranges import NOT_SCREENED
from peelian.signals.marks import Signals
from peelian.signals.panel import Array, Panel, of_quotients
from peelian.signals.rebase import at_run
from peelian.signals.rules import RULES, signals
from peelian.signals.ruleset import RuleSet, load
from peelian.signals.segments import Basis, basis
from peelian.signals.verdict import ASSURANCES, MEANINGS, assurance, labels, latest, variation, ways
from peelian.signals.warning import warn
from tests.spec.arithmetic import evaluate
from tests.spec.cases import SPECS, Case, cases, subjects

SIGMA = 10.0
MARKS = {0: ".", 1: "+", -1: "-", 2: "*"}
RULE_PAGES = {
    "rule-outside": "outside",
    "rule-shift": "shift",
    "rule-trend": "trend",
    "rule-two-in-three": "two_in_three",
    "rule-four-in-five": "four_in_five",
    "rule-alternating": "alternating",
    "rule-stratified": "stratified",
    "rule-mixture": "mixture",
    "rule-runs": "crossings",
}
LINES = ("limits-of-values", "limits-of-counts", "limits-of-gaps")
RUN_HERE = {
    *RULE_PAGES,
    *LINES,
    "screening",
    "gaps-between-events",
    "meaning-of-signals",
    "assurance",
    "early-warning",
    "rebase-at-run",
    "no-limits",
    "choice-of-chart",
}


def paged(pages: Iterable[str]) -> list[object]:
    """The cases of several pages, each with its page."""
    found: list[Any] = [(page, case) for page in pages for case in cases("assess", page)]
    return [pytest.param(page, *case.values, id=f"{page}: {case.id}") for page, case in found]


def numbers(text: str) -> Array:
    """One series; a dot is a missing value."""
    return np.array([[math.nan if word == "." else float(word) for word in text.split()]])


def periods(length: int) -> tuple[Period, ...]:
    return tuple(shift(month(2024, 1), n) for n in range(length))


def panel_of(text: str) -> Panel:
    words = text.split()
    if "/" not in text:
        return Panel(("a",), periods(len(words)), numbers(text))
    parts = [numbers(" ".join(word.split("/")[n] for word in words)) for n in (0, 1)]
    return of_quotients(("a",), periods(len(words)), parts[0], parts[1])


def basis_of(case: Case, column: str = "values") -> Basis:
    panel = panel_of(case[column])
    at = {name: [panel.periods[int(n) - 1] for n in case.get(name, "").split()] for name in ("rebase", "exclude")}
    first_last = [panel.periods[int(n) - 1] for n in case.get("baseline", "").split()]
    return basis(panel, at["rebase"], (first_last[0], first_last[1]) if first_last else None, at["exclude"])


def by_hand(made: Basis) -> Limits:
    level = np.zeros(made.panel.values.shape)
    return Limits("xmr", made.panel.values, level, level - 3 * SIGMA, level + 3 * SIGMA, level + SIGMA)


def found_in(case: Case, rules: RuleSet) -> tuple[Basis, Limits, Signals]:
    made = basis_of(case)
    return made, by_hand(made), signals(by_hand(made), made, rules)


def same(ours: float, sum_: str) -> bool:
    if sum_ == "none":
        return math.isnan(ours)
    return math.isclose(ours, float(evaluate(sum_)), rel_tol=1e-12, abs_tol=1e-12)


@pytest.mark.parametrize(("page", "case"), paged(LINES))
def test_lines(page: str, case: Case) -> None:
    chart: Chart = "g" if page == "limits-of-gaps" else case.get("chart", "xmr")  # type: ignore[assignment]
    drawn = limits(chart, basis_of(case), load(case["rules"]).constants())
    for name in ("centre", "upper", "lower"):
        assert same(float(getattr(drawn, name)[0, -1]), case[name]), name


@pytest.mark.parametrize("case", cases("assess", "screening"))
def test_screening(case: Case) -> None:
    rules = load(case["rules"])
    drawn = limits("xmr", basis_of(case), rules.constants(case["screen"] == "on"))
    reach = float(drawn.upper[0, 0] - drawn.centre[0, 0])
    assert math.isclose(reach / rules.constants().factor, float(evaluate(case["mean_range"])), rel_tol=1e-12)
    assert drawn.screened is not None
    left_out = {NOT_SCREENED: "none would remain"}.get(int(drawn.screened[0, 0]), str(int(drawn.screened[0, 0])))
    assert left_out == case["left_out"]


@pytest.mark.parametrize("case", cases("assess", "gaps-between-events"))
def test_gaps_between_events(case: Case) -> None:
    made, waiting = gaps(basis_of(case, "counts"))
    assert np.array_equal(made.panel.values, numbers(case["gaps"]), equal_nan=True)
    assert same(float(waiting[0]), case["waiting"])


@pytest.mark.parametrize(("page", "case"), paged(RULE_PAGES))
def test_rules(page: str, case: Case) -> None:
    rules = load(case.get("rules", "anhoej"))
    _, _, found = found_in(case, rules)
    rule = "shift" if page == "rule-runs" else RULE_PAGES[page]
    marked = found.marked[found.rules.index(rule)]  # type: ignore[arg-type]
    assert " ".join(MARKS[int(code)] for code in marked[0]) == case["signals"]


@pytest.mark.parametrize("case", cases("assess", "rule-runs"))
def test_runs(case: Case) -> None:
    _, _, found = found_in(case, load("anhoej"))
    assert found.runs is not None
    for name in ("useful", "longest", "longest_max", "crossings", "crossings_min"):
        assert int(getattr(found.runs, name)[0, -1]) == evaluate(case[name]), name
    assert bool(found.runs.signal[0, -1]) == (case["signal"] == "yes")


@pytest.mark.parametrize("case", cases("assess", "meaning-of-signals"))
def test_meaning(case: Case) -> None:
    rules = load(case["rules"])
    _, drawn, found = found_in(case, rules)
    told, at = labels(found, rules, ways(case["better"], 1)), latest(drawn.values)  # type: ignore[arg-type]
    place = int(told.rule[0, at[0]])
    assert (found.rules[place] if place >= 0 else "none") == case["label"]
    assert MEANINGS[int(variation(told, found, at)[0])] == case["meaning"]


@pytest.mark.parametrize("case", cases("assess", "assurance"))
def test_assurance(case: Case) -> None:
    made = basis_of({"values": "0 0 0"})
    target = np.array([float(case.get("target", "nan"))])
    said = assurance(by_hand(made), np.array([2]), target, ways(case["better"], 1))  # type: ignore[arg-type]
    assert (ASSURANCES[int(said[0])] or "none") == case["assurance"]


@pytest.mark.parametrize("case", cases("assess", "early-warning"))
def test_early_warning(case: Case) -> None:
    rules, made = load(case["rules"]), basis_of(case)
    warning = warn(by_hand(made), made, rules)
    for side in ("above", "below"):
        assert same(float(getattr(warning, side)[0]), case[side])
        assert rules.rules[getattr(warning, f"{side}_rule")[0]].rule == case[f"{side}_rule"]


@pytest.mark.parametrize("case", cases("assess", "rebase-at-run"))
def test_rebase_at_run(case: Case) -> None:
    made = basis_of(case)
    by_hand = [made.panel.periods[int(n) - 1] for n in case.get("rebase", "").split()]
    excluded = [made.panel.periods[int(n) - 1] for n in case.get("exclude", "").split()]
    found = at_run(made.panel, load("wmp-2015"), by_hand, excluded)
    assert (" ".join(str(t + 1) for t in np.flatnonzero(found.starts[0])) or "none") == case["starts"]
    completed = [f"{t + 1}{MARKS[int(found.completed[0, t])]}" for t in np.flatnonzero(found.completed[0])]
    assert (" ".join(completed) or "none") == case["completed"]
    assert same(float(found.above[0, -1]), case["above"])
    assert same(float(found.below[0, -1]), case["below"])


def only(case: Case) -> Judged:
    asked = Request(load(case["rules"]), chart=case.get("chart", "auto"))  # type: ignore[arg-type]
    (judged,) = judge(panel_of(case["values"]), asked)
    return judged


@pytest.mark.parametrize("case", cases("assess", "no-limits"))
def test_no_limits(case: Case) -> None:
    judged = only(case)
    assert judged.limits.doubt is not None
    assert DOUBTS[judged.limits.doubt[0, -1]] == case["doubt"]
    assert caveats(judged, 0)[0] == case["words"]
    if case["doubt"] != "none" and case["rules"] != "nhs-r":
        assert np.isnan(judged.limits.lower).all()
        assert np.isnan(judged.limits.upper).all()
        assert (judged.labels.rule == -1).all()


@pytest.mark.parametrize("case", cases("assess", "choice-of-chart"))
def test_choice_of_chart(case: Case) -> None:
    chosen = choose.choose(basis_of(case), load(case["rules"]))
    assert choose.CHARTS[chosen.chart[0]] == case["chart"]
    assert case["because"] in choose.in_words(chosen, 0)


def test_every_chart_and_every_rule_has_a_page() -> None:
    assert set(RULE_PAGES.values()) == {*RULES, "outside"}
    text = "".join((Path(SPECS) / "assess" / f"{page}.yaml").read_text("utf-8") for page in [*LINES, "choice-of-chart"])
    shown = {chart for chart in CHARTS if f"chart: {chart}" in text} | {"xmr", "g"}
    assert shown == set(CHARTS) - {"mr", "t"}, "these two have no answer that is a sum; tests/unit/signals has them"
    assert subjects("assess") >= RUN_HERE
