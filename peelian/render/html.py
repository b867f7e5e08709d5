"""A Document as one HTML page: the accessible original. Nothing is fetched, nothing runs.

Every measured number stands in `<data data-figure="figure id" value="exact value">`. Paragraph, heading,
table, page and list numbers and numbers of notes stand outside.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from peelian.periods import at, words
from peelian.publications.blocks import (
    Chart,
    Document,
    Heading,
    NoteRef,
    Paragraph,
    Picture,
    Table,
    flatten,
    has_sheets,
    inlines_of,
    plain,
    walk,
    widest_picture,
)
from peelian.render.drawings import Drawing, parse
from peelian.render.settle import settled
from peelian.render.wording import ASIDE_WORDS, data_behind

# Widths in CSS pixels: what a page 320 wide leaves between its margins, a cell's padding, and a character
# of a table's type (15 px sans serif, wide letters counted).
NARROWEST = 286
CELL_PADDING = 20
CHARACTER = 8.4
MOST_STACKED = 9  # columns of a table whose rows can stand as lists of name and value on a narrow page


def render(document: Document) -> bytes:
    """The page, in UTF-8. The same document gives the same bytes.

    Links that may not be links, unknown fragments and forbidden characters are gone (see `settle`).
    Raises Unsettled or UnusableDrawing for a document or a drawing that is itself at fault.
    """
    return page(document, _shared_templates())


def page(document: Document, templates: Environment) -> bytes:
    """The page made with these templates; `render` uses those of `environment()`."""
    document = settled(document)
    template = templates.get_template("page.j2")
    return template.render(document=document, page=_Page(document)).encode("utf-8")


def environment() -> Environment:
    """The templates, every value escaped."""
    made = Environment(
        loader=FunctionLoader(_shipped),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters["kind"] = lambda value: type(value).__name__
    return made


_shared_templates = cache(environment)


def _shipped(name: str) -> str:
    return files("peelian.render").joinpath(name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class BackLink:
    id: str
    text: str
    label: str


@dataclass(frozen=True)
class Drawn:
    """A picture in words: an id that no other has, its drawing, and its size in CSS pixels."""

    id: str
    drawing: Drawing
    width: str
    height: str


class _Page:
    """What the template asks for beside the document. It counts references to notes as they are written."""

    aside_words = ASIDE_WORDS
    data_behind = staticmethod(data_behind)

    def __init__(self, document: Document) -> None:
        self.style = _shipped("page.css")
        digest = base64.b64encode(hashlib.sha256(self.style.encode("utf-8")).digest()).decode("ascii")
        # Scripts, pictures, fonts, frames and requests of any kind: none. Styles: the page's own, by its hash.
        self.policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        self.title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
        self.issued = words(at(document.issued))
        everything = tuple(walk(document.blocks))
        self.contents = tuple(block for block in everything if isinstance(block, Heading) and block.level == 1)
        self.numbered = any(isinstance(block, Paragraph) and block.number for block in everything)
        self.drawings: dict[str, Drawing] = {
            block.id: parse(block.svg, block.id) for block in everything if isinstance(block, Chart)
        }
        self.note_numbers = {note.id: number for number, note in enumerate(document.footnotes, start=1)}
        self._all_references = Counter(
            leaf.note for _, inlines in inlines_of(document) for leaf in flatten(inlines) if isinstance(leaf, NoteRef)
        )
        self._references_written: Counter[str] = Counter()
        self._asides = self._pictures = 0
        self.broad = has_sheets(document)

    def next_reference(self, note: str) -> str:
        """The id of the next reference to this note."""
        self._references_written[note] += 1
        return f"{note}--ref-{self._references_written[note]}"

    def references(self, note: str) -> tuple[BackLink, ...]:
        """The ways back from a note to each place that refers to it."""
        number, count = self.note_numbers[note], self._all_references[note]
        return tuple(
            BackLink(
                f"{note}--ref-{each}",
                "Back to text" if count == 1 else f"Back to text ({each})",
                f"Back to text, note {number}" if count == 1 else f"Back to text ({each}), note {number}",
            )
            for each in range(1, count + 1)
        )

    def next_aside(self) -> str:
        self._asides += 1
        return f"aside--{self._asides}"

    def next_picture(self, picture: Picture) -> Drawn:
        self._pictures += 1
        id = f"picture--{self._pictures}"
        drawing = parse(picture.svg, id)
        return Drawn(id, drawing, f"{picture.width:g}", f"{picture.width * drawing.height / drawing.width:.4g}")

    def stacks(self, table: Table) -> bool:
        """Whether a narrow page shows each row as a list, so that no column lies out of sight."""
        return len(table.columns) <= MOST_STACKED

    def scrolls(self, table: Table) -> bool:
        """Whether the table cannot be narrower than a page 320 pixels wide, its longest words unbroken."""
        least = 0.0
        for place, column in enumerate(table.columns):
            cells = ((column.title, 0.0), *((plain(row[place]), widest_picture(row[place])) for row in table.rows))
            least += CELL_PADDING + max(
                max((len(word) for word in text.split()), default=0) * CHARACTER + picture for text, picture in cells
            )
        return least > NARROWEST
