from pathlib import Path
from time import process_time

import pytest

from peelian.findings import Finding
from peelian.sources import scan
from peelian.sources.problems import Place
from peelian.sources.scan import Body, Head, read_body, read_head

HEAD = b"a,b,c\r\n"
PLACE = Place("a.csv")


def scanned(folder: Path, data: bytes, header_row: int = 1) -> Head | Body | Finding:
    path = folder / "a.csv"
    path.write_bytes(data)
    head = read_head(path, header_row, PLACE)
    return head if isinstance(head, Finding) else read_body(path, head, PLACE)


@pytest.mark.parametrize(
    ("body", "rows", "simple"),
    [
        (b"1,2,3\r\n4,5,6\r\n", 2, True),
        (b"1,2,3\n4,5,6\n", 2, True),
        (b"", 0, True),
        (b'1,"2,2",3\r\n', 1, True),
        (b'1,"2\r\n2",3\r\n4,5,6\r\n', 2, False),
        (b'1,"2 ""x"" 2",3\r\n', 1, True),
        (b'"1","2","3"\r\n', 1, True),
        (b'1,"2\r2",3\n', 1, False),
        (b"\r\n1,2,3\r\n", 1, False),
        (b"\n\n1,2,3\n", 1, False),
        (b'"' + b'a,\n""' * 70 + b'",2,3\n' + b"4,5,6\n" * 40, 41, False),
        (b"1,2,3\r\n\r\n4,5,6\r\n", 2, False),
        ("1,é,3\r\n".encode(), 1, True),
        (b"1,2,3\r\n4,5\r\n", None, True),
        (b"1,2,3\r\n4,5,6,7\r\n", None, True),
        (b"1,2,3\r\n4,5,6", None, True),
        (b'1,2,3\r\n4,5,"6\r\n', None, True),
        (b"1,2,3\n4,5,6\r\n", None, True),
        (b"1,2\r,3\r\n", None, True),
        (b"1,2\r,3\n", None, True),
        (b"1,2,3\r\n4,5\r,6\r\n", None, True),
        (b'1,"2"x,3\n', None, True),
        (b'1,x"2",3\n', None, True),
        (b'1,2" by 3",3\n', None, True),
        (b'1,"2" ,3\n', None, True),
        (b'1,"","2"""\n', 1, True),
    ],
)
def test_records_are_counted_from_bytes_or_left_open(
    tmp_path: Path, body: bytes, rows: int | None, simple: bool
) -> None:
    got = scanned(tmp_path, HEAD + body)
    assert isinstance(got, Body)
    assert got.rows == rows
    if rows is not None:
        assert got.one_line_each is simple


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (b"1,2,3\r\n4,5,6", 2),
        (b"1,2,3\n4,5,6", 2),
        (b"1,2,3\r\n4,5,6\r", 2),
        (b"4,5,6", 1),
        (b'4,5,"6"', 1),
        (b"1,2,3\n4,5", None),
        (b'1,2,3\n4,5,"6', None),
    ],
)
def test_the_last_line_may_be_open_where_that_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes, rows: int | None
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(HEAD + body)
    head = read_head(path, 1, PLACE)
    assert isinstance(head, Head)
    for size in (7, scan.CHUNK):
        monkeypatch.setattr(scan, "CHUNK", size)
        got = read_body(path, head, PLACE, open_end=True)
        assert isinstance(got, Body)
        assert got.rows == rows


def test_counts_hold_across_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [b'%d,"x\r\ny, z",\xc3\xa9\r\n' % n for n in range(50)] + [b"1,2,3\r\n"] * 50
    for size in (7, 8, 64):
        monkeypatch.setattr(scan, "CHUNK", size)
        got = scanned(tmp_path, HEAD + b"".join(rows))
        assert got == Body(100, False, hashes=False, spaced=False)


