import gzip
import os
import sys
from pathlib import Path

import pytest

from peelian.findings import Finding
from peelian.sources.desk import Desk
from peelian.sources.given import Given, Received, find_files, opened
from peelian.sources.kinds import OLE
from tests.unit.sources.raw_files import put, xlsx, zipped

CSV = b"a,b\r\n1,2\r\n"


def read(folder: Path, name: str, data: bytes, workbooks: bool = True) -> list[Given | Finding]:
    put(folder, {name: data})
    (received,), _ = find_files((name,), folder, "one")
    return list(opened(received, Desk(folder), lambda own: own.endswith(".csv"), workbooks))


def test_patterns_name_files_once_in_order(tmp_path: Path) -> None:
    put(tmp_path / "plan", {"data/b.csv": CSV, "data/a.csv": CSV, "data/c/d.csv": b"other"})
    patterns = ("data/*.csv", "data/**/*.csv")
    received, findings = find_files(patterns, tmp_path / "plan", "one")
    assert [one.name for one in received] == ["data/a.csv", "data/b.csv", "data/c/d.csv"]
    assert received[0].sha256 == received[1].sha256 != received[2].sha256
    assert findings == []


def test_a_folder_with_brackets_in_its_name_is_a_folder(tmp_path: Path) -> None:
    put(tmp_path / "plan [old]", {"a.csv": CSV})
    received, _ = find_files(("*.csv",), tmp_path / "plan [old]", "one")
    assert [one.name for one in received] == ["a.csv"]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("data/stret.csv", "no file is called 'data/stret.csv'; there is 'street.csv'. Put the file there"),
        (
            "nowhere/*.csv",
            "no file is called 'nowhere/*.csv'. Put the file there, have it fetched (peelian fetch), or mend 'files'",
        ),
        ("/etc/passwd", "is not a path from the plan folder"),
        ("C:\\data\\a.csv", "is not a path from the plan folder"),
        ("", "is not a path from the plan folder"),
        ("../data/a.csv", "leads out of the plan folder"),
        ("data/../../a.csv", "leads out of the plan folder"),
        ("..\\a.csv", "leads out of the plan folder"),
        ("data/**.csv", "has '**' beside other letters"),
    ],
)
def test_a_pattern_that_names_nothing_says_so(tmp_path: Path, pattern: str, words: str) -> None:
    put(tmp_path, {"data/street.csv": CSV})
    received, (finding,) = find_files((pattern,), tmp_path, "one")
    assert received == []
    assert (finding.code, finding.where) == ("source-files", "sources.yaml, one")
    assert words in finding.says


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", [b"a\nb.csv", b"a\x1b[2J.csv", b"a\\b.csv", b"a\xff.csv"])
def test_a_name_that_not_every_system_can_write_is_refused(tmp_path: Path, name: bytes) -> None:
    put(tmp_path, {"a.csv": CSV})
    (tmp_path / "a.csv").rename(tmp_path / os.fsdecode(name))
    received, (finding,) = find_files(("*.csv",), tmp_path, "one")
    assert received == []
    assert "holds a character that not every system can write in a name; rename the file" in finding.says
    assert finding.says.isprintable()


@pytest.mark.parametrize(("linked", "what"), [(False, "is a folder"), (True, "a link that leads to none")])
def test_what_has_the_name_and_is_no_file_is_said_to_be_none(tmp_path: Path, linked: bool, what: str) -> None:
    if linked:
        (tmp_path / "calls.csv").symlink_to(tmp_path / "gone.csv")
    else:
        (tmp_path / "calls.csv").mkdir()
    _, (finding,) = find_files(("calls*",), tmp_path, "one")
    assert finding.says.startswith("'calls.csv' is ")
    assert what in finding.says
    assert "put the file itself there" in finding.says


def test_a_link_out_of_the_plan_folder_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {"beside/e.csv": CSV, "plan/data/a.csv": CSV})
    (tmp_path / "plan/data/e.csv").symlink_to(tmp_path / "beside/e.csv")
    received, (finding,) = find_files(("data/*.csv",), tmp_path / "plan", "one")
    assert [one.name for one in received] == ["data/a.csv"]
    assert "'data/e.csv' leads out of the plan folder" in finding.says


def test_a_plain_file_is_read_where_it_lies(tmp_path: Path) -> None:
    (given,) = read(tmp_path, "data/a.csv", CSV)
    assert isinstance(given, Given)
    assert (given.name, given.own, given.kind) == ("data/a.csv", "a.csv", "csv")
    assert given.path == tmp_path / "data/a.csv"


def test_packed_files_are_unpacked_and_keep_their_names(tmp_path: Path) -> None:
    (given,) = read(tmp_path, "a.csv.gz", gzip.compress(CSV, mtime=0))
    assert isinstance(given, Given)
    assert (given.name, given.own, given.path.read_bytes()) == ("a.csv.gz", "a.csv", CSV)
    members = {"2024-03/a.csv": CSV, "2024-03/b.txt": b"no", "2024-04/c.csv": CSV, "empty/": b""}
    found = read(tmp_path, "all.zip", zipped(members))
    assert [one.name for one in found if isinstance(one, Given)] == [
        "all.zip/2024-03/a.csv",
        "all.zip/2024-04/c.csv",
    ]
    (given,) = read(tmp_path, "a.xlsx", xlsx([["a"]]))
    assert isinstance(given, Given)
    assert given.kind == "xlsx"


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.csv", b"", "source-empty", "empty (0 bytes)"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "source-password", "save it without one"),
        ("a.xlsx", xlsx([["a"]])[:900], "source-archive", "has no end (900 bytes)"),
        ("a.zip", zipped({"a.csv": CSV})[:40], "source-archive", "has no end (40 bytes)"),
        ("a.csv.gz", gzip.compress(CSV, mtime=0)[:-4], "source-archive", "cut off"),
        ("a.zip", zipped({"../a.csv": CSV}), "source-archive", "leads out of its folder"),
        ("a.zip", zipped({"a.csv": b"0" * 2_000_000}), "source-archive", "more than 100 times"),
        ("a.zip", zipped({"a.txt": CSV}), "source-files", "it holds 'a.txt'"),
        ("a.zip", CSV, "source-kind", "by its name a zip file, and its bytes ('a,b"),
        ("a.csv.gz", CSV, "source-kind", "are plain text"),
        ("a.csv", xlsx([["a"]]), "source-kind", "are an Excel workbook (XLSX)"),
        ("a.xlsx", CSV, "source-kind", "by its name an Excel workbook (XLSX)"),
        ("a.csv", b"<!DOCTYPE html><html>", "source-kind", "are a web page"),
        ("a.xls", OLE + b"\0" * 99, "source-kind", "are an old Excel or Word file"),
    ],
)
def test_what_cannot_be_read_is_one_finding(tmp_path: Path, name: str, data: bytes, code: str, words: str) -> None:
    (finding,) = read(tmp_path, name, data)
    assert isinstance(finding, Finding)
    assert (finding.code, finding.where) == (code, name)
    assert words in finding.says


def test_workbooks_are_refused_where_the_publisher_gives_none(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, "a.xlsx", xlsx([["a"]]), workbooks=False)
    assert isinstance(finding, Finding)
    assert finding.says.endswith("CSV, .csv.gz or the publisher's zip can be read")


def test_a_received_file_knows_its_hash(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": b"abc"})
    received, _ = find_files(("a.csv",), tmp_path, "one")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert received == [Received("a.csv", tmp_path / "a.csv", digest)]
