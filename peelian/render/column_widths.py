"""How wide each column of a table is in a word processor, from the words in its cells."""

from __future__ import annotations

import re

from peelian.publications.blocks import Table, plain, widest_picture
from peelian.render.low_rows import lowest
from peelian.render.office_look import CELL_SIZES, SHEET_WIDTH, TEXT_WIDTH, Size

# Characters of ten-point Arial, some of them bold, on a line of 16 cm: measured on pages of tables.
LINE = 80
_POINTS = 10
# How much of the line the longest words may take before smaller type is chosen: the rest lets long cells turn less.
_FULL = 0.9
_ENDS = re.compile(r"\s+|(?<=\w-)(?=\w)")  # where a line may end: at a blank and after a hyphen inside a word
_MARGINS = 3  # a cell's two margins, in characters
_LONGEST_WORD = 30  # a longer one is cut by the word processor
_NARROWEST = 0.5
POINTS_OF_A_PIXEL = 0.75  # CSS: 96 pixels and 72 points to the inch
_SMALLEST = 0.01  # of a character: less is nothing to share out


def type_size(table: Table, *, in_sheet: bool = False) -> Size:
    """The largest of the sizes in points in which the words of a row fit beside each other with some room."""

    def fits(size: Size) -> bool:
        line = _line(size, in_sheet=in_sheet)
        return sum(_least_of_all(table, line, in_sheet=in_sheet)) <= _FULL * line

    return next((size for size in CELL_SIZES if fits(size)), CELL_SIZES[-1])


def _line(size: Size, *, in_sheet: bool) -> float:
    """How many characters of this size a line of the page has; the page of a sheet lies sideways."""
    return LINE * _POINTS / size * (SHEET_WIDTH / TEXT_WIDTH if in_sheet else 1)


def _least_of_all(table: Table, line: float, *, in_sheet: bool) -> list[float]:
    """The least width of each column, in characters: the longest word of a cell beside its picture."""
    character = (SHEET_WIDTH if in_sheet else TEXT_WIDTH) / line  # points
    least = []
    for at, column in enumerate(table.columns):
        cells = [([plain(row[at])], widest_picture(row[at]) * POINTS_OF_A_PIXEL / character) for row in table.rows]
        least.append(max([_least([column.title]), *(_least(texts) + picture for texts, picture in cells)]))
    return least


def shares(table: Table, *, in_sheet: bool = False) -> tuple[float, ...]:
    """One share a column, in order; they sum to at most 1, and to less for a table that needs less.

    Each column has room for its longest word. What is left goes to the columns whose cells turn, in proportion
    to how much they have to say, so that the rows are as low as may be. In a sheet, whose table is to have one page,
    the longest cells decide alone.
    """
    line = _line(type_size(table, in_sheet=in_sheet), in_sheet=in_sheet)
    columns = _columns(table)
    least = _least_of_all(table, line, in_sheet=in_sheet)
    most = [max(low, _longest(texts) + _MARGINS) for low, texts in zip(least, columns, strict=True)]
    if sum(most) <= line:
        whole = max(sum(most) / line, _NARROWEST)
        return tuple(round(whole * each / sum(most), 4) for each in most)
    if sum(least) >= line:
        return tuple(round(low / sum(least), 4) for low in least)
    if in_sheet:
        given = lowest([[len(text) for text in texts] for texts in columns], least, line)
    else:
        given = _shared_out(line, least, most, [_typical(texts) for texts in columns])
    return tuple(round(each / line, 4) for each in given)


def _shared_out(whole: float, least: list[float], most: list[float], weights: list[float]) -> list[float]:
    """The least widths, and what is left of the whole by weight; no column gets more than it can use."""
    given = list(least)
    while True:
        spare = whole - sum(given)
        wanting = [at for at, width in enumerate(given) if width < most[at]]
        if spare < _SMALLEST or not wanting:
            return given
        total = sum(weights[at] for at in wanting)
        for at in wanting:
            given[at] = min(most[at], given[at] + spare * weights[at] / total)


def _columns(table: Table) -> list[list[str]]:
    return [[column.title, *(plain(row[at]) for row in table.rows)] for at, column in enumerate(table.columns)]


def _longest(texts: list[str]) -> int:
    return max(len(text) for text in texts)


def _typical(texts: list[str]) -> float:
    """The length of the text that a character of the column stands in, on average: long cells count for more."""
    return sum(len(text) ** 2 for text in texts) / max(1, sum(len(text) for text in texts))


def _least(texts: list[str]) -> int:
    words = (word for text in texts for word in _ENDS.split(text))
    return min(_LONGEST_WORD, max(len(word) for word in words)) + _MARGINS
