"""Real files of open data, from the publishers' files to figures, against a plain count with the csv module."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from peelian.measures.computed import Computed
from peelian.measures.model import Measure
from peelian.periods import month, parse
from peelian.series.model import Observation
from peelian.sources.model import AreaCodes, Column, Expect, MonthSpan, Source
from peelian.sources.open_data.forces import forces
from peelian.sources.store import load
from tests.spec.worlds import measure

RECEIVED = date(2026, 1, 1)
FORCES = {force.code: force.file for force in forces() if force.code}
WEST_MIDLANDS = "west-midlands"
Observe = Callable[..., Observation]


def rows(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def open_data(format: str, file: str, **more: Any) -> Source:
    """A source of open data in table `t`, from one file."""
    return Source(
        title="Open data",
        publisher="A publisher",
        format=format,  # type: ignore[arg-type]
        files=(file,),
        origin="https://www.gov.uk/",
        licence="OGL-3.0",
        received=RECEIVED,
        published=RECEIVED,
        **{"table": "t", **more},
    )


@contextmanager
def computed(
    path: Path,
    format: str,
    folder: Path,
    places: Mapping[str, str],
    measures: list[dict[str, Any]],
    beside: Mapping[str, Source] | None = None,
    **more: Any,
) -> Iterator[Observe]:
    """The figures of a real file in table `t` of a plan with these areas by code, and with the sources beside it."""
    (folder / path.name).write_bytes(path.read_bytes())
    source = open_data(format, path.name, **more)
    ids = {area: area for area in places.values()}
    loaded = load({"one": source, **(beside or {})}, folder, folder / "store", {**places, **ids, "all": "all"})
    assert [finding.line() for finding in loaded.findings] == []
    made: dict[str, Measure] = {each["id"]: measure(each) for each in measures}
    inside = {"all": tuple(places.values())}
    answers = Computed(made, loaded.tables, lambda area: inside.get(area, ()), "all")

    def observe(id: str, area: str, period: str, *part: tuple[str, str]) -> Observation:
        return answers.observe(id, area, part, parse(period))

    yield observe
    answers.close()


def count(id: str, column: str, **where: Any) -> dict[str, Any]:
    return {"id": id, "kind": "count", "compute": {"table": "t", "sum": column, "where": where}}


def level(id: str, column: str, **where: Any) -> dict[str, Any]:
    return {"id": id, "kind": "level", "compute": {"table": "t", "column": column, "where": where}}


def test_recorded_crime_of_every_force_and_quarter(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/home_office/prc-pfa-2017-18-by-quarter-offence.csv.gz"
    totals: Counter[tuple[str, str]] = Counter()
    for row in rows(path):
        totals[row["Force_Name"], row["Financial_Quarter"]] += int(row["Number_of_Offences"])
    quarters = {"1": "q-2017-06", "2": "q-2017-09", "3": "q-2017-12", "4": "q-2018-03"}
    tried = 0
    with computed(path, "home-office-crime", tmp_path, FORCES, [count("crime", "offences")]) as observe:
        for force in forces():
            spelt = [text for text in force.home_office if (text, "1") in totals]
            for number, period in quarters.items() if force.code and spelt else ():
                assert observe("crime", force.file, period).value == totals[spelt[0], number], (force, number)
                tried += 1
        assert observe("crime", WEST_MIDLANDS, "ye-2018-03").value == 233_393  # the collection's README says so
        whole = sum(n for (name, _), n in totals.items() if name not in WITHOUT_AREA)
        assert observe("crime", "all", "ye-2018-03").value == whole
        assert observe("crime", WEST_MIDLANDS, "2018-03").status == "missing"
    assert tried == 43 * 4
    print(f"real quarters against a plain count: {tried} tried, {tried} held")


def test_recorded_crime_cut_short_on_a_line_end_is_refused(shared: Path, tmp_path: Path) -> None:
    """Cut inside a force, after one and in the first year of a file: each is told, and nothing is loaded."""
    path = shared / "data/home_office/prc-pfa-2017-18-by-quarter-offence.csv.gz"
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    quarter = [n for n, line in enumerate(lines) if b",2017/18,4,West Midlands," in line]
    says = {
        quarter[60]: "has 60 rows of West Midlands in the quarter to 2018-03 and 131 of each other force",
        quarter[0]: "in the quarter to 2018-03 holds 40 of the 43 forces that it has in other quarters; no row is of "
        "'West Yorkshire', 'West Midlands', 'Wiltshire'",
        2_000: "holds 15 of the 43 territorial forces of England and Wales",
    }
    for end, words in says.items():
        folder = tmp_path / str(end)
        folder.mkdir()
        (folder / "cut.csv").write_bytes(b"".join(lines[:end]))
        one = open_data("home-office-crime", "cut.csv")
        loaded = load({"one": one}, folder, folder / "store", FORCES)
        assert loaded.tables == {}
        assert any(f.severity == "error" and f.says.startswith(words) for f in loaded.findings), words


def test_harm_is_recorded_crime_times_weights(shared: Path, tmp_path: Path) -> None:
    """The weights are made up, each code's own number: the real ones are not held. Codes end in letters too."""
    path = shared / "data/home_office/prc-pfa-2017-18-by-quarter-offence.csv.gz"
    given = [(row["Force_Name"], row["Offence_Code"], int(row["Number_of_Offences"])) for row in rows(path)]
    weights = {code: 1 + sum(map(ord, code)) % 400 for _, code, _ in given}
    lines = "".join(f"2017-04,{code},{weight}\n" for code, weight in weights.items())
    (tmp_path / "weights.csv").write_text(f"Month,Code,Weight\n{lines}", encoding="utf-8")
    columns = {
        "month": Column("Month", "month"),
        "offence_code": Column("Code"),
        "weight": Column("Weight", "integer"),
    }
    beside = open_data("tidy", "weights.csv", table="weights", columns=columns, slice="file")
    spec = {"table": "t", "key": "offence_code", "weights": "weights", "weight": "weight", "sum": "offences"}
    harm = {"id": "harm", "kind": "weighted_sum", "unit": "score", "compute": spec}
    tried = 0
    with computed(path, "home-office-crime", tmp_path, FORCES, [harm], {"weights": beside}) as observe:
        for force in forces():
            worked = [count * weights[code] for name, code, count in given if name in force.home_office]
            if force.code and worked:
                assert observe("harm", force.file, "ye-2018-03").value == sum(worked), force
                tried += 1
    assert tried == 43
    print(f"harm of a force against a plain sum: {tried} tried, {tried} held")


