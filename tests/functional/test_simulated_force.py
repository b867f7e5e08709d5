"""A simulated force: the engine, from the publishers' files to figures, must come to what truth.json says, exactly."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest
import yaml

from peelian.cli.main import main
from peelian.editions.workfolder import load_sources, open_figures
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId, parse_breakdown
from peelian.periods import parse
from peelian.plan.model import all_kpis
from peelian.simulate.simulate import Wanted, simulate

MONTHS = 30


@pytest.fixture(name="made", scope="module")
def made_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "force"
    simulate(folder, Wanted("small", MONTHS, 11, tables=True))
    return folder


@pytest.fixture(name="truth", scope="module")
def truth_(made: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((made / "truth.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(name="figures", scope="module")
def figures_(made: Path) -> Figures:
    return open_figures(made, None)


def told(truth: dict[str, Any]) -> Iterator[tuple[FigureId, str]]:
    """Every figure of truth.json, with what it must come to."""
    for measure, parts in truth["values"].items():
        for part, areas in parts.items():
            for area, periods in areas.items():
                for period, value in periods.items():
                    yield FigureId(measure, area, parse_breakdown(part), parse(period)), value


def test_every_figure_comes_to_what_the_truth_says(truth: dict[str, Any], figures: Figures) -> None:
    wrong: list[str] = []
    kinds: Counter[str] = Counter()
    for id, value in told(truth):
        found = as_told(figures, id)
        kinds[figures.plan.measures[id.measure].kind] += 1
        if found != value:
            wrong.append(f"{id}: {found}, not {value}")
    assert wrong == []
    assert kinds.keys() == {
        "count", "level", "share", "rate", "ratio", "weighted_sum", "duration", "compliance", "survey", "grade",
        "distinct",
    }  # fmt: skip
    assert min(kinds.values()) >= 40
    assert sum(kinds.values()) > 30_000


def test_a_city_comes_to_what_the_truth_says_wherever_it_is_tried(tmp_path: Path) -> None:
    """176 areas, 1,680 neighbourhoods: every 23rd figure of three months."""
    simulate(tmp_path / "city", Wanted("city", 3, 4))
    truth = json.loads((tmp_path / "city/truth.json").read_text(encoding="utf-8"))
    figures = open_figures(tmp_path / "city", None)
    tried = list(told(truth))[::23]
    assert len(tried) > 1000
    wrong = [(str(id), value) for id, value in tried if as_told(figures, id) != value]
    assert wrong == []


def as_told(figures: Figures, id: FigureId) -> str:
    """A figure as truth.json writes it."""
    figure = figures.find(id)
    return figure.status if figure.value is None else str(figure.value)


def test_the_truth_holds_every_kpi_area_and_kind_of_period(truth: dict[str, Any], figures: Figures) -> None:
    kpis = {kpi.measure for kpi in all_kpis(figures.plan).values()}
    assert len(kpis) > 25
    assert kpis <= truth["values"].keys()
    ids = [id for id, _ in told(truth)]
    assert {id.area for id in ids} == {area.id for area in figures.plan.file.areas.list}
    assert {id.period.kind for id in ids} == {"month", "quarter", "year-ending", "at"}
    assert {value for _, value in told(truth) if not value[0].isdigit()} == {"missing", "suppressed"}


def test_a_second_run_writes_the_same_bytes_and_a_longer_one_the_same_months(tmp_path: Path) -> None:
    for name, months in (("once", 14), ("again", 14), ("longer", 20)):
        simulate(tmp_path / name, Wanted("small", months, 5, tables=True))
    once, again, longer = (files_in(tmp_path / name) for name in ("once", "again", "longer"))
    assert once == again
    months = {path: data for path, data in once.items() if path.startswith("tables/")}
    assert len(months) > 100
    assert {path: longer[path] for path in months} == months
    assert files_in(tmp_path / "once") != files_in_other_seed(tmp_path)


def files_in(folder: Path) -> dict[str, bytes]:
    every = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in every}


def files_in_other_seed(folder: Path) -> dict[str, bytes]:
    simulate(folder / "other", Wanted("small", 14, 6, tables=True))
    return files_in(folder / "other")


def test_the_truth_again_from_the_files_with_the_csv_module(made: Path, truth: dict[str, Any]) -> None:
    """Crimes by ward and month, and the middle of the times, counted from what was written."""
    with (made / "lookups/lsoa-to-ward.csv").open(encoding="utf-8", newline="") as file:
        ward = {row["LSOA"]: row["Ward"] for row in csv.DictReader(file)}
    crimes = Counter(
        (ward.get(row["LSOA code"], ""), row["Month"])
        for row in rows_of_zips(made, "street")
        if row["Crime type"] != "Anti-social behaviour"
    )
    areas = yaml.safe_load((made / "plan.yaml").read_text(encoding="utf-8"))["areas"]["list"]
    tried = 0
    for area in areas:
        for period, value in truth["values"]["all-crime"][""][area["id"]].items():
            if area["level"] == "ward" and period[0].isdigit():
                assert value == str(crimes[area["code"], period]), (area, period)
                tried += 1
    assert tried == 6 * MONTHS
    whole = sum(number for (_, month), number in crimes.items() if month == "2020-04")
    assert truth["values"]["all-crime"][""]["f01"]["2020-04"] == str(whole)
    assert crimes["", "2020-04"] > 0, "no row without a ward"


def test_times_again_from_the_files_with_the_csv_module(made: Path, truth: dict[str, Any]) -> None:
    """The seconds from recorded to attended as London's clock shows both, without the rows that the form leaves out."""
    times: dict[str, list[int]] = {}
    left_out = 0
    for row in extract(made, "incidents"):
        if row["grade"] == "emergency" and row["attended"]:
            begun, there = (london(row[name]) for name in ("recorded", "attended"))
            left_out += there < begun
            if there >= begun:
                times.setdefault(row["recorded"][:7], []).append(int(there - begun))
    assert len(times) == MONTHS
    assert left_out > 0
    for month, each in times.items():
        assert truth["values"]["emergency-median"][""]["f01"][month] == str(Fraction(median(map(Fraction, each))))


