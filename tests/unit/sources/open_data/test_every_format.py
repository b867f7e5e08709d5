"""What holds of every format of open data: its rows are read, and each kind of broken file is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from peelian.series.tables import stands
from peelian.sources.formats import SOURCES
from peelian.sources.model import Expect
from peelian.sources.store import load
from tests.unit.sources.open_data.raw import AREAS, CRIME, RAW, open_load
from tests.unit.sources.raw_files import put, rows_of, source, xlsx, zipped

FORMATS = sorted(RAW)
OF_FORCES = [name for name in FORMATS if RAW[name].force]


def codes(folder: Path, format: str, data: bytes, name: str = "given.csv") -> list[tuple[str, str]]:
    loaded = open_load(folder, format, data, name)
    assert loaded.tables == {}
    return [(finding.code, finding.where) for finding in loaded.findings]


@pytest.mark.parametrize("format", FORMATS)
def test_rows_as_the_publisher_gives_them(tmp_path: Path, format: str) -> None:
    loaded = open_load(tmp_path, format, RAW[format].data())
    assert [finding.line() for finding in loaded.findings if finding.severity == "error"] == []
    table = loaded.tables["counts"]
    assert set(table.columns) == {"area", *(column.name for column in SOURCES[format].columns), "month"}
    months = {month for (month,) in rows_of(loaded, "counts", "DISTINCT month")}
    assert months <= table.months
    assert all(stands(month, table.grain) for month in months)
    weights = format in ("ons-severity-weights", "cambridge-harm-index")  # of no area
    assert all(weights or area for (area,) in rows_of(loaded, "counts", "area"))


@pytest.mark.parametrize("format", [name for name in FORMATS if SOURCES[name].workbooks])
def test_a_workbook_gives_the_same_rows_as_the_csv_file(tmp_path: Path, format: str) -> None:
    """They are read by two readers that share no code beyond the fields."""
    data = RAW[format].data()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    a = open_load(tmp_path / "a", format, data)
    b = open_load(tmp_path / "b", format, xlsx(rows), "given.xlsx")
    assert b.findings == a.findings
    assert rows_of(b, "counts", "*") == rows_of(a, "counts", "*")
    assert b.tables["counts"].months == a.tables["counts"].months


@pytest.mark.parametrize("format", FORMATS)
def test_the_publishers_zip_a_byte_order_mark_and_unix_line_ends(tmp_path: Path, format: str) -> None:
    plain = rows_of(open_load(tmp_path / "a", format, RAW[format].data()), "counts", "*")
    marked = open_load(tmp_path / "b", format, RAW[format].data("\n", mark=True))
    packed = open_load(tmp_path / "c", format, zipped({"notes.txt": b"x", "a.csv": RAW[format].data()}), "given.zip")
    assert rows_of(marked, "counts", "*") == plain
    assert rows_of(packed, "counts", "*") == plain


@pytest.mark.parametrize("format", FORMATS)
def test_a_missing_and_a_renamed_column_are_refused(tmp_path: Path, format: str) -> None:
    raw = RAW[format]
    column = "geography code" if format == "census-ethnic-group" else raw.number
    found = codes(tmp_path, format, raw.data().replace(column.encode(), b"Renamed"))
    assert ("source-header", "given.csv:1") in found


@pytest.mark.parametrize("format", FORMATS)
def test_text_in_a_number_is_refused_with_its_row(tmp_path: Path, format: str) -> None:
    raw = RAW[format]
    found = codes(tmp_path, format, raw.with_cell(0, raw.number, "many").data())
    assert [where for _, where in found] == ["given.csv:2"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_cut_in_half_is_refused(tmp_path: Path, format: str) -> None:
    data = RAW[format].data()
    assert codes(tmp_path, format, data[: len(data) - 20])


@pytest.mark.parametrize("format", FORMATS)
def test_files_that_are_empty_or_not_text_are_refused(tmp_path: Path, format: str) -> None:
    raw = RAW[format]
    assert codes(tmp_path / "a", format, b"") == [("source-empty", "given.csv")]
    assert codes(tmp_path / "b", format, (raw.header + "\r\n").encode())
    assert codes(tmp_path / "c", format, raw.data().replace(b"2", b"\xff", 1))[0][0] == "source-encoding"


@pytest.mark.parametrize("format", OF_FORCES)
def test_an_unknown_spelling_of_a_force_is_refused_with_the_nearest(tmp_path: Path, format: str) -> None:
    raw = RAW[format]
    loaded = open_load(tmp_path, format, raw.with_cell(1, raw.force, "West Midland").data())
    (finding,) = loaded.findings
    assert (finding.code, finding.where) == ("source-value", "given.csv:3")
    assert "'West Midland'" in finding.says
    assert "did you mean 'West Midlands'?" in finding.says
    assert loaded.tables == {}


@pytest.mark.parametrize("format", [*OF_FORCES, "stats19-collisions"])
def test_one_force_alone(tmp_path: Path, format: str) -> None:
    loaded = open_load(tmp_path, format, RAW[format].data(), force="west-midlands")
    assert {area for (area,) in rows_of(loaded, "counts", "area")} == {"middle"}


@pytest.mark.parametrize("format", [*OF_FORCES, "stats19-collisions"])
def test_a_file_without_a_row_of_the_plan_is_refused(tmp_path: Path, format: str) -> None:
    loaded = open_load(tmp_path, format, RAW[format].data(), force="cumbria")
    (finding,) = loaded.findings
    assert (finding.code, finding.where) == ("source-area", "given.csv")
    assert finding.says.startswith("no row is of force 'cumbria'")
    first, *_ = csv.DictReader(io.StringIO(RAW[format].data().decode("utf-8-sig")))
    column = RAW[format].force or "police_force"
    assert f"column '{column}' holds other texts in all of them, such as '{first[column]}' (line 2), " in finding.says


@pytest.mark.parametrize("end", ["\r\n", "\n"], ids=["engine", "slow"])  # line ends of two kinds are read slowly
def test_of_a_file_without_a_row_of_the_plan_three_other_texts_are_told(tmp_path: Path, end: str) -> None:
    data = RAW["stats19-collisions"].data().decode().splitlines()
    at = data[0].split(",").index("police_force")
    rows = [line.split(",") for line in [data[1]] * 5]
    for row, force in zip(rows, ("20", "20", "4", "1", "7"), strict=True):
        row[at] = force
    given = "\r\n".join([data[0], *(",".join(row) for row in rows)]) + end
    loaded = open_load(tmp_path, "stats19-collisions", given.encode(), force="cumbria")
    (finding,) = loaded.findings
    assert "holds other texts in all of them, such as '20' (line 2), '4' (line 4), '1' (line 5); " in finding.says


def test_a_mistaken_force_is_told_with_the_nearest(tmp_path: Path) -> None:
    loaded = open_load(tmp_path, "home-office-crime", CRIME.data(), force="west-midland")
    (finding,) = loaded.findings
    assert finding.says.endswith("force: 'west-midland' is no force's name; did you mean 'west-midlands'?")


@pytest.mark.parametrize("row", [6, 8])  # of a force that is an area, and of one that is left out
def test_a_faulty_row_of_another_force_is_refused_too(tmp_path: Path, row: int) -> None:
    broken = CRIME.with_cell(row, "Number of Offences", "x")
    assert codes(tmp_path, "home-office-crime", broken.data()) == [("source-value", f"given.csv:{row + 2}")]


@pytest.mark.parametrize("text", ["5", "0", "", "Q1"])
def test_a_quarter_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    broken = CRIME.with_cell(1, "Financial Quarter", text)
    ((_, where),) = codes(tmp_path, "home-office-crime", broken.data())
    assert where == "given.csv:3"


@pytest.mark.parametrize("text", ["2022/24", "2022-23", "22/23"])
def test_a_financial_year_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    broken = CRIME.with_cell(1, "Financial Year", text)
    ((_, where),) = codes(tmp_path, "home-office-crime", broken.data())
    assert where == "given.csv:3"


def test_a_quarter_after_the_day_of_receipt_is_refused(tmp_path: Path) -> None:
    broken = CRIME.with_cell(1, "Financial Year", "2031/32")
    assert codes(tmp_path, "home-office-crime", broken.data()) == [("source-future", "given.csv:3")]


def test_a_quarter_given_twice_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": CRIME.data(), "b.csv": CRIME.data("\n")})
    one = source("home-office-crime", ("a.csv", "b.csv"), expect=Expect(whole=False))
    loaded = load({"one": one}, tmp_path, tmp_path / "store", AREAS)
    assert {finding.code for finding in loaded.findings} == {"source-duplicate-month"}


def test_a_table_has_one_grain(tmp_path: Path) -> None:
    put(tmp_path, {"crime.csv": CRIME.data(), "arrests.csv": RAW["home-office-arrests"].data()})
    crime = source("home-office-crime", ("crime.csv",))
    arrests = source("home-office-arrests", ("arrests.csv",))
    loaded = load({"a": crime, "b": arrests}, tmp_path, tmp_path / "store", AREAS)
    says = [finding.says for finding in loaded.findings]
    assert any("is by quarter from 'crime.csv' and by financial-year from here" in words for words in says)
