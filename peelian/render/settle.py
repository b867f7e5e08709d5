"""A Document with every loose end tied, before any format is made from it: Document in, Document out.

Afterwards every text is printable, every id is there, safe and unique, every link goes somewhere it may go,
and the footnotes stand in the order in which they are first referred to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from peelian.errors import MachineFault
from peelian.publications.blocks import (
    Aside,
    Block,
    Bullets,
    Chart,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Number,
    Paragraph,
    Picture,
    Sheet,
    Strong,
    Table,
    Text,
    flatten,
    inlines_of,
)
from peelian.quantities import counted
from peelian.render.characters import printable
from peelian.render.links import allowed

_UNSAFE_IN_ID = re.compile(r"[^A-Za-z0-9_.]+")

# Ids that a format gives to its own parts. "--" joins an id to the name of a part of that block
# ("table-1--caption"), and no id handed out here holds it.
RESERVED = frozenset({"main", "contents", "notes", "beside"})


class Unsettled(MachineFault):
    """A document that contradicts itself: a fault of whatever composed it."""


def settled(document: Document) -> Document:
    """The same document, tied up. Raises Unsettled for a row that does not fit its table and a lost footnote."""
    document = _footnotes_in_order(document)
    places = _Places()
    blocks = tuple(_place(block, places) for block in document.blocks)
    notes = {note.id: places.claim(note.id) for note in document.footnotes}
    words = _Words(places.targets, notes)
    return replace(
        document,
        title=printable(document.title),
        subtitle=printable(document.subtitle),
        publisher=printable(document.publisher),
        subject=printable(document.subject),
        keywords=tuple(printable(word) for word in document.keywords),
        cover=tuple((printable(label), printable(value)) for label, value in document.cover),
        notices=tuple(printable(notice) for notice in document.notices),
        blocks=tuple(words.block(block) for block in blocks),
        footnotes=tuple(Footnote(notes[note.id], _without_pictures(words, note)) for note in document.footnotes),
    )


def _footnotes_in_order(document: Document) -> Document:
    """Footnotes by first reference; those that nothing refers to come last, in the order given."""
    known = {note.id: note for note in document.footnotes}
    if len(known) != len(document.footnotes):
        raise Unsettled(f"{document.title}: two footnotes have one id; each footnote needs its own id")
    order: dict[str, None] = {}
    for place, inlines in inlines_of(document):
        for leaf in flatten(inlines):
            if isinstance(leaf, NoteRef):
                if leaf.note not in known:
                    raise Unsettled(
                        f"{place}: refers to footnote {leaf.note!r}; "
                        f"the footnotes are {', '.join(sorted(known)) or 'none'}"
                    )
                order[leaf.note] = None
    order.update(dict.fromkeys(known))
    return replace(document, footnotes=tuple(known[note] for note in order))


class _Places:
    """Hands out ids, each once. `targets` leads from an id as composed to the id as written."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self._taken: set[str] = set(RESERVED)

    def claim(self, wanted: str) -> str:
        base = _UNSAFE_IN_ID.sub("-", wanted).strip("-") or "place"
        if not base[0].isalpha():
            base = f"p-{base}"
        given, count = base, 1
        while given in self._taken:
            count += 1
            given = f"{base}-{count}"
        self._taken.add(given)
        self.targets.setdefault(wanted, given)
        return given


def _place(block: Block, places: _Places) -> Block:
    match block:
        case Heading():
            return replace(block, id=places.claim(block.id))
        case Paragraph() if block.id or block.number:
            return replace(block, id=places.claim(block.id or f"p-{block.number}"))
        case Table():
            return _table(block, places)
        case Chart():
            return replace(block, id=places.claim(block.id), table=_table(block.table, places))
        case Aside() | Sheet():
            return replace(block, blocks=tuple(_place(inner, places) for inner in block.blocks))
        case _:
            return block


def _table(table: Table, places: _Places) -> Table:
    for at, row in enumerate(table.rows, start=1):
        if len(row) != len(table.columns):
            raise Unsettled(
                f"{table.label or table.caption}: row {at} has {counted(len(row), 'cell')}; "
                f"the table has {counted(len(table.columns), 'column')}"
            )
    return replace(table, id=places.claim(table.id))


class _Words:
    """Makes texts printable and ties up links; knows every place of the document."""

    def __init__(self, targets: dict[str, str], notes: dict[str, str]) -> None:
        self._targets = targets
        self._notes = notes

    def block(self, block: Block) -> Block:
        match block:
            case Heading():
                return replace(block, text=printable(block.text), number=_printable(block.number))
            case Paragraph():
                return replace(block, inlines=self.inlines(block.inlines), number=_printable(block.number))
            case Bullets():
                return Bullets(tuple(self.inlines(item) for item in block.items))
            case Table():
                return self._table(block)
            case Chart():
                return replace(
                    block,
                    title=printable(block.title),
                    alt=printable(block.alt),
                    label=printable(block.label),
                    table=self._table(block.table),
                )
            case Aside():
                return replace(
                    block,
                    title=printable(block.title),
                    blocks=tuple(self.block(inner) for inner in block.blocks),
                )
            case Sheet():
                return Sheet(tuple(self.block(inner) for inner in block.blocks))

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            caption=printable(table.caption),
            columns=tuple(replace(column, title=printable(column.title)) for column in table.columns),
            rows=tuple(tuple(self.inlines(cell) for cell in row) for row in table.rows),
            label=_printable(table.label),
            note=self.inlines(table.note),
            groups=tuple((at, printable(heading)) for at, heading in table.groups),
        )

    def inlines(self, inlines: Iterable[Inline]) -> Inlines:
        return tuple(settled for inline in inlines for settled in self._inline(inline))

    def _inline(self, inline: Inline) -> Inlines:
        match inline:
            case Text():
                return (Text(printable(inline.text)),)
            case Number():
                return (Number(printable(inline.text), printable(inline.figure), printable(inline.value)),)
            case Strong():
                return (Strong(self.inlines(inline.inlines)),)
            case Emphasis():
                return (Emphasis(self.inlines(inline.inlines)),)
            case NoteRef():
                return (NoteRef(self._notes[inline.note]),)
            case Picture():
                return (replace(inline, alt=printable(inline.alt)),)
            case Link():
                return self._link(inline)

    def _link(self, link: Link) -> Inlines:
        """A link holds no other link; what is inside it and would be one stands after it or as words."""
        words = self.inlines(link.inlines)
        url = self._url(link.url)
        if url is None or not words:
            return words
        inside = tuple(_unlinked(words))
        notes = tuple(leaf for leaf in flatten(words) if isinstance(leaf, NoteRef))
        return (Link(inside, url), *notes) if inside else notes

    def _url(self, url: str) -> str | None:
        if url.startswith("#"):
            target = self._targets.get(url[1:])
            return f"#{target}" if target else None
        return allowed(url)


def _without_pictures(words: _Words, note: Footnote) -> Inlines:
    """The words of a footnote: no format has a place for a drawing there."""
    return tuple(inline for inline in words.inlines(note.inlines) if not isinstance(inline, Picture))


def _unlinked(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        match inline:
            case Link():
                yield from _unlinked(inline.inlines)
            case Strong() | Emphasis():
                yield replace(inline, inlines=tuple(_unlinked(inline.inlines)))
            case NoteRef():
                pass
            case _:
                yield inline


def _printable(text: str | None) -> str | None:
    return None if text is None else printable(text)
