"""What a program is told of a series: every key always there, numbers that do not exist None and never NaN."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from peelian.signals.answer import answer_lines, answers
from peelian.signals.answer_points import KEYS, dumped
from peelian.signals.assessment import assess
from peelian.signals.judge import Request
from peelian.signals.limits.lines import Chart
from peelian.signals.panel import Panel, of_quotients
from peelian.signals.replayed import replayed
from peelian.signals.ruleset import NAMES, load
from tests.signal_series import months, panel_of

NHS = Request(load("nhs-2023"), better="lower", target=40.0)
NAN = np.nan
WHOLE = {
    "series", "chart", "rules", "family", "segments", "points", "proposed_steps", "season", "variation", "assurance",
    "early_warning", "watch", "expected", "target", "replay", "words",
}  # fmt: skip


def told(panel: Panel, request: Request = NHS, replay: bool = False) -> dict[str, dict[str, Any]]:
    found = {}
    for one in assess(panel, request):
        history = replayed(one) if replay else None
        for row, answer in answers(one, ["Words."] * len(one.judged.rows), history):
            assert answer["series"] == panel.names[row]
            found[answer["series"]] = json.loads(json.dumps(answer, allow_nan=False))
    return found


def odd() -> Panel:
    random = np.random.default_rng(2)
    rows = {
        "plain": random.poisson(50, 40).astype(float),
        "zeros": np.zeros(40),
        "constant": np.full(40, 7.0),
        "rare": random.poisson(0.15, 40).astype(float),
        "short": np.concatenate([np.full(36, NAN), [3, 4, 5, 6]]),
        "one": np.concatenate([np.full(39, NAN), [3.0]]),
        "empty": np.full(40, NAN),
        "gaps": np.where(np.arange(40) % 5 == 2, NAN, random.poisson(30, 40)),
        "below": random.normal(-5, 2, 40),
        "huge": random.poisson(50, 40) * 1e12,
    }
    return Panel(tuple(rows), months(40), np.vstack(list(rows.values())))


@pytest.mark.parametrize("rules", NAMES)
@pytest.mark.parametrize("chart", ["auto", "xmr", "mr", "c", "g", "t", "run"])
def test_every_key_is_there_and_no_number_is_nan(rules: str, chart: Chart) -> None:
    panel = odd() if chart in ("auto", "xmr", "mr", "run") else odd().rows(np.array([0, 1, 2, 3, 4, 5, 6, 7]))
    for answer in told(panel, Request(load(rules), chart=chart, better="higher", target=3.0)).values():
        assert set(answer) == WHOLE
        assert len(answer["points"]) == 40
        assert all(set(point) == set(KEYS) for point in answer["points"])


@pytest.mark.parametrize("chart", ["auto", "mr", "g", "t", "run"])
def test_any_series_can_be_replayed(chart: Chart) -> None:
    """Also those of which little is known: then there is nothing to see at any time."""
    panel = odd() if chart in ("auto", "mr", "run") else odd().rows(np.array([0, 1, 2, 3, 4, 5, 6, 7]))
    found = told(panel, Request(load("nhs-2023"), chart=chart), replay=True)
    assert {answer["replay"]["from"] for answer in found.values()} == {panel.periods[23].id}
    for answer in found.values():
        for step in answer["replay"]["steps"]:
            assert step["from"] <= step["period"] <= step["to"] <= step["proposed"]
    assert [found[name]["replay"]["steps"] for name in ("zeros", "constant", "short")] == [[], [], []]


@pytest.mark.parametrize("chart", ["auto", "p", "u", "pprime", "uprime", "iprime"])
def test_shares_and_rates_have_every_key_too(chart: Chart) -> None:
    random = np.random.default_rng(4)
    size = random.integers(50, 90, (4, 30)).astype(float)
    part = random.binomial(size.astype(int), 0.8).astype(float)
    part[1], part[2], size[3, 4:9] = 0, size[2], 0
    panel = of_quotients(("usual", "none", "all", "no base"), months(30), part, size)
    found = told(panel, Request(load("nhs-2023"), chart=chart, better="higher", target=0.9))
    assert len(found) == 4
    again = told(panel, Request(load("nhs-2023"), chart=chart, better="higher", target=0.9), replay=True)
    assert {name: {**answer, "replay": None} for name, answer in again.items()} == found
    assert [point["value"] for point in found["no base"]["points"][4:9]] == [None] * 5
    assert {point["value"] for point in found["none"]["points"]} == {0.0}


@pytest.mark.parametrize("chart", ["auto", "run"])
@pytest.mark.parametrize("rules", ["nhs-2023", "nhs-r", "wmp-2015", "nelson-8"])
def test_a_line_of_json_is_the_answer_written(rules: str, chart: Chart) -> None:
    random = np.random.default_rng(6)
    season = random.poisson(80 * (1 + 0.4 * np.sin(np.arange(60) * np.pi / 6)), (2, 60)).astype(float)
    season[0, 7], season[1, 30:] = NAN, season[1, 30:] + 60
    status = random.integers(0, 4, season.shape).astype(np.int8)
    names = ('quotes "points":[] in a name', "é\\\n")
    for panel in (odd(), Panel(names, months(60), season, status=status)):
        request = Request(load(rules), chart=chart, better="lower", target=40.0)
        for one in assess(panel, request):
            words = [f'"{name}" \\ …' for name in one.judged.raw.panel.names]
            whole, lines = dict(answers(one, words)), dict(answer_lines(one, words))
            assert list(lines) == list(whole)
            assert all(lines[row] == dumped(whole[row]) for row in whole)


def test_a_line_of_a_segment_is_one_number_where_it_is_one() -> None:
    (answer,) = told(panel_of(np.array([10.0, 12, 11, 13, 9, 10, 12, 11, 30, 32, 31, 33, 29, 30, 32, 31]))).values()
    (segment,) = answer["segments"]
    assert segment["centre"] == answer["points"][0]["centre"]
    assert (segment["from"], segment["to"]) == ("2019-01", "2020-04")
    size = np.array([50.0, 60] * 10)
    (varying,) = told(
        panel_of(size * 0.5 + np.array([1.0, -1] * 10), size), replace(NHS, chart="p", target=None)
    ).values()
    assert varying["segments"][0]["upper"] is None
    assert varying["segments"][0]["centre"] == 0.5
    assert varying["points"][0]["upper"] > varying["points"][1]["upper"]


def test_runs_are_told_of_run_charts_alone() -> None:
    values = np.arange(1.0, 11)
    (run,) = told(panel_of(values), replace(NHS, chart="run")).values()
    (segment,) = run["segments"]
    assert segment["longest_run"] == 5
    assert segment["longest_run_max"] == round(np.log2(10)) + 3
    assert (segment["crossings"], segment["crossings_min"]) == (1, 2)
    (xmr,) = told(panel_of(values), replace(NHS, chart="xmr")).values()
    assert "longest_run" not in xmr["segments"][0]


def test_a_label_is_one_of_the_signals_of_its_point_or_none() -> None:
    values = np.array([50.0, 44, 53, 47, 49, 52, 46, 51, 45, 54] * 4 + [52.0, 53, 52, 54, 52, 53, 54] + [90.0])
    (answer,) = told(panel_of(values), replace(NHS, chart="xmr")).values()
    labels = {point["label"] for point in answer["points"]}
    assert {"outside", "shift", "none"} <= labels
    for point in answer["points"]:
        assert point["label"] in (point["signals"] or ["none"])
        assert (point["meaning"] == "none") == (point["label"] == "none")
    assert answer["points"][-1]["label"] == "outside"
    assert answer["variation"] == "concern"


def test_the_target_is_told_with_its_chances_only_where_there_is_one() -> None:
    panel = panel_of(np.random.default_rng(1).poisson(50, 48).astype(float))
    (answer,) = told(panel, replace(NHS, target=60.0, chart="c")).values()
    assert answer["target"]["value"] == 60
    assert answer["target"]["met"] == (panel.values[0, -1] <= 60)
    assert 0.7 < answer["target"]["chance_next"] < 1
    assert 0.9 < answer["target"]["chance_year"] <= 1
    assert [one["period"] for one in answer["expected"]] == ["2023-01", "2023-02", "2023-03"]
    (without,) = told(panel, replace(NHS, target=None)).values()
    assert without["target"] is None
    (neither,) = told(panel, replace(NHS, better="neither")).values()
    assert neither["target"] == {"value": 40, "met": None, "chance_next": None, "chance_year": None}


def test_proposed_steps_bear_their_evidence() -> None:
    random = np.random.default_rng(8)
    values = np.concatenate([random.poisson(400, 30), random.poisson(250, 30)]).astype(float)
    (answer,) = told(panel_of(values)).values()
    (step,) = answer["proposed_steps"]
    assert step["period"] == "2021-07"
    assert step["from"] <= "2021-07" <= step["to"]
    assert step["before"] == pytest.approx(values[:30].mean())
    assert step["after"] == pytest.approx(values[30:].mean())
    assert step["evidence"]["chance"] < 0.01
    assert step["evidence"]["points_before"] == 30


def test_what_is_known_of_a_period_is_told_beside_it() -> None:
    status = np.zeros((1, 20), dtype=np.int8)
    status[0, 5], status[0, 19] = 3, 1
    values = np.random.default_rng(1).poisson(50, (1, 20)).astype(float)
    values[0, 5] = NAN
    (answer,) = told(replace(panel_of(values), status=status)).values()
    assert answer["points"][5]["status"] == "suppressed"
    assert answer["points"][5]["value"] is None
    assert answer["points"][19]["status"] == "provisional"
    (plain,) = told(panel_of(values)).values()
    assert [point["status"] for point in plain["points"][4:7]] == [None, "missing", None]


def test_the_watch_is_told_with_its_side_and_span_where_there_are_values_enough() -> None:
    random = np.random.default_rng(11)
    steady = random.poisson(50, 48).astype(float)
    risen = np.concatenate([steady[:45], [90.0, 95.0, 99.0]])
    (calm,), (high,) = told(panel_of(steady)).values(), told(panel_of(risen)).values()
    assert high["watch"]["direction"] == "high"
    assert high["watch"]["alarm"]
    assert high["watch"]["once_in"] >= 154 > calm["watch"]["once_in"]
    assert high["watch"]["periods"] in (1, 3, 6, 12)
    (short,) = told(panel_of(steady[:20])).values()
    assert short["watch"] is None
