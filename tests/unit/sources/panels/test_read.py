from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from peelian.sources.kinds import OLE
from peelian.sources.panels import judge, read, read_series, rows, spotted
from tests.unit.sources.panels.series_files import VALUES, YEAR, cells, ids, of, told, written
from tests.unit.sources.panels.series_files import rows as lines
from tests.unit.sources.raw_files import ods, xlsx, zipped

TABLE = [VALUES.split(","), ["A", "2020-01", 1]]


def test_series_stand_in_the_order_of_their_first_rows(tmp_path: Path) -> None:
    got = of(tmp_path, VALUES, ["B,2020-02,1", "C,2020-01,2", "B,2020-01,3", "A,2020-01,4"])
    assert cells(got) == {"B": [3.0, 1.0], "C": [2.0, None], "A": [4.0, None]}
    assert ids(got) == ["2020-01", "2020-02"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_any_line_end_and_a_byte_order_mark_are_read(tmp_path: Path, end: str, mark: bytes) -> None:
    data = mark + (end.join([VALUES, '"A, ""x""",2020-01,1', "B,2020-01,2"]) + end).encode()
    got = read_series(written(tmp_path, data))
    assert cells(got) == {'A, "x"': [1.0], "B": [2.0]}
    assert got.findings == ()


def test_lines_are_right_below_blank_lines_and_quoted_line_ends(tmp_path: Path) -> None:
    data = f'{VALUES},note\n\nA,2020-01,1,"two\nlines"\n\nA,2020-02,x,\n'
    got = read_series(written(tmp_path, data))
    assert ("error", "source-value", "a.csv:6") in told(got)


def test_a_last_line_without_its_end_is_read_and_told(tmp_path: Path) -> None:
    for end in ("\n", "\r\n"):
        got = read_series(written(tmp_path, end.join([VALUES, "A,2020-01,1", "A,2020-02,25"])))
        assert cells(got) == {"A": [1.0, 25.0]}
        assert told(got) == [("note", "source-cut", "a.csv:3")]


def test_a_gzip_file_is_read(tmp_path: Path) -> None:
    data = gzip.compress(f"{VALUES}\nA,2020-01,1\nA,2020-02,x\n".encode())
    got = read_series(written(tmp_path, data, "a.csv.gz"))
    assert told(got) == [("error", "source-value", "a.csv.gz:3")]
    assert told(read_series(written(tmp_path, data[:-9], "a.csv.gz"))) == [("error", "source-archive", "a.csv.gz")]
    bomb = gzip.compress(b"x" * 5_000_000)
    assert "as a bomb does" in read_series(written(tmp_path, bomb, "a.csv.gz")).findings[0].says


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "source-empty", "empty (0 bytes)"),
        (b"\n\n", "source-empty", "the first line is blank; begin the file with its header"),
        (b"\xef\xbb\xbf", "source-empty", "the first line is blank"),
        (b"series,period,value\n", "source-empty", "no rows below the header"),
        (b"series,period,value", "source-empty", "no rows below the header"),
        (b"series,period,value\n\n\n", "source-empty", "no rows below the header"),
        (xlsx(TABLE), "source-kind", "an Excel workbook (XLSX), and a CSV file is wanted"),
        (ods(TABLE), "source-kind", "an OpenDocument spreadsheet"),
        (zipped({"a.csv": b"series,period,value\n"}), "source-kind", "a zip file"),
        (OLE + bytes(600), "source-kind", "an old Excel or Word file"),
        (b"<!DOCTYPE html><html>", "source-kind", "a web page"),
        ("series,period,value\nA,2020-01,1\n".encode("utf-16"), "source-encoding", "UTF-16"),
        ("series,period,value\nCafé,2020-01,1\n".encode("cp1252"), "source-encoding", "'Café'"),
        (b"series,period,value\nA,2020-01,1\0\n", "source-nul", "a NUL byte"),
        (b"series,period,value\0\nA,2020-01,1\n", "source-nul", "a NUL byte"),
        (b'series,period,"value\nA,2020-01,1\n', "source-cut", "a quote that never closes"),
        (b'series,period,value\nA,2020-01,"1\nB,2020-01,1\n', "source-cut", "opens or closes a quote"),
        (b'series,period,value\n"A"x,2020-01,1\n', "source-cut", "opens or closes a quote"),
        (b"series,period,value\nA,2020-01\n", "source-ragged", "column 'value' is missing after '2020-01'"),
        (b"series,period,value\nA,2020-01,1,2\n", "source-ragged", "'2' comes after the last column"),
        (b"series,period,value\n  \nA,2020-01,1\n", "source-ragged", "1 cell where the header has 3"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_told(tmp_path: Path, data: bytes, code: str, words: str) -> None:
    got = read_series(written(tmp_path, data))
    assert got.panel is None
    assert [finding.code for finding in got.findings] == [code]
    assert words in got.findings[0].says


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert told(read_series(tmp_path / "b.csv")) == [("error", "source-files", "b.csv")]
    assert "is a folder" in read_series(tmp_path).findings[0].says


def test_a_name_with_odd_characters_stays_on_one_line(tmp_path: Path) -> None:
    assert read_series(tmp_path / "a\nb.csv").findings[0].where == "a\\nb.csv"


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    got = of(
        tmp_path,
        VALUES + ",status",
        [",2020-01,x,odd", "A,soon,1%,final", "B,2020-01,1,missing", "C,2020-01,1,", "C,2020-01,2,", "C,q-2020-03,1,"],
    )
    assert [finding.where for finding in got.findings] == [
        *("a.csv:2", "a.csv:2", "a.csv:2", "a.csv:3", "a.csv:3", "a.csv:4", "a.csv:6", "a.csv:7")
    ]


def test_of_more_bad_rows_than_are_looked_at_there_are_at_least_so_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spotted, "MOST_LOOKED_AT", 5)
    got = of(tmp_path, VALUES, [f"A,{month},x" for month in YEAR])
    assert "(at least 5 rows; also lines 3" in got.findings[0].says


