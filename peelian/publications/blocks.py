"""The document between composing and rendering: blocks and inlines, with every measured number marked.

A publication composes a `Document`; each format in `render` turns the same one into bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Text:
    """Words. `told`: what an author typed in place of a figure; it is a finding already, with its file and line."""

    text: str
    told: bool = False


@dataclass(frozen=True)
class Strong:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Link:
    """`url` is http(s), mailto or a fragment `#id` of this document; nothing else is ever composed."""

    inlines: tuple[Inline, ...]
    url: str


@dataclass(frozen=True)
class Number:
    """A measured number as a reader sees it, with sign and unit, and the figure it prints.

    `value` is the exact value, as `manifest.json` writes it.
    """

    text: str
    figure: str
    value: str


@dataclass(frozen=True)
class NoteRef:
    """A reference to the footnote with this id."""

    note: str


Inline = Text | Strong | Emphasis | Link | Number | NoteRef
Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """`level` 1 is a chapter (the document's title is apart). `number` is printed before the text: "2"."""

    level: Literal[1, 2, 3]
    text: str
    id: str
    number: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """`number` is printed before it: "2.7". `id` is a place to link to, unique in the document."""

    inlines: Inlines
    number: str | None = None
    id: str | None = None


@dataclass(frozen=True)
class Bullets:
    items: tuple[Inlines, ...]


@dataclass(frozen=True)
class Column:
    title: str
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True)
class Table:
    """The first cell of each row is that row's header. `label` is printed before the caption: "Table 1".

    A table with `label` None is the data behind a chart or an unnumbered list. `note` is printed below it.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    id: str
    label: str | None = None
    note: Inlines = ()


@dataclass(frozen=True)
class Chart:
    """A drawing with its words and its table. `alt` says what it shows; `svg` is complete and self-contained."""

    title: str
    svg: str
    alt: str
    table: Table
    id: str
    label: str


@dataclass(frozen=True)
class Aside:
    """Something set apart: a notice, a known finding. `kind` shows in words and in the drawing of its edge."""

    kind: Literal["notice", "finding", "note"]
    title: str
    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Bullets | Table | Chart | Aside


@dataclass(frozen=True)
class Footnote:
    id: str
    inlines: Inlines


@dataclass(frozen=True)
class Document:
    """A whole publication. `cover` is label and value, in order; `notices` stand on top of every format.

    `beside` are the files of the edition that lie beside the page, what each is and its relative path.
    """

    title: str
    subtitle: str
    issued: date
    publisher: str
    cover: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    language: str = "en-GB"
    subject: str = ""
    keywords: tuple[str, ...] = field(default=())
    beside: tuple[tuple[str, str], ...] = ()


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in reading order, those inside asides and behind charts included."""
    for block in blocks:
        yield block
        if isinstance(block, Aside):
            yield from walk(block.blocks)
        elif isinstance(block, Chart):
            yield block.table


def inlines_of(document: Document) -> Iterator[tuple[str, Inlines]]:
    """Every run of inlines with the place it stands in, for checks and for collecting figures."""
    for block in walk(document.blocks):
        match block:
            case Paragraph():
                yield block.number or block.id or "paragraph", block.inlines
            case Bullets():
                for item in block.items:
                    yield "list", item
            case Table():
                for row in block.rows:
                    for cell in row:
                        yield block.label or block.caption, cell
                if block.note:
                    yield block.label or block.caption, block.note
    for note in document.footnotes:
        yield f"footnote {note.id}", note.inlines


def flatten(inlines: Inlines) -> Iterator[Inline]:
    """The leaves: texts, numbers and note references, with the containers around them taken away."""
    for inline in inlines:
        match inline:
            case Strong() | Emphasis() | Link():
                yield from flatten(inline.inlines)
            case _:
                yield inline


def plain(inlines: Inlines) -> str:
    """The words and numbers as read aloud; note references say nothing."""
    return "".join(leaf.text for leaf in flatten(inlines) if isinstance(leaf, Text | Number))
