"""What is said of a cluster that is not there, and how files are named to one. Answers: tests/cluster."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from peelian.errors import MachineFault, Unusable
from peelian.series.engine import Settings, Spark, opened
from peelian.series.spark_engine import TYPES, SparkConnect
from peelian.series.tables import COLUMN_TYPES

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


class Session:
    """A session that tells whether it was ended."""

    def __init__(self) -> None:
        self.is_stopped = False

    def stop(self) -> None:
        self.is_stopped = True


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
