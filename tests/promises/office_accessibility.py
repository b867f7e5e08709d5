"""Promise 16 on the bytes of a Word file or an OpenDocument text: what is wrong with it, in words.

`check` takes files by name and gives a Tally. Nothing here knows how the files were made.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from tests.promises.tally import Tally, tally

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {
    "w": W,
    "r": R,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "office": f"{OASIS}office:1.0",
    "style": f"{OASIS}style:1.0",
    "text": f"{OASIS}text:1.0",
    "table": f"{OASIS}table:1.0",
    "draw": f"{OASIS}drawing:1.0",
    "svg": f"{OASIS}svg-compatible:1.0",
    "fo": f"{OASIS}xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
ALLOWED = re.compile(r"(https?://|mailto:)[^\s]+\Z")
FILE_NAME = re.compile(r"[^\s]*(/|\\|^data:)[^\s]*\Z|[^\s]+\.(png|svg|jpe?g|gif|emf|wmf|pdf)\Z", re.IGNORECASE)

Parts = Mapping[str, etree._Element]


def check(files: Mapping[str, bytes]) -> Tally:
    """Every check on every file; the ending of its name says which kind it is."""
    checks = {"docx": docx_faults, "odt": odt_faults}
    return tally(
        "promise 16, DOCX and ODT",
        {name: checks[name.rpartition(".")[2]](content) for name, content in files.items()},
    )


def docx_faults(content: bytes) -> list[str]:
    parts = _parts(content)
    body = parts["word/document.xml"]
    return [
        *_docx_properties(parts),
        *_docx_pictures(body),
        *_docx_tables(body),
        *_headings(_docx_headings(parts)),
        *_docx_contents(body, parts),
        *_docx_links(parts),
        *_docx_page_numbers(parts),
        *_empty_paragraphs(body, "w:body/w:p", ".//w:r or w:pPr/w:sectPr"),  # a section may end with one, after a table
    ]


def odt_faults(content: bytes) -> list[str]:
    parts = _parts(content)
    body = parts["content.xml"]
    return [
        *_odt_properties(parts),
        *_odt_pictures(body),
        *_odt_tables(body),
        *_headings(_odt_headings(body)),
        *_odt_contents(body),
        *_odt_links(body),
        *_odt_page_numbers(parts),
        *_empty_paragraphs(body, "office:body/office:text/text:p", "node()"),
    ]


def _parts(content: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    return element.xpath(path, namespaces=NAMES)


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _w(element: etree._Element, name: str) -> str:
    return element.get(f"{{{W}}}{name}", "")


def _alternative(text: str, what: str) -> Iterator[str]:
    if not text.strip():
        yield f"{what} has no alternative text"
    elif FILE_NAME.match(text.strip()):
        yield f"{what} has a file's name for its alternative text: {text[:60]!r}"
    elif len(text.split()) < 3:
        yield f"{what} has an alternative text of under three words: {text!r}"


def _headings(headings: list[tuple[int, str]]) -> Iterator[str]:
    if not headings:
        yield "there is no heading"
    level = 0
    for found, words in headings:
        if not words:
            yield f"a heading of level {found} is empty"
        if found > level + 1:
            yield f"heading {words!r} of level {found} follows one of level {level}"
        level = found


def _empty_paragraphs(body: etree._Element, path: str, filling: str) -> Iterator[str]:
    empty = len(_all(body, f"{path}[not({filling})]"))
    if empty:
        yield f"{empty} empty paragraphs stand for space"


# Word


def _docx_properties(parts: Parts) -> Iterator[str]:
    core = parts["docProps/core.xml"]
    for name in ("title", "language", "creator"):
        if not "".join(core.xpath(f"dc:{name}/text()", namespaces=NAMES)).strip():
            yield f"the properties hold no {name}"
    language = _all(parts["word/styles.xml"], "w:docDefaults//w:lang")
    if not language or not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", _w(language[0], "val")):
        yield "the text has no language"


def _docx_pictures(body: etree._Element) -> Iterator[str]:
    for drawing in _all(body, ".//w:drawing"):
        for described in _all(drawing, ".//wp:docPr | .//pic:cNvPr"):
            yield from _alternative(described.get("descr", ""), f"picture {described.get('name')!r}")
            if FILE_NAME.match(described.get("name", "")):
                yield f"a picture is named after a file: {described.get('name')!r}"


def _docx_tables(body: etree._Element) -> Iterator[str]:
    for at, table in enumerate(_all(body, ".//w:tbl"), start=1):
        rows = _all(table, "w:tr")
        if not _all(rows[0], "w:trPr/w:tblHeader[not(@w:val) or @w:val='on' or @w:val='1' or @w:val='true']"):
            yield f"table {at} has no header row"
        if not _all(table, "w:tblPr/w:tblLook[@w:firstColumn='1' and @w:firstRow='1']"):
            yield f"table {at} does not say that its first row and column are headers"
        if not any(_w(caption, "val").strip() for caption in _all(table, "w:tblPr/w:tblCaption")):
            yield f"table {at} has no title"
        if _all(table, ".//w:gridSpan | .//w:vMerge | .//w:tbl"):
            yield f"table {at} has merged cells or a table inside"
        if len({len(_all(row, "w:tc")) for row in rows}) != 1:
            yield f"table {at} has rows of different length"


def _docx_headings(parts: Parts) -> list[tuple[int, str]]:
    """Level and words of each heading, the level from the outline level of its style."""
    levels = {
        _w(style, "styleId"): int(_w(_all(style, "w:pPr/w:outlineLvl")[0], "val")) + 1
        for style in _all(parts["word/styles.xml"], "w:style[w:pPr/w:outlineLvl]")
    }
    paragraphs = _all(parts["word/document.xml"], ".//w:p[w:pPr/w:pStyle]")
    styled = [(_w(_all(paragraph, "w:pPr/w:pStyle")[0], "val"), paragraph) for paragraph in paragraphs]
    return [(levels[style], _words(paragraph)) for style, paragraph in styled if style in levels]


def _docx_contents(body: etree._Element, parts: Parts) -> Iterator[str]:
    fields = [field for field in _all(body, ".//w:sdt//w:instrText") if (field.text or "").split()[:1] == ["TOC"]]
    if not fields:
        yield "there are no contents that Word can update"
        return
    begun = len(_all(body, ".//w:sdt//w:fldChar[@w:fldCharType='begin']"))
    ended = len(_all(body, ".//w:sdt//w:fldChar[@w:fldCharType='end']"))
    if begun != ended:
        yield f"the field of the contents is begun {begun} and ended {ended} times"
    entries = [_words(link) for link in _all(body, ".//w:sdt//w:hyperlink[@w:anchor]")]
    wanted = [words for level, words in _docx_headings(parts) if level <= 2]
    if entries != wanted:
        yield f"the contents list {len(entries)} headings of {len(wanted)}: {sorted(set(wanted) ^ set(entries))[:3]}"


def _docx_links(parts: Parts) -> Iterator[str]:
    for name in ("document", "footnotes"):
        relations = parts[f"word/_rels/{name}.xml.rels"]
        targets = {each.get("Id"): each for each in relations}
        body = parts[f"word/{name}.xml"]
        places = {_w(mark, "name") for mark in _all(parts["word/document.xml"], ".//w:bookmarkStart")}
        for link in _all(body, ".//w:hyperlink"):
            anchor, key = _w(link, "anchor"), link.get(f"{{{R}}}id")
            if anchor and anchor not in places:
                yield f"a link leads to {anchor!r}, which is not in the paper"
            if key and not ALLOWED.match(targets[key].get("Target", "")):
                yield f"a link leads to {targets[key].get('Target')!r}"
            if not _words(link):
                yield "a link has no words"


def _docx_page_numbers(parts: Parts) -> Iterator[str]:
    said = {
        _w(field, "instr").strip()
        for name, part in parts.items()
        if name.startswith("word/footer")
        for field in _all(part, ".//w:fldSimple")
    }
    if not {"PAGE", "NUMPAGES"} <= said:
        yield f"the footer has the fields {sorted(said)}; it needs PAGE and NUMPAGES"
    used = {reference.get(f"{{{R}}}id") for reference in _all(parts["word/document.xml"], ".//w:footerReference")}
    known = {each.get("Id") for each in parts["word/_rels/document.xml.rels"]}
    if not used or not used <= known:
        yield "no footer is put on the pages"


# OpenDocument


def _odt_properties(parts: Parts) -> Iterator[str]:
    meta = parts["meta.xml"]
    for name in ("title", "language", "creator"):
        if not "".join(meta.xpath(f".//dc:{name}/text()", namespaces=NAMES)).strip():
            yield f"the properties hold no {name}"
    path = ".//style:default-style[@style:family='paragraph']/style:text-properties[@fo:language and @fo:country]"
    if not _all(parts["styles.xml"], path):
        yield "the text has no language"


def _odt_pictures(body: etree._Element) -> Iterator[str]:
    for frame in _all(body, ".//draw:frame"):
        name = frame.get(f"{{{NAMES['draw']}}}name", "")
        described = "".join(_words(each) for each in _all(frame, "svg:desc"))
        yield from _alternative(described, f"picture {name!r}")
        if not _all(frame, "svg:title"):
            yield f"picture {name!r} has no title"
        if not name or FILE_NAME.match(name):
            yield f"a picture is named after a file: {name!r}"


def _odt_tables(body: etree._Element) -> Iterator[str]:
    for at, table in enumerate(_all(body, ".//table:table"), start=1):
        if len(_all(table, "table:table-header-rows/table:table-row")) != 1:
            yield f"table {at} has no header row"
        if not _all(table, "table:table-header-columns/table:table-column"):
            yield f"table {at} does not say that its first column holds headers"
        if not any(_words(title) for title in _all(table, "table:title")):
            yield f"table {at} has no title"
        rows = _all(table, ".//table:table-row")
        if len({len(_all(row, "table:table-cell")) for row in rows}) != 1:
            yield f"table {at} has rows of different length"
        if _all(table, ".//table:covered-table-cell | .//table:table"):
            yield f"table {at} has merged cells or a table inside"


def _odt_headings(body: etree._Element) -> list[tuple[int, str]]:
    level = f"{{{NAMES['text']}}}outline-level"
    return [(int(heading.get(level, "0")), _words(heading)) for heading in _all(body, ".//text:h")]


def _odt_contents(body: etree._Element) -> Iterator[str]:
    indexes = _all(body, ".//text:table-of-content[text:table-of-content-source]/text:index-body")
    if len(indexes) != 1:
        yield "there are no contents that a word processor can update"
        return
    entries = [_words(link) for link in _all(indexes[0], ".//text:a[starts-with(@xlink:href, '#')]")]
    wanted = [words for level, words in _odt_headings(body) if level <= 2]
    if entries != wanted:
        yield f"the contents list {len(entries)} headings of {len(wanted)}: {sorted(set(wanted) ^ set(entries))[:3]}"


def _odt_links(body: etree._Element) -> Iterator[str]:
    marks = _all(body, ".//text:bookmark | .//text:bookmark-start")
    places = {mark.get(f"{{{NAMES['text']}}}name") for mark in marks}
    for link in _all(body, ".//text:a"):
        address = link.get(f"{{{NAMES['xlink']}}}href", "")
        if address.startswith("#"):
            if address[1:] not in places:
                yield f"a link leads to {address!r}, which is not in the paper"
        elif not ALLOWED.match(address):
            yield f"a link leads to {address!r}"


def _odt_page_numbers(parts: Parts) -> Iterator[str]:
    footers = _all(parts["styles.xml"], ".//style:master-page/style:footer")
    if not footers:
        yield "no page has a footer"
    for footer in footers:
        if not (_all(footer, ".//text:page-number") and _all(footer, ".//text:page-count")):
            yield "a footer has no page number or no number of pages"
