"""Reading PDF: passages and tables of small files that typst makes, with their tags and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from peelian.audit.papers.paper import Place, Table
from peelian.audit.papers.pdf.assembly import mend
from peelian.audit.papers.pdf.lines import Line, Word
from peelian.audit.papers.pdf.pieces import DraftCell, DraftTable
from tests.unit.audit.typeset import passages, read_bytes, rows, tagged, texts, untagged

Make = Callable[[str], bytes]
BOTH = pytest.mark.parametrize("make", [tagged, untagged])


@BOTH
def test_headings_paragraphs_and_items(tmp_path: Path, make: Make) -> None:
    source = """
= 2 Calls
#lorem(3) answered 1,204 calls, 8.5% more than the 1,110 of the year before, which is the most in all of the years for
which figures have been kept, and more than was hoped.

- the first was \\-5.2% lower
- the second, #underline[underlined], rose
"""
    paper = read_bytes(make(source), tmp_path)
    heading, paragraph, first, second = passages(paper)
    assert (heading.kind, heading.number, heading.text) == ("heading", "2", "Calls")
    assert paragraph.kind == "paragraph"
    assert paragraph.text.endswith(
        "answered 1,204 calls, 8.5% more than the 1,110 of the year before, which is the most in "
        "all of the years for which figures have been kept, and more than was hoped."
    )
    assert (first.kind, first.text) == ("item", "the first was -5.2% lower")
    assert (second.kind, second.text) == ("item", "the second, underlined, rose")


@BOTH
def test_places_say_page_and_line_and_where_each_further_line_begins(tmp_path: Path, make: Make) -> None:
    paper = read_bytes(make("First.\n\n" + "word " * 30 + "end.\n#pagebreak()\nOn the next page."), tmp_path)
    first, second, third = passages(paper)
    assert first.place == Place(1, 1)
    assert second.place == Place(1, 2)
    assert [line for _, line in second.lines] == [3]
    for offset, _ in second.lines:
        assert second.text[offset - 1] == " "
        assert second.text[offset] == "w"
    assert third.place == Place(2, 1)
    assert (paper.pages, paper.notes) == (2, ())


@BOTH
def test_a_sentence_goes_on_over_the_page_and_over_the_footnote(tmp_path: Path, make: Make) -> None:
    source = """
#set page(height: 60mm, margin: 12mm)
#set par(justify: true)
#let note(n) = if n == 0 [#footnote[Counted in April.]]
#for n in range(9) [Line #n of the text tells#note(n) that 10,#(n)00 calls were made in all the places of the county. ]
"""
    paper = read_bytes(make(source), tmp_path)
    assert paper.pages == 2 or paper.pages == 3
    said = [p for p in passages(paper) if p.kind == "paragraph"]
    assert len(said) == 1
    assert said[0].text == " ".join(
        f"Line {n} of the text tells that 10,{n}00 calls were made in all the places of the county." for n in range(9)
    )
    assert [page for _, page in said[0].pages] == list(range(2, (paper.pages or 0) + 1))
    note = next(p for p in passages(paper) if p.kind == "footnote")
    assert (note.number, note.text) == ("1", "Counted in April.")


@BOTH
def test_a_raised_mark_is_no_part_of_a_number_but_an_ordinal_is_of_its_word(tmp_path: Path, make: Make) -> None:
    source = "It was 83.5%#super[1], up from 9,982#super[2, 3] on the 21#super[st] over 5 km#super[2]. "
    source += "Then 7#super[\\*] more."
    assert texts(read_bytes(make(source), tmp_path)) == [
        "It was 83.5%, up from 9,982 on the 21st over 5 km2. Then 7 more."
    ]


@BOTH
def test_words_broken_at_the_end_of_a_line_are_whole_again(tmp_path: Path, make: Make) -> None:
    source = """#set page(width: 60mm, margin: 8mm)
#set text(hyphenate: true, lang: "en", region: "GB")
#set par(justify: true)
Performance measurement continues notwithstanding organisational restructuring, demonstrating considerable improvement
notwithstanding disproportionate representation."""
    data = make(source)
    (said,) = texts(read_bytes(data, tmp_path))
    assert said == (
        "Performance measurement continues notwithstanding organisational restructuring, demonstrating considerable "
        "improvement notwithstanding disproportionate representation."
    )


@BOTH
def test_a_compound_keeps_its_hyphen_where_the_document_has_it_elsewhere(tmp_path: Path, make: Make) -> None:
    source = "Of long-term calls there were 12, and of long-\\ term visits 13; a re-\\ duction, "
    source += "from 2019–\\ 20 and and/\\ or 5."
    said = texts(read_bytes(make(source), tmp_path))
    assert said == [
        "Of long-term calls there were 12, and of long-term visits 13; a reduction, from 2019–20 and and/or 5."
    ]


def test_digits_set_apart_by_kerning_are_one_number(tmp_path: Path) -> None:
    source = "There were 1#h(1.5pt)2,3#h(1.5pt)45 calls and 6 7 more, in March 2026, 705 in all."
    assert texts(read_bytes(untagged(source), tmp_path)) == [
        "There were 12,345 calls and 6 7 more, in March 2026, 705 in all."
    ]


@BOTH
def test_numbers_printed_before_paragraphs_are_taken_off(tmp_path: Path, make: Make) -> None:
    source = """
