"""What kind of file a paper is, by its bytes; its name decides between web page and plain text only."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["pdf", "docx", "odt", "html", "text"]
WANTED = "PDF, DOCX, ODT, HTML or plain text"
SUFFIXES = (".pdf", ".docx", ".docm", ".odt", ".html", ".htm", ".xhtml", ".txt", ".text", ".md")

_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "is an old Word file, or one with a password; save it as DOCX without a password"),
    (b"{\\rtf", "is an RTF file; save it as DOCX"),
    (b"\x89PNG", "is a picture; its text cannot be read"),
    (b"\xff\xd8\xff", "is a picture; its text cannot be read"),
    (b"GIF8", "is a picture; its text cannot be read"),
    (b"\x1f\x8b", "is a gzip file; unpack it"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
MOST_OF_A_START = 1024  # bytes in which a PDF must begin


def kind_of(start: bytes, name: str) -> Kind | str | None:
    """From the first 4,096 bytes: the kind, a sentence that says what it is instead, or None where it is a zip."""
    if b"%PDF-" in start[:MOST_OF_A_START]:
        return "pdf"
    for magic, says in _OTHERS:
        if start.startswith(magic):
            return says
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    if _HTML.match(start.lstrip(b"\xef\xbb\xbf")) or name.lower().endswith((".html", ".htm", ".xhtml")):
        return _called_otherwise("a web page", name) or "html"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _called_otherwise("plain text", name) or "text"
    if b"\0" in start or sum(byte < 9 or 13 < byte < 27 for byte in start) > len(start) // 50:
        return f"is none of {WANTED}"
    return _called_otherwise("plain text", name) or "text"


def _called_otherwise(kind: str, name: str) -> str | None:
    """What to say where a file is called a document and is none, as a page of errors saved in its place is."""
    suffix = next((one for one in (".pdf", ".docx", ".docm", ".odt") if name.lower().endswith(one)), None)
    return (
        f"is called {suffix} and is {kind}; fetch it again, or name it as what it is to have it read"
        if suffix
        else None
    )


def kind_of_zip(names: list[str], mimetype: bytes) -> Kind | str:
    """Of a zip, by its members and what its member `mimetype` says."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if any(name.startswith("word/document") and name.endswith(".xml") for name in names):
        return "docx"
    if any(name.startswith(("xl/", "ppt/")) for name in names) or b"opendocument" in mimetype:
        return f"is a workbook or slides, not one of {WANTED}"
    return f"is a zip without a document in it; papers are {WANTED}"
