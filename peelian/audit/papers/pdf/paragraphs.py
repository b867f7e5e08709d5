"""Lines of text as headings, paragraphs, list items, captions and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from peelian.audit.papers.labels import BULLETS, is_caption
from peelian.audit.papers.paper import PassageKind
from peelian.audit.papers.pdf.gutters import segments_of
from peelian.audit.papers.pdf.lines import Line
from peelian.audit.papers.pdf.pieces import Draft, DraftPage
from peelian.audit.papers.pdf.stacks import LEADERS

LARGER = 1.12  # of the size of the text: a heading
FOOT = 0.92  # of the size of the text: small print
SIGN_GAP = 0.12  # a dash that is nearer to what follows is a sign
LABEL_GAP = 0.5  # of the size of the font, between a label and its paragraph
LONGEST_HEADING = 160  # characters

LONG = 40  # characters of a line that is text, not a cell

_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*\.?|\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)|[A-Z]\d{0,2}\.?\d{0,3})")
_NOTE = re.compile(r"\[?(\d{1,3}|[*†‡])\]?")
_END = re.compile(r"[.!?:;][\"'”’)\]]*$")


class Usual(NamedTuple):
    """Of most of a document's text: its size, the distance between its lines as a share of that, whether it is bold."""

    size: float
    leading: float
    bold: bool = False


def usual_of(pages: Sequence[DraftPage]) -> Usual:
    sizes: Counter[float] = Counter()
    gaps: Counter[float] = Counter()
    for page in pages:
        for before, line in pairwise([None, *page.lines]):
            assert line is not None
            sizes[line.size] += len(line.text)
            if (
                before is not None
                and len(before.text) >= LONG
                and abs(line.x0 - before.x0) < 1
                and line.size == before.size
            ):
                gap = (line.base - before.base) / line.size
                if 0.9 < gap < 2.2:
                    gaps[round(gap * 20) / 20] += len(before.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    # Paragraphs stand further apart than their lines, and a short paper may have more of the wider gaps.
    often = [gap for gap, letters in gaps.items() if letters >= 0.2 * max(gaps.values())]
    bold = sum(len(line.text) for page in pages for line in page.lines if line.bold)
    return Usual(size, min(often, default=1.3), bold > 0.6 * sizes.total())


def drafts_of(lines: Sequence[Line], page: DraftPage, usual: Usual) -> list[Draft]:
    """Passages of lines in reading order."""
    made: list[Draft] = []
    right = _right(lines)
    for before, line in pairwise([None, *lines]):
        assert line is not None
        if LEADERS.search(line.text):  # a table of contents
            continue
        kind, number, own = _begins(line, page, usual)
        goes_on = (
            before is not None
            and made
            and made[-1].lines[-1] is not None
            and _goes_on(made[-1], before, line, kind, number is not None, usual.leading, right)
        )
        if goes_on:
            made[-1].lines.append(line)
        else:
            made.append(Draft(kind, [own], number))
    return [_captioned(_settled(draft)) for draft in made]


def _settled(draft: Draft) -> Draft:
    """What began like a heading and is too long for one, or ends as a sentence after a line: text of a larger print.

    Where much of a paper is small print, as tables are, its text is larger than most of it.
    """
    text = draft.text
    if draft.kind == "heading" and (len(text) > LONGEST_HEADING or (len(text) > LONG and text.endswith("."))):
        draft.kind = "paragraph"
    return draft


def _captioned(draft: Draft) -> Draft:
    if draft.kind in ("paragraph", "heading") and draft.number is None and is_caption(draft.text):
        draft.kind = "caption"
    return draft


def _right(lines: Sequence[Line]) -> float:
    return max((line.x1 for line in lines), default=0.0)


def _begins(line: Line, page: DraftPage, usual: Usual) -> tuple[PassageKind, str | None, Line]:
    """What kind of passage a line would begin, with the label taken out of it."""
    segments = segments_of(line, LABEL_GAP)
    first = line.words[0]
    low = line.base > 0.55 * page.height
    rest = line.with_words(line.words[1:]) if len(line.words) > 1 else None
    if (line.size <= FOOT * usual.size or first.raised) and low and rest is not None:
        mark = _NOTE.fullmatch(first.text)
        if mark is not None and (first.raised or first.size < 0.9 * rest.size or len(segments) > 1):
            return "footnote", mark[1], rest
    dotted = first.text in tuple(BULLETS) or (first.text == "o" and len(segments) > 1)
    if dotted and rest is not None and not (first.text in "-–—\u2212" and rest.x0 - first.x1 < SIGN_GAP * line.size):
        return "item", None, rest
    number, own = None, line
    if len(segments) > 1 and len(segments[0].words) == 1 and rest is not None and _LABEL.fullmatch(first.text):
        number, own = first.text.removesuffix("."), rest
    short = len(own.text) <= LONGEST_HEADING
    bold = own.bold and not usual.bold and not own.text.endswith((".", ",", ";"))
    if short and (own.size >= LARGER * usual.size or bold):
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
    close = abs(line.x0 - last.x0) < 1 and not _END.search(last.text)
    if not line.alike(last) and not close:
        return False
    if kind == "footnote" and draft.kind != "footnote":
        return False
    if (draft.kind == "heading") != (kind == "heading") and not (draft.kind != "heading" and line.bold):
        return False
    gap = (line.base - before.base) / max(line.size, before.size)
    if gap > max(1.22 * leading, leading + 0.22):
        return False
    indent = line.x0 - draft.lines[-1].x0
    if len(draft.lines) > 1 and indent > 1.2 * line.size and _END.search(last.text):
        return False
    # A line that stops short of the margin after a full stop ends its paragraph.
    short = right - last.x1 > 0.3 * right and _END.search(last.text) is not None
    return not (short and draft.kind in ("paragraph",) and gap > 1.05 * leading)
