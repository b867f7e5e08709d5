from pathlib import Path

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
