"""Blocks of pandoc's tree in reading order as passages and tables.

Places have no page; their line counts passages and rows of tables. A table's caption is part of the table: the one
it carries, or the paragraph "Table 3 …" just above it. Footnotes follow the passage or table that refers to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from peelian.audit.papers.captions import stands_above, with_captions_below
from peelian.audit.papers.labels import bullet, chapter, is_caption, parted, running
from peelian.audit.papers.paper import Cell, Passage, Place, Table
from peelian.audit.papers.tree.inlines import DEEPEST, Node, Said, folded, names_in, only_a_link_inside, said
from peelian.audit.papers.tree.tables import Grid, grid_of

_NUMBERING = {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def blocks_of(tree: Node) -> tuple[Passage | Table, ...]:
    """Passages and tables of a whole document."""
    reader = _Reader()
    reader.walk(tree["blocks"], 0)
    return with_captions_below(tuple(_numbered(reader.blocks)))


def _numbered(blocks: list[Passage | Table]) -> Iterator[Passage | Table]:
    """Paragraphs that are numbered 41, 42, 43 … without that number in their text."""
    free = [at for at, b in enumerate(blocks) if isinstance(b, Passage) and _may_be_numbered(b)]
    texts = [block.text for at in free if isinstance(block := blocks[at], Passage)]
    labels = {free[at]: label for at, label in running(texts).items()}
    for at, block in enumerate(blocks):
        if at in labels and isinstance(block, Passage):
            yield replace(block, number=labels[at][0], text=labels[at][1])
        else:
            yield block


def _may_be_numbered(passage: Passage) -> bool:
    return passage.number is None and passage.kind in ("heading", "paragraph")


class _Reader:
    """Collects blocks while it walks the tree; knows which line and which table it is at."""

    def __init__(self) -> None:
        self.blocks: list[Passage | Table] = []
        self.line = 0
        self.tables = 0
        self.notes = 0
        self.referred: set[str] = set()

    def walk(self, blocks: list[Node], depth: int) -> None:
        if depth > DEEPEST:
            return
        for block in blocks:
            kind: str = block["t"]
            content: Any = block.get("c")
            if kind in ("Para", "Plain"):
                self.paragraph(content)
            elif kind == "Header":
                self.say(said(content[2]), "heading")
            elif kind == "BulletList":
                self.items(content, depth)
            elif kind == "OrderedList":
                self.items(content[1], depth, content[0])
            elif kind == "DefinitionList":
                self.definitions(content, depth)
            elif kind == "BlockQuote":
                self.walk(content, depth + 1)
            elif kind == "Div":
                if not _navigation(content[0]):
                    self.walk(content[1], depth + 1)
            elif kind == "LineBlock":
                for line in content:
                    self.say(said(line))
            elif kind == "CodeBlock":
                self.add(folded(content[1]))
            elif kind == "Figure":
                self.figure(content, depth)
            elif kind == "Table":
                self.table(content, depth)

    def paragraph(self, inlines: list[Node]) -> None:
        if not only_a_link_inside(inlines):
            self.say(said(inlines))

    def say(self, what: Said, kind: Any = "paragraph", number: str | None = None) -> None:
        self.referred |= what.refers
        self.add(what.text, kind, number)
        for note in what.notes:
            self.footnote(note)

    def add(self, text: str, kind: Any = "paragraph", number: str | None = None) -> None:
        if not text:
            return
        self.line += 1
        if kind in ("paragraph", "item"):
            dotted, text = bullet(text)
            kind = "item" if dotted else kind
        if number is None and kind in ("heading", "paragraph", "item"):
            number, text = (chapter if kind == "heading" else parted)(text)
        if kind in ("paragraph", "heading") and number is None and is_caption(text):
            kind = "caption"
        self.blocks.append(Passage(text, Place(None, self.line), kind, number))

    def footnote(self, blocks: list[Node]) -> None:
        self.notes += 1
        text = " ".join(said(inlines, in_note=True).text for inlines in _paragraphs(blocks, 0))
        self.add(folded(text), "footnote", str(self.notes))

    def items(self, items: list[list[Node]], depth: int, numbering: list[Any] | None = None) -> None:
        """Each item of a list; what stands in it after its first words follows as blocks of their own."""
        for at, blocks in enumerate(items):
            number = None if numbering is None else _label(numbering, at)
            first, rest = blocks[:1], blocks[1:]
            if first and first[0]["t"] in ("Para", "Plain"):
                inlines = first[0]["c"]
                if self.referred & set(names_in(inlines)):
                    self.footnote(blocks)
                    self.blocks[-1:] = [replace(b, number=number) for b in self.blocks[-1:] if isinstance(b, Passage)]
                    continue
                if not only_a_link_inside(inlines):
                    self.say(said(inlines), "item", number)
            else:
                rest = blocks
            self.walk(rest, depth + 1)

    def definitions(self, entries: list[Any], depth: int) -> None:
        for term, meanings in entries:
            self.say(said(term))
            for blocks in meanings:
                self.walk(blocks, depth + 1)

    def figure(self, content: list[Any], depth: int) -> None:
        for inlines in _paragraphs(content[1][1], 0):
            self.say(said(inlines), "caption")
        self.walk(content[2], depth + 1)

    def table(self, content: list[Any], depth: int) -> None:
        grid = grid_of(content)
        if grid.columns <= 1:  # a frame around text
            for blocks in grid.insides:
                self.walk(blocks, depth + 1)
            return
        caption = folded(" ".join(said(inlines).text for inlines in _paragraphs(content[1][1], 0)))
        last = self.blocks[-1] if self.blocks else None
        if not caption and isinstance(last, Passage) and stands_above(last):
            caption = last.text
            self.blocks.pop()
        self.tables += 1
        self.blocks.append(self.placed(grid, caption))
        for note in grid.notes:
            self.footnote(note)
        for inner in grid.inner:
            self.table(inner, depth + 1)

    def placed(self, grid: Grid, caption: str) -> Table:
        rows, start = [], self.line + 1
        for number, row in enumerate(grid.rows, start=1):
            self.line += 1
            places = (Place(None, self.line, self.tables, number, cell.column) for cell in row)
            rows.append(
                tuple(Cell(c.text, place, c.header, c.columns, c.rows) for c, place in zip(row, places, strict=True))
            )
        self.referred |= grid.refers
        return Table(tuple(rows), Place(None, start, self.tables), caption)


def _paragraphs(blocks: list[Node], depth: int) -> Iterator[list[Node]]:
    """The inlines of every paragraph inside, however deep."""
    if depth > DEEPEST:
        return
    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in ("Para", "Plain"):
            yield content
        elif kind == "Header":
            yield content[2]
        elif kind in ("BlockQuote",):
            yield from _paragraphs(content, depth + 1)
        elif kind == "Div":
            yield from _paragraphs(content[1], depth + 1)
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                yield from _paragraphs(item, depth + 1)


def _navigation(attributes: list[Any]) -> bool:
    named = {attributes[0].lower(), *(name.lower() for name in attributes[1])}
    role = next((value for key, value in attributes[2] if key == "role"), "")
    return bool(named & {"nav", "navigation", "toc", "breadcrumbs", "skip-link"}) or role in ("navigation", "doc-toc")


def _label(numbering: list[Any], at: int) -> str:
    """The label of an item as it is printed: "3", "(b)", "iv)"."""
    number, style, around = numbering[0] + at, numbering[1]["t"], numbering[2]["t"]
    if style.endswith("Alpha"):
        text = chr(ord(_NUMBERING[style]) + (number - 1) % 26)
    elif style.endswith("Roman"):
        text = _roman(number) if style == "LowerRoman" else _roman(number).upper()
    else:
        text = str(number)
    return {"TwoParens": f"({text})", "OneParen": f"{text})"}.get(around, text)


def _roman(number: int) -> str:
    """Small numbers only: lists have few items. From 40 on in digits."""
    if not 0 < number < 40:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text