def test_rows_that_a_form_leaves_out_are_counted(made: Path, truth: dict[str, Any]) -> None:
    calls = [row["call_id"] for row in extract(made, "calls")]
    early = [row for row in extract(made, "incidents") if row["attended"] and row["attended"] < row["recorded"]]
    repeated = len(calls) - len(set(calls))
    assert repeated > 20
    assert len(early) > 20
    assert truth["untidy"]["rows that a form's rules leave out"] == repeated + len(early)
    loaded = load_sources(made, None)
    told = [re.search(r"([\d,]+) of [\d,]+ rows .*left out", line) for line in loaded.lines]
    assert sorted(int(found[1].replace(",", "")) for found in told if found) == sorted([repeated, len(early)])


def test_no_time_lies_in_the_hour_that_the_clock_shows_twice(made: Path) -> None:
    shown = [row[name] for row in extract(made, "incidents") for name in ("recorded", "attended", "closed")]
    on_the_days = [at for at in shown if at[:10] in ("2020-10-25", "2021-10-31")]
    assert len(on_the_days) > 5
    assert [at for at in on_the_days if at[11:13] == "01"] == []


def extract(made: Path, table: str) -> Iterator[dict[str, str]]:
    for path in sorted(made.glob(f"data/{table}-*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def london(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London")).timestamp()


def rows_of_zips(made: Path, kind: str) -> Iterator[dict[str, str]]:
    for path in sorted(made.glob("data/police-uk-*.zip")):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                if name.endswith(f"-{kind}.csv"):
                    yield from csv.DictReader(io.StringIO(packed.read(name).decode("utf-8"), newline=""))


def test_what_is_untidy_is_counted(made: Path, truth: dict[str, Any]) -> None:
    street = list(rows_of_zips(made, "street"))
    untidy = truth["untidy"]
    assert untidy["rows without a place"] == sum(not row["LSOA code"] for row in street)
    assert untidy["rows outside the force"] == sum(row["LSOA code"] == "X01999999" for row in street)
    searches = list(rows_of_zips(made, "stop-and-search"))
    assert 0 < sum(not row["Officer-defined ethnicity"] for row in searches) < untidy["rows without an ethnic group"]
    assert truth["never_published"] == [{"table": "stop_and_search", "force": "f01", "month": "2021-02"}]
    assert not any(row["Date"].startswith("2021-02-1") for row in searches)
    assert {row["Crime type"] for row in street if not row["Crime ID"]} == {"Anti-social behaviour"}
    assert min(untidy.values()) > 0
    assert truth["rows"]["street"] == len(street)


def test_the_tidy_tables_hold_the_rows_of_the_files(made: Path, truth: dict[str, Any]) -> None:
    for table, rows in truth["rows"].items():
        files = sorted((made / "tables" / table).glob("*.parquet"))
        assert sum(pq.read_metadata(file).num_rows for file in files) == rows, table


def test_the_command_writes_a_plan_that_validates_loads_shows_and_builds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "made")
    assert main(["simulate", folder, "--months", "24", "--seed", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["areas"], told["first"], told["last"]) == (10, "2020-04", "2022-03")
    assert {row["table"]: row["rows"] for row in told["tables"]} == json.loads(Path(folder, "truth.json").read_text())[
        "rows"
    ]
    for command in (["validate", folder], ["load", folder], ["show", folder, "all-crime"], ["build", folder, "board"]):
        assert main(command) == 0, capsys.readouterr()
    assert "simulated" in Path(folder, "editions/board/paper.html").read_text(encoding="utf-8").lower()


def test_a_run_of_one_month_validates_and_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "made")
    simulate(Path(folder), Wanted("small", 1, 9))
    for command in (["validate", folder], ["load", folder]):
        assert main(command) == 0, capsys.readouterr()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--size", "huge"], "no size 'huge'; there are small, city, national"),
        (["--months", "0"], "0 months; give 1 to 600"),
        (["--seed", "-1"], "the seed -1 is out of range"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words_and_nothing_is_left(
    given: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", str(tmp_path / "made"), *given]) == 2
    assert says in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["simulate", str(tmp_path)]) == 2
    assert "there is something here already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_each_fault_is_refused_with_the_code_the_truth_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "made"
    simulate(folder, Wanted("small", 3, 2, faults=True))
    faults = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["faults"]
    assert len(faults) >= 10
    wrong = []
    for fault in faults:
        code = main(["load", str(folder), fault["source"], "--json"])
        found = {one["code"] for one in json.loads(capsys.readouterr().out)["findings"] if one["severity"] == "error"}
        if code != 1 or fault["code"] not in found:
            wrong.append((fault, code, found))
    assert wrong == []


def test_a_resident_is_told_what_the_truth_says(
    made: Path, truth: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    plan = yaml.safe_load((made / "plan.yaml").read_text(encoding="utf-8"))
    areas = [area["id"] for area in plan["areas"]["list"]]
    tried = 0
    for area in areas:
        assert main(["area", str(made), area, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        values = truth["values"]["all-crime"][""][area]
        last = int(told["last_month"][:4])
        now, before = (values[f"ye-{year}{told['last_month'][4:]}"] for year in (last, last - 1))
        assert (str(told["crime"]["now"]), str(told["crime"]["before"])) == (now, before), area
        tried += 2
    assert tried >= 10
    print(f"a resident's counts against the truth: {tried} tried, {tried} held")
