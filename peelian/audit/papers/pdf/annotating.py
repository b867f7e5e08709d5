"""A copy of a PDF with highlights and notes where its claims stand.

Highlights are standard annotations (ISO 32000-1, 12.5.6.10) with an appearance of their own, so that every viewer shows
them, and every reader can take them out again. In a tagged PDF they are tagged (PDF/UA-1, 7.18.1). Nothing in the
content of a page is changed, and no day is written: the same file and marks give the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name

from peelian.audit.papers.notread import NotRead
from peelian.audit.papers.pdf.places import Box, Signs, places, signs_of
from peelian.audit.papers.pdf.reader import opened

Style = Literal["wrong", "slight", "open", "sound"]
COLOURS: dict[Style, tuple[float, float, float]] = {
    "wrong": (1.0, 0.62, 0.55),
    "slight": (1.0, 0.85, 0.35),
    "open": (0.72, 0.80, 0.93),
    "sound": (0.70, 0.90, 0.70),
}
EDGES: dict[Style, str] = {"wrong": "[] 0 d 1.2 w", "slight": "[4 2] 0 d 0.8 w", "open": "[1 2] 0 d 0.8 w", "sound": ""}
"""The line below what is marked, so that colour does not speak alone: solid, dashed, dotted, none."""

AUTHOR = "Peelian"
_PRINTED = 4  # annotation flag: shown on paper too
_NOTE = 18.0  # points: the side of a note's sign


@dataclass(frozen=True)
class Mark:
    """One passage to mark: the page it begins on (from 1), its text, and what the note says. `style` is of its look."""

    page: int
    quote: str
    note: str
    style: Style


def annotate(source: Path, target: Path, marks: Sequence[Mark]) -> list[int]:
    """Writes the copy. Returns the numbers of the marks whose text was not found: their notes stand at the page's top.

    Raises NotRead where the PDF cannot be opened, or may not have notes.
    """
    found = _found(source, marks)
    try:
        document = pikepdf.open(source)
    except pikepdf.PasswordError:
        raise NotRead("audit-password", "is protected by a password; save it without one") from None
    except pikepdf.PdfError:
        raise NotRead("audit-damaged", "is damaged and cannot be written; print it to a new PDF") from None
    with document:
        if document.is_encrypted and not document.allow.modify_annotation:
            raise NotRead("audit-no-notes", "does not allow notes; ask its owner for a copy that does")
        tree = _Tree(document)
        for number, mark in enumerate(marks):
            page = document.pages[mark.page - 1]
            boxes = found[number]
            if not boxes:
                _add(document, page, tree, _note(document, page, mark, number))
            for at, (on, lines) in enumerate(boxes):
                there = document.pages[on - 1]
                _add(document, there, tree, _highlight(document, mark, lines, f"peelian-{number + 1}-{at + 1}"))
        document.remove_unreferenced_resources()
        document.save(target, deterministic_id=True, encryption=False)
    return [number for number, boxes in enumerate(found) if not boxes]


_Placed = list[tuple[int, tuple[Box, ...]]]


def _found(source: Path, marks: Sequence[Mark]) -> list[_Placed]:
    """For each mark the pages it stands on and its boxes there. Equal quotes on a page are taken one after another."""
    document = opened(source)
    try:
        count = len(document)
        read: dict[int, Signs] = {}
        begun: dict[tuple[int, str], int] = defaultdict(int)

        def signs(page: int) -> Signs:
            if page not in read:
                read.clear()  # marks come page by page
                read[page] = _signs(document, page)
            return read[page]

        placed: list[_Placed] = []
        for mark in marks:
            key = (mark.page, mark.quote)
            boxes, begun[key] = places(signs(mark.page), mark.quote, begun[key])
            if boxes:
                placed.append([(mark.page, boxes)])
            elif mark.page < count:
                placed.append(_over_the_edge(signs(mark.page), _signs(document, mark.page + 1), mark))
            else:
                placed.append([])
        return placed
    finally:
        document.close()


def _signs(document: Any, page: int) -> Signs:
    try:
        held = document[page - 1]
    except (pdfium.PdfiumError, IndexError):
        return Signs("", ())
    text = held.get_textpage()
    try:
        return signs_of(text.raw)
    finally:
        text.close()
        held.close()


def _over_the_edge(here: Signs, next_: Signs, mark: Mark) -> _Placed:
    """A passage that begins on one page and ends on the next: the longest part at a blank that is on each."""
    words = mark.quote.split()
    for cut in range(len(words) - 1, 0, -1):
        first, _ = places(here, " ".join(words[:cut]))
        if first:
            second, _ = places(next_, " ".join(words[cut:]))
            return [(mark.page, first), *([(mark.page + 1, second)] if second else [])]
    return []


def _highlight(document: pikepdf.Pdf, mark: Mark, lines: tuple[Box, ...], name: str) -> Dictionary:
    left, bottom = min(b.left for b in lines), min(b.bottom for b in lines)
    right, top = max(b.right for b in lines), max(b.top for b in lines)
    quads = [n for b in lines for n in (b.left, b.top, b.right, b.top, b.left, b.bottom, b.right, b.bottom)]
    red, green, blue = COLOURS[mark.style]
    fills = "".join(f"{b.left:.2f} {b.bottom:.2f} {b.right - b.left:.2f} {b.top - b.bottom:.2f} re f\n" for b in lines)
    drawn = f"/G gs {red} {green} {blue} rg\n{fills}"
    if EDGES[mark.style]:
        edges = "".join(f"{b.left:.2f} {b.bottom + 0.6:.2f} m {b.right:.2f} {b.bottom + 0.6:.2f} l S\n" for b in lines)
        drawn += f"0.55 0 0 RG {EDGES[mark.style]}\n{edges}"
    look = document.make_stream(
        drawn.encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=_numbers(left, bottom, right, top),
        Group=Dictionary(S=Name.Transparency, Type=Name.Group),
        Resources=Dictionary(ExtGState=Dictionary(G=Dictionary(Type=Name.ExtGState, BM=Name.Multiply, ca=1, CA=1))),
    )
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Highlight,
        Rect=_numbers(left, bottom, right, top),
        QuadPoints=_numbers(*quads),
        C=_numbers(red, green, blue),
        AP=Dictionary(N=look),
        **_said(mark, name),
    )


def _note(document: pikepdf.Pdf, page: Any, mark: Mark, number: int) -> Dictionary:
    """A note at the top of a page, beside others that are there already."""
    left, _, right, top = (float(n) for n in page.cropbox)
    before = sum(1 for one in page.get("/Annots", ()) if one.get("/Subtype") == Name.Text)
    x = left + 12 + (before * (_NOTE + 4)) % max(right - left - 2 * _NOTE, 1)
    red, green, blue = COLOURS[mark.style]
    side = _NOTE
    look = document.make_stream(
        f"{red} {green} {blue} rg 0.4 0.4 0.4 RG 0.8 w 0.5 0.5 {side - 1} {side - 1} re B\n"
        f"0.2 0.2 0.2 RG 4 6 m {side - 4} 6 l S 4 9 m {side - 4} 9 l S 4 12 m {side - 4} 12 l S".encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=_numbers(0, 0, side, side),
    )
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Name=Name.Comment,
        Rect=_numbers(x, top - 12 - side, x + side, top - 12),
        C=_numbers(red, green, blue),
        AP=Dictionary(N=look),
        **_said(mark, f"peelian-{number + 1}"),
    )


def _said(mark: Mark, name: str) -> dict[str, Any]:
    return {"Contents": mark.note, "T": AUTHOR, "Subj": mark.note.partition(".")[0][:100], "NM": name, "F": _PRINTED}


def _numbers(*values: float) -> Array:
    return Array([round(value, 2) for value in values])


class _Tree:
    """The structure of a tagged PDF, which new annotations are put into; of another it does nothing."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        root = document.Root.get("/StructTreeRoot")
        marked = bool(document.Root.get("/MarkInfo", Dictionary()).get("/Marked", False))
        self._root = root if marked and root is not None and "/ParentTree" in root else None
        self._next = 0
        if self._root is not None:
            keys = list(pikepdf.NumberTree(self._root.ParentTree).keys())
            self._next = max(int(self._root.get("/ParentTreeNextKey", 0)), max(keys, default=-1) + 1)

    def add(self, page: Any, annotation: Any) -> None:
        if self._root is None:
            return
        element = self._document.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Annot,
                P=self._parent(),
                Pg=page.obj,
                K=Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page.obj),
            )
        )
        self._children(self._parent()).append(element)
        annotation.StructParent = self._next
        pikepdf.NumberTree(self._root.ParentTree)[self._next] = element
        self._next += 1
        self._root.ParentTreeNextKey = self._next
        page.obj.Tabs = Name.S

    def _parent(self) -> Any:
        """The whole document's element, else the root."""
        assert self._root is not None
        kids = self._root.get("/K")
        first = kids[0] if isinstance(kids, Array) and len(kids) else kids
        return first if isinstance(first, Dictionary) and first.get("/S") == Name.Document else self._root

    @staticmethod
    def _children(parent: Any) -> Array:
        kids = parent.get("/K")
        if isinstance(kids, Array):
            return kids
        parent.K = Array([kids] if kids is not None else [])
        made = parent.K
        assert isinstance(made, Array)
        return made


def _add(document: pikepdf.Pdf, page: Any, tree: _Tree, annotation: Dictionary) -> None:
    annotation.P = page.obj
    held = document.make_indirect(annotation)
    if "/Annots" not in page.obj:
        page.obj.Annots = Array()
    elif page.obj.Annots.is_indirect:  # a list that several pages share must not be added to for all of them
        page.obj.Annots = Array(list(page.obj.Annots))
    page.obj.Annots.append(held)
    tree.add(page, held)
