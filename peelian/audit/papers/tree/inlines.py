"""Inlines of pandoc's tree as plain text: marks of notes taken out, notes kept for their own passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from peelian.audit.papers.marks import is_mark

Node = dict[str, Any]
DEEPEST = 200  # levels of nesting; papers have under twenty

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_BLANK = {"Space", "SoftBreak", "LineBreak"}
_HIDDEN = {"unseen", "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text"}
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}


@dataclass
class Said:
    """What inlines say. `notes` are blocks of footnotes met; `refers` the places that marks lead to."""

    notes: list[list[Node]] = field(default_factory=list)
    refers: set[str] = field(default_factory=set)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return folded("".join(self.parts))


def folded(text: str) -> str:
    """White space folded to single blanks, signs that are not printed taken out."""
    return " ".join(_UNSEEN.sub("", text).split())


def said(inlines: list[Node], in_note: bool = False) -> Said:
    """The text of inlines. In a note, links back to where it is referred to are left out."""
    found = Said()
    _add(inlines, found, in_note, 0)
    return found


def _add(inlines: list[Node], found: Said, in_note: bool, depth: int) -> None:
    if depth > DEEPEST:
        return
    for inline in inlines:
        kind: str = inline["t"]
        content: Any = inline.get("c")
        if kind == "Str":
            found.parts.append(content)
        elif kind in _BLANK:
            found.parts.append(" ")
        elif kind == "Superscript":
            _raised(content, found, in_note, depth)
        elif kind == "Note":
            found.notes.append(content)
        elif kind in ("Code", "Math"):
            found.parts.append(content[1])
        elif kind == "Quoted":
            opening, closing = _QUOTES[content[0]["t"]]
            found.parts.append(opening)
            _add(content[1], found, in_note, depth + 1)
            found.parts.append(closing)
        elif kind == "Link" and in_note and content[2][0].startswith("#"):
            continue
        elif kind in ("Span", "Link"):
            if not _HIDDEN & set(content[0][1]):
                _add(content[1], found, in_note, depth + 1)
        elif kind == "Cite":
            _add(content[1], found, in_note, depth + 1)
        elif kind in ("Emph", "Strong", "Underline", "Strikeout", "Subscript", "SmallCaps"):
            _add(content, found, in_note, depth + 1)


def _raised(content: list[Node], found: Said, in_note: bool, depth: int) -> None:
    inner = Said()
    _add(content, inner, in_note, depth + 1)
    found.notes += inner.notes
    if is_mark(inner.text, "".join(found.parts[-3:])):
        found.refers |= set(_targets(content))
    else:
        found.parts += inner.parts


def _targets(inlines: list[Node]) -> Iterator[str]:
    for inline in inlines:
        if inline["t"] == "Link":
            address = inline["c"][2][0]
            if address.startswith("#"):
                yield address[1:]
        elif inline["t"] in ("Span", "Superscript", "Emph", "Strong"):
            content = inline["c"]
            yield from _targets(content[1] if inline["t"] == "Span" else content)


def only_a_link_inside(inlines: list[Node]) -> bool:
    """Whether all that is said is one link to a place in the same document, as in a table of contents."""
    parts = [inline for inline in inlines if inline["t"] not in _BLANK]
    parts = [p for p in parts if not (p["t"] == "Span" and not p["c"][1])]
    return len(parts) == 1 and parts[0]["t"] == "Link" and parts[0]["c"][2][0].startswith("#")


def names_in(inlines: list[Node]) -> Iterator[str]:
    """The ids that links may lead to."""
    for inline in inlines:
        if inline["t"] in ("Span", "Link") and inline["c"][0][0]:
            yield inline["c"][0][0]
