"""The tree given to pandoc."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from peelian import pandoc_program
from peelian.errors import MachineFault
from peelian.publications.blocks import (
    Aside,
    Bullets,
    Document,
    Footnote,
    Heading,
    Link,
    NoteRef,
    Paragraph,
    Text,
)
from peelian.render import pandoc_process
from peelian.render.pandoc import closing_notes, contents_of, tree
from peelian.render.picture import Picture
from peelian.render.settle import settled
from tests.unit.render.office_sample import ISSUED, chart, paper, words


def small(*blocks, notes: tuple[Footnote, ...] = ()) -> Document:  # type: ignore[no-untyped-def]
    base = replace(paper(), blocks=blocks, footnotes=notes, cover=(), notices=(), subtitle="", publisher="")
    return settled(base)


def styled(style: str, *inside: dict) -> dict:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [{"t": "Para", "c": list(inside)}]]}


def test_blocks_name_their_styles_and_texts_stay_whole() -> None:
    made = tree(
        small(
            Paragraph(words("a  <b> & *c*")),
            Bullets((words("one"),)),
            Aside("finding", "t", (Paragraph(words("x")), Bullets((words("two"),)))),
        ),
        {},
        "docx",
    )["blocks"][2:]
    assert made == [
        styled("Body Text", {"t": "Str", "c": "a  <b> & *c*"}),
        {"t": "BulletList", "c": [[styled("List Bullet", {"t": "Str", "c": "one"})]]},
        styled("Finding Title", {"t": "Str", "c": "Known finding: t"}),
        styled("Finding Text", {"t": "Str", "c": "x"}),
        {"t": "BulletList", "c": [[styled("Finding Bullet", {"t": "Str", "c": "two"})]]},
    ]


def test_a_note_stands_where_it_is_first_referred_to_and_its_number_later() -> None:
    twice = Paragraph((NoteRef("n"), NoteRef("n")))
    for target, raw in (("docx", "NOTEREF footnote_1"), ("odt", 'text:ref-name="ftn0"')):
        made = json.dumps(tree(small(twice, notes=(Footnote("n", words("the note")),)), {}, target))
        assert made.count('"Note"') == 1
        assert made.count(json.dumps(raw)[1:-1]) == 1
        assert made.count("the note") == 1


def test_notes_that_nothing_refers_to_close_the_paper_and_are_in_the_contents() -> None:
    document = small(Heading(1, "One", "one"), notes=(Footnote("lost", words("the lost note")),))
    assert [note.id for note in closing_notes(document)] == ["lost"]
    assert [heading.text for heading in contents_of(document)] == ["One", "Notes"]
    assert "the lost note" in json.dumps(tree(document, {}, "odt")["blocks"][-1])


def test_links_that_may_not_be_links_are_words() -> None:
    bad = Paragraph((Link(words("here"), "javascript:alert(1)"), Link(words("there"), "#nowhere")))
    made = json.dumps(tree(small(bad), {}, "docx"))
    assert '"Link"' not in made
    assert "here" in made


def test_a_chart_is_its_caption_its_picture_with_words_and_its_table() -> None:
    document = small(chart(3))
    made = tree(document, {document.blocks[0].id: Picture(b"png", 1440, 640)}, "odt")["blocks"]
    kinds = [block["t"] if block["t"] == "Table" else block["c"][0][2][0][1] for block in made[2:]]
    assert kinds == ["Figure Caption", "Figure", "Table"]
    image = made[3]["c"][1][0]["c"][0]
    assert image["t"] == "Image"
    assert image["c"][1] == [{"t": "Str", "c": chart(3).alt}]
    assert image["c"][2][0] == "data:image/png;base64,cG5n"
    assert "Data behind Figure 3: Thefts by month" in json.dumps(made[4])


def test_pandoc_sees_nothing_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.setenv("PANDOC_SECRET", "x")
    seen = pandoc_process.environment("folder", date(2026, 5, 14))
    assert seen["SOURCE_DATE_EPOCH"] == "1778716800"  # 14 May 2026, midnight, UTC
    assert seen["HOME"] == "folder"
    assert "PANDOC_SECRET" not in seen
    assert "PATH" not in seen


def test_the_pandoc_used_is_that_of_the_package() -> None:
    assert pandoc_program.executable().parent.parent.name == "pypandoc"


def test_what_pandoc_refuses_is_a_fault_in_words() -> None:
    with pytest.raises(MachineFault, match=r"pandoc could not make the docx file: .*JSON"):
        pandoc_process.run({"blocks": []}, "docx", ISSUED)


def test_a_missing_pandoc_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc_program, "find_spec", lambda name: None)
    with pytest.raises(MachineFault, match="pip install pypandoc-binary"):
        pandoc_program.executable.__wrapped__()


def test_text_beside_a_number_has_a_tab_between() -> None:
    made = tree(small(Paragraph((Text("words"),), "2.1")), {}, "odt")["blocks"][-1]
    place, *rest = made["c"][1][0]["c"]
    assert place["t"] == "Span"
    assert rest == [
        {"t": "Str", "c": "2.1"},
        {"t": "RawInline", "c": ["opendocument", "<text:tab/>"]},
        {"t": "Str", "c": "words"},
    ]
