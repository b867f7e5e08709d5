"""What a whole file of a publication holds: files that were cut off are refused, and parts that say so are not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from peelian.findings import Finding
from peelian.sources.model import AreaCodes, Expect, Rows
from peelian.sources.open_data import forces
from peelian.sources.open_data.whole import FEW_FORCES, Whole
from tests.unit.sources.open_data.raw import COLLISIONS, CRIME, PARTNERSHIP, POPULATION, RAW, open_load
from tests.unit.sources.raw_files import xlsx

NAMES = sorted(force.home_office[0] for force in forces.forces() if force.code)
CODES = ("34A", "56A", "12")
FEW_ROWS = Expect(rows=Rows(least=2))  # of these small files the number of rows alone is not asked


def crime(quarters: Iterable[int] = (1, 2, 3), names: Iterable[str] = NAMES) -> list[str]:
    """A row for each quarter, force and code, in the order of the publisher's file."""
    each = [(quarter, name, code) for quarter in quarters for name in names for code in CODES]
    return [f'2022/23,{quarter},"{name}",Words,Group,Subgroup,{code},5' for quarter, name, code in each]


def loaded(folder: Path, rows: Iterable[str], expect: Expect = FEW_ROWS) -> tuple[bool, tuple[Finding, ...]]:
    """Whether anything was loaded, and what was found."""
    data = "\r\n".join([CRIME.header, *rows, ""]).encode()
    got = open_load(folder, "home-office-crime", data, expect=expect)
    return bool(got.tables), got.findings


def without(rows: Iterable[str], quarters: str, *names: str) -> list[str]:
    return [r for r in rows if not (r.split(",")[1] in quarters and any(f',"{name}",' in r for name in names))]


def test_a_whole_file_is_taken(tmp_path: Path) -> None:
    assert loaded(tmp_path, crime()) == (True, ())


def test_a_file_cut_inside_a_force_is_refused(tmp_path: Path) -> None:
    """On a line end, so that no row is broken."""
    taken, (finding, other) = loaded(tmp_path, crime()[: -2 * len(CODES) - 1])
    assert not taken
    assert finding.line() == (
        "given.csv: has 2 rows of West Midlands in the quarter to 2022-12 and 3 of each other force: the file was cut "
        "off; fetch it again, or, where it is a part of what is published, write 'expect: {whole: false}' in "
        "sources.yaml [source-part]"
    )
    assert (other.severity, "no row is of 'West Yorkshire', 'Wiltshire'" in other.says) == ("warning", True)


def test_a_file_cut_after_a_force_is_refused(tmp_path: Path) -> None:
    taken, (finding,) = loaded(tmp_path, crime()[: -3 * len(CODES)])
    assert not taken
    assert finding.says.startswith("in the quarter to 2022-12 holds 40 of the 43 forces that it has in other quarters")


def test_a_row_that_stands_in_a_file_twice_is_refused(tmp_path: Path) -> None:
    """Appended by hand, or a quarter pasted once more: it would count twice."""
    rows = crime()
    taken, (finding,) = loaded(tmp_path / "a", [*rows, rows[0]])
    assert not taken
    assert (finding.code, finding.severity) == ("source-twice", "error")
    assert "1 row stands in it again, with every cell the same, and would count twice" in finding.says
    taken, (finding,) = loaded(tmp_path / "b", [*rows, *rows])
    assert f"{len(rows):,} rows stand in it again" in finding.says
    table = list(csv.reader(io.StringIO("\n".join([CRIME.header, *rows, rows[0]]))))
    got = open_load(tmp_path, "home-office-crime", xlsx(table), "given.xlsx", expect=FEW_ROWS)
    assert [(f.severity, f.code) for f in got.findings] == [("error", "source-twice")]
    assert loaded(tmp_path / "c", [*rows, rows[0]], replace(FEW_ROWS, whole=False)) == (True, ())


def test_a_workbook_of_two_sheets_is_counted_as_a_whole(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO("\n".join([CRIME.header, *crime()[: -3 * len(CODES)]]))))
    got = open_load(tmp_path, "home-office-crime", xlsx(rows), "given.xlsx", expect=FEW_ROWS)
    assert [(f.severity, f.code) for f in got.findings] == [("error", "source-part")]


def test_one_or_two_forces_without_a_return_are_a_warning(tmp_path: Path) -> None:
    taken, (finding,) = loaded(tmp_path / "a", without(crime(), "3", "Wiltshire", "Kent"))
    assert taken
    assert (finding.severity, "the file may be cut off" in finding.says) == ("warning", True)
    taken, (finding,) = loaded(tmp_path / "b", without(crime(), "123", "Kent"))
    assert taken
    assert "holds 42 of the 43 territorial forces of England and Wales; no row is of 'Kent'" in finding.says


def test_forces_absent_from_several_quarters_are_told_once(tmp_path: Path) -> None:
    taken, (finding,) = loaded(tmp_path, without(crime(), "23", "Wiltshire", "Kent", "Essex"))
    assert taken
    assert (finding.severity, "(and some lack in 1 more)" in finding.says) == ("warning", True)


def test_several_forces_with_fewer_rows_are_a_warning(tmp_path: Path) -> None:
    rows = [r for r in crime() if not (',"Kent",' in r or ',"Essex",' in r) or ",34A," not in r]
    taken, (finding,) = loaded(tmp_path, rows)
    assert taken
    assert "has 2 rows of Essex in the quarter to 2022-06 and 3 of each other force (5 more such)" in finding.says


