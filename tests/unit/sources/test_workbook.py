import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from peelian.sources import child, workbook
from peelian.sources.model import Column
from tests.unit.sources.raw_files import load_one, ods, put, rows_of, source, xlsx, zipped

HEADER = ["Month", "Count", "Took"]
COLUMNS = {
    "month": Column("Month", "month"),
    "count": Column("Count", "integer"),
    "took": Column("Took", "seconds", blank="keep"),
}


def loaded(folder: Path, name: str, data: bytes, **more: Any) -> Any:
    put(folder, {name: data})
    return load_one(folder, source(files=(name,), columns=COLUMNS, **more))


@pytest.mark.parametrize(
    ("row", "line", "code", "words"),
    [
        (["2024-01", "#REF!", 1], 3, "source-error-cell", "column 'Count' holds '#REF!'"),
        (["2024-01", "1,204", 1], 3, "source-value", "holds '1,204': a number with thousands commas"),
        (["2024-01", 12.5, 1], 3, "source-value", "holds '12.5': not a whole number"),
        (["2024-01", -4, 1], 3, "source-negative", "holds '-4': below zero"),
        ([None, 3, 1], 3, "source-blank", "column 'Month' is blank"),
        ([date(2024, 12, 1), 3, 1], 3, "source-future", "holds '2024-12-01': after 2024-06-30"),
    ],
)
@pytest.mark.parametrize(("name", "write"), [("a.xlsx", xlsx), ("a.ods", ods)])
def test_a_bad_cell_is_named_with_sheet_row_and_column(
    tmp_path: Path, name: str, write: Any, row: list[Any], line: int, code: str, words: str
) -> None:
    (finding,) = loaded(tmp_path, name, write([HEADER, ["2024-01", 1, None], row])).findings
    assert (finding.code, finding.where) == (code, f"{name}[Data]:{line}")
    assert words in finding.says


def bomb() -> bytes:
    """A workbook with a part that unpacks to a thousand times its size."""
    out = io.BytesIO(xlsx([HEADER, ["2024-01", 1, 2]]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image.bin", b"0" * 3_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "more", "code", "words"),
    [
        (xlsx([HEADER], "Data", ["Notes"]), {}, "source-sheet", "has 2 sheets: 'Data', 'Notes'; name the"),
        (xlsx([HEADER], "Data"), {"sheet": "Daata"}, "source-sheet", "no sheet 'Daata', near it 'Data'"),
        (xlsx([[], HEADER]), {}, "source-empty", "row 1, where the header should be, is blank"),
        (xlsx([HEADER]), {"header_row": 4}, "source-empty", "row 4, where the header should be, is blank"),
        (xlsx([["Month", None, "Took"], ["2024-01", 1, 2]]), {}, "source-header", "'Count' is missing"),
        (xlsx([HEADER]), {}, "source-rows", "0 rows, fewer than the 1"),
        (bomb(), {}, "source-archive", "more than 300 times its size"),
        (zipped({"[Content_Types].xml": b"<x/>"}), {}, "source-workbook", "the workbook is damaged"),
    ],
)
def test_a_workbook_that_cannot_be_used_says_why(
    tmp_path: Path, data: bytes, more: dict[str, Any], code: str, words: str
) -> None:
    findings = loaded(tmp_path, "a.xlsx", data, **more).findings
    assert findings[0].code == code
    assert words in findings[0].says


def test_cells_come_as_people_would_type_them() -> None:
    shown = [
        child._plain(cell)
        for cell in ("text", True, 12.0, 190.41999999999996, 0.1 + 0.2, 1e15, date(2024, 3, 1), time(1, 2, 3), "")
    ]
    assert shown == ["text", "true", "12", "190.42", "0.3", "1e+15", {"d": "2024-03-01"}, "1:02:03", ""]
    assert child._plain(timedelta(hours=30, seconds=5)) == "30:00:05"
    assert child._plain(timedelta(seconds=-1)) == "-0:00:01"
    moments = [datetime(2024, 3, 1), datetime(2024, 3, 1, 9, 30), datetime(2024, 3, 1, 9, 30, 0, 500_000)]
    shown = [child._plain(cell) for cell in moments]
    assert shown == [{"d": "2024-03-01"}, {"d": "2024-03-01 09:30:00"}, {"d": "2024-03-01 09:30:00.500000"}]


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", xlsx), ("a.ods", ods)])
def test_a_cell_of_day_and_time_is_its_day_in_a_column_of_dates(tmp_path: Path, name: str, write: Any) -> None:
    columns = {**COLUMNS, "day": Column("Day", "date", date_format="%d/%m/%Y"), "said": Column("Said")}
    rows = [[*HEADER, "Day", "Said"]]
    rows += [["2024-01", 1, None, at, at] for at in (date(2024, 1, 2), datetime(2024, 1, 3), datetime(2024, 1, 4, 9))]
    put(tmp_path, {name: write(rows)})
    got = load_one(tmp_path, source(files=(name,), columns=columns))
    assert got.findings == ()
    assert rows_of(got, "counts", "day, said") == [
        (date(2024, 1, 2), "2024-01-02"),
        (date(2024, 1, 3), "2024-01-03"),
        (date(2024, 1, 4), "2024-01-04 09:00:00"),
    ]


def test_durations_of_a_workbook_are_seconds(tmp_path: Path) -> None:
    rows = [HEADER, ["2024-01", 1, timedelta(hours=30, seconds=5)], ["2024-01", 2, time(1, 2, 3)]]
    got = loaded(tmp_path, "a.xlsx", xlsx(rows))
    assert got.findings == ()
    assert rows_of(got, "counts", "count, took") == [(1, 108005), (2, 3723)]


def test_a_process_that_breaks_its_limits_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_RUN", "bytearray(1 << 40)")
    (finding,) = loaded(tmp_path, "a.xlsx", xlsx([HEADER, ["2024-01", 1, 2]])).findings
    assert (finding.code, finding.where) == ("source-workbook", "a.xlsx")
    assert "could not be read within 120 seconds of processor time and 1024 MB" in finding.says
    monkeypatch.setattr(workbook, "_RUN", "import time; time.sleep(60)")
    monkeypatch.setattr(child, "MOST_WAIT", 0.5)
    (finding,) = loaded(tmp_path, "a.xlsx", xlsx([HEADER, ["2024-01", 1, 2]])).findings
    assert finding.code == "source-workbook"


def with_cells(*names: str) -> bytes:
    """A sheet of one good row, and a cell with an x at each of these places."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in (HEADER, ["2024-01", 1, 1]):
        book.active.append(row)
    for name in names:
        book.active[name] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["XFD1048576"], "XFD1048576"),
        (["BZ400000", "C500"], "BZ400000"),
        (["XFD3", "A1048576"], "XFD3 and A1048576"),
        (["AAA40000", "C40000"], "AAA40000"),
    ],
)
def test_a_cell_far_from_the_table_is_named_with_what_to_do(tmp_path: Path, names: list[str], told: str) -> None:
    (finding,) = loaded(tmp_path, "a.xlsx", with_cells(*names)).findings
    assert finding.line() == (
        f"a.xlsx: cells reach to {told}: more than 20,000,000 with the blank ones between; delete the rows and columns "
        "out there, or save the sheet alone as CSV UTF-8 [source-workbook]"
    )


def test_a_sheet_that_does_not_say_how_far_it_reaches_is_read(tmp_path: Path) -> None:
    data = zipped({name: re.sub(b"<dimension[^>]*/>", b"", part) for name, part in parts(with_cells()).items()})
    assert rows_of(loaded(tmp_path, "a.xlsx", data), "counts", "count") == [(1,)]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
