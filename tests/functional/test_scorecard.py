"""Scorecards of the examples: every KPI of the plan stands there once, numbers trace, a rebuild is the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from peelian.charts.icons import ASSURANCE_WORDS, VARIATION_WORDS
from peelian.editions.publish import publish
from peelian.editions.reading import open_edition
from peelian.editions.trace import trace
from peelian.editions.verify import Verdict, verify
from peelian.editions.workfolder import open_work
from peelian.figures.ids import parse_id
from peelian.plan.load import load
from peelian.plan.model import all_kpis
from peelian.publications.blocks import Sheet, Table, plain, walk
from peelian.publications.paragraphs import Composed
from peelian.publications.registry import COMPOSERS
from tests.promises.editions import PEELSHIRE, WEST_MIDLANDS, scorecard, written

SCORECARDS = [
    (PEELSHIRE, "scorecard-2025-05"),
    (PEELSHIRE, "scorecard-northvale-2025-05"),
    (WEST_MIDLANDS, "scorecard-2026-05"),
]


@cache
def composed(plan: Path, name: str) -> Composed:
    work = open_work(plan, name, name)
    return COMPOSERS[work.publication.kind](work.plan, work.publication, work.figures, work.commentary)


def rows(files: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """The scorecard's rows by their KPI."""
    read = csv.DictReader(io.StringIO(files["data/scorecard.csv"].decode("utf-8-sig")))
    return {row["kpi"]: row for row in read}


@pytest.mark.parametrize(("plan", "name"), SCORECARDS)
def test_every_kpi_of_the_plan_stands_in_it_once(plan: Path, name: str) -> None:
    made = composed(plan, name)
    loaded = load(plan).plan
    assert loaded is not None
    assert [score.kpi.id for score in made.scores] == list(all_kpis(loaded))
    sheets = [block for block in made.document.blocks if isinstance(block, Sheet)]
    assert len(sheets) == len(loaded.priorities)
    tables = [table for sheet in sheets for table in walk(sheet.blocks) if isinstance(table, Table)]
    printed = Counter(plain(row[0]) for table in tables for row in table.rows)
    for title, times in Counter(kpi.title for kpi in all_kpis(loaded).values()).items():
        assert sum(printed[cell] for cell in printed if cell == title or cell.endswith(f": {title}")) == times, title
    assert printed.total() == len(all_kpis(loaded))
    assert [f for f in made.findings if f.severity == "error"] == []


@pytest.mark.parametrize(("plan", "name"), SCORECARDS)
def test_each_has_its_words_and_either_a_chart_or_the_reason(plan: Path, name: str) -> None:
    for score in composed(plan, name).scores:
        assert plain(score.words).endswith(".")
        assert (score.process is not None) + bool(score.why) + (score.away is not None) == 1


def test_the_reasons_are_those_of_each_kpi() -> None:
    said = {kpi: row["words"] for kpi, row in rows(scorecard()).items()}
    assert said["confidence"] == ("In development; it awaits the first wave of the residents' survey in October 2025.")
    assert said["inspection-grade"] == "No chart: a grade has no average."
    assert said["grants"] == "No chart: its figures are for years, not months."
    assert said["volunteers"] == "No chart: its figures are of single dates, not months."
    west = {score.kpi.id: plain(score.words) for score in composed(WEST_MIDLANDS, "scorecard-2026-05").scores}
    assert west["victims-satisfied"] == "No chart: only one month has a value; a chart needs eight."
    assert west["recorded-crime-per-1000"] == "No chart: its figure is not published."
    assert west["sexual-offences"] == "No chart: only the change is published."


