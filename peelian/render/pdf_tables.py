"""How wide the columns of a table are on A4, how large its type, and whether it needs the page sideways."""

from __future__ import annotations

import re
from dataclasses import dataclass

from peelian.publications.blocks import Table, plain

# Points. The width of the text of paper.typ (A4 less its margins), upright and sideways; a cell's padding.
UPRIGHT = 466.0
SIDEWAYS = 711.0
CELL_PADDING = 8.0
# A character's width in sizes of type: Libertinus Serif, figures and capitals counted, bold headers included.
CHARACTER = 0.53
SIZES = (9.5, 8.5, 7.5)
SMALLEST = 6.5

# The narrowest table, and how much wider a table is than its texts ask for, as parts of the page's width.
NARROWEST = 0.5
LOOSE = 1.5

# Words longer than this are cut (hashes, addresses): in an upright page's line of a table there is no more room.
LONGEST_PIECE = 40
_TOO_LONG = re.compile(rf"\S{{{LONGEST_PIECE + 1},}}")
_PIECE = re.compile(rf"\S{{20,{LONGEST_PIECE - 1}}}[/=&?,;._-]|\S{{1,{LONGEST_PIECE}}}")

# A text column asks for no more than this many characters in a line; then its text turns.
LONGEST_WISH = 42


@dataclass(frozen=True)
class Layout:
    """`shares` are proportions of the table's width, one a column; `size` is in points.

    `width` is the table's part of the page's width: a table of a few short columns is narrower than the page,
    or the eye loses the row.
    """

    shares: tuple[float, ...]
    width: float
    size: float
    sideways: bool


def layout(table: Table, largest: float = SIZES[0]) -> Layout:
    """The largest type, at most `largest`, in which no word is cut; sideways only if no upright size will do."""
    least = [_longest_word(texts) for texts in _columns(table)]
    wish = [max(low, _wish(table, at)) for at, low in enumerate(least)]
    for sideways, width in ((False, UPRIGHT), (True, SIDEWAYS)):
        for size in (each for each in SIZES if each <= largest):
            room = (width - CELL_PADDING * len(least)) / (CHARACTER * size)
            if sum(least) <= room:
                part = min(1.0, max(NARROWEST, LOOSE * sum(wish) / room))
                return Layout(_shares(least, wish, room * part, size), part, size, sideways)
    return Layout(tuple(float(low) for low in least), 1.0, SMALLEST, sideways=True)


def _shares(least: list[int], wish: list[int], room: float, size: float) -> tuple[float, ...]:
    """Each column its longest word, and what is left over in proportion to what they still wish for."""
    wanting = sum(wish) - sum(least)
    given = max(0.0, min(1.0, (room - sum(least)) / wanting)) if wanting else 0.0
    padding = CELL_PADDING / (CHARACTER * size)
    return tuple(
        round(low + (high - low) * given + padding, 2) for low, high in zip(least, wish, strict=True)
    )


def _columns(table: Table) -> list[list[str]]:
    return [
        [column.title, *(plain(row[at]) for row in table.rows)] for at, column in enumerate(table.columns)
    ]


def _wish(table: Table, at: int) -> int:
    longest = max((len(plain(row[at])) for row in table.rows), default=0)
    return min(LONGEST_WISH, max(longest, _longest_word([table.columns[at].title])))


def _longest_word(texts: list[str]) -> int:
    """In characters, at most as many as stand in one piece (see `breakable`)."""
    return min(LONGEST_PIECE, max((len(word) for text in texts for word in text.split()), default=1))


def breakable(text: str) -> str:
    """The text with places (U+200B) where a line may end inside words of more than 40 characters."""
    return _TOO_LONG.sub(lambda found: "\u200b".join(_PIECE.findall(found[0])), text)
