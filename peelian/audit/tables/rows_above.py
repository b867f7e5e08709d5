"""Columns worked out of the rows above: the change on the row before, in a table of periods, and a running total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from peelian.audit.claims.intervals import difference, percent_change
from peelian.audit.claims.sums import shown
from peelian.audit.numbers.named_periods import periods_in
from peelian.audit.tables.changes import CHANGED, computed_changes
from peelian.audit.tables.columns import is_average, is_total, numeric, unit_of
from peelian.audit.tables.derived import COUNTED, LEAST_ROWS, Cell, believed, worked_out
from peelian.audit.tables.grid import Grid

MOST_WRITTEN = 8  # parts of a sum that are written out
_ON_BEFORE = re.compile(
    r"\b(?:(?:on|from|over|vs\.?|versus|since)\s+(?:the\s+)?(?:previous|prior|preceding|last\s+)?\s*"
    r"(?:year|quarter|month|week)|year[- ]on[- ]year|quarter[- ]on[- ]quarter|month[- ]on[- ]month|yoy|mom|qoq"
    r"|annual\s+(?:change|growth))\b",
    re.I,
)
_RUNNING = re.compile(r"\b(?:cumulative|running total|year to date|ytd|to date)\b", re.I)


def changes_on_before(grid: Grid) -> Iterator[Cell]:
    """Columns that are the change of another column since the row before, or since the row after: the newest first."""
    known = {one.at for one in computed_changes(grid)}
    rows = [row for row, label in enumerate(grid.labels) if not (is_total(label) or is_average(label))]
    periods = sum(bool(periods_in(grid.labels[row])) for row in rows)
    for at in numeric(grid):
        header = grid.headers[at]
        if at in known or not CHANGED.search(header) or not (_ON_BEFORE.search(header) or periods * 2 > len(rows)):
            continue
        others = [c for c in numeric(grid) if c != at and not CHANGED.search(grid.headers[c])]
        pairs = list(pairwise(rows))
        yield from believed([_since(grid, at, c, those) for c in others for those in (pairs, [p[::-1] for p in pairs])])


def _since(grid: Grid, at: int, column: int, pairs: list[tuple[int, int]]) -> list[Cell]:
    """at = the change of a column from the first to the second row of each pair, at the second."""
    plain = unit_of(grid, column) == unit_of(grid, at) or unit_of(grid, at) == "pp"
    if not plain and unit_of(grid, at) != "percent":
        return []
    cells = []
    for before, row in pairs:
        old, new = grid.cell(before, column), grid.cell(row, column)
        if old is None or new is None or old.number.unit != new.number.unit or not old.number.value:
            continue
        a, b = shown(old.number.value), shown(new.number.value)
        sum_, written = (difference, f"{b} - {a}") if plain else (percent_change, f"({b} - {a}) / {a}")
        if cell := worked_out(grid, row, at, (old, new), sum_, written):
            cells.append(cell)
    return cells


def running_totals(grid: Grid) -> Iterator[Cell]:
    """Columns headed "cumulative" or "to date" that add up another column from the first row on."""
    for at in numeric(grid):
        if not _RUNNING.search(grid.headers[at]) or unit_of(grid, at) not in COUNTED:
            continue
        others = [c for c in numeric(grid) if c != at and unit_of(grid, c) == unit_of(grid, at)]
        yield from believed([_added_up(grid, at, c) for c in others if not _RUNNING.search(grid.headers[c])])


def _added_up(grid: Grid, at: int, column: int) -> list[Cell]:
    cells, parts = [], []
    for row, label in enumerate(grid.labels):
        part = grid.cell(row, column)
        if part is None or is_total(label) or is_average(label):
            break
        parts.append(part)
        written = " + ".join(shown(one.number.value) for one in parts)
        if len(parts) > MOST_WRITTEN:
            written = f"the sum of {len(parts)} rows"
        if len(parts) > 1 and (cell := worked_out(grid, row, at, tuple(parts), _total, written)):
            cells.append(cell)
    return cells if len(cells) >= LEAST_ROWS else []


def _total(*numbers: Fraction) -> Fraction:
    return sum(numbers, Fraction(0))
