"""Headers, footers and page numbers: lines near the edge of the page that come again on others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from peelian.audit.pdf.lines import Line
from peelian.audit.pdf.pieces import DraftPage

EDGE = 0.11  # of the height of a page, above and below
LEAST_PAGES = 3  # that print the same; in shorter papers, all of them
_PAGE = re.compile(r"(?:page\s*)?[-–|]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–|]?(?:\s*page)?", re.I)


def furniture_of(pages: Sequence[DraftPage]) -> dict[int, set[int]]:
    """Of each page by its number: the numbers of its lines that are no part of its text."""
    alike: Counter[tuple[str, bool]] = Counter()
    for page in pages:
        alike.update({_key(line, page) for line in page.lines if _at_the_edge(line, page)})
    least = min(LEAST_PAGES, max(2, len(pages)))
    found: dict[int, set[int]] = {}
    for page in pages:
        repeated = {
            line.number
            for line in page.lines
            if _at_the_edge(line, page) and (alike[_key(line, page)] >= least or _PAGE.fullmatch(line.text))
        }
        found[page.number] = _outermost(repeated, page)
    return found


def _outermost(numbers: set[int], page: DraftPage) -> set[int]:
    """Only lines with nothing but such lines between them and the edge: text that repeats further in is text."""
    kept: set[int] = set()
    for lines in (page.lines, page.lines[::-1]):
        for line in lines:
            if line.number not in numbers:
                break
            kept.add(line.number)
    return kept


def _at_the_edge(line: Line, page: DraftPage) -> bool:
    return not EDGE * page.height < line.base < (1 - EDGE) * page.height


def _key(line: Line, page: DraftPage) -> tuple[str, bool]:
    return re.sub(r"\d+", "#", line.text.lower()), line.base < page.height / 2
