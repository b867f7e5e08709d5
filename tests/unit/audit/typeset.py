"""Small PDFs to read: of typst source, tagged or with the tags taken away."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2 as pdfium
import typst

from peelian.audit.papers.paper import Paper, Passage, Table
from peelian.audit.papers.pdf import read

PAGE = '#set page(paper: "a4", margin: 25mm)\n#set text(font: "Libertinus Serif", size: 11pt)\n'


def tagged(source: str) -> bytes:
    """What typst makes of the source, on A4 in 11 points."""
    stamp = datetime(2026, 5, 14, tzinfo=UTC)
    return typst.compile((PAGE + source).encode(), format="pdf", ignore_system_fonts=True, timestamp=stamp)


def untagged(source: str) -> bytes:
    """The same with its pages in a new file, which keeps no structure."""
    made = pdfium.PdfDocument.new()
    made.import_pages(pdfium.PdfDocument(tagged(source)))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read_bytes(data: bytes, folder: Path) -> Paper:
    path = folder / "paper.pdf"
    path.write_bytes(data)
    return read(path, path.name)


def texts(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Passage)]


def passages(paper: Paper) -> list[Passage]:
    return [block for block in paper.blocks if isinstance(block, Passage)]


def rows(paper: Paper) -> list[list[list[str]]]:
    """The texts of every table."""
    return [[[cell.text for cell in row] for row in block.rows] for block in paper.blocks if isinstance(block, Table)]
