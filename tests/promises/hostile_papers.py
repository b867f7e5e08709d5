"""Papers that mean harm or are broken, each with the code of the finding that must come of it; and mutated ones."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

import pikepdf

from peelian.render import docx, html, odt, pdf
from tests.unit.render import office_sample

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def sound(kind: str) -> bytes:
    """A paper without a fault, of each kind."""
    return {"pdf": pdf, "docx": docx, "odt": odt, "html": html}[kind].render(office_sample.paper())


def raw_pdf(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with its table of places."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start))
    return out.getvalue()


def stream(data: bytes, extra: bytes = b"", packed: bool = False) -> bytes:
    if packed:
        data, extra = zlib.compress(data, 9), extra + b" /Filter /FlateDecode"
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), extra, data)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def one_page(content: bytes, resources: bytes = b"/Font << /F1 5 0 R >>", more: tuple[bytes, ...] = ()) -> bytes:
    """A PDF of one page, whose content is given; its font is F1."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % resources
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, content, FONT, *more])


def many_pages(count: int) -> bytes:
    """A PDF of so many pages, all with one content."""
    kids = b" ".join(b"%d 0 R" % (5 + at) for at in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R"
    page += b" /Resources << /Font << /F1 4 0 R >> >> >>"
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            stream(b"BT /F1 12 Tf 72 700 Td (In the year ending March 2026 there were 1,204 calls.) Tj ET"),
            FONT,
            *[page] * count,
        ]
    )


def scanned() -> bytes:
    picture = stream(
        b"\x80" * 10_000,
        b" /Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    return one_page(stream(b"q 595 0 0 842 0 0 cm /P Do Q"), b"/XObject << /P 6 0 R >>", (picture,))


def encrypted() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound("pdf"))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="secret", owner="other"))
    return out.getvalue()


def content_bomb() -> bytes:
    """A page whose content unpacks to 600 MB of blanks, a thousand times its size."""
    return one_page(stream(b" " * 600_000_000, packed=True))


def text_bomb() -> bytes:
    """A page that says a million words."""
    return one_page(stream(b"BT /F1 1 Tf " + b"(number 12345 ) Tj " * 1_000_000 + b"ET", packed=True))


def forms_within_forms() -> bytes:
    """Each form draws the next twice: two to the power of thirty drawings."""
    forms = []
    for at in range(30):
        inner = b"/X Do /X Do" if at < 29 else b"0 0 m 10 10 l S"
        uses = b" /Resources << /XObject << /X %d 0 R >> >>" % (7 + at) if at < 29 else b""
        forms.append(stream(inner, b" /Type /XObject /Subtype /Form /BBox [0 0 595 842]" + uses))
    return one_page(
        stream(b"BT /F1 12 Tf 72 700 Td (There were 12 calls.) Tj ET /X Do"),
        b"/Font << /F1 5 0 R >> /XObject << /X 6 0 R >>",
        tuple(forms),
    )


def circle_of_pages() -> bytes:
    """The tree of pages holds itself."""
    return raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"])


def odd_numbers() -> bytes:
    """Text at places and of sizes that are no places and no sizes."""
    said = b"".join(
        b"BT /F1 %s Tf %s 0 0 %s %s %s Tm (12,345 calls) Tj ET\n" % (size, a, a, x, y)
        for size in (b"0", b"-12", b"1e30", b"99999999999999")
        for a in (b"0", b"1", b"-1", b"0.0000001", b"99999999999")
        for x, y in ((b"0", b"0"), (b"99999999999999999999", b"-99999999999999999999"))
    )
    return one_page(stream(said))


