"""How a paper looks in a word processor: one house style, turned into Word's and into OpenDocument's terms.

Lengths are points. Sizes follow the UK government's guidance on accessible documents: a plain sans serif,
12 points for running text, left aligned, no meaning in colour alone
(https://www.gov.uk/guidance/publishing-accessible-documents).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FONT = "Arial"

PAGE_WIDTH, PAGE_HEIGHT = 595.3, 841.9  # A4, ISO 216
MARGIN = 70.9  # 25 mm
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
TEXT_HEIGHT = PAGE_HEIGHT - 2 * MARGIN
SHEET_MARGIN = 42.5  # 15 mm, of a sheet: a page that lies sideways
SHEET_WIDTH = PAGE_HEIGHT - 2 * SHEET_MARGIN

INK = "14365C"
LINK = "0B4A8F"
QUIET = "50565E"
RULE = "C3C9D1"
PALE = "F3F5F8"
ALERT = "8F1D14"

AFTER_TABLE, AFTER_ASIDE = 10.0, 12.0  # room below a table and below an aside
EDGE_WIDTH, EDGE_ROOM = 12.0, 8.0  # the drawn edge of an aside with its room, and the room alone
NUMBER_WIDTH = 42.5  # room for "10.12" before the text of a numbered paragraph

Edge = Literal["notice", "finding", "note"]


@dataclass(frozen=True)
class Border:
    """The edge of an aside: told apart by its drawing, not only by its colour."""

    line: Literal["single", "double", "dashed"]
    width: float
    colour: str


EDGES: dict[Edge, Border] = {
    "notice": Border("single", 4.5, INK),
    "finding": Border("double", 2.25, ALERT),
    "note": Border("dashed", 1.5, QUIET),
}


@dataclass(frozen=True)
class Style:
    """A paragraph style. What is None comes from `parent`. `hanging` is how far the first line stands out."""

    name: str
    parent: str | None = "Normal"
    size: float | None = None
    bold: bool | None = None
    colour: str | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None  # line height as a multiple of the type's own
    left: float | None = None
    hanging: float | None = None
    right: bool = False  # aligned to the right
    with_next: bool = False  # stays on the page of the paragraph after it
    edge: Edge | None = None
    level: int | None = None  # a heading of this level
    tab: Literal["leader", "footer"] | None = None  # a tab stop at the right margin


def _aside(kind: Edge, title: str) -> tuple[Style, ...]:
    text = f"{title} Text"
    return (
        Style(text, left=EDGE_WIDTH, after=4, edge=kind),
        Style(f"{title} Title", text, bold=True, with_next=True),
        Style(f"{title} Bullet", text, left=EDGE_WIDTH + 14, hanging=14),
        Style(f"{title} Numbered", text, left=EDGE_WIDTH + NUMBER_WIDTH, hanging=NUMBER_WIDTH),
    )


Size = Literal[10, 9, 8]
CELL_SIZES: tuple[Size, ...] = (10, 9, 8)  # of the words in a table; a style of its own for each but the first
_CELLS = ("Table Text", "Table Number", "Table Heading", "Table Heading Number")

STYLES: tuple[Style, ...] = (
    Style("Normal", None, size=12, bold=False, before=0, after=0, line=1.15, left=0, hanging=0),
    Style("Publisher", size=12, bold=True, colour=QUIET, after=6),
    Style("Title", size=26, bold=True, colour=INK, after=6, line=1.05),
    Style("Subtitle", size=15, colour=QUIET, after=14),
    Style("Cover Line", after=4, left=130, hanging=130),
    Style("Issued", size=10, colour=QUIET, before=10),
    Style("TOC Heading", size=16, bold=True, colour=INK, before=22, after=8, with_next=True),
    Style("TOC 1", before=3, after=3, left=30, hanging=30, tab="leader"),
    Style("TOC 2", after=2, left=68, hanging=38, tab="leader"),
    Style("Heading 1", size=18, bold=True, colour=INK, before=22, after=8, with_next=True, level=1, line=1.05),
    Style("Heading 2", size=14, bold=True, colour=INK, before=14, after=6, with_next=True, level=2),
    Style("Heading 3", size=12, bold=True, colour=INK, before=10, after=4, with_next=True, level=3),
    Style("Body Text", after=8),
    Style("Numbered Paragraph", after=8, left=NUMBER_WIDTH, hanging=NUMBER_WIDTH),
    Style("List Bullet", after=5, left=NUMBER_WIDTH + 16, hanging=16),
    Style("Table Caption", size=11, bold=True, before=10, after=5, with_next=True),
    Style("Figure Caption", "Table Caption", with_next=True),
    Style("Figure", before=2, after=8, line=1.0),
    Style("Table Text", size=10, line=1.05),
    Style("Table Number", "Table Text", right=True),
    Style("Table Heading", "Table Text", bold=True, with_next=True),
    Style("Table Heading Number", "Table Heading", right=True),
    *(Style(f"{name} {size}", name, size=size) for name in _CELLS for size in CELL_SIZES[1:]),
    Style("Table Note", size=10, before=4, after=12),
    *_aside("notice", "Notice"),
    *_aside("finding", "Finding"),
    *_aside("note", "Note"),
    Style("Footnote Text", size=10, after=2, line=1.05),
    Style("Header", size=9, colour=QUIET, line=1.0),
    Style("Footer", size=9, colour=QUIET, line=1.0, tab="footer"),
)

BY_NAME = {style.name: style for style in STYLES}
ASIDE_STYLES: dict[Edge, str] = {"notice": "Notice", "finding": "Finding", "note": "Note"}
# Styles whose paragraphs have a bullet, and which kind of list it is: in the text, or inside an aside.
BULLETS = {"List Bullet": 1, "Notice Bullet": 2, "Finding Bullet": 2, "Note Bullet": 2}
WHOLE_UP_TO = 10  # a table of at most so many rows, its header counted, stays on one page
CELL_SIDE, CELL_TOP = 5.0, 3.0


def picture_width(width: float, height: float) -> float:
    """How wide a picture of these proportions stands on the page: the text's width, unless too tall then."""
    return min(TEXT_WIDTH, 0.6 * TEXT_HEIGHT * width / height)


def edge_of(name: str) -> Edge | None:
    """The edge a style is drawn with, its own or its parent's."""
    style = BY_NAME.get(name)
    while style is not None and style.edge is None:
        style = BY_NAME.get(style.parent or "")
    return style.edge if style else None
