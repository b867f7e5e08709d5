"""A published paper read into passages and tables: PDF, DOCX, ODT, HTML or plain text.

Nothing in a file makes this raise: what cannot be read is a paper without blocks and with the reason in its notes.
The `sha256` is that of the bytes as they lie on the disk, `pages` is the count that the PDF gives (None elsewhere).
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from peelian.audit.papers import plaintext
from peelian.audit.papers.child import Read
from peelian.audit.papers.filetypes import Kind, kind_of, kind_of_zip
from peelian.audit.papers.limited import read_limited
from peelian.audit.papers.notread import NotRead
from peelian.audit.papers.paper import Paper
from peelian.errors import Unusable
from peelian.findings import Finding
from peelian.sources import archives

MOST_BYTES = 200_000_000  # of a file; the largest packs of papers have a third of it
_HEAD = 4096
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def read_paper(path: Path, ask: Callable[[Path, str, str], Read] = read_limited) -> Paper:
    """The paper of a file, and in its notes what kept it from being read, or from being read in full.

    `ask` reads a format that may be hostile, from its path, kind and name: in a limited process, unless this is one.
    Raises Unusable where there is no such file or it cannot be opened at all.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise Unusable(f"{path} is not a file; name a paper, or a folder of papers")
        if size > MOST_BYTES:
            says = f"has {size / 1e6:,.0f} MB, more than the {MOST_BYTES // 1_000_000} MB that are read; split it"
            return Paper(name, sha256_of(path), None, (), (Finding("audit-limits", name, says),))
        hashed = sha256_of(path)
        try:
            return _read(path, hashed, _kind(path), ask)
        except NotRead as refused:
            return Paper(name, hashed, None, (), (Finding(refused.code, name, str(refused)),))
        except archives.Refused as refused:
            return Paper(name, hashed, None, (), (Finding("audit-archive", name, str(refused)),))
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror or error}; name a paper that can be opened") from error


def _read(path: Path, hashed: str, kind: Kind, ask: Callable[[Path, str, str], Read]) -> Paper:
    if kind == "text":
        return plaintext.read(path.read_bytes(), path.name)
    if kind in ("docx", "odt"):
        _check_archive(path)
    pages, blocks, notes = ask(path, kind, path.name)
    if not blocks and not notes:
        notes = (Finding("audit-empty", path.name, "holds no text; nothing can be checked", "warning"),)
    return Paper(path.name, hashed, pages, blocks, notes)


def _kind(path: Path) -> Kind:
    with path.open("rb") as file:
        start = file.read(_HEAD)
    if not start:
        raise NotRead("audit-empty", "is an empty file; fetch it again")
    found = kind_of(start, path.name)
    if found is None:
        with archives.open_zip(path) as archive:
            found = kind_of_zip(archive.namelist(), _mimetype(archive))
    match found:
        case "pdf" | "docx" | "odt" | "html" | "text":
            return found
    raise NotRead("audit-not-a-paper", found)


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    if "mimetype" not in archive.namelist():
        return b""
    return b"".join(archives.stream(archive, "mimetype"))[:100]


def _check_archive(path: Path) -> None:
    """Unpacks every part and keeps nothing: refuses bombs, and parts that define entities, which no paper needs."""
    with archives.open_zip(path) as archive:
        for info in archive.infolist():
            kept = b""
            for chunk in archives.stream(archive, info.filename):
                if info.filename.lower().endswith((".xml", ".rels", ".rdf")) and _defines(kept + chunk):
                    says = f"defines entities in its part {info.filename[:60]!r}, as no paper does; it is not opened"
                    raise NotRead("audit-entities", says)
                kept = chunk[-64:]


def _defines(data: bytes) -> bool:
    """Whether XML has a document type, in any encoding that a parser would take."""
    return _ENTITY.search(data) is not None or _ENTITY.search(data.replace(b"\0", b"")) is not None


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
