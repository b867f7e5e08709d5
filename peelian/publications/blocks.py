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
    """Words. `told`: numbers in them are no figure's, and nothing is found in them: what an author typed, which is a
    finding already, with its file and line, or a reason why there is no number.
    """

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


@dataclass(frozen=True)
class Picture:
    """A small drawing in a line of words or a cell: an icon, a sparkline. `width` is in CSS pixels, 96 to the inch.

    `alt` says what it shows. `beside`: the words beside it say the same, so that a page need not read it out twice.
    """

    svg: str
    alt: str
    width: float
    beside: bool = False


Inline = Text | Strong | Emphasis | Link | Number | NoteRef | Picture
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

    A table with `label` None is the data behind a chart or an unnumbered list. `note` is printed below it. `groups`
    are headings across all columns, each with the number of the row it stands above, counted from 0, in order.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    id: str
    label: str | None = None
    note: Inlines = ()
    groups: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Chart:
    """A drawing with its words and its table. `alt` says what it shows; `svg` is complete and self-contained.

    `over_time`: its latest part stands at the right, which a narrow page shows first.
    """

    title: str
    svg: str
    alt: str
    table: Table
    id: str
    label: str
    over_time: bool = True


@dataclass(frozen=True)
class Aside:
    """Something set apart: a notice, a known finding. `kind` shows in words and in the drawing of its edge."""

    kind: Literal["notice", "finding", "note"]
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Sheet:
    """What stands on pages of its own, which lie sideways: wide tables. It begins with a heading; it holds no sheet."""

    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Bullets | Table | Chart | Aside | Sheet


@dataclass(frozen=True)
class Footnote:
    id: str
    inlines: Inlines


@dataclass(frozen=True)
class Document:
    """A whole publication. `cover` is label and value, in order; `notices` stand on top of every format.

    `beside` are the files of the edition that lie beside the page, what each is and its relative path. `dated` are the
    words before the day of issue, `called` is what its links call the whole.
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
    dated: str = "Edition issued"
    called: str = "paper"


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in reading order, those inside asides and sheets and behind charts included."""
    for block in blocks:
        yield block
        if isinstance(block, Aside | Sheet):
            yield from walk(block.blocks)
        elif isinstance(block, Chart):
            yield block.table


def inlines_of(document: Document) -> Iterator[tuple[str, Inlines]]:
    """Every run of inlines with the place it stands in, for checks and for collecting figures."""
    for block in walk(document.blocks):
        yield from _runs(block)
    for note in document.footnotes:
        yield f"footnote {note.id}", note.inlines


def _runs(block: Block) -> Iterator[tuple[str, Inlines]]:
    """The runs of a block itself, in the order printed; those of blocks inside it and behind it apart."""
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


def flatten(inlines: Inlines) -> Iterator[Inline]:
    """The leaves: texts, numbers, note references and pictures, with the containers around them taken away."""
    for inline in inlines:
        match inline:
            case Strong() | Emphasis() | Link():
                yield from flatten(inline.inlines)
            case _:
                yield inline


def plain(inlines: Inlines) -> str:
    """The words and numbers as read; note references and pictures say nothing."""
    return "".join(leaf.text for leaf in flatten(inlines) if isinstance(leaf, Text | Number))


def has_sheets(document: Document) -> bool:
    """Whether some pages lie sideways. Sheets stand in no other block."""
    return any(isinstance(block, Sheet) for block in document.blocks)


def widest_picture(inlines: Inlines) -> float:
    """How wide the widest picture of a run is, in CSS pixels; 0 where there is none."""
    return max((leaf.width for leaf in flatten(inlines) if isinstance(leaf, Picture)), default=0.0)


def has_pictures(table: Table) -> bool:
    return any(isinstance(leaf, Picture) for row in table.rows for cell in row for leaf in flatten(cell))


def drawn(document: Document) -> Iterator[Chart | Picture]:
    """Every drawing of the text, charts and pictures, in the order printed; footnotes have none."""
    for block in walk(document.blocks):
        if isinstance(block, Chart):
            yield block
        for _, run in _runs(block):
            yield from (leaf for leaf in flatten(run) if isinstance(leaf, Picture))
