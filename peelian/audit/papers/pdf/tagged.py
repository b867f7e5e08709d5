"""A page of a tagged PDF as drafts, by the structure that the file gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from peelian.audit.papers.paper import PassageKind
from peelian.audit.papers.pdf.gutters import place_by_columns
from peelian.audit.papers.pdf.letters import Letters
from peelian.audit.papers.pdf.lines import Line, lines_of
from peelian.audit.papers.pdf.pieces import Draft, DraftCell, DraftPage, DraftTable
from peelian.audit.papers.pdf.tags import Element

LEAST_TAGGED = 0.9  # of the signs of a page that are not in its margins, else the tags are not believed
MARGIN = 0.09  # of the height of a page, above and below, where headers and footers stand untagged

_PASSAGES: Final[dict[str, PassageKind]] = {
    "P": "paragraph",
    "Title": "heading",
    "Caption": "caption",
    "Note": "footnote",
    "FENote": "footnote",
    "BlockQuote": "paragraph",
    "LBody": "item",
}
_INLINE = {"Span", "Link", "Reference", "Em", "Strong", "Sub", "Quote", "Code", "Annot", "Ruby", "Warichu", "Formula"}
_WORDS = {"Caption", "Table", "P", "L"}  # of what stands in a figure; the rest is drawn
_LEFT_OUT = {"TOC", "TOCI", "Artifact", "Index"}
_HEADING = re.compile(r"H[1-9]?$")


def believed(tags: list[Element], letters: list[Letters], height: float) -> bool:
    """Whether nearly all of a page's text is in its structure."""
    if not tags:
        return False
    known = {content for element in tags for content in element.contents()}
    body = [one for one in letters if one.text != " " and MARGIN * height < one.base < (1 - MARGIN) * height]
    inside = sum(len(one.text) for one in body if one.content in known)
    return bool(known) and inside >= LEAST_TAGGED * sum(len(one.text) for one in body)


def read_tagged(page: DraftPage, tags: list[Element], letters: list[Letters]) -> None:
    """Adds the page's blocks in the order of the structure; footnotes after the block that holds them."""
    reader = _Reader(page, letters)
    for element in tags:
        reader.block(element)
        reader.after()


