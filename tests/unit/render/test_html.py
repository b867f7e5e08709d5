"""The accessible page: its structure, its numbers, its policy. Promises 12 and 16 are in tests/promises."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as parser

from peelian.publications.blocks import (
    Aside,
    Block,
    Chart,
    Column,
    Document,
    Footnote,
    Heading,
    NoteRef,
    Number,
    Paragraph,
    Table,
    Text,
    flatten,
    inlines_of,
    walk,
)
from peelian.render import html
from peelian.render.characters import printable
from peelian.render.html import MOST_STACKED
from tests.unit.render import sample

ROOT = Path(__file__).parents[3]


def page_of(document: Document) -> etree._Element:
    return parser.document_fromstring(html.render(document).decode("utf-8"))


def with_blocks(*blocks: Block, notes: tuple[Footnote, ...] = ()) -> Document:
    return replace(sample.document(), blocks=blocks, footnotes=notes)


@pytest.fixture(scope="module")
def page() -> etree._Element:
    return page_of(sample.document())


def text(element: etree._Element) -> str:
    return " ".join(element.text_content().split())


def test_language_title_and_landmarks_in_order(page: etree._Element) -> None:
    assert page.get("lang") == "en-GB"
    assert page.findtext("head/title") == "Police and Crime Plan Performance: Year ending March 2026"
    assert [text(heading) for heading in page.iter("h1")] == ["Police and Crime Plan Performance"]
    places = [element.tag for element in page.find("body").iter("header", "nav", "main", "footer")]
    assert places == ["header", "nav", "main", "footer"]


def test_the_skip_link_is_first_and_leads_to_the_main_part(page: etree._Element) -> None:
    first = next(page.iter("a"))
    assert (first.get("class"), first.get("href")) == ("skip", "#main")
    assert page.xpath("//main/@id") == ["main"]


def test_notices_stand_before_the_cover_and_the_cover_is_a_list_of_terms(page: etree._Element) -> None:
    header = page.find("body/header")
    notice = header.xpath("./div[@role='note']/p")[0]
    assert text(notice) == "Notice Made-up figures: Peelshire is not a place."
    cover = notice.xpath("following::dl[1]")[0]
    pairs = zip(cover.iter("dt"), cover.iter("dd"), strict=True)
    assert [(text(term), text(value)) for term, value in pairs] == list(sample.document().cover)


def test_contents_lead_to_every_heading_of_the_first_level(page: etree._Element) -> None:
    links = page.xpath("//nav//a")
    assert [text(link) for link in links] == ["1 Introduction", "2 Rebuilding community policing", "3 Next steps"]
    for link in links:
        assert page.xpath("//h2[@id=$id]", id=link.get("href")[1:])


def test_headings_follow_their_levels_with_their_numbers(page: etree._Element) -> None:
    found = [(heading.tag, text(heading)) for heading in page.find(".//main").iter("h2", "h3", "h4")]
    assert found == [
        ("h2", "1 Introduction"),
        ("h2", "2 Rebuilding community policing"),
        ("h3", "2.1 Incidents over time"),
        ("h4", "Workforce"),
        ("h2", "3 Next steps"),
        ("h2", "Notes"),
    ]


def test_numbered_paragraphs_show_their_number_and_can_be_linked_to(page: etree._Element) -> None:
    (paragraph,) = page.xpath("//p[@id='p-2.2']")
    assert text(paragraph).startswith("2.2 The median attendance to a priority call was 1 hour, 2 minutes")
    assert text(paragraph.find("span")) == "2.2"
    assert [each.get("id") for each in page.find_class("numbered")] == ["p-1.1", "p-2.1", "p-2.2", "p-2.3", "p-3.1"]


@pytest.mark.parametrize("document", [sample.document(), sample.long_document(2)])
def test_every_number_stands_in_its_data_element_once_and_in_order(document: Document) -> None:
    wanted = Counter(
        (leaf.figure, leaf.value, leaf.text)
        for _, inlines in inlines_of(document)
        for leaf in flatten(inlines)
        if isinstance(leaf, Number)
    )
    found = [
        (each.get("data-figure"), each.get("value"), each.text_content()) for each in page_of(document).iter("data")
    ]
    assert Counter(found) == wanted
    assert found[:3] == [
        ("total-crime/peelshire/ye-2026-03/value", "300418", "300,418"),
        ("total-crime/change/peelshire/ye-2026-03/value", "-2773500/328153", "8.5%"),
        ("total-crime/baseline/peelshire/ye-2026-03/value", "328153", "328,153"),
    ]
    assert "-5%" in [said for _, _, said in found]


def test_tables_have_a_caption_header_cells_with_scope_and_a_note(page: etree._Element) -> None:
    (table,) = page.xpath("//table[@id='areas-1']")
    assert text(table.find("caption")) == "Table 1 Offences by neighbourhood against the baseline"
    columns = table.findall("thead/tr/th")
    assert [column.get("scope") for column in columns] == ["col"] * 7
    assert [column.get("class") for column in columns] == [None, "right", "right", "right", None, "right", "right"]
    for row in table.findall("tbody/tr"):
        assert [(cell.tag, cell.get("scope")) for cell in row] == [("th", "row"), *[("td", None)] * 6]
        assert [cell.get("class") for cell in row] == [None, "right", "right", "right", None, "right", "right"]
    assert text(table.xpath("following::p[1]")[0]).startswith("Source: force records, as at 5 April 2026.")


def test_only_what_is_too_wide_for_a_telephone_is_a_scrolled_region(page: etree._Element) -> None:
    regions = page.find_class("scroll")
    assert [next(region.iter("table", "svg")).tag for region in regions] == ["table", "svg"]
    for region in regions:
        assert region.get("tabindex") == "0"
        assert region.get("role") == "group"
        assert page.xpath("//*[@id=$id]", id=region.get("aria-labelledby"))
    assert not page.xpath("//table[@id='workforce' or @id='chart-1-data']/ancestor::div[@tabindex]")


def test_rows_of_a_wide_table_can_be_read_as_lists_of_name_and_value(page: etree._Element) -> None:
    (table,) = page.xpath("//table[@id='areas-1']")
    assert table.get("class") == "wide stack"
    names = [text(column) for column in table.findall("thead/tr/th")]
    for row in table.findall("tbody/tr"):
        assert [cell.get("data-label") for cell in row] == [None, *names[1:]]
    narrow = page.xpath("//table[@id='workforce']//td[@data-label]")
    assert narrow == []


def test_a_table_of_many_columns_is_scrolled_and_no_list() -> None:
    columns = tuple(Column(f"A column named {n}") for n in range(MOST_STACKED + 1))
    table = Table("Wide", columns, (tuple((Text("cell"),) for _ in columns),), "wide")
    (found,) = page_of(with_blocks(table)).iter("table")
    assert found.get("class") == "wide"


def test_the_files_beside_the_page_are_led_to_from_its_contents_and_its_end() -> None:
    with_files = replace(sample.document(), beside=(("PDF", "paper.pdf"), ("figures as CSV", "data/figures.csv")))
    found = page_of(with_files)
    links = [(text(a), a.get("href")) for a in found.xpath("//section[@id='beside']//a")]
    assert links == [("PDF", "paper.pdf"), ("Figures as CSV", "data/figures.csv")]
    assert found.xpath("//nav//a[@href='#beside']")
    assert not page_of(sample.document()).xpath("//*[@id='beside'] | //a[@href='#beside']")


def test_a_chart_has_a_name_a_description_and_its_table(page: etree._Element) -> None:
    (figure,) = page.xpath("//figure")
    assert text(figure.find("figcaption")) == "Chart 1 Incidents recorded each month"
    (drawing,) = figure.iter("svg")
    title, description = (page.get_element_by_id(each) for each in drawing.get("aria-labelledby").split())
    assert (drawing.get("role"), title.tag, description.tag) == ("img", "title", "desc")
    assert text(title) == "Incidents recorded each month"
    assert text(description).startswith("A line falling from 1,510")
    details = figure.find("details")
    assert text(details.find("summary")) == "Data behind Chart 1"
    assert len(details.findall("table/tbody/tr")) == len(sample.MONTHLY)


def test_two_charts_of_one_drawing_share_no_id() -> None:
    one = sample.chart(1)
    found = page_of(with_blocks(one, sample.chart(2), replace(one, label="Chart 3")))
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    paths = [each.get("clip-path") for each in found.xpath("//*[@clip-path]")]
    assert paths == [f"url(#{each}--plot)" for each in ("chart-1", "chart-2", "chart-1-2")]
    assert {path[5:-1] for path in paths} <= set(ids)


@pytest.mark.parametrize("nasty", sample.NASTY)
def test_ids_are_unique_and_every_link_inside_leads_somewhere(nasty: str) -> None:
    found = page_of(sample.filled(nasty))
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    for reference in found.xpath("//a/@href[starts-with(., '#')]"):
        assert reference[1:] in ids
    for references in found.xpath("//@aria-labelledby"):
        assert set(references.split()) <= set(ids)


def test_asides_say_in_words_what_they_are(page: etree._Element) -> None:
    asides = page.xpath("//main//div[@role='note']")
    assert [text(aside.find("p")) for aside in asides] == [
        "Known finding The parts do not make the total",
        "Note Data to come",
        "Notice Provisional",
    ]
    for aside in asides:
        assert aside.get("aria-labelledby") == aside.find("p").get("id")


def test_footnotes_lead_back_to_each_place_that_refers_to_them(page: etree._Element) -> None:
    references = page.find_class("noteref")
    assert [text(each) for each in references] == ["[note 1]", "[note 2]", "[note 2]"]
    notes = page.xpath("//section[@class='notes']//li")
    assert [note.get("id") for note in notes] == ["source", "recording"]
    assert [each.find("a").get("href") for each in references] == ["#source", "#recording", "#recording"]
    backs = [link.get("href")[1:] for note in notes for link in note.find_class("back")]
    assert backs == [each.find("a").get("id") for each in references]
    labels = [link.get("aria-label") for link in notes[1].find_class("back")]
    assert labels == ["Back to text (1), note 2", "Back to text (2), note 2"]


def test_a_note_inside_a_note_and_one_that_nothing_refers_to() -> None:
    notes = (Footnote("b", (Text("second"),)), Footnote("a", (Text("first"), NoteRef("b"))), Footnote("c", ()))
    found = page_of(with_blocks(Paragraph((Text("Words"), NoteRef("a"))), notes=notes))
    items = found.xpath("//section[@class='notes']//li")
    assert [each.get("id") for each in items] == ["a", "b", "c"]
    assert [len(each.find_class("back")) for each in items] == [1, 1, 0]


def test_nothing_runs_nothing_is_fetched_and_the_style_is_the_one_the_policy_names() -> None:
    content = html.render(sample.document()).decode("utf-8")
    found = parser.document_fromstring(content)
    assert not found.xpath("//script | //link | //img | //iframe | //object | //form | //@src | //@style")
    assert not [name for each in found.iter() for name in each.attrib if name.startswith("on")]
    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert len(style) == 1
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "\r" not in style[0]
    assert not re.search(r"@import|url\(|http", style[0].replace('a[href^="http"]', ""))


@pytest.mark.parametrize("nasty", sample.NASTY)
def test_what_is_typed_is_what_is_read(nasty: str) -> None:
    shown = " ".join(printable(nasty).split())
    found = page_of(sample.filled(nasty))
    for path in ("//h1", "//header//dd", "//main//h4", "//main/ul/li", "//caption", "//thead/tr/th", "//figcaption"):
        assert shown in text(found.xpath(path)[0]), path
    assert text(found.xpath("//data")[0]) == shown
    assert found.xpath("//data/@data-figure")[0] == printable(nasty)
    assert text(found.xpath("//*[local-name()='svg']/*[local-name()='desc']")[0]) == shown


def test_with_little_in_it() -> None:
    bare = Document("Title", "", sample.document().issued, "Office", (), (), (), language="cy")
    found = page_of(bare)
    assert found.get("lang") == "cy"
    assert found.findtext("head/title") == "Title"
    assert not found.xpath("//nav | //dl | //section | //*[@role='note'] | //meta[@name='description']")
    assert text(found.find("body/footer")).startswith("Title. Edition issued 20 May 2026 by Office.")


def test_a_row_header_may_be_a_number_and_a_cell_may_be_empty() -> None:
    table = Table("T", (Column("Year", "right"), Column("Value")), (((Text("2026"),), ()),), "t")
    (row,) = page_of(with_blocks(table)).xpath("//tbody/tr")
    assert [(cell.tag, cell.get("class"), text(cell)) for cell in row] == [("th", "right", "2026"), ("td", None, "")]


def test_headings_inside_an_aside_are_in_the_contents_too() -> None:
    document = with_blocks(Aside("note", "A", (Heading(1, "Inside", "inside"),)))
    assert [text(link) for link in page_of(document).xpath("//nav//a")] == ["Inside"]


def test_every_chart_and_table_of_a_document_is_on_the_page() -> None:
    document = sample.long_document(3)
    found = page_of(document)
    blocks = list(walk(document.blocks))
    assert len(found.xpath("//figure")) == sum(isinstance(block, Chart) for block in blocks) == 6
    assert len(found.xpath("//table")) == sum(isinstance(block, Table) for block in blocks) == 12


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
    ],
)
def test_the_same_document_gives_the_same_bytes_anywhere(surroundings: dict[str, str], tmp_path: Path) -> None:
    program = (
        "import sys; from peelian.render import html; from tests.unit.render import sample; "
        "sys.stdout.buffer.write(html.render(sample.document()))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=env, cwd=tmp_path)
    assert done.stdout == html.render(sample.document())


def test_a_long_number_of_a_heading_does_not_hang_in_the_margin() -> None:
    page = page_of(with_blocks(Heading(1, "Short", "a", "12"), Heading(1, "Long", "b", "Appendix 1")))
    assert [span.get("class") for span in page.xpath("//main//h2/span")] == ["number", "number long"]
    assert ":is(h2, h3, h4) > .number:not(.long) {\n    float: left;" in page.findtext("head/style")
