"""A Document as pandoc's own tree (JSON), with no markup language in between.

The tree is that of pandoc-types 1.23: https://hackage.haskell.org/package/pandoc-types. Each paragraph names
its style of `office_look`. What pandoc cannot say (contents, page numbers, header columns...) the format that
asked for the tree adds afterwards.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from peelian.periods import at, words
from peelian.publications import blocks as documents
from peelian.publications.blocks import (
    Aside,
    Block,
    Bullets,
    Chart,
    Column,
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
    Sheet,
    Strong,
    Table,
    Text,
    flatten,
    inlines_of,
)
from peelian.render.column_widths import POINTS_OF_A_PIXEL, shares, type_size
from peelian.render.office_look import ASIDE_STYLES, CELL_SIZES, Size, picture_width
from peelian.render.picture import Picture
from peelian.render.wording import ASIDE_WORDS, CONTENTS, NOTES, aside_title, captioned, data_behind

API_VERSION = [1, 23, 1]
CONTENTS_LEVELS = 2
LONGEST_NUMBER = 6  # characters that stand beside the text, "10.12"; "Appendix 1" goes before it
NOTE_PLACE = "footnote_"  # the bookmark of footnote 3 is footnote_3

Target = Literal["docx", "odt"]
Node = dict[str, object]

_NO_ATTRIBUTES: list[object] = ["", [], []]
_DEFAULT: Node = {"t": "AlignDefault"}
# The only raw parts of a tree, all of them constant but for a footnote's number.
SHEET_START, SHEET_END = "SheetStart", "SheetEnd"  # styles of empty paragraphs that mark where pages are turned
_MARK: dict[Target, tuple[str, str]] = {
    "docx": ("openxml", '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr></w:p>'),
    "odt": ("opendocument", '<text:p text:style-name="{}"/>'),
}
_TAB: dict[Target, Node] = {
    "docx": {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]},
    "odt": {"t": "RawInline", "c": ["opendocument", "<text:tab/>"]},
}


def tree(document: Document, pictures: Mapping[str, Picture], target: Target) -> Node:
    """The whole tree of a settled document; `pictures` by the id of their chart, or by their own drawing."""
    return {
        "pandoc-api-version": API_VERSION,
        "meta": {},
        "blocks": _Writer(document, pictures, target).document(),
    }


class _Writer:
    """Holds what is met along the way: which footnotes have been placed."""

    def __init__(self, document: Document, pictures: Mapping[str, Picture], target: Target) -> None:
        self._document = document
        self._pictures = pictures
        self._target = target
        self._notes = {note.id: (at, note) for at, note in enumerate(document.footnotes, start=1)}
        self._placed: set[str] = set()
        self._in_note = self._in_sheet = False

    def document(self) -> list[Node]:
        front = [*self._front(), *self._contents()]
        body = self._all(self._document.blocks)
        return [*front, *body, *self._closing_notes()]

    def _front(self) -> Iterable[Node]:
        document = self._document
        yield from self._line("Publisher", document.publisher)
        yield from self._line("Title", document.title)
        yield from self._line("Subtitle", document.subtitle)
        for notice in document.notices:
            marked = [_strong(f"{ASIDE_WORDS['notice']}: "), _text(notice)]
            yield _styled(f"{ASIDE_STYLES['notice']} Text", marked)
        for label, value in document.cover:
            yield _styled("Cover Line", [_strong(label), _TAB[self._target], _text(value)])
        yield _styled("Issued", [_text(f"{document.dated} {words(at(document.issued))}")])

    def _line(self, style: str, text: str) -> Iterable[Node]:
        if text:
            yield _styled(style, [_text(text)])

    def _contents(self) -> Iterable[Node]:
        headings = contents_of(self._document)
        if headings:
            yield _styled("TOC Heading", [_text(CONTENTS)])
        for heading in headings:
            entry = self._numbered(heading.number, [_text(heading.text)])
            yield _styled(f"TOC {heading.level}", [_link(entry, f"#{heading.id}")])

    def _numbered(self, number: str | None, text: list[Node]) -> list[Node]:
        if not number:
            return text
        if len(number) > LONGEST_NUMBER:
            return [_text(f"{number}: "), *text]
        return [_text(number), _TAB[self._target], *text]

    def _all(self, blocks: tuple[Block, ...]) -> list[Node]:
        return [node for block in blocks for node in self._block(block)]

    def _block(self, block: Block) -> list[Node]:
        match block:
            case Heading():
                return [_heading(block.level, block.id, self._numbered(block.number, [_text(block.text)]))]
            case Paragraph():
                style = "Numbered Paragraph" if block.number else "Body Text"
                return [_styled(style, self._paragraph(block))]
            case Bullets():
                return [self._bullets(block, "List Bullet")]
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Aside():
                return self._aside(block)
            case Sheet():
                return self._sheet(block)

    def _paragraph(self, block: Paragraph) -> list[Node]:
        text = self._numbered(block.number, self._inlines(block.inlines))
        return [_place(block.id), *text] if block.id else text

    def _bullets(self, block: Bullets, style: str) -> Node:
        return {"t": "BulletList", "c": [[_styled(style, self._inlines(item))] for item in block.items]}

    def _sheet(self, sheet: Sheet) -> list[Node]:
        """Its blocks between two marks, which become turned pages once pandoc has written the text."""
        self._in_sheet = True
        inside = self._all(sheet.blocks)
        self._in_sheet = False
        format, mark = _MARK[self._target]

        def marked(style: str) -> Node:
            return {"t": "RawBlock", "c": [format, mark.format(style)]}

        return [marked(SHEET_START), *inside, marked(SHEET_END)]

    def _table(self, table: Table) -> list[Node]:
        caption = {"t": "Plain", "c": [_place(table.id), _text(captioned(table.label, table.caption))]}
        widths = shares(table, in_sheet=self._in_sheet)
        sizes = [[_DEFAULT, {"t": "ColWidth", "c": share}] for share in widths]
        size = type_size(table, in_sheet=self._in_sheet)
        head = [_cell(cell_style(column, head=True, size=size), [_text(column.title)]) for column in table.columns]
        body = [_NO_ATTRIBUTES, 1, [], self._rows(table, size)]  # one column of row headers
        whole: list[object] = [_NO_ATTRIBUTES, [None, [caption]], sizes]
        whole += [[_NO_ATTRIBUTES, [_row(head)]], [body], [_NO_ATTRIBUTES, []]]
        note = [_styled("Table Note", self._inlines(table.note))] if table.note else []
        return [{"t": "Table", "c": whole}, *note]

    def _rows(self, table: Table, size: Size) -> list[list[object]]:
        rows = []
        for place, row in enumerate(table.rows):
            for heading in (heading for above, heading in table.groups if above == place):
                # In the first cell alone: who hears a table in a word processor loses the way in merged cells.
                style = cell_style(table.columns[0], head=True, size=size)
                cells = [_cell(style, [_text(heading)]), *(_cell(style, []) for _ in table.columns[1:])]
                rows.append(_row(cells))
            rows.append(
                _row(
                    _cell(cell_style(column, head=False, size=size), self._inlines(cell))
                    for column, cell in zip(table.columns, row, strict=True)
                )
            )
        return rows

    def _chart(self, chart: Chart) -> list[Node]:
        picture = self._pictures[chart.id]
        image = _image(picture, picture_width(picture.width, picture.height), chart.alt)
        behind = data_table(chart)
        caption = [_place(chart.id), _text(captioned(chart.label, chart.title))]
        return [_styled("Figure Caption", caption), _styled("Figure", [image]), *self._table(behind)]

    def _aside(self, aside: Aside) -> list[Node]:
        style = ASIDE_STYLES[aside.kind]
        nodes = [_styled(f"{style} Title", [_text(aside_title(aside.kind, aside.title))])]
        for block in aside.blocks:
            match block:
                case Paragraph():
                    kind = "Numbered" if block.number else "Text"
                    nodes.append(_styled(f"{style} {kind}", self._paragraph(block)))
                case Bullets():
                    nodes.append(self._bullets(block, f"{style} Bullet"))
                case _:
                    nodes += self._block(block)
        return nodes

    def _inlines(self, inlines: Inlines) -> list[Node]:
        return [self._inline(inline) for inline in inlines]

    def _inline(self, inline: Inline) -> Node:
        match inline:
            case Text() | Number():
                return _text(inline.text)
            case Strong():
                return {"t": "Strong", "c": self._inlines(inline.inlines)}
            case Emphasis():
                return {"t": "Emph", "c": self._inlines(inline.inlines)}
            case Link():
                return _link(self._inlines(inline.inlines), inline.url)
            case NoteRef():
                return self._note(inline.note)
            case documents.Picture():
                return _image(self._pictures[inline.svg], inline.width * POINTS_OF_A_PIXEL, inline.alt)

    def _note(self, note_id: str) -> Node:
        """The footnote itself where it is first referred to; its number again at each later place."""
        number, note = self._notes[note_id]
        if self._in_note:
            return {"t": "Superscript", "c": [_text(str(number))]}
        if note_id in self._placed:
            return _number_again(number, self._target)
        self._placed.add(note_id)
        return _span(f"{NOTE_PLACE}{number}", [{"t": "Note", "c": [{"t": "Para", "c": self._note_words(note)}]}])

    def _note_words(self, note: Footnote) -> list[Node]:
        """A note's own words. No word processor has footnotes of footnotes: there a reference is a number."""
        self._in_note = True
        text = self._inlines(note.inlines)
        self._in_note = False
        return text

    def _closing_notes(self) -> Iterable[Node]:
        left = closing_notes(self._document)
        if left:
            yield _heading(_NOTES_HEADING.level, _NOTES_HEADING.id, [_text(_NOTES_HEADING.text)])
        for note in left:
            yield _styled("Body Text", [_place(note.id), *self._note_words(note)])


