"""What a paper of plain text is read into."""

from __future__ import annotations

from peelian.audit.papers.paper import Passage, Table, line_at
from peelian.audit.papers.plaintext import parse_text, read


def passages(text: str) -> list[tuple[str, str | None, str]]:
    return [(b.kind, b.number, b.text) for b in parse_text(text, "a.txt", "").blocks if isinstance(b, Passage)]


def tables(text: str) -> list[list[list[str]]]:
    blocks = parse_text(text, "a.txt", "").blocks
    return [[[cell.text for cell in row] for row in b.rows] for b in blocks if isinstance(b, Table)]


def test_numbers_and_bullets_before_a_paragraph_are_no_part_of_it() -> None:
    text = (
        "2.6. Visits rose by 4%.\n\n- 3.1. Calls fell by 2%.\n\n• Letters stayed the same.\n\n7. Repairs took 9 days."
    )
    assert passages(text) == [
        ("paragraph", "2.6.", "Visits rose by 4%."),
        ("item", "3.1.", "Calls fell by 2%."),
        ("item", None, "Letters stayed the same."),
        ("paragraph", "7.", "Repairs took 9 days."),
    ]


def test_a_sentence_that_a_page_break_cuts_is_one_again() -> None:
    text = "The service reached 1,204 homes, which is an increase of 20.6\n\npercentage points on the year before."
    assert [p[2] for p in passages(text)] == [
        "The service reached 1,204 homes, which is an increase of 20.6 percentage points on the year before."
    ]


def test_a_note_in_the_middle_of_a_sentence_comes_after_it() -> None:
    text = (
        "An average of 83.5%<sup>1</sup> were content, which is as it is with the\n\n"
        "<sup>1</sup> A process average.\n\nseasons of the year."
    )
    assert [(kind, said) for kind, _, said in passages(text)] == [
        ("paragraph", "An average of 83.5%<sup>1</sup> were content, which is as it is with the seasons of the year."),
        ("footnote", "A process average."),
    ]


def test_lines_broken_by_the_margin_are_one_paragraph_also_with_empty_lines_between() -> None:
    wide = "The council has looked at all the numbers of the year and found them as good as"
    text = "\n\n".join([*(f"{n}. {wide} last time.\n\n{wide}\n\nthose before." for n in range(1, 9))])
    assert all(said.endswith("those before.") and kind == "paragraph" for kind, _, said in passages(text))
    assert len(passages(text)) == 8


def test_headings_captions_and_what_is_no_prose() -> None:
    text = "# Roads\n\nTable 3 Repairs by ward\n\n**Public transport**\n\n---\n\n```\nx = 1\n```\n\n14\n\nAll is well."
    assert [(kind, said) for kind, _, said in passages(text)] == [
        ("heading", "Roads"),
        ("caption", "Table 3 Repairs by ward"),
        ("heading", "**Public transport**"),
        ("paragraph", "All is well."),
    ]


def test_tables_of_pipes_and_of_tabs() -> None:
    assert tables("| A | B |\n|---|---:|\n| x | 1 |\n") == [[["A", "B"], ["x", "1"]]]
    assert tables("Force\tRate\nNorth\t10.1\nSouth\t12.4\n\nText.") == [
        [["Force", "Rate"], ["North", "10.1"], ["South", "12.4"]]
    ]


def test_each_piece_knows_its_line() -> None:
    paper = parse_text("\n\nVisits rose a good deal in all of\nthe wards, by 4%.\n", "a.txt", "")
    (passage,) = paper.blocks
    assert isinstance(passage, Passage)
    assert (passage.place.line, line_at(passage, passage.text.index("4%"))) == (3, 4)


def test_bytes_in_other_code_pages() -> None:
    for data in ("£5".encode("utf-16"), "£5".encode("cp1252"), b"\xef\xbb\xbf" + "£5".encode()):
        (passage,) = read(data, "a.txt").blocks
        assert isinstance(passage, Passage)
        assert passage.text == "£5"
