"""peelian signals: from a CSV file of series and what is asked of it to words for people and JSON for programs."""

from __future__ import annotations

import contextlib
import io
import json
import math
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peelian.cli.main import main
from peelian.errors import FINE, WRONG_USE
from peelian.signals.ruleset import NAMES

WHOLE = [
    "series", "chart", "rules", "family", "segments", "points", "proposed_steps", "season", "variation", "assurance",
    "early_warning", "watch", "expected", "target", "replay", "words",
]  # fmt: skip
POINT = ["period", "value", "centre", "lower", "upper", "signals", "label", "meaning", "status", "unsettled"]
SEGMENT = ["from", "to", "centre", "lower", "upper", "provisional"]
RUNS = ["longest_run", "longest_run_max", "crossings", "crossings_min"]
STEP = ["period", "from", "to", "before", "after", "evidence"]
CHARTS = ("auto", "xmr", "mr", "iprime", "c", "p", "u", "pprime", "uprime", "g", "t", "run")

VALUES, PARTS = "series,period,value", "series,period,numerator,denominator"
YEARS = [f"{2019 + n // 12}-{n % 12 + 1:02d}" for n in range(60)]
STEADY = [10, 12, 11, 13, 10, 13, 11, 12, 10, 13, 12, 11] * 3
LEVELS = [40, 41, 39, 42, 38, 40, 41, 43, 37, 40, 39, 41] * 2 + [60, 61, 59, 62, 58, 60, 61, 63, 57, 60, 59, 61] * 2


def lines(name: str, values: list[Any], periods: list[str] = YEARS) -> list[str]:
    return [f"{name},{period},{value}" for period, value in zip(periods, values, strict=False)]


