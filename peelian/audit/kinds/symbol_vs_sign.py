"""An arrow or sign beside a change, against the direction of the change.

Rule: an upward symbol needs a new number above the old one, a downward symbol one below, a level one neither.
Example: "▼ 2.0" in a row that goes from 94.0% to 96.0% is wrong.
Not decidable when: the numbers of the row do not move as printed; they may have moved before they were rounded.
Silent when: fewer than half of a table's symbols agree with their rows: they then say something else, such as
better or worse.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from peelian.audit.claims.model import Claim, Verdict, towards
from peelian.audit.claims.sums import result
from peelian.audit.material import Material
from peelian.audit.tables.changes import RowSum, computed_changes, row_sums
from peelian.audit.tables.grid import Grid, Value
from peelian.quantities import Printed

KIND = "symbol_vs_sign"


def find(material: Material) -> Iterator[Claim]:
    for grid in material.reading.grids:
        for computed in computed_changes(grid):
            rows = [(one, mark) for one in row_sums(grid, computed) if (mark := _mark(grid, one)) is not None]
            telling = [(one, mark) for one, mark in rows if one.new.number.value != one.old.number.value]
            agreeing = sum(_sign(one) == mark.symbol for one, mark in telling)
            if agreeing * 2 > len(telling):
                yield from (_claim(grid, one, mark) for one, mark in rows)


def _mark(grid: Grid, one: RowSum) -> Value | None:
    """The cell of the row that holds a symbol: that of the change, else the only other one."""
    if one.stated.symbol is not None:
        return one.stated
    marked = [v for v in grid.values[one.row] if v is not None and v.symbol is not None]
    return marked[0] if len(marked) == 1 else None


def _sign(one: RowSum) -> int:
    moved = one.new.number.value - one.old.number.value
    return (moved > 0) - (moved < 0)


def _claim(grid: Grid, one: RowSum, mark: Value) -> Claim:
    moved = one.new.number.value - one.old.number.value
    reach = one.new.number.half_width + one.old.number.half_width
    verdict: Verdict = "consistent" if _sign(one) == mark.symbol else "inconsistent"
    if verdict == "inconsistent" and (moved == 0 or mark.symbol == 0) and abs(moved) <= reach:
        verdict = "consistent_within_rounding"
    reason = {
        "consistent": "the symbol agrees with the sign",
        "inconsistent": "the symbol points the other way than the numbers",
    }.get(verdict, "the numbers are the same as printed, and may have moved before they were rounded")
    return Claim(
        KIND,
        grid.spot(one.row),
        towards(mark.mark, mark.symbol or 0, "symbol"),
        verdict,
        reason,
        measure=grid.labels[one.row],
        old=one.old.number,
        new=one.new.number,
        recomputed=moved,
        unit=one.unit,
        possible=(moved - reach, moved + reach),
        severity="symbol" if verdict == "inconsistent" else None,
        sum=f"{_shown(one.new.number)} - {_shown(one.old.number)} = {result(Fraction(moved), one.unit)}",
    )


def _shown(number: Printed) -> str:
    return result(number.value, number.unit)
