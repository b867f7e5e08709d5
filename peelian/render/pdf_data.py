"""A settled Document as plain values for `paper.typ` to walk: texts stay strings, so none is read as markup."""

from __future__ import annotations

from peelian.periods import at, words
from peelian.publications.blocks import (
    Aside,
    Block,
    Bullets,
    Chart,
    Document,
    Emphasis,
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
    walk,
)
from peelian.render.drawings import as_xml, in_font, parse
from peelian.render.pdf_tables import POINTS_OF_A_PIXEL, breakable, layout
from peelian.render.wording import ASIDE_WORDS, data_behind

# Type families inside the typst package, in order of choice. No other font is ever looked for.
FAMILIES = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")

# The size of type, in points, of the tables behind charts: they are long, and there to look things up.
DATA_SIZE = 7.5

# Lines of the cover that contents, its own rows and its notices (two lines each) may take.
MOST_ON_COVER = 14

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Values = dict[str, Value]


def values(document: Document) -> Values:
    """What `paper.typ` prints: the document's parts by the names of `blocks`, in reading order."""
    language, _, region = document.language.partition("-")
    walker = _Walker()
    blocks = walker.blocks(document.blocks)
    referred = {
        leaf.note for _, inlines in inlines_of(document) for leaf in flatten(inlines) if isinstance(leaf, NoteRef)
    }
    notes: Values = {note.id: walker.inlines(note.inlines) for note in document.footnotes}
    everything = tuple(walk(document.blocks))
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "publisher": document.publisher,
        "subject": document.subject,
        "keywords": list(document.keywords),
        "lang": language,
        "region": region or None,
        "issued": f"{document.dated} {words(at(document.issued))}",
        "fonts": list(FAMILIES),
        "cover": [[breakable(label), breakable(value)] for label, value in document.cover],
        "notices": [breakable(notice) for notice in document.notices],
        "notice_word": ASIDE_WORDS["notice"],
        "contents": _place_of_contents(document, everything),
        "numbered": any(isinstance(block, Paragraph) and block.number for block in everything),
        "blocks": blocks,
        "notes": notes,
        "unused_notes": [notes[note.id] for note in document.footnotes if note.id not in referred],
    }


def _place_of_contents(document: Document, everything: tuple[Block, ...]) -> str | None:
    """A few entries stand on the cover, as in the other formats; a page of their own would be all but empty."""
    entries = sum(isinstance(block, Heading) and block.level <= 2 for block in everything)
    if not entries:
        return None
    return "cover" if entries + len(document.cover) + 2 * len(document.notices) <= MOST_ON_COVER else "page"


class _Walker:
    """Keeps which notes have been printed: a note stands in full where it is first referred to."""

    def __init__(self) -> None:
        self._printed: set[str] = set()
        self._in_sheet = False

    def blocks(self, blocks: tuple[Block, ...]) -> list[Value]:
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Values:
        match block:
            case Heading():
                return {
                    "kind": "heading",
                    "level": block.level,
                    "number": block.number,
                    "text": breakable(block.text),
                    "id": block.id,
                }
            case Paragraph():
                return {
                    "kind": "paragraph",
                    "number": block.number,
                    "inlines": self.inlines(block.inlines),
                    "id": block.id,
                }
            case Bullets():
                return {"kind": "bullets", "items": [self.inlines(item) for item in block.items]}
            case Table():
                return self._table(block)
            case Chart():
                return {
                    "kind": "chart",
                    "label": block.label,
                    "title": breakable(block.title),
                    "alt": block.alt,
                    "svg": as_xml(in_font(parse(block.svg, block.id), FAMILIES[0])),
                    "id": block.id,
                    "table": self._table(block.table, behind=block),
                }
            case Aside():
                return {
                    "kind": "aside",
                    "aside": block.kind,
                    "word": ASIDE_WORDS[block.kind],
                    "title": breakable(block.title),
                    "blocks": self.blocks(block.blocks),
                }
            case Sheet():
                self._in_sheet = True
                inside = self.blocks(block.blocks)
                self._in_sheet = False
                return {"kind": "sheet", "blocks": inside}

    def _table(self, table: Table, behind: Chart | None = None) -> Values:
        laid = layout(table, DATA_SIZE if behind else None, in_sheet=self._in_sheet)
        columns: list[Value] = [
            {"title": breakable(column.title), "right": column.align == "right", "share": share}
            for column, share in zip(table.columns, laid.shares, strict=True)
        ]
        return {
            "kind": "table",
            "label": data_behind(behind.label) if behind else table.label,
            "caption": breakable(table.caption),
            "columns": columns,
            "rows": [[self.inlines(cell) for cell in row] for row in table.rows],
            "groups": [[above, breakable(heading)] for above, heading in table.groups],
            "note": self.inlines(table.note),
            "width": laid.width,
            "size": laid.size,
            "tight": behind is not None,
            "sideways": laid.sideways,
            "whole_rows": laid.whole_rows,
            "together": laid.together,
            "in_sheet": self._in_sheet,
            "id": table.id,
        }

    def inlines(self, inlines: Inlines) -> list[Value]:
        return [self._inline(inline) for inline in inlines]

    def _inline(self, inline: Inline) -> Values:
        match inline:
            case Text() | Number():
                return {"kind": "text", "text": breakable(inline.text)}
            case Strong():
                return {"kind": "strong", "inlines": self.inlines(inline.inlines)}
            case Emphasis():
                return {"kind": "emphasis", "inlines": self.inlines(inline.inlines)}
            case Link():
                inside = inline.url.startswith("#")
                return {
                    "kind": "link",
                    "inside": inside,
                    "to": inline.url[1:] if inside else inline.url,
                    "inlines": self.inlines(inline.inlines),
                }
            case Picture():
                return {
                    "kind": "picture",
                    "svg": as_xml(in_font(parse(inline.svg, "picture"), FAMILIES[0])),
                    "alt": inline.alt,
                    "width": inline.width * POINTS_OF_A_PIXEL,
                }
            case NoteRef():
                first = inline.note not in self._printed
                self._printed.add(inline.note)
                return {"kind": "note", "id": inline.note, "first": first}
