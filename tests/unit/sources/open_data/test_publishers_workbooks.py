"""Workbooks as the publishers lay them out: sheets of years, their own headings, notes beside the table."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from peelian.sources.model import AreaCodes, Column, Expect, Rows
from tests.unit.sources.open_data.raw import (
    ANSWERING,
    ARRESTS,
    CRIME,
    FORCE_PEOPLE,
    HARM,
    OUTCOMES,
    SEARCHES,
    SEARCHES_SINCE,
    WEIGHTS,
    Raw,
    open_load,
)
from tests.unit.sources.raw_files import ods_of, rows_of, xlsx, zipped

NOTES = [["Title"], [None, "a note"]]


def cells(raw: Raw, renamed: dict[str, str] | None = None) -> list[list[str]]:
    header, *rows = csv.reader(io.StringIO(raw.data().decode()))
    return [[(renamed or {}).get(name, name) for name in header], *rows]


def of_years(raw: Raw, *years: str) -> dict[str, list[list[str]]]:
    """A sheet for each year, beside a cover and notes."""
    table = cells(raw)
    sheets = {year: [table[0], *([year.replace("_", "/"), *row[1:]] for row in table[1:])] for year in years}
    return {"Cover_sheet": NOTES, **sheets, "Notes": NOTES}


@pytest.mark.parametrize(("format", "raw"), [("home-office-crime", CRIME), ("home-office-outcomes", OUTCOMES)])
def test_a_workbook_of_a_sheet_for_each_year_is_read_whole(tmp_path: Path, format: str, raw: Raw) -> None:
    loaded = open_load(tmp_path, format, ods_of(of_years(raw, "2021_22", "2022_23")), "given.ods")
    assert loaded.findings == ()
    months = rows_of(loaded, "counts", "DISTINCT strftime(month, '%Y-%m')")
    first = [month for (month,) in months if month < "2022-04"]
    assert len(months) == 2 * len(first) > 0
    single = open_load(tmp_path / "b", format, raw.data())
    assert len(rows_of(loaded, "counts", "*")) == 2 * len(rows_of(single, "counts", "*"))


def test_one_sheet_alone_where_sources_yaml_names_it(tmp_path: Path) -> None:
    data = ods_of(of_years(CRIME, "2021_22", "2022_23"))
    loaded = open_load(tmp_path, "home-office-crime", data, "given.ods", sheet="2021_22")
    assert {year for (year,) in rows_of(loaded, "counts", "year(month)")} == {2021, 2022}
    assert max(month for (month,) in rows_of(loaded, "counts", "strftime(month, '%Y-%m')")) == "2022-03"


def test_of_sheets_without_a_row_of_the_plan_other_texts_are_told_with_their_sheet(tmp_path: Path) -> None:
    data = ods_of(of_years(CRIME, "2021_22", "2022_23"))
    (finding,) = open_load(tmp_path, "home-office-crime", data, "given.ods", force="cumbria").findings
    assert "such as 'West Midlands' (line 2 of '2021_22'), 'Metropolitan Police' (line 8 of '2021_22')" in finding.says


def test_a_quarter_in_two_sheets_is_refused(tmp_path: Path) -> None:
    sheets = of_years(CRIME, "2021_22")
    loaded = open_load(tmp_path, "home-office-crime", ods_of({**sheets, "2021-22": sheets["2021_22"]}), "given.ods")
    assert {(one.code, one.where) for one in loaded.findings} == {("source-sheet", "given.ods[2021-22]")}
    assert "rows of 2021-06 stand in '2021_22' too, and would count twice" in loaded.findings[0].says
    assert loaded.tables == {}


def test_a_fault_is_told_with_its_sheet_and_refuses_the_file(tmp_path: Path) -> None:
    sheets = of_years(CRIME, "2021_22", "2022_23")
    sheets["2022_23"][3][-1] = "many"
    loaded = open_load(tmp_path, "home-office-crime", ods_of(sheets), "given.ods")
    assert [(one.code, one.where) for one in loaded.findings] == [("source-value", "given.ods[2022_23]:4")]
    assert loaded.tables == {}


def test_a_workbook_without_such_a_sheet_lists_those_it_has(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "home-office-crime", ods_of({"Cover_sheet": NOTES, "Notes": NOTES}), "given.ods")
    assert "the workbook has 2 sheets: 'Cover_sheet', 'Notes'; name the right one" in loaded.findings[0].says


def test_long_words_again_and_again_are_no_bomb(tmp_path: Path) -> None:
    """A table of outcomes by every force, offence and type: in XML it comes to more than 100 times its zipped size."""
    header, *rows = cells(OUTCOMES)
    again = [[*row[:-2], str(number % 3), "0"] for number in range(400) for row in rows]
    data = ods_of({"2022_23": [header, *again]})
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        content = packed.getinfo("content.xml")
        assert content.file_size > 100 * content.compress_size
    loaded = open_load(tmp_path, "home-office-outcomes", data, "given.ods")
    assert loaded.findings == ()


def test_too_few_rows_in_all_sheets_together(tmp_path: Path) -> None:
    data = ods_of(of_years(CRIME, "2021_22", "2022_23"))
    fine = open_load(
        tmp_path / "a", "home-office-crime", data, "given.ods", expect=Expect(rows=Rows(20, 20), whole=False)
    )
    assert fine.findings == ()
    loaded = open_load(tmp_path / "b", "home-office-crime", data, "given.ods", expect=Expect(rows=Rows(21)))
    assert [one.code for one in loaded.findings] == ["source-rows"]


def test_workforce_by_the_publishers_headings(tmp_path: Path) -> None:
    header = ["As at 31 March", "Geocode", "Force name", "Region", "Sex", "Rank", "Worker type"]
    rows: list[list[Any]] = [
        [*header, "Total (Headcount)", "Total (FTE)"],
        [2022, "E23000014", "West Midlands", "West Midlands", "Female", "Constable", "Police Officer", 3100, 2950.25],
        [2023, "E23000014", "West Midlands", "West Midlands", "Female", "Constable", "Police Officer", 3200, 3011.75],
    ]
    loaded = open_load(tmp_path, "home-office-workforce", ods_of({"Notes": NOTES, "Data": rows}), "given.ods")
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", "strftime(month, '%Y-%m'), headcount") == [("2022-03", 3100), ("2023-03", 3200)]


SEARCHED = {
    "year_ending": "Financial Year",
    "force_name": "Force Name",
    "legislation": "Legislation",
    "reason_for_search_arrest": "Reason for search / arrest",
    "ethnic_group_self_defined": "Ethnic Group (self-defined - new style)",
    "ethnicity_self_defined": "Ethnicity (self-defined)",
    "searches": "Searches",
    "resultant_arrests": "Resultant arrests",
}
ARRESTED = {
    "financial_year": "Financial Year",
    "force_name": "Force Name",
    "sex": "Gender",
    "age_group": "Age group",
    "ethnic_group": "Ethnic Group (self-defined)",
    "offence_group": "Reason for arrest (offence group)",
    "arrests": "Arrests",
}


@pytest.mark.parametrize(
    ("format", "raw", "renamed", "sheet", "column"),
    [
        ("home-office-stop-and-search", SEARCHES, SEARCHED, "S&S_OD", "searches"),
        ("home-office-arrests", ARRESTS, ARRESTED, "OD_5+1", "arrests"),
    ],
)
def test_a_dash_is_the_publishers_nought_and_a_star_is_not(
    tmp_path: Path, format: str, raw: Raw, renamed: dict[str, str], sheet: str, column: str
) -> None:
    table = cells(raw, renamed)
    at = table[0].index(renamed[column])
    table[1][at], table[2][at], table[3][at] = "-", "*", ".."
    loaded = open_load(tmp_path, format, ods_of({"Contents": NOTES, sheet: table}), "given.ods")
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", f"count(*) FILTER ({column} = 0), count(*) FILTER ({column} IS NULL)") == [(1, 2)]


def test_searches_since_2020(tmp_path: Path) -> None:
    data = ods_of({"Contents": NOTES, "open_data": cells(SEARCHES_SINCE)})
    loaded = open_load(tmp_path, "home-office-searches", data, "given.ods", force="west-midlands")
    assert loaded.findings == ()
    assert loaded.tables["counts"].grain == "financial-year"
    assert rows_of(loaded, "counts", "sum(searches), sum(searches) FILTER (outcome = 'Arrest')") == [(50, 14)]


def test_households_and_people_of_forces_below_a_title(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Table P3: a title"], ["a note"], *cells(FORCE_PEOPLE)]
    data = ods_of({"Cover": NOTES, "Table P3": rows})
    for header_row in (1, 3):  # looked for, and told
        folder = tmp_path / str(header_row)
        loaded = open_load(folder, "ons-force-populations", data, "given.ods", header_row=header_row)
        assert loaded.findings == ()
        assert rows_of(loaded, "counts", "area, people, households") == [
            ("capital", 8_900_000, 3_600_000),
            ("middle", 2_950_000, 1_150_000),
        ]


def test_of_a_header_below_a_title_what_it_lacks_is_told(tmp_path: Path) -> None:
    table = cells(FORCE_PEOPLE, {"Area Name": "Name of area"})
    data = ods_of({"Table P3": [["Table P3: a title"], ["a note"], *table]})
    (finding,) = open_load(tmp_path, "ons-force-populations", data, "given.ods").findings
    assert finding.where == "given.ods[Table P3]:3"
    assert "column 'Area Name' is missing" in finding.says
    assert 'columns: {area_name: {from: "Name of area"}}' in finding.says


def test_notes_below_a_table_are_left_out_and_in_it_they_are_refused(tmp_path: Path) -> None:
    table = cells(FORCE_PEOPLE)
    below = ods_of({"Table P3": [*table, [None], ["1. A note"], ["Source: ONS"]]})
    loaded = open_load(tmp_path / "a", "ons-force-populations", below, "given.ods")
    assert loaded.findings == ()
    assert len(rows_of(loaded, "counts", "*")) == 2
    between = ods_of({"Table P3": [*table[:2], ["1. A note"], *table[2:]]})
    refused = open_load(tmp_path / "b", "ons-force-populations", between, "given.ods")
    assert {finding.where for finding in refused.findings} == {"given.ods[Table P3]:3"}
    assert refused.tables == {}


def test_a_heading_that_the_publisher_has_changed_is_told_in_sources_yaml(tmp_path: Path) -> None:
    data = WEIGHTS.data().replace(b"Offence code", b"HO code").replace(b"Weight", b"Severity weight")
    named = {"offence_code": Column("HO code"), "weight": Column("Severity weight")}
    loaded = open_load(tmp_path / "a", "ons-severity-weights", data, columns=named)
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", "offence_code, weight")[0] == ("12", Decimal("0.5"))
    (finding,) = open_load(tmp_path / "b", "ons-severity-weights", data, columns={"code": Column("HO code")}).findings
    assert "columns: 'code' is no column of ons-severity-weights; it has 'month', 'offence_code'" in finding.says
    wrong = {"weight": Column("Weight", "number")}
    (finding,) = open_load(tmp_path / "c", "ons-severity-weights", data, columns=wrong).findings
    assert finding.says.endswith(
        "weight: of ons-severity-weights files only the headings and words of the publisher's can be told; "
        "keep 'from', 'beside' and 'values' alone"
    )


def renamed(raw: Raw, before: str, now: str) -> Raw:
    return replace(raw, header=raw.header.replace(before, now))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Force Name", "Police Force Area"),
        ("Number of Offences", "Offences recorded"),
        ("Financial Year", "Year"),
        ("Financial Quarter", "Quarter"),
    ],
)
def test_what_is_said_of_a_heading_that_was_renamed_mends_it(tmp_path: Path, before: str, now: str) -> None:
    data = renamed(CRIME, before, now).data()
    (finding,) = open_load(tmp_path / "a", "home-office-crime", data).findings
    assert finding.code == "source-header"
    assert f"column '{before}' is missing" in finding.says
    assert f"'{now}'" in finding.says
    told = yaml.safe_load(finding.says.partition("write ")[2].partition(" in sources.yaml")[0])["columns"]
    named = {name: Column(one["from"], beside=one.get("beside")) for name, one in told.items()}
    loaded = open_load(tmp_path / "b", "home-office-crime", data, columns=named)
    assert loaded.findings == ()
    whole = open_load(tmp_path / "c", "home-office-crime", CRIME.data())
    assert rows_of(loaded, "counts", "*") == rows_of(whole, "counts", "*")


def test_a_heading_that_was_renamed_in_all_sheets_is_told_once(tmp_path: Path) -> None:
    sheets = of_years(renamed(CRIME, "Force Name", "Force"), "2020_21", "2021_22", "2022_23")
    (finding,) = open_load(tmp_path, "home-office-crime", ods_of(sheets), "given.ods").findings
    assert finding.where == "given.ods[2020_21]:1"
    assert finding.says.endswith("fetch the right file (so in 2 more sheets)")


def test_a_second_heading_is_for_what_stands_in_two_columns(tmp_path: Path) -> None:
    named = {"offences": Column("Number of Offences", beside="Offence Code")}
    (finding,) = open_load(tmp_path, "home-office-crime", CRIME.data(), columns=named).findings
    assert "offences: it is read from one column of the file; take 'beside' out" in finding.says


def test_words_that_the_publisher_has_changed_are_told_in_sources_yaml(tmp_path: Path) -> None:
    """A force's name that nobody knew, in a file whose areas are told by another column, and the words of a group."""
    changed = CRIME.data().replace(b"West Midlands", b"Mercia and Middle").replace(b"Robbery,Robbery", b"Theft,Robbery")
    by_code = AreaCodes("Offence Code", values={"34A": "middle"}, else_="leave-out")
    refused = open_load(tmp_path / "a", "home-office-crime", changed, areas=by_code)
    assert {one.code for one in refused.findings} == {"source-value"}
    told = {
        "force_code": Column("Force Name", values={"Mercia and Middle": "E23000014"}),
        "offence_group": Column("Offence Group", values={"Theft": "Robbery"}),
    }
    loaded = open_load(tmp_path / "b", "home-office-crime", changed, areas=by_code, columns=told)
    assert loaded.findings == ()
    kept = rows_of(loaded, "counts", "DISTINCT force_code, force, offence_group", "force_code DESC")
    assert ("E23000014", "Mercia and Middle", "Robbery") in kept
    assert {group for _, _, group in kept} == {"Robbery"}