def test_a_file_cut_in_its_first_quarter_is_refused(tmp_path: Path) -> None:
    taken, (finding,) = loaded(tmp_path, crime([1], NAMES[:20]))
    assert not taken
    assert finding.says.startswith("holds 20 of the 43 territorial forces of England and Wales; no row is of ")


def test_a_part_says_so_and_is_taken(tmp_path: Path) -> None:
    part = Expect(whole=False)
    assert loaded(tmp_path / "a", crime()[: -2 * len(CODES) - 1], part) == (True, ())
    assert loaded(tmp_path / "b", crime([1], NAMES[-20:]), part) == (True, ())


def test_a_few_forces_are_a_part_that_somebody_took(tmp_path: Path) -> None:
    names = NAMES[-FEW_FORCES:]
    assert loaded(tmp_path / "a", crime(names=names)) == (True, ())
    taken, (finding,) = loaded(tmp_path / "b", crime(names=names), Expect())
    assert taken
    assert finding.says.startswith("72 rows, fewer than the 5,000 that a whole file of this publication has at least;")


def test_a_spelling_that_sources_yaml_knows_is_that_of_a_force(tmp_path: Path) -> None:
    data = "\r\n".join([CRIME.header, *crime(), ""]).replace("West Midlands", "West Midlands Region").encode()
    codes = AreaCodes("Force Name", values={"West Midlands Region": "middle"}, else_="leave-out")
    got = open_load(tmp_path, "home-office-crime", data, areas=codes, expect=FEW_ROWS)
    assert (bool(got.tables), got.findings) == (True, ())


@pytest.mark.parametrize("format", sorted(RAW))
def test_a_few_rows_of_each_publication_are_no_whole_file(tmp_path: Path, format: str) -> None:
    got = open_load(tmp_path, format, RAW[format].data(), expect=Expect())
    assert got.tables
    assert any(f.says.startswith(f"{len(RAW[format].rows):,} rows, fewer than") for f in got.findings) or (
        format == "census-ethnic-group" and got.findings[0].says.startswith("9 rows, fewer than")
    )
    assert {(f.code, f.severity) for f in got.findings} == {("source-part", "warning")}


def test_more_rows_than_there_can_be(tmp_path: Path) -> None:
    rows = [f"E12{n:06},A region,1,1" for n in range(100)]
    data = "\r\n".join([RAW["ons-force-populations"].header, *rows, "E23000014,West Midlands,2,1", ""]).encode()
    (finding,) = open_load(tmp_path, "ons-force-populations", data, expect=Expect()).findings
    assert finding.says.startswith("101 rows, more than the 100 that a file of this publication has at most")


def test_partnerships_of_a_force_that_has_far_fewer_rows_than_usual(tmp_path: Path) -> None:
    each = [(q, place) for q in (1, 2, 3) for place in ("Birmingham", "Coventry", "Dudley", "Solihull")]
    rows = [f"2022/23,{q},West Midlands,{place},Words,Group,Subgroup,34A,5" for q, place in each]
    for end, found in ((len(rows), 0), (len(rows) - 2, 0), (len(rows) - 3, 1)):
        data = "\r\n".join([PARTNERSHIP.header, *rows[:end], ""]).encode()
        got = open_load(tmp_path / str(end), "home-office-crime-by-partnership", data, expect=FEW_ROWS)
        assert len(got.findings) == found
    assert "has 1 row of West Midlands in the quarter to 2022-12, less than 1/2 of the 4" in got.findings[0].says


def test_areas_stand_in_each_year(tmp_path: Path) -> None:
    codes = ["E08000025", *(f"E0700{n:04}" for n in range(9))]
    rows = [f"{code},A place,{year},5" for year in (2020, 2021) for code in codes]
    data = "\r\n".join([POPULATION.header, *rows[:-3], ""]).encode()
    (finding,) = open_load(tmp_path, "ons-population", data, expect=FEW_ROWS).findings
    assert finding.severity == "error"
    assert finding.says.startswith("in 2021-06 holds 7 of the 10 areas that it has in other months")


def test_collisions_are_of_each_force_in_each_year(tmp_path: Path) -> None:
    """A force may have none in a month; bodies that are no territorial force are not counted."""
    numbers = sorted(forces.numbers(), key=int)
    rows = [
        f"{year}{number},{year},{n},NULL,NULL,{number},3,1,1,0{month}/0{month}/{year},2,17:58,E08000025,30,-1"
        for year, month in ((2021, 1), (2021, 2), (2022, 1))
        for n, number in enumerate(numbers)
        if (month, number) != (2, "48")
    ]
    for end, found in ((len(rows), []), (len(rows) - 5, ["error"])):
        data = "\r\n".join([COLLISIONS.header, *rows[:end], ""]).encode()
        got = open_load(tmp_path / str(end), "stats19-collisions", data, expect=FEW_ROWS)
        assert [finding.severity for finding in got.findings] == found
    assert got.findings[0].says.startswith("in 2022 holds ")


def test_what_is_expected_in_words() -> None:
    assert Whole().says("month") == "at least 1 row; every column below"
    assert Whole(least=43, each="area").says("quarter") == (
        "at least 43 rows; each area in each quarter of the file; no row twice; every column below"
    )
