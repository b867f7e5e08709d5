"""Lines of text as headings, paragraphs, list items, captions and footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from peelian.audit.labels import BULLETS, is_caption
from peelian.audit.paper import PassageKind
from peelian.audit.pdf.gutters import segments_of
from peelian.audit.pdf.lines import Line
from peelian.audit.pdf.pieces import Draft, DraftPage
from peelian.audit.pdf.stacks import LEADERS

LARGER = 1.12  # of the size of the text: a heading
FOOT = 0.92  # of the size of the text: small print
LABEL_GAP = 0.5  # of the size of the font, between a label and its paragraph
LONGEST_HEADING = 160  # characters

_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*\.?|\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)|[A-Z]\d{0,2}\.?\d{0,3})")
_NOTE = re.compile(r"\[?(\d{1,3}|[*†‡])\]?")
_END = re.compile(r"[.!?:;][\"'”’)\]]*$")


def drafts_of(lines: Sequence[Line], page: DraftPage, body: float) -> list[Draft]:
    """Passages of lines in reading order. `body` is the size of most of the document's text."""
    made: list[Draft] = []
    right = _right(lines)
    leading = _leading(lines)
    for before, line in pairwise([None, *lines]):
        assert line is not None
        if LEADERS.search(line.text):  # a table of contents
            continue
        kind, number, own = _begins(line, page, body)
        goes_on = (
            before is not None
            and made
            and made[-1].lines[-1] is not None
            and _goes_on(made[-1], before, line, kind, number is not None, leading, right)
        )
        if goes_on:
            made[-1].lines.append(line)
        else:
            made.append(Draft(kind, [own], number))
    return [_captioned(draft) for draft in made]


def _captioned(draft: Draft) -> Draft:
    if draft.kind == "paragraph" and draft.number is None and is_caption(draft.text):
        draft.kind = "caption"
    return draft


def _right(lines: Sequence[Line]) -> float:
    return max((line.x1 for line in lines), default=0.0)


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance between lines of a paragraph, as a share of the size of the font."""
    gaps = [
        (after.base - before.base) / after.size
        for before, after in pairwise(lines)
        if abs(after.size - before.size) < 0.3 and 0.8 < (after.base - before.base) / after.size < 2.2
    ]
    return min(median(gaps), 1.9) if gaps else 1.3


def _begins(line: Line, page: DraftPage, body: float) -> tuple[PassageKind, str | None, Line]:
    """What kind of passage a line would begin, with the label taken out of it."""
    segments = segments_of(line, LABEL_GAP)
    first = line.words[0]
    low = line.base > 0.55 * page.height
    rest = line.with_words(line.words[1:]) if len(line.words) > 1 else None
    if line.size <= FOOT * body and low and rest is not None:
        mark = _NOTE.fullmatch(first.text)
        if mark is not None and (first.raised or first.size < 0.9 * rest.size or len(segments) > 1):
            return "footnote", mark[1], rest
    if first.text in tuple(BULLETS) or (first.text == "o" and len(segments) > 1):
        if rest is not None and not (first.text in "-–—\u2212" and rest.x0 - first.x1 < 0.12 * line.size):
            return "item", None, rest
    number, own = None, line
    if len(segments) > 1 and len(segments[0].words) == 1 and rest is not None and _LABEL.fullmatch(first.text):
        number, own = first.text.removesuffix("."), rest
    if own.size >= LARGER * body or (own.bold and len(own.text) <= LONGEST_HEADING and not own.text.endswith((".", ","))):
        return "heading", number, own
    if number is not None and re.fullmatch(r"\(?(?:[a-z]|[ivx]{1,5})\)", number):
        return "item", number, own
    return "paragraph", number, own


def _goes_on(
    draft: Draft, before: Line, line: Line, kind: PassageKind, labelled: bool, leading: float, right: float
) -> bool:
    """Whether a line continues the passage that the line before ended."""
    last = draft.lines[-1]
    if labelled or (kind == "item") or line.base <= before.base:
        return False
    if abs(line.size - last.size) > 0.08 * last.size:
        return False
    if kind == "footnote" and draft.kind != "footnote":
        return False
    if (draft.kind == "heading") != (kind == "heading") and not (draft.kind != "heading" and line.bold):
        return False
    gap = (line.base - before.base) / line.size
    if gap > max(1.22 * leading, leading + 0.22):
        return False
    indent = line.x0 - draft.lines[-1].x0
    if len(draft.lines) > 1 and indent > 1.2 * line.size and _END.search(last.text):
        return False
    # A line that stops short of the margin after a full stop ends its paragraph.
    short = right - last.x1 > 0.3 * right and _END.search(last.text) is not None
    return not (short and draft.kind in ("paragraph",) and gap > 1.05 * leading)
