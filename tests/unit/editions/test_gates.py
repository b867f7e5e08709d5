"""The exit gate: sound files pass, and a fault planted in any format is caught."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from peelian.editions.build import Built
from peelian.editions.gates import FORMATS, check
from peelian.findings import Finding
from peelian.publications.blocks import Block, Column, Document, Number, Paragraph, Table, Text
from tests.starter_plan import add_chart, built, started

Change = Callable[[str], str]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An edition with a table and a chart."""
    plan = started(tmp_path_factory.mktemp("gates") / "plan")
    add_chart(plan)
    return built(plan)


def without(pattern: str, instead: str = "", count: int = 1) -> Change:
    return lambda text: re.sub(pattern, instead, text, count=count, flags=re.DOTALL)


def planted(edition: Built, path: str, change: Change, part: str | None = None) -> bytes:
    """The file with a fault in it, as a renderer with that fault would have written it; `part` is one of a zip."""
    data = edition.files[path]
    if part is None:
        changed = change(data.decode("latin-1")).encode("latin-1")
        assert changed != data, "the planted fault changed nothing"
        return changed
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                changed = change(content.decode("utf-8")).encode("utf-8")
                assert changed != content, "the planted fault changed nothing"
                content = changed
            made.writestr(name, content)
    return target.getvalue()


def caught(edition: Built, path: str, data: bytes) -> list[str]:
    found = check(edition.document, {path: data}, ("999", "101"))
    assert {f.where for f in found} <= {path}
    assert {(f.code, f.severity) for f in found} <= {("not-publishable", "error")}
    return [f.says for f in found]


def test_the_sound_files_pass(edition: Built) -> None:
    assert check(edition.document, edition.files, ("999", "101")) == ()


def test_every_format_of_an_edition_has_its_check(edition: Built) -> None:
    checked = {path for path in edition.files if path.endswith(tuple(FORMATS))}
    assert set(edition.files) - checked == {"manifest.json", "data/figures.csv-metadata.json"}


DOCUMENT, CONTENT, SHEET = "word/document.xml", "content.xml", "xl/worksheets/sheet1.xml"
NUMBER = r'<data data-figure="[^"]*" value="[^"]*">([^<]*)</data>'


@pytest.mark.parametrize(
    ("path", "part", "change", "says"),
    [
        ("paper.html", None, without(r' lang="[^"]*"'), "no language or no title"),
        ("paper.html", None, without(r"<title>[^<]*", "<title>"), "no language or no title"),
        ("paper.html", None, without(r"<h1>", "<h1>Twice</h1><h1>"), "one h1 and one main part"),
        ("paper.html", None, without(r"<(/?)main", r"<\1div", 2), "one h1 and one main part"),
        ("paper.html", None, without(NUMBER, r"\1"), "numbers carry a figure id; the document has"),
        ("paper.html", None, without(r"<caption.*?</caption>"), "lacks its caption"),
        ("paper.html", None, without(r' scope="(col|row)"', "", 1000), "the scope of its headers"),
        ("paper.html", None, without(r"(<svg[^>]*>)<title.*?</title>", r"\1"), "a chart has no words"),
        ("paper.html", None, without(r' role="img"'), "a chart has no words"),
        ("paper.html", None, without(r"</main>", "<script>x()</script></main>"), "holds a script"),
        ("paper.html", None, without(r"</main>", '<p id="introduction"></p></main>'), "2 places have the id"),
        ("paper.docx", DOCUMENT, without(r"<w:tblHeader[^>]*/>"), "1 tables have no header row"),
        ("paper.docx", DOCUMENT, without(r'(<wp:docPr[^>]*) descr="[^"]*"', r"\1"), "a picture has no words"),
        ("paper.docx", DOCUMENT, without(r'descr="[^"]*"', 'descr="figure-1.png"'), "a picture has no words"),
        ("paper.docx", "docProps/core.xml", without(r"<dc:title>.*?</dc:title>"), "has no title"),
        ("paper.odt", CONTENT, without(r"(</?)table:table-header-rows>", r"\1table:table-rows>", 2), "no header row"),
        ("paper.odt", CONTENT, without(r"<svg:desc>.*?</svg:desc>"), "a picture has no words"),
        ("paper.odt", CONTENT, without(r"<svg:desc>.*?</svg:desc>", "<svg:desc>1.svg</svg:desc>"), "no words"),
        ("paper.pdf", None, without(r"%%EOF\s*\Z"), "the PDF is not whole"),
        ("paper.pdf", None, without(r"\A%PDF", "%PXF"), "the PDF is not whole"),
        ("paper.pdf", None, without(r"/MarkInfo", "/MorkInfo"), "no structure for screen readers"),
        ("data/figures.xlsx", SHEET, without(r"<v>", "<f>1+1</f><v>"), "holds a formula: 1+1"),
        ("data/figures.ods", CONTENT, without(r'(office:value-type="float")', r'table:formula="of:=1" \1'), "of:=1"),
        ("data/figures.csv", None, without(r"\Z", '"=1+1",x\n'), "a cell a spreadsheet would run: '=1+1'"),
        ("data/figures.csv", None, without(r"\Z", "x,@SUM(A1)\n"), "a spreadsheet would run: '@SUM(A1)'"),
        ("data/figures.csv", None, without(r"\Z", "x,-2+3\n"), "a spreadsheet would run: '-2+3'"),
        ("data/figures.csv", None, without(r"\Z", 'x,"\t=1"\n'), "a spreadsheet would run"),
    ],
)
def test_a_planted_fault_is_caught(edition: Built, path: str, part: str | None, change: Change, says: str) -> None:
    assert caught(edition, path, edition.files[path]) == []
    found = caught(edition, path, planted(edition, path, change, part))
    assert any(says in one for one in found), found


