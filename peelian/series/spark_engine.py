"""The engine of a cluster: Apache Spark, asked through Spark Connect.

The client is thin and an extra (`peelian[spark]`); the work is done where the cluster is. A worker that is lost is the
cluster's own affair: Spark makes its part again from the files, so that the rows that leave are the same.
"""

from __future__ import annotations

import atexit
import os
import re
import socket
import time
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from peelian.errors import MachineFault, Unusable
from peelian.series.dialects import Compiler
from peelian.series.duckdb_engine import reads
from peelian.series.engine import Asked, Row, Spark
from peelian.series.stored import unreadable
from peelian.series.tables import TableFiles

if TYPE_CHECKING:  # an extra, and seconds to import
    from pyspark.sql.connect.session import SparkSession

T = TypeVar("T")

PATTERN = re.compile(r"[][{}*?\\]")
"""What Spark takes for a pattern in the name of a file, as a folder may be called "[old]"."""
PORT = 15002  # Spark Connect's own
NOBODY = "00000000-0000-0000-0000-000000000000"  # the session that nobody has
PATIENCE = 10  # seconds that a cluster may take to answer at all

TYPES: Mapping[str, str] = {
    "text": "STRING",
    "integer": "BIGINT",
    "decimal": "DECIMAL(18, 6)",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "time": "TIMESTAMP_NTZ",
}
"""The types of COLUMN_TYPES as Spark writes them."""

SESSION: Mapping[str, str] = {
    "spark.sql.session.timeZone": "UTC",
    # A sum that does not fit is an error, never another number or a blank.
    "spark.sql.ansi.enabled": "true",
    # A product keeps all its decimals, or is an error.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    # How the SQL is read, whatever the cluster is set to.
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.groupByOrdinal": "true",
    "spark.sql.caseSensitive": "false",
}
"""What every session is set to, so that a cluster's own settings change no figure."""


SESSIONS: list[SparkSession] = []
"""Every session of this program, ended ones too. A session that is collected as garbage waits for its own threads, in
whatever thread the collector happens to run, and may wait for ever (pyspark 4.0.5): so none is collected."""


class SparkConnect:
    """A session of a cluster; see `Engine` for what each function does."""

    def __init__(self, spark: Spark) -> None:
        self._spark = spark
        self._compiler = Compiler("spark")
        self._session: SparkSession | None = None
        self._opened: dict[str, TableFiles] = {}
        self.statements: list[str] = []

    def open_files(self, name: str, table: TableFiles) -> None:
        if self._opened.get(name) == table:
            return
        if not table.paths:  # a table may cover months and have no rows in any, and then no file
            blanks = ", ".join(f"CAST(NULL AS {TYPES[kind]}) AS {named(it)}" for it, kind in table.columns.items())
            sql = f"CREATE TEMPORARY VIEW {named(name)} AS SELECT {blanks} WHERE false"
            self._told(sql, lambda session: session.sql(sql), table)
            self._opened[name] = table
            return
        cast = [f"CAST({named(it)} AS {TYPES[kind]}) AS {named(it)}" for it, kind in table.columns.items()]
        paths = [self.seen(path) for path in table.paths]

        def open_(session: SparkSession) -> None:
            reader = session.read.option("mergeSchema", "true")
            reader.parquet(*paths).selectExpr(*cast).createTempView(named(name))

        self._told(f"-- {named(name)} is SELECT {', '.join(cast)} of {len(paths)} Parquet files", open_, table)
        self._opened[name] = table

    def keep(self, name: str, asked: Asked, table: TableFiles) -> None:
        # What does not fit into the workers' memory goes to their disks, and what is lost with one is made again.
        stored = "OPTIONS ('storageLevel' 'MEMORY_AND_DISK')"
        sql = f"CACHE TABLE {named(name)} {stored} AS {self._compiler.sql(asked)}"
        self._told(sql, lambda session: session.sql(sql))

    def put(self, name: str, texts: Iterable[str]) -> None:
        self._put(name, {"value": list(texts)})

    def put_pairs(self, name: str, columns: tuple[str, str], pairs: Iterable[tuple[str, str]]) -> None:
        held = list(pairs)
        self._put(name, {column: [pair[at] for pair in held] for at, column in enumerate(columns)})

    def fetch(self, asked: Asked) -> list[Row]:
        columns = [column.to_pylist() for column in self.fetch_arrow(asked).columns]
        return list(zip(*columns, strict=True))

    def fetch_arrow(self, asked: Asked) -> Any:
        sql = self._compiler.sql(asked)
        return self._told(sql, lambda session: session.sql(sql).toArrow())

    def close(self) -> None:
        if self._session is not None:
            end(self._session, self._spark.address)
            self._session = None
            self._opened = {}

    def _put(self, name: str, columns: Mapping[str, list[str]]) -> None:
        import pyarrow as pa

        rows = pa.table({column: pa.array(texts, pa.string()) for column, texts in columns.items()})
        types = ", ".join(f"{named(column)} STRING" for column in columns)
        told = f"-- {named(name)} is {rows.num_rows} rows of {types}"
        self._told(told, lambda session: session.createDataFrame(rows, types).createOrReplaceTempView(named(name)))

    def seen(self, path: str) -> str:
        """A file of the store as the cluster sees it."""
        store, cluster = self._spark.store, self._spark.seen_as
        path = os.path.abspath(path)
        if store is not None and cluster is not None and path.startswith(store + os.sep):
            path = cluster.rstrip("/") + "/" + path[len(store) + 1 :].replace("\\", "/")
        return PATTERN.sub(r"\\\g<0>", path)

    def _told(self, statement: str, run: Callable[[SparkSession], T], table: TableFiles | None = None) -> T:
        """What the cluster answers; its faults in words, without its stack. `table` is whose files are opened."""
        if self._session is None:
            self._session = connect(self._spark.address)
        from pyspark.errors import PySparkException

        self.statements.append(statement)
        try:
            return run(self._session)
        except PySparkException as error:
            said = _first_line(error)
            cluster = f"the cluster at {self._spark.address}"
            damaged = unreadable(self._opened.values() if table is None else [table], reads)
            if damaged is not None:
                raise damaged from None
            if table is not None:
                raise Unusable(
                    f"table '{table.name}': {cluster} cannot read its stored files ({said}), and they are sound here; "
                    "say in plan.yaml, engine: store, where the cluster has the plan's store, or copy the store there "
                    "again"
                ) from None
            raise MachineFault(f"{cluster} failed a question: {said}; see the log of its Spark server") from None