def test_weights_count_for_the_whole_plan_and_a_score_that_is_none_is_blank(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "cambridge-harm-index", HARM.data())
    assert rows_of(loaded, "counts", "DISTINCT area, strftime(month, '%Y-%m')") == [(None, "2022-03")]
    assert rows_of(loaded, "counts", "offence_code, weight", "offence_code")[1:] == [
        ("56A", Decimal("912.5")),
        ("99", None),
    ]


def test_the_census_of_2021_in_the_publishers_zip(tmp_path: Path) -> None:
    header = "date,geography,geography code,Ethnic group: Total: All usual residents,Ethnic group: White,"
    header += "Ethnic group: White: Irish"
    authorities = f"{header}\r\n2021,Birmingham,E08000025,1000,600,20\r\n2021,Leeds,E08000035,900,800,9\r\n"
    regions = f"{header}\r\n2021,West Midlands,E12000005,9000,6000,200\r\n"
    members = {"ts021-rgn.csv": regions, "ts021-ltla.csv": authorities, "metadata.txt": "notes"}
    data = zipped({f"census2021-{name}": text.encode() for name, text in members.items()})
    loaded = open_load(tmp_path, "census-ethnic-group", data, "census2021-ts021.zip", as_at=date(2021, 3, 21))
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", "area, level, people", "people DESC") == [
        ("city", "all", 1000),
        ("city", "group", 600),
        ("city", "ethnicity", 20),
    ]