@pytest.mark.parametrize(
    ("module", "limit", "most", "words"),
    [
        (read, "MOST_CELLS", 11, "12 rows, more than the 11 that are read at once"),
        (judge, "MOST_CELLS", 12, "13 series of 1 period, from '2020-01' to '2020-01' (line 2): more than the 12"),
        (judge, "MOST_SERIES", 12, "column 'series' holds 13 different texts, this one among them: 'S12'"),
        (judge, "MOST_PERIODS", 11, "column 'period' holds 12 different texts, this one among them: '2020-12'"),
    ],
)
def test_a_file_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, limit: str, most: int, words: str
) -> None:
    monkeypatch.setattr(module, limit, most)
    periods = limit == "MOST_PERIODS" or module is read
    got = of(tmp_path, VALUES, lines("A", YEAR) if periods else [f"S{n},2020-01,1" for n in range(13)])
    assert got.panel is None
    assert [finding.code for finding in got.findings] == ["series-size"]
    assert words in got.findings[0].says


def test_a_column_of_the_wrong_texts_is_told_by_its_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "MOST_PERIODS", 3)
    monkeypatch.setattr(judge, "MOST_STATUSES", 3)
    got = of(tmp_path, VALUES + ",status", [f"A,{n}.5,1,{n}" for n in range(9)])
    assert told(got) == [
        ("error", "source-value", "a.csv:2"),
        ("error", "source-value", "a.csv:2"),
        ("error", "series-size", "a.csv:5"),
    ]


def test_blocks_and_batches_may_be_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "\n".join([VALUES, *(f"S{n % 7},{month},{n}.25" for month in YEAR for n in range(9, 16))]) + "\n"
    whole = read_series(written(tmp_path, data))
    monkeypatch.setattr(rows, "BLOCK", 64)
    monkeypatch.setattr(rows, "RECORDS", 5)
    assert cells(read_series(written(tmp_path, data))) == cells(whole)
    assert cells(read_series(written(tmp_path, data.replace("\n", "\r")))) == cells(whole)
    bad = data.replace("S3,2020-12,10.25", "S3,2020-12,x")
    assert told(read_series(written(tmp_path, bad))) == [("error", "source-value", "a.csv:80")]
    assert told(read_series(written(tmp_path, bad.replace("\n", "\r")))) == [("error", "source-value", "a.csv:80")]


def test_a_record_longer_than_a_block_is_read_slowly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "BLOCK", 64)
    name = "x" * 500
    assert cells(of(tmp_path, VALUES, ["A,2020-01,1", f"{name},2020-01,2"])) == {"A": [1.0], name: [2.0]}


def test_a_difference_in_the_number_of_rows_is_settled_slowly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrow left out rows: the slow reader's word counts."""
    by_arrow = rows._by_arrow
    monkeypatch.setattr(rows, "_by_arrow", lambda file: (batch.slice(1) for batch in by_arrow(file)))
    assert cells(of(tmp_path, VALUES, ["A,2020-01,1", "A,2020-02,2"])) == {"A": [1.0, 2.0]}
