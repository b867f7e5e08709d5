"""Promise 16 for Word files and OpenDocument texts, and that the checks catch what they are for."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache

import pytest

from peelian.render import docx, odt
from tests.promises.office_accessibility import check, docx_faults, odt_faults
from tests.unit.render import sample
from tests.unit.render.office_sample import long_paper, paper

FAULTS = {"docx": docx_faults, "odt": odt_faults}


@cache
def written(kind: str) -> bytes:
    return {"docx": docx, "odt": odt}[kind].render(paper())


def broken(kind: str, part: str, change: Callable[[str], str]) -> bytes:
    """The paper with one part changed, as a writer with a fault would have written it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(kind))) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                changed = change(content.decode("utf-8")).encode("utf-8")
                assert changed != content, "the planted fault changed nothing"
                content = changed
            made.writestr(name, content)
    return target.getvalue()


def test_papers_hold_every_rule() -> None:
    papers = {
        "paper": paper(),
        "long": long_paper(),
        "sample": sample.document(),
        "sample-long": sample.long_document(2),
    }
    files = {f"{name}.docx": docx.render(document) for name, document in papers.items()}
    files |= {f"{name}.odt": odt.render(document) for name, document in papers.items()}
    counted = check(files)
    assert counted.held == counted.tried == 8, counted.details()


def without(pattern: str, instead: str = "") -> Callable[[str], str]:
    return lambda text: re.sub(pattern, instead, text)


DOCUMENT, CONTENT = "word/document.xml", "content.xml"


@pytest.mark.parametrize(
    ("kind", "part", "change", "says"),
    [
        ("docx", DOCUMENT, without(r' descr="[^"]*"'), "has no alternative text"),
        (
            "docx",
            DOCUMENT,
            without(r' descr="[^"]*"', ' descr="media/figure-1.png"'),
            "a file's name for its alt",
        ),
        ("docx", DOCUMENT, without(r' descr="[^"]*"', ' descr="chart"'), "under three words"),
        ("docx", DOCUMENT, without(r' name="Figure 1"', ' name="rId13.png"'), "named after a file"),
        ("docx", DOCUMENT, without(r"<w:tblHeader[^>]*/>"), "no header row"),
        (
            "docx",
            DOCUMENT,
            without(r'w:firstColumn="1"', 'w:firstColumn="0"'),
            "first row and column are headers",
        ),
        ("docx", DOCUMENT, without(r"<w:tblCaption[^>]*/>"), "no title"),
        (
            "docx",
            DOCUMENT,
            without(r'w:val="Heading2"', 'w:val="Heading3"'),
            "of level 3 follows one of level 1",
        ),
        ("docx", DOCUMENT, without(r"TOC "), "no contents that Word can update"),
        ("docx", DOCUMENT, without(r'w:name="thefts"', 'w:name="elsewhere"'), "not in the paper"),
        (
            "docx",
            DOCUMENT,
            without(r'w:val="Heading1"', 'w:val="BodyText"'),
            "the contents list 4 headings of 1",
        ),
        ("docx", DOCUMENT, without(r"<w:sectPr>", "<w:p/><w:sectPr>"), "empty paragraphs"),
        ("docx", "word/styles.xml", without(r"<w:lang [^>]*/>"), "no language"),
        ("docx", "docProps/core.xml", without(r"<dc:title>.*</dc:title>"), "no title"),
        ("docx", "word/footer.xml", without(r"NUMPAGES", "DATE"), "needs PAGE and NUMPAGES"),
        (
            "docx",
            "word/_rels/document.xml.rels",
            without(r"https://www", "javascript:x"),
            "leads to 'javascript:x",
        ),
        ("odt", CONTENT, without(r"<svg:desc>[^<]*</svg:desc>"), "has no alternative text"),
        (
            "odt",
            CONTENT,
            without(r"<svg:desc>[^<]*", "<svg:desc>Pictures/0.png"),
            "a file's name for its alt",
        ),
        ("odt", CONTENT, without(r"table:table-header-rows", "table:table-rows"), "no header row"),
        (
            "odt",
            CONTENT,
            without(r"table:table-header-columns", "table:table-columns"),
            "first column holds headers",
        ),
        ("odt", CONTENT, without(r"<table:title>[^<]*</table:title>"), "no title"),
        (
            "odt",
            CONTENT,
            without(r'outline-level="2">', 'outline-level="3">'),
            "of level 3 follows one of level 1",
        ),
        (
            "odt",
            CONTENT,
            without(r"text:index-body", "text:index-other"),
            "no contents that a word processor",
        ),
        ("odt", CONTENT, without(r"https://www", "javascript:x"), "leads to 'javascript:x"),
        ("odt", CONTENT, without(r"</office:text>", "<text:p/></office:text>"), "empty paragraphs"),
        ("odt", "styles.xml", without(r' fo:language="[^"]*"'), "no language"),
        ("odt", "styles.xml", without(r"<text:page-number[^>]*>1</text:page-number>"), "no page number"),
        ("odt", "meta.xml", without(r"<dc:title>.*</dc:title>"), "no title"),
    ],
)
def test_a_planted_fault_is_caught(kind: str, part: str, change: Callable[[str], str], says: str) -> None:
    assert FAULTS[kind](written(kind)) == []
    assert any(says in fault for fault in FAULTS[kind](broken(kind, part, change)))
