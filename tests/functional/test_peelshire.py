"""Peelshire: its data come from their seed, its figures are those of its truth, and of a plain count of its files."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from peelian.editions.showing import show
from peelian.editions.workfolder import load_sources, open_figures
from peelian.figures.book import Figures
from peelian.figures.ids import parse_id
from peelian.plan.model import all_kpis
from tests.functional.test_simulated_force import as_told, told

ROOT = Path(__file__).resolve().parents[2]
PEELSHIRE = ROOT / "examples" / "peelshire"
NOW = [f"2024-{m:02d}" for m in range(4, 13)] + [f"2025-{m:02d}" for m in range(1, 4)]
HARM = {
    row["Crime type"]: int(row["Days"])
    for row in csv.DictReader((PEELSHIRE / "data" / "harm-weights.csv").read_text().splitlines())
}


@pytest.fixture(scope="module")
def figures() -> Figures:
    return open_figures(PEELSHIRE, "annual-report-2025")


def value(figures: Figures, id: str) -> Fraction:
    found = figures.find(parse_id(id)).value
    assert found is not None, figures.find(parse_id(id)).quantity
    return found


@cache
def police_uk(kind: str) -> tuple[dict[str, str], ...]:
    rows = []
    for path in sorted((PEELSHIRE / "data").glob("police-uk-*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(f"-{kind}.csv"):
                    rows += csv.DictReader(io.StringIO(archive.read(name).decode()))
    return tuple(rows)


def rows_of(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((PEELSHIRE / "data" / name).read_text().splitlines())


def sheet(name: str, page: str) -> Iterator[dict[str, object]]:
    header, *rows = CalamineWorkbook.from_path(PEELSHIRE / "data" / name).get_sheet_by_name(page).to_python()
    yield from (dict(zip(header, row, strict=True)) for row in rows)


def test_the_data_come_from_their_seed(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(PEELSHIRE / "make_data.py"), str(tmp_path)], check=True, capture_output=True)
    made, kept = files_in(tmp_path), files_in(PEELSHIRE)
    assert made.keys() == {name for name in kept if name.startswith(("data/", "lookups/"))} | {"truth.json"}
    assert [name for name in made if made[name] != kept[name]] == []


def files_in(folder: Path) -> dict[str, bytes]:
    every = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in every}


def test_making_them_anew_leaves_nothing_of_older_ones(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PEELSHIRE, folder, ignore=shutil.ignore_patterns("store", "editions"))
    (folder / "data" / "of-another-time.csv").write_text("Month\n")
    (folder / "truth.json").unlink()
    subprocess.run([sys.executable, str(folder / "make_data.py")], check=True, capture_output=True)
    assert files_in(folder / "data") == files_in(PEELSHIRE / "data")
    assert (folder / "truth.json").read_bytes() == (PEELSHIRE / "truth.json").read_bytes()
    assert not (folder / ".made").exists()


TRUTH = json.loads((PEELSHIRE / "truth.json").read_text(encoding="utf-8"))


def test_every_figure_comes_to_what_the_truth_says(figures: Figures) -> None:
    """Measures, parts, areas and peers, months, quarters and years."""
    tried = list(told(TRUTH))
    assert [f"{id}: {as_told(figures, id)}, not {value}" for id, value in tried if as_told(figures, id) != value] == []
    assert len(tried) > 30_000
    areas = {area.id for area in figures.plan.file.areas.list} | {peer.id for peer in figures.plan.file.peers}
    assert {id.area for id, _ in tried} == areas
    assert {id.period.kind for id, _ in tried} == {"month", "quarter", "year-ending", "at"}
    assert {value for _, value in tried if not value[0].isdigit()} == {"missing", "suppressed"}


def test_the_truth_holds_every_kpi_that_is_not_typed(figures: Figures) -> None:
    kpis = {kpi.measure for kpi in all_kpis(figures.plan).values() if kpi.measure}
    assert len(kpis) > 20
    assert kpis - TRUTH["values"].keys() == {"volunteers", "grants"}
    assert {figures.plan.measures[id].kind for id in ("volunteers", "grants")} == {"published"}


def test_what_is_untidy_is_in_the_files() -> None:
    untidy = TRUTH["untidy"]
    street = police_uk("street")
    assert 0 < untidy["rows without a place"] == sum(not row["LSOA code"] for row in street)
    assert 0 < untidy["rows outside the force"] == sum(row["LSOA code"] == "X01999999" for row in street)
    blank = sum(not row["Time to attend"] for row in rows_of("incidents.csv"))
    assert 0 < untidy["rows without a time"] == blank + sum(not row["Seconds"] for row in rows_of("calls.csv"))
    assert 0 < untidy["numbers held back"] == sum(row["Admissions"] == "*" for row in rows_of("admissions.csv"))
    assert TRUTH["rows"]["street"] == len(street)
    assert TRUTH["never_published"] == [{"table": "stop_and_search", "force": "peelshire", "month": "2022-02"}]
    assert not any(london(row["Date"]) == "2022-02" for row in police_uk("stop-and-search"))


def test_counts(figures: Figures) -> None:
    street = [r for r in police_uk("street") if r["Month"] in NOW]
    by_type = Counter(r["Crime type"] for r in street)
    crimes = sum(n for kind, n in by_type.items() if kind != "Anti-social behaviour")
    assert value(figures, "recorded-crime/peelshire/ye-2025-03/value") == crimes
    assert value(figures, "burglary/peelshire/ye-2025-03/value") == by_type["Burglary"]
    assert value(figures, "anti-social-behaviour/peelshire/ye-2025-03/value") == by_type["Anti-social behaviour"]
    part = "recorded-crime/peelshire/type=shoplifting/ye-2025-03/value"
    assert value(figures, part) == by_type["Shoplifting"]
    assert value(figures, "harm/peelshire/ye-2025-03/value") == sum(HARM[kind] * n for kind, n in by_type.items())


def test_areas_and_rows_without_one(figures: Figures) -> None:
    lookup = {
        r["LSOA"]: r["Neighbourhood"]
        for r in csv.DictReader((PEELSHIRE / "lookups/lsoa-to-neighbourhood.csv").read_text().splitlines())
    }
    crimes = [r for r in police_uk("street") if r["Month"] in NOW and r["Crime type"] != "Anti-social behaviour"]
    places = Counter(lookup.get(r["LSOA code"], "") for r in crimes)
    for place in ("castle-ward", "alder-hill", "fern-bank"):
        assert value(figures, f"recorded-crime/{place}/ye-2025-03/value") == places[place]
    assert value(figures, "recorded-crime/midvale/ye-2025-03/value") == places["castle-ward"] + places["dean-cross"]
    assert places[""] > 0
    assert value(figures, "recorded-crime/peelshire/ye-2025-03/value") == sum(places.values())


def test_rate_and_share(figures: Figures) -> None:
    people = sum(int(r["People"]) for r in rows_of("population.csv") if r["Date"].startswith("2024"))
    crimes = sum(r["Month"] in NOW and r["Crime type"] != "Anti-social behaviour" for r in police_uk("street"))
    assert value(figures, "crime-rate/peelshire/ye-2025-03/value") == Fraction(crimes * 1000, people)
    positive = ("Suspect charged", "Offender given a caution", "Local resolution")
    outcomes = sum(r["Month"] in NOW and r["Outcome type"] in positive for r in police_uk("outcomes"))
    assert value(figures, "positive-outcome-rate/peelshire/ye-2025-03/value") == Fraction(outcomes * 100, crimes)


def seconds(text: str) -> int:
    hours, minutes, rest = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + rest


def test_durations_and_compliance(figures: Figures) -> None:
    times = sorted(
        seconds(r["Time to attend"])
        for r in rows_of("incidents.csv")
        if r["Grade"] == "Emergency" and r["Month"] in NOW and r["Time to attend"]
    )
    middle = len(times) // 2
    median = Fraction(times[middle]) if len(times) % 2 else Fraction(times[middle - 1] + times[middle], 2)
    assert value(figures, "emergency-response/peelshire/ye-2025-03/value") == median
    within = sum(t <= 900 for t in times)
    assert value(figures, "emergency-within-15-minutes/peelshire/ye-2025-03/value") == Fraction(
        within * 100, len(times)
    )
    waits = [
        int(r["Seconds"])
        for r in rows_of("calls.csv")
        if r["Line"] == "101" and r["Answered"] == "yes" and r["Date"][:7] in NOW
    ]
    assert value(figures, "non-emergency-answer-time/peelshire/ye-2025-03/value") == Fraction(sum(waits), len(waits))


def test_levels_and_surveys(figures: Figures) -> None:
    last = [
        r for r in sheet("workforce.xlsx", "Workforce") if r["Month"] == "2025-03" and r["Role"] == "Police officer"
    ]
    officers = sum(int(str(r["Headcount"]).removesuffix(".0")) for r in last)
    women = sum(int(str(r["Headcount"]).removesuffix(".0")) for r in last if r["Sex"] == "Female")
    assert value(figures, "officers/peelshire/at-2025-03/value") == officers
    assert value(figures, "women-share/peelshire/at-2025-03/value") == Fraction(women * 100, officers)
    answers = [r for r in sheet("victim-survey.xlsx", "Answers") if r["Month"] in NOW and r["Answer"] != "Not asked"]
    weigh = {True: Fraction(0), False: Fraction(0)}
    for row in answers:
        weigh[row["Answer"] in ("Very satisfied", "Fairly satisfied")] += Fraction(str(row["Weight"]))
    share = weigh[True] * 100 / (weigh[True] + weigh[False])
    assert value(figures, "victim-satisfaction/peelshire/ye-2025-03/value") == share
    assert value(figures, "victim-satisfaction/peelshire/ye-2025-03/base") == len(answers)


def london(time: str) -> str:
    """The month of a time in UTC as London has it."""
    return f"{datetime.fromisoformat(time).astimezone(ZoneInfo('Europe/London')):%Y-%m}"


def test_disproportionality(figures: Figures) -> None:
    stops = Counter(r["Officer-defined ethnicity"] for r in police_uk("stop-and-search") if london(r["Date"]) in NOW)
    people: Counter[str] = Counter()
    for row in rows_of("population.csv"):
        if row["Date"].startswith("2024"):
            people[row["Ethnic group"]] += int(row["People"])
    ratio = Fraction(stops["Black"], people["Black"]) / Fraction(stops["White"], people["White"])
    id = "stop-disproportionality/peelshire/ethnicity=black/ye-2025-03"
    assert value(figures, f"{id}/value") == ratio
    assert value(figures, f"{id}/low") < ratio < value(figures, f"{id}/high")


def test_the_parts_told_of_disproportionality_are_those_that_have_a_ratio() -> None:
    """Searches of people whose group is not recorded have no population, so that they have no ratio."""
    parts = show_all("stop-disproportionality")
    named = [str(part["id"]).split("/")[2] for part in parts]
    assert named == [f"ethnicity={group}" for group in ("asian", "black", "mixed", "other")]
    assert [part["id"] for part in parts if part["value"] is None] == []
    assert all(any(alone["value"] for alone in show_all("stop-disproportionality", part)) for part in named)


def show_all(measure: str, breakdown: str = "") -> list[dict[str, str | None]]:
    shown = show(PEELSHIRE, measure, area=None, period=None, breakdown=breakdown, document=None)
    return list(shown.answer["figures"])


def test_what_is_missing_is_never_zero(figures: Figures) -> None:
    gap = figures.find(parse_id("stops/peelshire/2022-02/value"))
    assert gap.value is None
    assert gap.status == "missing"
    year = figures.find(parse_id("stops/peelshire/ye-2022-03/value"))
    assert year.value is None
    assert "2022-02" in getattr(year.quantity, "reason", "")
    held_back = [row["Month"] for row in rows_of("admissions.csv") if row["Admissions"] == "*"]
    assert held_back
    for month in held_back:
        hidden = figures.find(parse_id(f"admissions/peelshire/{month}/value"))
        assert (hidden.value, hidden.status) == (None, "suppressed")


def test_a_grade_is_a_word(figures: Figures) -> None:
    assert figures.find(parse_id("inspection-grade/peelshire/at-2025-03/value")).label == "Adequate"
    assert figures.find(parse_id("inspection-grade/peelshire/at-2022-03/value")).label == "Requires improvement"


BAD = {
    "wrong-encoding.csv": "UTF-8",
    "missing-column.csv": "'Number' is missing",
    "header-changed.csv": "'Numbers': was it renamed",
    "duplicate-month-b.csv": "'2024-04'",
    "text-in-a-number.csv": "'fifteen'",
    "date-in-the-future.csv": "'2042-06'",
    "empty.csv": "empty (0 bytes)",
    "cut-in-half.csv": "cut off",
    "not-a-zip.zip": "plain text",
    "unknown-area.csv": "'PD09'",
    "too-few-rows.csv": "fewer than the 100",
    "figures.csv": "ye-2024-13",
}


def test_every_bad_input_is_told_at_once() -> None:
    command = [sys.executable, "-m", "peelian.cli", "validate", str(PEELSHIRE / "bad-input")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == ""
    for file, words in BAD.items():
        assert any(f"data/{file}" in line and words in line for line in done.stdout.splitlines()), file
    *told, summed = done.stdout.splitlines()
    assert [line for line in told if not line.startswith("error   data/")] == []
    assert summed.endswith(f": {len(told)} errors")
    assert {p.name for p in (PEELSHIRE / "bad-input" / "data").iterdir()} - BAD.keys() == {"duplicate-month-a.csv"}


def test_a_table_of_years_lacks_no_month_and_one_of_months_does(tmp_path: Path) -> None:
    plan = shutil.copytree(PEELSHIRE, tmp_path / "plan", ignore=shutil.ignore_patterns("store", "editions"))
    lines = load_sources(plan, None).lines
    assert "table population: 2019-06 to 2024-06, 6 months" in lines
    assert "table stop_and_search: 2020-04 to 2025-03, 59 months, 1 missing" in lines
