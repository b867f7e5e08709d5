"""Open data of the ONS, the census and STATS19, row by row: what each oddity of the files becomes."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from peelian.series.tables import window
from peelian.sources.model import AreaCodes
from tests.unit.sources.open_data.raw import (
    CASUALTIES,
    CENSUS,
    COLLISIONS,
    POPULATION,
    SCORES,
    SMALL_AREAS,
    TOTALS,
    VEHICLES,
    open_load,
)
from tests.unit.sources.raw_files import rows_of, xlsx

JANUARY, JUNE, DECEMBER = date(2022, 1, 1), date(2022, 6, 1), date(2022, 12, 1)


def test_scores_are_levels_of_the_year_that_ends(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "ons-severity-scores", SCORES.data())
    table = loaded.tables["counts"]
    assert (table.grain, table.months) == ("month", {date(2022, 3, 1), date(2023, 3, 1)})
    assert rows_of(loaded, "counts", "month, area, offence_group, severity_score") == [
        (date(2022, 3, 1), "middle", "Robbery", Decimal("2.5")),
        (date(2022, 3, 1), "middle", "Total recorded crime", Decimal("20.123457")),
        (date(2023, 3, 1), "middle", "Total recorded crime", Decimal(21)),
    ]


def test_a_score_that_is_not_available_is_blank(tmp_path: Path) -> None:
    codes = AreaCodes("code", values={"E23000034": "capital"}, else_="leave-out")
    loaded = open_load(tmp_path, "ons-severity-scores", SCORES.data(), areas=codes)
    assert ("capital", None) in rows_of(loaded, "counts", "area, severity_score")


def test_a_heading_with_a_line_break_in_quotes(tmp_path: Path) -> None:
    data = SCORES.data().replace(b"2021/22,", b"\"Apr '21 to \nMar '22...20\",")
    loaded = open_load(tmp_path, "ons-severity-scores", data)
    assert len(rows_of(loaded, "counts", "month")) == 3


def test_populations_are_of_the_middle_of_the_year(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "ons-population", POPULATION.data())
    assert rows_of(loaded, "counts", "month, area, people") == [
        (date(2021, 6, 1), "city", 1142494),
        (JUNE, "borough", 316920),
        (JUNE, "city", 1157603),
    ]


MYE2 = [
    ["MYE2: population estimates"],
    *([None] for _ in range(6)),
    ["Code", "Name", "Geography", "All ages", 0, 1],
    ["K02000001", "UNITED KINGDOM", "Country", 67000000, 700000, 700001],
    ["E08000025", "Birmingham", "Metropolitan District", 1142494, 14000, 14001],
    ["E09000022", "Lambeth", "London Borough", 316800, 3000, 3001],
]


def test_mid_year_estimates_are_of_the_day_that_sources_yaml_says(tmp_path: Path) -> None:
    data = xlsx(MYE2, "MYE2 - Persons", more=("Contents",))
    loaded = open_load(tmp_path, "ons-mid-year-estimates", data, "given.xlsx", as_at=date(2021, 6, 30))
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", "month, area, geography, people") == [
        (date(2021, 6, 1), "borough", "London Borough", 316800),
        (date(2021, 6, 1), "city", "Metropolitan District", 1142494),
    ]


def test_mid_year_estimates_without_a_day_are_refused(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "ons-mid-year-estimates", xlsx(MYE2, "MYE2 - Persons"), "given.xlsx")
    (finding,) = loaded.findings
    assert (finding.code, finding.where) == ("source-settings", "given.xlsx")
    assert "write it as 'as_at'" in finding.says


def test_numbers_of_publishers_may_have_thousands_commas(tmp_path: Path) -> None:
    """Also in the columns of a heading that stands three times, by either reader."""
    data = SMALL_AREAS.data().replace(b"1204,1180", b'"1,204","1,180"').replace(b",610.5,", b',"1,610.5",')
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    for file, name in ((data, "given.csv"), (xlsx(rows), "given.xlsx")):
        loaded = open_load(tmp_path / name, "census-small-areas", file, name)
        columns = "area, people, people_in_households, people_in_establishments, hectares, households"
        assert rows_of(loaded, "counts", columns, "area DESC, people") == [
            ("city", 1204, 1180, 24, Decimal("1610.5"), 501),
            ("city", 1355, 1355, 0, 150, 590),
            ("borough", 1702, 1702, 0, 8, 799),
        ]


@pytest.mark.parametrize("text", ["12,04", "1,2040", "1204,", "1,204.5"])
def test_commas_that_part_no_thousands_are_refused(tmp_path: Path, text: str) -> None:
    data = SMALL_AREAS.data().replace(b"1204", f'"{text}"'.encode())
    loaded = open_load(tmp_path, "census-small-areas", data)
    assert [(finding.code, finding.where) for finding in loaded.findings] == [("source-value", "given.csv:2")]
    assert loaded.tables == {}


def test_a_heading_that_stands_twice_where_three_are_known_is_refused(tmp_path: Path) -> None:
    data = SMALL_AREAS.data().replace(b"Persons,Persons,Persons", b"Persons,Persons,People")
    loaded = open_load(tmp_path, "census-small-areas", data)
    assert loaded.tables == {}
    assert {finding.code for finding in loaded.findings} == {"source-header"}


def test_scores_of_all_crime_have_the_columns_of_scores_by_group(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "ons-severity-totals", TOTALS.data())
    assert rows_of(loaded, "counts", "month, area, offence_group, severity_score", "month, area") == [
        (date(2022, 3, 1), "middle", "Total recorded crime", Decimal("20.123457")),
        (date(2023, 3, 1), "capital", "Total recorded crime", Decimal("15.25")),
        (date(2023, 3, 1), "middle", "Total recorded crime", Decimal("21")),
    ]


@pytest.mark.parametrize(
    ("force", "rows"),
    [
        ("west-midlands", [(date(2022, 3, 1), "middle"), (date(2023, 3, 1), "middle")]),
        ("city-of-london", [(date(2023, 3, 1), None)]),  # no area of the plan, so of the whole
    ],
)
def test_scores_of_one_force_are_found_by_its_code(tmp_path: Path, force: str, rows: list[tuple[date, str]]) -> None:
    loaded = open_load(tmp_path, "ons-severity-totals", TOTALS.data(), force=force)
    assert rows_of(loaded, "counts", "month, area", "month") == rows


def test_each_group_of_the_census_has_rows_of_its_own(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "census-ethnic-group", CENSUS.data())
    got = rows_of(loaded, "counts", "area, ethnic_group, level, ethnicity, people", "area, people DESC")
    assert got[3:] == [
        ("city", "All categories: Ethnic group", "all", None, 1000),
        ("city", "White", "group", "white", 600),
        ("city", "White: Irish", "ethnicity", None, 20),
    ]
    assert loaded.tables["counts"].months == {date(2011, 3, 1)}


def test_the_census_by_names_of_forces(tmp_path: Path) -> None:
    header = CENSUS.header.replace("date,geography,geography code,Rural Urban", "PFA16NM")
    data = f"{header}\r\nWest Midlands,2000,1300,30\r\nDurham,600,590,2\r\n".encode()
    loaded = open_load(tmp_path, "census-ethnic-group", data)
    assert {area for (area,) in rows_of(loaded, "counts", "area")} == {"middle"}


def test_the_census_without_columns_of_groups_is_refused(tmp_path: Path) -> None:
    data = CENSUS.data().replace(b"Ethnic Group: ", b"Group: ")
    loaded = open_load(tmp_path, "census-ethnic-group", data)
    assert "no column is called 'Ethnic Group: \u2026; measures: Value'" in loaded.findings[0].says


def test_collisions_by_day_and_force(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "stats19-collisions", COLLISIONS.data())
    assert rows_of(loaded, "counts", "month, area, date, severity, casualties, longitude") == [
        (JANUARY, "middle", date(2022, 1, 3), "fatal", 1, Decimal("-1.9")),
        (JANUARY, "middle", date(2022, 1, 31), "slight", 2, None),
        (JUNE, "capital", date(2022, 6, 15), "slight", 1, Decimal("-0.1")),
        (JUNE, "middle", date(2022, 6, 14), "serious", 1, Decimal("-1.9")),
    ]


def test_collisions_by_local_authority_and_with_the_older_headings(tmp_path: Path) -> None:
    codes = AreaCodes("local_authority_ons_district", else_="leave-out")
    older = COLLISIONS.data().replace(b"collision_", b"accident_").replace(b"lsoa_of_collision", b"lsoa_of_accident")
    loaded = open_load(tmp_path, "stats19-collisions", older, areas=codes)
    assert loaded.findings == ()
    assert sorted(rows_of(loaded, "counts", "area")) == [("borough",), ("city",), ("city",), ("city",)]


def test_an_unknown_severity_is_refused(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "stats19-collisions", COLLISIONS.with_cell(0, "collision_severity", "4").data())
    (finding,) = loaded.findings
    assert (finding.code, finding.where) == ("source-value", "given.csv:2")
    assert finding.says.endswith("allowed: '1', '2', '3'")


def test_casualties_are_of_the_area_of_their_collision(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "stats19-casualties", CASUALTIES.data())
    table = loaded.tables["counts"]
    assert (table.grain, table.months) == ("calendar-year", set(window(DECEMBER, "calendar-year")))
    assert rows_of(loaded, "counts", "month, area, severity, casualty_class, serious_adjusted", "collision") == [
        (DECEMBER, "city", "fatal", "pedestrian", 0),
        (DECEMBER, "city", "slight", "driver or rider", Decimal("0.125")),
        (DECEMBER, "city", "serious", "passenger", None),
    ]


def test_the_adjusted_severity_is_read_by_the_name_of_the_data_guide_too(tmp_path: Path) -> None:
    data = CASUALTIES.data().replace(b"casualty_adjusted_severity_serious", b"casualty_adjusted_serious")
    loaded = open_load(tmp_path, "stats19-casualties", data)
    assert loaded.findings == ()
    assert (Decimal("0.125"),) in rows_of(loaded, "counts", "serious_adjusted")


def test_vehicles_are_of_the_area_of_their_collision(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "stats19-vehicles", VEHICLES.data())
    assert rows_of(loaded, "counts", "area, vehicle, vehicle_type") == [("city", "1", "9"), ("city", "2", "1")]
