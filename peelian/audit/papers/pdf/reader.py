"""Reads a PDF page by page with pdfium: tagged pages by their structure, others by where things stand.

What comes out is in reading order. Pages count from 1 as the file holds them; lines count from 1 on each page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from peelian.audit.papers.notread import NotRead
from peelian.audit.papers.paper import Paper
from peelian.audit.papers.pdf.assembly import assembled
from peelian.audit.papers.pdf.carried import carry, put_in
from peelian.audit.papers.pdf.furniture import furniture_of
from peelian.audit.papers.pdf.halves import both, can_share
from peelian.audit.papers.pdf.letters import letters_of
from peelian.audit.papers.pdf.lines import lines_of
from peelian.audit.papers.pdf.paragraphs import usual_of
from peelian.audit.papers.pdf.pieces import DraftPage
from peelian.audit.papers.pdf.rules import Rules, rules_of
from peelian.audit.papers.pdf.tagged import believed, read_tagged
from peelian.audit.papers.pdf.tags import tags_of
from peelian.audit.papers.pdf.untagged import read_untagged
from peelian.findings import Finding
from peelian.quantities import few

MOST_PAGES = 800  # of a paper; the largest packs have half of it
LEAST_SHARED = 20  # pages from which on a copy of the process is worth its start
LEAST_SIGNS = 20  # of a page with text on it
SCANNED = 0.5  # of the pages without text, but with a picture


def read(path: Path, name: str, *, shared: bool = False) -> Paper:
    """The paper, without its hash. Raises NotRead where it cannot be opened or is too long.

    `shared`: half of a long one may be looked at by a copy of this process.
    """
    document = opened(path)
    try:
        count = len(document)
        if count > MOST_PAGES:
            says = f"has {count:,} pages, more than the {MOST_PAGES} that are read; split it"
            raise NotRead("audit-pages", says)
        if shared and count >= LEAST_SHARED and can_share():
            half = count // 2
            looked = both(lambda: _of_pages(document, range(half)), lambda: _of_file(path, range(half, count)))
        else:
            looked = _of_pages(document, range(count))
    finally:
        document.close()
    pages = [one.page for one in looked]
    gone = furniture_of(pages)
    usual = usual_of(pages)
    untagged = [one for one in looked if not one.tagged]
    for one in untagged:
        one.page.lines = [line for line in one.page.lines if line.number not in gone[one.page.number]]
    carried = carry([(one.page, one.rules) for one in untagged])
    for one in untagged:
        read_untagged(one.page, one.rules, usual)
        for table in carried.get(one.page.number, ()):
            put_in(one.page, table)
    notes = _notes(name, looked)
    return Paper(name, "", count, assembled(pages), notes)


def _of_pages(document: Any, pages: Iterable[int]) -> list[Looked]:
    return [_looked(document, at) for at in pages]


def _of_file(path: Path, pages: Iterable[int]) -> list[Looked]:
    """The same with the file opened anew, since two processes cannot read from one open file."""
    document = opened(path)
    try:
        return _of_pages(document, pages)
    finally:
        document.close()


def opened(path: Path) -> Any:
    """The document as pdfium has it. Raises NotRead where it cannot be opened."""
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        code = raw.FPDF_GetLastError() if getattr(error, "err_code", None) is None else error.err_code
        if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            says = "is protected by a password; save it without one"
            raise NotRead("audit-password", says) from None
        says = "is damaged and cannot be read; fetch it again, or print it to a new PDF"
        raise NotRead("audit-damaged", says) from None


class Looked(NamedTuple):
    """A page: its lines, and its blocks already where it is tagged; and a word for what is wrong with it."""

    page: DraftPage
    tagged: bool
    rules: Rules
    said: str


def _looked(document: Any, at: int) -> Looked:
    empty = DraftPage(at + 1, 595.0, 842.0)
    try:
        page = document[at]
    except pdfium.PdfiumError:
        return Looked(empty, False, Rules([], []), "damaged")
    try:
        text = page.get_textpage()
        try:
            frame, letters, cut = letters_of(page, text)
        finally:
            text.close()
        made = DraftPage(at + 1, frame.width, frame.height, lines=lines_of(letters, at + 1))
        said = (
            "cut"
            if cut
            else "scanned"
            if sum(len(one.text) for one in letters) < LEAST_SIGNS and _pictured(page)
            else ""
        )
        tags = tags_of(page.raw)
        if believed(tags, letters, made.height):
            read_tagged(made, tags, letters)
            return Looked(made, True, Rules([], []), said)
        return Looked(made, False, rules_of(page.raw, frame), said)
    except (pdfium.PdfiumError, ctypes.ArgumentError):
        return Looked(empty, False, Rules([], []), "damaged")
    finally:
        page.close()


def _pictured(page: Any) -> bool:
    count = min(raw.FPDFPage_CountObjects(page.raw), 200)
    things = (raw.FPDFPage_GetObject(page.raw, at) for at in range(count))
    return any(raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_IMAGE for thing in things)


def _notes(name: str, looked: list[Looked]) -> tuple[Finding, ...]:
    by: dict[str, list[int]] = {}
    for one in looked:
        by.setdefault(one.said, []).append(one.page.number)
    notes = []
    if scanned := by.get("scanned"):
        if len(scanned) == len(looked):
            says = "is a scan: its pages are pictures without text; run text recognition over it, or ask for the text"
            notes.append(Finding("audit-scanned", name, says))
        else:
            says = f"{_listed(scanned)} without text, a picture only; what is said there is not checked"
            notes.append(Finding("audit-scanned", name, says, "warning"))
    if damaged := by.get("damaged"):
        says = f"{_listed(damaged)} damaged and was not read; fetch it again"
        notes.append(Finding("audit-damaged", name, says, "error" if len(damaged) == len(looked) else "warning"))
    if cut := by.get("cut"):
        notes.append(Finding("audit-limits", name, f"{_listed(cut)} too full and was not read to its end", "warning"))
    return tuple(notes)


def _listed(pages: list[int], most: int = 5) -> str:
    if len(pages) == 1:
        return f"page {pages[0]} is"
    return f"pages {few(map(str, pages), most)}: each is"
