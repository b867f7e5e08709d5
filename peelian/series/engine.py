"""The only module that opens a database: Ibis expressions in, small exact rows out.

An expression is written on unbound tables, compiled to the engine's SQL and run by the engine's own client,
so no version of Ibis has to fit a version of DuckDB. What leaves is whole numbers, decimals, dates and
texts; rates and limits are sums of exact fractions elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from peelian.errors import MachineFault, Unusable
from peelian.series.tables import COLUMN_TYPES, TableFiles

if TYPE_CHECKING:  # it and Ibis cost a second to import, and a plan of published figures needs neither
    import duckdb

Value = str | int | Decimal | date | bool | None
Row = tuple[Value, ...]

DIALECT = "duckdb"


@dataclass(frozen=True)
class Settings:
    """How much of the machine the engine may take; None leaves it to the engine.

    `memory` is written as "3GB". `spill` is a folder for what does not fit in it; without one nothing is
    written to disk, and a question that does not fit is refused.
    """

    threads: int | None = None
    memory: str | None = None
    spill: str | None = None


def compiled(expression: Any) -> str:
    """The SQL of an Ibis expression over unbound tables, in the dialect of the engine."""
    import ibis

    return str(ibis.to_sql(expression, dialect=DIALECT))


class Engine:
    """One database in memory, opened at the first question and closed by `close`.

    `statements` is the SQL that was run, in order.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self.statements: list[str] = []

    def open_files(self, name: str, table: TableFiles) -> None:
        """Gives the table's Parquet files a name to ask them by. Opens the files, reads no rows."""
        listed = ", ".join(_quoted(_unglobbed(path)) for path in table.paths)
        columns = ", ".join(
            f"CAST({_named(column) if listed else 'NULL'} AS {COLUMN_TYPES[kind]}) AS {_named(column)}"
            for column, kind in table.columns.items()
        )
        # A table may cover months and have no rows in any, and then no file.
        rows = f"FROM read_parquet([{listed}], union_by_name = true)" if listed else "WHERE false"
        self._run(f"CREATE TEMP VIEW {_named(name)} AS SELECT {columns} {rows}", table)

    def keep(self, name: str, sql: str, table: TableFiles) -> None:
        """Runs the SQL once and keeps its rows in memory under a name. `table` is whose files it reads."""
        self._run(f"CREATE TEMP TABLE {_named(name)} AS {sql}", table)

    def put(self, name: str, texts: Iterable[str]) -> None:
        """Keeps a list of texts under a name, in a column `value`, in place of what was there."""
        listed = ", ".join(_quoted(text) for text in texts)
        sql = f"SELECT unnest([{listed}]::VARCHAR[]) AS value"
        self._run(f"CREATE OR REPLACE TEMP TABLE {_named(name)} AS {sql}")

    def put_pairs(self, name: str, columns: tuple[str, str], pairs: Iterable[tuple[str, str]]) -> None:
        """Keeps pairs of texts under a name, in place of what was there."""
        held = tuple(pairs)
        told = ", ".join(
            f"unnest([{', '.join(_quoted(pair[at]) for pair in held)}]::VARCHAR[]) AS {_named(column)}"
            for at, column in enumerate(columns)
        )
        self._run(f"CREATE OR REPLACE TEMP TABLE {_named(name)} AS SELECT {told}")

    def fetch(self, sql: str) -> list[Row]:
        """The rows of a question, in no order."""
        return self._run(sql)

    def fetch_arrow(self, sql: str) -> Any:
        """The same as columns, an Arrow table: for answers of many rows."""
        self._run(sql, rows=False)
        return self._connection.to_arrow_table() if self._connection else None

    def close(self) -> None:
        """Lets go of the memory. A later question begins anew, without what was kept."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _run(self, sql: str, table: TableFiles | None = None, *, rows: bool = True) -> list[Row]:
        import duckdb

        connection = self._connection = self._connection or connect(self._settings)
        self.statements.append(sql)
        try:
            result = connection.execute(sql)
            return result.fetchall() if rows else []
        except duckdb.OutOfMemoryException as error:
            raise MachineFault(
                f"a question needs more memory than {self._settings.memory or 'the machine has'}: "
                f"{_first_line(error)}; allow more memory, or ask for fewer breakdowns"
            ) from None
        except duckdb.Error as error:
            if table is None:
                raise
            raise Unusable(
                f"table '{table.name}': its stored files cannot be read ({_first_line(error)}); load it again"
            ) from None


def connect(settings: Settings) -> duckdb.DuckDBPyConnection:
    """An empty database in memory that asks no network for anything and whose settings stand."""
    import duckdb

    wanted: dict[str, str | bool | int | float | list[str]] = {
        # Extensions come from the network; a build must not ask for one.
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": False,
        "temp_directory": settings.spill or "",
    }
    if settings.threads is not None:
        wanted["threads"] = settings.threads
    if settings.memory is not None:
        wanted["memory_limit"] = settings.memory
    connection = duckdb.connect(":memory:", config=wanted)
    connection.execute("SET lock_configuration = true")
    return connection


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _unglobbed(path: str) -> str:
    """The path with the characters of patterns set in brackets, as a folder may be called "[old]"."""
    return "".join(f"[{character}]" if character in "[*?" else character for character in path)
