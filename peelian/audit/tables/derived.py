"""Columns of a table that are worked out of others, otherwise than as a change: shares, rates, parts of a year, bands.

As with changes, a column is believed to be such where most of its rows come out; the other rows are then wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations

from peelian.audit.claims.intervals import Interval, possible
from peelian.audit.claims.sums import result, shown
from peelian.audit.claims.verdicts import Judged, judge
from peelian.audit.tables.changes import CHANGED, computed_changes
from peelian.audit.tables.columns import is_average, is_total, numeric, unit_of
from peelian.audit.tables.grid import Grid, Value
from peelian.audit.tables.nearly import may_be_ratio
from peelian.quantities import Printed

LEAST_ROWS = 3
LEAST_BANDS = 4  # of council tax
COUNTED = ("count", "GBP", "EUR", "USD", "FTE")
_PER = re.compile(r"(?:per|/)\s?(1,?000,000|million|100,?000|10,?000|1,?000|100|thousand)\b", re.I)
_SIZES = {"million": 1_000_000, "thousand": 1000}
_PART_OF_YEAR = (
    (re.compile(r"\bweek", re.I), Fraction(1, 52), "/ 52"),
    (re.compile(r"\bmonth", re.I), Fraction(1, 12), "/ 12"),
    (re.compile(r"\b(?:daily|per day|a day)", re.I), Fraction(1, 365), "/ 365"),
)
_BANDS = {"A": 6, "B": 7, "C": 8, "D": 9, "E": 11, "F": 13, "G": 15, "H": 18}  # ninths of band D: Local Government
# Finance Act 1992, section 5
_BAND = re.compile(r"^(?:band\s+|valuation band\s+)?([A-H])$", re.I)


@dataclass(frozen=True)
class Cell:
    """A cell that was worked out: from which numbers, with which result."""

    row: int
    at: int
    stated: Value
    inputs: tuple[Printed, ...]
    recomputed: Fraction
    possible: Interval
    judged: Judged
    sum: str


def shares_of_columns(grid: Grid) -> Iterator[Cell]:
    """Columns of percentages: one column of another, or each row of its column's total, printed or not."""
    changed = {c.at for c in computed_changes(grid)}
    counts = [c for c in numeric(grid) if unit_of(grid, c) in COUNTED and c not in changed]
    for at in numeric(grid):
        if at in changed or unit_of(grid, at) != "percent" or _is_change(grid.headers[at]):
            continue
        choices = [_ratios(grid, at, a, b, 100) for a, b in permutations(counts, 2)]
        choices += [_of_total(grid, at, c) or _of_sum(grid, at, c) for c in counts]
        yield from believed(choices)


_SHARE = re.compile(r"\b(?:of|share|proportion|percentage of)\b", re.I)


def _is_change(header: str) -> bool:
    """Whether a header speaks of change; "% of total" does not, and nor does "%" alone."""
    return bool(CHANGED.search(header.strip(" %"))) and not (header.startswith("%") and _SHARE.search(header))


def rates_of_columns(grid: Grid) -> Iterator[Cell]:
    """Columns headed "per 1,000" and the like: one column of another, times that."""
    changed = {c.at for c in computed_changes(grid)}
    for at in numeric(grid):
        per = _PER.search(grid.headers[at])
        if at in changed or per is None:
            continue
        size = _SIZES.get(per[1].lower()) or int(per[1].replace(",", ""))
        counts = [
            c for c in numeric(grid) if c != at and unit_of(grid, c) in COUNTED and not _PER.search(grid.headers[c])
        ]
        yield from believed([_ratios(grid, at, a, b, size) for a, b in permutations(counts, 2)])


def parts_of_year(grid: Grid) -> Iterator[Cell]:
    """Columns headed by week, month or day that are that part of another column; and bands as ninths of band D."""
    columns = [c for c in numeric(grid) if unit_of(grid, c) in COUNTED]
    for at in columns:
        for header, part, written in _PART_OF_YEAR:
            if header.search(grid.headers[at]):
                others = [c for c in columns if c != at and unit_of(grid, c) == unit_of(grid, at)]
                others = [c for c in others if not header.search(grid.headers[c])]
                yield from believed([_times(grid, at, c, part, written) for c in others])
    for at in columns:
        yield from believed([_ninths(grid, at)], least=LEAST_BANDS)


def believed(choices: Sequence[list[Cell]], least: int = LEAST_ROWS) -> list[Cell]:
    """The choice of which most rows come out, where these are enough."""
    weighed = [(sum(c.judged.verdict != "inconsistent" for c in cells), cells) for cells in choices if cells]
    if not weighed:
        return []
    good, cells = max(weighed, key=lambda w: (w[0], -len(w[1])))
    return cells if good >= least - (len(cells) == least) and good >= 2 and good * 5 >= len(cells) * 3 else []


