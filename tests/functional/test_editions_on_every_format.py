"""The promises on whole editions: accessible, inert and the same in each format, whatever somebody typed into them.

Each check first sees a fault that was planted into the very edition it then passes.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook

from peelian.editions.reading import open_edition
from peelian.editions.trace import trace
from tests import starter_plan
from tests.functional import hostile_plan
from tests.once import once
from tests.promises import accessibility, formulas, injection, office_accessibility, office_injection, same_content
from tests.promises import browser as browsers
from tests.promises.editions import scorecard, west_midlands
from tests.promises.tally import tally
from tests.promises.test_office_injection import EVERY, as_page

NEEDS_TOOLS = pytest.mark.skipif(accessibility.why_not() is not None, reason=accessibility.why_not() or "")
NEEDS_BROWSER = pytest.mark.skipif(browsers.why_not() is not None, reason=browsers.why_not() or "")
KINDS = ("html", "docx", "odt", "pdf")
DATA = ("csv", "xlsx", "ods")
Change = Callable[[str], str]


@once
def charted() -> Mapping[str, bytes]:
    """A small edition with a chart, which the large one has none of."""
    with TemporaryDirectory() as folder:
        plan = starter_plan.started(Path(folder) / "plan")
        starter_plan.add_chart(plan)
        return starter_plan.built(plan).files


def editions() -> dict[str, Mapping[str, bytes]]:
    return {
        "west-midlands": west_midlands(),
        "with a chart": charted(),
        "scorecard": scorecard(),
        "scorecard of an area": scorecard("northvale"),
    }


def papers(*kinds: str) -> dict[str, bytes]:
    """The papers of these kinds by name, each with the ending of its kind."""
    return {f"{name}.{kind}": files[f"paper.{kind}"] for name, files in editions().items() for kind in kinds}


def changed(content: bytes, change: Change, part: str | None = None) -> bytes:
    """A file with a planted fault; `part` is the part of a zip that has it."""
    if part is None:
        made = change(content.decode("utf-8")).encode("utf-8")
        assert made != content, "the planted fault changed nothing"
        return made
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as made_zip:
        for name in source.namelist():
            inside = source.read(name)
            made_zip.writestr(name, changed(inside, change) if name == part else inside)
    return target.getvalue()


def without(pattern: str, instead: str = "", count: int = 1) -> Change:
    return lambda text: re.sub(pattern, instead, text, count=count, flags=re.DOTALL)


# --- promise 16: accessible ---


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.chromium() as opened:
        yield opened


@NEEDS_TOOLS
@pytest.mark.browser
@pytest.mark.slow
def test_the_pages_are_accessible() -> None:
    counted = accessibility.check_html(papers("html"))
    assert counted.held == counted.tried == 4, counted.details()


@NEEDS_TOOLS
@pytest.mark.browser
def test_a_fault_in_the_very_page_is_seen(browser: Browser) -> None:
    no_language = changed(charted()["paper.html"], without(r' lang="en-GB"'))
    assert any("html-has-lang" in fault for fault in accessibility.axe(no_language, browser))
    broken = {"two ids": changed(west_midlands()["paper.html"], without(r'id="p-2.2"', 'id="p-2.1"'))}
    for seen in (accessibility.vnu(broken), accessibility.html_validate(broken)):
        assert seen["two ids"] != []


def test_the_pdfs_are_accessible() -> None:
    counted = accessibility.check_pdf(papers("pdf"))
    assert counted.held == counted.tried == 4, counted.details()


def without_language(document: pikepdf.Pdf) -> None:
    del document.Root["/Lang"]


def without_alternative(document: pikepdf.Pdf) -> None:
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure":
            del each["/Alt"]


@pytest.mark.parametrize("breaks", [without_language, without_alternative])
def test_a_fault_in_the_very_pdf_is_seen(breaks: Callable[[pikepdf.Pdf], None]) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(charted()["paper.pdf"])) as document:
        breaks(document)
        document.save(target)
    assert accessibility.pdf_faults(target.getvalue()) != []


def test_the_office_files_are_accessible() -> None:
    counted = office_accessibility.check(papers("docx", "odt"))
    assert counted.held == counted.tried == 8, counted.details()


@pytest.mark.parametrize(
    ("name", "part", "change"),
    [
        ("west-midlands.docx", "word/document.xml", without(r"<w:tblHeader[^>]*/>")),
        ("west-midlands.odt", "content.xml", without(r"(</?)table:table-header-rows", r"\1table:table-rows", 2)),
        ("with a chart.docx", "word/document.xml", without(r' descr="[^"]*"')),
        ("with a chart.odt", "content.xml", without(r"<svg:desc>.*?</svg:desc>")),
        ("scorecard.docx", "word/document.xml", without(r' descr="[^"]*"')),
        ("scorecard.odt", "content.xml", without(r"<svg:desc>.*?</svg:desc>")),
    ],
)
def test_a_fault_in_the_very_office_file_is_seen(name: str, part: str, change: Change) -> None:
    faults = office_accessibility.docx_faults if name.endswith("docx") else office_accessibility.odt_faults
    assert faults(changed(papers("docx", "odt")[name], change, part)) != []


# --- promise 9: nothing typed is a formula ---


def data_files() -> dict[str, bytes]:
    return {
        f"{name}, {path.removeprefix('data/')}": content
        for name, files in editions().items()
        for path, content in files.items()
        if path.startswith("data/") and path.endswith(DATA)
    }


def test_no_cell_of_the_editions_is_a_formula() -> None:
    counted = formulas.check(data_files())
    assert counted.held == counted.tried == 4 * 3 + 2 * 3, counted.details()


def test_no_cell_of_an_edition_whose_every_name_is_a_formula_is_one(tmp_path: Path) -> None:
    """All 60 as names of areas, the first as titles, units of text, definitions and places in a document."""
    files = hostile_plan.edition(tmp_path, formulas.PAYLOADS)
    counted = formulas.check({f"figures.{kind}": files[f"data/figures.{kind}"] for kind in DATA})
    assert counted.held == counted.tried == 3, counted.details()
    printed = [row["id"] for row in rows(files["data/figures.csv"])]
    assert sum(id.startswith("counted/a") for id in printed) == len(formulas.PAYLOADS)


@pytest.mark.parametrize(
    ("kind", "part", "change"),
    [
        ("csv", None, without(r"\Z", "=1+1,x\r\n")),
        ("xlsx", "xl/worksheets/sheet1.xml", without(r"<v>", "<f>1+1</f><v>")),
        ("ods", "content.xml", without(r'(office:value-type="float")', r'table:formula="of:=1+1" \1')),
    ],
)
def test_a_formula_in_the_very_file_is_seen(kind: str, part: str | None, change: Change) -> None:
    faults = {"csv": formulas.csv_formulas, "xlsx": formulas.xlsx_formulas, "ods": formulas.ods_formulas}
    assert faults[kind](changed(west_midlands()[f"data/figures.{kind}"], change, part)) != []


def rows(content: bytes) -> list[dict[str, str]]:
    lines = content.decode("utf-8-sig")
    body = "".join(line for line in io.StringIO(lines, newline="") if not line.startswith("#"))
    return list(csv.DictReader(io.StringIO(body, newline="")))


def sheet(content: bytes) -> list[dict[str, object]]:
    """The table of figures in a workbook: the rows under the header that starts with the figure's id."""
    book = CalamineWorkbook.from_object(io.BytesIO(content))
    for name in book.sheet_names:
        lines = book.get_sheet_by_name(name).to_python()
        for at, line in enumerate(lines):
            if line and line[0] in ("id", "Figure id"):
                header = [str(cell) for cell in line]
                return [dict(zip(header, values, strict=True)) for values in lines[at + 1 :] if values[0]]
    raise AssertionError("no sheet has the figures")


