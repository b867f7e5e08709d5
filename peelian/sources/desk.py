"""Where files are worked on before anything is kept: a folder in the store, one engine, no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from peelian.sources.cells import AreaRule

if TYPE_CHECKING:  # it takes a third of a second to import, and typed figures need no engine
    import duckdb

MEMORY = 2000  # megabytes, of all desks together that work at a time
KNOWN_CODES = "known_codes"


class Desk:
    """Opens the engine at the first question; `close` lets go of it. `writes` is False where rows are only checked.

    `threads` are the cores that it may use, all where none is named; `memory` is in megabytes.
    """

    def __init__(self, folder: Path, writes: bool = True, threads: int | None = None, memory: int = MEMORY) -> None:
        self.folder = folder
        self.writes = writes
        self._threads = threads
        self._memory = memory
        self._beside: list[Desk] = []
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._codes: str | None = None
        self._has_type = False
        self._files = 0

    @property
    def engine(self) -> duckdb.DuckDBPyConnection:
        if self._connection is None:
            import duckdb

            self._connection = duckdb.connect(
                ":memory:",
                config={
                    # Extensions come from the network; a load must not ask for one.
                    "autoinstall_known_extensions": "false",
                    "autoload_known_extensions": "false",
                    "temp_directory": str(self.folder),
                    "memory_limit": f"{self._memory}MB",
                    **({} if self._threads is None else {"threads": str(self._threads)}),
                },
            )
            # The engine takes a CSV file for smaller than any table of codes, and would hash all its rows. A filter is
            # on columns that were worked out: pushed below them, it would work all of them out again.
            disabled = "join_order,build_side_probe_side,filter_pushdown"
            self._connection.execute(f"SET disabled_optimizers = '{disabled}'")
            # It draws a bar on stdout where it takes a process for a person's session.
            self._connection.execute("SET enable_progress_bar = false")
            self._connection.execute("SET lock_configuration = true")
        return self._connection

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What the engine raises; nothing while it has not been opened."""
        if self._connection is None:
            return next((found for one in self._beside if (found := one.failures)), ())
        import duckdb

        return (duckdb.Error,)

    def beside(self, of: int) -> Desk:
        """One of so many desks for work at the same time, each on one core with its part of the memory."""
        folder = self.folder / f"desk-{len(self._beside)}"
        folder.mkdir()
        self._beside.append(Desk(folder, self.writes, 1, self._memory // of))
        return self._beside[-1]

    def new_file(self, suffix: str) -> Path:
        self._files += 1
        return self.folder / f"{self._files}{suffix}"

    def put_codes(self, rule: AreaRule) -> None:
        """Gives the engine the rule's codes as the table `codes` of `code` and `area`."""
        if self._codes == rule.digest:
            return
        import pyarrow as pa

        both = {"code": list(rule.codes), "area": list(rule.codes.values())}
        self.engine.register("given", pa.table(both, schema=pa.schema([("code", pa.string()), ("area", pa.string())])))
        self.engine.execute("CREATE OR REPLACE TEMP TABLE codes AS SELECT code, area FROM given")
        self.engine.unregister("given")
        self._codes, self._has_type = rule.digest, False

    def put_type_of_codes(self) -> None:
        """Gives the engine a type of the words of the table `codes`, for questions to which nothing is joined."""
        if not self._has_type:
            self.engine.execute(f"DROP TYPE IF EXISTS {KNOWN_CODES}")
            self.engine.execute(f"CREATE TYPE {KNOWN_CODES} AS ENUM (SELECT code FROM codes UNION SELECT '')")
            self._has_type = True

    def close(self) -> None:
        for one in self._beside:
            one.close()
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._codes = None
