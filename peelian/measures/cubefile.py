"""The cube of a table made of the cubes of its months, of which those kept from before are not made again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from peelian.measures.slices import digests_of, of_months, recipe
from peelian.series.cache import Cache, key_of
from peelian.series.tables import MONTH, TableFiles


def can_be_kept(table: TableFiles) -> bool:
    """Whether its months can be told apart before they are read."""
    return bool(table.slices) and MONTH in table.columns


def cube_of_months(
    table: TableFiles, depends: object, read: Callable[[TableFiles], Any], cache: Cache
) -> tuple[Any, int, int]:
    """The rows of the whole cube as an Arrow table, and how many months of it were kept before, and how many made.

    `read` gives the cube of the files of some months; what it rests on besides those files is told by `depends`.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = {
        month: key_of(("cube", recipe(), depends, table.name, sorted(table.columns.items()), month, digest))
        for month, digest in digests_of(table).items()
    }
    kept: dict[date, Any] = {}
    for month, key in keys.items():
        data = cache.get(key)
        if data is not None:
            kept[month] = pa.ipc.open_stream(data).read_all()
    lacking = sorted(keys.keys() - kept.keys())
    parts = list(kept.values())
    if lacking or not parts:
        made = read(of_months(table, lacking))
        for month in lacking:
            part = made.filter(pc.equal(made.column(MONTH), pa.scalar(month, pa.date32())))
            cache.put(keys[month], _written(part))
            parts.append(part)
        parts = parts or [made]
    return pa.concat_tables(parts), len(kept), len(lacking)


def _written(part: Any) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, part.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(part)
    written: bytes = sink.getvalue().to_pybytes()
    return written
