"""Which columns of a table are the change between two others: found by what comes out in most of its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, permutations
from typing import NamedTuple

from peelian.audit.claims.intervals import difference, percent_change, possible
from peelian.audit.claims.sums import result, shown
from peelian.audit.claims.verdicts import Judged, judge
from peelian.audit.tables.columns import numeric, unit_of
from peelian.audit.tables.grid import Grid, Value, once_of_a_grid
from peelian.audit.tables.nearly import may_be_change, may_come_out
from peelian.quantities import Printed

CHANGED = re.compile(
    r"\b(?:change|changes|diff(?:erence)?|variance|var|movement|increase|decrease|reduction|rise|fall"
    r"|growth|trend|direction|gap|vs|versus|yoy|year[- ]on[- ]year|improvement)\b"
    r"|\+\s*/\s*-|[%±]\s*$|\+/-|Δ|^%",
    re.I,
)
FEW_ROWS = 2
TRIED_ROWS = 60  # of a column, by which it is judged what it is worked out of

_OPS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "difference": difference,
    "percent change": percent_change,
}


@dataclass(frozen=True)
class Computed:
    """A column `at` that is an operation on two others. `signed`: the column prints its signs."""

    at: int
    old: int
    new: int
    op: str
    signed: bool


@dataclass(frozen=True)
class RowSum:
    """One row of a computed column, checked."""

    row: int
    old: Value
    new: Value
    stated: Value
    recomputed: Fraction
    possible: tuple[Fraction, Fraction]
    judged: Judged
    unit: str
    op: str

    @property
    def sum(self) -> str:
        """The sum written out."""
        return _written(self.op, self.old, self.new, self.recomputed, self.unit)


@once_of_a_grid
def computed_changes(grid: Grid) -> tuple[Computed, ...]:
    """The columns that are the change between two others, each with the reading that most of its rows bear out."""
    columns = numeric(grid)
    found = []
    for at in columns:
        if not _may_be_change(grid, at):
            continue
        weighed = [(_score(grid, one), one) for one in _hypotheses(grid, columns, at)]
        weighed = [(score, one) for score, one in weighed if score[1]]
        if not weighed:
            continue
        (good, all_), best = max(
            weighed, key=lambda w: (w[0][0], -abs(w[1].new - w[1].old), w[1].new > w[1].old, -abs(w[1].at - w[1].new))
        )
        levels = [c for c in columns if c != at and not _may_be_change(grid, c)]
        explicit = bool(CHANGED.search(grid.headers[at])) and len(levels) == 2
        enough = FEW_ROWS if CHANGED.search(grid.headers[at]) or unit_of(grid, at) == "pp" else FEW_ROWS + 1
        # Three rows of five must come out before the others may be called wrong.
        if (good * 5 >= all_ * 3 and good >= enough) or (explicit and good and good * 2 >= all_):
            found.append(best)
    return tuple(found)


def _may_be_change(grid: Grid, at: int) -> bool:
    """Whether a column may be a change: its header says so, its cells are points, or print signs or arrows."""
    values = [v for v in grid.column(at) if v is not None]
    if CHANGED.search(grid.headers[at]) or any(v.number.unit == "pp" for v in values):
        return True
    return any(v.signed or v.symbol is not None for v in values) or not grid.headers[at].strip()


def _hypotheses(grid: Grid, columns: Sequence[int], at: int) -> Iterator[Computed]:
    """What a column may be of two others, of those that are near it in some row."""
    unit = unit_of(grid, at)
    units = {c: unit_of(grid, c) for c in columns}
    signed = any(v.signed and v.number.value < 0 for v in grid.column(at) if v is not None)
    for old, new in permutations([c for c in columns if c != at], 2):
        of = units[old]
        if of != units[new] or not may_be_change(grid, at, old, new):
            continue
        if unit == of or (unit in ("pp", "percent", "count") and of == "percent"):
            yield Computed(at, old, new, "difference", signed)
        if unit in ("percent", "count") and of not in ("pp", "rank"):
            yield Computed(at, old, new, "percent change", signed)


def _score(grid: Grid, computed: Computed) -> tuple[int, int]:
    """How many rows come out, of how many that can be worked out; rows in which nothing moved tell nothing."""
    good = all_ = 0
    for one in islice(_workable(grid, computed), TRIED_ROWS):
        old, new, stated = (value.number.value for value in (one.old, one.new, one.stated))
        if 0 in (old, new) or (old == new and stated == 0):
            continue
        all_ += 1
        difference_ = one.op == "difference"
        if may_come_out(grid, one.row, computed.at, computed.old, computed.new, difference=difference_):
            good += _row_sum(one, computed).judged.verdict != "inconsistent"
    return good, all_


def row_sums(grid: Grid, computed: Computed) -> Iterator[RowSum]:
    """Each row of a computed column that has all three numbers, worked out."""
    return (_row_sum(one, computed) for one in _workable(grid, computed))


class _Row(NamedTuple):
    """A row that can be worked out: its three numbers, and by which sum."""

    row: int
    old: Value
    new: Value
    stated: Value
    op: str


def _workable(grid: Grid, computed: Computed) -> Iterator[_Row]:
    """The rows that have all three numbers, in units that make a sum which divides by nothing that may be 0."""
    plain = (
        unit_of(grid, computed.at) == "percent"
    )  # then a number without "%" may be a change in the things themselves
    for row, values in enumerate(grid.values):
        old, new, stated = (values[c] if c < len(values) else None for c in (computed.old, computed.new, computed.at))
        if old is None or new is None or stated is None:
            continue
        op = _op_of(computed.op, old.number.unit, new.number.unit, stated.number.unit)
        if op == "percent change" and plain and _is_difference(old, new, stated):
            op = "difference"
        if op == "difference" or (op and old.number.value > 0 and old.number.value != old.number.half_width):
            yield _Row(row, old, new, stated, op)


def _row_sum(one: _Row, computed: Computed) -> RowSum:
    row, old, new, stated, op = one
    sum_ = _OPS[op]
    reach = possible((old.number, new.number), sum_)
    assert reach is not None
    recomputed = sum_(old.number.value, new.number.value)
    unit = stated.number.unit
    if op == "percent change":
        unit = "percent"
    elif old.number.unit == "percent":
        unit = "pp"
    judged = judge(_rounded(stated.number, op), recomputed, reach, signed=computed.signed)
    return RowSum(row, old, new, stated, recomputed, reach, judged, unit, op)


def _is_difference(old: Value, new: Value, stated: Value) -> bool:
    """ "+1" for 1 and 2, in a column whose other rows have "-5.0%": a base too small for a percentage."""
    return stated.number.unit == "count" and abs(new.number.value - old.number.value) == abs(stated.number.value)


def _op_of(most: str, old: str, new: str, stated: str) -> str | None:
    """The sum of one row, by its units, in a column whose rows are mostly that of `most`; None where no sum fits.

    A list of measures has shares beside counts: "92.4% | +4.3pp" below "9,310 | -5.0%".
    """
    if old != new:
        return None
    if stated == "pp":
        return "difference" if old in ("percent", "pp") else None
    if stated == "percent" and old != "percent":
        return "percent change"
    if stated == old and stated not in ("count", "percent"):
        return "difference"
    return most


def _rounded(number: Printed, op: str) -> Printed:
    """A stated percent without its sign, which would else count as a whole thing and not as rounded."""
    if number.half_width or op == "difference":
        return number
    places = len(number.text.partition(".")[2].rstrip("% )"))
    return Printed(number.text, number.value, number.unit, Fraction(1, 2 * 10**places), number.qualifier)


def _written(op: str, old: Value, new: Value, recomputed: Fraction, unit: str) -> str:
    a, b = shown(old.number.value), shown(new.number.value)
    if op == "difference":
        return f"{b} - {a} = {result(recomputed, unit)}"
    return f"({b} - {a}) / {a} = {result(recomputed, unit)}"


def unexplained(grid: Grid) -> int:
    """How many columns are headed as changes and come out of no other columns."""
    known = {c.at for c in computed_changes(grid)}
    return sum(1 for at in numeric(grid) if at not in known and CHANGED.search(grid.headers[at]))