#grid(columns: (12mm, 1fr), row-gutter: 1em, [2.6], [Officers rose by 2.0% in the year.], [2.7], [Calls fell.])

(a) the first of them;

2.6 million calls were made.

42 officers left.
"""
    paper = read_bytes(make(source), tmp_path)
    said = [(p.number, p.text) for p in passages(paper)]
    assert ("(a)", "the first of them;") in said
    assert (None, "2.6 million calls were made.") in said
    assert (None, "42 officers left.") in said
    if make is untagged:
        assert ("2.6", "Officers rose by 2.0% in the year.") in said


def test_paragraphs_numbered_by_whole_numbers_are_known_by_their_neighbours(tmp_path: Path) -> None:
    source = "41 Calls were answered.\n\n42 Officers were hired.\n\nBetween them.\n\n43 Fires were fought."
    said = [(p.number, p.text) for p in passages(read_bytes(untagged(source), tmp_path))]
    assert said == [
        ("41", "Calls were answered."),
        ("42", "Officers were hired."),
        (None, "Between them."),
        ("43", "Fires were fought."),
    ]


def test_headers_footers_and_page_numbers_are_dropped_but_rows_that_look_alike_are_not(tmp_path: Path) -> None:
    source = """
#set page(header: [Board of the County #h(1fr) May 2026], footer: context [Item 7, page #counter(page).display()])
#for n in range(4) [
  Text of page number #("one", "two", "three", "four").at(n), with a sentence.
  #pagebreak(weak: true)
]
"""
    assert texts(read_bytes(untagged(source), tmp_path)) == [
        f"Text of page number {n}, with a sentence." for n in ("one", "two", "three", "four")
    ]


def test_two_columns_of_text_follow_each_other(tmp_path: Path) -> None:
    source = """#set page(columns: 2)
#set par(justify: true)
#for n in range(12) [Sentence number #n tells of calls and of visits and of homes in the north of the county. ]
#colbreak()
#for n in range(12, 24) [Sentence number #n tells of calls and of visits and of homes in the south of the county. ]"""
    whole = " ".join(texts(read_bytes(untagged(source), tmp_path)))
    places = [whole.index(f"Sentence number {n} tells") for n in range(24)]
    assert places == sorted(places)
    assert "Sentence number 11 tells of calls and of visits and of homes in the north of the county." in whole


def test_a_page_on_its_side_is_read_upright(tmp_path: Path) -> None:
    source = "#set page(flipped: true)\n#rotate(0deg)[On the side there were 1,204 calls in all.]"
    assert texts(read_bytes(untagged(source), tmp_path)) == ["On the side there were 1,204 calls in all."]
    turned = "#place(dx: 60mm, dy: 60mm, rotate(-90deg, reflow: true)[Turned text of 1,204 calls in all.])"
    assert texts(read_bytes(untagged(turned), tmp_path)) == ["Turned text of 1,204 calls in all."]


TABLE = """
#set par(leading: 0.45em)
#figure(caption: [Table 3: Calls by place], kind: table, supplement: none, numbering: none)[
#table(columns: 4, align: (left, right, right, right), stroke: STROKE, inset: INSET,
  table.header([Place], [2024/25], [2025/26], [Change]),
  [North], [1,204], [1,110], [\\-7.8%],
  [South and the\\ Docks], [9], [], [n/a],
  [Total], [£ 1,213], [1,110], [\\-8.5%],
)]
"""
WANTED = [
    ["Place", "2024/25", "2025/26", "Change"],
    ["North", "1,204", "1,110", "-7.8%"],
    ["South and the Docks", "9", "", "n/a"],
    ["Total", "£ 1,213", "1,110", "-8.5%"],
]
STROKES = ["0.5pt", "none", "(x, y) => (bottom: 0.5pt)", "(x, y) => if y == 0 { (bottom: 1pt, top: 1pt) }"]


@BOTH
@pytest.mark.parametrize("stroke", STROKES)
@pytest.mark.parametrize("inset", ["5pt", "(x: 8pt, y: 2pt)"])
def test_cells_stand_in_their_rows_and_columns(tmp_path: Path, make: Make, stroke: str, inset: str) -> None:
    paper = read_bytes(make(TABLE.replace("STROKE", stroke).replace("INSET", inset)), tmp_path)
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert rows(paper) == [WANTED]
    assert table.caption == "Table 3: Calls by place"
    assert all(cell.header for cell in table.rows[0])
    assert not any(cell.header for row in table.rows[1:] for cell in row)
    places = [[(cell.place.table, cell.place.row, cell.place.column) for cell in row] for row in table.rows]
    assert places == [[(1, row, column) for column in (1, 2, 3, 4)] for row in (1, 2, 3, 4)]