def worked_out(
    grid: Grid, row: int, at: int, inputs: Sequence[Value], sum_: Callable[..., Fraction], written: str
) -> Cell | None:
    stated = grid.cell(row, at)
    if stated is None:
        return None
    numbers = tuple(v.number for v in inputs)
    reach = possible(numbers, sum_)
    if reach is None:
        return None
    recomputed = sum_(*(n.value for n in numbers))
    judged = judge(as_rounded(stated.number), recomputed, reach)
    return Cell(
        row, at, stated, numbers, recomputed, reach, judged, f"{written} = {result(recomputed, stated.number.unit)}"
    )


def as_rounded(number: Printed) -> Printed:
    """A worked-out number is rounded though it is printed like a count."""
    if number.half_width:
        return number
    places = len(number.text.rstrip("% ").partition(".")[2])
    return Printed(number.text, number.value, number.unit, Fraction(1, 2 * 10**places), number.qualifier)


def _ratios(grid: Grid, at: int, a: int, b: int, size: int) -> list[Cell]:
    """at = a / b x size, row by row; nothing where a part is larger than its whole in most rows."""
    cells: list[Cell] = []
    if not may_be_ratio(grid, at, a, b, size):
        return cells
    for row, values in enumerate(grid.values):
        pair = [values[c] if c < len(values) else None for c in (a, b)]
        part, whole = pair
        if part is None or whole is None or part.number.value <= 0 or whole.number.value <= 0:
            continue
        if part.number.value > whole.number.value or part.number.value == whole.number.value:
            continue
        written = f"{shown(part.number.value)} / {shown(whole.number.value)}" + (f" x {size:,}" if size != 100 else "")
        if cell := worked_out(grid, row, at, (part, whole), lambda x, y: x / y * size, written):
            cells.append(cell)
    return cells


def _of_total(grid: Grid, at: int, column: int) -> list[Cell]:
    """at = column / total of the column, where the total row prints it."""
    totals = [r for r, label in enumerate(grid.labels) if is_total(label)]
    if len(totals) != 1:
        return []
    total = grid.cell(totals[0], column)
    if total is None or total.number.value <= 0:
        return []
    cells = []
    for row in range(len(grid.values)):
        part = grid.cell(row, column)
        if row == totals[0] or part is None or is_average(grid.labels[row]):
            continue
        written = f"{shown(part.number.value)} / {shown(total.number.value)}"
        if cell := worked_out(grid, row, at, (part, total), lambda x, y: x / y * 100, written):
            cells.append(cell)
    return _made_to_add_up(cells)


def _of_sum(grid: Grid, at: int, column: int) -> list[Cell]:
    """at = column / the sum of the column, where no row prints that sum and every row has its number."""
    rows = range(len(grid.values))
    parts = [value for row in rows if (value := grid.cell(row, column)) is not None]
    if any(is_total(label) or is_average(label) for label in grid.labels) or len(parts) < len(rows):
        return []
    if any(part.number.half_width or part.number.value < 0 for part in parts):
        return []
    total = sum((part.number.value for part in parts), Fraction(0))
    if not total:
        return []
    cells = []
    for row, part in zip(rows, parts, strict=True):
        written = f"{shown(part.number.value)} / {shown(total)}"
        if cell := worked_out(grid, row, at, (part,), lambda x: x / total * 100, written):
            cells.append(cell)
    return _made_to_add_up(cells)


def _made_to_add_up(cells: list[Cell]) -> list[Cell]:
    """Shares that add up to 100 as printed: one that is a last digit off was rounded the other way so that they do."""
    if sum(cell.stated.number.value for cell in cells) != 100:
        return cells
    forced = Judged("consistent_within_rounding", None, "rounded so that the shares add up to 100")
    off = [replace(cell, judged=forced) if cell.judged.severity == "last_digit" else cell for cell in cells]
    return off if sum(cell.judged is forced for cell in off) * 2 < len(off) else cells


def _times(grid: Grid, at: int, column: int, part: Fraction, written: str) -> list[Cell]:
    cells = []
    for row, values in enumerate(grid.values):
        whole = values[column] if column < len(values) else None
        if whole is None:
            continue
        if cell := worked_out(grid, row, at, (whole,), lambda x: x * part, f"{shown(whole.number.value)} {written}"):
            cells.append(cell)
    return cells


def is_band(label: str) -> bool:
    """Whether a label is a band of council tax, with the word or by its letter alone."""
    return _BAND.match(label.strip(" *")) is not None


def _ninths(grid: Grid, at: int) -> list[Cell]:
    """The rows A to H of a column as ninths of its row D."""
    bands = {m[1].upper(): row for row, label in enumerate(grid.labels) if (m := _BAND.match(label.strip(" *")))}
    if "D" not in bands:
        return []
    base = grid.values[bands["D"]][at] if at < len(grid.values[bands["D"]]) else None
    if base is None:
        return []
    cells = []
    for band, row in bands.items():
        ninths = Fraction(_BANDS[band], 9)
        written = f"{shown(base.number.value)} x {_BANDS[band]} / 9"
        if band != "D" and (cell := worked_out(grid, row, at, (base,), lambda x, n=ninths: x * n, written)):
            cells.append(cell)
    return cells