def connect(address: str) -> SparkSession:
    """A session of its own at the address, set so that answers are exact. MachineFault where nothing answers."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise Unusable(
            "engine: kind is 'spark', and the client for it is not installed; install it with "
            "pip install 'peelian[spark]', or leave engine out of plan.yaml to compute on this machine"
        ) from None
    from pyspark.errors import PySparkException

    until = time.monotonic() + PATIENCE
    reached(address)
    try:
        greeted(address, max(until - time.monotonic(), 1))
        session: SparkSession = SparkSession.builder.remote(address).create()
        SESSIONS.append(session)
        # The cluster keeps what a session has cached until it ends: at the latest with this program.
        atexit.register(end, session, address)
        settle(session)
    except PySparkException:
        raise _silent(address, "what listens there opens no session of Spark Connect") from None
    return session


def settle(session: SparkSession) -> None:
    """Sets a session as SESSION says. What the client warns of these settings (one is to go after Spark 4.0) is for us,
    and no news to who runs a command."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for key, value in SESSION.items():
            session.conf.set(key, value)


def end(session: SparkSession, address: str) -> None:
    """Lets go of a session and of what the cluster keeps for it. A cluster that is gone has nothing to let go of, and
    is not told: the client would try for many minutes."""
    with suppress(Exception):
        if not session.is_stopped:
            reached(address)
            session.stop()


def reached(address: str) -> None:
    """Asks for a connection once: the client itself would try for many minutes."""
    there = urlsplit(address)
    try:
        socket.create_connection((there.hostname or "", there.port or PORT), PATIENCE).close()
    except OSError as error:
        raise _silent(address, f"{error.strerror or error}") from None


def greeted(address: str, patience: float) -> None:
    """Waits for a server to speak first, as Spark Connect's does, and to answer a request, which is to let go of a
    session that there is not: the client waits without end for one that does neither, such as a web server."""
    import grpc
    from pyspark.sql.connect.client import DefaultChannelBuilder
    from pyspark.sql.connect.proto import ReleaseSessionRequest
    from pyspark.sql.connect.proto.base_pb2_grpc import SparkConnectServiceStub

    until = time.monotonic() + patience
    channel = DefaultChannelBuilder(address).toChannel()
    try:
        grpc.channel_ready_future(channel).result(timeout=patience)
        asked = ReleaseSessionRequest(session_id=NOBODY)
        SparkConnectServiceStub(channel).ReleaseSession(asked, timeout=max(until - time.monotonic(), 1))
    except grpc.FutureTimeoutError:
        raise _silent(address, "something listens there, and it is no Spark Connect server or one that hangs") from None
    except grpc.RpcError as error:
        if error.code() is grpc.StatusCode.DEADLINE_EXCEEDED:  # any other answer is one; the session will say it
            raise _silent(address, f"it lets itself be called and answers nothing in {patience:.0f} seconds") from None
    finally:
        channel.close()


def _silent(address: str, why: str) -> MachineFault:
    return MachineFault(
        f"the cluster at {address} does not answer ({why}); start its Spark Connect server, "
        "or put its address right in plan.yaml, engine: address"
    )


def named(name: str) -> str:
    """A name as Spark's SQL writes it."""
    return "`" + name.replace("`", "``") + "`"


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