@pytest.mark.parametrize(
    ("body", "spaced"),
    [
        (b"1,2,3\n4,5,6\n", False),
        (b"1,a b,3\r\n4,,6\r\n", False),
        (b'1,"a, b",3\n', False),  # inside a cell
        (b'1,"a,b",3\n', False),
        (b" 1,2,3\n", True),
        (b"1,2,3\n 4,5,6\n", True),
        (b"1, 2,3\n", True),
        (b"1,2 ,3\n", True),
        (b"1,2,3 \n", True),
        (b"1,2,3 \r\n", True),
        (b'1," 2",3\n', True),
        (b'1,"2 ",3\n', True),
        (b"1, ,3\n", True),
        (b'1,"",3\n', True),
        (b'1,2,""\n', True),
        (b'"",2,3\n', True),
    ],
)
def test_cells_with_spaces_at_their_ends_or_nothing_in_quotes_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes, spaced: bool
) -> None:
    for size in (7, scan.CHUNK):
        monkeypatch.setattr(scan, "CHUNK", size)
        got = scanned(tmp_path, HEAD + body)
        assert isinstance(got, Body)
        assert (got.rows is not None, got.spaced) == (True, spaced)


def test_the_header_is_read_with_or_without_a_mark_and_below_titles(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for data, row, names, line in (
        (b"\xef\xbb\xbfa,b\r\n1,2\r\n", 1, ("a", "b"), 2),
        (b"Title\r\n\r\na,b\r\n1,2\r\n", 3, ("a", "b"), 4),
        (b'"a\nx",b\n1,2\n', 1, ("a\nx", "b"), 3),
        (b"a,b\r1,2\r", 1, ("a", "b"), 2),
    ):
        path.write_bytes(data)
        head = read_head(path, row, PLACE)
        assert isinstance(head, Head)
        assert (head.names, head.next_line) == (names, line)
        assert path.read_bytes()[head.offset :].startswith(b"1,2")


@pytest.mark.parametrize(
    ("data", "code", "where", "words"),
    [
        (b"", "source-empty", "a.csv", "the file is empty"),
        (b"\xef\xbb\xbf", "source-empty", "a.csv", "is blank"),
        (b"\r\na,b\r\n", "source-empty", "a.csv", "line 1, where the header should be, is blank"),
        ("a,b\r\n1,2\r\n".encode("utf-16"), "source-encoding", "a.csv:1", "UTF-16 (it begins 'a,b"),
        ("a,b,c,d,e\r\n1\r\n".encode("utf-16-be"), "source-encoding", "a.csv:1", "UTF-16 (it begins 'a,b"),
        (b"a,b\xa3\r\n1,2\r\n", "source-encoding", "a.csv:1", "column 2 holds the byte 0xa3"),
        (b"a,\0b\r\n1,2\r\n", "source-nul", "a.csv:1", "the header holds a NUL byte"),
        (b"a,b\r\n1,2\r\n3,\0\r\n", "source-nul", "a.csv:3", "column 'b' holds a NUL byte"),
        (b"a,b\r\n1,2\r\n3,caf\xe9\r\n", "source-encoding", "a.csv:3", "column 'b' holds the byte 0xe9"),
        (b'a,b\r\n"1,1",\x93x\x94\r\n', "source-encoding", "a.csv:2", "in Windows-1252 it reads '“x”'"),
        (b'a,"b\r\n1,2\r\n', "source-cut", "a.csv:1", "the header holds a quote that never closes"),
    ],
)
def test_bytes_that_are_no_text_are_named(tmp_path: Path, data: bytes, code: str, where: str, words: str) -> None:
    got = scanned(tmp_path, data)
    assert isinstance(got, Finding)
    assert (got.code, got.where) == (code, where)
    assert words in got.says


EDGE = 1 << 20  # stands for LONGEST_RECORD, which is quicker to pass


@pytest.mark.parametrize(
    ("data", "header_row", "where"),
    [
        (b"a,b," * EDGE + b"\n1,2\n", 1, "a.csv:1"),
        (b"x" * (EDGE + 1) + b"\n", 1, "a.csv:1"),
        (b"x" * (EDGE + 1), 1, "a.csv:1"),
        (b'"a",' * EDGE + b"\n1,2\n", 1, "a.csv:1"),
        (b'"a,' + b"xyz," * EDGE + b"\n1,2\n", 1, "a.csv:1"),
        (b'a,"' + b"x" * EDGE + b'"\n1,2\n', 1, "a.csv:1"),
        (b'a,"b\n' + b'",' + b"c," * EDGE + b"\n1,2\n", 1, "a.csv:1"),
        (b"a" + "é".encode() * EDGE + b"\n", 1, "a.csv:1"),
        (b"aa" + "€".encode() * EDGE + b"\n", 1, "a.csv:1"),
        (b"aaa" + "😀".encode() * EDGE + b"\n", 1, "a.csv:1"),
        (b"Title\n" + b"a,b," * EDGE + b"\n1,2\n", 2, "a.csv:2"),
        (b"a,b," * EDGE + b"\na,b\n1,2\n", 2, "a.csv:1"),
    ],
)
def test_a_first_line_without_an_end_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, header_row: int, where: str
) -> None:
    monkeypatch.setattr(scan, "LONGEST_RECORD", EDGE)
    got = scanned(tmp_path, data, header_row)
    assert isinstance(got, Finding)
    assert (got.code, got.where) == ("source-cut", where)
    assert got.says.startswith("the line that begins '")
    assert "has no end within 1 MiB, and a line may have as much at most" in got.says
    assert got.says.endswith("the file is no CSV, is damaged or has other line ends: fetch it again")


