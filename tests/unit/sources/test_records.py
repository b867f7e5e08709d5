from pathlib import Path

import pytest

from peelian.sources.problems import Place
from peelian.sources.records import Broken, find_broken, lines_of, records
from peelian.sources.scan import Head, read_head

PLACE = Place("a.csv")
HEAD = b"x,y,z\r\n"


def file(folder: Path, body: bytes) -> tuple[Path, Head]:
    path = folder / "a.csv"
    path.write_bytes(HEAD + body)
    head = read_head(path, 1, PLACE)
    assert isinstance(head, Head)
    return path, head


def test_each_record_has_the_line_it_begins_in(tmp_path: Path) -> None:
    path, head = file(tmp_path, b'1,2,3\r\n"a\r\nb",5,6\r\n\r\n7,8,9\r\n')
    assert list(records(path, head)) == [
        (2, ["1", "2", "3"]),
        (3, ["a\r\nb", "5", "6"]),
        (6, ["7", "8", "9"]),
    ]
    assert lines_of(path, head, [3, 1]) == {1: 2, 3: 6}
    assert lines_of(path, head, []) == {}


def test_old_line_ends_are_followed(tmp_path: Path) -> None:
    path, head = file(tmp_path, b"1,2,3\r4,5,6\r")
    assert [cells for _, cells in records(path, head)] == [["1", "2", "3"], ["4", "5", "6"]]
    assert find_broken(path, head, PLACE) == (2, [])


@pytest.mark.parametrize(
    ("body", "code", "where", "words"),
    [
        (b"1,2\r\n4,5,6\r\n", "source-ragged", "a.csv:2", "column 'z' is missing after '2'"),
        (b"1,2,3,4\r\n", "source-ragged", "a.csv:2", "'4' comes after the last column 'z'"),
        (b"1,2,3\r\n4,5", "source-cut", "a.csv:3", "in column 'y' after '5'"),
        (b"1,2,3\r\n4,5,6", "source-cut", "a.csv:3", "in column 'z' after '6'"),
        (b'1,2,3\r\n4,"5,6\r\n7,8,9\r\n', "source-cut", "a.csv:3", "column 'y' opens or closes a quote"),
        (b'1,"2"x,3\r\n', "source-cut", "a.csv:2", "opens or closes a quote in the wrong place"),
        (b'"1,1","2"x,3\r\n', "source-cut", "a.csv:2", "opens or closes a quote in the wrong place"),
    ],
)
def test_a_broken_record_is_named_with_its_column(
    tmp_path: Path, body: bytes, code: str, where: str, words: str
) -> None:
    path, head = file(tmp_path, body)
    (finding,) = find_broken(path, head, PLACE)[1]
    assert (finding.code, finding.where) == (code, where)
    assert words in finding.says


@pytest.mark.parametrize("cell", [b"x" * 200_000, b'"' + b"x" * 200_000 + b'"', b'"' + b"x\n" * 100_000 + b'"'])
def test_a_cell_of_more_letters_than_it_may_have_is_told_as_such(tmp_path: Path, cell: bytes) -> None:
    path, head = file(tmp_path, b"1,2,3\r\n4," + cell + b",6\r\n")
    (finding,) = find_broken(path, head, PLACE)[1]
    assert (finding.code, finding.where) == ("source-cut", "a.csv:3")
    assert finding.says.startswith("column 'y' has more than 131,072 characters")
    assert "quote" not in finding.says


def test_faults_before_the_break_are_told_too(tmp_path: Path) -> None:
    path, head = file(tmp_path, b'1,2\r\n4,5,"6\r\n')
    assert [f.where for f in find_broken(path, head, PLACE)[1]] == ["a.csv:2", "a.csv:3"]
    with pytest.raises(Broken) as broken:
        list(records(path, head))
    assert broken.value.line == 3


def test_many_ragged_rows_are_counted(tmp_path: Path) -> None:
    path, head = file(tmp_path, b"1,2\r\n" * 9)
    findings = find_broken(path, head, PLACE)[1]
    assert [f.where for f in findings] == [f"a.csv:{n}" for n in (2, 3, 4, 5, 6, 7)]
    assert findings[-1].says.startswith("and 4 more rows")
    path, head = file(tmp_path, b"1,2\r\n" * 6)
    findings = find_broken(path, head, PLACE)[1]
    assert [f.where for f in findings] == [f"a.csv:{n}" for n in (2, 3, 4, 5, 6, 7)]
    assert findings[-1].says.startswith("2 cells where the header has 3")


def test_a_typed_file_may_leave_its_last_line_open(tmp_path: Path) -> None:
    path, head = file(tmp_path, b"1,2,3\r\n4,5,6")
    assert find_broken(path, head, PLACE, needs_line_end=False) == (2, [])


def test_of_rows_that_are_all_ragged_the_first_are_named(tmp_path: Path) -> None:
    path, head = file(tmp_path, b"1,2,3,4\r\n" * 1000 + b"1,2")
    rows, found = find_broken(path, head, PLACE)
    assert rows == 1001
    assert [finding.where for finding in found] == [f"a.csv:{line}" for line in (2, 3, 4, 5, 6, 7, 1002)]
    assert "and 995 more rows" in found[5].says
    assert found[6].code == "source-cut"