def rules_without_end() -> bytes:
    """A hundred thousand lines across and down."""
    lines = b"".join(
        b"%d 0 m %d 842 l S 0 %d m 595 %d l S\n" % (at % 595, at % 595, at % 842, at % 842) for at in range(50_000)
    )
    return one_page(stream(lines + b"BT /F1 9 Tf 72 700 Td (Total 12 34 56) Tj ET", packed=True))


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def rezipped(kind: str, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """A sound document with one part changed."""
    with zipfile.ZipFile(io.BytesIO(sound(kind))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members[member])
    return zipped(members)


def laughs(data: bytes) -> bytes:
    """A part that begins with entities of entities, and says the last."""
    lines = b'<!ENTITY a0 "ha">' + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    head, _, rest = data.partition(b"?>")
    return head + b"?>\n<!DOCTYPE x [" + lines + b"]>" + rest.replace(b"crime", b"&a11;", 1)


def deep_docx() -> bytes:
    """Tables in tables, two thousand deep."""
    table = "<w:tbl><w:tr><w:tc>" * 2000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 2000
    document = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{table}</w:body></w:document>'
    return rezipped("docx", "word/document.xml", lambda _: document.encode())


def wide_docx() -> bytes:
    """A cell that says it spans a thousand million columns."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc>'
    row = f"<w:tr>{cell}<w:tc><w:p><w:r><w:t>13</w:t></w:r></w:p></w:tc></w:tr>"
    document = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body><w:tbl>{row * 3}</w:tbl></w:body></w:document>'
    return rezipped("docx", "word/document.xml", lambda _: document.encode())


def bomb_docx() -> bytes:
    return rezipped("docx", "word/document.xml", lambda data: data + b" " * 300_000_000)


def wide_html() -> bytes:
    cell = b"<td colspan=100000000 rowspan=100000000>12</td>"
    return b"<!doctype html><table>" + b"<tr>" + cell + b"<td>13</td></tr>" * 3 + b"</table>"


HOSTILE: dict[str, tuple[str, Callable[[], bytes], frozenset[str | None]]] = {
    # name of the case: name of the file, its bytes, the codes of which one must be found (None: read without one)
    "encrypted": ("paper.pdf", encrypted, frozenset({"audit-password"})),
    "scanned": ("paper.pdf", scanned, frozenset({"audit-scanned"})),
    "1,000 pages": ("paper.pdf", lambda: many_pages(1000), frozenset({"audit-pages"})),
    "20,000 pages": ("paper.pdf", lambda: many_pages(20_000), frozenset({"audit-pages"})),
    "content that unpacks to 600 MB": (
        "paper.pdf",
        content_bomb,
        frozenset({"audit-limits", "audit-empty", "audit-damaged"}),
    ),
    "a million words on a page": ("paper.pdf", text_bomb, frozenset({"audit-limits"})),
    "forms within forms": ("paper.pdf", forms_within_forms, frozenset({None, "audit-limits"})),
    "pages that hold themselves": (
        "paper.pdf",
        circle_of_pages,
        frozenset({"audit-pages", "audit-damaged", "audit-empty"}),
    ),
    "places that are none": ("paper.pdf", odd_numbers, frozenset({None, "audit-empty"})),
    "100,000 rules": ("paper.pdf", rules_without_end, frozenset({None})),
    "half a PDF": ("paper.pdf", lambda: sound("pdf")[: len(sound("pdf")) // 2], frozenset({"audit-damaged", None})),
    "the start of a PDF": ("paper.pdf", lambda: b"%PDF-1.7\n", frozenset({"audit-damaged"})),
    "zip bomb": ("paper.docx", bomb_docx, frozenset({"audit-archive"})),
    "entities in DOCX": (
        "paper.docx",
        lambda: rezipped("docx", "word/document.xml", laughs),
        frozenset({"audit-entities"}),
    ),
    "entities in ODT": ("paper.odt", lambda: rezipped("odt", "content.xml", laughs), frozenset({"audit-entities"})),
    "entities in UTF-16": (
        "paper.docx",
        lambda: rezipped(
            "docx", "word/document.xml", lambda d: laughs(d).decode().replace("UTF-8", "UTF-16").encode("utf-16")
        ),
        frozenset({"audit-entities"}),
    ),
    "tables two thousand deep": ("paper.docx", deep_docx, frozenset({"audit-empty", "audit-limits", "audit-damaged"})),
    "a cell over a thousand million columns": (
        "paper.docx",
        wide_docx,
        frozenset({None, "audit-limits", "audit-damaged"}),
    ),
    "cells over everything": ("paper.html", wide_html, frozenset({None, "audit-limits"})),
    "entities in HTML": (
        "paper.html",
        lambda: laughs(b"<?xml version='1.0'?><html><p>crime</p></html>"),
        frozenset({None}),
    ),
    "half a DOCX": ("paper.docx", lambda: sound("docx")[:9000], frozenset({"audit-archive"})),
    "a DOCX without a document": ("paper.docx", lambda: zipped({"a.txt": b"a"}), frozenset({"audit-not-a-paper"})),
    "a workbook": ("paper.xlsx", lambda: zipped({"xl/workbook.xml": b"<a/>"}), frozenset({"audit-not-a-paper"})),
    "a part that is no XML": (
        "paper.docx",
        lambda: rezipped("docx", "word/document.xml", lambda _: b"<w:document"),
        frozenset({"audit-damaged", "audit-empty"}),
    ),
    "an old Word file": (
        "paper.doc",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        frozenset({"audit-not-a-paper"}),
    ),
    "a picture": ("paper.png", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 600, frozenset({"audit-not-a-paper"})),
    "an empty file": ("paper.pdf", lambda: b"", frozenset({"audit-empty"})),
    "deep HTML": (
        "paper.html",
        lambda: b"<html>" + b"<div>" * 100_000 + b"12 calls",
        frozenset({None, "audit-limits", "audit-empty"}),
    ),
    "bytes of no kind": ("paper.txt", lambda: bytes(range(256)) * 40, frozenset({"audit-not-a-paper"})),
}


def mutated(seed: int) -> tuple[str, bytes]:
    """A file name and bytes: a sound paper with bytes changed, cut out, doubled or moved, or bytes by chance alone."""
    random = Random(f"mutated {seed}")
    kind = random.choice(("pdf", "pdf", "docx", "odt", "html", "random"))
    if kind == "random":
        name = random.choice(("paper.pdf", "paper.docx", "paper.html", "paper.txt", "paper.odt"))
        start = random.choice((b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"", b""))
        return name, start + random.randbytes(random.randint(0, 5000))
    if kind in ("docx", "odt") and random.random() < 0.6:
        with zipfile.ZipFile(io.BytesIO(sound(kind))) as archive:
            member = random.choice([name for name in archive.namelist() if name.endswith(".xml")])
        return f"paper.{kind}", rezipped(kind, member, lambda data: _mangled(random, data))
    return f"paper.{kind}", _mangled(random, _opened(kind) if kind == "pdf" and random.random() < 0.7 else sound(kind))


@cache
def _opened(kind: str) -> bytes:
    """The PDF with its streams unpacked, so that a changed byte changes what is drawn."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound(kind))) as document:
        document.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
    return out.getvalue()


def _mangled(random: Random, data: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 10, 60))):
        if not made:
            break
        at = random.randrange(len(made))
        size = random.choice((1, 1, 4, 30, 300, 3000))
        match random.randrange(6):
            case 0:
                made[at] = random.randrange(256)
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size]
            case 3:
                made[at : at + size] = random.randbytes(min(size, 40))
            case 4:  # another number
                end = at
                while end < len(made) and end < at + 12 and chr(made[end]).isdigit():
                    end += 1
                made[at:end] = random.choice((b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999"))
            case 5:
                to = random.randrange(len(made))
                piece = bytes(made[at : at + size])
                made[to : to + len(piece)] = piece
    return bytes(made)


PHRASES = (
    "rose from {} to {}", "an increase of {}%", "({}%)", "of which {} were", "fell by {}",
    "{} percentage points", "compared with {}", "in the year ending March {}", "between {} and {}",
    "a third of {}", "twice the {}", "nearly {}", "ranked {}th of {}", "£{}m", "£{}k",
    "{} minutes and {} seconds", "per 1,000 people", "on average {}", "the total is {}", "one in {}", "doubled",
    "the highest", "the lowest of {}", "| {} | {} |", "|---|---|", "{}.", "-{}", "+{}", "▲ {}", "; ", ", ",
    ". ", "\n\n", "\n", "#", "1.{}. ", "(a) ", "to", "from", "and", "respectively", "while", "{}/{}", "{}:{}",
    "{}p.m.", "call 999", "page {}", "paragraph {}.{}", "½", "\u202e", "\xa0", "\ufeff", "calls", "officers",
    "Total",
)  # fmt: skip


def jumbled(seed: int) -> bytes:
    """A plain text of phrases that papers are made of, in no order, with numbers of every size."""
    random = Random(f"jumbled {seed}")
    numbers = ("0", "1", "12", "1,204", "99999999999999999999", "0.0", "3.75", "1,2,3", "2026", "00", "1e5", "12.")
    said = (random.choice(PHRASES) for _ in range(random.choice((5, 40, 40, 200, 200, 1000))))
    text = " ".join(part.replace("{}", "\0") for part in said)
    return "".join(random.choice(numbers) if c == "\0" else c for c in text).encode()
