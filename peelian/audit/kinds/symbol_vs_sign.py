"""An arrow or sign beside a change, or in a cell of its own, against the direction of the change.

Rule: an upward symbol needs a new number above the old one, a downward symbol one below, a level one neither.
Example: "▼ 2.0" in a row that goes from 94.0% to 96.0% is wrong.
Not decidable when: the numbers of the row do not move as printed; they may have moved before they were rounded. A
symbol has a cell of its own, and the measures of the table differ in their unit, or its heading speaks of performance:
it may say better or worse.
Silent when: fewer than half of a table's symbols agree with their rows, or fewer than three in four of those in cells
of their own: they then say something else, such as better or worse. The paper says that symbols stand for better or
worse. No change is printed, and more than two columns could be the old and the new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from peelian.audit.claims.model import Claim, Verdict, towards
from peelian.audit.claims.sums import result
from peelian.audit.material import Material
from peelian.audit.numbers.arrows import SYMBOLS, symbol_of
from peelian.audit.numbers.named_periods import comes_before, periods_in
from peelian.audit.sentences.reading import Reading
from peelian.audit.tables.changes import computed_changes, row_sums
from peelian.audit.tables.columns import numeric, unit_of
from peelian.audit.tables.grid import Grid, Value
from peelian.quantities import Printed

KIND = "symbol_vs_sign"
LEAST_ALONE = 3  # symbols in cells of their own that must agree
_OF_PERFORMANCE = re.compile(r"\b(?:performance|better|worse|improv\w+|status|rag|dot|direction of travel)\b", re.I)
_NOW = re.compile(r"\b(?:this|current|latest|now|actual)\b", re.I)
_BEFORE = re.compile(r"\b(?:last|previous|prior|before)\b", re.I)
_LEGEND = re.compile(
    rf"[{''.join(SYMBOLS)}]\ufe0f?\W{{0,4}}(?:\w+ ){{0,3}}"
    r"(?:better|worse|improv\w+|good|bad|positive|negative|deteriorat\w+)\b",
    re.I,
)


@dataclass(frozen=True)
class Marked:
    """A symbol of a row, +1, -1 or 0, with the numbers that moved."""

    row: int
    old: Printed
    new: Printed
    mark: str
    symbol: int

    @property
    def moved(self) -> Fraction:
        return self.new.value - self.old.value

    @property
    def agrees(self) -> bool:
        return (self.moved > 0) - (self.moved < 0) == self.symbol


def find(material: Material) -> Iterator[Claim]:
    for grid in material.reading.grids:
        beside = _beside_changes(grid)
        yield from beside
        if not beside:
            yield from _alone(material.reading, grid)


def _beside_changes(grid: Grid) -> list[Claim]:
    """Symbols in the cells that print a change, or in the one other cell of the row that holds a number too."""
    found = []
    for computed in computed_changes(grid):
        rows = [
            Marked(one.row, one.old.number, one.new.number, mark.mark, mark.symbol)
            for one in row_sums(grid, computed)
            if (mark := _mark(grid, one.row, one.stated)) is not None and mark.symbol is not None
        ]
        telling = [one for one in rows if one.moved]
        if sum(one.agrees for one in telling) * 2 > len(telling):
            found += [_claim(grid, one) for one in rows]
    return found


def _mark(grid: Grid, row: int, stated: Value) -> Value | None:
    """The cell of the row that holds a symbol: that of the change, else the only other one."""
    if stated.symbol is not None:
        return stated
    marked = [v for v in grid.values[row] if v is not None and v.symbol is not None]
    return marked[0] if len(marked) == 1 else None


def _alone(reading: Reading, grid: Grid) -> Iterator[Claim]:
    """Symbols that have a column to themselves."""
    pair = _moved(grid)
    columns = [at for at in range(1, grid.width) if _is_of_symbols(grid, at)]
    if pair is None or len(columns) != 1 or _LEGEND.search(_texts(reading)):
        return
    [at] = columns
    rows = []
    for row, texts in enumerate(grid.texts):
        symbol = symbol_of(texts[at]) if at < len(texts) else None
        old, new = (grid.cell(row, column) for column in pair)
        if symbol is not None and old is not None and new is not None and old.number.unit == new.number.unit:
            rows.append(Marked(row, old.number, new.number, *symbol))
    telling = [one for one in rows if one.moved]
    agreeing = sum(one.agrees for one in telling)
    if agreeing >= LEAST_ALONE and agreeing * 4 >= len(telling) * 3:
        one_unit = len({one.new.unit for one in rows}) == 1
        sure = one_unit and not _OF_PERFORMANCE.search(f"{grid.headers[at]} {grid.table.caption}")
        yield from (_claim(grid, one, sure) for one in rows)


def _is_of_symbols(grid: Grid, at: int) -> bool:
    texts = [row[at].strip() for row in grid.texts if at < len(row) and row[at].strip()]
    return len(texts) >= LEAST_ALONE and all(symbol_of(text) is not None for text in texts)


def _texts(reading: Reading) -> str:
    return "\n".join(s.clean.text[s.start : s.end] for s in reading.sentences)


def _moved(grid: Grid) -> tuple[int, int] | None:
    """The old and the new column: those of the printed change, else the only two of one unit."""
    changes = computed_changes(grid)
    pairs = {(one.old, one.new) for one in changes}
    if changes:
        return pairs.pop() if len(pairs) == 1 else None
    columns = numeric(grid)
    if len(columns) != 2 or unit_of(grid, columns[0]) != unit_of(grid, columns[1]):
        return None
    first, second = columns
    return (second, first) if _is_later(grid.headers[first], grid.headers[second]) else (first, second)


def _is_later(first: str, second: str) -> bool:
    """Whether the first of two headings is of the later period, by what they say of it."""
    named = [periods_in(header) for header in (first, second)]
    if all(named):
        return comes_before(named[1][0].period, named[0][0].period) is True
    return bool(_NOW.search(first) or _BEFORE.search(second))


def _claim(grid: Grid, one: Marked, sure: bool = True) -> Claim:
    reach = one.new.half_width + one.old.half_width
    verdict: Verdict = "consistent" if one.agrees else "inconsistent"
    reason = "the symbol agrees with the sign" if one.agrees else "the symbol points the other way than the numbers"
    if not one.agrees and not (one.moved and one.symbol) and abs(one.moved) <= reach:
        verdict = "consistent_within_rounding"
        reason = "the numbers are the same as printed, and may have moved before they were rounded"
    elif not one.agrees and not sure:
        verdict, reason = "not_decidable", "the symbol points the other way than the numbers, or says better or worse"
    unit = "pp" if one.new.unit == "percent" else one.new.unit
    return Claim(
        KIND,
        grid.spot(one.row),
        towards(one.mark, one.symbol, "symbol"),
        verdict,
        reason,
        measure=grid.labels[one.row],
        old=one.old,
        new=one.new,
        recomputed=one.moved,
        unit=unit,
        possible=(one.moved - reach, one.moved + reach),
        severity="symbol" if verdict == "inconsistent" else None,
        sum=f"{_shown(one.new)} - {_shown(one.old)} = {result(one.moved, unit)}",
    )


def _shown(number: Printed) -> str:
    return result(number.value, number.unit)