STACKED = """
#let stacked(..cells) = table(columns: (3cm, 3cm, 2cm), stroke: (x, y) => if y == 0 { (bottom: 0.7pt) }, ..cells)

#stacked([Place], [2024], [2025], [North], [1,204], [1,110], [South], [980], [1,001], [East], [12], [14])

BETWEEN

#stacked([Line], [April], [May], [999], [00:06], [00:08], [101], [01:20], [01:40])

BETWEEN

#stacked([Age], [Number (%)], [Asked], [Under 18], [812 (81%)], [1,000], [Over 60], [38 (3%)], [1,200])
"""


@pytest.mark.parametrize("between", ["Table 2: more of it", "The next table has what else was counted in the year."])
def test_tables_of_one_width_below_each_other_are_several(tmp_path: Path, between: str) -> None:
    paper = read_bytes(untagged(STACKED.replace("BETWEEN", between)), tmp_path)
    assert rows(paper) == [
        [["Place", "2024", "2025"], ["North", "1,204", "1,110"], ["South", "980", "1,001"], ["East", "12", "14"]],
        [["Line", "April", "May"], ["999", "00:06", "00:08"], ["101", "01:20", "01:40"]],
        [["Age", "Number (%)", "Asked"], ["Under 18", "812 (81%)", "1,000"], ["Over 60", "38 (3%)", "1,200"]],
    ]


def test_cells_over_columns_and_rows_of_a_framed_table(tmp_path: Path) -> None:
    source = """#table(columns: 3, [Place], table.cell(colspan: 2)[Calls], table.cell(rowspan: 2)[North],
  [1,204], [1,110], [9], [8], [South], [5], [6])"""
    (table,) = [block for block in read_bytes(untagged(source), tmp_path).blocks if isinstance(block, Table)]
    said = [[(c.text, c.columns, c.rows) for c in row if c.text] for row in table.rows]
    assert said == [
        [("Place", 1, 1), ("Calls", 2, 1)],
        [("North", 1, 2), ("1,204", 1, 1), ("1,110", 1, 1)],
        [("9", 1, 1), ("8", 1, 1)],
        [("South", 1, 1), ("5", 1, 1), ("6", 1, 1)],
    ]


@BOTH
def test_a_table_over_two_pages_is_one_with_its_head_once(tmp_path: Path, make: Make) -> None:
    source = """#set page(height: 70mm, margin: 15mm)
#table(columns: 3, align: (left, right, right), table.header([*Place*], [*Calls*], [*Change*]),
  ..range(12).map(n => ([Place #n], [#(n + 10)], [#(n).5%])).flatten())"""
    (table,) = rows(read_bytes(make(source), tmp_path))
    assert table == [["Place", "Calls", "Change"], *([f"Place {n}", f"{n + 10}", f"{n}.5%"] for n in range(12))]


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    source = """#block(stroke: 1pt, inset: 8pt)[*Known finding*\\ The parts sum to 18,800; the total printed is 18,684.]
#line(length: 100%)
2.1 #h(5mm) In the year there were 1,204 calls, and this goes on for more than one line so that it is a paragraph.
#line(length: 100%)"""
    paper = read_bytes(untagged(source), tmp_path)
    assert rows(paper) == []
    assert any("The parts sum to 18,800; the total printed is 18,684." in text for text in texts(paper))


def test_numbers_along_the_axes_of_a_chart_are_no_text(tmp_path: Path) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120" width="300" height="120">'
        '<path d="M40 100 L40 10 M40 100 L290 100" stroke="black"/>'
        '<polyline points="40,90 120,40 200,60 290,20" fill="none" stroke="black"/>'
        '<text x="5" y="15">845</text><text x="5" y="100">701</text><text x="40" y="115">Apr 2024</text></svg>'
    )
    image = svg.replace('"', '\\"')
    source = f'Before it 12 calls.\n\n#image(bytes("{image}"), format: "svg")\n\nAfter it 13 calls.'
    assert texts(read_bytes(untagged(source), tmp_path)) == ["Before it 12 calls.", "After it 13 calls."]


def test_a_row_that_a_page_cuts_in_two_is_one_row() -> None:
    def row(page: int, *said: str) -> list[DraftCell]:
        return [DraftCell([line(text, page)] if text else [], at) for at, text in enumerate(said, 1)]

    cut = DraftTable([row(2, "North", "89", "-28.9"), row(3, "", "", "per cent"), row(3, "East", "3", "4")], 2, 1, 3)
    mend(cut)
    assert [[[at.text for at in cell.lines] for cell in row] for row in cut.rows] == [
        [["North"], ["89"], ["-28.9", "per cent"]],
        [["East"], ["3"], ["4"]],
    ]
    unnamed = DraftTable([row(2, "North", "89", "-28.9"), row(3, "", "71", "3.0")], 2, 1, 3)
    mend(unnamed)
    assert len(unnamed.rows) == 2


def line(text: str, page: int) -> Line:
    return Line([Word(text, 0, 10, 10, 10, False)], page, 1)
