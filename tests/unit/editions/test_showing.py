"""A measure's figures as a person reads them in a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from peelian.editions.showing import show
from peelian.editions.showing_lines import BARS
from peelian.errors import PeelianError
from tests.starter_plan import FIGURES, MEASURES, add, change, row, started

MEASURE = "- id: {}\n  title: M\n  kind: published\n  unit: count\n  definition: M.\n  words: {{subject: the ms}}\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return started(tmp_path / "plan")


def lines(plan: Path, measure: str = "recorded-crime", **asked: str) -> list[str]:
    given = dict.fromkeys(("area", "period", "document")) | {"breakdown": ""} | asked
    return list(show(plan, measure, **given).lines)  # type: ignore[arg-type]


def test_every_period_in_order_with_its_definition_above(plan: Path) -> None:
    assert lines(plan) == [
        "Recorded crime, The force area",
        "Offences that the force recorded.",
        f"  {'YE Mar 2025':<24} {'9,800':>14}  published",
        f"  {'YE Mar 2026':<24} {'9,310':>14}  published",
        "KPI 'Recorded crime': 9,310 in YE Mar 2026, 9,800 in YE Mar 2025: -5.0%, improved",
    ]


def test_one_period_has_its_change_from_the_one_before(plan: Path) -> None:
    change = lines(plan, period="ye-2026-03")[-2]
    assert change.split("  ")[1] == "YE Mar 2026 from YE Mar 2025"
    assert change.endswith("-5.0%  final  (9,310 - 9,800) ÷ 9,800 × 100")
    assert lines(plan, "answered-in-time", period="ye-2026-03")[-2].endswith("+4.3pp  final  92.4 - 88.1")


def test_an_area_is_found_by_its_name(plan: Path) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2026-03", 4000).replace(",force,", ",north,"))
    shown = show(plan, "recorded-crime", area="NORTH", period=None, breakdown="", document=None)
    assert shown.lines[0] == "Recorded crime, North"
    assert [figure["id"] for figure in shown.answer["figures"]] == ["recorded-crime/north/ye-2026-03/value"]


def test_a_period_without_a_figure_says_why(plan: Path) -> None:
    assert lines(plan, period="ye-2020-03")[-1] == f"  {'YE Mar 2020':<24} no value: the document does not print it"


def test_bars_go_from_the_lowest_to_the_highest(plan: Path) -> None:
    for month, value in (("2026-01", 100), ("2026-02", 50), ("2026-03", 120)):
        add(plan, FIGURES, row("answered-in-time", month, value).replace(",count,", ",percent,"))
    bars = lines(plan, "answered-in-time")[-2].strip()
    assert len(bars) == 3  # the months; the two years stand apart from them
    assert {BARS[0], BARS[-1]} <= set(bars)


def test_equal_values_and_two_values_have_no_bars(plan: Path) -> None:
    assert not set("".join(lines(plan))) & set(BARS)


def test_of_two_documents_one_can_be_asked_for(plan: Path) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2026-03", 9400, "later-report"))
    assert "9,310" in lines(plan, document="annual-report")[-1]
    assert "9,400" in lines(plan, document="later-report")[-1]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"measure": "recorded"}, "did you mean recorded-crime?"),
        ({"measure": "xyz"}, "there are"),
        ({"area": "west"}, "no area is called 'west'; there are "),
        ({"area": "Northern"}, "no area is called 'Northern'; did you mean North"),
        ({"area": "north"}, "has no figures for north"),
        ({"period": "soon"}, "soon"),
        ({"breakdown": "x"}, "write dimension=value"),
    ],
)
def test_what_cannot_be_shown_is_told(plan: Path, asked: dict[str, str], says: str) -> None:
    with pytest.raises(PeelianError, match=says):
        lines(plan, **asked)


def test_a_program_gets_exact_values_and_reasons(plan: Path) -> None:
    answer = show(plan, "recorded-crime", area=None, period="ye-2020-03", breakdown="", document=None).answer
    assert answer["figures"] == [
        {
            "id": "recorded-crime/force/ye-2020-03/value",
            "value": None,
            "unit": None,
            "status": "missing",
            "sum": None,
            "reason": "the document does not print it",
        }
    ]


def test_a_part_stands_in_the_heading(plan: Path) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2026-03", 700).replace(",force,,", ",force,type=theft,"))
    shown = lines(plan, breakdown="type=theft")
    assert shown[0] == "Recorded crime, The force area, type: theft"
    assert shown[-1] == f"  {'YE Mar 2026':<24} {'700':>14}  published"


@pytest.mark.parametrize("written", ["type=Theft, other", " type = theft-other"])
def test_a_part_may_be_written_as_in_the_data(plan: Path, written: str) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2026-03", 700).replace(",force,,", ",force,type=theft-other,"))
    assert "700" in lines(plan, breakdown=written)[-1]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"document": "nope"}, "no document 'nope' in .*; typed figures are of: annual-report"),
        ({"breakdown": "type=theft"}, "no figures for that part of force; load its source"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(plan: Path, asked: dict[str, str], says: str) -> None:
    with pytest.raises(PeelianError, match=says):
        lines(plan, **asked)


def test_parts_are_named_where_the_whole_has_no_figures(plan: Path) -> None:
    for kind in ("theft", "fraud"):
        add(plan, FIGURES, row("fires", "ye-2026-03", 7).replace(",force,,", f",force,type={kind},"))
    add(plan, MEASURES, MEASURE.format("fires"))
    with pytest.raises(PeelianError, match="for the whole of force; give a part with --breakdown: type=fraud, type=th"):
        lines(plan, "fires")


def test_what_another_document_prints_for_the_same_figure_stands_below_it(plan: Path) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2026-03", 9400, "later-report"))
    shown = lines(plan)
    at = next(n for n, text in enumerate(shown) if "YE Mar 2026" in text)
    told = {shown[at].split()[3], shown[at + 1].split()[0]}
    assert told == {"9,310", "9,400"}
    assert " in " in shown[at + 1]
    answer = show(plan, "recorded-crime", area=None, period="ye-2026-03", breakdown="", document=None).answer
    assert len(answer["figures"][0]["elsewhere"]) == 1


def test_a_published_number_is_shown_as_it_was_printed(plan: Path) -> None:
    change(plan, FIGURES, ",92.4,percent,92.4%", ",92.4,percent,92.40%")
    assert any(" 92.40% " in text for text in lines(plan, "answered-in-time"))


def test_a_program_gets_what_the_figures_say_of_each_kpi(plan: Path) -> None:
    (said,) = show(plan, "recorded-crime", area=None, period=None, breakdown="", document=None).answer["kpis"]
    assert (said["direction"], said["meaning"], said["target_met"]) == ("down", "improved", None)
    assert said["change"] == "recorded-crime/force/ye-2026-03/change-percent-from-ye-2025-03"


def test_ids_are_not_listed_without_end(plan: Path) -> None:
    add(plan, MEASURES, "".join(MEASURE.format(f"m{n}") for n in range(30)))
    with pytest.raises(PeelianError) as told:
        lines(plan, "xyz")
    assert re.search(r"and \d+ more$", str(told.value))


def test_an_approximate_figure_keeps_its_word_wherever_it_is_shown(plan: Path) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2024-03", 9000).replace('"9,000",,', '"9,000",about,'))
    shown = show(plan, "recorded-crime", area=None, period="ye-2024-03", breakdown="", document=None)
    assert any("  about 9,000  " in line for line in shown.lines)
    assert any("': about 9,000 in YE Mar 2024" in line for line in shown.lines)
    assert [figure.get("qualifier") for figure in shown.answer["figures"]] == ["about"]


def test_a_document_that_prints_the_word_is_not_given_it_twice(plan: Path) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2024-03", 9000).replace('"9,000",,', '"about 9,000",about,'))
    assert any("  about 9,000  " in line for line in lines(plan, period="ye-2024-03"))


RUN = [30, 32, 29, 31, 30, 33, 28, 31, 30, 32, 29, 31, 30, 32, 29, 31, 22, 23, 22, 21, 22, 23, 21, 22]


def months_of_crime(plan: Path) -> None:
    """Two years of months up to March 2026, the last eight of them low."""
    for n, value in enumerate(RUN):
        year, month = divmod(2024 * 12 + 3 + n, 12)
        add(plan, FIGURES, row("recorded-crime", f"{year}-{month + 1:02}", value))


def test_signalled_months_are_marked_below_the_bars_and_the_verdict_is_said(plan: Path) -> None:
    months_of_crime(plan)
    told = lines(plan)
    bars = next(n for n, line in enumerate(told) if set(line.strip()) & set(BARS))
    assert told[bars + 1].endswith("+" * 8)
    assert len(told[bars + 1]) == len(told[bars]) == 2 + len(RUN)
    assert set(told[bars + 1][2:18]) <= {"!", " "}
    assert told[bars + 2] == "  + improvement, ! concern"
    assert "has been below its average of 28 a month for eight months in a row, up to March 2026" in told[bars + 3]


def test_a_confirmed_step_is_told_and_moves_the_lines(plan: Path) -> None:
    months_of_crime(plan)
    step = "steps: [{measure: recorded-crime, period: 2025-08, confirmed: 2026-01-12, reason: New locks}]"
    (plan / "processes.yaml").write_text(step)
    told = lines(plan)
    assert "  set anew from Aug 2025 on, confirmed on 2026-01-12: New locks" in told
    assert not any(line.strip(" +!*") == "" for line in told)


def test_a_program_has_the_whole_assessment(plan: Path) -> None:
    given = dict.fromkeys(("area", "period", "document")) | {"breakdown": ""}
    assert show(plan, "recorded-crime", **given).answer["process"] is None  # type: ignore[arg-type]
    months_of_crime(plan)
    process = show(plan, "recorded-crime", **given).answer["process"]  # type: ignore[arg-type]
    assert (process["variation"], process["chart"], process["scale"], process["unit"]) == (
        "improvement",
        "c",
        "1",
        "count",
    )
    assert [point["meaning"] for point in process["points"]][-8:] == ["improvement"] * 8
    assert process["words"].startswith("The number of recorded crimes has been below its average of 28 a month")
    assert process["confirmed_steps"] == []


@pytest.mark.parametrize("period", ["ye-2026-03", "YE Mar 2026", "2025/26"])
def test_a_period_may_be_written_as_it_is_printed(plan: Path, period: str) -> None:
    assert lines(plan, period=period)[2] == f"  {'YE Mar 2026':<24} {'9,310':>14}  published"