TOOL: list[list[Any]] = [
    ["Crime Severity Score"],
    ["Offence group", "Code", "Name", "Apr '20 to \nMar '21", "Apr '21 to \nMar '22", "Apr '20 to \nMar '21"],
    ["Total recorded crime", "E23000014", "West Midlands", 20.5, 21, 90],
]


def tool(*changes: tuple[int, int, Any]) -> bytes:
    """The ONS's data tool with cells changed, by row and column from 0."""
    rows = [list(row) for row in TOOL]
    for row, column, cell in changes:
        rows[row][column] = cell
    return xlsx(rows, "Data - reg + pfa", more=("Cover sheet",))


def test_a_cell_of_a_year_that_is_no_number_is_told_by_its_row(tmp_path: Path) -> None:
    (finding,) = open_load(tmp_path, "ons-severity-scores", tool((2, 4, "many")), "given.xlsx").findings
    assert (finding.code, finding.where) == ("source-value", "given.xlsx[Data - reg + pfa]:3")


@pytest.mark.parametrize("heading", ["Apr '21 to \nMar '23", "Jan '21 to \nDec '21", "2021/22", "Mar '22"])
def test_a_heading_that_is_no_financial_year_is_no_period(tmp_path: Path, heading: str) -> None:
    loaded = open_load(tmp_path, "ons-severity-scores", tool((1, 4, heading)), "given.xlsx")
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", "strftime(month, '%Y-%m'), severity_score") == [("2021-03", Decimal("20.5"))]


