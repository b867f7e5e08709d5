"""A series in a paper: drawn from eight points on, listed from two, and never made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from peelian.figures.model import Document, HeldBack, Typed
from peelian.plan.publication import Chart as ChartSpec
from peelian.publications.blocks import Block, Chart, Number, Paragraph, Table, flatten, plain
from peelian.publications.sentences.desk import Desk
from peelian.publications.series import FEWEST_DRAWN, months_of, series_block
from tests import small_plan
from tests.small_plan import kpi, measure, typed


def months(count: int, skip: tuple[int, ...] = ()) -> list[Typed]:
    """Months up to March 2026, so many back, some of them left out."""
    rows = []
    for back in range(count):
        year, month = divmod(2026 * 12 + 2 - back, 12)
        if back not in skip:
            rows.append(typed(f"fires/all/{year}-{month + 1:02}/value", 100 + back))
    return rows


def desk_of(rows: list[Typed], **fields: object) -> Desk:
    return small_plan.desk(
        small_plan.plan(
            [kpi("fires"), kpi("trust", kind="in-development")], [measure("fires", noun="fires")], **fields
        ),
        rows,
    )


def block(rows: list[Typed], kpi: str = "fires") -> Block:
    return series_block(desk_of(rows), ChartSpec(kpi, "Fires by month"), "Figure 2")


@pytest.mark.parametrize(
    ("count", "kind"), [(0, Paragraph), (1, Paragraph), (2, Table), (7, Table), (8, Chart), (60, Chart)]
)
def test_how_much_is_known_decides_what_is_shown(count: int, kind: type) -> None:
    assert FEWEST_DRAWN == 8
    assert isinstance(block(months(count)), kind)


@pytest.mark.parametrize("id", ["fires", "trust"])
def test_what_was_not_published_is_said_and_not_made_up(id: str) -> None:
    said = block([], id)
    assert isinstance(said, Paragraph)
    assert plain(said.inlines) == ("Figure 2, Fires by month: series not published.")


@pytest.mark.parametrize("shown", [0, 1])
def test_of_months_that_are_held_back_it_is_not_said_that_they_are_not_there(shown: int) -> None:
    """All of them, or all but one of no crimes."""
    ids = [row.id for row in months(12)]
    desk = desk_of(months(12)[12 - shown :])
    desk = replace(desk, figures=desk.figures.holding_back(HeldBack(frozenset(ids))))
    said = series_block(desk, ChartSpec("fires", "Fires by month"), "Figure 2")
    assert isinstance(said, Paragraph)
    told = "Figure 2, Fires by month: too few of its monthly figures are given out, to protect small numbers."
    assert plain(said.inlines) == told


def test_a_chart_has_its_words_and_its_table() -> None:
    chart = block(months(12))
    assert isinstance(chart, Chart)
    assert (chart.title, chart.label, chart.id) == ("Fires by month", "Figure 2", "figure-2")
    assert chart.alt.startswith("C chart of counts: Fires by month, April 2025 to March 2026. The latest value is 100")
    assert chart.alt in chart.svg
    assert (chart.table.label, chart.table.id, chart.table.caption) == (None, "figure-2-data", "Fires by month, number")
    assert [plain(cell) for cell in chart.table.rows[0]] == ["2025/26", *(str(111 - n) for n in range(12))]


def test_a_short_series_is_a_table_with_the_label() -> None:
    table = block(months(3))
    assert isinstance(table, Table)
    assert (table.label, table.id) == ("Figure 2", "figure-2")
    assert [plain(cell) for cell in table.rows[0]] == ["2025/26", *["-"] * 9, "102", "101", "100"]


def test_a_row_is_a_financial_year_and_a_column_a_month() -> None:
    chart = block(months(14))
    assert isinstance(chart, Chart)
    assert [column.title for column in chart.table.columns] == [
        *("Year", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    ]
    assert [plain(row[0]) for row in chart.table.rows] == ["2024/25", "2025/26"]
    assert [plain(cell) for cell in chart.table.rows[0][-2:]] == ["113", "112"]


def test_a_year_that_starts_elsewhere() -> None:
    chart = series_block(desk_of(months(14), financial_year_starts=1), ChartSpec("fires", "Fires"), "Figure 1")
    assert isinstance(chart, Chart)
    assert [column.title for column in chart.table.columns][:2] == ["Year", "Jan"]
    assert [plain(row[0]) for row in chart.table.rows] == ["2025", "2026"]


def test_a_gap_is_a_dash_with_its_reason_and_stays_in_the_drawing() -> None:
    desk = desk_of(months(12, skip=(3, 5)))
    figures = months_of(desk, "fires")
    assert [f.value for f in figures[-6:]] == [None, 104, None, 102, 101, 100]
    chart = series_block(desk, ChartSpec("fires", "Fires"), "Figure 1")
    assert isinstance(chart, Chart)
    assert "left as a gap: 2 of 12" in chart.alt
    assert [plain(cell) for cell in chart.table.rows[0][7:11]] == ["-", "104", "-", "102"]
    assert plain(chart.table.note).startswith("Oct 2025 and Dec 2025: not available. Median, Apr 2025 to Mar 2026: ")


def test_a_provisional_month_is_told_in_the_note() -> None:
    rows = [*months(12, skip=(0,)), typed("fires/all/2026-03/value", 5, status="provisional")]
    chart = block(rows)
    assert isinstance(chart, Chart)
    assert plain(chart.table.note).startswith("Mar 2026: provisional. Average, ")


def test_every_month_is_tied_to_its_figure() -> None:
    chart = block(months(12))
    assert isinstance(chart, Chart)
    numbers = [leaf for row in chart.table.rows for cell in row for leaf in flatten(cell) if isinstance(leaf, Number)]
    assert [n.figure for n in numbers] == [
        f"fires/all/{2025 + n // 9 if n >= 9 else 2025}-{(n + 3) % 12 + 1:02}/value" for n in range(12)
    ]


def test_no_more_months_than_five_years() -> None:
    assert len(months_of(desk_of(months(70)), "fires")) == 60


def test_months_after_the_papers_own_period_are_left_out() -> None:
    late = typed("fires/all/2026-04/value", 1)
    assert str(months_of(desk_of([*months(9), late]), "fires")[-1].id) == "fires/all/2026-03/value"


def test_a_document_that_prints_the_level_and_no_months_is_named() -> None:
    said = block([typed("fires/all/ye-2026-03/value", 100)])
    assert isinstance(said, Paragraph)
    assert plain(said.inlines) == "Figure 2, Fires by month: series not published. doc prints no monthly figures."


def test_months_in_a_row_are_named_by_their_ends_and_others_one_by_one() -> None:
    chart = block(months(16, skip=(1, 3, 4, 6, 7, 8)))
    assert isinstance(chart, Chart)
    says = "Jul 2025 to Sep 2025, Nov 2025, Dec 2025 and Feb 2026: not available. "
    assert plain(chart.table.note).startswith(says)


def test_quarters_where_there_are_no_months() -> None:
    rows = [typed(f"fires/all/q-{2024 + n // 4}-{n % 4 * 3 + 3:02}/value", 50 + n) for n in range(9)]
    chart = block(rows)
    assert isinstance(chart, Chart)
    assert [column.title for column in chart.table.columns] == ["Year", "to Jun", "to Sep", "to Dec", "to Mar"]
    assert [plain(cell) for cell in chart.table.rows[-1]] == ["2025/26", "55", "56", "57", "58"]
    assert [plain(cell) for cell in chart.table.rows[0]] == ["2023/24", "-", "-", "-", "50"]


def test_what_has_no_average_is_drawn_without_lines() -> None:
    plan = small_plan.plan([kpi("rank")], [measure("rank", "rank", noun="places")])
    rows = [typed(f"rank/all/{2025 + (n + 3) // 12}-{(n + 3) % 12 + 1:02}/value", n % 3 + 1, "rank") for n in range(12)]
    chart = series_block(small_plan.desk(plan, rows), ChartSpec("rank", "Place"), "Figure 1")
    assert isinstance(chart, Chart)
    assert "It starts at 1" in chart.alt
    assert plain(chart.table.note) == ""


def test_a_picture_without_numbers_is_said_to_be_one() -> None:
    spec = ChartSpec("fires", "Fires by month", picture=True)
    rows = [typed("fires/all/ye-2026-03/value", 100)]
    plan = small_plan.plan([kpi("fires"), kpi("trust", kind="in-development")], [measure("fires")])
    paper = small_plan.publication(document="doc")
    held = {"doc": Document("The paper", "The office", "board paper of May 2026")}
    desk = Desk(plan, paper, small_plan.book(plan, rows, issued=paper.issued, documents=held))
    says = "series not published. The board paper of May 2026 shows a picture without numbers."
    for id in ("fires", "trust"):
        said = series_block(desk, replace(spec, kpi=id), "Figure 2")
        assert isinstance(said, Paragraph)
        assert plain(said.inlines) == f"Figure 2, Fires by month: {says}"


def test_a_series_that_is_known_is_drawn_whatever_the_document_shows() -> None:
    assert isinstance(series_block(desk_of(months(12)), ChartSpec("fires", "Fires", picture=True), "Figure 1"), Chart)


@pytest.mark.parametrize(("longest", "unit"), [(3599, "minutes and seconds"), (3600, "hours, minutes and seconds")])
def test_times_say_what_they_show(longest: int, unit: str) -> None:
    plan = small_plan.plan([kpi("wait")], [measure("wait", "seconds")])
    rows = [typed(f"wait/all/2026-0{n}/value", 600, "seconds") for n in (1, 2)]
    desk = small_plan.desk(plan, [*rows, typed("wait/all/2026-03/value", longest, "seconds")])
    table = series_block(desk, ChartSpec("wait", "Waits"), "Figure 1")
    assert isinstance(table, Table)
    assert table.caption == f"Waits, {unit}"
