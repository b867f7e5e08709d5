"""The SQL of questions as it was kept: to write it anew takes longer than to ask it of a month."""

from __future__ import annotations

from collections.abc import Callable

from peelian.measures.slices import recipe
from peelian.series.cache import Cache, key_of
from peelian.series.dialects import compiled
from peelian.series.engine import Asked
from peelian.series.tables import TableFiles


def sql_of(cache: Cache | None, write: Callable[..., Asked], table: TableFiles, *more: object) -> str:
    """What `write` makes of a table's name and columns and of the rest, in the dialect of DuckDB.

    The rest is all that the question depends on besides: it sees no files or months of the table.
    """
    key = key_of(("sql", recipe(), write.__module__, write.__name__, table.name, sorted(table.columns.items()), more))
    kept = cache.get(key) if cache is not None else None
    if kept is not None:
        return kept.decode()
    asked = write(TableFiles(table.name, (), table.columns, frozenset()), *more)
    sql = asked if isinstance(asked, str) else compiled(asked, "duckdb")
    if cache is not None:
        cache.put(key, sql.encode())
    return sql
