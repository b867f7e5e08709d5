"""A CSV file to Parquet in one pass of the engine, every rule checked; what it refuses is then explained.

The engine only ever sees a file whose bytes are known to be regular. Any doubt, and any difference in the
number of rows, sends the file to the slow reader, whose word counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from peelian.findings import Finding
from peelian.series.tables import MONTH
from peelian.sources import parquet, sql
from peelian.sources.cells import AreaRule, cell_of, read_area, read_cell
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.header import check_header
from peelian.sources.problems import Bad, Place, Sighting, told
from peelian.sources.records import find_broken, lines_of, records
from peelian.sources.rows import write_rows
from peelian.sources.scan import Body, Head, read_body, read_head
from peelian.sources.tidied import Layout, Tidied, check_rows

MOST_LOOKED_AT = 2_000  # bad rows that are read again for their words


@dataclass(frozen=True)
class _File:
    """A CSV file whose header and bytes are known; `at` says where each column that is read stands."""

    path: Path
    place: Place
    layout: Layout
    head: Head
    body: Body
    at: Mapping[str, int]

    @property
    def source(self) -> str:
        return sql.reader(str(self.path), len(self.head.names), self.layout.header_row - 1)

    @cached_property
    def cells(self) -> list[sql.Cell]:
        rows, hashes = self.body.rows or 0, self.body.hashes
        fields = enumerate(self.layout.fields)
        return [sql.cell(field, sql.column_of(field, self.at), n, rows, hashes) for n, field in fields]

    def where(self, field: Field) -> int:
        """The column that findings about a field name; -1 for one that is in no column, which holds no fault."""
        return self.at[field.header] if field.headers else -1

    def only(self, columns: Collection[int]) -> _File:
        """The same file, as if no other columns were wanted of it."""
        fields = tuple(field for field in self.layout.fields if self.where(field) in columns)
        rule = self.layout.areas
        areas = rule if rule and self.at[rule.column] in columns else None
        return replace(self, layout=replace(self.layout, fields=fields, areas=areas, also=()))


def read_csv(path: Path, place: Place, layout: Layout, desk: Desk) -> Tidied:
    """The rows of a CSV file in a new Parquet file, or everything that is wrong with it."""
    head = read_head(path, layout.header_row, place)
    if isinstance(head, Finding):
        return Tidied(findings=(head,))
    head = replace(head, names=layout.names(head.names))
    at, findings = check_header(head.names, layout.headers, place, layout.header_row, layout.known)
    body = read_body(path, head, place, layout.open_end)
    if isinstance(body, Finding):
        return Tidied(findings=(*findings, body))
    if any(finding.severity == "error" for finding in findings):
        return Tidied(findings=tuple(findings))
    file = _File(path, place, layout, head, body, at)
    got = (_fast(file, desk) if body.rows is not None else None) or _slow(file, desk)
    return got.after(findings)


def _slow(file: _File, desk: Desk) -> Tidied:
    """The careful reader's answer: first the shape of every record, then every cell."""
    if broken := find_broken(file.path, file.head, file.place, not file.layout.open_end)[1]:
        return Tidied(findings=tuple(broken))
    last = file.layout.last_row
    rows = ((line, row) for line, row in records(file.path, file.head) if last is None or line <= last)
    return write_rows(rows, file.at, file.place, file.layout, desk)


def _fast(file: _File, desk: Desk) -> Tidied | None:
    """The engine's answer; None where the slow reader must be asked."""
    import duckdb

    if file.layout.last_row is not None or file.body.rows is None:
        return None
    if too_few_or_many := check_rows(file.body.rows, file.layout.rows, file.place):
        return Tidied(findings=tuple(too_few_or_many))
    if file.layout.areas:
        desk.put_codes(file.layout.areas)
    try:
        if desk.writes:
            got = parquet.write(_select(file), file.layout.by_month, desk)
            return got if sum(got.counts.values()) + _left_out(file, desk) == file.body.rows else None
    except duckdb.InvalidInputException:
        pass  # a row may not be taken, or the engine cannot follow: which, is seen next
    try:
        return _judged(file, desk)
    except duckdb.InvalidInputException:
        return None


def _select(file: _File) -> str:
    """Every row as the table keeps it; a row that may not be taken stops the query."""
    names = {field.name: f"p{n}" for n, field in enumerate(file.layout.fields)}
    month = f"CASE WHEN {_good(file)} THEN {names.pop(MONTH)} ELSE error('refused') END"
    kept = "".join(f", {value} AS {sql.named(name)}" for name, value in names.items())
    rows = f"SELECT {month} AS month, {_area(file)} AS area{kept} FROM {_worked_out(file, file.source)}"
    if not _leaves(file):
        return rows
    # A row that is left out must be one that could be taken; in which order the engine filters is its own affair.
    return f"{rows} WHERE CASE WHEN {_good(file)} THEN {_kept(file)} ELSE error('refused') END"