def test_the_area_has_its_own_figures_and_says_which_kpis_have_none() -> None:
    whole, area = rows(scorecard()), rows(scorecard("northvale"))
    assert area.keys() == whole.keys()
    shown = {kpi for kpi, row in area.items() if row["now"]}
    assert {"recorded-crime", "burglary", "emergency-response"} <= shown
    assert all(area[kpi]["area"] == "Northvale" and "/northvale/" in area[kpi]["figure"] for kpi in shown)
    away = {kpi: row["words"] for kpi, row in area.items() if kpi not in shown}
    assert away["emergency-calls"] == "Known for Peelshire as a whole; its data do not tell areas apart."
    assert away["officers"] == "Known for Peelshire as a whole; its data do not tell areas apart."
    assert away["volunteers"] == "Known for Peelshire as a whole; not published for Northvale."
    assert away["confidence"].startswith("In development")
    page = " ".join(scorecard("northvale")["paper.html"].decode().split())
    assert "the numerator has no value (no row for Northvale in April 2024 to March 2025)" in page, "months by name"
    figures = open_work(PEELSHIRE, "scorecard-northvale-2025-05", "x").figures
    ids = (area["recorded-crime"]["figure"].replace("northvale", inside) for inside in ("alder-hill", "brook-end"))
    parts = [figures.find(parse_id(id)).value for id in ids]
    assert sum(part for part in parts if part is not None) == int(area["recorded-crime"]["now"])


def test_a_target_of_the_force_is_none_of_an_area() -> None:
    whole, area = rows(scorecard())["burglary"], rows(scorecard("northvale"))["burglary"]
    assert (whole["target"], whole["target_met"]) == ("96", "yes")
    assert (area["target"], area["target_met"], area["assurance"]) == ("", "", "")
    page = etree.HTML(scorecard("northvale")["paper.html"])
    (row,) = page.xpath("//div[@class='sheet']//tr[th = 'Burglary']")
    (cell,) = row.xpath("td[@data-label = 'Target']")
    assert "".join(cell.itertext()) == "none of its own; 96 or fewer for Peelshire"
    assert cell.find("data").get("data-figure") == "burglary/peelshire/ye-2025-03/target"


@pytest.mark.parametrize("of", ["", "northvale"])
def test_every_number_of_it_opens_to_its_origin(of: str, tmp_path: Path) -> None:
    files = scorecard(of)
    opened = open_edition(written(files, tmp_path))
    numbers = etree.HTML(files["paper.html"]).findall(".//data[@data-figure]")
    assert len(numbers) > 60
    for number in numbers:
        traced = trace(opened, number.get("data-figure"))
        assert traced["value"] == number.get("value")


def test_the_months_that_a_line_is_drawn_of_are_in_the_manifest() -> None:
    files = scorecard()
    known = {figure["id"]: figure["value"] for figure in json.loads(files["manifest.json"])["figures"]}
    for month in ("2020-04", "2023-09", "2025-03"):
        assert known[f"recorded-crime/peelshire/{month}/value"] is not None
    assert known["recorded-crime/peelshire/2025-03/average"] is not None
    book = CalamineWorkbook.from_object(io.BytesIO(files["data/scorecard.xlsx"]))
    header, *lines = book.get_sheet_by_name("Months").to_python()[3:]
    crimes = next(line for line in lines if line[0] == "recorded-crime")
    by_month = dict(zip(map(str, header), crimes, strict=True))
    assert by_month["Sep 2023"] == float(known["recorded-crime/peelshire/2023-09/value"])
    assert len(lines) == sum(score.process is not None for score in composed(PEELSHIRE, "scorecard-2025-05").scores)


def test_numbers_are_numbers_in_the_workbook_and_verdicts_are_words() -> None:
    book = CalamineWorkbook.from_object(io.BytesIO(scorecard()["data/scorecard.xlsx"]))
    header, *lines = book.get_sheet_by_name("Scorecard").to_python()[3:]
    told = [dict(zip(map(str, header), line, strict=True)) for line in lines]
    assert len(told) == 28
    crime = told[0]
    assert (crime["Now"], crime["Then"]) == (1844.0, 1687.0)
    assert crime["Change"] == pytest.approx(100 * (1844 - 1687) / 1687)
    assert {row["Variation"] for row in told if row["Variation"]} <= set(VARIATION_WORDS.values())
    assert {row["Assurance"] for row in told if row["Assurance"]} <= set(ASSURANCE_WORDS.values())


def test_verify_builds_it_again_byte_for_byte(tmp_path: Path) -> None:
    folder = publish(tmp_path, "scorecard-2025-05", scorecard(), replace=False)
    assert verify(folder, PEELSHIRE, None, lambda _: None) == Verdict(intact=True, rebuilt=True, findings=())
