"""The PDF: its structure, its words, its bytes. Promises 12 and 16 are in tests/promises."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from peelian.publications.blocks import (
    Aside,
    Block,
    Column,
    Document,
    Footnote,
    Heading,
    Link,
    NoteRef,
    Paragraph,
    Table,
    Text,
)
from peelian.render import pdf
from peelian.render.characters import printable
from peelian.render.pdf_data import FAMILIES
from peelian.render.pdf_glyphs import showable
from tests.promises.accessibility import pdf_faults
from tests.unit.render import sample

ROOT = Path(__file__).parents[3]


@cache
def made() -> bytes:
    return pdf.render(sample.document())


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    said = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    document.close()
    return said


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def with_blocks(*blocks: Block, notes: tuple[Footnote, ...] = ()) -> Document:
    return replace(sample.document(), blocks=blocks, footnotes=notes)


def tags(content: bytes) -> Iterator[tuple[str, str]]:
    """Every element of the structure in reading order: its kind and its alternative text."""
    with pikepdf.open(io.BytesIO(content)) as document:

        def walk(element: pikepdf.Object) -> Iterator[tuple[str, str]]:
            if isinstance(element, pikepdf.Array):
                for each in element:
                    yield from walk(each)
            elif isinstance(element, pikepdf.Dictionary):
                if "/S" in element:
                    yield str(element["/S"])[1:], str(element.get("/Alt", ""))
                if "/K" in element:
                    yield from walk(element["/K"])

        yield from walk(document.Root.StructTreeRoot)


def test_language_title_author_and_the_documents_own_date() -> None:
    with pikepdf.open(io.BytesIO(made())) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        told = {key: str(document.docinfo[key]) for key in ("/Title", "/Author", "/Subject", "/Keywords")}
        assert told == {
            "/Title": "Police and Crime Plan Performance",
            "/Author": "Office of the Police and Crime Commissioner for Peelshire",
            "/Subject": "Performance against the Police and Crime Plan",
            "/Keywords": "police, performance",
        }
        assert str(document.docinfo["/CreationDate"]) == "D:20260520000000Z"
        for page in document.pages:
            assert [float(side) for side in page.mediabox] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)


def test_it_follows_pdf_ua() -> None:
    assert pdf_faults(made()) == []


def test_a_cover_with_its_contents_then_the_paper() -> None:
    cover, *paper = pages(made())
    lines = [re.sub(r"[ .]+", " ", line) for line in cover.splitlines()]
    at = lines.index("Contents")
    assert lines[:at] == [
        "Office of the Police and Crime Commissioner for Peelshire",
        "Police and Crime Plan ",
        "Performance",
        "Year ending March 2026",
        "Notice Made-up figures: Peelshire is not a place ",
        "Meeting Accountability and Governance Board",
        "Date May 2026",
        "Presented by Head of Performance",
        "Purpose To note",
    ]
    assert lines[at + 1 : at + 3] == ["1 Introduction 2", "2 Rebuilding community policing 2"]
    assert lines[-1] == "Edition issued 20 May 2026"
    assert paper[0].splitlines()[1] == "1 Introduction"


def test_contents_that_a_cover_has_no_room_for_have_a_page_of_their_own() -> None:
    headings = [Heading(1, f"Chapter {at}", f"h{at}") for at in range(20)]
    cover, contents, *_ = pages(pdf.render(with_blocks(*headings)))
    assert "Contents" not in cover
    assert "Chapter 0" not in cover
    assert [line for line in contents.splitlines() if line == "Contents"]
    assert "Chapter 19" in contents


def test_every_page_but_the_cover_has_its_number_and_the_papers_name() -> None:
    said = pages(pdf.render(replace(sample.document(), notices=())))
    assert "Page 1 of" not in said[0]
    for number, page in enumerate(said[1:], start=2):
        assert page.startswith("Police and Crime Plan Performance Year ending March 2026\n")
        assert page.endswith(f"Peelshire Page {number} of {len(said)}")


def test_every_page_of_a_paper_with_a_notice_carries_it() -> None:
    notice = sample.document().notices[0]
    said = pages(made())[1:]
    assert all(
        " ".join(page.split()).endswith(f"{notice} Page {n} of {len(said) + 1}") for n, page in enumerate(said, 2)
    )


def test_headings_tables_figures_and_notes_are_tagged_as_what_they_are() -> None:
    kinds = [kind for kind, _ in tags(made())]
    assert [kind for kind in kinds if kind in ("H1", "H2", "H3")] == ["H1", "H1", "H1", "H2", "H3", "H1"]
    assert (kinds.count("Table"), kinds.count("TOC"), kinds.count("Note")) == (3, 2, 2)
    assert kinds.count("TH") == 7 + 2 + 3
    assert kinds.count("Caption") == 4
    assert [alt for kind, alt in tags(made()) if kind == "Figure"] == [sample.chart().alt]


def test_bookmarks_carry_numbers() -> None:
    document = pypdfium2.PdfDocument(made())
    found = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    document.close()
    assert found == [
        (0, "1 Introduction"),
        (0, "2 Rebuilding community policing"),
        (1, "2.1 Incidents over time"),
        (2, "Workforce"),
        (0, "3 Next steps"),
    ]


def test_numbers_stay_as_typed_and_do_not_run_into_the_numbers_of_notes() -> None:
    said = " ".join(" ".join(pages(made())).split())
    assert "a change of -5% and 4.1 percentage points more" in said
    assert "the baseline figure of 328,153[2] recorded" in said
    assert "1 hour, 2 minutes and 39 seconds" in said
    assert "Westmarket 7,935 8,102 -2.1% Lower: better 12.3% 11:05" in said
    assert "[1]Force records, taken on 5 April 2026." in said
    assert "\u2212" not in said


def test_a_charts_words_are_words_and_its_table_follows_it() -> None:
    said = " ".join(" ".join(pages(made())).split())
    assert re.search(r"Chart 1 Incidents recorded each month .*1,842.* Apr 2023 Mar 2026 Data behind Chart 1", said)
    assert "Month 16 1,290" in said


def test_fonts_come_from_the_package_only() -> None:
    with pikepdf.open(io.BytesIO(made())) as document:
        fonts = {
            str(each["/BaseFont"])
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
        }
    assert fonts
    assert all("Libertinus" in font for font in fonts)


def test_a_table_over_three_pages_has_its_header_on_each() -> None:
    rows = tuple(((Text(f"Row {at}"),), (Text(str(at)),)) for at in range(90))
    content = pdf.render(with_blocks(Table("Long", (Column("Name of row"), Column("Value", "right")), rows, "t")))
    assert [page.count("Name of row") for page in pages(content)] == [0, 1, 1, 1]
    assert [kind for kind, _ in tags(content)].count("TH") == 2
    assert pdf_faults(content) == []


@pytest.mark.parametrize("inside", [False, True])
def test_a_table_too_wide_for_the_page_turns_it_but_not_inside_an_aside(inside: bool) -> None:
    columns = tuple(Column(f"Neighbourhood {at}") for at in range(12))
    table = Table("Wide", columns, ((((Text("1,234"),),) * 12),), "t")
    content = pdf.render(with_blocks(Aside("note", "A", (table,)) if inside else table))
    document = pypdfium2.PdfDocument(content)
    sizes = [page.get_size() for page in document]
    document.close()
    assert any(width > height for width, height in sizes) is not inside
    assert pdf_faults(content) == []


def test_links_lead_where_they_may_and_inside_to_their_place() -> None:
    with pikepdf.open(io.BytesIO(made())) as document:
        addresses = {
            str(each["/URI"])
            for page in document.pages
            for annotation in page.get("/Annots", [])
            for each in [annotation.get("/A", {})]
            if "/URI" in each
        }
    assert addresses == {
        "https://www.gov.uk/government/collections?a=1&b=2#top",
        "mailto:performance@example.org",
    }


def test_notes_stand_below_their_page_and_unused_ones_at_the_end() -> None:
    notes = (
        Footnote("unused", (Text("Nobody asks."),)),
        Footnote("b", (Text("Second."),)),
        Footnote("a", (Text("First, see"), NoteRef("b"))),
    )
    content = pdf.render(
        with_blocks(
            Heading(1, "Heading", "h"),
            Paragraph((Text("Words"), NoteRef("a"))),
            Paragraph((Text("More"), NoteRef("b"))),
            notes=notes,
        )
    )
    said = " ".join(pages(content)[1].split())
    assert "Words[1] More[2]" in said
    assert "[1]First, see[2] [2]Second." in said
    assert said.index("Notes Nobody asks.") > said.index("More[2]")
    assert pdf_faults(content) == []


def test_without_headings_there_are_no_contents() -> None:
    said = pages(pdf.render(with_blocks(Paragraph((Text("Only this."),)))))
    assert len(said) == 2
    assert "Contents" not in "".join(said)


def test_a_chart_without_words_is_refused() -> None:
    with pytest.raises(pdf.NotTypeset, match="no PDF/UA file can be made of it"):
        pdf.render(with_blocks(replace(sample.chart(), alt="")))


@pytest.mark.parametrize("nasty", sample.NASTY)
def test_what_is_typed_is_what_is_printed_and_nothing_is_read_as_markup(nasty: str) -> None:
    content = pdf.render(sample.filled(nasty))
    shown = squeezed(showable(printable(nasty), FAMILIES))
    said = squeezed("".join(pages(content)))
    if not re.search("[\u0590-\u09ff]", nasty):  # Written from right to left, or of joined signs.
        assert said.count(shown) >= 25
    assert pdf_faults(content) == []


def test_a_link_that_leads_nowhere_is_words() -> None:
    content = pdf.render(
        with_blocks(Paragraph((Link((Text("lost"),), "#nowhere"), Link((Text("bad"),), "javascript:x"))))
    )
    with pikepdf.open(io.BytesIO(content)) as document:
        assert [len(page.get("/Annots", [])) for page in document.pages] == [0, 0]
    assert "lostbad" in pages(content)[1]


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "RAYON_NUM_THREADS": "1"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    ],
)
def test_the_same_document_gives_the_same_bytes_anywhere(surroundings: dict[str, str], tmp_path: Path) -> None:
    program = (
        "import sys; from peelian.render import pdf; from tests.unit.render import sample; "
        "sys.stdout.buffer.write(pdf.render(sample.document()))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=env, cwd=tmp_path)
    assert done.stdout == made()