@pytest.mark.parametrize(
    ("path", "part", "change"),
    [
        ("paper.odt", "meta.xml", without(r"<dc:title>.*?</dc:title>")),
        ("paper.odt", "styles.xml", without(r' fo:language="[^"]*"', "", 1000)),
        ("paper.docx", "word/styles.xml", without(r"<w:lang [^>]*/>", "", 1000)),
        ("paper.docx", DOCUMENT, without(r'w:val="Heading1"', 'w:val="BodyText"', 1000)),
        ("paper.html", None, without(r"<title>.*?</title>")),
        ("paper.html", None, without(r"<(/?)h2", r"<\1h4", 1000)),
        ("paper.pdf", None, without(r"/Title", "/Tutle", 1000)),
        ("paper.pdf", None, without(r"/Lang", "/Long", 1000)),
    ],
    ids=[
        "odt title",
        "odt language",
        "docx language",
        "docx headings",
        "html title",
        "html headings",
        "pdf title",
        "pdf language",
    ],
)
def test_language_title_and_headings_are_looked_for_in_each_format(
    edition: Built, path: str, part: str | None, change: Change
) -> None:
    assert caught(edition, path, planted(edition, path, change, part))


@pytest.mark.parametrize("cell", ["-5", "-8.5%", "+4.1%", "-1,234.5", "-"])
def test_a_negative_number_is_no_formula(edition: Built, cell: str) -> None:
    data = edition.files["data/figures.csv"] + f'x,"{cell}"\n'.encode()
    assert caught(edition, "data/figures.csv", data) == []


# --- numbers that stand as mere text ---


def untied(*blocks: Block) -> list[tuple[str, str]]:
    document = Document("T", "", ISSUED, "P", (), (), blocks)
    return [(f.code, f.where) for f in check(document, {}, ("999",))]


ISSUED = date(2026, 5, 18)
TIED = Number("9,310", "a/all/2026-03/value", "9310")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("There were 12 of them, 8.5% fewer.", 2),
        ("A rise of 4 percentage points.", 1),
        ("On 18 May 2026, in 2025/26, as in paragraph 2.6, Table 1; 999 is a name.", 0),
    ],
)
def test_a_number_in_a_numbered_paragraph_belongs_to_a_figure(text: str, count: int) -> None:
    assert untied(Paragraph((Text(text), TIED), "2.1")) == [("untied-number", "2.1")] * count


def test_the_finding_shows_the_number_in_its_words() -> None:
    document = Document("T", "", ISSUED, "P", (), (), (Paragraph((Text("There were 12 of them."),), "2.1"),))
    found: tuple[Finding, ...] = check(document, {}, ())
    assert [f.says for f in found] == ["the number '12' stands in '…There were 12 of them.…' and belongs to no figure"]


def test_a_number_in_a_labelled_table_belongs_to_a_figure_its_row_names_apart() -> None:
    columns = (Column("Year"), Column("Number"))
    table = Table("Fires", columns, (((Text("Grade 3"),), (Text("12"),)), ((Text("2"),), (TIED,))), "t", "Table 1")
    assert untied(table) == [("untied-number", "Table 1")]
    assert untied(replace(table, label=None)) == []


def test_a_paragraph_without_a_number_of_its_own_is_no_statement() -> None:
    assert untied(Paragraph((Text("Stable is less than 3 points."),))) == []


def test_files_of_other_kinds_are_left_alone(edition: Built) -> None:
    assert check(edition.document, {"manifest.json": b"=1+1", "notes.txt": b"<script>"}, ("999", "101")) == ()


def test_the_edition_that_is_checked_holds_what_is_to_be_found(edition: Built) -> None:
    """The faults above are planted into something: a chart, tables, and numbers in the data."""
    assert b"<svg" in edition.files["paper.html"]
    assert edition.files["paper.html"].count(b"<table") >= 4
    assert b"-5" in edition.files["data/figures.csv"]
