from datetime import date
from pathlib import Path

import pytest

from peelian.sources import readcsv
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.model import Rows
from peelian.sources.problems import Place
from peelian.sources.readcsv import read_csv
from peelian.sources.tidied import Layout, Tidied

LAYOUT = Layout((Field("month", "m", "month", required=True), Field("n", "n", "integer", required=True)))


def read(folder: Path, data: bytes, layout: Layout = LAYOUT) -> Tidied:
    path = folder / "a [1].csv"
    path.write_bytes(data)
    desk = Desk(folder)
    try:
        return read_csv(path, Place("a.csv"), layout, desk)
    finally:
        desk.close()


def test_a_file_whose_name_is_a_pattern_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "a 1.csv").write_bytes(b"m,n\n2024-01,5\n")
    got = read(tmp_path, b"m,n\n2024-01,1\n2024-02,2\n")
    assert (got.counts, got.findings) == ({date(2024, 1, 1): 1, date(2024, 2, 1): 1}, ())


def test_faults_are_named_by_line_behind_breaks_inside_quotes(tmp_path: Path) -> None:
    data = b'm,n,note\n2024-01,1,"a\nb"\n\n2024-02,x,c\n2024-13,2,\n'
    findings = read(tmp_path, data).findings
    assert [(f.where, f.code) for f in findings] == [("a.csv:5", "source-value"), ("a.csv:6", "source-value")]


def test_a_file_full_of_faults_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readcsv, "MOST_LOOKED_AT", 10)
    (finding,) = read(tmp_path, b"m,n\n" + b"2024-01,x\n" * 100).findings
    assert finding.where == "a.csv:2"
    assert "(at least 10 rows; also lines 3 ('x'), 4 ('x')…)" in finding.says


def test_only_columns_with_a_bad_cell_are_read_again(tmp_path: Path) -> None:
    """One column read as two fields, one with a bad cell in another row, one without any."""
    fields = (*LAYOUT.fields, Field("words", "m"), Field("text", "t"), Field("k", "k", "integer"))
    rows = [b"2024-01,1,a,2", b"2024-13,1,,x", b"2024-02,y,b,", b"x,2,c,3"]
    findings = read(tmp_path, b"\n".join([b"m,n,t,k", *rows, b""]), Layout(fields)).findings
    assert [(f.where, f.says.partition(";")[0]) for f in findings] == [
        ("a.csv:3", "column 'm' holds '2024-13': not a month"),
        ("a.csv:3", "column 'k' holds 'x': not a whole number"),
        ("a.csv:4", "column 'n' holds 'y': not a whole number"),
    ]
    assert "also line 5 ('x')" in findings[0].says


def test_rows_are_counted_before_they_are_read(tmp_path: Path) -> None:
    layout = Layout(LAYOUT.fields, rows=Rows(1, 2))
    (finding,) = read(tmp_path, b"m,n\n" + b"2024-01,x\n" * 3, layout).findings
    assert finding.says.startswith("3 rows, more than the 2")


def test_what_the_engine_cannot_follow_is_read_carefully(tmp_path: Path) -> None:
    # Two kinds of line end: the engine gives up, the careful reader does not.
    got = read(tmp_path, b"m,n\r\n2024-01,1\n2024-02,2\r\n")
    assert (sum(got.counts.values()), got.findings) == (2, ())
    # One cell too few and one too many: as many commas as there should be.
    findings = read(tmp_path, b"m,n,x\n2024-01,1\n2024-02,2,3,4\n").findings
    assert [f.where for f in findings] == ["a.csv:2", "a.csv:3"]


def test_a_file_without_a_header_is_one_finding(tmp_path: Path) -> None:
    assert [f.code for f in read(tmp_path, b"\n").findings] == ["source-empty"]


def test_header_findings_come_with_those_of_the_bytes(tmp_path: Path) -> None:
    findings = read(tmp_path, b"m,nn\n2024-01,1\n2024-02\n").findings
    assert [f.code for f in findings] == ["source-header"]
    findings = read(tmp_path, b"m,nn\n2024-01,\xff\n").findings
    assert [f.code for f in findings] == ["source-header", "source-encoding"]