_NOTES_HEADING = Heading(1, NOTES, "notes")  # an id that no block of a settled document has


def contents_of(document: Document) -> tuple[Heading, ...]:
    """The headings that the contents list, in order: those of the first levels that stand in no aside."""
    headings = [block for block in _outside_asides(document.blocks) if isinstance(block, Heading)]
    if closing_notes(document):
        headings.append(_NOTES_HEADING)
    return tuple(heading for heading in headings if heading.level <= CONTENTS_LEVELS)


def _outside_asides(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield from block.blocks if isinstance(block, Sheet) else (block,)


def closing_notes(document: Document) -> tuple[Footnote, ...]:
    """Notes that no block refers to: there is no page to stand at the foot of, so they close the paper."""
    texts = (inlines for _, inlines in inlines_of(replace(document, footnotes=())))
    referred = {leaf.note for text in texts for leaf in flatten(text) if isinstance(leaf, NoteRef)}
    return tuple(note for note in document.footnotes if note.id not in referred)


def data_table(chart: Chart) -> Table:
    """The table behind a chart, named after it."""
    return replace(chart.table, label=data_behind(chart.label))


def tables_of(blocks: tuple[Block, ...], *, in_sheet: bool = False) -> list[tuple[Table, bool]]:
    """Every table in the order printed, those behind charts with the label they are printed with.

    Beside each, whether it stands in a sheet.
    """
    found: list[tuple[Table, bool]] = []
    for block in blocks:
        match block:
            case Chart():
                found.append((data_table(block), in_sheet))
            case Table():
                found.append((block, in_sheet))
            case Aside():
                found += tables_of(block.blocks, in_sheet=in_sheet)
            case Sheet():
                found += tables_of(block.blocks, in_sheet=True)
    return found


def cell_style(column: Column, *, head: bool, size: Size) -> str:
    """The style of a cell's words: "Table Heading Number 9"."""
    kind = "Heading" if head else "" if column.align == "right" else "Text"
    parts = ("Table", kind, "Number" if column.align == "right" else "")
    return " ".join(part for part in (*parts, "" if size == CELL_SIZES[0] else str(size)) if part)


def _heading(level: int, place: str, text: list[Node]) -> Node:
    return {"t": "Header", "c": [level, [place, [], []], text]}


def _styled(style: str, text: list[Node]) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [{"t": "Para", "c": text}]]}