def test_a_line_as_long_as_may_be_is_a_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "LONGEST_RECORD", EDGE)
    (tmp_path / "a.csv").write_bytes(b"a," * (EDGE // 2 - 1) + b"b\n1,2\n")
    head = read_head(tmp_path / "a.csv", 1, PLACE)
    assert isinstance(head, Head)
    assert (len(head.names), head.next_line, head.offset) == (EDGE // 2, 2, EDGE)


@pytest.mark.parametrize("cell", [b"x" * 200_000, b'"' + b"x" * 200_000 + b'"', b'"' + b'x\n""y' * 50_000 + b'"'])
@pytest.mark.parametrize("end", [b"\n", b"\r"])
def test_a_heading_of_more_letters_than_a_cell_may_have_is_told_as_such(
    tmp_path: Path, cell: bytes, end: bytes
) -> None:
    if end == b"\r":
        cell = cell.replace(b"\n", b"")
    got = scanned(tmp_path, b"a,b," + cell + end + b"1,2,3" + end)
    assert isinstance(got, Finding)
    assert (got.code, got.where) == ("source-cut", "a.csv:1")
    assert "column 3 has more than 131,072 characters" in got.says
    assert "quote" not in got.says


def test_a_quote_of_the_header_that_never_closes_is_told_however_long_the_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "LONGEST_RECORD", EDGE)
    got = scanned(tmp_path, b'a,"b\n' + "é,2\n".encode() * EDGE)
    assert isinstance(got, Finding)
    assert got.says.startswith("the header holds a quote that never closes")


def test_letters_of_two_bytes_over_the_edge_of_a_file_of_old_macs_are_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "LONGEST_RECORD", EDGE)
    for first in (b"a,b\r", b"aa,b\r"):
        (tmp_path / "a.csv").write_bytes(first + "éé,é\r".encode() * EDGE)
        head = read_head(tmp_path / "a.csv", 1, PLACE)
        assert isinstance(head, Head)
        assert (len(head.names), head.offset) == (2, len(first))


@pytest.mark.parametrize("letter", ["é", "€", "😀"])
def test_a_letter_over_the_edge_of_a_long_line_below_the_header_is_no_fault_of_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, letter: str
) -> None:
    monkeypatch.setattr(scan, "LONGEST_RECORD", EDGE)
    for before in (b"", b"x", b"xx", b"xxx"):
        assert isinstance(scanned(tmp_path, HEAD + before + letter.encode() * EDGE + b"\n"), Body)
    cut = scanned(tmp_path, HEAD + letter.encode() * EDGE + letter.encode()[:1])
    assert isinstance(cut, Finding)
    assert cut.code == "source-encoding"


@pytest.mark.parametrize("head", [b'a,"b\n', b'a,b\n1,"3\n'])
def test_a_quote_that_never_closes_is_looked_for_in_time_that_grows_with_the_file(tmp_path: Path, head: bytes) -> None:
    rows = b"123456,1234567890\n" * 500_000
    start = process_time()
    scanned(tmp_path, head + rows)
    assert process_time() - start < 5