class _Reader:
    def __init__(self, page: DraftPage, letters: list[Letters]) -> None:
        self.page = page
        self.letters: dict[int, list[Letters]] = {}
        for one in letters:
            self.letters.setdefault(one.content, []).append(one)
        self.notes: list[Element] = []

    def block(self, element: Element, inside: PassageKind = "paragraph") -> None:
        role = element.role
        if role in _LEFT_OUT:
            return
        if role == "Table":
            self.table(element)
        elif role == "Figure":
            for part in element.parts:
                if isinstance(part, Element) and (part.role in _WORDS or self.holds_blocks(part)):
                    self.block(part)
        elif role == "L":
            for part in element.parts:
                if isinstance(part, Element):
                    self.item(part) if part.role == "LI" else self.block(part)
        elif _HEADING.match(role):
            self.passage(element, "heading")
        elif role in ("Note", "FENote"):
            self.notes.append(element)
        elif role == "P" or (role in _PASSAGES and not self.holds_blocks(element)):
            self.passage(element, inside if role == "P" else _PASSAGES[role])
        else:
            self.children(element, "caption" if role == "Caption" else inside)

    def children(self, element: Element, inside: PassageKind) -> None:
        """Blocks inside one another; text that stands directly in a container is a paragraph."""
        loose = Element("P")
        for part in element.parts:
            if isinstance(part, int) or (part.role in _INLINE | {"NonStruct", "Lbl"} and not self.holds_blocks(part)):
                loose.parts.append(part)
                continue
            if loose.parts:
                self.passage(loose, inside)
                loose = Element("P")
            self.block(part, inside)
        if loose.parts:
            self.passage(loose, inside)

    def holds_blocks(self, element: Element) -> bool:
        return any(
            isinstance(part, Element)
            and (
                part.role in ("P", "L", "Table", "Figure", "Caption", "Div", "Sect", "LI")
                or _HEADING.match(part.role) is not None
                or self.holds_blocks(part)
            )
            for part in element.parts
        )

    def item(self, element: Element) -> None:
        """An item of a list: its label, its own words, then lists inside it."""
        own, inner = Element("P"), []
        for part in _opened(element, {"LBody", "P", "NonStruct", "Div"}):
            if isinstance(part, Element) and part.role in ("L", "Table"):
                inner.append(part)
            else:
                own.parts.append(part)
        self.passage(own, "item")
        for part in inner:
            self.block(part)

    def passage(self, element: Element, kind: PassageKind) -> None:
        own = Element(element.role, list(self.without_notes(element)))
        lines = self.lines(own)
        if lines:
            self.page.blocks.append(Draft(kind, lines))
        if kind != "item":
            self.after()

    def without_notes(self, element: Element) -> Iterator[Element | int]:
        for part in element.parts:
            if isinstance(part, Element) and part.role in ("Note", "FENote"):
                self.notes.append(part)
            elif isinstance(part, Element):
                yield Element(part.role, list(self.without_notes(part)), part.columns, part.rows)
            else:
                yield part

    def after(self) -> None:
        """The footnotes met on the way."""
        notes, self.notes = self.notes, []
        for note in notes:
            lines = self.lines(note)
            if lines:
                self.page.blocks.append(Draft("footnote", lines))

    def table(self, element: Element) -> None:
        rows: list[list[DraftCell]] = []
        caption: list[str] = []
        taken: dict[int, int] = {}  # columns that a cell above still covers, for how many rows
        for row in self.rows(element, caption):
            cells: list[DraftCell] = []
            column = 1
            for cell in row:
                while taken.get(column, 0) > 0:
                    column += 1
                cells.append(DraftCell(self.lines(cell), column, cell.role == "TH", cell.columns, cell.rows))
                for covered in range(column, column + cell.columns):
                    taken[covered] = cell.rows
                column += cell.columns
            taken = {column: rows - 1 for column, rows in taken.items() if rows > 1}
            if any(cell.lines for cell in cells):
                rows.append(cells)
        self.after()
        width = max((cell.column + cell.columns - 1 for row in rows for cell in row), default=0)
        place_by_columns(rows, width)
        if width <= 1:  # a frame around text
            for framed in [cell for row in self.rows(element, []) for cell in row]:
                self.children(Element("Div", framed.parts), "paragraph")
            return
        first = min((line.number for row in rows for cell in row for line in cell.lines), default=1)
        self.page.blocks.append(DraftTable(rows, self.page.number, first, width, " ".join(caption), tagged=True))

    def rows(self, element: Element, caption: list[str]) -> Iterator[list[Element]]:
        for part in element.parts:
            if not isinstance(part, Element):
                continue
            if part.role == "TR":
                yield [cell for cell in part.parts if isinstance(cell, Element) and cell.role in ("TD", "TH")]
            elif part.role == "Caption":
                caption += [line.text for line in self.lines(part)]
            elif part.role not in ("TD", "TH"):
                yield from self.rows(part, caption)

    def lines(self, element: Element) -> list[Line]:
        """The lines of all text in it, with their numbers on the page."""
        letters = [one for content in element.contents() for one in self.letters.get(content, ())]
        lines = lines_of(letters, self.page.number)
        for line in lines:
            line.number = self.numbered(line.base)
        return lines

    def numbered(self, base: float) -> int:
        nearest = min(self.page.lines, key=lambda line: abs(line.base - base), default=None)
        return nearest.number if nearest else 1


def _opened(element: Element, open_: set[str]) -> Iterator[Element | int]:
    for part in element.parts:
        if isinstance(part, Element) and part.role in open_:
            yield from _opened(part, open_)
        else:
            yield part