def _cell(style: str, text: list[Node]) -> list[object]:
    return [_NO_ATTRIBUTES, _DEFAULT, 1, 1, [_styled(style, text)]]


def _image(picture: Picture, width: float, alt: str) -> Node:
    """A picture of this width in points."""
    address = f"data:image/png;base64,{base64.b64encode(picture.png).decode('ascii')}"
    size = [["width", f"{width / 72:.4f}in"]]
    return {"t": "Image", "c": [["", [], size], [_text(alt)], [address, ""]]}


def _row(cells: Iterable[list[object]]) -> list[object]:
    return [_NO_ATTRIBUTES, list(cells)]


def _text(text: str) -> Node:
    return {"t": "Str", "c": text}


def _strong(text: str) -> Node:
    return {"t": "Strong", "c": [_text(text)]}


def _link(text: list[Node], url: str) -> Node:
    return {"t": "Link", "c": [_NO_ATTRIBUTES, text, [url, ""]]}


def _span(place: str, text: list[Node]) -> Node:
    return {"t": "Span", "c": [[place, [], []], text]}


def _place(place: str) -> Node:
    return _span(place, [])


def _number_again(number: int, target: Target) -> Node:
    if target == "docx":
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{}</w:r>'
        parts = (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> NOTEREF {NOTE_PLACE}{number} \\f \\h </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{number}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
        return {"t": "RawInline", "c": ["openxml", "".join(mark.format(part) for part in parts)]}
    # pandoc calls the first footnote of an OpenDocument text ftn0.
    reference = (
        '<text:span text:style-name="Footnote_20_anchor"><text:note-ref text:note-class="footnote" '
        f'text:reference-format="text" text:ref-name="ftn{number - 1}">{number}</text:note-ref></text:span>'
    )
    return {"t": "RawInline", "c": ["opendocument", reference]}
