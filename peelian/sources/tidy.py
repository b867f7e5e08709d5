"""Any tidy file, CSV, XLSX or ODS, a row a record or a count, through the columns sources.yaml names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import from_column, of_day
from peelian.sources.given import Given
from peelian.sources.model import Source
from peelian.sources.readcsv import read_csv
from peelian.sources.reader import Reader
from peelian.sources.tidied import Layout, Slice, Tidied, Tidy
from peelian.sources.workbook import read_workbook


def _tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """The file's rows, as a slice for each month or as one."""
    fields = tuple(from_column(name, column, source.received) for name, column in source.columns.items())
    if source.as_at is not None:
        fields = (of_day(source.as_at), *fields)
    layout = Layout(
        fields,
        rule,
        source.expect.rows,
        source.header_row,
        source.last_row,
        source.sheet,
        also=source.expect.columns,
        by_month=source.slice == "month",
    )
    if given.kind == "csv":
        got = read_csv(given.path, given.place, layout, desk)
    else:
        got = read_workbook(given.path, given.kind, given.place, layout, desk)
    if got.failed:
        return Tidy(findings=got.findings)
    return Tidy(tuple(slices(got, given, source, id)), layout.columns, got.findings)


def slices(got: Tidied, given: Given, source: Source, id: str) -> Iterator[Slice]:
    """The file's rows as parts that a newer file replaces: its months, or all of it."""
    if source.slice == "file":
        rows = sum(got.counts.values())
        yield Slice(f"{id}/{_stem(given)}", tuple(got.counts), rows, got.parquets.get(None, ()))
        return
    prefix = f"{source.force}/" if source.force else ""
    for month, rows in got.counts.items():
        yield Slice(f"{prefix}{month:%Y-%m}", (month,), rows, got.parquets.get(month, ()))


def _stem(given: Given) -> str:
    """The file's path without its ending, in letters that every file system takes."""
    path = PurePosixPath(given.name.lower())
    stem = str(path.with_name(path.name.split(".")[0]))
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem)


READER = Reader(__doc__, _tidy)
