"""The rows of a question into Parquet files: in one, or one for each month."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from peelian.series.tables import MONTH
from peelian.sources.desk import Desk
from peelian.sources.sql import literal, path_literal
from peelian.sources.tidied import Tidied

COMPRESSION = "COMPRESSION zstd, COMPRESSION_LEVEL 1"  # half the size of snappy at the same speed


def write(rows: str, by_month: bool, desk: Desk, only: date | None = None) -> Tidied:
    """Runs a question, keeps its rows where the desk writes, and counts them by month, `only` where there is one."""
    if not desk.writes:
        return Tidied(_counted(f"({rows})", desk))
    out = desk.new_file(".months" if by_month else ".parquet")
    split = f", PARTITION_BY ({MONTH}), WRITE_PARTITION_COLUMNS true" if by_month else ""
    to = f"{literal(str(out))} (FORMAT parquet, {COMPRESSION}{split})"
    (written,) = desk.engine.execute(f"COPY ({rows}) TO {to}").fetchone() or (0,)
    if only is not None and not by_month:
        return Tidied({only: int(written)} if written else {}, {None: (out,)})
    if by_month and not any(out.glob("*/*.parquet")):
        return Tidied()  # no rows, where the source allows that
    counts = _counted(f"read_parquet({_all(out, by_month)}, hive_partitioning = false)", desk)
    if not by_month:
        return Tidied(counts, {None: (out,)})
    return Tidied(counts, {month: _parts(out, month) for month in counts})


def _counted(rows: str, desk: Desk) -> dict[date, int]:
    found = desk.engine.execute(f"SELECT {MONTH}, count(*) FROM {rows} GROUP BY {MONTH} ORDER BY {MONTH}").fetchall()
    return {month: int(count) for month, count in found}


def _all(out: Path, by_month: bool) -> str:
    return path_literal(str(out)).removesuffix("'") + "/*/*.parquet'" if by_month else path_literal(str(out))


def _parts(out: Path, month: date) -> tuple[Path, ...]:
    return tuple(sorted((out / f"{MONTH}={month.isoformat()}").glob("*.parquet")))