def written(folder: Path, *rows: str, header: str = VALUES, name: str = "series.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


def run(path: Path, *words: str) -> tuple[int, str, str]:
    """Exit code, what was printed, what was said beside it."""
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        try:
            code = main(["signals", str(path), *words])
        except SystemExit as stop:
            code = int(str(stop.code))
    return code, out.getvalue(), said.getvalue()


def read(printed: str) -> list[dict[str, Any]]:
    """The JSON lines; NaN and infinity are no JSON."""
    return [json.loads(line, parse_constant=pytest.fail) for line in printed.splitlines()]


def answers(path: Path, *words: str) -> list[dict[str, Any]]:
    code, printed, said = run(path, "--json", *words)
    assert (code, said) == (FINE, "")
    return read(printed)


def one(folder: Path, values: list[Any], *words: str) -> dict[str, Any]:
    (answer,) = answers(written(folder, *lines("north", values)), *words)
    return answer


def limits(answer: dict[str, Any]) -> list[tuple[str, str, float, float, float]]:
    return [tuple(segment[key] for key in SEGMENT[:5]) for segment in answer["segments"]]  # type: ignore[misc]


# --- the answer ---


def test_a_line_for_each_series_in_the_order_of_the_file(tmp_path: Path) -> None:
    rows = [*lines("west", LEVELS), *lines("a share of none", [0.5, 0.25]), *lines("", []), *lines("east", STEADY)]
    found = answers(written(tmp_path, *rows))
    assert [answer["series"] for answer in found] == ["west", "a share of none", "east"]
    assert all(list(answer) == WHOLE for answer in found)
    assert all(list(point) == POINT for answer in found for point in answer["points"])
    assert all(len(answer["points"]) == 48 for answer in found)


def test_what_the_parts_of_an_answer_are_called(tmp_path: Path) -> None:
    answer = one(tmp_path, LEVELS, "--better", "lower", "--target", "45", "--chart", "xmr")
    assert (answer["chart"], answer["rules"], answer["family"]) == ("xmr", "nhs-2023", "count")
    assert [list(segment) for segment in answer["segments"]] == [SEGMENT]
    assert [list(step) for step in answer["proposed_steps"]] == [STEP]
    assert list(answer["early_warning"]) == ["above", "above_rule", "below", "below_rule", "inside"]
    assert [list(period) for period in answer["expected"]] == [["period", "expected", "low", "high"]] * 3
    assert list(answer["target"]) == ["value", "met", "chance_next", "chance_year"]
    assert answer["words"].startswith("North ")
    (bare,) = answers(written(tmp_path, *lines("north", LEVELS)), "--chart", "run")
    assert [list(segment) for segment in bare["segments"]] == [SEGMENT + RUNS]


def test_limits_signals_and_labels_are_those_of_the_rule_set(tmp_path: Path) -> None:
    values = [*STEADY[:24], 30, 12]
    answer = one(tmp_path, values, "--rules", "nhs-2023", "--chart", "xmr", "--better", "lower")
    mean = sum(values) / len(values)
    ranges = [abs(b - a) for a, b in pairwise(values)]
    reach = 2.66 * sum(ranges) / len(ranges)
    (segment,) = answer["segments"]
    assert [segment["centre"], segment["lower"], segment["upper"]] == pytest.approx([mean, mean - reach, mean + reach])
    point = answer["points"][24]
    assert (point["signals"], point["label"], point["meaning"]) == (["outside"], "outside", "concern")
    assert [p["label"] for p in answer["points"]].count("none") == 25
    assert (answer["variation"], answer["assurance"]) == ("none", None)


def test_polarity_tells_improvement_from_concern_and_neither_from_both(tmp_path: Path) -> None:
    values = [*STEADY, 30]
    found = {way: one(tmp_path, values, "--better", way)["variation"] for way in ("higher", "lower", "neither")}
    assert found == {"higher": "improvement", "lower": "concern", "neither": "special"}
    assert one(tmp_path, values)["variation"] == "special"


def test_the_early_warning_is_where_the_next_value_would_signal(tmp_path: Path) -> None:
    values = [*STEADY, 13, 13, 13, 13, 13, 13]
    warning = one(tmp_path, values, "--chart", "xmr")["early_warning"]
    assert warning["above_rule"] == "shift"
    beyond, short = math.ceil(warning["above"] + 1e-9), math.floor(warning["above"] - 1e-9)
    for value, label in ((beyond, "shift"), (short, "none")):
        assert one(tmp_path, [*values, value], "--chart", "xmr")["points"][-1]["label"] == label


def test_a_status_is_handed_on_and_what_is_missing_is_null(tmp_path: Path) -> None:
    rows = [f"{line},final" for line in lines("north", STEADY[:14])]
    rows += ["north,2020-04,15,provisional", "north,2020-05,,suppressed", "north,2020-07,12,"]
    (answer,) = answers(written(tmp_path, *rows, header=VALUES + ",status"))
    assert [point["status"] for point in answer["points"][13:]] == [
        "final", "missing", "provisional", "suppressed", "missing", "final",
    ]  # fmt: skip
    assert [point["value"] for point in answer["points"][13:]] == [12, None, 15, None, None, 12]
    assert all(point["label"] == "none" for point in answer["points"] if point["value"] is None)
    assert [point["period"] for point in answer["points"] if point["unsettled"]] == []
    rows[14] = "north,2020-04,40,provisional"
    (answer,) = answers(written(tmp_path, *rows, header=VALUES + ",status"))
    assert [point["period"] for point in answer["points"] if point["unsettled"]] == ["2020-04"]


def test_people_read_a_paragraph_for_each_series(tmp_path: Path) -> None:
    code, printed, said = run(written(tmp_path, *lines("north", LEVELS), *lines("south", STEADY)), "--better", "lower")
    assert (code, said) == (FINE, "")
    assert printed.index("North ") < printed.index("South ")
    assert "A step up may have come in January 2021" in " ".join(printed.split())
    assert max(map(len, printed.splitlines())) <= 100


def test_many_series_are_summed_up_before_those_that_say_something(tmp_path: Path) -> None:
    rows = [line for n in range(20) for line in lines(f"area {n}", [v + n for v in STEADY])]
    rows += [*lines("hill", [*STEADY[:-1], 90]), *lines("vale", LEVELS)]
    code, printed, _ = run(written(tmp_path, *rows), "--better", "lower")
    assert code == FINE
    assert "of 22 series:" in " ".join(printed.split())
    assert "stands out" in " ".join(printed.split())
    assert "area 3" not in printed
    *standing, hill, vale = (" ".join(one.split()) for one in printed.split("\n- ")[1:])
    assert standing == []  # the last month is that of the vale alone
    assert hill.startswith("Hill stood at 90")
    assert "A step up may have come in January 2021" in vale


# --- all series together ---

HARMED = "series,period,value,harm,part_of"


def nested() -> list[str]:
    """A force of two areas; both stand out in the last month, the smaller one by harm."""
    east, west = [*STEADY[:-1], 60], [*(2 * v for v in STEADY[:-1]), 120]
    rows = [
        *lines("force", [a + b for a, b in zip(east, west, strict=True)]),
        *lines("east", east),
        *lines("west", west),
    ]
    said = {"force": "1,", "east": "50,force", "west": "2,force"}
    return [f"{row},{said[row.split(',')[0]]}" for row in rows]


def together(path: Path, *words: str) -> dict[str, Any]:
    code, printed, said = run(path, "--together", "--json", *words)
    assert (code, said) == (FINE, "")
    return json.loads(printed, parse_constant=pytest.fail)


def test_all_together_have_places_by_surprise_and_harm_and_are_told_with_their_whole(tmp_path: Path) -> None:
    path = written(tmp_path, *nested(), header=HARMED)
    answer = together(path, "--better", "lower")
    assert (answer["series"], answer["judged"], answer["period"]) == (3, 3, "2021-12")
    assert answer["verdicts"] == {
        "improvement": 0, "concern": 3, "special": 0, "none": 0, "no_limits": 0, "no_value": 0,
    }  # fmt: skip
    assert [level["series"] for level in answer["levels"]] == [1, 2]
    found = {one["series"]: one for one in answer["standing_out"]}
    assert set(found) == {"force", "east", "west"}
    assert found["east"]["within"] == found["west"]["within"] == ["force"]
    assert {name: one["by_harm"] for name, one in found.items()} == {"east": 1, "west": 2, "force": 3}
    for one in found.values():
        weight = {"force": 1, "east": 50, "west": 2}[one["series"]]
        assert one["harm"] == pytest.approx(weight * (one["value"] - one["expected"]))
        assert one["direction"] == "high"
    code, printed, _ = run(path, "--together", "--better", "lower")
    told = " ".join(printed.split())
    assert code == FINE
    assert "They stand on two levels, of one and two series each" in told
    assert "the difference weighs 2,450 in harm" in told
    assert " by surprise and first by harm" in told
    assert told.replace(" - ", " ") == answer["words"]


def test_together_without_harm_or_wholes(tmp_path: Path) -> None:
    answer = together(written(tmp_path, *lines("a", [*STEADY[:-1], 60]), *lines("b", STEADY)))
    (one,) = answer["standing_out"]
    assert (one["series"], one["harm"], one["by_harm"], one["within"]) == ("a", None, None, [])
    assert [each["period"] for each in answer["earlier"]] == YEARS[24:35]
    assert answer["periods"] == 12
    few = together(written(tmp_path, *lines("a", STEADY[:15]), *lines("b", STEADY[:15])))
    assert [each["period"] for each in few["earlier"]] == YEARS[12:14]
    none = together(written(tmp_path, *lines("a", STEADY[:5])))
    assert (none["judged"], none["standing_out"], none["words"].endswith("judged in May 2019.")) == (0, [], True)


def test_what_was_marked_in_the_months_before_makes_less_do(tmp_path: Path) -> None:
    """By itself the last month is not far enough out; after two marks it is."""
    steady, last = [40, 43, 38, 41, 39] * 5, [40, 43, 38, 41, 62]
    other = [20, 22, 19, 21, 18] * 5
    calm = written(tmp_path, *lines("a", [*other, 20, 21, 19, 22, 18]), *lines("b", [*steady, *last]))
    assert together(calm)["standing_out"] == []
    marked = written(tmp_path, *lines("a", [*other, 20, 60, 60, 60, 37]), *lines("b", [*steady, *last]))
    found = together(marked)
    assert [one["series"] for one in found["standing_out"]] == ["b"]
    assert sum(each["standing_out"] for each in found["earlier"]) == 2


def test_a_month_is_held_against_the_process_it_belongs_to(tmp_path: Path) -> None:
    """A level that was set anew is no surprise in the months before either, once it has points enough."""
    rows = [*lines("north", LEVELS), *lines("south", LEVELS)]
    plain, set_anew = (together(written(tmp_path, *rows), *words) for words in ([], ["--rebase", "2021-01"]))
    assert sum(each["standing_out"] for each in set_anew["earlier"]) == 0
    assert [each["judged"] for each in set_anew["earlier"]] == [2] * 11
    assert plain["judged"] == set_anew["judged"] == 2


def test_a_fault_of_harm_or_wholes_refuses_the_file(tmp_path: Path) -> None:
    rows = [row.replace("50,force", "-50,forse") for row in nested()]
    code, printed, _ = run(written(tmp_path, *rows, header=HARMED), "--together", "--json")
    codes = [finding["code"] for finding in json.loads(printed)["findings"]]
    assert (code, sorted(codes)) == (WRONG_USE, ["series-whole", "source-negative"])


def test_history_and_all_together_are_asked_one_at_a_time(tmp_path: Path) -> None:
    code, _, said = run(written(tmp_path, *lines("a", STEADY)), "--together", "--replay")
    assert code == WRONG_USE
    assert "not allowed with" in said


# --- history ---


def test_a_replay_says_when_each_step_would_first_have_been_proposed(tmp_path: Path) -> None:
    answer = one(tmp_path, LEVELS, "--replay")
    assert answer["replay"]["from"] == "2020-12"
    (step,) = answer["replay"]["steps"]
    assert list(step) == ["proposed", *STEP, "kept"]
    assert (step["proposed"], step["period"], step["kept"]) == ("2021-03", "2021-01", True)
    assert step["before"] == pytest.approx(sum(LEVELS[:24]) / 24)
    assert step["after"] == pytest.approx(sum(LEVELS[24:27]) / 3)
    assert "a step up would first have been proposed in March 2021, to have come in January 2021" in answer["words"]
    assert one(tmp_path, LEVELS)["replay"] is None


def test_a_replay_knows_nothing_of_what_came_later(tmp_path: Path) -> None:
    whole = one(tmp_path, LEVELS, "--replay")["replay"]["steps"][0]
    then = one(tmp_path, LEVELS[:27], "--replay")["replay"]["steps"][0]
    assert whole == then
    assert one(tmp_path, LEVELS[:26], "--replay")["replay"]["steps"] == []


def test_what_is_excluded_is_not_known_to_a_replay_and_rebasing_changes_nothing(tmp_path: Path) -> None:
    without = one(tmp_path, LEVELS, "--replay", "--exclude", "2021-02")["replay"]["steps"][0]
    assert (without["proposed"], without["evidence"]["points_after"]) == ("2021-04", 3)
    rebased = one(tmp_path, LEVELS, "--replay", "--rebase", "2021-01")["replay"]
    assert rebased == one(tmp_path, LEVELS, "--replay")["replay"]


def test_of_many_series_a_replay_says_how_many_steps_how_late_and_what_chance_would_make(tmp_path: Path) -> None:
    rows = [line for n in range(20) for line in lines(f"area {n}", [v + n for v in STEADY])]
    rows += [*lines("hill", LEVELS), *lines("vale", LEVELS)]
    code, printed, _ = run(written(tmp_path, *rows), "--replay")
    told = " ".join(printed.split())
    assert code == FINE
    assert "from December 2020 on, two steps would have been proposed in two of 22 series" in told
    assert "in December 2022, all of them are still seen" in told
    assert "when three months of the new level were known, or fewer" in told
    assert "Chance alone would propose one in up to about 0.9 series" in told
    assert "With a signal in the last period, or a step proposed at any time:" in told
    assert "A step up would first have been proposed in March 2021, to have come in January 2021" in told
    steady = written(tmp_path, *rows[:-96], name="steady.csv")
    assert "no step would have been proposed in any series" in " ".join(run(steady, "--replay")[1].split())


def test_a_replay_of_rare_events_and_of_ranges_tells_no_averages(tmp_path: Path) -> None:
    rare = [0, 0, 0, 0, 0, 1] * 6 + [1, 2, 1, 3, 1, 2, 2, 1, 1, 3, 2, 1]
    for words in (["--chart", "mr"], ["--chart", "xmr"]):
        told = one(tmp_path, rare, "--replay", *words)["words"].split("Looked at")[1]
        assert "a step up would first have been proposed in " in told
        assert ("from an average" in told) == (words[1] == "xmr")


# --- options ---


def test_a_date_of_rebase_is_the_first_period_of_the_new_segment(tmp_path: Path) -> None:
    by_id, by_day = (
        one(tmp_path, LEVELS, "--chart", "xmr", "--rebase", when)
        for when in ("2020-07,2021-01", "2020-07-01,2021-01-01")
    )
    assert by_id == by_day
    means = [sum(part) / len(part) for part in (LEVELS[:18], LEVELS[18:24], LEVELS[24:])]
    told = limits(by_id)
    assert [segment[:2] for segment in told] == [
        ("2019-01", "2020-06"), ("2020-07", "2020-12"), ("2021-01", "2022-12"),
    ]  # fmt: skip
    assert [told[0][2], told[2][2]] == pytest.approx([means[0], means[2]])
    assert told[1][3:] == (None, None)  # six points are too few for limits


def test_rebase_at_both_ends(tmp_path: Path) -> None:
    plain = one(tmp_path, LEVELS, "--chart", "xmr")
    first = one(tmp_path, LEVELS, "--chart", "xmr", "--rebase", "2019-01")
    assert limits(first) == limits(plain)
    last = one(tmp_path, LEVELS, "--chart", "xmr", "--rebase", "2022-12")
    assert [segment[:2] for segment in limits(last)] == [("2019-01", "2022-11"), ("2022-12", "2022-12")]
    assert (last["points"][-1]["lower"], last["points"][-1]["label"], last["variation"]) == (None, "none", None)


def test_automatic_rebasing_begins_a_segment_at_the_step_that_is_else_proposed(tmp_path: Path) -> None:
    plain = one(tmp_path, LEVELS, "--chart", "xmr")
    (step,) = plain["proposed_steps"]
    assert step["period"] == "2021-01"
    assert step["from"] <= step["period"] <= step["to"]
    assert [step["before"], step["after"]] == pytest.approx([sum(LEVELS[:24]) / 24, sum(LEVELS[24:]) / 24])
    assert len(plain["segments"]) == 1
    auto = one(tmp_path, LEVELS, "--chart", "xmr", "--rebase", "auto")
    assert [segment["from"] for segment in auto["segments"]] == ["2019-01", "2021-01"]
    assert auto["proposed_steps"] == []


def test_a_step_that_a_person_confirms_is_no_longer_proposed(tmp_path: Path) -> None:
    assert one(tmp_path, LEVELS, "--rebase", "2021-01")["proposed_steps"] == []


def test_a_baseline_makes_the_lines_of_the_whole(tmp_path: Path) -> None:
    answer = one(tmp_path, LEVELS, "--chart", "xmr", "--baseline", "2019-01:2020-12")
    assert limits(answer)[0][2] == pytest.approx(sum(LEVELS[:24]) / 24)
    assert all("outside" in point["signals"] for point in answer["points"][24:])
    days = one(tmp_path, LEVELS, "--chart", "xmr", "--baseline", "2019-01-01:2020-12-01")
    assert days == answer


def test_what_is_excluded_makes_no_line(tmp_path: Path) -> None:
    wild = [*STEADY[:11], 500, *STEADY[12:]]
    answer = one(tmp_path, wild, "--chart", "xmr", "--exclude", "2019-12")
    assert limits(answer)[0][2] == pytest.approx((sum(wild) - 500) / 35)
    assert answer["points"][11]["value"] == 500
    two = one(tmp_path, wild, "--chart", "xmr", "--exclude", "2019-12, 2019-01-01")
    assert limits(two)[0][2] == pytest.approx((sum(wild) - 510) / 34)


def test_screening_leaves_out_the_largest_ranges(tmp_path: Path) -> None:
    wild = [*STEADY[:11], 60, *STEADY[12:]]
    on, off, own = (
        limits(one(tmp_path, wild, "--chart", "xmr", *words))[0]
        for words in (["--screen", "on"], ["--screen", "off"], [])
    )
    assert off == own  # nhs-2023 does not screen
    assert on[2] == off[2]
    assert on[4] - on[2] < (off[4] - off[2]) / 2


@pytest.mark.parametrize(
    ("target", "better", "assurance", "met"),
    [
        ("30", "lower", "passes", True),
        ("30", "higher", "fails", False),
        ("12", "lower", "hit-and-miss", True),
        ("30", "neither", None, None),
    ],
)
def test_a_target(tmp_path: Path, target: str, better: str, assurance: str | None, met: bool | None) -> None:
    answer = one(tmp_path, STEADY, "--chart", "xmr", "--target", target, "--better", better)
    assert answer["assurance"] == assurance
    assert (answer["target"]["value"], answer["target"]["met"]) == (float(target), met)
    for key in ("chance_next", "chance_year"):
        assert (answer["target"][key] is None) == (better == "neither")


def test_a_target_of_years_that_no_month_leads_to(tmp_path: Path) -> None:
    rows = lines("north", STEADY, [f"cy-{1980 + n}" for n in range(36)])
    (answer,) = answers(written(tmp_path, *rows), "--target", "12", "--better", "lower")
    assert answer["target"] == {"value": 12.0, "met": True, "chance_next": None, "chance_year": None}
    assert answer["expected"] == []


def test_every_chart_can_be_named(tmp_path: Path) -> None:
    rows = [f"north,{period},{9 + n % 3},{40 + n % 7}" for n, period in enumerate(YEARS)]
    path = written(tmp_path, *rows, header=PARTS)
    for chart in CHARTS[1:]:
        (answer,) = answers(path, "--chart", chart)
        assert answer["chart"] == chart
        assert answer["words"].endswith("as asked.")
    (answer,) = answers(path)
    assert answer["chart"] == "p"
    code, _, said = run(path, "--chart", "pie")
    assert code == WRONG_USE
    assert all(repr(chart) in said for chart in CHARTS)


@pytest.mark.parametrize("rules", NAMES)
def test_every_rule_set_can_be_named(tmp_path: Path, rules: str) -> None:
    answer = one(tmp_path, LEVELS, "--rules", rules)
    assert answer["rules"] == rules
    assert answer["variation"] in ("none", "special")


def test_season_can_be_on_and_off(tmp_path: Path) -> None:
    values = [100 + 40 * (n % 12 in (5, 6, 7)) + n % 3 for n in range(60)]
    auto, off, on = (
        one(tmp_path, values, *words) for words in ([], ["--season", "off"], ["--season", "on", "--chart", "xmr"])
    )
    assert auto["season"]["limits_follow"]
    assert on["season"]["limits_follow"]
    assert off["season"] is None
    assert limits(auto)[0][2:] == (None, None, None)  # a line that follows the season has no one number
    assert auto["points"][5]["centre"] > auto["points"][1]["centre"] + 20


def test_all_that_is_wrong_with_what_is_asked_is_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, *lines("north", STEADY))
    words = ["--rules", "nhs-1999", "--rebase", "2030-01,soon", "--exclude", "2019-01-02", "--baseline", "2019"]
    code, printed, said = run(path, *words, "--target", "90%", "--chart", "u")
    assert (code, printed) == (WRONG_USE, "")
    for told in (
        "there are: nhs-2023",
        "2030-01 is not in",
        "'soon' is no",
        "'2019-01-02' is",
        "FIRST:LAST",
        "percent",
    ):
        assert told in said
    assert "columns numerator and denominator" in said
    code, printed, said_again = run(path, *words, "--target", "90%", "--chart", "u", "--json")
    assert code == WRONG_USE
    assert json.loads(printed)["error"] in said_again


