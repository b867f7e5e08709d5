"""A CSV file to Parquet in one pass of the engine, every rule checked; what it refuses is then explained.

The engine only ever sees a file whose bytes are known to be regular. Any doubt, and any difference in the
number of rows, sends the file to the slow reader, whose word counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from peelian.findings import Finding
from peelian.series.tables import MONTH
from peelian.sources import parquet, sql
from peelian.sources.cells import AreaRule, read_area, read_cell
from peelian.sources.desk import Desk
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


def read_csv(path: Path, place: Place, layout: Layout, desk: Desk) -> Tidied:
    """The rows of a CSV file in a new Parquet file, or everything that is wrong with it."""
    head = read_head(path, layout.header_row, place)
    if isinstance(head, Finding):
        return Tidied(findings=(head,))
    at, findings = check_header(head.names, layout.headers, place, layout.header_row, layout.known)
    body = read_body(path, head, place)
    if isinstance(body, Finding):
        return Tidied(findings=(*findings, body))
    if any(finding.severity == "error" for finding in findings):
        return Tidied(findings=tuple(findings))
    file = _File(path, place, layout, head, body, at)
    got = (_fast(file, desk) if body.rows is not None else None) or _slow(file, desk)
    return got.after(findings)


def _slow(file: _File, desk: Desk) -> Tidied:
    """The careful reader's answer: first the shape of every record, then every cell."""
    if broken := find_broken(file.path, file.head, file.place)[1]:
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
        got = parquet.write(_select(file), file.layout.by_month, desk)
    except duckdb.InvalidInputException:
        return _explained(file, desk)
    return got if sum(got.counts.values()) == file.body.rows else None


def _select(file: _File) -> str:
    """Every row as the table keeps it; a row that may not be taken stops the query."""
    names = {field.name: f"p{i}" for i, field in enumerate(file.layout.fields)}
    month = f"CASE WHEN {_good(file)} THEN {names.pop(MONTH)} ELSE error('refused') END"
    kept = "".join(f", {value} AS {sql.named(name)}" for name, value in names.items())
    area, join = _area(file)
    return f"SELECT {month} AS month, {area} AS area{kept} FROM {_worked_out(file, file.source)} {join}"


def _worked_out(file: _File, source: str) -> str:
    """The file's columns c0, c1..., with the text v0, v1... and the value p0, p1... of each field."""
    fields = list(enumerate(file.layout.fields))
    texts = ", ".join(f"{sql.text_of(field, f'c{file.at[field.header]}')} AS v{i}" for i, field in fields)
    values = ", ".join(f"{sql.value(field, f'v{i}')} AS p{i}" for i, field in fields)
    return f"(SELECT *, {values} FROM (SELECT *, {texts} FROM {source}))"


def _good(file: _File) -> str:
    """True where every cell of a row may be taken."""
    fields = enumerate(file.layout.fields)
    hashes = file.body.hashes
    tests = [sql.good(field, f"v{i}", f"p{i}", f"c{file.at[field.header]}", hashes) for i, field in fields]
    rule = file.layout.areas
    if rule and rule.other is None:
        tests.append(f"({_code(file, rule)} IS NULL OR codes.area IS NOT NULL)")
    return " AND ".join(test for test in tests if test)


def _code(file: _File, rule: AreaRule) -> str:
    return f"nullif(trim(c{file.at[rule.column]}, ' '), '')"


def _area(file: _File) -> tuple[str, str]:
    """The expression of the area, and the join it needs."""
    rule = file.layout.areas
    if rule is None:
        return "CAST(NULL AS VARCHAR)", ""
    other = "NULL" if rule.other is None else sql.literal(rule.other)
    code = _code(file, rule)
    area = f"CASE WHEN {code} IS NOT NULL THEN coalesce(codes.area, {other}) END"
    return area, f"LEFT JOIN codes ON codes.code = {code}"


def _explained(file: _File, desk: Desk) -> Tidied | None:
    """The rows that may not be taken, in words. None where the readers differ: then the slow one decides."""
    import duckdb

    headers = file.layout.headers
    wanted = ", ".join(f"c{file.at[header]}" for header in headers)
    numbered = f"SELECT row_number() OVER () AS n, * FROM {file.source}"
    try:
        bad = desk.engine.execute(
            f"SELECT n, {wanted} FROM {_worked_out(file, f'({numbered})')} {_area(file)[1]} "
            f"WHERE NOT ({_good(file)}) ORDER BY n LIMIT {MOST_LOOKED_AT}"
        ).fetchall()
    except duckdb.InvalidInputException:
        return None
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


def _sighted(layout: Layout, line: int, row: Mapping[str, str | None]) -> list[Sighting]:
    """The bad cells of one row."""
    cell = {header: text or "" for header, text in row.items()}
    read = [(field.header, read_cell(field, cell[field.header])) for field in layout.fields]
    if layout.areas:
        read.append((layout.areas.column, read_area(layout.areas, cell[layout.areas.column])))
    return [Sighting(line, header, cell[header], got) for header, got in read if isinstance(got, Bad)]
