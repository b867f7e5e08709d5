from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from peelian.sources.model import AreaCodes, Column, Expect, MonthSpan
from peelian.sources.stored import missing_months
from tests.unit.sources.raw_files import (
    TIDY_COLUMNS,
    TIDY_HEADER,
    TIDY_ROWS,
    load_one,
    ods,
    put,
    rows_of,
    source,
    text,
    xlsx,
    zipped,
)

PLAIN = text(TIDY_HEADER, TIDY_ROWS)
CELLS = [
    ["Month", "Place", "Count", "Share", "Day", "Took", "Done"],
    [date(2024, 1, 15), "North", 12, 1.5, "03/01/2024", "0:10:00", "yes"],
    ["2024-02", "South, old", 9, -2.25, date(2024, 2, 29), 99, None],
]


def test_ten_rows_become_typed_columns(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": PLAIN})
    loaded = load_one(tmp_path, source())
    assert loaded.findings == ()
    assert loaded.tables["counts"].columns == {
        "month": "date",
        "area": "text",
        "place": "text",
        "count": "integer",
        "share": "decimal",
        "day": "date",
        "took": "integer",
        "done": "boolean",
    }
    assert rows_of(loaded, "counts", "month, place, count, share, day, took, done", "month, place")[:4] == [
        (date(2024, 1, 1), "North", 12, Decimal("1.5"), date(2024, 1, 3), 600, True),
        (date(2024, 1, 1), "South", 7, None, None, None, None),
        (date(2024, 2, 1), "North", 9, Decimal("-2.25"), date(2024, 2, 5), 99, False),
        (date(2024, 2, 1), "South, old", 0, Decimal(0), date(2024, 2, 29), 3759, None),
    ]


def test_a_month_is_a_slice_and_an_absent_month_is_missing(tmp_path: Path) -> None:
    rows = [row for row in TIDY_ROWS if not row.startswith("2024-03")]
    put(tmp_path, {"a.csv": text(TIDY_HEADER, rows)})
    loaded = load_one(tmp_path, source())
    table = loaded.tables["counts"]
    assert len(table.paths) == 4
    assert missing_months(table) == (date(2024, 3, 1),)
    assert len(rows_of(loaded, "counts", "month")) == 8


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", xlsx), ("a.ods", ods)])
def test_workbooks_read_like_text(tmp_path: Path, name: str, write: Any) -> None:
    put(tmp_path, {name: write([["A title"], [], *CELLS, ["Source: somebody"]], "Table 1", ["Notes"])})
    one = source(files=(name,), sheet="Table 1", header_row=3, last_row=5)
    loaded = load_one(tmp_path, one)
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", "month, place, count, share, day, took, done", "month") == [
        (date(2024, 1, 1), "North", 12, Decimal("1.5"), date(2024, 1, 3), 600, True),
        (date(2024, 2, 1), "South, old", 9, Decimal("-2.25"), date(2024, 2, 29), 99, None),
    ]


def test_a_zip_of_text_files_is_read_whole(tmp_path: Path) -> None:
    early, late = (text(TIDY_HEADER, rows) for rows in (TIDY_ROWS[:4], TIDY_ROWS[4:]))
    put(tmp_path, {"a.zip": zipped({"x/early.csv": early, "x/late.csv": late, "x/read me.txt": b"hello"})})
    loaded = load_one(tmp_path, source(files=("a.zip",)))
    assert len(rows_of(loaded, "counts", "month")) == 10


def test_titles_above_and_notes_below_are_left_out(tmp_path: Path) -> None:
    data = b"A title\r\n\r\n" + PLAIN + b"Source,,,,,,\r\n"
    put(tmp_path, {"a.csv": data})
    loaded = load_one(tmp_path, source(header_row=3, last_row=13))
    assert loaded.findings == ()
    assert len(rows_of(loaded, "counts", "month")) == 10


def test_titles_are_left_out_by_the_fast_reader_too(tmp_path: Path) -> None:
    for number, title in enumerate((b"A title\r\n\r\n", b'"Quoted, title",,\r\nMore\r\n', b"\r\n\r\n")):
        folder = put(tmp_path / str(number), {"a.csv": title + PLAIN})
        loaded = load_one(folder, source(header_row=3))
        assert loaded.findings == ()
        assert len(rows_of(loaded, "counts", "month")) == 10
        put(folder, {"a.csv": title + PLAIN.replace(b",13,", b",x,")})
        assert [f.where for f in load_one(folder, source(header_row=3)).findings] == ["a.csv:12"]


