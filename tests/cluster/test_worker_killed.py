"""A worker ended without warning, in the middle of a question and between two: the answers are the same."""

from __future__ import annotations

import threading
import time

import pytest

from peelian.measures.computed import Computed
from peelian.series.engine import Settings, Spark
from peelian.series.tables import TableFiles
from tests.cluster.calls import AREAS, Found, asked, calls, computed
from tests.cluster.standalone import Cluster

ROWS = 3_000_000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> TableFiles:
    return calls(tmp_path_factory.mktemp("calls"), ROWS)


@pytest.fixture(scope="module")
def here(table: TableFiles) -> Found:
    made = computed(table, None)
    try:
        return asked(made, ["force", *AREAS[:3]])
    finally:
        made.close()


def begun(made: Computed, statement: str, thread: threading.Thread) -> None:
    """Waits until the engine is in the middle of a statement that begins so."""
    until = time.monotonic() + 600
    while not any(sql.startswith(statement) for sql in made.engine.statements):
        assert time.monotonic() < until, f"nothing that begins '{statement}' was asked in ten minutes"
        assert thread.is_alive()
        time.sleep(0.02)
    time.sleep(0.3)  # tasks are sent out; on a quick machine the whole question takes little more than a second
    assert made.engine.statements[-1].startswith(statement), "the question was answered before the worker was ended"
    assert thread.is_alive()


def test_in_the_middle_of_a_question(cluster: Cluster, table: TableFiles, here: Found) -> None:
    made = computed(table, Settings(spark=Spark(cluster.address)))
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(asked(made, ["force", *AREAS[:3]])))
    try:
        thread.start()
        begun(made, "CACHE TABLE `cube of calls ", thread)
        cluster.kill_worker(-1)
        thread.join(900)
        assert found == [here]
    finally:
        thread.join(60)
        made.close()
        cluster.add_worker()


def test_with_what_it_had_kept(cluster: Cluster, table: TableFiles, here: Found) -> None:
    made = computed(table, Settings(spark=Spark(cluster.address)))
    try:
        asked(made, ["force"])
        cluster.kill_worker(-1)
        assert asked(made, ["force", *AREAS[:3]]) == here
    finally:
        made.close()
        cluster.add_worker()