def test_a_data_tool_without_years_or_groups_is_refused(tmp_path: Path) -> None:
    without_years = tool((1, 3, "2020/21"), (1, 4, "2021/22"), (1, 5, "2020/21"))
    refused = open_load(tmp_path / "a", "ons-severity-scores", without_years, "given.xlsx")
    assert any("column 'severity_score' is missing" in finding.says for finding in refused.findings)
    without_groups = tool((1, 0, "Crimes"))
    for format in ("ons-severity-scores", "ons-severity-totals"):
        refused = open_load(tmp_path / format, format, without_groups, "given.xlsx")
        assert any("column 'offence_group' is missing" in finding.says for finding in refused.findings)
        assert refused.tables == {}


def test_a_workbook_in_a_zip_that_is_none_is_told(tmp_path: Path) -> None:
    data = zipped({"r21.xlsx": b"no workbook", "notes.txt": b"notes"})
    (finding,) = open_load(tmp_path, "census-small-areas", data, "given.zip").findings
    assert (finding.code, finding.where) == ("source-kind", "given.zip/r21.xlsx")
    assert "by its name an Excel workbook (XLSX), and by its bytes plain text" in finding.says


def test_999_answering_of_a_force(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "answering-999", ANSWERING.data(), force="west-midlands")
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", "sum(calls), sum(within_10_seconds), max(median_seconds)") == [(1900, 1650, 3)]
