"""What is made of a page before it becomes a paper: passages and tables as drafts, whose lines are still apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from peelian.audit.papers.paper import PassageKind
from peelian.audit.papers.pdf.lines import Line, Word


@dataclass
class Draft:
    """A passage in lines. `number` is the label before it, taken out of the lines."""

    kind: PassageKind
    lines: list[Line]
    number: str | None = None

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass
class DraftCell:
    """`column` from 1. Lines of its text, from the top down."""

    lines: list[Line]
    column: int
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass
class DraftTable:
    rows: list[list[DraftCell]]
    page: int
    line: int
    columns: int
    caption: str = ""
    tagged: bool = False


@dataclass
class DraftPage:
    """`width` and `height` in points; `lines` is every line of the page, for what repeats on many."""

    number: int
    width: float
    height: float
    blocks: list[Draft | DraftTable] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def kept(line: Line) -> Iterator[Word]:
    """The words of a line without the marks of footnotes."""
    return (word for word in line.words if not word.raised)


def vocabulary(lines: Iterable[Line]) -> set[str]:
    """Words of the whole document as they stand inside lines, in lower case: what a broken word may be."""
    found: set[str] = set()
    for line in lines:
        for word in line.words[:-1]:
            found.update(re.findall(r"[a-z]+(?:-[a-z]+)*", word.text.lower()))
    return found


_LOOSE = re.compile(r"(?<=\w) (?=[,;.!?](?:\s|$))")  # before a stop, where something stood that is left out
_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010\u00ad]$")
HYPHENS = "-\u2010\u00ad"  # with which a word may be broken
_GOES_ON = re.compile(r"[^\W\d_]+")


def joined(before: str, after: str, words: set[str]) -> tuple[str, str]:
    """How the end of a line and the next one come together: the end as it becomes, and what stands between.

    A hyphen that broke a word goes; that of a compound stays. Which it is, the document says where it can: by the
    word whole, or with its hyphen, elsewhere in it. A word that begins or ends in digits or capitals keeps its hyphen.
    """
    last = before[-1]
    if last in HYPHENS:
        end, start = _BROKEN.search(before), _GOES_ON.match(after)
        if end is not None and start is not None:
            return before[:-1] + ("-" if _stays(end[1].lower(), start[0], words) else ""), ""
        if re.search(r"[\w)]\s?.$", before) and not before.endswith(" -") and re.match(r"\w", after):
            return before[:-1] + "-", ""
    if re.match(r"[,;.!?](?:\s|$)", after):
        return before, ""
    if last in "/\u2013\u2014" and re.search(r"\w.$", before) and re.match(r"\w", after):
        return before, ""
    return before, " "


def _stays(first: str, second: str, words: set[str]) -> bool:
    """Whether the hyphen between the halves of a word is its own."""
    part, rest = first.rpartition("-")[2], second.lower()
    whole = f"{first}{rest}" in words or f"{part}{rest}" in words
    compound = f"{first}-{rest}" in words or (part in words and rest in words and not whole)
    return second[0].isupper() or compound


def text_of(lines: Iterable[Line], words: set[str]) -> tuple[str, list[tuple[int, Line]]]:
    """The text of lines put together, and where in it each line begins."""
    text, begins = "", []
    for line in lines:
        said = " ".join(word.text for word in kept(line)).strip()
        said = _LOOSE.sub("", re.sub(r"\u00ad(?=.)", "", said))
        if not said:
            continue
        between = ""
        if text:
            text, between = joined(text, said, words)
        begins.append((len(text) + len(between), line))
        text += between + said
    return re.sub("\u00ad$", "-", text), begins
