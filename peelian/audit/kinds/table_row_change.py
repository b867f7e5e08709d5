"""A change that a table prints in its own column.

Rule: in each row the change must be the difference, or the percent change, of two other columns. Which two, and
which of the two sums, is what comes out in at least three rows of five; the other rows are then wrong.
Example: "| Crew 4 | 63.0% | 85.0% | +22.0pp |" is 85.0 - 63.0 = 22.0 percentage points.
Columns headed by week or month must be that part of a year's column (/ 52, / 12), and council tax bands A to H so many
ninths of band D. In a table of periods the change may be on the row before.
Not decidable when: a cell of the row is empty or no number.
Silent when: no two columns give the column in most rows; a table of one row has no header that says "change".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from peelian.audit.claims.model import Claim, Stated
from peelian.audit.claims.verdicts import plain_reason
from peelian.audit.material import Material, claim_of_cell
from peelian.audit.tables.changes import computed_changes, row_sums
from peelian.audit.tables.derived import parts_of_year
from peelian.audit.tables.rows_above import changes_on_before

KIND = "table_row_change"


def find(material: Material) -> Iterator[Claim]:
    for grid in material.reading.both_ways:
        yield from (claim_of_cell(KIND, grid, cell) for cell in parts_of_year(grid))
        for cell in changes_on_before(grid):
            old, new = cell.inputs
            yield replace(claim_of_cell(KIND, grid, cell), old=old, new=new, parts=())
        for computed in computed_changes(grid):
            for one in row_sums(grid, computed):
                yield Claim(
                    KIND,
                    grid.place(one.row, computed.at),
                    Stated(one.stated.number.text, one.stated.number),
                    one.judged.verdict,
                    one.judged.reason or plain_reason(one.judged.verdict),
                    measure=grid.labels[one.row],
                    period=f"{grid.headers[computed.new]} v {grid.headers[computed.old]}",
                    old=one.old.number,
                    new=one.new.number,
                    recomputed=one.recomputed,
                    unit=one.unit,
                    possible=one.possible,
                    severity=one.judged.severity,
                    sum=one.sum,
                )
