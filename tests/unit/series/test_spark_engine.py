"""What is said of a cluster that is not there, and how files are named to one. Answers: tests/cluster."""

from __future__ import annotations

import socket
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from peelian.errors import MachineFault, Unusable
from peelian.series.engine import Settings, Spark, opened
from peelian.series.spark_engine import SESSION, TYPES, SparkConnect, settle
from peelian.series.tables import COLUMN_TYPES, TableFiles

ADDRESS = "sc://127.0.0.1:15002"


def test_nothing_is_connected_to_before_the_first_question() -> None:
    engine = opened(Settings(spark=Spark("sc://nowhere.invalid:1")))
    assert isinstance(engine, SparkConnect)
    assert engine.statements == []
    engine.close()


def test_every_type_of_a_column_has_its_name_in_spark() -> None:
    assert TYPES.keys() == COLUMN_TYPES.keys()


def test_a_client_that_is_not_installed_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(Unusable) as raised:
        opened(Settings(spark=Spark(ADDRESS))).fetch("SELECT 1")
    assert "pip install 'peelian[spark]'" in str(raised.value)
    assert "engine: kind is 'spark'" in str(raised.value)


def test_a_cluster_that_does_not_answer_is_told_of_at_once() -> None:
    from peelian.series.spark_engine import reached

    with socket.socket() as taken:  # bound and not listening: nobody answers there
        taken.bind(("127.0.0.1", 0))
        address = f"sc://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(MachineFault) as raised:
            reached(address)
    assert str(raised.value).startswith(f"the cluster at {address} does not answer (")
    assert "start its Spark Connect server" in str(raised.value)


class Nothing:
    """What listens and says nothing."""

    def __enter__(self) -> int:
        self.socket = socket.create_server(("127.0.0.1", 0))
        port: int = self.socket.getsockname()[1]
        return port

    def __exit__(self, *_: object) -> None:
        self.socket.close()


class WebServer:
    """What answers every request, in another protocol."""

    def __enter__(self) -> int:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
        self.server.RequestHandlerClass.log_message = lambda *_: None  # type: ignore[method-assign]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.server.server_port

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class OtherService:
    """A server of the client's own protocol that offers something else."""

    def __enter__(self) -> int:
        import grpc

        self.server = grpc.server(ThreadPoolExecutor(1))
        port: int = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()
        return port

    def __exit__(self, *_: object) -> None:
        self.server.stop(0).wait()


class Hanging(OtherService):
    """A server that takes every request of the client's own protocol and answers none."""

    def __enter__(self) -> int:
        import grpc

        class Never(grpc.GenericRpcHandler):  # type: ignore[misc]
            def service(self, _: object) -> object:
                return grpc.unary_unary_rpc_method_handler(lambda *_: self.over.wait())

            over = threading.Event()

        self.over = Never.over
        self.server = grpc.server(ThreadPoolExecutor(4), handlers=[Never()])
        port: int = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()
        return port

    def __exit__(self, *_: object) -> None:
        self.over.set()
        super().__exit__()


@pytest.mark.filterwarnings("ignore")  # the client imports much that warns of what is to come
@pytest.mark.parametrize("there", [Nothing, WebServer, OtherService, Hanging])
def test_where_something_else_listens_that_is_said_before_long(
    monkeypatch: pytest.MonkeyPatch, there: type[Nothing | WebServer | OtherService | Hanging]
) -> None:
    from peelian.series import spark_engine

    pytest.importorskip("pyspark", reason="the client of Spark is an extra")
    monkeypatch.setattr(spark_engine, "PATIENCE", 2)
    with there() as port:
        begun = time.monotonic()
        with pytest.raises(MachineFault) as raised:
            opened(Settings(spark=Spark(f"sc://127.0.0.1:{port}"))).fetch("SELECT 1")
        assert time.monotonic() - begun < 60  # the client's import is most of it
    assert str(raised.value).startswith(f"the cluster at sc://127.0.0.1:{port} does not answer (")
    assert str(raised.value).endswith("or put its address right in plan.yaml, engine: address")
    assert "\n" not in str(raised.value)


class Session:
    """A session that tells whether it was ended."""

    def __init__(self) -> None:
        self.is_stopped = False

    def stop(self) -> None:
        self.is_stopped = True


class Settable:
    """A session whose client warns of what it is set to, as that of Spark 4.0 does of a setting that is to go."""

    def __init__(self) -> None:
        self.conf = self
        self.held: dict[str, str] = {}

    def set(self, key: str, value: str) -> None:
        self.held[key] = value
        warnings.warn(f"The SQL config '{key}' has been deprecated", stacklevel=1)


def test_a_session_is_set_without_the_clients_warnings_of_our_settings() -> None:
    session = Settable()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        settle(session)  # type: ignore[arg-type]
    assert (session.held, told) == (SESSION, [])


@pytest.mark.parametrize("listening", [True, False])
def test_a_session_of_a_cluster_that_is_gone_is_not_waited_for(listening: bool) -> None:
    from peelian.series.spark_engine import end

    session = Session()
    with socket.socket() as there:
        there.bind(("127.0.0.1", 0))
        if listening:
            there.listen()
        end(session, f"sc://127.0.0.1:{there.getsockname()[1]}")  # type: ignore[arg-type]
    assert session.is_stopped is listening


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("plan/store/tables/a.parquet", "s3a://bucket/store/tables/a.parquet"),
        ("plan/store/tables/[old] {a}*.parquet", r"s3a://bucket/store/tables/\[old\] \{a\}\*.parquet"),
    ],
)
def test_a_file_is_named_as_the_cluster_sees_it(path: str, told: str) -> None:
    engine = SparkConnect(Spark(ADDRESS, str(Path("plan/store").absolute()), "s3a://bucket/store/"))
    assert engine.seen(path) == told


def test_a_file_beside_the_store_is_not_moved() -> None:
    engine = SparkConnect(Spark(ADDRESS, str(Path("plan/store").absolute()), "s3a://bucket/store"))
    other = str(Path("plan/store-2/a.parquet").absolute())
    assert engine.seen(other) == other


def test_without_a_store_of_its_own_the_cluster_sees_what_is_here() -> None:
    assert SparkConnect(Spark(ADDRESS)).seen("a.parquet") == str(Path("a.parquet").absolute())


@pytest.mark.filterwarnings("ignore")
def test_damaged_files_are_named_before_the_cluster_is_blamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="the client of Spark is an extra")
    from pyspark.errors import PySparkException

    def fails(*_: object) -> None:
        raise PySparkException("[FAILED_READ_FILE]\n\tat org.apache.spark")

    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1")
    engine = SparkConnect(Spark(ADDRESS))
    monkeypatch.setattr("peelian.series.spark_engine.connect", lambda _: type("Broken", (), {"sql": fails})())
    engine._opened["files"] = TableFiles("calls", (str(path),), {"n": "integer"}, frozenset())
    with pytest.raises(Unusable, match="damaged, with rows of table 'calls'; remove it, then run 'peelian load'"):
        engine.fetch("SELECT n FROM files")
    path.unlink()
    engine._opened.clear()
    with pytest.raises(MachineFault, match=r"failed a question: \[FAILED_READ_FILE\]; see the log"):
        engine.fetch("SELECT n FROM files")
