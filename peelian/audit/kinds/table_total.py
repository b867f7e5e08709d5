"""The total row of a table, and its total column.

Rule: the total must be the sum of the rows above it (or below, where it stands first), of those since the last
subtotal, or of the subtotals; a total column must be the sum of the other columns of counts, a column headed
"cumulative" that of the rows up to its own, and a column that is the sum of those beside it in three rows of four, and
in three at least, must be so in the others.
Example: rows of 120, 80 and 40 under a total of 250 are 240.
Not decidable when: a row has no number where the total has one; or no column of the total row comes out, so that the
table may not list every part.
Silent when: the column holds rates, percentages that do not add to 100, or changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from peelian.audit.claims.intervals import possible_total
from peelian.audit.claims.model import Claim, Severity, Stated, Verdict
from peelian.audit.claims.sums import result, shown
from peelian.audit.claims.verdicts import Judged, judge, plain_reason
from peelian.audit.material import Material, claim_of_cell
from peelian.audit.tables.changes import computed_changes
from peelian.audit.tables.columns import is_average, is_total, numeric, unit_of
from peelian.audit.tables.grid import Grid, Value
from peelian.audit.tables.rows_above import running_totals
from peelian.quantities import Printed

KIND = "table_total"
ADDABLE = ("count", "GBP", "EUR", "USD", "FTE", "percent")
NEAR = Fraction(1, 20)  # of the total: a sum that far off is a slip, not a list that leaves parts out
_Row = tuple[int, Value, list[Value], Judged]  # the row, its total, the parts, and whether it comes out
LEAST_UNHEADED = 3  # rows in which a column is the sum of others, where it is not headed as a total
MOST_PARTS = 8
_TOTAL_HEADER = re.compile(
    r"\W*(?:grand |overall |annual |combined |(?:full )?year |q[1-4] |quarter(?:ly)? |20\d\d(?:/\d\d)? )?"
    r"(?:total|year|full year|year to date|ytd|all|sum|overall)(?: (?:(?:for )?(?:the )?year|20\d\d(?:/\d\d)?))?\W*",
    re.I,
)
_NOT_ADDED = re.compile(
    r"\b(?:rate|per|average|mean|median|ratio|rank|%\s*change|score|index|time|date|age|years)\b"
    r"|^\W*(?:financial\s+|calendar\s+)?year\W*$",
    re.I,
)


def find(material: Material) -> Iterator[Claim]:
    for grid in material.reading.grids:
        changed = {c.at for c in computed_changes(grid)}
        columns = [c for c in numeric(grid) if c not in changed and _adds(grid, c)]
        yield from _total_rows(grid, columns)
        yield from _total_columns(grid, columns)
        yield from (claim_of_cell(KIND, grid, cell) for cell in running_totals(grid))


def _adds(grid: Grid, at: int) -> bool:
    header = grid.headers[at].strip()
    return unit_of(grid, at) in ADDABLE and bool(_TOTAL_HEADER.fullmatch(header) or not _NOT_ADDED.search(header))


def _total_rows(grid: Grid, columns: list[int]) -> Iterator[Claim]:
    totals = [r for r, label in enumerate(grid.labels) if is_total(label)]
    for row in totals:
        checked = []
        for at in columns:
            stated = grid.values[row][at] if at < len(grid.values[row]) else None
            lists = _part_lists(grid, row, totals, at) if stated is not None else []
            if stated is not None and lists and _is_sum(stated, lists):
                checked.append((at, stated, *_best(stated, lists)))
        fine = any(judged.verdict != "inconsistent" for _, _, _, judged, whole in checked if whole)
        for at, stated, parts, judged, whole in checked:
            yield _claim(grid, at, (row, stated, parts, judged), whole and (fine or _near(stated, parts)))


def _part_lists(grid: Grid, row: int, totals: list[int], at: int) -> list[tuple[list[Value], bool]]:
    """The lists of cells that a total may be the sum of, each with whether none of them is empty."""
    plain = [r for r in range(len(grid.values)) if r not in totals and not is_average(grid.labels[r])]
    last = max((t for t in totals if t < row), default=-1)
    choices = [[r for r in plain if r < row], [r for r in plain if last < r < row], [t for t in totals if t < row]]
    if row == 0 or not choices[0]:
        choices.append([r for r in plain if r > row])
    found = []
    for rows in choices:
        cells = [grid.values[r][at] if at < len(grid.values[r]) else None for r in rows]
        values = [c for c in cells if c is not None]
        if len(values) >= 2:
            found.append((values, len(values) == len(cells)))
    return found


def _is_sum(stated: Value, lists: Sequence[tuple[list[Value], bool]]) -> bool:
    """Percentages are added only where their total is 100."""
    return stated.number.unit != "percent" or stated.number.value == 100


def _best(stated: Value, lists: list[tuple[list[Value], bool]]) -> tuple[list[Value], Judged, bool]:
    weighed = []
    for parts, whole in lists:
        numbers = [p.number for p in parts]
        total = sum((n.value for n in numbers), Fraction(0))
        judged = judge(stated.number, total, possible_total(numbers))
        weighed.append((parts, judged, whole, abs(total - stated.number.value)))
    best = min(weighed, key=lambda w: (w[1].verdict == "inconsistent", w[3]))
    return best[0], best[1], best[2]


def _near(stated: Value, parts: list[Value]) -> bool:
    total = sum((p.number.value for p in parts), Fraction(0))
    return stated.number.value != 0 and abs(total - stated.number.value) <= NEAR * abs(stated.number.value)


def _total_columns(grid: Grid, columns: list[int]) -> Iterator[Claim]:
    """A column headed "Total" against the other columns of its unit, where most rows come out; else one not so headed.

    That one has its parts beside it: "Referrals, Accepted, Declined".
    """
    headed = [c for c in columns if _TOTAL_HEADER.fullmatch(grid.headers[c].strip())]
    for at in headed:
        others = [c for c in columns if c != at and unit_of(grid, c) == unit_of(grid, at)]
        checked = _rows_of_parts(grid, at, others)
        good = _coming_out(checked)
        if len(others) >= 2 and good >= 2 and good * 5 >= len(checked) * 3:
            yield from (_claim(grid, at, one) for one in checked)
    for at in () if headed else columns:
        tried = [_rows_of_parts(grid, at, those) for those in _beside(grid, columns, at)]
        checked = max(tried, key=_coming_out, default=[])
        good = _coming_out([one for one in checked if sum(part.number.value > 0 for part in one[2]) > 1])
        if good >= LEAST_UNHEADED and good * 4 >= len(checked) * 3:
            yield from (_claim(grid, at, one) for one in checked)


def _rows_of_parts(grid: Grid, at: int, parts: Sequence[int]) -> list[_Row]:
    """The rows in which a column and all its parts have a number, each with whether it is their sum."""
    checked = []
    for row in range(len(grid.values)):
        stated, held = grid.cell(row, at), [v for c in parts if (v := grid.cell(row, c)) is not None]
        if stated is not None and len(held) == len(parts):
            numbers = [p.number for p in held]
            total = sum((n.value for n in numbers), Fraction(0))
            checked.append((row, stated, held, judge(stated.number, total, possible_total(numbers))))
    return checked


def _coming_out(checked: Sequence[_Row]) -> int:
    return sum(judged.verdict != "inconsistent" for *_, judged in checked)


def _beside(grid: Grid, columns: list[int], at: int) -> list[list[int]]:
    """The runs of columns next to one, before or after it, that its parts may be: all of its unit, and counted."""
    unit = unit_of(grid, at)
    if unit == "percent" or grid.printed is not None:
        return []
    alike = [c for c in columns if unit_of(grid, c) == unit]
    after, before = [c for c in alike if c > at], [c for c in alike if c < at][::-1]
    return [side[:count] for side in (after, before) for count in range(2, min(len(side), MOST_PARTS) + 1)]


def _claim(grid: Grid, at: int, checked: _Row, sure: bool = True) -> Claim:
    row, stated, parts, judged = checked
    verdict: Verdict = judged.verdict
    severity: Severity | None = judged.severity
    reason = judged.reason or plain_reason(verdict)
    if verdict == "inconsistent" and not sure:
        verdict, severity, reason = "not_decidable", None, "the table may not list every part of its total"
    numbers: tuple[Printed, ...] = tuple(p.number for p in parts)
    total = sum((n.value for n in numbers), Fraction(0))
    written = " + ".join(shown(n.value) for n in numbers) if len(numbers) <= 8 else f"the sum of {len(numbers)} rows"
    return Claim(
        KIND,
        grid.spot(row),
        Stated(stated.number.text, stated.number),
        verdict,
        reason,
        measure=f"{grid.labels[row]}, {grid.headers[at]}".strip(", "),
        new=stated.number,
        parts=numbers,
        recomputed=total,
        unit=stated.number.unit,
        possible=possible_total(numbers),
        severity=severity,
        sum=f"{written} = {result(total, stated.number.unit)}",
    )
