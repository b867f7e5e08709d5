"""The cube of a table made of the cubes of its months, of which those kept from before are not made again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peelian.measures.batches import batches
from peelian.measures.slices import digests_of, of_months, recipe
from peelian.series.cache import Cache, key_of
from peelian.series.tables import MONTH, TableFiles

MOST_HELD = 1_000_000  # rows of a cube outside the engine; some hundred megabytes where each has an id
MOST_READ = 4_000_000  # rows of a table whose cube is asked for at once; of times and ids it may have as many


def can_be_kept(table: TableFiles) -> bool:
    """Whether its months can be told apart before they are read."""
    return bool(table.slices) and MONTH in table.columns


def cube_of_months(
    table: TableFiles,
    depends: object,
    read: Callable[[TableFiles], Any],
    cache: Cache,
    keep: Callable[[Any], None],
) -> tuple[int, int]:
    """Hands over the rows of the whole cube, and tells how many of its months were kept before, and how many made.

    `read` gives the cube of the files of some months as an Arrow table; what it rests on besides those files is told
    by `depends`. `keep` is given such tables, of some months each, so that memory does not grow with the years: once
    at least, all of them together.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = {
        month: key_of(("cube", recipe(), depends, table.name, sorted(table.columns.items()), month, digest))
        for month, digest in digests_of(table).items()
    }
    waiting: list[Any] = []

    def hand_over() -> None:
        keep(pa.concat_tables(waiting))
        waiting.clear()

    lacking = []
    for month, key in keys.items():
        data = cache.get(key)
        if data is None:
            lacking.append(month)
            continue
        waiting.append(pa.ipc.open_stream(data).read_all())
        if sum(map(len, waiting)) > MOST_HELD:
            hand_over()
    for some in batches(of_months(table, lacking), MOST_READ) if lacking or not keys else ():
        made = read(some)
        for month in sorted(some.months):
            part = made.filter(pc.equal(made.column(MONTH), pa.scalar(month, pa.date32())))
            cache.put(keys[month], _written(part))
            waiting.append(part)
        if not some.months:
            waiting.append(made)
        if sum(map(len, waiting)) > MOST_HELD:
            hand_over()
    if waiting:
        hand_over()
    return len(keys) - len(lacking), len(lacking)


def _written(part: Any) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, part.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(part)
    written: bytes = sink.getvalue().to_pybytes()
    return written
