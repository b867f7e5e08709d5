"""How wide each column of a table is in a word processor, from the words in its cells."""

from __future__ import annotations

from peelian.publications.blocks import Table, plain

# Characters of ten-point Arial, some of them bold, on a line of 16 cm: measured on pages of tables.
LINE = 80
SMALL_LINE = 100  # the same in eight points
_MARGINS = 3  # a cell's two margins, in characters
_WRAPS_AT = 48  # a cell with more characters than this may as well wrap
_LONGEST_WORD = 30  # a longer one is cut by the word processor
_NARROWEST = 0.5


def is_dense(table: Table) -> bool:
    """Whether the table's words fit beside each other in small type only."""
    return sum(_least(texts) for texts in _columns(table)) > LINE


def shares(table: Table) -> tuple[float, ...]:
    """One share a column, in order; they sum to at most 1, and to less for a table that needs less.

    Each column has room for its longest word; what is left goes to those whose cells would wrap.
    """
    line = SMALL_LINE if is_dense(table) else LINE
    columns = _columns(table)
    least = [_least(texts) for texts in columns]
    wish = [
        max(low, min(max(len(text) for text in texts), _WRAPS_AT) + _MARGINS)
        for low, texts in zip(least, columns, strict=True)
    ]
    if sum(wish) <= line:
        whole = max(sum(wish) / line, _NARROWEST)
        return tuple(round(whole * each / sum(wish), 4) for each in wish)
    if sum(least) >= line:
        return tuple(round(low / sum(least), 4) for low in least)
    spare = (line - sum(least)) / (sum(wish) - sum(least))
    return tuple(round((low + (each - low) * spare) / line, 4) for low, each in zip(least, wish, strict=True))


def _columns(table: Table) -> list[list[str]]:
    return [[column.title, *(plain(row[at]) for row in table.rows)] for at, column in enumerate(table.columns)]


def _least(texts: list[str]) -> int:
    words = (word for text in texts for word in text.replace("-", "- ").replace("/", "/ ").split())
    return min(_LONGEST_WORD, max((len(word) for word in words), default=1)) + _MARGINS
