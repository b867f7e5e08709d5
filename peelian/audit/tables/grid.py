"""A table made ready for the kinds: which rows are headers, and the number that each cell prints."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from peelian.audit.claims.model import Spot
from peelian.audit.numbers.arrows import SYMBOLS
from peelian.audit.numbers.clean import clean
from peelian.audit.numbers.mentions import Mention, mentions
from peelian.audit.papers.paper import Table
from peelian.audit.tables.paired_cells import apart, is_pair
from peelian.quantities import Printed

_SYMBOL = re.compile("[" + "".join(SYMBOLS) + "]\ufe0f?")
_PLAIN = re.compile(r"^[\s£€$]*[+-]?[\s£€$]*(?:\d|\.\d)")
_BRACKETED = re.compile(r"^\(\s*[£€$]?\s*[\d,.]+\s*(?:%|m|k)?\s*\)$")
_OF_YEARS = re.compile(r"\b(?:years?|dates?|periods?|since|when|quarter|financial)\b", re.I)
_EMPTY = re.compile(
    r"^(?:[-–:.*]+|n/?a|nil|none|tbc|\[?[a-z]\]?|no data|not available|data not available|\.\.)?$", re.I
)


@dataclass(frozen=True)
class Value:
    """The one number of a cell. `signed` where its sign is printed; `symbol` an arrow beside it, +1, -1 or 0."""

    number: Printed
    signed: bool
    symbol: int | None
    mark: str = ""


@dataclass(frozen=True, eq=False)
class Grid:
    """A table: header texts by column, body rows by column, and the numbers of the body.

    `labels` are the first cells of the body's rows. `values[row][column]` is None where a cell holds no single number.
    """

    table: Table
    block: int
    section: int
    headers: tuple[str, ...]
    labels: tuple[str, ...]
    values: tuple[tuple[Value | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    pages: tuple[int | None, ...]
    printed: Grid | None = None  # the table as it is printed, where this is that table turned

    @property
    def width(self) -> int:
        return len(self.headers)

    def column(self, at: int) -> list[Value | None]:
        return [row[at] if at < len(row) else None for row in self.values]

    def cell(self, row: int, at: int) -> Value | None:
        return self.values[row][at] if at < len(self.values[row]) else None

    def place(self, row: int, at: int) -> Spot:
        """The place of the printed row in which a cell stands."""
        return self.spot(row) if self.printed is None else self.printed.spot(at - 1)

    def spot(self, row: int) -> Spot:
        """The place of a row; its quote is its cells joined by single blanks, as the table reads when folded."""
        quote = " ".join(text for text in self.texts[row] if text)
        return Spot(self.block, 0, len(quote), self.lines[row], self.pages[row], quote, row)


_Said = TypeVar("_Said")


def once_of_a_grid(look: Callable[[Grid], _Said]) -> Callable[[Grid], _Said]:
    """Remembers what a function says of a table for as long as the table is there: most kinds ask the same."""
    known: WeakKeyDictionary[Grid, _Said] = WeakKeyDictionary()

    @wraps(look)
    def looking(grid: Grid) -> _Said:
        if grid not in known:
            known[grid] = look(grid)
        return known[grid]

    return looking


def grid_of(table: Table, block: int, section: int) -> Grid:
    """Reads a table. Cells that span columns count for each of them; header rows are joined from the top down."""
    width = max((sum(cell.columns for cell in row) for row in table.rows), default=0)
    rows = [[text for cell in row for text in [cell.text] + [""] * (cell.columns - 1)] for row in table.rows]
    headers = [[text for cell in row for text in [cell.text] * cell.columns] for row in table.rows]
    first = _first_body_row(table, rows)
    names = tuple(
        " ".join(dict.fromkeys(h[c].strip() for h in headers[:first] if c < len(h) and h[c].strip()))
        for c in range(width)
    )
    named, body, read = apart(rows[first:], names)
    values = tuple(
        tuple(_value(text, header) if at else None for at, (text, header) in enumerate(zip(row, named, strict=True)))
        for row in read
    )
    return Grid(
        table,
        block,
        section,
        tuple(named),
        tuple(row[0] if row else "" for row in body),
        values,
        tuple(map(tuple, body)),
        tuple(row[0].place.line if row else table.place.line for row in table.rows[first:]),
        tuple(row[0].place.page if row else table.place.page for row in table.rows[first:]),
    )


def turned(grid: Grid) -> Grid:
    """The table with its rows as columns, so that what is worked out of other rows is worked out of columns."""
    columns = range(1, grid.width)
    return replace(
        grid,
        headers=("", *grid.labels),
        labels=tuple(grid.headers[at] for at in columns),
        values=tuple((None, *(grid.cell(row, at) for row in range(len(grid.values)))) for at in columns),
        texts=tuple((grid.headers[at], *(row[at] if at < len(row) else "" for row in grid.texts)) for at in columns),
        lines=(grid.table.place.line,) * len(columns),
        pages=(grid.table.place.page,) * len(columns),
        printed=grid,
    )


def _first_body_row(table: Table, rows: list[list[str]]) -> int:
    """Rows at the top that are marked as headers, or that hold no number beside years and names."""
    at = 0
    while at < len(rows) - 1 and (all(cell.header for cell in table.rows[at]) or not _has_numbers(rows[at])):
        at += 1
    return at


def _has_numbers(row: list[str]) -> bool:
    return any(is_pair(text) or _value(text, "") is not None for text in row[1:])


def _value(text: str, header: str) -> Value | None:
    """The number of a cell that holds one number and nothing else that matters."""
    plain = clean(text).text.strip()
    symbol = _SYMBOL.search(plain)
    bare = _SYMBOL.sub(" ", plain).strip()
    if _EMPTY.match(bare):
        return None
    if _BRACKETED.match(bare):
        bare = "-" + bare.strip("() ")
    bare = re.sub(r"^([+-])\s+", r"\1", re.sub(r"^\((.*)\)$", r"\1", bare))
    if (
        re.fullmatch(r"(?:19|20)\d\d(?:[/–-]\d\d)?", bare)
        and "," not in bare
        and (not header.strip() or _OF_YEARS.search(header))
    ):
        return None
    if not _PLAIN.match(bare):
        return None
    found = mentions(bare, bare)
    if len(found) != 1 or found[0].worded:
        return None
    only = found[0]
    rest = (bare[: only.start] + " " + bare[only.end :]).strip(" *†‡()[]")
    if re.search(r"\d", rest) or len(rest) > 20:
        return None
    number = _in_unit_of(only, header)
    return Value(
        number, only.sign in ("+", "-"), SYMBOLS[symbol[0][0]] if symbol else None, symbol[0] if symbol else ""
    )


def _in_unit_of(mention: Mention, header: str) -> Printed:
    """The number with the unit that its column's header names, where the cell names none."""
    n = mention.number
    if n.unit != "count":
        return n
    unit = unit_of_header(header)
    if unit == "count":
        return n
    places = len(mention.number.text.partition(".")[2].rstrip("%) "))
    half = Fraction(1, 2 * 10**places)
    return Printed(n.text, n.value, unit, half, n.qualifier)


def unit_of_header(header: str) -> str:
    """The unit a column's header names: percent, pp, GBP, or count where none is named."""
    text = header.lower()
    if re.search(r"\bpp\b|ppts?\b|percentage points?|% points?|\(pts\)", text):
        return "pp"
    if re.search(r"%|per\s?cent(?!ile)", text):
        return "percent"
    if "£" in text:
        return "GBP"
    return "count"
