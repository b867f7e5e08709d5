"""The papers of the examples, read back from HTML, DOCX, ODT and PDF, say the same passages and the same cells."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from peelian.audit.papers.from_file import read_paper
from peelian.audit.papers.paper import Paper, Passage, Table
from tests.promises.editions import example
from tests.promises.papers_to_read import one_line

PAPERS = (
    ("west-midlands", "board-2026-05"),
    ("west-midlands", "panel-2025-11"),
    ("west-midlands-2021", "board-2021-10"),
    ("west-midlands-2021", "framework-2021-10"),
)
_LEAD = re.compile(r"((?:Appendix|Notice|Known finding|Note)(?: \d+)?):")


def first_heading(paper: Paper) -> str:
    headings = (b.text for b in paper.blocks if isinstance(b, Passage) and b.kind == "heading")
    return next(text for text in headings if text != "Contents")


def passages(paper: Paper, first: str) -> Counter[str]:
    """From the `first` heading below the cover on, without captions, which only some formats have; without hyphens.

    HTML has no colon after a lead word. A hyphen at the end of a line of a PDF may be that of a compound or not. The
    heading of the notes, and the title of a table that ODT has as a paragraph, are those of their formats.
    """
    blocks = list(paper.blocks)
    start = next(
        at for at, b in enumerate(blocks) if isinstance(b, Passage) and b.kind == "heading" and b.text == first
    )
    said = [b.text for b in blocks[start:] if isinstance(b, Passage) and b.kind != "caption"]
    found = (_LEAD.sub(r"\1", one_line(text)).replace("-", "") for text in said)
    return Counter(text for text in found if text not in ("Notes", "Police forces on the list"))


def cells(paper: Paper) -> list[list[list[str]]]:
    return [[[one_line(c.text) for c in row] for row in b.rows] for b in paper.blocks if isinstance(b, Table)]


@pytest.mark.parametrize(("plan", "publication"), PAPERS)
def test_every_format_is_read_alike(tmp_path: Path, plan: str, publication: str) -> None:
    files = example(plan, publication).files
    read = {}
    for kind in ("docx", "odt", "html", "pdf"):
        path = tmp_path / f"paper.{kind}"
        path.write_bytes(files[f"paper.{kind}"])
        read[kind] = read_paper(path)
        assert read[kind].notes == ()
    first = first_heading(read["docx"])
    wanted = passages(read["docx"], first)
    assert wanted.total() > 15
    assert len(cells(read["docx"])) >= 3
    for kind in ("odt", "html", "pdf"):
        assert passages(read[kind], first) == wanted, kind
        assert cells(read[kind]) == cells(read["docx"]), kind
