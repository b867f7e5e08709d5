"""Two rule sets on the same series: where they differ, and each reason asked for again on its own."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from peelian.errors import Unusable
from peelian.periods import month, shift, year_ending
from peelian.signals.aspects import Aspect, given
from peelian.signals.compare import HOWS, NOT_JUDGED, Comparison, answers, compare
from peelian.signals.compared import as_lines, as_value
from peelian.signals.judge import Request
from peelian.signals.panel import Array, Panel, of_quotients
from peelian.signals.ruleset import NAMES, RuleSet, load

PERIODS = tuple(shift(month(2020, 1), n) for n in range(60))
NHS = load("nhs-2023")
XMR = Request(NHS, chart="xmr")
QUIET = [10.0, 12, 11, 13, 10, 13, 11, 12, 10, 13, 12, 11, 13, 10, 12, 11]


def panel(*rows: list[float]) -> Panel:
    return Panel(tuple(f"s{i}" for i in range(len(rows))), PERIODS[: len(rows[0])], np.array(rows))


def without(rules: RuleSet, *names: str) -> RuleSet:
    return replace(rules, name="fewer", rules=tuple(asked for asked in rules.rules if asked.rule not in names))


def limited(rules: RuleSet, **limits: object) -> RuleSet:
    return replace(rules, name="other", limits=replace(rules.limits, **limits))  # type: ignore[arg-type]


def why(found: Comparison, column: int, row: int = 0) -> tuple[str, list[str]]:
    keys = [aspect.key for n, aspect in enumerate(found.aspects) if found.because(n)[row, column]]
    return HOWS[found.how[row, column]], keys


def test_limits_that_are_nearer() -> None:
    found = compare(panel([*QUIET, 15.0]), NHS, limited(NHS, factor="1.5"), XMR)
    assert np.flatnonzero(found.differs[0]).tolist() == [16, 17]
    assert why(found, 16) == why(found, 17) == ("alone", ["factor"])
    assert (found.first.rule[0, 16], found.second.rule[0, 16]) == (-1, 0)
    assert found.other_lines == 1


def test_a_rule_that_one_set_does_not_ask() -> None:
    rising = [*QUIET, 10.0, 10.5, 11, 11.5, 12, 12.5, 13]
    found = compare(panel(rising), NHS, without(NHS, "trend"), XMR)
    assert np.flatnonzero(found.differs[0]).tolist() == [*range(16, 24)]
    assert {why(found, t)[1][0] for t in range(16, 24)} == {"trend"}


def test_a_run_of_seven_or_eight() -> None:
    eight = replace(NHS, name="eight", rules=tuple(replace(x, length=8) if x.rule == "shift" else x for x in NHS.rules))
    found = compare(panel([*QUIET, 13.0, 14, 13, 14, 13, 14, 13, 9]), NHS, eight, XMR)
    assert np.flatnonzero(found.differs[0]).tolist() == [*range(16, 23)]
    assert why(found, 16) == ("alone", ["shift"])


RUN_AND_TREND = [*QUIET, 12.5, 13, 13.5, 14, 14.5, 15, 15.5]


def test_two_rules_at_a_point_are_reasons_together() -> None:
    found = compare(panel(RUN_AND_TREND), NHS, without(NHS, "trend", "shift"), XMR)
    assert why(found, 17) == ("together", ["shift", "trend"])


def test_three_rules_at_a_point_are_three_reasons() -> None:
    bare = without(NHS, "trend", "shift", "two_in_three")
    found = compare(panel([*QUIET, *QUIET, 13.0, 13.6, 14.2, 14.8, 15.4, 15.8, 16.2]), NHS, bare, XMR)
    assert why(found, 36) == why(found, 37) == ("together", ["shift", "trend", "two_in_three"])
    assert why(found, 34) == ("together", ["shift", "trend"])


def test_either_of_two_things_is_a_reason() -> None:
    """Nearer limits mark the last point, and so do limits without the one large range before it."""
    values = [*QUIET, 30.0, *QUIET, 19.5]
    plain = limited(NHS, screen=False)
    found = compare(panel(values), plain, limited(NHS, screen=True, factor="1.8"), XMR)
    assert why(found, len(values) - 1) == ("alone", ["factor", "screen"])


def test_the_order_of_labels() -> None:
    turned = replace(NHS, name="turned", rules=NHS.rules[::-1])
    found = compare(panel(RUN_AND_TREND), NHS, turned, XMR)
    assert why(found, 17) == ("alone", ["order"])
    assert not found.differs[0, -1], "the meaning is the same"


def test_which_of_two_meanings_wins() -> None:
    """A run above the centre that falls: an improvement and a concern where lower is better."""
    values = [*QUIET, 30.0, 27, 24, 22, 20, 18, 16]
    in_order = replace(NHS, name="in order", conflict="order", rules=NHS.rules[::-1])
    found = compare(panel(values), in_order, replace(in_order, conflict="improvement"), replace(XMR, better="lower"))
    assert ("alone", ["conflict"]) in [why(found, t) for t in np.flatnonzero(found.differs[0])]


def test_a_series_that_one_set_does_not_judge() -> None:
    rare = [0.0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    found = compare(panel(rare), load("nhs-r"), limited(load("nhs-r"), degenerate="refuse"))
    assert found.second.variation.tolist() == [NOT_JUDGED]
    assert why(found, len(rare)) == ("alone", ["degenerate"])
    assert as_value(found)["series"][0]["latest"]["b"]["meaning"] is None
    assert "not judged: degenerate" in "\n".join(as_lines(found))


def test_too_few_crossings_are_a_verdict_without_a_label() -> None:
    few = [10.0, 11] * 3 + [20.0, 21] * 3
    anhoej = load("anhoej")
    found = compare(panel([*few, 15.5]), anhoej, without(anhoej, "crossings"), Request(NHS, chart="run"))
    assert np.flatnonzero(found.differs[0]).tolist() == [13]
    assert why(found, 13) == ("alone", ["crossings"])


def test_the_same_rule_set_differs_nowhere() -> None:
    found = compare(panel(RUN_AND_TREND, RUN_AND_TREND), NHS, NHS)
    assert (len(found.rows), found.other_lines, found.aspects) == (0, 0, ())
    assert as_value(found)["series"] == []
    assert "another label somewhere: 0 of 2 (0.0%)" in list(as_lines(found))


def test_what_the_request_says_itself_is_no_reason() -> None:
    first, second = load("nhs-r"), NHS
    keys = [x.key for x in compare(panel(QUIET), first, second, replace(XMR, screen=False)).aspects]
    assert {"chart", "season", "screen"}.isdisjoint(keys)
    assert {"chart", "season", "screen"} <= {x.key for x in compare(panel(QUIET), first, second).aspects}
    assert "season" not in [x.key for x in compare(panel(QUIET), first, second, Request(NHS, season="off")).aspects]


def test_what_is_asked_of_each_series_stays_with_it() -> None:
    """The first series says the same under both; the second has its own polarity and re-basing."""
    rising, starts = [*QUIET, 10.0, 10.5, 11, 11.5, 12, 12.5, 13, 13.5, 14], np.zeros((3, 25), dtype=bool)
    starts[1, 16] = True
    asked = replace(XMR, better=("higher", "lower", "higher"), starts=starts)
    still = [*QUIET, *QUIET[:9]]
    found = compare(panel(still, rising, still), NHS, without(NHS, "trend"), asked)
    assert found.rows.tolist() == [1]
    told = as_value(found)["series"][0]
    assert told["series"] == "s1"
    assert told["latest"]["a"] == {"period": "2022-01", "meaning": "concern", "assurance": None}
    assert [point["a"]["meaning"] for point in told["points"]] == ["concern"] * 4
    assert all(point["reasons"] == ["trend"] for point in told["points"])


def test_rolling_totals_are_refused() -> None:
    with pytest.raises(Unusable, match="share months"):
        compare(Panel(("a",), (year_ending(2026, 1), year_ending(2026, 2)), np.zeros((1, 2))), NHS, load("nhs-r"))


# --- any series ---

RANDOM = np.random.default_rng(20261126)


def all_sorts() -> Panel:
    """Steps, trends, seasons, rare events, zeros, one value, gaps, nothing."""
    time = np.arange(60)
    rows: list[Array] = [
        *(RANDOM.normal(100, 5, 60) + 8 * (time > RANDOM.integers(10, 50)) for _ in range(6)),
        *(RANDOM.poisson(20 + 0.3 * time) for _ in range(4)),
        *(RANDOM.poisson(300 * (1 + 0.2 * np.sin(time / 6 * np.pi))) for _ in range(4)),
        *(RANDOM.poisson(mean, 60) for mean in (0.1, 0.5, 1, 2, 4)),
        np.zeros(60),
        np.full(60, 7.0),
        np.where(time < 50, np.nan, RANDOM.normal(5, 1, 60)),
        np.where(time % 7 == 3, np.nan, RANDOM.poisson(9, 60)),
        np.full(60, np.nan),
    ]
    return Panel(tuple(f"s{i}" for i in range(len(rows))), PERIODS, np.array(rows, dtype=float))


@pytest.mark.parametrize(("a", "b"), list(combinations(NAMES, 2)))
def test_every_difference_has_a_reason_that_is_so(a: str, b: str) -> None:
    first, second, asked = load(a), load(b), Request(NHS, better="lower", target=20.0)
    made = all_sorts()
    found = compare(made, first, second, asked)
    assert np.array_equal(found.differs, found.how >= 0)
    assert np.array_equal(found.differs, found.reasons != 0)
    wanted = found.second.codes()

    def says(*aspects: Aspect) -> Array:
        rules = first
        for aspect in aspects:
            rules = given(aspect, rules, second)
        return answers(made, replace(asked, rules=rules)).codes()[found.rows] == wanted

    alone = [says(aspect) for aspect in found.aspects]
    for n, right in enumerate(alone):
        told = found.because(n) & (found.how == HOWS.index("alone"))
        assert np.array_equal(told, found.differs & right), found.aspects[n].key
    together = found.how == HOWS.index("together")
    for several in np.unique(found.reasons[together]):
        where = together & (found.reasons == several)
        here = [aspect for n, aspect in enumerate(found.aspects) if several >> n & 1]
        assert len(here) >= 2
        assert says(*here)[where].all()
        for spared in here:
            assert not says(*(aspect for aspect in here if aspect is not spared))[where].any(), spared.key


@pytest.mark.parametrize(("b", "a"), list(combinations(NAMES, 2)))
def test_what_is_told_has_no_nan_and_adds_up(a: str, b: str) -> None:
    found = compare(all_sorts(), load(a), load(b), Request(NHS, better="higher", target=20.0))
    told = as_value(found)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    summary = told["summary"]
    assert summary["labels_differ"] == sum(bool(one["points"]) for one in told["series"])
    assert summary["latest_differs"] == sum(one["latest"]["differs"] for one in told["series"])
    for one in told["series"]:
        assert one["latest"]["differs"] == (
            (one["latest"]["a"]["meaning"], one["latest"]["a"]["assurance"])
            != (one["latest"]["b"]["meaning"], one["latest"]["b"]["assurance"])
        )
    for reason in summary["reasons"]:
        points = [p for one in told["series"] for p in one["points"] if reason["key"] in p["reasons"]]
        assert reason["points"] == len(points)
    assert "nan" not in "\n".join(as_lines(found, points=99, series=99)).lower().replace("nan-", "")


def test_shares_are_told_in_their_own_unit() -> None:
    cases = np.array([[*QUIET, 20.0]])
    shares = of_quotients(("a",), PERIODS[:17], cases, np.full(cases.shape, 100.0))
    (one,) = as_value(compare(shares, without(NHS, "outside"), NHS, XMR))["series"]
    assert [(point["period"], point["value"], point["b"]["charted"]) for point in one["points"]] == [
        ("2021-05", 0.2, 0.2)
    ]


def test_lines_for_a_terminal() -> None:
    eight = replace(NHS, name="eight", rules=tuple(replace(x, length=8) if x.rule == "shift" else x for x in NHS.rules))
    values = [*QUIET, 13.0, 14, 13, 14, 13, 14, 13]
    found = compare(panel(values, QUIET + QUIET[:7], values), NHS, eight, replace(XMR, better="lower"))
    assert list(as_lines(found, points=2, series=1)) == [
        "nhs-2023 (version 1) and eight (version 1)",
        "3 series, 23 periods",
        "another label somewhere: 2 of 3 (66.7%)",
        "another latest verdict: 2 of 3 (66.7%)",
        "other lines somewhere: 0 of 3 (0.0%)",
        "",
        "What differs, nhs-2023 | eight, and how often it is a reason; a difference can have several:",
        "  shift: the rule shift is 7 in a row | 8 in a row: 14 points of 2 series, 2 latest verdicts",
        "",
        "s0 (xmr)",
        "  latest verdict: concern | no signal: shift",
        "  2021-05, 13: shift (concern), limits 7.613 to 16.56 | none, limits 7.613 to 16.56: shift",
        "  2021-06, 14: shift (concern), limits 7.613 to 16.56 | none, limits 7.613 to 16.56: shift",
        "  and 5 more points",
        "",
        "and 1 more series",
    ]


def test_what_is_never_a_reason_is_told_in_one_line() -> None:
    lines = list(as_lines(compare(panel(QUIET), load("western-electric"), load("wmp-2015"), XMR)))
    assert lines[-1] == "  never a reason here: two_in_three, four_in_five, rebase"


# --- real series ---

WINDOW, STEP = 60, 12


def windows(shared: Path) -> Panel:
    """Recorded offences of New South Wales by month, 60 months at a time, every twelve months: 525 series."""
    rows: dict[str, list[float]] = {}
    with (shared / "data/series/nsw-offences-monthly-1995-2023.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["Type"], []).append(float(row["Count"]))
    starts = range(0, len(next(iter(rows.values()))) - WINDOW + 1, STEP)
    made = np.array([values[at : at + WINDOW] for values in rows.values() for at in starts])
    return Panel(tuple(map(str, range(len(made)))), PERIODS, made)


def test_screening_changes_the_latest_verdict_of_few_real_series(shared: Path) -> None:
    """The package itself, its screening on and off, changed the latest icon of 1.5% of these windows."""
    made = windows(shared)
    package = load("nhs-r")
    found = compare(made, package, limited(package, screen=False))
    assert len(made.names) == 525
    assert found.differs[:, -1].sum() / 525 == pytest.approx(0.015, abs=0.0005)


def test_the_sets_of_the_nhs_on_real_series(shared: Path) -> None:
    made = windows(shared)
    found = compare(made, load("nhs-r"), NHS, Request(NHS, chart="xmr"))
    told = as_value(found)["summary"]
    assert (told["labels_differ"], told["latest_differs"]) == (360, 8)
    reasons = {reason["key"]: (reason["points"], reason["latest"]) for reason in told["reasons"] if reason["points"]}
    assert reasons == {"screen": (1424, 7), "two_in_three": (547, 1)}
