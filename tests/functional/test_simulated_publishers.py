"""Tables of publishers in a simulated folder: figures come to the truth, files are laid out as the publishers' are."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from python_calamine import CalamineWorkbook

from peelian.cli.main import main
from peelian.editions.workfolder import open_figures
from peelian.simulate import simulate as simulating
from peelian.simulate.publishers.publishers import TABLES
from peelian.simulate.simulate import Wanted, simulate
from peelian.simulate.sizes import SIZES
from tests.functional.test_simulated_force import as_told, files_in, told

COUNTRY = replace(
    SIZES["small"], forces=5, districts=2, crimes=90, casualties=14, truth_levels=("country", "force", "district")
)
"""Five small forces."""
SHARED = {"extract-road-fatalities", "extract-road-serious-injuries", "extract-road-ksi"}
Row = Mapping[str, str]


@pytest.fixture(name="country", scope="module")
def country_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "country"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulating, "SIZES", {**SIZES, "country": COUNTRY})
        simulate(folder, Wanted("country", 33, 8, tables=True))
    return folder


@pytest.fixture(name="truth", scope="module")
def truth_(country: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((country / "truth.json").read_text(encoding="utf-8"))
    return found


def test_every_figure_of_five_forces_comes_to_what_the_truth_says(country: Path, truth: dict[str, Any]) -> None:
    figures = open_figures(country, None)
    ours = published(country)
    wrong, tried = [], Counter[str]()
    for id, value in told(truth):
        if id.measure in ours:
            found = as_told(figures, id)
            tried[id.measure] += value != "missing"
            wrong += [] if found == value else [f"{id}: {found}, not {value}"]
    assert wrong == []
    assert tried.keys() == ours
    assert min(tried.values()) >= 10, tried.most_common()[-3:]
    values = truth["values"]
    assert values["charged"][""]["f04"]["q-2020-12"] == "suppressed"
    assert values["charged"][""]["f05"]["q-2020-12"] != "suppressed"
    of_forces = [Fraction(values["severity-score"][""][f"f0{n}"]["at-2022-03"]) for n in range(1, 6)]
    assert min(of_forces) < Fraction(values["severity-score"][""]["simulated-country"]["at-2022-03"]) < max(of_forces)
    assert values["published-arrests-for-robbery"][""]["f01"]["ye-2021-03"] == "suppressed"
    print(f"figures of publishers' tables against the truth: {tried.total()} tried, {tried.total()} held")


def published(folder: Path) -> set[str]:
    own = yaml.safe_load((folder / "measures/open-data.yaml").read_text(encoding="utf-8"))
    return {measure["id"] for measure in own} | SHARED


def test_the_tidy_tables_hold_the_rows_of_publishers_too(country: Path, truth: dict[str, Any]) -> None:
    for table in ("recorded_crime", "outcomes_open_data", "arrests", "casualties", "census_ethnic_group"):
        files = (country / "tables" / table).glob("*.parquet")
        assert sum(pq.read_metadata(file).num_rows for file in files) == truth["rows"][table] > 0, table


def test_partnerships_have_the_crimes_that_lie_in_a_district(country: Path, truth: dict[str, Any]) -> None:
    counted: Counter[str] = Counter()
    for row in sheets(country, "prc-csp-*.xlsx", "2021"):
        counted[row["CSP Name"]] += int(row["Number of Offences"])
    areas = {area["name"]: area["id"] for area in plan(country)["areas"]["list"] if area["level"] == "district"}
    assert len(counted) == 10
    told = truth["values"]["recorded-crime-of-partnerships"][""]
    for name, count in counted.items():
        assert told[areas[name]]["ye-2022-03"] == str(count), name
    force = Fraction(truth["values"]["recorded-crime"][""]["f01"]["ye-2022-03"])
    assert Fraction(told["f01"]["ye-2022-03"]) < force


def test_every_crime_of_a_quarter_has_an_outcome_or_none_yet(country: Path) -> None:
    offences: Counter[tuple[str, str]] = Counter()
    for row in sheets(country, "prc-pfa-*.ods", "20"):
        offences[row["Force Name"], row["Financial Year"]] += int(row["Number of Offences"]) * (
            row["Offence Code"] != "80"
        )
    outcomes: Counter[tuple[str, str]] = Counter()
    words = set()
    for path in sorted(country.glob("data/prc-outcomes-open-data-*.csv")):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert not data.endswith(b"\n")
        for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"))):
            text = row["Force outcomes for offences recorded in quarter"]
            words |= {cell for cell in (text, row["Force outcomes recorded in quarter"]) if not cell.isdigit()}
            outcomes[row["Force Name"], row["Financial Year"]] += int(text) if text.isdigit() else 0
            assert (row["Offence code expired"] == "x") == (text == "N/A - offence code expired")
    assert outcomes == offences
    assert words == {"NA", "N/A - offence code expired"}


def test_counts_of_publishers_are_those_of_the_forces_own_files(country: Path, truth: dict[str, Any]) -> None:
    values = truth["values"]
    for force in ("f01", "f05"):
        assert values["published-ksi"][""][force]["ye-2021-12"] == values["ksi"][""][force]["ye-2021-12"]
        assert (
            values["published-officers"][""][force]["at-2022-03"] == values["police-officers"][""][force]["at-2022-03"]
        )
        assert values["people-mid-year"][""][force]["at-2022-06"] == values["residents"][""][force]["at-2022-06"]
        assert values["people-of-forces"][""][force]["at-2022-06"] == values["residents"][""][force]["at-2022-06"]
        assert (
            values["census-people"][""][force]["at-2021-03"] == values["census-people-in-all"][""][force]["at-2021-03"]
        )
        assert values["answered-999"][""][force]["2021-11"] == values["calls-999-answered"][""][force]["2021-11"]
        assert values["answered-999"][""][force]["2021-10"] == "missing"


def test_both_layouts_of_stop_and_search_hold_the_same_searches(country: Path, truth: dict[str, Any]) -> None:
    values = truth["values"]
    old = "searches-in-the-old-layout"
    for force in ("f01", "f03", "f05"):
        for year in ("ye-2021-03", "ye-2022-03"):
            assert values[old][""][force][year] == values["published-searches"][""][force][year]
            ours, theirs = (
                values[f"{old}-arrests"][""][force][year],
                values["published-searches-arrests"][""][force][year],
            )
            assert 0 < int(ours) <= int(theirs)
        black, other = "ethnicity=black-or-black-british", "ethnicity=black"
        assert values[old][black]["simulated-country"] == values["published-searches"][other]["simulated-country"]
    assert "suppressed" in values[f"{old}-arrests-for-drugs"][""]["f01"].values()
    rows = list(sheets(country, "stop-search-open-data-tables-to-2020.ods", "S&S_OD"))
    assert len(rows) == 5 * 2 * 162
    cells = Counter(row[name] for row in rows for name in ("Searches", "Resultant arrests") if not row[name].isdigit())
    assert cells.keys() == {"-", "..", "*"}
    assert cells[".."] == 5 * 2 * 18 * 2


def test_words_of_the_old_layout_of_searches_are_those_of_the_real_file(country: Path, shared: Path) -> None:
    path = shared / "data/home_office/stop-search-open-data-2006-07-to-2018-19.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        names = (
            "legislation", "reason_for_search_arrest", "ethnic_group_self_defined", "ethnicity_self_defined",
        )  # fmt: skip
        real = {tuple(row[name] for name in names) for row in csv.DictReader(file) if row["year_ending"] > "2018"}
    headings = (
        "Legislation", "Reason for search / arrest", "Ethnic Group (self-defined - new style)",
        "Ethnicity (self-defined)",
    )  # fmt: skip
    rows = sheets(country, "stop-search-open-data-tables-to-2020.ods", "S&S_OD")
    assert {tuple(row[name] for name in headings) for row in rows} == real


def test_scores_of_forces_are_those_of_all_recorded_crime(country: Path, truth: dict[str, Any]) -> None:
    ours, theirs = (truth["values"][name][""] for name in ("severity-total", "severity-score"))
    for force in ("f01", "f02", "f03", "f04"):
        assert ours[force] == theirs[force]
    assert ours["f05"]["at-2021-03"] == "suppressed"
    assert ours["f05"]["at-2022-03"] == theirs["f05"]["at-2022-03"]
    rows = rows_of(country / "data/crime-severity-score-total-by-force.csv")
    assert [row["score"] for row in rows if row["score"] == "NA"] == ["NA"]


def test_small_areas_add_up_to_the_people_of_the_census(country: Path, truth: dict[str, Any]) -> None:
    values = truth["values"]
    at = "at-2021-03"
    small, every = values["small-area-people"][""], values["census-people-in-all"][""]
    districts = [area for area in every if area.count("-") == 1 and area != "simulated-country"]
    assert len(districts) == 10
    for area in [*districts, "f01", "simulated-country"]:
        assert small[area][at] == every[area][at]
    path = country / "data/census-lsoa-population-households.csv"
    _, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    number = [[int(row[n].replace(",", "")) for n in (9, 10, 11, 14)] for row in rows]
    assert all(people == homes + elsewhere for people, homes, elsewhere, _ in number)
    for name, place in (("people", 0), ("people-elsewhere", 2), ("households", 3)):
        assert values[f"small-area-{name}"][""]["simulated-country"][at] == str(sum(row[place] for row in number))
    assert any("," in row[9] for row in rows)


def test_the_adjusted_number_of_serious_injuries_is_the_sum_of_chances_kept_to_six_decimals(
    country: Path, truth: dict[str, Any]
) -> None:
    """Rows of the file, each rounded to a millionth, halves up."""
    total: Counter[str] = Counter()
    for row in rows_of(country / "data/dft-road-casualty-statistics-casualty-all-years.csv"):
        if row["casualty_severity"] != "1" and row["collision_year"] == "2021":
            chance = Fraction(row["casualty_adjusted_severity_serious"])
            total[row["collision_index"][4:7]] += int(chance * 10**6 + Fraction(1, 2))
    told = truth["values"]["extract-road-serious-injuries"][""]
    for number in range(5):
        assert told[f"f0{number + 1}"]["ye-2021-12"] == str(Fraction(total[f"90{number}"], 10**6))


def rows_of(path: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def sheets(folder: Path, pattern: str, begins: str) -> Iterator[Row]:
    """The rows of the sheets whose names begin so."""
    [path] = folder.glob(f"data/{pattern}")
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        if name.startswith(begins):
            header, *rows = book.get_sheet_by_name(name).to_python()
            yield from (dict(zip(map(str, header), (text(cell) for cell in row), strict=True)) for row in rows)


def text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def plan(folder: Path) -> Any:
    return yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))


def test_every_workbook_zip_and_source_says_that_it_is_simulated(country: Path) -> None:
    books = [path for path in country.glob("data/*") if path.suffix in (".ods", ".xlsx")]
    assert len(books) == 10
    for path in books:
        book = CalamineWorkbook.from_path(path)
        assert "imulated" in str(book.get_sheet_by_index(0).to_python()), path.name
    for path in country.glob("data/census2021-*.zip"):
        with zipfile.ZipFile(path) as packed:
            assert b"Simulated" in packed.read(next(name for name in packed.namelist() if name.startswith("metadata")))
    sources = yaml.safe_load((country / "sources.yaml").read_text(encoding="utf-8"))
    assert len(sources) > 30
    assert {source["publisher"] for source in sources.values()} == {"Peelian (simulated)"}


SCORES = "crime-severity-score-by-force-offence-group"
HEADINGS = {
    "prc-outcomes-open-data-2020-21.csv": "home_office/prc-outcomes-open-data-2018-19.csv.gz",
    f"{SCORES}.csv": f"ons/{SCORES}-2003-2022.csv.gz",
    "lad-population.csv": "ons/lad-population-2001-2020.csv.gz",
    "census-lsoa-population-households.csv": "ons/census-2011-lsoa-population-households.csv.gz",
    "crime-severity-score-total-by-force.csv": "ons/crime-severity-score-total-by-force-2003-2023.csv",
}


@pytest.mark.parametrize(("ours", "theirs"), HEADINGS.items())
def test_headings_are_those_of_the_real_file(country: Path, shared: Path, ours: str, theirs: str) -> None:
    path = shared / "data" / theirs
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    real, own = (
        next(csv.reader(io.StringIO(one.decode("utf-8-sig")))) for one in (data, (country / "data" / ours).read_bytes())
    )
    assert own == real


def test_recorded_crime_has_the_columns_and_offences_of_the_real_file(country: Path, shared: Path) -> None:
    path = shared / "data/home_office/prc-pfa-2017-18-by-quarter-offence.csv.gz"
    real = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    added = ("", "Policeuk_Cat")  # by whoever made the copy
    ours = list(sheets(country, "prc-pfa-*.ods", "20"))
    assert list(ours[0]) == [name.replace("_", " ") for name in real[0] if name not in added]
    names = ("Code", "Description", "Group", "Subgroup")
    known = {tuple(row[f"Offence_{name}"] for name in names) for row in real}
    assert {tuple(row[f"Offence {name}"] for name in names) for row in ours} <= known


def test_outcome_types_and_ranks_are_those_of_the_real_files(country: Path, shared: Path) -> None:
    path = shared / "data/home_office/prc-outcomes-open-data-2018-19.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        names = ("Outcome Type", "Outcome Description", "Outcome Group")
        known = {tuple(row[name] for name in names) for row in csv.DictReader(file)}
    found = {tuple(row[name] for name in names) for row in rows_of(country / "data/prc-outcomes-open-data-2020-21.csv")}
    assert len(found) >= 14
    assert found <= known
    path = shared / "data/home_office/police-workforce-open-data-2007-2022.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        names = ("rank_description", "worker_type", "sex")
        ranks = {tuple(row[name] for name in names) for row in csv.DictReader(file)}
    rows = sheets(country, "open-data-table-police-workforce-*.ods", "Data")
    ours = {(row["Rank"], row["Worker type"], row["Sex"]) for row in rows}
    assert {rank for rank, _, _ in ours - ranks} <= {"Police Support Volunteer", "Police support volunteer"}
    assert len(ours & ranks) >= 50


def test_the_table_of_people_stands_below_its_title_as_in_the_real_workbook(country: Path, shared: Path) -> None:
    real = CalamineWorkbook.from_path(shared / "data/ons/ukpopestimatesmid2021on2021geographyfinal.xls")
    ours = CalamineWorkbook.from_path(country / "data/ukpopestimates.xlsx")
    headers = [book.get_sheet_by_name("MYE2 - Persons").to_python(skip_empty_area=False)[7] for book in (ours, real)]
    assert headers[0] == headers[1][:5]


def test_the_same_seed_gives_the_same_bytes_and_a_longer_run_the_same_tables(tmp_path: Path) -> None:
    for name, months in (("once", 24), ("again", 24), ("longer", 27)):
        simulate(tmp_path / name, Wanted("small", months, 5, tables=True))
    once, again, longer = (files_in(tmp_path / name) for name in ("once", "again", "longer"))
    assert once == again
    ours = {table.TABLE for table in TABLES} - {"outcomes_open_data", "mid_year_estimates", "force_populations"}
    tables = {path: data for path, data in once.items() if path.startswith("tables/") and path.split("/")[1] in ours}
    assert "tables/casualties/2021-12.parquet" in tables
    assert {path: longer[path] for path in tables} == tables
    of_quarter = "tables/outcomes_open_data/2022-03.parquet"
    assert once[of_quarter] != longer[of_quarter], "outcomes still come in"


def test_a_run_that_ends_in_the_middle_of_a_quarter_validates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    simulate(tmp_path / "made", Wanted("small", 25, 2))
    assert main(["validate", str(tmp_path / "made"), "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    names = {path.name for path in (tmp_path / "made/data").iterdir() if path.suffix in (".ods", ".xlsx")}
    assert len(names) == 10
    assert not [one for one in findings if one["severity"] == "error" or any(name in one["where"] for name in names)]
