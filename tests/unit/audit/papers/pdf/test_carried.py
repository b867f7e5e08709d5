"""Tables without rules that turn the page and print their head again, in PDFs without structure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.audit.typeset import passages, read_bytes, rows, untagged

PAGE = """#set page(width: 150mm, height: 70mm, margin: 15mm)
#set text(size: 10pt)
#set table(stroke: none, align: bottom)
"""
HEAD = "[*Place*], [*Complaints \\ closed in \\ ten days*], [*Of*]"


def source(count: int, before: str = "", head: str = HEAD) -> str:
    body = f"..range({count}).map(n => ([Place #n], [#(n + 310)], [#(n * 7 + 402)])).flatten()"
    return f"{PAGE}{before}\n#table(columns: (40mm, 40mm, 30mm), table.header({head}), {body})"


def expected(count: int, head: tuple[str, ...] = ("Place", "Complaints closed in ten days", "Of")) -> list[list[str]]:
    return [list(head), *([f"Place {n}", f"{n + 310}", f"{n * 7 + 402}"] for n in range(count))]


@pytest.mark.parametrize("align", ["top", "bottom"])
@pytest.mark.parametrize("count", [4, 5, 6, 7, 9, 11])
def test_however_few_rows_stand_on_a_page(tmp_path: Path, count: int, align: str) -> None:
    text = source(count, "#lorem(20)").replace("align: bottom", f"align: {align}")
    assert rows(read_bytes(untagged(text), tmp_path)) == [expected(count)]


@pytest.mark.parametrize("words", [28, 30, 34])
def test_one_row_before_the_page_turns(tmp_path: Path, words: int) -> None:
    paper = read_bytes(untagged(source(5, f"#lorem({words})\n\n12 calls were answered.")), tmp_path)
    assert rows(paper) == [expected(5)]


def test_over_three_pages(tmp_path: Path) -> None:
    (table,) = rows(read_bytes(untagged(source(19)), tmp_path))
    assert table == expected(19)


def test_notes_at_the_foot_stand_between_its_parts_and_are_notes_in_any_size(tmp_path: Path) -> None:
    text = "#show footnote.entry: set text(size: 10pt)\nCounted#footnote[As published in May.] by place."
    paper = read_bytes(untagged(source(8, text)), tmp_path)
    assert rows(paper) == [expected(8)]
    assert [(one.kind, one.number, one.text) for one in passages(paper)][-1] == (
        "footnote",
        "1",
        "As published in May.",
    )


def test_a_head_whose_first_line_stands_over_one_column_alone(tmp_path: Path) -> None:
    head = "[*Place*], [*Closed*], [*Complaints \\ in town*]"
    names = ("Place", "Closed", "Complaints in town")
    assert rows(read_bytes(untagged(source(3, head=head)), tmp_path)) == [expected(3, names)]
    assert rows(read_bytes(untagged(source(9, head=head)), tmp_path)) == [expected(9, names)]


def test_two_tables_with_one_head_stay_two_where_text_stands_between(tmp_path: Path) -> None:
    one = source(3, "#lorem(12)")
    text = "\n\nThe next table has other places, as was said before by those who wrote it.\n#pagebreak()"
    two = source(3).removeprefix(PAGE)
    assert rows(read_bytes(untagged(one + text + two), tmp_path)) == [expected(3), expected(3)]
