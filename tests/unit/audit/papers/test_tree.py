"""DOCX, ODT and HTML: what pandoc's tree becomes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from peelian.audit.papers.from_file import read_paper
from peelian.audit.papers.paper import Paper, Passage, Table
from peelian.pandoc_program import executable


def read_html(body: str, folder: Path) -> Paper:
    path = folder / "paper.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{body}</body>", encoding="utf-8")
    return read_paper(path)


def converted(body: str, kind: str, folder: Path) -> Paper:
    """The page as a file of another kind, by pandoc, read back."""
    if kind == "html":
        return read_html(body, folder)
    path = folder / f"paper.{kind}"
    command = [str(executable()), "-f", "html", "-t", kind, "-o", str(path)]
    subprocess.run(command, input=f"<body>{body}</body>".encode(), check=True, timeout=60)
    return read_paper(path)


def said(paper: Paper) -> list[tuple[str, str | None, str]]:
    return [(b.kind, b.number, b.text) for b in paper.blocks if isinstance(b, Passage)]


def cells(paper: Paper) -> list[list[tuple[str, bool, int, int, int | None]]]:
    """Text, header, columns, rows and column of every cell of the first table."""
    table = next(block for block in paper.blocks if isinstance(block, Table))
    return [[(c.text, c.header, c.columns, c.rows, c.place.column) for c in row] for row in table.rows]


EVERY = pytest.mark.parametrize("kind", ["html", "docx", "odt"])


@EVERY
def test_headings_paragraphs_and_lists(tmp_path: Path, kind: str) -> None:
    body = """<h1>2 Calls</h1><p>2.1 There were <b>1,204</b> calls, an&nbsp;8.5%
    rise.</p><ul><li>the first</li><li>the second: -5.2%</li></ul><ol start=3 type=1><li>third thing</li></ol>"""
    assert said(converted(body, kind, tmp_path)) == [
        ("heading", "2", "Calls"),
        ("paragraph", "2.1", "There were 1,204 calls, an 8.5% rise."),
        ("item", None, "the first"),
        ("item", None, "the second: -5.2%"),
        ("item", "3", "third thing"),
    ]


@EVERY
def test_raised_marks_are_left_out_and_powers_stay(tmp_path: Path, kind: str) -> None:
    body = "<p>It was 83.5%<sup>1</sup>, and 9,982<sup>[2]</sup> on the 21<sup>st</sup> over 5 km<sup>2</sup>.</p>"
    assert said(converted(body, kind, tmp_path)) == [
        ("paragraph", None, "It was 83.5%, and 9,982 on the 21st over 5 km2.")
    ]


@EVERY
def test_cells_that_span_and_heads(tmp_path: Path, kind: str) -> None:
    body = """<table><caption>Table 1: Calls</caption>
    <thead><tr><th>Place</th><th>Made</th><th>Lost</th></tr></thead>
    <tbody><tr><td rowspan=2>North</td><td colspan=2>1,204</td></tr>
    <tr><td>9</td><td>8<br>days</td></tr></tbody></table>"""
    paper = converted(body, kind, tmp_path)
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert table.caption == "Table 1: Calls"
    assert cells(paper) == [
        [("Place", True, 1, 1, 1), ("Made", True, 1, 1, 2), ("Lost", True, 1, 1, 3)],
        [("North", False, 1, 2, 1), ("1,204", False, 2, 1, 2)],
        [("9", False, 1, 1, 2), ("8 days", False, 1, 1, 3)],
    ]
    assert [row[0].place.row for row in table.rows] == [1, 2, 3]


def test_a_table_of_one_column_is_a_frame_around_text(tmp_path: Path) -> None:
    paper = read_html("<table><tr><td><h2>Calls</h2><p>There were 12.</p></td></tr></table>", tmp_path)
    assert said(paper) == [("heading", None, "Calls"), ("paragraph", None, "There were 12.")]


def test_a_table_inside_a_cell_follows_on_its_own(tmp_path: Path) -> None:
    inner = "<table><tr><td>a</td><td>1</td></tr></table>"
    paper = read_html(f"<table><tr><td>x</td><td>{inner}</td></tr></table>", tmp_path)
    assert [len(block.rows) for block in paper.blocks if isinstance(block, Table)] == [1, 1]
    assert [c.text for block in paper.blocks if isinstance(block, Table) for row in block.rows for c in row] == [
        "x",
        "",
        "a",
        "1",
    ]


def test_notes_at_the_foot_of_a_page_are_footnotes_with_their_number(tmp_path: Path) -> None:
    body = """<p>There were 12<sup><a href="#n1">1</a></sup> calls.</p><section><ol><li id=n1>Counted in
    April. <a href="#ref-1">Back</a></li></ol></section><nav role=navigation><a href=x>Elsewhere 99</a></nav>"""
    assert said(read_html(body, tmp_path)) == [
        ("paragraph", None, "There were 12 calls."),
        ("footnote", "1", "Counted in April."),
    ]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_footnotes_of_word_files_follow_what_refers_to_them(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"paper.{kind}"
    source = "There were 12[^1] calls.\n\nAnd 13.\n\n[^1]: Counted in April.\n"
    subprocess.run(
        [str(executable()), "-f", "markdown", "-t", kind, "-o", str(path)], input=source.encode(), check=True
    )
    assert said(read_paper(path)) == [
        ("paragraph", None, "There were 12 calls."),
        ("footnote", "1", "Counted in April."),
        ("paragraph", None, "And 13."),
    ]


def test_a_contents_list_and_scripts_say_nothing(tmp_path: Path) -> None:
    body = '<ul><li><a href="#a">1 Calls 5</a></li></ul><script>var a = 12</script><style>p { top: 12px }</style>'
    body += "<p id=a>Calls.</p>"
    assert said(read_html(body, tmp_path)) == [("paragraph", None, "Calls.")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_page_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    name = {"utf-8-sig": "utf-8", "cp1252": "windows-1252"}.get(encoding, encoding)
    path = tmp_path / "paper.html"
    path.write_bytes(f'<!doctype html><meta charset="{name}"><p>It cost £12 – café.</p>'.encode(encoding))
    assert said(read_paper(path)) == [("paragraph", None, "It cost £12 – café.")]


def test_places_count_lines_of_what_was_read(tmp_path: Path) -> None:
    paper = read_html(
        "<p>One.</p><table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table><p>Two.</p>", tmp_path
    )
    assert [(block.place.page, block.place.line) for block in paper.blocks] == [(None, 1), (None, 2), (None, 4)]
    assert json.dumps(paper.notes) == "[]"
