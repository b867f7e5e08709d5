"""Any tidy file, CSV, XLSX or ODS, a row a record or a count, through the columns sources.yaml names."""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePosixPath

from peelian.series.tables import MONTH
from peelian.sources.cells import AreaRule
from peelian.sources.desk import COMPRESSION, Desk
from peelian.sources.fields import Field, from_column
from peelian.sources.given import Given
from peelian.sources.model import Expect, Source
from peelian.sources.readcsv import read_csv
from peelian.sources.sql import literal, path_literal
from peelian.sources.tidied import Layout, Slice, Tidied, Tidy
from peelian.sources.workbook import read_workbook

ORIGIN = ""  # each source names its own
EXPECT = Expect()
COLUMNS: tuple[Field, ...] = ()
WORKBOOKS = True


def wants(own: str, source: Source) -> bool:
    """Every CSV file inside a zip."""
    return own.lower().endswith(".csv")


def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
    """The file's rows, as a slice for each month or as one."""
    fields = tuple(from_column(name, column, source.received) for name, column in source.columns.items())
    layout = Layout(
        fields,
        rule,
        source.expect.rows,
        source.header_row,
        source.last_row,
        source.sheet,
        also=source.expect.columns,
    )
    if given.kind == "csv":
        got = read_csv(given.path, given.place, layout, desk)
    else:
        got = read_workbook(given.path, given.kind, given.place, layout, desk)
    if got.parquet is None:
        return Tidy(findings=got.findings)
    if source.slice == "file":
        whole = Slice(f"{id}/{_stem(given)}", got.months, got.rows, (got.parquet,))
        return Tidy((whole,), layout.columns, got.findings)
    return Tidy(_by_month(got, source.force, desk), layout.columns, got.findings)


def _stem(given: Given) -> str:
    """The file's path without its ending, in letters that every file system takes."""
    path = PurePosixPath(given.name.lower())
    stem = str(path.with_name(path.name.split(".")[0]))
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem)


def _by_month(got: Tidied, force: str | None, desk: Desk) -> tuple[Slice, ...]:
    assert got.parquet is not None
    prefix = f"{force}/" if force else ""
    if len(got.months) == 1:
        return (Slice(f"{prefix}{got.months[0]:%Y-%m}", got.months, got.rows, (got.parquet,)),)
    source = f"read_parquet({path_literal(str(got.parquet))})"
    counts = dict(desk.engine.execute(f"SELECT {MONTH}, count(*) FROM {source} GROUP BY ALL").fetchall())
    folder = desk.new_file(".months")
    desk.engine.execute(
        f"COPY (SELECT * FROM {source}) TO {literal(str(folder))} (FORMAT parquet, "
        f"COMPRESSION {COMPRESSION}, PARTITION_BY ({MONTH}), WRITE_PARTITION_COLUMNS true)"
    )
    got.parquet.unlink()
    return tuple(
        Slice(f"{prefix}{month:%Y-%m}", (month,), int(counts[month]), _parts(folder, month)) for month in got.months
    )


def _parts(folder: Path, month: date) -> tuple[Path, ...]:
    return tuple(sorted((folder / f"{MONTH}={month.isoformat()}").glob("*.parquet")))
