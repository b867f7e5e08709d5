"""The exit gate: what every edition must be, checked on the bytes that are about to be published.

Structure (language, title, header rows, words for pictures), inert spreadsheets, a figure behind every number.
Each check reads its own format and says where it failed. They look again at what the renderers promise.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from peelian.findings import Finding
from peelian.publications.blocks import (
    Document,
    Heading,
    Number,
    Paragraph,
    Table,
    Text,
    drawn,
    flatten,
    inlines_of,
    walk,
)
from peelian.publications.typed_numbers import typed_numbers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FILE_NAME = re.compile(r"\S+\.(png|svg|jpe?g)", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)[0-9]{2}")  # a calendar year in a table's column of dates
NUMERIC = re.compile(r"-|[+-]£?[0-9][0-9,]*(\.[0-9]+)?%?")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@dataclass(frozen=True)
class Wanted:
    """How much of each the document holds, and so each format at least."""

    numbers: int
    tables: int
    pictures: int  # charts, and small ones in words and cells
    chapters: int


def check(document: Document, files: Mapping[str, bytes], terms: tuple[str, ...]) -> tuple[Finding, ...]:
    """Everything the gate has against these files; nothing where they may go out."""
    findings = list(tied(document, terms))
    blocks = list(walk(document.blocks))
    wanted = Wanted(
        numbers=sum(1 for _, run in inlines_of(document) for leaf in flatten(run) if isinstance(leaf, Number)),
        tables=sum(isinstance(block, Table) for block in blocks),
        pictures=sum(1 for _ in drawn(document)),
        chapters=sum(isinstance(block, Heading) and block.level == 1 for block in blocks),
    )
    for path, data in files.items():
        for suffix, look in FORMATS.items():
            if path.endswith(suffix):
                findings += [Finding("not-publishable", path, says) for says in look(data, wanted)]
    return tuple(findings)


def tied(document: Document, terms: tuple[str, ...]) -> Iterator[Finding]:
    """Numbers in numbered paragraphs and labelled tables that stand there as mere text.

    One that an author typed has been told where it was woven, with its file and line; it is not told again.
    """
    for block in walk(document.blocks):
        runs = []
        if isinstance(block, Paragraph) and block.number:
            runs = [(block.number, block.inlines)]
        elif isinstance(block, Table) and block.label:
            runs = [(block.label, cell) for row in block.rows for cell in row[1:]]
        for place, run in runs:
            for leaf in (leaf for leaf in flatten(run) if isinstance(leaf, Text) and not leaf.told):
                if YEAR.fullmatch(leaf.text):
                    continue
                for start, end in typed_numbers(leaf.text, terms):
                    number, near = leaf.text[start:end], leaf.text[max(0, start - 30) : end + 20]
                    says = f"the number '{number}' stands in '…{near}…' and belongs to no figure"
                    yield Finding("untied-number", place, says, place=place, words=number)


Look = Callable[[bytes, Wanted], Iterator[str]]


def _html(data: bytes, wanted: Wanted) -> Iterator[str]:
    root = etree.HTML(data)
    if root.get("lang") is None or not (root.findtext("head/title") or "").strip():
        yield "the page has no language or no title"
    if len(root.findall(".//h1")) != 1 or len(root.findall(".//main")) != 1:
        yield "the page must have one h1 and one main part"
    if len(root.findall(".//main//h2")) < wanted.chapters:
        yield "a chapter's heading is none"
    marked = root.findall(".//data[@data-figure]")
    if len(marked) != wanted.numbers:
        yield f"{len(marked)} numbers carry a figure id; the document has {wanted.numbers}"
    found = root.findall(".//table")
    if len(found) < wanted.tables or any(t.find("caption") is None or t.find(".//th[@scope]") is None for t in found):
        yield "a table lacks its caption or the scope of its headers"
    # Read out by its words, or silent beside them; with words of its own in any case.
    pictures = [s for s in root.iter("svg") if s.get("role") == "img" or s.get("aria-hidden") == "true"]
    if len(pictures) < wanted.pictures or any(not (s.findtext("title") or "").strip() for s in pictures):
        yield "a chart has no words of its own, or a small picture has none"
    ids = Counter(e.get("id") for e in root.iter() if e.get("id"))
    for id in [id for id, times in ids.items() if times > 1]:
        yield f"{ids[id]} places have the id '{id}', so a link may lead astray; rename the chapter or the table's label"
    if root.findall(".//script"):
        yield "the page holds a script"


def _docx(data: bytes, wanted: Wanted) -> Iterator[str]:
    body = _part(data, "word/document.xml")
    with_header = [t for t in body.iter(f"{W}tbl") if t.find(f".//{W}tblHeader") is not None]
    if len(with_header) < wanted.tables:
        yield f"{wanted.tables - len(with_header)} tables have no header row"
    words = [p.get("descr") or "" for p in body.iter(f"{WP}docPr")]
    if len(words) < wanted.pictures or any(not w or FILE_NAME.fullmatch(w) for w in words):
        yield "a picture has no words"
    styles = [style.get(f"{W}val") for style in body.iter(f"{W}pStyle")]
    if styles.count("Heading1") < wanted.chapters:
        yield "a chapter's heading is none"
    if not any(lang.get(f"{W}val") for lang in _part(data, "word/styles.xml").iter(f"{W}lang")):
        yield "the document has no language"
    core = _part(data, "docProps/core.xml")
    if not any((e.text or "").strip() for e in core.iter() if etree.QName(e).localname == "title"):
        yield "the document has no title"


def _odt(data: bytes, wanted: Wanted) -> Iterator[str]:
    body = _part(data, "content.xml")
    found = list(body.iter(f"{TABLE}table"))
    if len(found) < wanted.tables or any(t.find(f"{TABLE}table-header-rows") is None for t in found):
        yield "a table has no header row"
    frames = [f for f in body.iter(f"{DRAW}frame") if f.find(f"{DRAW}image") is not None]
    words = [(f.findtext(f"{SVG}desc") or "").strip() for f in frames]
    if len(frames) < wanted.pictures or any(not w or FILE_NAME.fullmatch(w) for w in words):
        yield "a picture has no words"

    if len([h for h in body.iter(f"{TEXT}h") if h.get(f"{TEXT}outline-level") == "1"]) < wanted.chapters:
        yield "a chapter's heading is none"
    if not any(e.get(f"{FO}language") for e in _part(data, "styles.xml").iter()):
        yield "the document has no language"
    if not any((e.text or "").strip() for e in _part(data, "meta.xml").iter(f"{DC}title")):
        yield "the document has no title"


def _pdf(data: bytes, wanted: Wanted) -> Iterator[str]:
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-64:]:
        yield "the PDF is not whole"
    if b"/MarkInfo" not in data:
        yield "the PDF has no structure for screen readers"
    if b"/Lang" not in data or b"/Title" not in data:
        yield "the PDF has no language or no title"


def _xlsx(data: bytes, wanted: Wanted) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        for name in whole.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                for cell in etree.fromstring(whole.read(name), _PARSER).iter(f"{SHEET}f"):
                    yield f"{name} holds a formula: {(cell.text or '')[:40]}"


def _ods(data: bytes, wanted: Wanted) -> Iterator[str]:
    for cell in _part(data, "content.xml").iter(f"{TABLE}table-cell"):
        if formula := cell.get(f"{TABLE}formula"):
            yield f"a cell holds a formula: {formula[:40]}"


def _csv(data: bytes, wanted: Wanted) -> Iterator[str]:
    for line, row in enumerate(csv.reader(io.StringIO(data.decode("utf-8-sig"))), start=1):
        for cell in row:
            if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") and not NUMERIC.fullmatch(cell):
                yield f"row {line} holds a cell a spreadsheet would run: {cell[:40]!r}"


def _part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return etree.fromstring(whole.read(name), _PARSER)


FORMATS: dict[str, Look] = {
    ".html": _html,
    ".docx": _docx,
    ".odt": _odt,
    ".pdf": _pdf,
    ".xlsx": _xlsx,
    ".ods": _ods,
    ".csv": _csv,
}
