"""A CSV file to Parquet by the engine, every rule checked; what it refuses is then explained.

The engine only ever sees a file whose bytes are known to be regular. Any doubt, and any difference in the
number of rows, sends the file to the slow reader, whose word counts.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from peelian.findings import Finding
from peelian.sources import census, parquet, tally
from peelian.sources.census import Census, Failing
from peelian.sources.columns import check_columns
from peelian.sources.csvfile import KEY, CsvFile
from peelian.sources.desk import Desk
from peelian.sources.judging import Judge, twice
from peelian.sources.outcome import Outcome, settled
from peelian.sources.problems import SAMPLES, Place
from peelian.sources.quarantine import Fault
from peelian.sources.records import find_broken, records
from peelian.sources.rows import write_rows
from peelian.sources.rowsat import rows_at
from peelian.sources.scan import read_body, read_head
from peelian.sources.tidied import Layout, Tidied, check_rows

MOST_LOOKED_AT = 2_000  # rows that are read again for their words


class _Differ(Exception):
    """The engine says that a row is bad, and the slow reader that it is not."""


def read_csv(path: Path, place: Place, layout: Layout, desk: Desk) -> Tidied:
    """The rows of a CSV file in a new Parquet file, or everything that is wrong with it."""
    head = read_head(path, layout.header_row, place)
    if isinstance(head, Finding):
        return Tidied(findings=(head,))
    head = replace(head, names=layout.names(head.names))
    layout, at, findings = check_columns(head.names, layout, place)
    body = read_body(path, head, place, layout.open_end)
    if isinstance(body, Finding):
        return Tidied(findings=(*findings, body))
    if any(finding.severity == "error" for finding in findings):
        return Tidied(findings=tuple(findings))
    file = CsvFile(path, place, layout, head, body, at)
    got = (_fast(file, desk) if body.rows is not None else None) or _slow(file, desk)
    if file.leaves_out and not got.counts and not got.failed and not got.elsewhere:
        got = replace(got, elsewhere=_elsewhere(file))
    return got.after(findings)


def _elsewhere(file: CsvFile) -> dict[str, str]:
    """Of a file without a row of the plan's areas, the first texts that stand in place of theirs, and where."""
    assert file.layout.areas is not None
    found: dict[str, str] = {}
    for line, cells in islice(records(file.path, file.head), MOST_LOOKED_AT):
        found.setdefault(cells[file.at[file.layout.areas.column]], file.place.line(line))
        if len(found) == SAMPLES:
            break
    return found


def _slow(file: CsvFile, desk: Desk) -> Tidied:
    """The careful reader's answer: first the shape of every record, then every cell."""
    if broken := find_broken(file.path, file.head, file.place, not file.layout.open_end)[1]:
        return Tidied(findings=tuple(broken))
    last = file.layout.last_row
    rows = ((line, row) for line, row in records(file.path, file.head) if last is None or line <= last)
    return write_rows(rows, file.at, file.place, file.layout, desk)


def _fast(file: CsvFile, desk: Desk) -> Tidied | None:
    """The engine's answer; None where the slow reader must be asked."""
    import duckdb

    if file.layout.last_row is not None or file.body.rows is None:
        return None
    if too_few_or_many := check_rows(file.body.rows, file.layout.rows, file.place):
        return Tidied(findings=tuple(too_few_or_many))
    if file.layout.areas and (desk.writes or file.judges_areas or file.layout.tally is not None):
        desk.put_codes(file.layout.areas)
    try:
        if desk.writes and not (file.layout.key and file.leaves_out):  # whose keys are looked at where no row is kept
            # A row that may not be taken stops the query: a file without one is read once.
            got = parquet.write(file.kept_or_refused(), file.layout.by_month, desk, file.only_month)
            if not census.keys_meet(file.layout.key, got, desk):
                got, elsewhere = _tallied(file, desk, got)
                return got if sum(got.counts.values()) + elsewhere == file.body.rows else None
            for path in got.written:
                path.unlink()
    except duckdb.InvalidInputException:
        pass  # a row may not be taken, or the engine cannot follow: which, is seen next
    try:
        return _judged(file, desk)
    except (duckdb.InvalidInputException, _Differ, csv.Error):  # the last of a cell that only the engine can hold
        return None


def _tallied(file: CsvFile, desk: Desk, got: Tidied) -> tuple[Tidied, int]:
    """The same with all rows counted, and how many of them are of no area of the plan and not kept."""
    got = replace(got, read=file.body.rows or 0)
    if file.layout.tally is not None:
        counted = tally.taken(file, desk)
        return replace(got, tallied=counted.groups, twice=counted.twice), counted.elsewhere
    if not file.leaves_out:
        return got, 0
    asked = f"SELECT count(*) FROM {file.worked_out(file.source)} WHERE area IS NULL"
    (count,) = desk.engine.execute(asked).fetchone() or (0,)
    return got, int(count)


def _judged(file: CsvFile, desk: Desk) -> Tidied | None:
    """The rows counted by month, or those that may not be taken, in words. None where the slow reader must be asked."""
    found = census.taken(file, desk)
    if found is None:
        return None
    looked_at = census.samples(desk, found, MOST_LOOKED_AT) if found.bad else Failing([], [])
    sightings = [fault.sighting for fault in _faults(file, found, looked_at, _earlier(file, desk, found, looked_at))]
    more = len(looked_at.numbers) < found.bad
    outcome = Outcome(
        found.rows, found.bad, found.months, found.failing, tuple(sightings), more, elsewhere=found.elsewhere
    )

    def rows() -> Tidied:
        return parquet.write(census.good_rows(file, found), file.layout.by_month, desk)

    def faults() -> Iterator[Fault]:
        return _faults(file, found, census.failing_rows(desk), {})

    got = settled(outcome, file.place, file.layout, desk, rows, faults)
    return got if got is None or got.failed or found.bad else _tallied(file, desk, got)[0]


def _earlier(file: CsvFile, desk: Desk, found: Census, failing: Failing) -> dict[int, int]:
    """Of the rows that are shown as an earlier one has their key, by their number, the line of that one."""
    numbers = census.earlier(desk, found, failing, SAMPLES)
    lines = {n: line for n, line, _ in rows_at(file.path, file.head, file.body, sorted(set(numbers.values())))}
    return {later: lines[first] for later, first in numbers.items()}


def _faults(file: CsvFile, found: Census, failing: Failing, earlier: Mapping[int, int]) -> Iterator[Fault]:
    """What is wrong with each of these rows, by the slow reader's rules. `earlier` are lines by the numbers of rows
    that repeat a key, as far as they are known."""
    judge, layout = Judge(file.layout), file.layout
    names = {bad: found.names(bad) for bad in set(failing.bad)}
    read = rows_at(file.path, file.head, file.body, failing.numbers)
    for bad, (number, line, cells) in zip(failing.bad, read, strict=True):
        cell = {header: cells[at] for header, at in file.at.items()}
        faults = judge.faults(line, cell, names[bad])
        if not faults and KEY in names[bad]:
            faults = (twice(layout, line, cell, earlier.get(number)),)
        if not faults:
            raise _Differ
        yield from (Fault(test, sighting) for test, sighting in faults)