@pytest.mark.parametrize("name", ["west-midlands", "with a chart", "scorecard", "scorecard of an area"])
def test_the_data_files_hold_the_figures_of_the_manifest(name: str) -> None:
    files = editions()[name]
    manifest = json.loads(files["manifest.json"])
    expected = {figure["id"]: figure["value"] for figure in manifest["figures"]}
    assert {row["id"]: row["value"] or None for row in rows(files["data/figures.csv"])} == expected
    negative = {id: float(value) for id, value in expected.items() if value and value.startswith("-")}
    assert negative
    for kind in ("xlsx", "ods"):
        found = {str(row["Figure id"]): row["Value"] for row in sheet(files[f"data/figures.{kind}"])}
        assert found.keys() == expected.keys()
        assert {id: found[id] for id in negative} == pytest.approx(negative)


# --- the same in each format ---


def test_every_format_says_the_same() -> None:
    counted = same_content.compare(
        {name: {kind: files[f"paper.{kind}"] for kind in KINDS} for name, files in editions().items()}
    )
    assert counted.held == counted.tried == 12, counted.details()


@pytest.mark.parametrize(("kind", "part"), [("html", None), ("docx", "word/document.xml"), ("odt", "content.xml")])
def test_one_digit_changed_in_one_format_is_seen(kind: str, part: str | None) -> None:
    other = "docx" if kind == "html" else "html"
    whole = same_content.words(west_midlands()[f"paper.{other}"], other)
    broken = changed(west_midlands()[f"paper.{kind}"], without("300,418", "300,419"), part)
    assert same_content.differences(whole, same_content.words(west_midlands()[f"paper.{kind}"], kind)) == []
    assert len(same_content.differences(whole, same_content.words(broken, kind))) == 1


# --- promise 12: nothing typed is read as anything but text ---

TEXTS = tuple(dict.fromkeys(EVERY))
AT_ONCE = 115
GROUPS = [TEXTS[start : start + AT_ONCE] for start in range(0, len(TEXTS), AT_ONCE)]
HARMLESS = "words"
UNHURRIED = 180_000  # milliseconds: a page full of scripts that run takes five seconds, and more on a busy machine