def test_a_file_can_be_a_slice(tmp_path: Path) -> None:
    early, late = (text(TIDY_HEADER, rows) for rows in (TIDY_ROWS[:4], TIDY_ROWS[2:]))
    put(tmp_path, {"data/Wave 1.csv": early, "data/wave-2.csv": late})
    loaded = load_one(tmp_path, source(files=("data/*.csv",), slice="file"))
    assert loaded.findings == ()
    names = sorted(Path(path).name.partition(".")[0] for path in loaded.tables["counts"].paths)
    assert names == ["data-wave-1", "data-wave-2"]
    assert len(rows_of(loaded, "counts", "month")) == 12


def test_areas_come_from_a_column(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": PLAIN})
    codes = AreaCodes("Place", values={"North": "north", "South": "south"}, else_="whole")
    loaded = load_one(tmp_path, source(areas=codes))
    got = rows_of(loaded, "counts", "place, area", "place")
    assert dict(got) == {"North": "north", "South": "south", "South, old": "whole"}


def test_words_can_be_put_for_others(tmp_path: Path) -> None:
    columns = {
        "month": Column("Month", "month"),
        "side": Column("Place", values={"North": "n", "South": "s", "South, old": "s"}, others="refuse"),
        "share": Column("Share", "number", values={"1": "", "3": "30"}, blank="keep"),
    }
    put(tmp_path, {"a.csv": PLAIN})
    loaded = load_one(tmp_path, source(columns=columns))
    assert {row[0] for row in rows_of(loaded, "counts", "DISTINCT side")} == {"n", "s"}
    assert sorted(row[0] for row in rows_of(loaded, "counts", "share") if row[0] is not None) == [
        Decimal("-2.25"),
        Decimal(0),
        Decimal("1.5"),
        Decimal(30),
    ]


def test_rare_events_may_have_months_without_rows(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": text(TIDY_HEADER, [TIDY_ROWS[0], TIDY_ROWS[9]])})
    months = MonthSpan("2023-12", "2024-05", "zero")
    for slice in ("month", "file"):
        loaded = load_one(tmp_path, source(expect=Expect(months=months), slice=slice), tmp_path / slice)
        table = loaded.tables["counts"]
        assert len(table.months) == 6
        assert missing_months(table) == ()
        assert [origin.path for origin in table.origins_of[date(2024, 3, 1)]] == ["a.csv"]
    (finding,) = load_one(
        tmp_path, source(expect=Expect(months=MonthSpan("2023-12", "2024-05"))), tmp_path / "strict"
    ).findings
    assert "no file holds 2023-12, 2024-02, 2024-03, 2024-04;" in finding.says


def test_columns_that_must_be_there_without_being_read(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": PLAIN})
    columns = {"month": TIDY_COLUMNS["month"]}
    assert load_one(tmp_path, source(columns=columns, expect=Expect(columns=("Done",)))).findings == ()
    (finding,) = load_one(tmp_path, source(columns=columns, expect=Expect(columns=("Doone",)))).findings
    assert "'Doone' is missing, and there is 'Done'" in finding.says


@pytest.mark.parametrize(("name", "write"), [("a.csv", None), ("a.xlsx", xlsx)])
def test_a_month_may_stand_in_two_columns(tmp_path: Path, name: str, write: Any) -> None:
    rows = [["Year", "Month", "Count"], ["2023", "December", "4"], ["2024", "January", "5"]]
    data = write(rows) if write else "".join(",".join(row) + "\n" for row in rows).encode()
    put(tmp_path, {name: data})
    columns = {
        "month": Column("Year", "month", "%Y %B", beside="Month"),
        "count": Column("Count", "integer"),
        "said": Column("Month", beside="Year"),
    }
    loaded = load_one(tmp_path, source(files=(name,), columns=columns))
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", "month, count, said", "month") == [
        (date(2023, 12, 1), 4, "December 2023"),
        (date(2024, 1, 1), 5, "January 2024"),
    ]


def test_a_month_of_two_columns_of_which_one_is_blank_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": b"Year,Month,Count\n2023,December,4\n2024,,5\n"})
    columns = {
        "month": Column("Year", "month", "%Y %B", beside="Month"),
        "count": Column("Count", "integer"),
    }
    (finding,) = load_one(tmp_path, source(files=("a.csv",), columns=columns)).findings
    assert (finding.code, finding.where) == ("source-blank", "a.csv:3")


def test_a_file_that_does_not_say_its_day_is_of_the_day_that_is_said(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": b"Area,People\r\nnorth,12\r\nsouth,7\r\n"})
    one = source(columns={"people": Column("People", "integer")}, areas=AreaCodes("Area"), as_at=date(2020, 6, 30))
    assert rows_of(load_one(tmp_path, one), "counts", "month, area, people") == [
        (date(2020, 6, 1), "north", 12),
        (date(2020, 6, 1), "south", 7),
    ]
    mended = replace(one, as_at=date(2021, 6, 30))  # the same bytes are of another month then
    assert {row[0] for row in rows_of(load_one(tmp_path, mended), "counts", "month")} == {date(2021, 6, 1)}
