"""Reads a paper that is plain text or Markdown: numbered paragraphs, headings, bullets, notes, and tables in lines.

A sentence that a page break or a note cuts in two is put together again: the text before is left open (it ends
without a stop), and what follows begins in lower case or with a digit, or the line before was as wide as lines get.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from peelian.audit.papers.paper import Cell, Paper, Passage, PassageKind, Place, Table

WIDEST_WRAPPED = 130  # characters; texts whose lines are longer hold one paragraph a line
NEARLY_FULL = 0.8  # of the usual width: a line as long as that was broken by the margin
LONGEST_HEADING = 90  # characters

_BULLET = re.compile(r"^\s*(?:[-*+•▪◦●○‣∙·–−—]|o(?= \S)|\uf0b7|\uf0a7)\s+(?=\S)")
_NUMBER = re.compile(
    r"^\s*(\d{1,3}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s+(?:[A-Z(£]|\d[\d,.]*%?\s+[a-z(]))"
    r"|\d{1,4}(?=\s+[A-Z]{2,}(?:\s+[A-Z]{2,})+)"
    r"|\(?[a-z]\)|\(?[ivx]{1,4}[).])\s+(?=\S)"
)
_FOOTNOTE = re.compile(r"^\s*(?:<sup>\s*\d+\s*</sup>|\[\^?\d+\]:?|[¹²³⁴-⁹]+)\s*(?=\S)")
_CAPTION = re.compile(
    r"^\s*\**(?:figure|table|chart|graph|map|fig\.)\s+\d+[a-z]?(?:\.\d+)?\b(?!\s*(?:shows|sets|is|are)\b)", re.I
)
_NOTHING = re.compile(r"^\s*(?:[-*_=]{3,}|!\[[^\]]*\]\([^)]*\)|<!--.*-->|\d{1,3}|page \d+(?: of \d+)?)\s*$", re.I)
_FENCE = re.compile(r"^\s*(?:```|~~~)")  # what stands between two of them is a program's, no prose
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_CLOSED = re.compile(r"[.!?:;][\"'”’)\]*]*$")


@dataclass
class _Open:
    """A passage that is being read: its pieces, each with the line it stands on."""

    kind: PassageKind
    number: str | None
    pieces: list[tuple[int, str]] = field(default_factory=list)

    @property
    def last(self) -> str:
        return self.pieces[-1][1]

    def closed(self) -> Passage:
        text, lines = "", []
        for line, piece in self.pieces:
            if text.endswith("-") and re.search(r"[a-z]-$", text) and re.match(r"[a-z]", piece):
                pass  # a word cut at its hyphen, which may be its own
            elif text:
                text += " "
            if text:
                lines.append((len(text), line))
            text += piece
        return Passage(text, Place(None, self.pieces[0][0]), self.kind, self.number, tuple(lines))


def read_text(path: Path) -> Paper:
    """The paper in a file of plain text or Markdown."""
    return read(path.read_bytes(), path.name)


def read(data: bytes, name: str) -> Paper:
    """The same from bytes. A byte-order mark says UTF-16; else UTF-8, or Windows' Western page where it is not that."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return parse_text(text, name, hashlib.sha256(data).hexdigest())


