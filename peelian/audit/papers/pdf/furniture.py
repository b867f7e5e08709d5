"""Headers, footers and page numbers: lines near the edge of the page that come again on others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from peelian.audit.papers.pdf.lines import Line
from peelian.audit.papers.pdf.pieces import DraftPage

EDGE = 0.11  # of the height of a page, above and below
LEAST_PAGES = 3  # that print the same; in shorter papers, all of them
APART = 1.7  # of the size of the text: more than between lines of one paragraph
MOST_NUMBERS = 6  # of a line that are looked at
_PAGE = re.compile(r"(?:page\s*)?[-–|]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–|]?(?:\s*page)?", re.I)


def furniture_of(pages: Sequence[DraftPage]) -> dict[int, set[int]]:
    """Of each page by its number: the numbers of its lines that are no part of its text.

    Lines are the same where all their text is, or all but one number that counts the pages. So rows of a table that
    differ in their numbers are not taken for headers.
    """
    alike: Counter[str] = Counter()
    for page in pages:
        alike.update({key for line in page.lines if _at_the_edge(line, page) for key in _keys(line, page)})
    least = min(LEAST_PAGES, max(2, len(pages)))
    found: dict[int, set[int]] = {}
    for page in pages:
        repeated = {
            line.number
            for line in page.lines
            if _at_the_edge(line, page)
            and (_PAGE.fullmatch(line.text) or any(alike[key] >= least for key in _keys(line, page)))
        }
        found[page.number] = _outermost(page.lines, repeated) | _outermost(page.lines[::-1], repeated)
    return found


def _outermost(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Such lines with nothing else between them and the edge, and white space between them and the text."""
    outer = list(takewhile(lambda line: line.number in numbers, lines))
    if len(outer) == len(lines):
        return {line.number for line in outer}
    while outer:
        gap = abs(lines[len(outer)].base - outer[-1].base)
        if gap > APART * max(outer[-1].size, lines[len(outer)].size) or _PAGE.fullmatch(outer[-1].text):
            break
        outer.pop()
    return {line.number for line in outer}


def _at_the_edge(line: Line, page: DraftPage) -> bool:
    return not EDGE * page.height < line.base < (1 - EDGE) * page.height


def _keys(line: Line, page: DraftPage) -> Iterator[str]:
    """The line's text, and the same with each of its numbers told by how far it is from the page's."""
    half = "above" if line.base < page.height / 2 else "below"
    yield f"{half} {line.text}"
    for number in list(re.finditer(r"\d{1,4}", line.text))[:MOST_NUMBERS]:
        ahead = int(number[0]) - page.number
        yield f"{half} {line.text[: number.start()]}<{ahead}>{line.text[number.end() :]}"
