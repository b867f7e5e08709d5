"""Control charts in a paper: the drawing, its words, and a table in which every line is a figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from peelian.assess.process import KpiProcess
from peelian.figures.ids import FigureId
from peelian.periods import month, shift
from peelian.plan.model import Target
from peelian.plan.processes import ChosenChart, ConfirmedStep, Exclusion, FixedBaseline, Processes
from peelian.plan.publication import Chart as ChartSpec
from peelian.publications.appendix import charts as appendix
from peelian.publications.blocks import Bullets, Chart, Number, Paragraph, Table, flatten, plain
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.process import said_of
from peelian.publications.series import series_block
from peelian.signals.words.pieces import plain as spoken
from tests import small_plan

STEADY = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21]
SUMMER = [20, 22, 24, 30, 52, 58, 60, 55, 32, 24, 20, 18]
STEP = ConfirmedStep("fires", "2025-04", "More patrols.", date(2026, 1, 12))


def desk_of(values: list[Any], processes: Processes | None = None, unit: str = "count", **kpi: Any) -> Desk:
    """The months up to March 2026."""
    plan = small_plan.plan(
        [small_plan.kpi("fires", **kpi)], [small_plan.measure("fires", unit, noun="fires", one="fire")]
    )
    plan = replace(plan, processes=processes or Processes(), lines={"processes:steps:0": "processes.yaml:2"})
    months = [shift(month(2026, 3), -back) for back in range(len(values) - 1, -1, -1)]
    rows = [
        small_plan.typed(FigureId("fires", "all", (), m), v, unit)
        for m, v in zip(months, values, strict=True)
        if v is not None
    ]
    return small_plan.desk(plan, rows)


def chart_of(desk: Desk) -> Chart:
    chart = series_block(desk, ChartSpec("fires", "Fires by month"), "Figure 1")
    assert isinstance(chart, Chart)
    return chart


def numbers(table: Table) -> list[Number]:
    runs = [cell for row in table.rows for cell in row] + [table.note]
    return [leaf for run in runs for leaf in flatten(run) if isinstance(leaf, Number)]


def test_lines_that_stay_level_stand_below_the_months() -> None:
    chart = chart_of(desk_of([*STEADY, *STEADY[:5], *[12, 11, 13, 12, 10, 11, 12]]))
    note = plain(chart.table.note)
    assert note.startswith("Average, Apr 2024 to Mar 2026: 18; limits ")
    assert "Marked as improvement: Sep 2025 to Mar 2026." in note
    assert [plain(cell) for cell in chart.table.rows[-1]][-3:] == ["10", "11", "12"]


def test_every_number_of_the_table_and_its_note_is_a_figure() -> None:
    desk = desk_of([*STEADY, *STEADY], Processes(steps=(STEP,)))
    table = chart_of(desk).table
    statistics = {number.figure.rsplit("/", 1)[1] for number in numbers(table)}
    assert statistics == {"value", "average", "lower-limit", "upper-limit", "expected-low", "expected-high"}
    for number in numbers(table):
        assert number.text in desk.cited.printed[number.figure]


def test_a_step_parts_the_lines_and_gives_its_reason() -> None:
    chart = chart_of(desk_of([*STEADY, *[v - 9 for v in STEADY]], Processes(steps=(STEP,))))
    note = plain(chart.table.note)
    assert "Average, Apr 2024 to Mar 2025: 21; limits " in note
    assert "Average, Apr 2025 to Mar 2026: 12; limits " in note
    assert "The lines are set anew from April 2025 on: More patrols. Expected" in note
    assert "set anew Apr 2025" in chart.svg
    assert "The average since April 2025 is 12" in chart.alt


def test_a_step_that_nobody_confirmed_is_drawn_as_proposed() -> None:
    chart = chart_of(desk_of([v * 5 for v in (*STEADY, *[v - 9 for v in STEADY])]))
    assert "step proposed Apr 2025" in chart.svg
    assert "set anew" not in chart.svg
    assert "A step is proposed in April 2025, not confirmed." in plain(chart.table.note)


def test_lines_that_follow_the_season_stand_in_the_appendix_with_a_row_for_each_month() -> None:
    desk = desk_of([value + n for n in range(5) for value in SUMMER])
    chart = chart_of(desk)
    note = plain(chart.table.note)
    assert len(chart.table.rows) == 5
    assert "Average, Apr 2021 to Mar 2026: " in note
    assert "limits" not in note.split("Average")[1].split(".")[0]
    assert "The lines differ by the month: they stand in the appendix “Lines of the charts”." in note
    (lines,) = desk.lines
    titles = [column.title for column in lines.columns]
    assert titles == ["Month", "Value", "Usual", "Lower limit", "Upper limit", "Marked"]
    assert len(lines.rows) == 60
    assert plain(lines.rows[0][0]) == "Apr 2021"
    usual = [plain(row[2]) for row in lines.rows]
    assert len(set(usual)) > 6
    assert lines.caption.startswith(chart.label)


def test_lines_that_hold_for_every_month_stand_below_the_chart_alone() -> None:
    desk = desk_of([*STEADY, *STEADY])
    note = plain(chart_of(desk).table.note)
    assert "; limits " in note
    assert desk.lines == []


def test_a_month_without_a_value_is_told_beside_lines_by_the_month() -> None:
    values: list[Any] = [value + n for n in range(5) for value in SUMMER]
    values[7] = None
    desk = desk_of(values)
    table = chart_of(desk).table
    assert [plain(cell) for cell in desk.lines[0].rows[7]][:2] == ["Nov 2021", "-"]
    assert plain(table.note).startswith("Nov 2021: not available.")


def test_a_target_of_each_month_is_a_line_and_one_of_a_year_is_none() -> None:
    goal = Target("count", at_most="250")
    yearly = chart_of(desk_of(STEADY, target=goal))
    monthly = chart_of(desk_of(STEADY, target=Target("count", at_most="25"), period="2026-03"))
    assert "target" not in yearly.svg
    assert "target 25" in monthly.svg


def test_small_averages_of_things_have_a_decimal_and_their_values_none() -> None:
    chart = chart_of(desk_of([value // 3 for value in STEADY]))
    assert "The latest value is 7 (March 2026). The average is 6.5, limits " in chart.alt
    assert plain(chart.table.note).startswith("Average, Apr 2025 to Mar 2026: 6.5; limits ")


def test_why_there_are_no_limits_is_told() -> None:
    note = plain(chart_of(desk_of([7] * 14)).table.note)
    assert note.startswith("Average, Feb 2025 to Mar 2026: 7.0; no limits: The value is the same in all of 14 months")


def test_an_entry_about_what_the_series_does_not_have_is_a_finding_once() -> None:
    desk = desk_of([*STEADY, *STEADY], Processes(steps=(replace(STEP, period="q-2025-06"),)))
    chart_of(desk)
    chart_of(desk)
    (finding,) = desk.findings
    assert (finding.code, finding.where, finding.severity) == ("period-of-no-series", "processes.yaml:2", "error")
    assert "'q-2025-06' is none of the months that 'fires' has" in finding.says


def told(desk: Desk) -> list[str]:
    """The appendix as text, a line for each block and item."""
    lines: list[str] = []
    for block in appendix.blocks(desk):
        if isinstance(block, Paragraph):
            lines.append(plain(block.inlines))
        elif isinstance(block, Bullets):
            lines += [plain(item) for item in block.items]
        elif isinstance(block, Table):
            lines += [" | ".join(plain(cell) for cell in row) for row in block.rows]
    return lines


def test_the_appendix_is_there_only_where_a_process_was_shown() -> None:
    desk = desk_of(STEADY)
    assert appendix.blocks(desk) == []
    chart_of(desk)
    assert appendix.blocks(desk) != []


def test_the_appendix_says_what_the_rules_are_and_what_chance_does() -> None:
    desk = desk_of(STEADY)
    chart_of(desk)
    lines = told(desk)
    assert any("the set nhs-2023, version 1" in line for line in lines)
    assert "seven months in a row on one side of the middle line" in lines
    assert any("about one chart in fifty-five has a mark on its latest month by chance alone" in line for line in lines)
    (row,) = [line for line in lines if line.startswith("Fires | ")]
    assert row.startswith("Fires | C chart of counts | Values vary 0.")
    assert row.endswith(" times as much as chance would have them, which is about as much.")


def test_the_appendix_says_what_people_decided_and_why() -> None:
    decided = Processes(
        steps=(STEP,),
        excluded=(Exclusion("fires", ("2024-06", "2024-07", "2024-08"), "A festival"),),
        baselines=(FixedBaseline("fires", "2025-04", "2025-12", "The plan's first months"),),
        charts=(ChosenChart("fires", "xmr", "Fires come in series"),),
    )
    desk = desk_of([*STEADY, *STEADY], decided)
    chart_of(desk)
    lines = told(desk)
    assert "Fires: set anew from April 2025 on, confirmed on 12 January 2026. More patrols." in lines
    assert "Fires: left out of the lines: Jun 2024 to Aug 2024. A festival." in lines
    assert "Fires: the lines are made of April 2025 to December 2025. The plan's first months." in lines
    assert "Fires | XmR chart | Chosen by hand: Fires come in series." in lines


@pytest.mark.parametrize("rules", ["nhs-r", "wmp-2015", "western-electric", "nelson-8", "anhoej"])
def test_every_rule_set_can_be_said(rules: str) -> None:
    desk = desk_of([*STEADY, *STEADY])
    desk = replace(desk, plan=replace(desk.plan, file=replace(desk.plan.file, rules=rules)))
    desk.figures.plan = desk.plan
    chart_of(desk)
    lines = told(desk)
    assert any(f"the set {rules}, version" in line for line in lines)
    assert len([line for line in lines if line[:1].islower()]) == len(
        desk.process("fires").process.rules.rules  # type: ignore[union-attr]
    )


def test_a_count_has_no_lower_limit_below_zero() -> None:
    """Few fires, many in some months: three sigma below the average is below zero."""
    desk = desk_of([30, 4, 18, 2, 26, 3, 40, 1, 22, 5, 33, 6] * 2)
    chart = chart_of(desk)
    note = plain(chart.table.note)
    assert "; upper limit " in note
    assert "limits " not in note
    assert ", upper limit " in chart.alt
    assert "lower limit" not in chart.svg
    lower = desk.figures.find(FigureId("fires", "all", (), month(2026, 3), "lower-limit"))
    assert lower.value is None
    assert "below zero" in lower.quantity.reason  # type: ignore[union-attr]


def test_a_ratio_is_never_said_to_reach_below_zero() -> None:
    desk = desk_of([3, 1, 4, 1, 5, 1, 6, 1, 5, 1, 4, 1] * 2, unit="ratio")
    assert "lower limit" not in chart_of(desk).svg
    process = desk.process("fires")
    assert isinstance(process, KpiProcess)
    told = " ".join(spoken(said) for said in said_of(desk, process).paragraph)
    assert "its usual range of up to " in told
    assert "-" not in told