def parse_text(text: str, name: str, sha256: str) -> Paper:
    """The same of a text that is at hand."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    return Paper(name, sha256, None, tuple(_blocks(lines)))


def _blocks(lines: list[str]) -> Iterator[Passage | Table]:
    width = _usual_width(lines)
    tables = 0
    open_: _Open | None = None
    notes: list[Passage] = []  # notes and captions that stand inside a sentence come after it
    blank, at, fenced = True, 0, False
    while at < len(lines):
        line, number = lines[at], at + 1
        if _FENCE.match(line):
            fenced = not fenced and any(_FENCE.match(other) for other in lines[at + 1 :])
            blank, at = True, at + 1
            continue
        if fenced:
            at += 1
            continue
        if not line.strip() or _NOTHING.match(line):
            blank, at = True, at + 1
            continue
        rows = _table_lines(lines, at)
        if rows:
            if open_ is not None:
                yield open_.closed()
            yield from notes
            open_, notes, tables = None, [], tables + 1
            yield _table(lines, at, at + rows, tables)
            at, blank = at + rows, True
            continue
        started = _started(line, number, blank)
        if started is None and open_ is not None and (not blank or _goes_on(open_, line, width)):
            open_.pieces.append((number, _folded(line)))
        elif started is not None and started.kind in ("footnote", "caption") and open_ is not None and _is_open(open_):
            notes.append(started.closed())
        else:
            if open_ is not None:
                yield open_.closed()
            yield from notes
            notes = []
            open_ = started or _Open(_plain_kind(line, lines, at), None, [(number, _folded(line))])
        blank, at = False, at + 1
        if open_ is not None and open_.kind == "heading" and line.lstrip().startswith("#"):
            yield open_.closed()
            open_ = None
    if open_ is not None:
        yield open_.closed()
    yield from notes


def _started(line: str, number: int, blank: bool) -> _Open | None:
    """The passage that a line with a mark before it begins; None where it has none."""
    if line.lstrip().startswith("#"):
        return _Open("heading", None, [(number, _folded(line.lstrip("# \t")))])
    if match := _FOOTNOTE.match(line):
        return _Open("footnote", None, [(number, _folded(line[match.end() :]))])
    if _CAPTION.match(line) and len(line) < 200 and blank:
        return _Open("caption", None, [(number, _folded(line))])
    bullet = _BULLET.match(line)
    rest = line[bullet.end() :] if bullet else line
    numbered = _NUMBER.match(rest)
    if numbered:
        text = _folded(rest[numbered.end() :])
        is_heading = len(text) < LONGEST_HEADING and not _CLOSED.search(text) and text[:1].isupper() and not bullet
        kind: PassageKind = "heading" if is_heading and _titled(text) else "item" if bullet else "paragraph"
        return _Open(kind, numbered[1].strip(), [(number, text)])
    return _Open("item", None, [(number, _folded(rest))]) if bullet else None


def _goes_on(open_: _Open, line: str, width: int | None) -> bool:
    """Whether a line after an empty one continues the passage before it."""
    if open_.kind == "heading":
        return False
    text = line.strip()
    if width is not None and len(open_.last) >= NEARLY_FULL * width:
        return True
    if not _is_open(open_):
        return False
    return text[0].islower() or text[0].isdigit() or text[0] in "(£%" or len(open_.last) > LONGEST_HEADING


def _is_open(open_: _Open) -> bool:
    return not _CLOSED.search(open_.last) and open_.kind != "heading"


def _plain_kind(line: str, lines: list[str], at: int) -> PassageKind:
    """What a line without a mark is: a heading where it is short, has no stop and stands alone."""
    text = line.strip()
    bare = text.strip("*_ ")
    alone = at + 1 >= len(lines) or not lines[at + 1].strip()
    if text.startswith("**") and text.endswith("**") and len(bare) < 2 * LONGEST_HEADING:
        return "heading"
    short = len(bare) < LONGEST_HEADING and not _CLOSED.search(bare) and bare[:1].isupper()
    return (
        "heading" if short and alone and not re.search(r"\d[\d,.]*%|\d,\d{3}", bare) and _titled(bare) else "paragraph"
    )


def _titled(text: str) -> bool:
    """Whether a text reads as a title: few words, or most of them capitals."""
    words = [word for word in re.findall(r"[A-Za-z][\w'’-]*", text) if len(word) > 3]
    return len(words) <= 4 or sum(word[0].isupper() for word in words) >= len(words) * 0.5


def _usual_width(lines: list[str]) -> int | None:
    """The width at which the lines of this text are broken; None where a line holds a whole paragraph."""
    lengths = sorted(len(line.strip()) for line in lines if len(line.strip()) > 30 and "\t" not in line)
    if len(lengths) < 10:
        return None
    width = lengths[len(lengths) * 9 // 10]
    return width if width <= WIDEST_WRAPPED else None


def _table_lines(lines: list[str], at: int) -> int:
    """How many lines from here on are the lines of one table; 0 where none begins."""
    end = at
    while end < len(lines) and (_is_piped(lines[end]) or "\t" in lines[end].strip()):
        end += 1
    piped = sum(_is_piped(line) for line in lines[at:end])
    return end - at if end - at >= 2 or piped else 0


def _is_piped(line: str) -> bool:
    return line.lstrip().startswith("|") and line.count("|") >= 2


def _table(lines: list[str], start: int, end: int, number: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    ruled = next((i for i in range(start, end) if _PIPE_RULE.match(lines[i]) and "-" in lines[i]), None)
    for at in range(start, end):
        line = lines[at]
        if _PIPE_RULE.match(line) and "-" in line:
            continue
        texts = line.strip().strip("|").split("|") if _is_piped(line) else line.strip("\n").split("\t")
        row = len(rows) + 1
        header = at < ruled if ruled is not None else row == 1 and not re.search(r"\d%|\d,\d{3}", line)
        cells = (
            Cell(_folded(text), Place(None, at + 1, number, row, column), header)
            for column, text in enumerate(texts, 1)
        )
        rows.append(tuple(cells))
    return Table(tuple(rows), Place(None, start + 1, number), _caption(lines, start, end))


def _caption(lines: list[str], start: int, end: int) -> str:
    """The caption just before or just after a table."""
    for steps in (range(end, min(end + 3, len(lines))), range(start - 1, max(start - 4, -1), -1)):
        for at in steps:
            if lines[at].strip():
                if _CAPTION.match(lines[at]):
                    return _folded(lines[at])
                break
    return ""


def _folded(line: str) -> str:
    return " ".join(line.split())