# --- files that cannot be used ---

BAD = {
    "no header": ("north,2024-01,3\nnorth,2024-02,4", "auto", 1, "begin the file with a header"),
    "a column too few": ("series,period\nnorth,2024-01", "auto", 1, "wanted: series,period,value"),
    "no date": (f"{VALUES}\nnorth,2024-01,3\nnorth,soon,4", "auto", 3, "'soon'"),
    "a day of a month": (f"{VALUES}\nnorth,2024-01-31,3", "auto", 2, "'2024-01-31'"),
    "a month that is none": (f"{VALUES}\nnorth,2024-13,3", "auto", 2, "'2024-13'"),
    "given twice": (f"{VALUES}\nnorth,2024-01,3\nnorth,2024-01,4", "auto", 3, "which line 2 gives as '3'"),
    "two kinds of period": (f"{VALUES}\nnorth,2024-01,3\nnorth,q-2024-03,4", "auto", 3, "one kind: split it"),
    "two frequencies": (
        "\n".join([VALUES, *lines("a", STEADY), *lines("b", STEADY[:12], YEARS[::3])]), "auto", 39, "mixed frequencies",
    ),
    "no number": (f"{VALUES}\nnorth,2024-01,about 3", "auto", 2, "'about 3'"),
    "a count below zero": (f"{VALUES}\nnorth,2024-01,-3", "c", 2, "'-3': below zero"),
    "half a count": (f"{VALUES}\nnorth,2024-01,3.5", "g", 2, "'3.5': a fraction"),
    "a part below zero": (f"{PARTS}\nnorth,2024-01,-3,4", "auto", 2, "'-3': below zero"),
    "something of nothing": (f"{PARTS}\nnorth,2024-01,3,0", "auto", 2, "'0' and 'numerator' '3'"),
    "more than the whole": (f"{PARTS}\nnorth,2024-01,5,4", "pprime", 2, "'5' and 'denominator' '4'"),
    "no rows": (f"{VALUES}\n", "auto", None, "no rows below the header"),
    "empty": ("", "auto", None, "0 bytes"),
    "no CSV": ("PK\x03\x04 and so on", "auto", None, "a CSV file is wanted"),
    "semicolons": ("series;period;value\nnorth;2024-01;3", "auto", 1, "semicolon"),
    "no status": (f"{VALUES},status\nnorth,2024-01,3,fine", "auto", 2, "'fine': no status"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_cannot_be_used_is_told_with_row_and_value(tmp_path: Path, what: str) -> None:
    text, chart, line, told = BAD[what]
    path = tmp_path / "series.csv"
    path.write_text(text + "\n" * bool(text), encoding="utf-8")
    code, printed, said = run(path, "--chart", chart)
    assert (code, said) == (WRONG_USE, "")
    where = "series.csv" if line is None else f"series.csv:{line}"
    assert any(row.startswith(f"error   {where}:") and told in row for row in printed.splitlines())
    code, printed, said = run(path, "--chart", chart, "--json")
    assert (code, said) == (WRONG_USE, "")
    answer = json.loads(printed)
    assert set(answer) == {"findings", "errors"}
    assert answer["errors"] == len([f for f in answer["findings"] if f["severity"] == "error"]) >= 1
    assert any(finding["where"] == where and told in finding["says"] for finding in answer["findings"])


def test_everything_that_is_wrong_with_a_file_is_told_at_once(tmp_path: Path) -> None:
    rows = ["north,2024-13,3", "north,2024-01,x", "north,2024-02,3", "north,2024-02,4", ",2024-03,4"]
    _, printed, _ = run(written(tmp_path, *rows), "--json")
    assert [finding["where"] for finding in json.loads(printed)["findings"]] == [
        f"series.csv:{line}" for line in (2, 3, 5, 6)
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    code, printed, _ = run(tmp_path / "none.csv", "--json")
    assert code == WRONG_USE
    assert json.loads(printed)["findings"][0]["where"] == "none.csv"


@pytest.mark.parametrize("chart", ["auto", "xmr", "run", "c"])
@pytest.mark.parametrize("kind", ["ye-{0}-{1:02d}", "fytd-{0}-{1:02d}"])
def test_rolling_totals_are_refused_with_the_reason(tmp_path: Path, chart: str, kind: str) -> None:
    periods = [kind.format(2024 + n // 12, n % 12 + 1) for n in range(4, 30)]
    path = written(tmp_path, *lines("north", [900 + n for n in range(26)], periods))
    code, printed, said = run(path, "--chart", chart)
    assert (code, printed) == (WRONG_USE, "")
    assert f"{periods[0]} and {periods[1]} share months, so each value repeats most of the one before" in said
    assert "give the values of single months or quarters" in said


def test_what_is_no_fault_is_told_beside_the_answers(tmp_path: Path) -> None:
    rows = [f"north,{period},9,40" for period in YEARS[:20]]
    rows[4] = f"north,{YEARS[4]},0,0"
    code, printed, said = run(written(tmp_path, *rows, header=PARTS), "--json")
    assert code == FINE
    assert said.startswith("warning series.csv:6: ")
    (answer,) = read(printed)
    assert answer["points"][4]["value"] is None


# --- series of which little can be said ---

LITTLE: dict[str, tuple[list[Any], str]] = {
    "zeros": ([0] * 36, "stood at 0 in each of 36 months"),
    "constant": ([7] * 36, "stood at 7 in each of 36 months"),
    "sparse": ([0, 0, 0, 0, 0, 1, 0, 0, 0] * 4, "of the gaps between events"),
    "one value": ([7], "there is no other value to hold it against"),
    "short": ([3, 5, 4], "fewer than 12 points are too few for limits"),
    "gaps": (["" if n % 3 == 1 else v for n, v in enumerate(STEADY)], "missing is not zero"),
    "one event": ([0] * 20 + [1] + [0] * 15, "needs eight gaps"),
}


@pytest.mark.parametrize("rules", NAMES)
@pytest.mark.parametrize("what", LITTLE)
def test_series_of_which_little_can_be_said_get_words(tmp_path: Path, what: str, rules: str) -> None:
    values, words = LITTLE[what]
    answer = one(tmp_path, values, "--rules", rules, "--better", "lower")
    marked = [point["label"] for point in answer["points"]]
    assert marked.count("none") == len(marked) or rules == "nhs-r"  # which copies its package's limits
    if rules == "nhs-2023":
        assert words in answer["words"]
        assert answer["variation"] in (None, "none")
    assert "nan" not in answer["words"].lower().split()
    assert len(answer["words"]) > 40


# --- whatever is asked ---

ENDS = st.sampled_from(YEARS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_asked_answers_are_whole_or_a_reason_is_given(tmp_path: Path, data: st.DataObject) -> None:
    random = np.random.default_rng(data.draw(st.integers(0, 2**20)))
    months = data.draw(st.sampled_from([1, 2, 8, 13, 30, 60]))
    parts = data.draw(st.booleans())
    rows = []
    for name in ("a", "b", "c"):
        values = random.poisson(random.choice([0.1, 3, 400]), months).tolist()
        if parts:
            rows += [f"{name},{p},{v},{v + int(random.integers(1, 900))}" for p, v in zip(YEARS, values, strict=False)]
        else:
            rows += lines(name, [v if random.random() > 0.05 else "" for v in values])
    held = YEARS[:months]
    words = ["--chart", data.draw(st.sampled_from(CHARTS)), "--rules", data.draw(st.sampled_from(NAMES))]
    words += ["--better", data.draw(st.sampled_from(["higher", "lower", "neither"]))]
    words += ["--season", data.draw(st.sampled_from(["auto", "on", "off"]))]
    words += data.draw(st.sampled_from([[], ["--screen", "on"], ["--screen", "off"]]))
    some = st.lists(st.sampled_from(held), min_size=1, max_size=4, unique=True)
    words += data.draw(st.one_of(st.just([]), some.map(lambda p: ["--exclude", ",".join(p)])))
    words += data.draw(
        st.one_of(st.just([]), st.just(["--rebase", "auto"]), some.map(lambda p: ["--rebase", ",".join(p)]))
    )
    words += data.draw(st.one_of(st.just([]), some.map(lambda p: ["--baseline", f"{min(p)}:{max(p)}"])))
    words += data.draw(st.sampled_from([[], ["--target", "0.4"]]))
    path = written(tmp_path, *rows, header=PARTS if parts else VALUES)
    code, printed, said = run(path, "--json", *words)
    if code == WRONG_USE:
        assert not parts
        assert "columns numerator and denominator" in said
        return
    assert (code, said) == (FINE, "")
    found = read(printed)
    assert [answer["series"] for answer in found] == ["a", "b", "c"]
    for answer in found:
        assert list(answer) == WHOLE
        assert [point["period"] for point in answer["points"]] == held
        for point in answer["points"]:
            assert list(point) == POINT
            assert (point["label"] == "none") == (point["signals"] == [])
            assert point["label"] in (*point["signals"], "none")
        assert answer["words"].endswith(".")


def test_the_command_as_a_process(tmp_path: Path) -> None:
    path = written(tmp_path, *lines("north", LEVELS))
    done = subprocess.run(
        [sys.executable, "-m", "peelian.cli", "signals", str(path), "--json"], capture_output=True, check=True
    )
    assert done.stderr == b""
    assert json.loads(done.stdout.decode()) == one(tmp_path, LEVELS)
