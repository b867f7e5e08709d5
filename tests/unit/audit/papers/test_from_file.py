"""Which files are papers, what is told of those that are not, and the way through the limited process."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from peelian.audit.papers import block_wire
from peelian.audit.papers.folder import papers_in
from peelian.audit.papers.from_file import read_paper
from peelian.audit.papers.paper import Cell, Passage, Place, Table
from peelian.errors import Unusable
from peelian.findings import Finding
from peelian.render.formats import DOCUMENTS
from tests.unit.render import office_sample


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_kind_of_a_paper_is_in_its_bytes_and_the_hash_is_of_them(tmp_path: Path, kind: str) -> None:
    data = DOCUMENTS[kind](office_sample.paper())
    path = tmp_path / "paper.bin"
    path.write_bytes(data)
    paper = read_paper(path)
    assert (paper.name, paper.sha256, paper.notes) == ("paper.bin", hashlib.sha256(data).hexdigest(), ())
    assert paper.pages == (3 if kind == "pdf" else None)
    assert any(isinstance(block, Passage) and block.number == "2.1" for block in paper.blocks)


def test_plain_text_is_a_paper(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text("There were 12 calls.\n", encoding="utf-8")
    paper = read_paper(path)
    assert paper.sha256 == hashlib.sha256(b"There were 12 calls.\n").hexdigest()
    assert [block.text for block in paper.blocks if isinstance(block, Passage)] == ["There were 12 calls."]


def test_a_paper_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"none\.pdf cannot be read: No such file"):
        read_paper(tmp_path / "none.pdf")
    with pytest.raises(Unusable, match="is not a file"):
        read_paper(tmp_path)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            b"\xd0\xcf\x11\xe0" + b"\0" * 9,
            "is an old Word file, or one with a password; save it as DOCX without a password",
        ),
        (b"{\\rtf1 x}", "is an RTF file; save it as DOCX"),
        (b"\x89PNG\r\n", "is a picture; its text cannot be read"),
        (b"\0\1\2\3" * 20, "is none of PDF, DOCX, ODT, HTML or plain text"),
        (b"", "is an empty file; fetch it again"),
    ],
)
def test_what_is_no_paper_is_told_in_words(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "paper.x"
    path.write_bytes(data)
    paper = read_paper(path)
    assert paper.blocks == ()
    assert [(note.where, note.says, note.severity) for note in paper.notes] == [("paper.x", says, "error")]


def test_a_folder_is_read_in_order_and_other_files_are_told(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/c.docx", "a/d.xlsx", "~$b.docx", ".hidden/e.pdf", "Z.TXT", "notes.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    found = list(papers_in([tmp_path, tmp_path / "b.pdf", tmp_path / "notes.json"]))
    names = [one.relative_to(tmp_path).as_posix() for one in found if isinstance(one, Path)]
    assert names == ["Z.TXT", "a/c.docx", "b.pdf"]
    told = [one for one in found if isinstance(one, Finding)]
    assert [(one.code, one.where, one.severity) for one in told] == [
        ("audit-not-a-paper", "a/d.xlsx", "note"),
        ("audit-not-a-paper", "notes.json", "note"),
    ]


def test_a_folder_without_papers_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "paper.txt").write_text("x")
    (found,) = papers_in([tmp_path / "empty"])
    assert isinstance(found, Finding)
    assert (found.where, found.severity) == ("empty", "warning")
    assert "without papers; papers are PDF" in found.says
    assert list(papers_in([tmp_path])) == [tmp_path / "paper.txt"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("pack.pdf", b"<!DOCTYPE html><title>Not found</title>", "is called .pdf and is a web page; fetch it again"),
        ("pack.PDF", b"Session expired", "is called .pdf and is plain text; fetch it again"),
        ("pack.docx", b"Session expired", "is called .docx and is plain text; fetch it again"),
    ],
)
def test_what_was_saved_in_place_of_a_document_is_not_taken_for_it(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    paper = read_paper(tmp_path / name)
    assert paper.blocks == ()
    assert [note.says.startswith(says) for note in paper.notes] == [True]


def test_a_file_named_by_itself_is_given_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "paper.bin").write_bytes(b"x")
    assert list(papers_in([tmp_path / "paper.bin"])) == [tmp_path / "paper.bin"]
    with pytest.raises(Unusable, match="does not exist"):
        list(papers_in([tmp_path / "none"]))


def test_blocks_come_through_the_wire_as_they_went_in() -> None:
    blocks = (
        Passage("It was £12 – “so”.", Place(2, 3), "item", "(a)", ((7, 4),), ((9, 3),)),
        Passage("Plain.", Place(None, 1)),
        Table(
            ((Cell("a\u2028b", Place(1, 2, 1, 1, 1), True, 2, 3), Cell("", Place(1, 2, 1, 1, 3))),),
            Place(1, 2, 1),
            "Table 1",
        ),
    )
    lines = [block_wire.written(block) for block in blocks]
    assert all(line.isascii() and "\n" not in line for line in lines)
    assert block_wire.read(lines) == blocks