def links(group: int) -> tuple[str, ...]:
    return tuple(text for text in GROUPS[group] if hostile_plan.linkable(text))


@once
def hostile(group: int) -> Mapping[str, bytes]:
    """An edition in which each text of the group is title, cover, area, measure in waiting, words, note and link."""
    with TemporaryDirectory() as folder:
        return hostile_plan.edition(Path(folder), GROUPS[group], links(group))


@once
def twin(group: int) -> Mapping[str, bytes]:
    """The office files of the same edition with a harmless word of its own for each text.

    No words where Markdown reads none.
    """
    texts = [f"{'' if hostile_plan.spoken(text) else ' '}{HARMLESS}{n}" for n, text in enumerate(GROUPS[group])]
    with TemporaryDirectory() as folder:
        return hostile_plan.office_files(Path(folder), texts, links(group))


def test_the_texts_are_more_than_300_and_most_are_words_in_markdown() -> None:
    assert len(TEXTS) > 300
    assert sum(1 for text in TEXTS if hostile_plan.spoken(text)) > 300


def test_an_address_that_leads_elsewhere_is_refused_or_plain_web() -> None:
    allowed = {text for text in TEXTS if hostile_plan.linkable(text)}
    assert all(re.match(r"https?://|mailto:", text, re.IGNORECASE) for text in allowed)
    assert 1 <= len(allowed) < 20


@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_the_manifest_of_a_hostile_paper_can_be_opened_and_traced(tmp_path: Path, group: int) -> None:
    """What `build` writes is what the others read, whatever somebody typed."""
    (tmp_path / "manifest.json").write_bytes(hostile(group)["manifest.json"])
    opened = open_edition(tmp_path)
    assert opened.figures
    for figure in opened.figures:
        assert trace(opened, figure)["id"] == figure


@NEEDS_BROWSER
@pytest.mark.browser
def test_a_hostile_paper_is_inert_as_a_page(browser: Browser) -> None:
    watched = [injection.Watched(browser), injection.Watched(browser, bypass_csp=True)]
    results: dict[str, list[str]] = {}
    for group, texts in enumerate(GROUPS):
        page = hostile(group)["paper.html"]
        found = [fault for each in watched for fault in each.faults(page)]
        results |= {text: [*found, *lost(page, "html", text)] for text in texts}
    for each in watched:
        each.close()
    counted = tally("promise 12, an edition as a page", results)
    assert counted.held == counted.tried == len(TEXTS), counted.details()


def lost(content: bytes, kind: str, text: str) -> list[str]:
    """Whether the words of a text are not in the file as they were typed."""
    said = "".join(same_content.words(as_page(text), "html"))
    return [] if said in read(content, kind) else ["its words are not in the file"]


@cache
def read(content: bytes, kind: str) -> str:
    return "".join(same_content.words(content, kind))


@NEEDS_BROWSER
@pytest.mark.browser
def test_a_page_that_did_not_escape_would_be_seen(browser: Browser) -> None:
    page = hostile(0)["paper.html"].decode().replace("&lt;", "<").replace("&gt;", ">").encode()
    faults = injection.html_faults(page, browser, bypass_csp=True, patience=UNHURRIED)
    assert any("ran alert" in fault for fault in faults), faults[-1]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_hostile_paper_is_inert_as_an_office_file(kind: str) -> None:
    results: dict[str, list[str]] = {}
    for group, texts in enumerate(GROUPS):
        content = hostile(group)[f"paper.{kind}"]
        found = office_injection.faults(content, twin(group)[f"paper.{kind}"])
        results |= {text: [*found, *lost(content, kind, text)] for text in texts}
    counted = tally(f"promise 12, an edition as {kind.upper()}", results)
    assert counted.held == counted.tried == len(TEXTS), counted.details()


def test_a_word_file_with_a_field_too_many_would_be_seen() -> None:
    field = "<w:r><w:instrText> DDEAUTO cmd </w:instrText></w:r></w:p>"
    broken = changed(hostile(0)["paper.docx"], without(r"</w:p>", field), "word/document.xml")
    found = office_injection.faults(broken, twin(0)["paper.docx"])
    assert any("holds the field ' DDEAUTO" in fault for fault in found)
    assert "its elements are not those of the harmless twin" in found


def test_a_hostile_paper_is_inert_as_pdf() -> None:
    results = {str(group): injection.pdf_faults(hostile(group)["paper.pdf"]) for group in range(len(GROUPS))}
    counted = tally("promise 12, editions as PDF", results)
    assert counted.held == counted.tried == len(GROUPS), counted.details()


def test_a_hostile_paper_says_the_same_in_each_format() -> None:
    counted = same_content.compare({"hostile": {kind: hostile(1)[f"paper.{kind}"] for kind in ("html", "docx", "odt")}})
    assert counted.held == counted.tried == 2, counted.details()
