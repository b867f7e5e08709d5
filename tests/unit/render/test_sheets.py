"""Pages that lie sideways, headings of groups in tables, small pictures in cells: in every format."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest
from lxml import etree

from peelian.charts import icons, sparkline
from peelian.publications.blocks import (
    Chart,
    Column,
    Document,
    Footnote,
    Heading,
    NoteRef,
    Paragraph,
    Picture,
    Sheet,
    Table,
    Text,
    drawn,
)
from peelian.render import docx, html, odt, pdf
from peelian.render.settle import settled
from tests.promises import accessibility, office_accessibility, same_content
from tests.unit.render import sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
ICON = Picture(icons.variation("concern-high").svg, "Icon: significantly higher", 20, beside=True)
LINE = Picture(sparkline.draw("Three months", [1.0, 2.0, 3.0]).svg, "Line of three months", 100)


def wide(id: str) -> Table:
    rows = tuple((Text(f"Row {n}"),) for n in range(1, 4))
    cells = ((ICON, Text(" significantly higher")), (LINE,), (Text("a rather long line of words " * 4),))
    columns = tuple(Column(title) for title in ("What", "Verdict", "Months", "In words"))
    table = Table("What the months say", columns, tuple((row, *cells) for row in rows), id, "Table 1", (ICON,))
    return replace(table, groups=((0, "First group"), (2, "Second group")))


def sheet(title: str) -> Sheet:
    return Sheet((Heading(1, title, title.lower()), wide(f"table-{title.lower()}")))


DOCUMENT = Document(
    title="Sideways",
    subtitle="",
    issued=date(2026, 5, 18),
    publisher="The body",
    cover=(),
    notices=("Made up for tests.",),
    blocks=(
        Heading(1, "Upright", "upright"),
        Paragraph((Text("Words before a picture "), ICON, Text(" and after it."))),
        sample.chart(),
        sheet("One"),
        sheet("Two"),
        Heading(1, "Upright again", "again"),
        Paragraph((Text("The end."),)),
    ),
)
SIDEWAYS = [False, True, True, False]


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def test_pictures_are_told_in_the_order_printed() -> None:
    kinds = ["chart" if isinstance(one, Chart) else one.alt for one in drawn(DOCUMENT)]
    of_a_table = [*[ICON.alt, LINE.alt] * 3, ICON.alt]
    assert kinds == [ICON.alt, "chart", *of_a_table, *of_a_table]


def test_a_footnote_holds_no_picture() -> None:
    noted = replace(
        DOCUMENT,
        blocks=(Paragraph((Text("x"), NoteRef("1"))),),
        footnotes=(Footnote("1", (Text("Words"), ICON)),),
    )
    assert settled(noted).footnotes[0].inlines == (Text("Words"),)


def test_every_format_says_the_same_and_is_accessible() -> None:
    made = {
        "html": html.render(DOCUMENT),
        "docx": docx.render(DOCUMENT),
        "odt": odt.render(DOCUMENT),
        "pdf": pdf.render(DOCUMENT),
    }
    counted = same_content.compare({"sheets": made})
    assert counted.held == counted.tried == 3, counted.details()
    assert accessibility.pdf_faults(made["pdf"]) == []
    assert office_accessibility.docx_faults(made["docx"]) == []
    assert office_accessibility.odt_faults(made["odt"]) == []


def test_the_page_has_a_group_for_each_heading_and_reads_no_icon_twice() -> None:
    page = etree.HTML(html.render(DOCUMENT))
    assert page.find("body").get("class") == "broad"
    (one, _) = page.xpath("//div[@class='sheet']")
    bodies = one.findall(".//tbody")
    assert [body.findtext("tr[@class='group']/th") for body in bodies] == ["First group", "Second group"]
    assert all(
        th.get("scope") == "rowgroup" and th.get("colspan") == "4" for th in one.iterfind(".//tr[@class='group']/th")
    )
    icons_, lines = one.xpath(".//svg[@aria-hidden='true']"), one.xpath(".//svg[@role='img']")
    assert (len(icons_), len(lines)) == (4, 3)
    assert {svg.findtext("title") for svg in lines} == {LINE.alt}
    assert all(svg.get("aria-labelledby") == svg.find("title").get("id") for svg in lines)
    assert (lines[0].get("width"), lines[0].get("height")) == ("100", "24")


def test_a_page_without_sheets_is_as_it_was() -> None:
    upright = replace(DOCUMENT, blocks=DOCUMENT.blocks[:2])
    assert etree.HTML(html.render(upright)).find("body").get("class") is None
    with zipfile.ZipFile(io.BytesIO(docx.render(upright))) as archive:
        assert "word/footerWide.xml" not in archive.namelist()
    masters = [page.get(f"{STYLE}name") for page in part(odt.render(upright), "styles.xml").iter(f"{STYLE}master-page")]
    assert masters == ["Standard", "First_20_Page"]


def test_pdf_pages_lie_sideways_between_upright_ones() -> None:
    pages = [page.get_size() for page in pypdfium2.PdfDocument(pdf.render(DOCUMENT))]
    turned = [width > height for width, height in pages]
    assert [turned[0], *(b for a, b in pairwise(turned) if b != a)] == [False, True, False]
    assert sum(turned) == 2


def test_word_has_a_section_for_each_sheet_with_a_footer_as_wide() -> None:
    body = part(docx.render(DOCUMENT), "word/document.xml")
    sections = list(body.iter(f"{W}sectPr"))
    assert [s.find(f"{W}pgSz").get(f"{W}orient") == "landscape" for s in sections] == SIDEWAYS
    assert [s.find(f"{W}titlePg") is not None for s in sections] == [True, False, False, False]
    footers = [reference.get(f"{R}id") for s in sections for reference in s.findall(f"{W}footerReference")[:1]]
    assert [footer == "rIdFooterWide" for footer in footers] == SIDEWAYS


def test_opendocument_turns_its_pages() -> None:
    content = part(odt.render(DOCUMENT), "content.xml")
    masters = [style.get(f"{STYLE}master-page-name") for style in content.iter(f"{STYLE}style")]
    assert [master for master in masters if master] == ["Sheet", "Standard", "First_20_Page"]
    headings = {
        "".join(heading.itertext()): heading.get("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}style-name")
        for heading in content.iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}h")
    }
    of_style = {
        style.get(f"{STYLE}name"): style.get(f"{STYLE}master-page-name") for style in content.iter(f"{STYLE}style")
    }
    assert [of_style.get(headings[title]) for title in ("Upright", "One", "Two", "Upright again")] == [
        None,
        "Sheet",
        "Sheet",
        "Standard",
    ]


@pytest.mark.parametrize("render", [docx.render, odt.render])
def test_a_picture_of_one_drawing_is_kept_once(render) -> None:  # type: ignore[no-untyped-def]
    with zipfile.ZipFile(io.BytesIO(render(DOCUMENT))) as archive:
        names = [name for name in archive.namelist() if name.endswith(".png")]
    assert len(names) == 3  # the icon, the line, the chart


def test_office_files_have_no_merged_cells() -> None:
    """The heading of a group stands in the first cell of its row, and the others are empty."""
    body = part(docx.render(DOCUMENT), "word/document.xml")
    assert list(body.iter(f"{W}gridSpan")) == []
    firsts = ["".join(row.find(f"{W}tc").itertext()) for row in body.iter(f"{W}tr")]
    assert [first for first in firsts if "group" in first] == ["First group", "Second group"] * 2


def test_the_same_document_gives_the_same_bytes() -> None:
    for render in (html.render, docx.render, odt.render, pdf.render):
        assert render(DOCUMENT) == render(DOCUMENT)
