"""A KPI over areas: bars with their intervals, and funnels; every number of the table is a figure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from peelian.charts.marks import COLOURS
from peelian.figures.ids import FigureId
from peelian.figures.model import HELD_BACK, Figure
from peelian.plan.publication import Chart as ChartSpec
from peelian.publications.blocks import Block, Chart, Number, Paragraph, flatten, plain
from peelian.publications.sentences.desk import Desk
from peelian.publications.series import series_block
from peelian.quantities import NoValue
from tests import small_plan

AREAS = {"north": "North", "east": "East", "south": "South", "west": "West"}
MORE = {f"more-{n}": f"More {n}" for n in range(12)}
NOW = "ye-2026-03"


def desk_of(rows: dict[str, dict[str, Any]], unit: str = "percent", areas: dict[str, str] = AREAS, **kpi: Any) -> Desk:
    """Typed figures of areas: by area, by statistic."""
    of = small_plan.kpi("met", **({"polarity": "higher"} | kpi))
    plan = small_plan.plan([of], [small_plan.measure("met", unit, noun="fires met", one="fire met")], areas)
    typed = [
        small_plan.typed(f"met/{area}/{NOW}/{statistic}", value, "count" if statistic.endswith("nator") else unit)
        for area, held in rows.items()
        for statistic, value in held.items()
    ]
    return small_plan.desk(plan, typed)


def block_of(desk: Desk, kind: str) -> Block:
    return series_block(desk, ChartSpec("met", "Fires met", kind=kind, level="district"), "Figure 3")  # type: ignore[arg-type]


def chart_of(desk: Desk, kind: str) -> Chart:
    block = block_of(desk, kind)
    assert isinstance(block, Chart)
    return block


def share(top: int, bottom: int) -> dict[str, Any]:
    return {"value": f"{100 * top / bottom:.6f}", "numerator": top, "denominator": bottom}


SHARES = {
    "all": share(770, 1000),
    "north": share(160, 200),
    "east": share(155, 200),
    "south": share(75, 200),
    "west": share(320, 400),
}


MANY = SHARES | {id: share(152 + n, 200) for n, id in enumerate(MORE)}


def test_bars_have_the_areas_in_the_plans_order_and_the_whole_as_a_line() -> None:
    desk = desk_of({area: {"value": held["value"]} for area, held in SHARES.items()})
    chart = chart_of(desk, "bars")
    assert [plain(row[0]) for row in chart.table.rows] == ["North", "East", "South", "West"]
    assert [plain(row[1]) for row in chart.table.rows] == ["80.0%", "77.5%", "37.5%", "80.0%"]
    assert [column.title for column in chart.table.columns] == ["District", "Value"]
    assert plain(chart.table.note) == "All: 77.0%."
    assert "All, 77.0%" in chart.svg
    assert chart.table.caption == "Fires met, the year ending March 2026"


@pytest.mark.parametrize("kind", ["bars", "funnel"])
def test_a_narrow_page_shows_the_names_of_areas_first(kind: str) -> None:
    assert not chart_of(desk_of(MANY, areas=AREAS | MORE), kind).over_time


def test_intervals_are_drawn_and_listed_where_they_are_known() -> None:
    rows = {area: {"value": held["value"]} for area, held in SHARES.items()}
    rows["north"] |= {"low": "73.9", "high": "85.0"}
    chart = chart_of(desk_of(rows), "bars")
    assert [plain(cell) for cell in chart.table.rows[0]] == ["North", "80.0%", "73.9%", "85.0%"]
    assert [plain(cell) for cell in chart.table.rows[1]] == ["East", "77.5%", "-", "-"]
    assert "95% interval" in chart.svg


def test_counts_are_held_against_no_whole() -> None:
    chart = chart_of(desk_of({"all": {"value": 60}, "north": {"value": 40}, "east": {"value": 20}}, "count"), "bars")
    assert "All" not in chart.svg
    assert "South: the document does not print it" in plain(chart.table.note)


def test_a_funnel_marks_what_lies_beyond_the_outer_limits() -> None:
    desk = desk_of(MANY, areas=AREAS | MORE)
    chart = chart_of(desk, "funnel")
    rows = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in chart.table.rows}
    assert rows["South"] == ["200", "37.5%", "below the outer limits"]
    assert rows["East"][2] == "as chance would have it"
    assert "South" in chart.alt
    for cell in (leaf for row in chart.table.rows for run in row for leaf in flatten(run) if isinstance(leaf, Number)):
        assert cell.text in desk.cited.printed[cell.figure]


@pytest.mark.parametrize(
    ("polarity", "mark"), [("higher", "concern"), ("lower", "improvement"), ("neither", "special")]
)
def test_what_a_mark_means_is_by_the_polarity(polarity: str, mark: str) -> None:
    chart = chart_of(desk_of(MANY, areas=AREAS | MORE, polarity=polarity), "funnel")
    assert COLOURS[mark] in chart.svg  # type: ignore[index]
    assert all(COLOURS[other] not in chart.svg for other in {"concern", "improvement", "special"} - {mark})  # type: ignore[index]


def test_a_funnel_of_too_few_areas_says_so() -> None:
    block = block_of(desk_of({area: SHARES[area] for area in ("all", "north", "east")}), "funnel")
    assert isinstance(block, Paragraph)
    assert "a funnel needs" in plain(block.inlines)


def test_figures_that_are_held_back_are_not_said_to_be_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of({"all": SHARES["all"]})
    find = desk.figures.find
    monkeypatch.setattr(desk.figures, "find", lambda id: replace(find(id), status="suppressed"))
    block = block_of(desk, "bars")
    assert isinstance(block, Paragraph)
    says = "too few figures by district are given out, to protect small numbers"
    assert plain(block.inlines) == f"Figure 3, Fires met: {says}."


def test_an_area_of_a_funnel_that_is_held_back_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of(MANY, areas=AREAS | MORE)
    find, east = desk.figures.find, ("value", "numerator")

    def held_back(id: FigureId) -> Figure:
        figure = find(id)
        hidden = id.area == "east" and id.statistic in east
        return replace(figure, quantity=NoValue(HELD_BACK), status="suppressed") if hidden else figure

    monkeypatch.setattr(desk.figures, "find", held_back)
    where = {plain(row[0]): plain(row[-1]) for row in chart_of(desk, "funnel").table.rows}
    assert where["East"] == "not given out (small numbers)"
    assert "not given out" not in where["North"]


def test_without_figures_of_areas_nothing_is_drawn() -> None:
    block = block_of(desk_of({"all": SHARES["all"]}), "bars")
    assert isinstance(block, Paragraph)
    assert plain(block.inlines) == "Figure 3, Fires met: no figures by district are known."
