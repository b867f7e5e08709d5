"""What an engine must do: questions as Ibis expressions in, small exact rows out. Which one runs is a setting.

A question is an expression on unbound tables, or SQL that the engine reads. The engine compiles it to its own dialect
and runs it by its own client, so no version of Ibis has to fit a version of a database. What leaves is whole numbers,
decimals, dates and texts; rates and limits are sums of exact fractions elsewhere. Nothing above knows which engine it
asks, and every engine gives the same rows, to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from peelian.series.tables import TableFiles

Value = str | int | Decimal | date | bool | None
Row = tuple[Value, ...]

Asked = Any
"""A question: an Ibis expression over unbound tables, which ship no types, or a text of SQL."""


@dataclass(frozen=True)
class Spark:
    """Where a cluster answers: `sc://host:port`. `store` is the folder of the store here, `seen_as` the same as the
    cluster's workers see it; without both, files are where they are here."""

    address: str
    store: str | None = None
    seen_as: str | None = None


@dataclass(frozen=True)
class Settings:
    """Which engine, and how much of the machine it may take; None leaves that to the engine.

    `memory` is written as "3GB". `spill` is a folder for what does not fit in it; without one nothing is
    written to disk, and a question that does not fit is refused. With `spark` a cluster is asked, which is given its
    memory where it is started.
    """

    threads: int | None = None
    memory: str | None = None
    spill: str | None = None
    spark: Spark | None = None


class Engine(Protocol):
    """One connection without rows of its own, opened at the first question and closed by `close`.

    `statements` is the SQL that was run, in order. What is kept is the connection's own, and goes with it.
    """

    statements: list[str]

    def open_files(self, name: str, table: TableFiles) -> None:
        """Gives the table's Parquet files a name to ask them by. Opens the files, reads no rows; twice is as once."""

    def keep(self, name: str, asked: Asked, table: TableFiles) -> None:
        """Asks once and keeps the rows under a name. `table` is whose files it reads."""

    def put(self, name: str, texts: Iterable[str]) -> None:
        """Keeps a list of texts under a name, in a column `value`, in place of what was there."""

    def put_pairs(self, name: str, columns: tuple[str, str], pairs: Iterable[tuple[str, str]]) -> None:
        """Keeps pairs of texts under a name, in place of what was there."""

    def fetch(self, asked: Asked) -> list[Row]:
        """The rows of a question, in no order."""

    def fetch_arrow(self, asked: Asked) -> Any:
        """The same as columns, an Arrow table: for answers of many rows."""

    def close(self) -> None:
        """Lets go of the memory. A later question begins anew, without what was kept."""


class Local(Engine, Protocol):
    """An engine in this process: rows may be handed to it, and a name may stand for other files than before.

    `threads` is how many it may use; None leaves that to it.
    """

    threads: int | None

    def keep_arrow(self, name: str, rows: Any) -> None:
        """Keeps the rows of an Arrow table in memory under a name, in place of what was there."""

    def add_arrow(self, name: str, rows: Any) -> None:
        """Keeps them beside those that are there, which have the same columns."""


def local(engine: Engine) -> Local | None:
    """The engine, where it is one in this process."""
    from peelian.series.duckdb_engine import DuckDB

    return engine if isinstance(engine, DuckDB) else None


def opened(settings: Settings | None = None) -> Engine:
    """The engine that the settings ask for; nothing is connected to before the first question."""
    settings = settings or Settings()
    if settings.spark is not None:
        from peelian.series.spark_engine import SparkConnect

        return SparkConnect(settings.spark)
    from peelian.series.duckdb_engine import DuckDB

    return DuckDB(settings)
