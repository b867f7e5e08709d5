"""A simulated force: the engine, from the publishers' files to figures, must come to what truth.json says, exactly."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest
import yaml

import peelian
from peelian.cli.main import main
from peelian.contracts.model import Contract
from peelian.editions.showing import Shown, show
from peelian.editions.workfolder import load_sources, open_figures
from peelian.errors import Unusable
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId, parse_breakdown
from peelian.periods import parse
from peelian.plan.model import all_kpis
from peelian.simulate.simulate import Wanted, simulate

MONTHS = 27


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


def told(truth: dict[str, Any], kind: str = "values") -> Iterator[tuple[FigureId, Any]]:
    """Every figure of truth.json, with what it must come to."""
    for measure, parts in truth[kind].items():
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
        "distinct", "cohort",
    }  # fmt: skip
    assert min(kinds.values()) >= 40
    assert sum(kinds.values()) > 100_000


def test_every_interval_has_the_ends_that_the_truth_says(truth: dict[str, Any], figures: Figures) -> None:
    kinds: Counter[str] = Counter()
    wrong: list[str] = []
    for id, ends in told(truth, "intervals"):
        found = [as_told(figures, id.of(end)) for end in ("low", "high")]
        kinds[figures.plan.measures[id.measure].kind] += 1
        if found != ends:
            wrong.append(f"{id}: {found}, not {ends}")
    assert wrong == []
    assert kinds.keys() == {"share", "rate", "ratio", "survey"}
    assert min(kinds.values()) >= 300


def test_what_the_truth_gives_no_interval_has_none(truth: dict[str, Any], figures: Figures) -> None:
    with_one = {id for id, _ in told(truth, "intervals")}
    without = [id for id, _ in told(truth) if id not in with_one]
    values = [id for id in without if figures.plan.measures[id.measure].kind in ("ratio", "share", "survey", "rate")]
    tried = [*without[::200], *values[::10]]
    assert len(tried) > 500
    assert [str(id) for id in tried if figures.find(id.of("low")).value is not None] == []


def test_the_truth_holds_every_shipped_definition_and_none_is_of_nothing(truth: dict[str, Any]) -> None:
    """But for those of casualties with an adjusted severity, which the simulated file does not give."""
    shipped = {
        one["id"]: one
        for file in sorted((Path(peelian.__file__).parent / "definitions").glob("extract-*.yaml"))
        for one in yaml.safe_load(file.read_text(encoding="utf-8"))
    }
    assert len(shipped) > 150
    told = truth["values"]
    assert {id for id, one in shipped.items() if one["compute"].get("table") != "casualties"} <= told.keys()
    for id in shipped.keys() & told.keys():
        [whole] = {area for part in told[id].values() for area in part if area == "f01"}
        values = {value for part in told[id].values() for value in part[whole].values()}
        assert values - {"0", "missing"}, id
    broken_down = {id for id, one in shipped.items() if one.get("breakdowns") and id in told}
    assert {id for id in broken_down if len(told[id]) < 2} == set()


def test_there_is_an_extract_in_each_form(made: Path) -> None:
    sources = yaml.safe_load((made / "sources.yaml").read_text(encoding="utf-8"))
    assert {one["contract"] for one in sources.values() if one["format"] == "extract"} == set(get_args(Contract))


def test_a_city_comes_to_what_the_truth_says_wherever_it_is_tried(tmp_path: Path) -> None:
    """176 areas, 1,680 neighbourhoods: every 199th figure of three months."""
    simulate(tmp_path / "city", Wanted("city", 3, 4))
    truth = json.loads((tmp_path / "city/truth.json").read_text(encoding="utf-8"))
    figures = open_figures(tmp_path / "city", None)
    tried = list(told(truth))[::199]
    assert len(tried) > 600
    assert len({id.measure for id, _ in tried}) > 100
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
    assert {value for _, value in told(truth) if not value.lstrip("-")[0].isdigit()} == {"missing", "suppressed"}


@pytest.mark.parametrize(
    ("measure", "asked"),
    [
        ("search-ratio", {"breakdown": "ethnicity=nobody", "period": "2020-09"}),
        ("searches", {"breakdown": "ethnicity=nobody"}),
    ],
)
def test_the_parts_that_can_be_asked_for_are_named(made: Path, measure: str, asked: dict[str, str]) -> None:
    with pytest.raises(Unusable, match="give a part with --breakdown: ethnicity=asian, ethnicity=black"):
        shown(made, measure, **asked)


@pytest.mark.parametrize(
    ("asked", "period", "said"),
    [({}, "ye-2022-06", "YE Jun 2022"), ({"period": "2020-09"}, "2020-09", "Sep 2020")],
)
def test_a_ratio_is_shown_part_by_part(made: Path, asked: dict[str, str], period: str, said: str) -> None:
    told = shown(made, "search-ratio", **asked)
    assert [figure["id"] for figure in told.answer["figures"]] == [
        f"search-ratio/f01/ethnicity={group}/{period}/value" for group in ("asian", "black", "mixed", "other")
    ]
    assert f"By part, {said}; --breakdown shows one alone:" in told.lines[2]
    assert [line.split()[0] for line in told.lines[3:]] == [
        f"ethnicity={group}" for group in ("asian", "black", "mixed", "other")
    ]


@pytest.mark.parametrize("measure", ["search-ratio", "searches"])
def test_a_part_of_records_is_shown_month_by_month(made: Path, measure: str) -> None:
    levels = shown(made, measure, breakdown="ethnicity=black").answer["figures"]
    assert isinstance(levels, list)
    assert len(levels) >= MONTHS - 2
    assert all(f"{measure}/f01/ethnicity=black/2" in level["id"] for level in levels)


def shown(made: Path, measure: str, **asked: str) -> Shown:
    given: dict[str, Any] = {"area": None, "period": None, "document": None, "breakdown": "", **asked}
    return show(made, measure, **given)


def test_a_second_run_writes_the_same_bytes_and_a_longer_one_the_same_months(tmp_path: Path) -> None:
    for name, months in (("once", 14), ("again", 14), ("longer", 20)):
        simulate(tmp_path / name, Wanted("small", months, 5, tables=True))
    once, again, longer = (files_in(tmp_path / name) for name in ("once", "again", "longer"))
    assert once == again
    tables = {path: data for path, data in once.items() if path.startswith("tables/")}
    months = {path: data for path, data in tables.items() if path.split("/")[1] not in OF_THE_LATEST_YEAR}
    assert len(months) > 100
    differ = {path for path in months if longer[path] != months[path]}
    assert {path.split("/")[1] for path in differ} == MATURING
    assert min(path[-15:-8] for path in differ) > "2020-07", "what is decided within ten months is known in both"
    assert files_in(tmp_path / "once") != files_in_other_seed(tmp_path)


MATURING = {
    "complaints",
    "crime_outcomes",
    "op_snap",
    "orders",
    "outcomes_open_data",
    "road_enforcement",
    "vehicles_seized",
}
"""Records that something comes of later: a longer run knows more of the latest months."""
OF_THE_LATEST_YEAR = {"force_populations", "mid_year_estimates"}
"""Tables that publishers issue for one year alone."""


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


def before(first: str, second: str) -> Callable[[dict[str, str]], bool]:
    """Whether the second day or time of a row is there, and before the first."""
    return lambda row: bool(row[second]) and row[second] < row[first]


LEFT_OUT: dict[str, Callable[[dict[str, str]], bool]] = {
    "incidents": before("recorded", "attended"),
    "crimes": before("occurred_from", "recorded"),
    "crime-outcomes": before("crime_recorded", "assigned"),
    "stops": lambda row: row["power"] == "pace-99",
    "use-of-force": lambda row: int(row["tactic_number"]) > 30,
    "complaints": lambda row: row["outcome"] != "" and row["finalised"] == "",
    "workforce": lambda row: float(row["fte"]) > 2,
    "training": lambda row: row["completed"] == "yes" and row["completed_on"] == "",
    "vehicles-seized": before("seized", "released"),
    "op-snap": before("received", "decided"),
    "road-enforcement": before("offence_on", "decided"),
    "custody-arrests": before("arrested", "arrived"),
    "orders": before("made", "ended"),
}
"""By extract: what its spoilt rows have. Those of the others stand there twice."""
TWICE = {"calls": ("call_id",), "survey-responses": ("response_id", "question")}


def test_rows_that_a_form_leaves_out_are_counted(made: Path, truth: dict[str, Any]) -> None:
    left_out = {table: sum(map(is_spoilt, extract(made, table))) for table, is_spoilt in LEFT_OUT.items()}
    for table, key in TWICE.items():
        keys = [tuple(row[name] for name in key) for row in extract(made, table)]
        left_out[table] = len(keys) - len(set(keys))
    assert len(left_out) == 15
    assert min(left_out.values()) > 10
    assert truth["untidy"]["rows that a form's rules leave out"] == sum(left_out.values())
    loaded = load_sources(made, None)
    told = [re.search(r"([\d,]+) of [\d,]+ rows .*left out", line) for line in loaded.lines]
    assert sorted(int(found[1].replace(",", "")) for found in told if found) == sorted(left_out.values())
    lists = [Path(line.split("listed in ")[1]) for line, found in zip(loaded.lines, told, strict=True) if found]
    assert all(any(folder.glob("*.parquet")) for folder in lists)


def test_records_of_several_extracts_fit_each_other(made: Path) -> None:
    """An outcome is of a crime in the extract of crimes, and what it says of it is what stands there."""
    crimes = {row["crime_id"]: row for row in extract(made, "crimes")}
    outcomes = [row for row in extract(made, "crime-outcomes") if not LEFT_OUT["crime-outcomes"](row)]
    assert len(outcomes) > 1000
    names = ("offence_code", "domestic_abuse", "vawg", "area_code")
    differ = [o for o in outcomes if any(o[name] != crimes[o["crime_id"]][name] for name in names)]
    assert differ == []
    assert all(o["crime_recorded"] == crimes[o["crime_id"]]["recorded"] for o in outcomes)
    people = {(row["month"], row["person_id"]) for row in extract(made, "workforce")}
    trained = [(row["month"], row["person_id"]) for row in extract(made, "training")]
    assert len(trained) > 1000
    assert {person for person in trained if not person[1].startswith("X")} <= people


def test_women_in_post_are_as_many_as_the_headcounts_say(truth: dict[str, Any]) -> None:
    values = truth["values"]
    assert values["extract-officers"][""]["f01"] == values["police-officers"][""]["f01"]
    assert values["extract-officers-women"][""]["f01"] == values["police-officers-women"][""]["f01"]


def sound(made: Path, table: str) -> list[dict[str, str]]:
    return [row for row in extract(made, table) if not LEFT_OUT[table](row)]


def months_after(month: str, later: str) -> int:
    (year, number), (other, last) = (map(int, text.split("-")[:2]) for text in (month, later))
    return (other - year) * 12 + last - number


def test_crimes_that_came_to_something_again_from_the_files(made: Path, truth: dict[str, Any]) -> None:
    positive = set(yaml.safe_load((made / "plan.yaml").read_text(encoding="utf-8"))["lists"][1]["values"])
    crimes: dict[str, set[str]] = {}
    for row in sound(made, "crime-outcomes"):
        in_time = months_after(row["crime_recorded"], row["assigned"]) <= 6
        if row["outcome"] in positive and not row["replaced"] and in_time:
            crimes.setdefault(row["crime_recorded"][:7], set()).add(row["crime_id"])
    values = truth["values"]["extract-positive-outcomes-of-crimes"][""]["f01"]
    tried = {month: value for month, value in values.items() if month in crimes and value != "missing"}
    assert len(tried) == MONTHS - 6
    assert tried == {month: str(len(crimes[month])) for month in tried}


def test_repeat_victims_again_from_the_files(made: Path, truth: dict[str, Any]) -> None:
    rows = [row for row in sound(made, "crimes") if row["cancelled"] == "no" and row["victim_id"]]
    values = truth["values"]["extract-repeat-victims"][""]["f01"]
    tried = 0
    for month, value in values.items():
        if not month[0].isdigit() or value == "missing":
            continue
        of_year = Counter(row["victim_id"] for row in rows if 0 <= months_after(row["recorded"], month) < 12)
        there = {row["victim_id"] for row in rows if row["recorded"].startswith(month)}
        assert value == str(sum(of_year[victim] >= 2 for victim in there)), month
        tried += 1
    assert tried == MONTHS - 11


def test_harm_again_from_the_files(made: Path, truth: dict[str, Any]) -> None:
    """An offence without a weight leaves no value."""
    for kind in ("severity-score", "local"):
        with (made / f"data/weights-{kind}.csv").open(encoding="utf-8", newline="") as file:
            weights = {row["offence_code"]: Fraction(row["weight"]) for row in csv.DictReader(file)}
        harm: dict[str, Fraction | None] = {}
        for row in sound(made, "crimes"):
            if row["cancelled"] == "no":
                weight, so_far = weights.get(row["offence_code"]), harm.get(row["recorded"][:7], Fraction())
                harm[row["recorded"][:7]] = None if weight is None or so_far is None else so_far + weight
        told = truth["values"][f"extract-harm-{kind.removesuffix('-score')}"][""]["f01"]
        assert {month: told[month] for month in harm} == {
            m: str(v) if v is not None else "missing" for m, v in harm.items()
        }
        assert len(harm) == MONTHS
        assert (None in harm.values()) == (kind == "local")


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
        (
            ["--only-tables", "--faults"],
            "faults are in publishers' files, of which none are written; leave out --faults",
        ),
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


@pytest.mark.parametrize("more", [[], ["--only-tables"]])
def test_a_folder_that_cannot_be_made_is_named_as_it_was_given(
    more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.txt").write_text("mine")
    assert main(["simulate", "mine.txt/made", "--months", "1", *more]) == 2
    said = capsys.readouterr().err
    assert f"{Path('mine.txt/made')}: it is a file, or lies in one; a folder is needed" in said
    assert ".new" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


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