WITHOUT_AREA = {force.home_office[0] for force in forces() if not force.code and force.home_office}


def test_outcomes_of_a_year(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/home_office/prc-outcomes-open-data-2018-19.csv.gz"
    column = "Force outcomes recorded in quarter"
    charged: Counter[str] = Counter()
    every, withheld = 0, set()
    for row in rows(path):
        name, text = row["Force Name"], row[column]
        if text != "NA":
            charged[name] += int(text) * (row["Outcome Type"] == "1")
            every += int(text) * (name == "West Midlands")
        elif row["Outcome Type"] == "1":
            withheld.add(name)
    one = count("charged", "outcomes_in_quarter", outcome_type="1")
    blank = count("any", "outcomes_in_quarter")
    given = count("given", "outcomes_in_quarter", outcomes_in_quarter={"blank": False})
    with computed(path, "home-office-outcomes", tmp_path, FORCES, [one, blank, given]) as observe:
        for force in forces():
            if force.code and force.home_office[0] in charged.keys() - withheld:
                assert observe("charged", force.file, "ye-2019-03").value == charged[force.home_office[0]], force
        assert withheld == {"Bedfordshire"}  # a force that gave no outcomes for one quarter has no year
        assert observe("charged", "bedfordshire", "ye-2019-03").status == "suppressed"
        assert observe("any", WEST_MIDLANDS, "ye-2019-03").status == "suppressed"  # a type that is no outcome is NA
        assert observe("given", WEST_MIDLANDS, "ye-2019-03").value == every > 0
    assert len(charged) >= 43


def test_searches_of_every_year(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/home_office/stop-search-open-data-2006-07-to-2018-19.csv.gz"
    totals: Counter[str] = Counter()
    for row in rows(path):
        if row["force_name"] == "West Midlands" and row["searches"] != "NA":
            totals[row["year_ending"][:7]] += int(row["searches"])
    measures = [count("searches", "searches", searches={"blank": False}), count("all-cells", "searches")]
    with computed(path, "home-office-stop-and-search", tmp_path, FORCES, measures) as observe:
        assert len(totals) == 13
        for year, total in totals.items():
            assert observe("searches", WEST_MIDLANDS, f"ye-{year}").value == total
        assert observe("all-cells", WEST_MIDLANDS, "ye-2019-03").status == "suppressed"
        assert observe("searches", WEST_MIDLANDS, "q-2019-03").status == "missing"


def test_arrests_of_every_year(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/home_office/arrests-open-data-2006-07-to-2017-18.csv.gz"
    totals: Counter[str] = Counter()
    for row in rows(path):
        if row["force_name"] == "West Midlands" and row["arrests"] != "NA":
            totals[row["year_ending"][:7]] += int(row["arrests"])
    one = count("arrests", "arrests", arrests={"blank": False})
    with computed(path, "home-office-arrests", tmp_path, FORCES, [one], force=WEST_MIDLANDS) as observe:
        assert len(totals) == 12
        for year, total in totals.items():
            assert observe("arrests", WEST_MIDLANDS, f"ye-{year}").value == total
        assert observe("arrests", "durham", "ye-2018-03").status == "missing"


def test_workforce_of_every_force(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/home_office/police-workforce-open-data-2007-2022.csv.gz"
    officers: Counter[tuple[str, str]] = Counter()
    volunteers = 0
    for row in rows(path):
        if row["worker_type"] == "police officer":
            officers[row["geo_code"], row["date"][:7]] += int(row["total_headcount"])
        if row["geo_code"] == "E23000014" and row["date"] == "2022-03-01":
            volunteers += int(row["total_headcount"]) * (row["rank_description"].lower() == "police support volunteer")
    measures = [
        level("officers", "headcount", worker_type="police officer"),
        level("volunteers", "headcount", rank="Police Support Volunteer"),
    ]
    with computed(path, "home-office-workforce", tmp_path, FORCES, measures) as observe:
        tried = [(code, at) for code, at in officers if code in FORCES]
        for code, at in tried:
            assert observe("officers", FORCES[code], f"at-{at}").value == officers[code, at], (code, at)
        assert observe("volunteers", WEST_MIDLANDS, "at-2022-03").value == volunteers > 0
    assert len(tried) >= 43 * 16


def test_severity_scores(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/ons/crime-severity-score-by-force-offence-group-2003-2022.csv.gz"
    one = level("score", "severity_score", offence_group="Total recorded crime")
    found = [row for row in rows(path) if row["offence_group"] == "Total recorded crime" and row["code"] in FORCES]
    with computed(path, "ons-severity-scores", tmp_path, FORCES, [one]) as observe:
        for row in found:
            got = observe("score", FORCES[row["code"]], f"at-{row['year_ending'][:7]}")
            if row["severity_score"] == ":":
                assert got.value is None
            else:
                assert got.value is not None
                assert abs(got.value - Fraction(row["severity_score"])) <= Fraction(1, 2_000_000)
    assert len(found) >= 42 * 20


def test_severity_scores_of_all_crime(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/ons/crime-severity-score-total-by-force-2003-2023.csv"
    one = level("score", "severity_score", offence_group="Total recorded crime")
    tried = 0
    with computed(path, "ons-severity-totals", tmp_path, FORCES, [one]) as observe:
        for row in rows(path):
            got = observe("score", FORCES[row["code"]], f"at-{row['year']}-03").value
            if row["score"] == "NA":
                assert (row["name"], got) == ("City of London", None)
                continue
            assert got is not None
            assert abs(got - Fraction(row["score"])) <= Fraction(1, 2_000_000)
            tried += 1
    assert tried == 42 * 21


def test_people_and_households_of_small_areas_in_2011(shared: Path, tmp_path: Path) -> None:
    """The file as it came: thousands commas, a column without a heading, and three that are called "Persons"."""
    path = shared / "data/ons/census-2011-lsoa-population-households.csv.gz"
    table = list(csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8-sig"))))[1:]
    names = ("people", "people_in_households", "people_in_establishments", "households")
    totals: Counter[tuple[str, str]] = Counter()
    for row in table:
        for name, at in zip(names, (9, 10, 11, 14), strict=True):
            totals[row[2], name] += int(row[at].replace(",", ""))
    areas = {code: code.lower() for code, _ in totals}
    assert (len(table), len(areas)) == (34_753, 348)
    more: dict[str, Any] = {"as_at": date(2011, 3, 27), "areas": AreaCodes("Local authority code")}
    with computed(path, "census-small-areas", tmp_path, areas, [level(n, n) for n in names], **more) as observe:
        for code, area in areas.items():
            for name in names:
                assert observe(name, area, "at-2011-03").value == totals[code, name], (code, name)
        assert observe("people", "all", "at-2011-03").value == 56_075_912  # England and Wales, as the ONS states it


def test_breath_tests_whose_month_stands_in_two_columns(shared: Path, tmp_path: Path) -> None:
    """Read by a mapping: the last two rows, of nothing but NA, are left out by `last_row`."""
    path = shared / "data/roads/breath-tests-by-force-month-2002-2018.csv.gz"
    given = [row for row in rows(path) if row["force"] != "NA"]
    spelt = {text: FORCES[force.code] for force in forces() if force.code for text in force.spellings}
    names = {row["force"]: spelt[row["force"]] for row in given}
    positive: Counter[tuple[str, str]] = Counter()
    withheld = set()
    for row in given:
        if row["type"] == "positive":
            key = (names[row["force"]], row["year"])
            if row["count"] == "NA":
                withheld.add(key)
            else:
                positive[key] += int(row["count"])
    columns = {
        "month": Column("year", "month", "%Y %B", beside="month"),
        "result": Column("type"),
        "tests": Column("count", "integer", values={"NA": ""}, blank="keep", negative="keep"),
    }
    more: dict[str, Any] = {
        "columns": columns,
        "areas": AreaCodes("force", values=names),
        "last_row": len(given) + 1,
        "expect": Expect(months=MonthSpan("2002-01", "2018-12")),
    }
    one = count("positive", "tests", result="positive")
    with computed(path, "tidy", tmp_path, FORCES, [one], **more) as observe:
        for area, year in {(names[row["force"]], row["year"]) for row in given}:
            got = observe("positive", area, f"cy-{year}")
            if (area, year) in withheld:
                assert got.status == "suppressed"
            else:
                assert got.value == positive[area, year]
        assert observe("positive", WEST_MIDLANDS, "2018-12").value == sum(
            int(row["count"])
            for row in given
            if (row["force"], row["year"], row["month"], row["type"])
            == ("West Midlands", "2018", "December", "positive")
        )
    assert (len(names), len(given)) == (43, 17_544)


def test_populations_of_local_authorities(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/ons/lad-population-2001-2020.csv.gz"
    areas = {row["code"]: row["code"].lower() for row in rows(path)}
    with computed(path, "ons-population", tmp_path, areas, [level("people", "people")]) as observe:
        for row in rows(path)[::37]:
            got = observe("people", row["code"].lower(), f"at-{row['year']}-06")
            assert got.value == int(row["population"])


def test_mid_year_estimates_of_the_old_workbook(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/ons/ukpopestimatesmid2021on2021geographyfinal.xls"
    areas = {"E08000025": "birmingham", "E92000001": "england"}
    as_at = date(2021, 6, 30)
    one = [level("people", "people")]
    with computed(path, "ons-mid-year-estimates", tmp_path, areas, one, as_at=as_at) as observe:
        # typed from sheet "MYE2 - Persons" of the ONS's mid-2021 estimates on 2021 geography
        assert observe("people", "birmingham", "at-2021-06").value == 1_142_494
        assert observe("people", "england", "at-2021-06").value == 56_536_419


def test_census_groups_of_forces_and_districts(shared: Path, tmp_path: Path) -> None:
    groups = {"breakdowns": {"group": "ethnic_group"}}
    one = [level("people", "people", level="group") | groups, level("total", "people", level="all")]
    as_at = date(2011, 3, 27)
    path = shared / "data/ons/census-2011-ethnic-group-by-police-force-area.csv"
    (typed,) = (row for row in rows(path) if row["PFA16NM"] == "West Midlands")
    total = next(int(text) for name, text in typed.items() if "All categories" in name)
    (tmp_path / "a").mkdir()
    with computed(path, "census-ethnic-group", tmp_path / "a", FORCES, one, as_at=as_at) as observe:
        assert observe("total", WEST_MIDLANDS, "at-2011-03").value == total
        assert observe("people", WEST_MIDLANDS, "at-2011-03").value == total  # the groups make the whole
        white = observe("people", WEST_MIDLANDS, "at-2011-03", ("group", "white")).value
        assert white == int(typed["Ethnic Group: White; measures: Value"])
    path = shared / "data/ons/census-2011-ethnic-group-by-lad.csv"
    areas = {row["geography code"]: row["geography code"].lower() for row in rows(path)}
    (tmp_path / "b").mkdir()
    with computed(path, "census-ethnic-group", tmp_path / "b", areas, one, as_at=as_at) as observe:
        for area in areas.values():
            assert observe("people", area, "at-2011-03").value == observe("total", area, "at-2011-03").value


def test_the_raw_sample_of_collisions(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/roads/stats19-collision-raw-sample.csv"
    one = {"id": "collisions", "kind": "count", "compute": {"table": "t"}}
    with computed(path, "stats19-collisions", tmp_path, FORCES, [one], expect=Expect(whole=False)) as observe:
        assert observe("collisions", "metropolitan", month(2023, 6).id).value == 1
        assert observe("collisions", "sussex", month(2023, 5).id).value == 1
