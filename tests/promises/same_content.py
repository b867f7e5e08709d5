"""The words of a paper, read back from any of its formats, so that the formats can be compared.

Left out everywhere: headers, footers, page numbers, the contents (they repeat the headings), the marks of
footnotes, what is drawn inside a chart, and the date of issue, which each format says in a place of its own.
Footnotes come after the text. A format may break a long word over two lines, so `differences` compares the
words with no blanks between them.
"""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from lxml import etree, html

from tests.promises.tally import Tally, tally

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, OFFICE, DRAW = (f"{{{OASIS}{name}:1.0}}" for name in ("text", "table", "office", "drawing"))

_ISSUED = re.compile(r"Edition issued \d{1,2} [A-Z][a-z]+ \d{4}")
_HEADINGS_OF_PARTS = {"Contents", "Notes"}
_SAME = str.maketrans(
    {"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_BULLETS = set("\u2022\u25e6\u25aa\u2023")


def words(content: bytes, kind: str) -> list[str]:
    """The words of the text in reading order, then those of the footnotes. `kind` is html, docx, odt or pdf."""
    readers = {"html": _html, "docx": _docx, "odt": _odt, "pdf": _pdf}
    text, notes = readers[kind](content)
    blocks = [*text, *notes]
    said = [block for block in map(_normal, blocks) if block not in _HEADINGS_OF_PARTS]
    return [word for block in said if not _ISSUED.fullmatch(block) for word in _words(block)]


def compare(papers: Mapping[str, Mapping[str, bytes]]) -> Tally:
    """Of each paper, by name, its formats by theirs: whether all say what the first one says."""
    results = {}
    for name, formats in papers.items():
        read = {kind: words(content, kind) for kind, content in formats.items()}
        first = next(iter(read))
        for kind in list(read)[1:]:
            results[f"{name}: {kind} against {first}"] = differences(read[first], read[kind])
    return tally("same content in each format", results)


def differences(ours: list[str], theirs: list[str]) -> list[str]:
    """Where two papers part, with some words around; nothing where they say the same."""
    one, other = "".join(ours), "".join(theirs)
    if one == other:
        return []
    at = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(one), len(other)) if at is None else at
    before = one[max(0, at - 30) : at]
    return [f"after {before!r}: {one[at : at + 40]!r} against {other[at : at + 40]!r}"]


def _normal(block: str) -> str:
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFKC", block).translate(_SAME)).split())


def _words(block: str) -> Iterator[str]:
    """Words without the colon that some formats put after a label."""
    for word in block.split():
        bare = word.rstrip(":")
        if bare and bare not in _BULLETS:
            yield bare


def _html(content: bytes) -> tuple[list[str], list[str]]:
    page = html.document_fromstring(content.decode("utf-8"))
    body = page.find("body")
    assert body is not None
    drop = ".//nav | .//svg | .//style | .//script | body/footer | .//footer | .//a[contains(@class, 'skip')]"
    drop += " | .//sup[contains(@class, 'noteref')] | .//a[contains(@class, 'back')]"
    for element in body.xpath(drop):
        element.drop_tree()
    notes = body.xpath(".//section[contains(@class, 'notes')]")
    for section in notes:
        section.getparent().remove(section)
    blocks = {"p", "h1", "h2", "h3", "h4", "li", "td", "th", "caption", "figcaption", "dt", "dd", "summary"}
    return (
        [_inside(each, blocks) for each in body.iter() if each.tag in blocks],
        [_inside(each, blocks) for section in notes for each in section.iter() if each.tag in blocks],
    )


def _inside(element: html.HtmlElement, blocks: set[str]) -> str:
    """The words of a block that are not those of a block inside it."""
    parts = [element.text or ""]
    for child in element:
        parts += ["" if child.tag in blocks else _inside(child, blocks), child.tail or ""]
    return "".join(parts)


def _docx(content: bytes) -> tuple[list[str], list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    for contents in body.findall(f".//{W}sdt"):
        contents.getparent().remove(contents)
    for part in (body, notes):
        for run in part.findall(f".//{W}r"):
            look = run.find(f"{W}rPr/{W}rStyle")
            if look is not None and look.get(f"{W}val") == "FootnoteReference":
                run.getparent().remove(run)
    paragraphs = [_word_text(paragraph) for paragraph in body.iter(f"{W}p")]
    text, closing = _parted(paragraphs)
    own = [note for note in notes if note.get(f"{W}type") is None]
    return text, [*(_word_text(paragraph) for note in own for paragraph in note.iter(f"{W}p")), *closing]


def _word_text(paragraph: etree._Element) -> str:
    return "".join(
        " " if element.tag in (f"{W}tab", f"{W}br") else element.text or ""
        for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
        if element.getparent().tag == f"{W}r"
    )


def _odt(content: bytes) -> tuple[list[str], list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("content.xml")).find(f".//{OFFICE}text")
    assert body is not None
    for name in (
        f"{TEXT}table-of-content",
        f"{DRAW}frame",
        f"{TABLE}title",
        f"{TEXT}note-citation",
        f"{TEXT}note-ref",
    ):
        for element in body.findall(f".//{name}"):
            _remove(element)
    notes = body.findall(f".//{TEXT}note")
    for note in notes:
        _remove(note)
    lines = (f"{TEXT}p", f"{TEXT}h")
    text, closing = _parted([_open_text(paragraph) for paragraph in body.iter(*lines)])
    return text, [*(_open_text(paragraph) for note in notes for paragraph in note.iter(*lines)), *closing]


def _remove(element: etree._Element) -> None:
    """Take an element away and leave the words after it."""
    parent, before = element.getparent(), element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _open_text(paragraph: etree._Element) -> str:
    parts = [paragraph.text or ""]
    for child in paragraph:
        if child.tag in (f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"):
            parts.append(" ")
        else:
            parts.append(_open_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _parted(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """The text, and the notes that nothing refers to, which stand under a heading at the end."""
    at = max(
        (at for at, paragraph in enumerate(paragraphs) if paragraph.strip() == "Notes"),
        default=len(paragraphs),
    )
    return paragraphs[:at], paragraphs[at:]


# Parts of a tagged PDF that say nothing of the paper's own.
_LEFT_OUT = {"TOC", "TOCI", "Figure", "Lbl", "Artifact"}


def _pdf(content: bytes) -> tuple[list[str], list[str]]:
    text: list[str] = []
    notes: list[str] = []
    document = pdfium.PdfDocument(content)
    try:
        for page in document:
            for roles, said in _pieces(page):
                (notes if "Note" in roles else text).append(said)
    finally:
        document.close()
    text, closing = _parted(text)
    return text, [*notes, *closing]


def _pieces(page: pdfium.PdfPage) -> Iterator[tuple[tuple[str, ...], str]]:
    """The words of each block of a tagged page in the order written, with the roles of what they stand in.

    Blanks that the page does not hold but shows, between words set apart, are put in by pdfium.
    """
    roles = _roles(page)
    layer = page.get_textpage()
    block: object = None
    said, here = "", ()
    for at in range(raw.FPDFText_CountChars(layer)):
        character = chr(raw.FPDFText_GetUnicode(layer, at))
        if raw.FPDFText_IsGenerated(layer, at) == 1:
            said += character
            continue
        thing = raw.FPDFText_GetTextObject(layer, at)
        found = roles.get(raw.FPDFPageObj_GetMarkedContentID(thing)) if thing else None
        if found is None or _LEFT_OUT & set(found[1]):
            continue
        if found[0] != block:
            if said.strip():
                yield here, _unbroken(said)
            block, here, said = found[0], found[1], ""
        said += character
    if said.strip():
        yield here, _unbroken(said)
    layer.close()


def _unbroken(text: str) -> str:
    """A line that ends in a hyphen or a slash goes on in the next without a blank."""
    return re.sub(r"(?<=\w)[\x02\ufffe]\s*|(?<=\w)([-/])\s*[\r\n]+\s*", lambda found: found.group(1) or "-", text)


_BLOCKS = {"P", "H1", "H2", "H3", "H4", "TD", "TH", "LBody", "Caption", "Note", "Title"}


def _roles(page: pdfium.PdfPage) -> dict[int, tuple[object, tuple[str, ...]]]:
    """Of each piece of marked content: the block it belongs to, and the roles from the outermost in."""
    found: dict[int, tuple[object, tuple[str, ...]]] = {}

    def walk(element: object, above: tuple[str, ...], block: object) -> None:
        role = _role(element)
        path = (*above, role)
        if role in _BLOCKS or block is None:
            block = (len(found), role)
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            content = raw.FPDF_StructElement_GetChildMarkedContentID(element, at)
            if content >= 0:
                found[content] = (block, path)
            child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
            if child:
                walk(child, path, None if role in ("Document", "Div", "Part", "Sect") else block)

    tree = raw.FPDF_StructTree_GetForPage(page)
    for at in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, at), (), None)
    raw.FPDF_StructTree_Close(tree)
    return found


def _role(element: object) -> str:
    length = raw.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
