"""A panel judged: every series in one answer, charts by the data, polarity, targets, and nothing that is no number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from peelian.errors import Unusable
from peelian.periods import month, quarter_ending, shift, year_ending
from peelian.signals import choose
from peelian.signals.judge import BLOCK, Judged, Request, caveats, judge
from peelian.signals.panel import Array, Panel, of_quotients
from peelian.signals.ruleset import NAMES, load
from peelian.signals.verdict import CONCERN, FAILS, IMPROVEMENT, NOT_SIGNALLED, NOT_TOLD, PASSES, SPECIAL

PERIODS = tuple(shift(month(2020, 1), n) for n in range(60))
NHS = load("nhs-2023")
RNG = np.random.default_rng(20261101)


def panel(values: Array) -> Panel:
    return Panel(tuple(f"s{i}" for i in range(len(values))), PERIODS[: values.shape[1]], values)


def one(values: list[float], request: Request) -> Judged:
    (judged,) = judge(panel(np.array([values])), request)
    return judged


def mixed() -> Panel:
    """A series for every chart that `auto` draws of values, and some that no chart suits."""
    rows = [
        np.zeros(60),
        np.full(60, 7.0),
        RNG.poisson(0.3, 60),
        RNG.poisson(4, 60),
        RNG.poisson(300, 60) * RNG.gamma(30, 1 / 30, 60) // 1,
        RNG.normal(80, 5, 60),
        np.where(np.arange(60) < 52, np.nan, 5.0),
        np.full(60, np.nan),
    ]
    return panel(np.array(rows, dtype=float))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("chart", ["auto", "xmr", "mr", "c", "g", "t", "run"])
def test_every_series_is_judged_once_whatever_it_holds(name: str, chart: choose.Chart) -> None:
    asked = Request(load(name), chart=chart, better="lower", target=4.0)
    answers = list(judge(mixed(), asked))
    assert sorted(row for judged in answers for row in judged.rows) == list(range(8))
    for judged in answers:
        for line in (judged.limits.centre, judged.limits.lower, judged.limits.upper):
            assert not np.isinf(line).any()
        for i in range(len(judged.rows)):
            assert all(sentence.endswith(".") for sentence in caveats(judged, i))
            assert "nan" not in " ".join((*caveats(judged, i), choose.in_words(judged.choice, i))).lower()


def test_charts_by_the_data() -> None:
    chosen = {int(row): judged.chart for judged in judge(mixed(), Request(NHS)) for row in judged.rows}
    assert chosen == {0: "c", 1: "c", 2: "g", 3: "c", 4: "xmr", 5: "xmr", 6: "run", 7: "run"}


def test_blocks_say_what_the_series_say_alone() -> None:
    values = RNG.normal(50, 4, (BLOCK + 3, 20))
    values[BLOCK + 1] += np.where(np.arange(20) < 12, 0, 30)
    answers = list(judge(panel(values), Request(NHS, better="higher")))
    assert [len(judged.rows) for judged in answers] == [BLOCK, 3]
    alone = one(values[BLOCK + 1].tolist(), Request(NHS, better="higher"))
    assert answers[1].variation[1] == alone.variation[0] == IMPROVEMENT
    assert answers[1].limits.upper[1].tolist() == alone.limits.upper[0].tolist()


def test_each_series_has_its_own_polarity_and_target() -> None:
    values = np.array([[10.0, 12, 11, 15, 9, 13, 12, 14, 11, 10, 13, 12, 11, 90]] * 3)
    asked = Request(NHS, chart="xmr", better=("higher", "lower", "neither"), target=np.array([200.0, 200.0, 200.0]))
    (judged,) = judge(panel(values), asked)
    assert judged.variation.tolist() == [IMPROVEMENT, CONCERN, SPECIAL]
    assert judged.assurance.tolist() == [FAILS, PASSES, NOT_TOLD]


def test_longer_gaps_are_better_where_fewer_events_are() -> None:
    """Twelve events a month apart by two, then none for thirty months and one: the gap is outside, and good."""
    counts = [1.0, 0.0] * 14 + [0.0] * 30 + [1.0, 0.0]
    judged = one(counts, Request(NHS, better="lower", target=1.0))
    assert judged.chart == "g"
    assert judged.variation[0] == IMPROVEMENT
    assert judged.assurance[0] == NOT_TOLD, "a target of counts is none of gaps"
    assert judged.warning is None
    assert judged.waiting is not None
    assert judged.waiting[0] == 1


def test_gaps_that_are_given_are_charted_as_they_stand() -> None:
    judged = one([1.0, 2, 1, 3, 1, 2, 0, 1, 2, 40], Request(NHS, chart="g", better="higher"))
    assert judged.variation[0] == IMPROVEMENT
    assert judged.warning is not None


def test_a_rolling_total_is_refused_with_the_reason() -> None:
    rolling = Panel(("a",), (year_ending(2026, 1), year_ending(2026, 2)), np.zeros((1, 2)))
    with pytest.raises(Unusable, match="ye-2026-01 and ye-2026-02 share months, so each value repeats most of the one"):
        list(judge(rolling, Request(NHS, chart="run")))
    assert choose.overlap(panel(np.zeros((1, 2)))) is None


def test_segments_have_their_own_lines_and_few_points_are_provisional() -> None:
    values = [10.0, 12, 11, 15, 9, 13, 12, 14, 11, 10, 13, 12, 11, 40, 42, 41, 45, 39, 43, 42, 44]
    judged = one(values, Request(NHS, chart="xmr", starts=[PERIODS[13]]))
    assert judged.limits.centre[0, 0] == pytest.approx(np.mean(values[:13]))
    assert judged.limits.centre[0, -1] == pytest.approx(np.mean(values[13:]))
    assert judged.points[0].tolist() == [13] * 13 + [8] * 8
    assert judged.provisional[0].tolist() == [False] * 13 + [True] * 8
    assert caveats(judged, 0) == ("The limits are provisional: they rest on 8 points, and are final from 13.",)


def test_screening_is_said() -> None:
    values = [1.0, 2] * 8 + [20.0]
    assert caveats(one(values, Request(load("anhoej"), chart="xmr")), 0) == (
        "One moving range was left out as too large.",
    )
    assert caveats(one(values, Request(load("anhoej"), chart="xmr", screen=False)), 0) == ()


def test_a_fixed_baseline_makes_the_lines() -> None:
    values = [10.0, 12, 11, 9, 10, 12, 11, 9, 10, 12, 11, 9, 13, 14, 13, 14, 13]
    fixed = one(values, Request(NHS, chart="xmr", baseline=(PERIODS[0], PERIODS[11])))
    every = one(values, Request(NHS, chart="xmr"))
    assert fixed.limits.centre[0, 0] == pytest.approx(np.mean(values[:12]))
    assert (fixed.points[0, 0], every.points[0, 0]) == (12, 17)


def test_an_empty_series_says_nothing() -> None:
    judged = one([float("nan")] * 15, Request(NHS, chart="xmr", better="lower", target=1.0))
    assert (judged.variation[0], judged.assurance[0]) == (NOT_SIGNALLED, NOT_TOLD)
    assert caveats(judged, 0) == ("There is no value.",)


def test_why_shares_of_thousands_have_a_laney_chart() -> None:
    attended = 4750 + 40 * np.sin(np.arange(24.0)) // 1 + RNG.integers(-90, 90, 24)
    made = of_quotients(("a",), PERIODS[:24], attended[None, :], np.full((1, 24), 5000.0))
    (judged,) = judge(made, Request(NHS, better="higher"))
    assert judged.chart == "pprime"
    words = choose.in_words(judged.choice, 0)
    assert words.startswith("a p' chart of shares (Laney), because the points vary ")
    assert words.endswith(" times as much as chance would have them, more than 1.5")


def test_quarters_are_judged_as_months_are() -> None:
    quarters = tuple(shift(quarter_ending(2020, 3), 3 * n) for n in range(9))
    (judged,) = judge(Panel(("a",), quarters, np.zeros((1, 9))), Request(NHS, chart="xmr"))
    assert "any of 9 quarters" in caveats(judged, 0)[0]


def test_what_values_are_known_to_be_is_not_told_from_their_numbers() -> None:
    seconds = np.array([[600.0, 640, 580, 610, 605, 598, 620, 630, 600, 590, 615, 612]])
    (counted,) = judge(panel(seconds), Request(NHS))
    (measured,) = judge(replace(panel(seconds), family="measurement"), Request(NHS))
    assert (counted.family, counted.chart) == ("count", "c")
    assert (measured.family, measured.chart) == ("measurement", "xmr")
    few = replace(panel(np.array([[0.0, 1, 0, 0, 1, 0, 2, 0, 0, 1, 0, 0, 1]])), family="measurement")
    (seldom,) = judge(few, Request(NHS, chart="xmr"))
    assert not np.isnan(seldom.limits.upper).any()


def test_a_rate_is_drawn_as_one_though_its_parts_could_be_a_share() -> None:
    parts = of_quotients(("s",), PERIODS[:24], RNG.poisson(40, (1, 24)) * 1.0, np.full((1, 24), 9000.0))
    (share,) = judge(parts, Request(NHS))
    (rate,) = judge(replace(parts, family="rate"), Request(NHS))
    assert (share.family, share.chart) == ("share", "p")
    assert (rate.family, rate.chart) == ("rate", "u")


def test_a_target_for_each_series_is_that_of_its_own_series() -> None:
    """Charts group series, and the group need not hold the panel's last one."""
    random = np.random.default_rng(3)
    values = np.vstack([random.poisson(50, 24), random.normal(0.5, 0.1, 24), random.poisson(0.2, 24)])
    asked = Request(NHS, better="higher", target=np.array([10.0, 0.1, 0.05]))
    targets = {
        int(row): judged.target[i] for judged in judge(panel(values), asked) for i, row in enumerate(judged.rows)
    }
    assert targets == {0: 10.0, 1: 0.1, 2: 0.05}


def test_a_baseline_that_is_given_is_not_rebased_at_a_run() -> None:
    values = np.array([[50.0, 54, 48, 52, 46, 51, 53, 47, 49, 55, 45, 50, 60, 61, 62, 60, 61, 62, 60, 61, 62, 61]])
    made = panel(values)
    (free,) = judge(made, Request(load("wmp-2015"), chart="xmr"))
    (fixed,) = judge(made, Request(load("wmp-2015"), chart="xmr", baseline=(made.periods[0], made.periods[11])))
    assert free.raw.segment.max() == 1
    assert fixed.raw.segment.max() == 0
    assert fixed.limits.centre[0, -1] == values[0, :12].mean()
