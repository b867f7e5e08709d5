"""The Word file, part by part."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from lxml import etree

from peelian.publications.blocks import Column, Document, Paragraph, Table
from peelian.render import docx
from tests.promises.office_accessibility import NAMES, docx_faults
from tests.unit.render.office_sample import area_table, paper, words

W = f"{{{NAMES['w']}}}"


@cache
def parts(document: Document | None = None) -> dict[str, etree._Element]:
    content = docx.render(document or paper())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if "media" not in name}


def find(path: str, name: str = "word/document.xml", document: Document | None = None) -> list[etree._Element]:
    return parts(document)[name].xpath(path, namespaces=NAMES)


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext()).strip()


def test_the_package_holds_our_parts_and_nothing_of_another_program() -> None:
    assert sorted(parts()) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/_rels/footnotes.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer.xml",
        "word/footnotes.xml",
        "word/header.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]


def test_every_part_is_declared_and_every_relation_leads_to_a_part() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.render(paper()))) as archive:
        names = set(archive.namelist())
    declared = {each.get("PartName", "")[1:] for each in parts()["[Content_Types].xml"] if each.get("PartName")}
    assert declared <= names
    assert {name for name in names if name.startswith("word/") and name.endswith(".xml")} <= declared
    for relation in parts()["word/_rels/document.xml.rels"]:
        if relation.get("TargetMode") != "External":
            assert f"word/{relation.get('Target')}" in names


def test_every_style_used_is_defined() -> None:
    defined = {style.get(f"{W}styleId") for style in find("w:style", "word/styles.xml")}
    for name in ("document", "footnotes", "header", "footer"):
        used = {each.get(f"{W}val") for each in find(".//w:pStyle | .//w:rStyle | .//w:tblStyle", f"word/{name}.xml")}
        assert used <= defined, name


def test_properties_say_title_subject_language_publisher_and_day() -> None:
    core = {etree.QName(each).localname: each.text for each in parts()["docProps/core.xml"]}
    assert core == {
        "title": "Police and Crime Plan Performance",
        "subject": "Performance against the Police and Crime Plan",
        "creator": "Office of the Police and Crime Commissioner for Peelshire",
        "keywords": "police and crime plan, performance",
        "language": "en-GB",
        "lastModifiedBy": "Office of the Police and Crime Commissioner for Peelshire",
        "created": "2026-05-14T00:00:00Z",
        "modified": "2026-05-14T00:00:00Z",
    }


def test_headings_are_headings_and_their_numbers_hang() -> None:
    headings = find("w:body/w:p[starts-with(w:pPr/w:pStyle/@w:val, 'Heading')]")
    said = [(each.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), text_of(each)) for each in headings]
    assert said == [
        ("Heading1", "1Introduction"),
        ("Heading1", "2Preventing and reducing neighbourhood crime in towns and villages"),
        ("Heading2", "Thefts"),
        ("Heading3", "In development"),
        ("Heading1", "10Next steps"),
    ]
    assert [bool(each.findall(f"{W}r/{W}tab")) for each in headings] == [True, True, False, False, True]
    assert [each.find(f"{W}pPr/{W}ind") is not None for each in headings] == [True, True, False, False, True]


def test_the_contents_are_a_field_with_links_in_it() -> None:
    links = find(".//w:sdt//w:hyperlink")
    assert [link.get(f"{W}anchor") for link in links] == ["introduction", "crime", "thefts", "next-steps"]
    assert [each.text for each in find(".//w:sdt//w:instrText")] == [' TOC \\o "1-2" \\h \\z \\u ']
    kinds = [each.get(f"{W}fldCharType") for each in find(".//w:sdt//w:fldChar")]
    assert kinds == ["begin", "separate", "end"]
    first = find("w:body/w:sdt/following-sibling::w:p[1]")[0]
    assert first.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_notices_stand_on_the_first_page_and_in_the_header_of_the_others() -> None:
    notice = "Made up for tests by Peelian; not issued by any commissioner."
    marked = find("w:body/w:p[w:pPr/w:pStyle/@w:val='NoticeText']")[0]
    assert text_of(marked) == f"Notice: {notice}"
    assert [text_of(each) for each in find("w:p", "word/header.xml")] == [notice]
    assert find(".//w:sectPr/w:titlePg")
    assert [each.get(f"{W}type") for each in find(".//w:sectPr/w:headerReference")] == ["default"]
    assert [each.get(f"{W}type") for each in find(".//w:sectPr/w:footerReference")] == ["default", "first"]


def test_the_page_is_a4() -> None:
    size = find(".//w:sectPr/w:pgSz")[0]
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")


def test_footnotes_are_footnotes_and_the_second_reference_is_a_field() -> None:
    notes = find("w:footnote[not(@w:type)]", "word/footnotes.xml")
    assert [text_of(note) for note in notes] == [
        "Every comparison is with this year unless the paragraph says otherwise.",
        "Force extract, see the plan",
    ]
    assert len(find(".//w:footnoteReference")) == 2
    again = [each.text for each in find("w:body/w:p//w:instrText")]
    assert again == [" NOTEREF footnote_1 \\f \\h "]
    assert find(".//w:bookmarkStart[@w:name='footnote_1']")


def test_pictures_say_what_they_show() -> None:
    for described in find(".//wp:docPr | .//pic:cNvPr"):
        assert described.get("descr").startswith("A line falls from 812 in April to 705 in March")
        assert described.get("name") == "Figure 1"
        assert described.get("title") == "Figure 1: Thefts recorded each month"
    extent = find(".//wp:extent")[0]
    assert int(extent.get("cx")) == pytest.approx(453.5 * 12_700, rel=0.001)
    assert int(extent.get("cx")) / int(extent.get("cy")) == pytest.approx(720 / 320, rel=0.001)


def test_tables_repeat_their_header_row_and_break_between_rows_only() -> None:
    for table in find(".//w:tbl"):
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        widths = [int(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        cells = [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in rows[1].findall(f"{W}tc")]
        assert cells == widths
        assert sum(widths) <= 9_072  # 16 cm
    captions = [each.get(f"{W}val") for each in find(".//w:tblCaption")]
    assert captions[0] == "Data behind Figure 1: Thefts by month, April 2025 to March 2026"
    assert captions[1].startswith("Table 1: Recorded crime by local policing area")


def test_an_aside_says_its_kind_and_each_kind_has_its_own_edge() -> None:
    titles = find("w:body/w:p[contains(w:pPr/w:pStyle/@w:val, 'Title') and w:pPr/w:pStyle/@w:val != 'Title']")
    said = [text_of(each) for each in titles if "Subtitle" not in each.find(f"{W}pPr/{W}pStyle").get(f"{W}val")]
    assert said == ["Known finding: the parts do not make the total", "Note", "Notice: provisional data"]
    lines = {
        style.get(f"{W}styleId"): style.find(f"{W}pPr/{W}pBdr/{W}left").get(f"{W}val")
        for style in find("w:style[w:pPr/w:pBdr]", "word/styles.xml")
    }
    assert lines == {"NoticeText": "single", "FindingText": "double", "NoteText": "dashed"}


def test_properties_of_paragraphs_are_in_the_order_of_the_schema() -> None:
    order = "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc outlineLvl".split()
    for name in ("word/document.xml", "word/styles.xml", "word/footnotes.xml"):
        for properties in find(".//w:pPr", name):
            places = [order.index(etree.QName(child).localname) for child in properties]
            assert places == sorted(places)


def test_crowded_tables_are_set_in_small_type() -> None:
    columns = tuple(Column(f"Neighbourhood {at}", "right") for at in range(8))
    wide = Table("Wide", columns, (tuple(words("1,234") for _ in columns),), "wide", "Table 9")
    document = replace(paper(), blocks=(wide, Paragraph(words("After."))), footnotes=())
    used = {each.get(f"{W}val") for each in find(".//w:tbl//w:pStyle", document=document)}
    assert used == {"TableHeadingNumber8", "TableNumber8"}


def test_a_paper_of_nothing_but_a_table_is_a_sound_file() -> None:
    document = replace(paper(), blocks=(area_table(1),), footnotes=(), notices=(), cover=(), subtitle="", keywords=())
    assert docx_faults(docx.render(document)) == [
        "there is no heading",
        "there are no contents that Word can update",
    ]


def test_a_long_title_leaves_room_for_the_page_number() -> None:
    assert docx.short("Short title") == "Short title"
    long = docx.short("A long paper about very many things, that a panel may want to read, in one sitting or two")
    assert long == "A long paper about very many things, that a panel may want to read\u2026"
