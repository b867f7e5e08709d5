"""The OpenDocument text, part by part."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from lxml import etree

from peelian.render import odt
from peelian.render.odt_parts import NAMESPACES
from tests.unit.render.office_sample import paper


@cache
def archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(odt.render(paper())))


@cache
def root(name: str) -> etree._Element:
    return etree.fromstring(archive().read(name))


def find(path: str, name: str = "content.xml") -> list[etree._Element]:
    return root(name).xpath(path, namespaces=NAMESPACES)


def attribute(element: etree._Element, name: str) -> str | None:
    prefix, _, local = name.partition(":")
    return element.get(f"{{{NAMESPACES[prefix]}}}{local}")


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext()).strip()


def test_the_kind_of_file_comes_first_and_uncompressed() -> None:
    first = archive().infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive().read("mimetype") == b"application/vnd.oasis.opendocument.text"


def test_the_manifest_lists_every_part() -> None:
    space = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
    listed = [each.get(f"{space}full-path") for each in root("META-INF/manifest.xml")]
    assert listed[0] == "/"
    assert sorted(listed[1:]) == sorted(set(archive().namelist()) - {"mimetype", "META-INF/manifest.xml"})


def test_every_style_used_is_defined() -> None:
    defined = {
        (attribute(style, "style:family"), attribute(style, "style:name"))
        for name in ("content.xml", "styles.xml")
        for style in find(".//style:style", name)
    }
    families = {"text:p": "paragraph", "text:h": "paragraph", "text:span": "text", "text:a": "text"}
    for tag, family in families.items():
        used = {attribute(each, "text:style-name") for each in find(f".//{tag}")}
        assert {(family, style) for style in used} <= defined, tag
    cells = {attribute(each, "table:style-name") for each in find(".//table:table-cell")}
    assert {("table-cell", style) for style in cells} <= defined
    lists = {attribute(each, "style:name") for each in find(".//text:list-style", "styles.xml")}
    assert {attribute(each, "text:style-name") for each in find(".//text:list")} == lists


def test_style_names_hold_no_blanks() -> None:
    for name in ("content.xml", "styles.xml"):
        for each in find("//@style:name | //@text:style-name | //@table:style-name", name):
            assert " " not in str(each)


def test_properties_say_title_subject_language_publisher_and_day() -> None:
    said = [(etree.QName(each).localname, each.text) for each in find("office:meta/*", "meta.xml")]
    office = "Office of the Police and Crime Commissioner for Peelshire"
    assert said == [
        ("generator", "Peelian"),
        ("title", "Police and Crime Plan Performance"),
        ("subject", "Performance against the Police and Crime Plan"),
        ("keyword", "police and crime plan"),
        ("keyword", "performance"),
        ("initial-creator", office),
        ("creator", office),
        ("creation-date", "2026-05-14T00:00:00Z"),
        ("date", "2026-05-14T00:00:00Z"),
        ("language", "en-GB"),
    ]


def test_the_contents_can_be_updated_and_hold_links_already() -> None:
    links = find(".//text:table-of-content/text:index-body/text:p/text:a")
    targets = [attribute(link, "xlink:href") for link in links]
    assert targets == ["#introduction", "#crime", "#thefts", "#next-steps"]
    templates = find(".//text:table-of-content-source/text:table-of-content-entry-template")
    assert [attribute(each, "text:outline-level") for each in templates] == ["1", "2"]
    assert all(each.find("text:index-entry-page-number", NAMESPACES) is not None for each in templates)


def test_the_chapters_start_a_new_page() -> None:
    first = find(".//text:table-of-content/following-sibling::text:h[1]")[0]
    style = attribute(first, "text:style-name")
    properties = find(f".//style:style[@style:name='{style}']/style:paragraph-properties")[0]
    assert attribute(properties, "fo:break-before") == "page"
    parent = find(f".//style:style[@style:name='{style}']")[0]
    assert attribute(parent, "style:parent-style-name") == "Heading_20_1"


def test_notices_stand_on_the_first_page_and_in_the_header_of_the_others() -> None:
    notice = "Made up for tests by Peelian; not issued by any commissioner."
    headers = {
        attribute(page, "style:name"): text_of(page.find("style:header", NAMESPACES))
        for page in find(".//style:master-page", "styles.xml")
    }
    assert headers == {"Standard": notice, "First_20_Page": ""}
    style = attribute(find("office:body/office:text/text:p[1]")[0], "text:style-name")
    page = find(f".//style:style[@style:name='{style}']")[0]
    assert attribute(page, "style:master-page-name") == "First_20_Page"


def test_pictures_stand_in_the_text_and_say_what_they_show() -> None:
    frame = find(".//draw:frame")[0]
    assert attribute(frame, "draw:name") == "Figure 1"
    assert attribute(frame, "text:anchor-type") == "as-char"
    assert text_of(frame.find("svg:title", NAMESPACES)) == "Figure 1: Thefts recorded each month"
    assert text_of(frame.find("svg:desc", NAMESPACES)).startswith("A line falls from 812 in April")
    tags = [etree.QName(child).localname for child in frame]
    assert tags == ["image", "title", "desc"]


def test_tables_have_a_header_row_a_header_column_and_a_title() -> None:
    for table in find(".//table:table"):
        tags = [etree.QName(child).localname for child in table]
        assert tags[:2] == ["title", "table-header-columns"]
        assert tags.count("table-header-rows") == 1
    titles = [text_of(title) for title in find(".//table:table/table:title")]
    assert titles[0] == "Data behind Figure 1: Thefts by month, April 2025 to March 2026"


def test_the_second_reference_to_a_note_is_a_reference() -> None:
    notes = find(".//text:note")
    assert [attribute(note, "text:id") for note in notes] == ["ftn0", "ftn1"]
    again = find(".//text:note-ref")
    assert [(attribute(each, "text:ref-name"), each.text) for each in again] == [("ftn0", "1")]


def test_the_same_wish_gives_the_same_automatic_style() -> None:
    made = find("office:automatic-styles/style:style[@style:family='paragraph']")
    said = [
        (
            attribute(style, "style:parent-style-name"),
            etree.tostring(style[0]),
            attribute(style, "style:master-page-name"),
        )
        for style in made
    ]
    assert len(said) == len(set(said))
