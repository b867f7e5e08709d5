"""The engine of one machine: DuckDB, in the process itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from peelian.errors import MachineFault
from peelian.series.dialects import Compiler
from peelian.series.engine import Asked, Row, Settings
from peelian.series.stored import unfitting, unreadable
from peelian.series.tables import COLUMN_TYPES, TableFiles

if TYPE_CHECKING:  # it costs half a second to import, and a plan of published figures does not need it
    import duckdb


class DuckDB:
    """A database in memory; see `Engine` for what each function does."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.threads = settings.threads
        self._compiler = Compiler("duckdb")
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._opened: dict[str, TableFiles] = {}
        self.statements: list[str] = []

    def open_files(self, name: str, table: TableFiles) -> None:
        listed = ", ".join(_quoted(_unglobbed(path)) for path in table.paths)
        columns = ", ".join(
            f"CAST({_named(column) if listed else 'NULL'} AS {COLUMN_TYPES[kind]}) AS {_named(column)}"
            for column, kind in table.columns.items()
        )
        # A table may cover months and have no rows in any, and then no file.
        rows = f"FROM read_parquet([{listed}], union_by_name = true)" if listed else "WHERE false"
        self._run(f"CREATE OR REPLACE TEMP VIEW {_named(name)} AS SELECT {columns} {rows}", table)
        self._opened[name] = table

    def keep(self, name: str, asked: Asked, table: TableFiles) -> None:
        self._run(f"CREATE TEMP TABLE {_named(name)} AS {self._compiler.sql(asked)}", table)

    def keep_arrow(self, name: str, rows: Any) -> None:
        self._give(f"CREATE OR REPLACE TEMP TABLE {_named(name)} AS", name, rows)

    def add_arrow(self, name: str, rows: Any) -> None:
        self._give(f"INSERT INTO {_named(name)}", name, rows)

    def _give(self, to: str, name: str, rows: Any) -> None:
        connection = self._connection = self._connection or connect(self._settings)
        given = f"given as {name}"
        connection.register(given, rows)
        self._run(f"{to} SELECT * FROM {_named(given)}")
        connection.unregister(given)

    def put(self, name: str, texts: Iterable[str]) -> None:
        listed = ", ".join(_quoted(text) for text in texts)
        sql = f"SELECT unnest([{listed}]::VARCHAR[]) AS value"
        self._run(f"CREATE OR REPLACE TEMP TABLE {_named(name)} AS {sql}")

    def put_pairs(self, name: str, columns: tuple[str, str], pairs: Iterable[tuple[str, str]]) -> None:
        held = tuple(pairs)
        told = ", ".join(
            f"unnest([{', '.join(_quoted(pair[at]) for pair in held)}]::VARCHAR[]) AS {_named(column)}"
            for at, column in enumerate(columns)
        )
        self._run(f"CREATE OR REPLACE TEMP TABLE {_named(name)} AS SELECT {told}")

    def fetch(self, asked: Asked) -> list[Row]:
        found: list[Row] = self._run(self._compiler.sql(asked))
        return found

    def fetch_arrow(self, asked: Asked) -> Any:
        return self._run(self._compiler.sql(asked), arrow=True)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._opened = {}

    def _run(self, sql: str, table: TableFiles | None = None, *, arrow: bool = False) -> Any:
        import duckdb

        connection = self._connection = self._connection or connect(self._settings)
        self.statements.append(sql)
        try:
            if arrow:  # a relation becomes Arrow on all threads, the answer of `execute` on one, chunk after chunk
                return connection.sql(sql).to_arrow_table()
            return connection.execute(sql).fetchall()
        except duckdb.OutOfMemoryException as error:
            raise MachineFault(
                f"a question needs more memory than {self._settings.memory or 'the machine has'}: "
                f"{_first_line(error)}; allow more memory, or ask for fewer breakdowns"
            ) from None
        except duckdb.Error:
            told = unreadable(self._opened.values() if table is None else [table], reads)
            if told is not None:
                raise told from None
            if table is None:
                raise
            raise unfitting(table) from None


def reads(path: str) -> bool:
    """Whether every row of a Parquet file can be read. Reads them all: it is asked after a fault."""
    import duckdb

    connection = connect(Settings())
    try:
        connection.execute(f"SELECT bit_xor(hash(COLUMNS(*))) FROM read_parquet([{_quoted(_unglobbed(path))}])")
    except duckdb.Error:
        return False
    finally:
        connection.close()
    return True


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
    # The engine draws a bar of its own on stdout where it takes a process for a session of a person.
    connection.execute("SET enable_progress_bar = false")
    # The files of a table are asked again and again, and do not change; where one does, its time says so.
    connection.execute("SET parquet_metadata_cache = true")
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
