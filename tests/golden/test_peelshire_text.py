"""The Peelshire editions as text a person can read: a change of any output shows as a difference in these files.

After a change that is meant: `PEELIAN_GOLDEN=write make test ARGS=tests/golden`, then read the difference.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from tests.promises.editions import example

HERE = Path(__file__).parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
BLOCKS = ("h1", "h2", "h3", "p", "li", "caption", "tr", "figcaption", "dt", "dd", "title", "desc", "summary")


EDITIONS = {"peelshire": "board-2025-05", "peelshire-scorecard": "scorecard-2025-05"}
"""Where the text of an edition lies, and the publication it is of."""


def built(folder: str) -> Mapping[str, bytes]:
    return example("peelshire", EDITIONS[folder]).files


def squeezed(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())


def html_lines(data: bytes) -> str:
    """One line for each block: its tag and its words; cells of a row parted by a bar."""
    lines = []
    for node in etree.HTML(data).iter(*BLOCKS):
        if node.tag == "tr":
            lines.append("tr: " + " | ".join(squeezed(cell) for cell in node))
        elif not any(child.tag in BLOCKS for child in node.iterdescendants()):
            lines.append(f"{node.tag}: {squeezed(node)}")
    return "\n".join(lines) + "\n"


def docx_lines(data: bytes) -> str:
    """One line for each paragraph: its style and its words."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    lines = []
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val") if style is not None else "-"
        lines.append(f"{name}: {' '.join(''.join(t.text or '' for t in paragraph.iter(f'{W}t')).split())}")
    return "\n".join(lines) + "\n"


def pdf_lines(data: bytes) -> str:
    """The text of each page, line by line."""
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return "\n".join(f"--- page {n}\n{' '.join(t.split(' '))}" for n, t in enumerate(pages, 1)).replace("\r", "") + "\n"


GOLDEN = {
    "paper.html.txt": lambda files: html_lines(files["paper.html"]),
    "paper.docx.txt": lambda files: docx_lines(files["paper.docx"]),
    "paper.pdf.txt": lambda files: pdf_lines(files["paper.pdf"]),
    "figures.csv.txt": lambda files: files["data/figures.csv"].decode().replace("\r\n", "\n"),
    "scorecard.csv.txt": lambda files: files["data/scorecard.csv"].decode().replace("\r\n", "\n"),
}
PAPERS = ("paper.html.txt", "paper.docx.txt", "paper.pdf.txt")
KEPT = [
    *(("peelshire", name) for name in (*PAPERS, "figures.csv.txt")),
    *(("peelshire-scorecard", name) for name in (*PAPERS, "scorecard.csv.txt")),
]


@pytest.mark.parametrize(("folder", "name"), KEPT)
def test_the_text_is_as_it_was(folder: str, name: str) -> None:
    made = GOLDEN[name](built(folder))
    place = HERE / folder / name
    if os.environ.get("PEELIAN_GOLDEN") == "write":
        place.write_text(made, encoding="utf-8")
    assert made.splitlines() == place.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("folder", EDITIONS)
def test_simulated_is_said_in_every_format(folder: str) -> None:
    files = built(folder)
    for name in PAPERS:
        assert "Simulated data" in GOLDEN[name](files)
    for sheet in ("data/figures.xlsx", "data/figures.ods"):
        parts = zipfile.ZipFile(io.BytesIO(files[sheet]))
        assert any(b"Simulated data" in parts.read(part) for part in parts.namelist())
    assert b"Simulated data" in files["data/figures.csv-metadata.json"]
