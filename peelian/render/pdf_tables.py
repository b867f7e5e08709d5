"""How wide the columns of a table are on A4, how large its type, and whether it needs the page sideways."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

from peelian.publications.blocks import Table, has_pictures, plain, widest_picture
from peelian.render.low_rows import lowest

# Points. The width of the text of paper.typ (A4 less its margins), upright and sideways; a cell's padding.
UPRIGHT = 466.0
SIDEWAYS = 711.0
SHEET = 759.0  # of a sheet, whose margins are narrower
CELL_PADDING = 8.0
# A character's width in sizes of type: Libertinus Serif, figures and capitals counted, bold headers included.
CHARACTER = 0.53
SIZES = (9.5, 8.5, 7.5)
SMALLEST = 6.5
OF_SHEETS = 8.5  # the largest of a table with pictures in a sheet: it is to have one page, if it can be

# The narrowest table, and how much wider a table is than its texts ask for, as parts of the page's width.
NARROWEST = 0.5
LOOSE = 1.5

# Words longer than this are cut (hashes, addresses): in an upright page's line of a table there is no more room.
LONGEST_PIECE = 40
_TOO_LONG = re.compile(rf"\S{{{LONGEST_PIECE + 1},}}")
_PIECE = re.compile(rf"\S{{20,{LONGEST_PIECE - 1}}}[/=&?,;._-]|\S{{1,{LONGEST_PIECE}}}")


# In lines of a table's type, of which a page holds about 50: the highest row that is never split, the highest
# table that is never split, and the space between two rows. Lines of text are not full: so much is lost.
HIGHEST_ROW = 25
HIGHEST_TABLE = 24.0
BETWEEN_ROWS = 0.8
RAGGED = 1.1
POINTS_OF_A_PIXEL = 0.75  # CSS: 96 pixels and 72 points to the inch


@dataclass(frozen=True)
class Layout:
    """`shares` are proportions of the table's width, one a column; `size` is in points.

    `width` is the table's part of the page's width: a table of a few short columns is narrower than the page,
    or the eye loses the row. `whole_rows` says that no row is so high that a page must be able to end within
    it; `together`, that the whole table is low enough to stand on one page.
    """

    shares: tuple[float, ...]
    width: float
    size: float
    sideways: bool
    whole_rows: bool
    together: bool


def layout(table: Table, largest: float | None = None, *, in_sheet: bool = False) -> Layout:
    """The largest type, at most `largest`, in which no word is cut; sideways only if no upright size will do.

    In a sheet, whose page lies sideways already, as large as its width allows.
    """
    lengths = [[len(plain(row[at])) for row in table.rows] for at in range(len(table.columns))]
    largest = largest or (OF_SHEETS if in_sheet and has_pictures(table) else SIZES[0])
    pages = ((False, SHEET),) if in_sheet else ((False, UPRIGHT), (True, SIDEWAYS))
    for sideways, width in pages:
        for size in (each for each in SIZES if each <= largest):
            least = _least(table, size)
            room = _room(width, len(least), size)
            if sum(least) <= room:
                return _laid(lengths, least, room, size, sideways)
    sideways, width = pages[-1]
    least = _least(table, SMALLEST)
    return _laid(lengths, least, max(_room(width, len(least), SMALLEST), sum(least)), SMALLEST, sideways)


def _least(table: Table, size: float) -> list[int]:
    """The least width of each column, in characters of this size: the longest word of a cell beside its picture."""
    character = CHARACTER * size / POINTS_OF_A_PIXEL
    least = []
    for at, column in enumerate(table.columns):
        cells = [(plain(row[at]), widest_picture(row[at])) for row in table.rows]
        beside = (_longest_word([text], 0) + ceil(picture / character) for text, picture in cells)
        least.append(max(_longest_word([column.title]), *beside, 1))
    return least


def _room(width: float, columns: int, size: float) -> float:
    """How many characters stand beside each other in a row."""
    return (width - CELL_PADDING * columns) / (CHARACTER * size)


def _laid(lengths: list[list[int]], least: list[int], room: float, size: float, sideways: bool) -> Layout:
    part, widths = _widths(lengths, least, room)
    fill = room * part / sum(widths)
    rows = [
        max((ceil(length * RAGGED / (width * fill)) for length, width in zip(row, widths, strict=True)), default=1)
        for row in zip(*lengths, strict=True)
    ]
    return Layout(
        shares=tuple(round(width + CELL_PADDING / (CHARACTER * size), 2) for width in widths),
        width=part,
        size=size,
        sideways=sideways,
        whole_rows=max(rows, default=0) <= HIGHEST_ROW,
        together=sum(rows) + BETWEEN_ROWS * len(rows) <= HIGHEST_TABLE,
    )


def _widths(lengths: list[list[int]], least: list[int], room: float) -> tuple[float, list[float]]:
    """The table's part of the room, and each column's width in characters."""
    in_one_line = [float(max([low, *column])) for low, column in zip(least, lengths, strict=True)]
    if sum(in_one_line) <= room:
        return min(1.0, max(NARROWEST, LOOSE * sum(in_one_line) / room)), in_one_line
    return 1.0, lowest(lengths, [float(low) for low in least], room)


def _longest_word(texts: list[str], otherwise: int = 1) -> int:
    """In characters, at most as many as stand in one piece (see `breakable`)."""
    return min(LONGEST_PIECE, max((len(word) for text in texts for word in text.split()), default=otherwise))


def breakable(text: str) -> str:
    """The text with places (U+200B) where a line may end inside words of more than 40 characters."""
    return _TOO_LONG.sub(lambda found: "\u200b".join(_PIECE.findall(found[0])), text)
