"""A paper as it was read: passages and tables in reading order, each with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from peelian.findings import Finding

PassageKind = Literal["heading", "paragraph", "item", "footnote", "caption"]


@dataclass(frozen=True)
class Place:
    """Where something stands. `page`, `line`, `table`, `row` and `column` count from 1, in reading order.

    `page` is None for plain text, of which 3,000 characters count as a page, and for formats without pages.
    `line` is the line of the text as extracted; of plain text, the line of the file.
    """

    page: int | None
    line: int
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Passage:
    """A heading, paragraph, list item, footnote or caption, in whole sentences.

    Breaks of pages and lines are repaired and white space is folded to single blanks; else the text is as printed.
    `number` is what is printed before it ("2.6", "42", "(a)") and no part of the text. `lines` and `pages` say at
    which offset of the text each further line or page begins.
    """

    text: str
    place: Place
    kind: PassageKind = "paragraph"
    number: str | None = None
    lines: tuple[tuple[int, int], ...] = ()
    pages: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell of a table; `columns` and `rows` are how many it spans."""

    text: str
    place: Place
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Table:
    """A table: its rows of cells, and the caption that stands at it."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place
    caption: str = ""


@dataclass(frozen=True)
class Paper:
    """One file. `notes` are findings about the reading itself: no text on a page, a table that was cut."""

    name: str
    sha256: str
    pages: int | None
    blocks: tuple[Passage | Table, ...]
    notes: tuple[Finding, ...] = ()


CHARACTERS_OF_A_PAGE = 3000  # of plain text, where no pages are known


def line_at(passage: Passage, offset: int) -> int:
    """The line of the file on which this offset of the passage's text stands."""
    line = passage.place.line
    for begins, number in passage.lines:
        if begins > offset:
            break
        line = number
    return line


def page_at(passage: Passage, offset: int) -> int | None:
    """The page on which this offset of the passage's text stands."""
    page = passage.place.page
    for begins, number in passage.pages:
        if begins > offset:
            break
        page = number
    return page