def _left_out(file: _File, desk: Desk) -> int:
    """How many rows are of no area of the plan and are not kept."""
    if not _leaves(file):
        return 0
    asked = f"SELECT count(*) FROM {_worked_out(file, file.source)} WHERE NOT ({_kept(file)})"
    (count,) = desk.engine.execute(asked).fetchone() or (0,)
    return int(count)


def _leaves(file: _File) -> bool:
    return file.layout.areas is not None and file.layout.areas.leaves_out


def _kept(file: _File) -> str:
    return "area IS NOT NULL" if _leaves(file) else "true"


def _judged(file: _File, desk: Desk) -> Tidied | None:
    """The rows counted by month, or those that may not be taken, in words. None where the slow reader must be asked.

    One pass counts the rows and says which columns hold a bad cell; only those columns are read again, for the words.
    """
    month = next(f"p{n}" for n, field in enumerate(file.layout.fields) if field.name == MONTH)
    columns = ", ".join(f"CASE WHEN {test} THEN '' ELSE '{column} ' END" for column, test in _tests(file))
    bad = f"CASE WHEN {_good(file)} THEN '' ELSE concat({columns}) END"
    asked = f"SELECT {month} AS month, {_kept(file)} AS kept, {bad} AS bad, count(*) "
    groups = desk.engine.execute(f"{asked}FROM {_worked_out(file, file.source)} GROUP BY ALL").fetchall()
    if sum(count for *_, count in groups) != file.body.rows:
        return None
    faulty = {int(column) for _, _, bad, _ in groups for column in bad.split()}
    if faulty:
        return _explained(file.only(faulty), desk)
    return Tidied({month: count for month, kept, _, count in sorted(groups) if kept})


def _explained(file: _File, desk: Desk) -> Tidied | None:
    """The rows with a bad cell in words. None where the readers differ: then the slow one decides."""
    headers = file.layout.headers
    wanted = ", ".join(f"c{file.at[header]}" for header in headers)
    numbered = f"(SELECT row_number() OVER () AS n, * FROM {file.source})"
    bad = desk.engine.execute(
        f"SELECT n, {wanted} FROM {_worked_out(file, numbered)} "
        f"WHERE NOT ({_good(file)}) ORDER BY n LIMIT {MOST_LOOKED_AT}"
    ).fetchall()
    lines = _lines(file, [row[0] for row in bad])
    sightings = [
        one
        for number, *cells in bad
        for one in _sighted(file.layout, lines[number], dict(zip(headers, cells, strict=True)))
    ]
    findings = told(file.place, sightings, at_least=len(bad) == MOST_LOOKED_AT)
    return Tidied(findings=tuple(findings)) if findings else None


def _lines(file: _File, numbers: list[int]) -> dict[int, int]:
    if file.body.one_line_each:
        return {number: file.head.next_line + number - 1 for number in numbers}
    return lines_of(file.path, file.head, numbers)


def _worked_out(file: _File, source: str) -> str:
    """The file's columns c0, c1..., with the text v0, v1... and the value p0, p1... of each field, and the area."""
    texts = "".join(f", {cell.text} AS v{n}" for n, cell in enumerate(file.cells))
    values = "".join(f", {cell.value} AS p{n}" for n, cell in enumerate(file.cells))
    joins = [cell.join for cell in file.cells]
    if rule := file.layout.areas:
        joins.append(f"LEFT JOIN codes ON codes.code = {_code(file, rule)}")
    return f"(SELECT *{values} FROM (SELECT *{texts} FROM {source} {' '.join(joins)}))"


def _good(file: _File) -> str:
    """True where every cell of a row may be taken."""
    return " AND ".join(test for _, test in _tests(file))


def _tests(file: _File) -> list[tuple[int, str]]:
    """What is true where a cell may be taken, with its column; nothing where every cell of a column may be."""
    tests = [(file.where(field), cell.good) for field, cell in zip(file.layout.fields, file.cells, strict=True)]
    rule = file.layout.areas
    if rule and rule.refuses:
        tests.append((file.at[rule.column], f"CASE WHEN area IS NULL THEN {_code(file, rule)} IS NULL ELSE true END"))
    return [(column, test) for column, test in tests if test]


def _code(file: _File, rule: AreaRule) -> str:
    return sql.trimmed(f"c{file.at[rule.column]}")


def _area(file: _File) -> str:
    rule = file.layout.areas
    if rule is None:
        return "CAST(NULL AS VARCHAR)"
    if rule.other is None:
        return "nullif(area, '')" if "" in rule.codes.values() else "area"
    return f"CASE WHEN {_code(file, rule)} IS NOT NULL THEN coalesce(area, {sql.literal(rule.other)}) END"


def _sighted(layout: Layout, line: int, row: Mapping[str, str | None]) -> list[Sighting]:
    """The bad cells of one row."""
    cell = {header: text or "" for header, text in row.items()}
    of = [(field, cell_of(field, cell)) for field in layout.fields]
    read = [(field.header, text, read_cell(field, text)) for field, text in of]
    if layout.areas:
        code = cell[layout.areas.column]
        read.append((layout.areas.column, code, read_area(layout.areas, code)))
    return [Sighting(line, header, str(text), got) for header, text, got in read if isinstance(got, Bad)]
