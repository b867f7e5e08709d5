"""A document with its loose ends tied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from peelian.publications.blocks import (
    Aside,
    Block,
    Column,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    Link,
    NoteRef,
    Paragraph,
    Strong,
    Table,
    Text,
)
from peelian.render.settle import Unsettled, settled


def paper(*blocks: Block, notes: tuple[Footnote, ...] = ()) -> Document:
    return Document("Title", "", date(2026, 5, 20), "Office", (), (), blocks, notes)


def says(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines)


def first(document: Document) -> Block:
    return settled(document).blocks[0]


def test_ids_are_safe_unique_and_clear_of_the_pages_own() -> None:
    blocks = (
        Heading(1, "A", "main"),
        Heading(1, "B", 'a "nasty" id'),
        Heading(1, "C", "a nasty id"),
        Heading(1, "D", "--"),
        Aside("note", "E", (Paragraph((), "2.7"), Paragraph((), "2.7"), Paragraph(()))),
    )
    *headings, aside = settled(paper(*blocks)).blocks
    assert [heading.id for heading in headings if isinstance(heading, Heading)] == [
        "main-2",
        "a-nasty-id",
        "a-nasty-id-2",
        "place",
    ]
    assert isinstance(aside, Aside)
    assert [block.id for block in aside.blocks if isinstance(block, Paragraph)] == ["p-2.7", "p-2.7-2", None]


def test_a_link_inside_leads_to_the_id_as_written_and_elsewhere_only_where_it_may() -> None:
    document = paper(
        says(
            Link((Text("here"),), "#a table"),
            Link((Text("nowhere"),), "#absent"),
            Link((Text("out"),), "https://example.org"),
            Link((Text("away"),), "javascript:alert(1)"),
            Link((), "https://example.org"),
        ),
        Table("T", (Column("C"),), (), "a table"),
    )
    assert first(document) == says(
        Link((Text("here"),), "#a-table"),
        Text("nowhere"),
        Link((Text("out"),), "https://example.org"),
        Text("away"),
    )


def test_no_link_inside_a_link() -> None:
    inner = Link((Text("inner"),), "https://b.test")
    outer = Link((Text("outer "), Strong((inner,)), Emphasis((NoteRef("n"),))), "https://a.test")
    document = paper(says(outer), notes=(Footnote("n", (Text("note"),)),))
    assert first(document) == says(
        Link((Text("outer "), Strong((Text("inner"),)), Emphasis(())), "https://a.test"), NoteRef("n")
    )


def test_footnotes_stand_in_the_order_of_their_first_reference_and_unused_ones_last() -> None:
    notes = tuple(Footnote(name, (Text(name),)) for name in ("unused", "second", "first", "in-a-cell"))
    table = Table("T", (Column("C"),), (((NoteRef("in-a-cell"),),),), "t")
    document = paper(says(NoteRef("first")), says(NoteRef("second"), NoteRef("first")), table, notes=notes)
    assert [note.id for note in settled(document).footnotes] == ["first", "second", "in-a-cell", "unused"]


@pytest.mark.parametrize(
    ("document", "says_so"),
    [
        (paper(Paragraph((NoteRef("lost"),), "2.7")), r"2\.7: refers to footnote 'lost'; the footnotes are none"),
        (paper(notes=(Footnote("n", ()), Footnote("n", ()))), "Title: two footnotes have one id"),
        (
            paper(Table("T", (Column("A"), Column("B")), (((), ()), ((),)), "t", "Table 1")),
            "Table 1: row 2 has 1 cell; the table has 2 columns",
        ),
    ],
)
def test_a_document_that_contradicts_itself_is_refused(document: Document, says_so: str) -> None:
    with pytest.raises(Unsettled, match=says_so):
        settled(document)


def test_every_text_is_printable() -> None:
    bad, good = "a\x00b", "a\ufffdb"
    document = replace(
        paper(Heading(1, bad, "h", bad), says(Text(bad)), Table(bad, (Column(bad),), (), "t", bad, (Text(bad),))),
        title=bad,
        cover=((bad, bad),),
        notices=(bad,),
        keywords=(bad,),
    )
    done = settled(document)
    assert done.blocks == (
        Heading(1, good, "h", good),
        says(Text(good)),
        Table(good, (Column(good),), (), "t", good, (Text(good),)),
    )
    assert (done.title, done.cover, done.notices, done.keywords) == (good, ((good, good),), (good,), (good,))


def test_settling_twice_changes_nothing() -> None:
    document = paper(Heading(1, "A", "x y"), Paragraph((), "1.1"), says(Link((Text("x"),), "#x y")))
    assert settled(settled(document)) == settled(document)
