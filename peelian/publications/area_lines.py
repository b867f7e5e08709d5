"""The answer about a place as lines for a terminal of eighty columns: sentences, a table in columns, notes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from peelian.publications.area_answer import Words

WIDTH = 80
GAP = "  "
NARROWEST = 14  # a column of numbers whose heading is folded, and the column of names at least


def lines_of(words: Words) -> Iterator[str]:
    """Each line once, none with an end of its own. A word longer than a line is not cut."""
    yield words.head
    for said in words.said:
        yield ""
        yield from _folded(said, WIDTH)
    if words.rows:
        yield ""
        yield from _table(words.columns, words.rows, words.total)
    yield ""
    for note in words.notes:
        yield from textwrap.wrap(note, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], total: int | None) -> Iterator[str]:
    """Rows in columns, numbers to the right; headings and names are folded where they would not fit side by side.

    The total has a line above it.
    """
    longest = max(len(row[0]) for row in (columns, *rows))
    heads, widths = _headed(columns, rows, WIDTH)
    if longest + sum(widths) + len(GAP) * len(widths) > WIDTH:
        heads, widths = _headed(columns, rows, NARROWEST)
    room = max(NARROWEST, WIDTH - sum(widths) - len(GAP) * len(widths))
    names = [_folded(row[0], room) for row in (columns, *rows)]
    wide = max(len(part) for name in names for part in name)
    deep = max(len(names[0]), *map(len, heads))
    for left in range(deep, 0, -1):  # headings end on the line above the numbers
        cells = [head[-left] if left <= len(head) else "" for head in (names[0], *heads)]
        yield _row(cells, wide, widths)
    for at, (name, row) in enumerate(zip(names[1:], rows, strict=True)):
        if at == total:
            yield "-" * (wide + sum(widths) + len(GAP) * len(widths))
        yield from name[:-1]
        yield _row([name[-1], *row[1:]], wide, widths)


def _headed(columns: Sequence[str], rows: Sequence[Sequence[str]], most: int) -> tuple[list[list[str]], list[int]]:
    """The headings of numbers, none wider than `most` where their words allow, and how wide each column is."""
    heads = [_folded(head, most) for head in columns[1:]]
    return heads, [max(map(len, (*head, *(row[at] for row in rows)))) for at, head in enumerate(heads, start=1)]


def _row(cells: Sequence[str], wide: int, widths: Sequence[int]) -> str:
    numbers = (cell.rjust(width) for cell, width in zip(cells[1:], widths, strict=True))
    return GAP.join((cells[0].ljust(wide), *numbers)).rstrip()


def _folded(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
