"""A worker ended without warning, in the middle of a question and between two: the answers are the same."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from peelian.measures.computed import Computed
from peelian.periods import months, parse
from peelian.series.engine import Settings, Spark
from peelian.series.model import Observation
from peelian.series.tables import TableFiles
from tests.cluster.standalone import Cluster
from tests.spec.worlds import measure

ROWS = 3_000_000
AREAS = [f"a{n:02}" for n in range(40)]
PERIOD = parse("2024-01..2024-12")
TYPES = {"month": "date", "area": "text", "type": "text", "seconds": "integer"}
MEASURES = {
    each.id: each
    for each in map(
        measure,
        (
            {"id": "calls", "kind": "count", "compute": {"table": "calls"}, "breakdowns": {"type": "type"}},
            {
                "id": "median",
                "kind": "duration",
                "compute": {"table": "calls", "column": "seconds", "statistic": "median"},
            },
            {"id": "quick", "kind": "compliance", "compute": {"table": "calls", "column": "seconds", "within": 900}},
        ),
    )
}


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> TableFiles:
    """Three million calls in a dozen files, a month each."""
    folder = tmp_path_factory.mktemp("calls")
    chance = np.random.default_rng(20260501)
    firsts = [each.first for each in months(PERIOD) if each.first is not None]
    paths = []
    for first in firsts:
        count = ROWS // len(firsts)
        rows = {
            "month": pa.array([first], pa.date32()).take(pa.array(np.zeros(count, np.int64))),
            "area": pa.array(AREAS).take(pa.array(chance.integers(0, len(AREAS), count))),
            "type": pa.array([f"t{n}" for n in range(12)]).take(pa.array(chance.integers(0, 12, count))),
            "seconds": pa.array(chance.integers(1, 7_200, count)),
        }
        paths.append(str(folder / f"{first}.parquet"))
        pq.write_table(pa.table(rows), paths[-1])
    return TableFiles("calls", tuple(paths), TYPES, frozenset(firsts))


def computed(calls: TableFiles, settings: Settings | None) -> Computed:
    return Computed(MEASURES, {"calls": calls}, lambda area: AREAS if area == "force" else (), "force", {}, settings)


def asked(made: Computed, areas: list[str]) -> dict[tuple[str, str, date | None], Observation]:
    found = {}
    for area in areas:
        for name in MEASURES:
            for period in (*months(PERIOD), PERIOD):
                found[name, area, period.first] = made.observe(name, area, (), period)
    return found


@pytest.fixture(scope="module")
def here(calls: TableFiles) -> Mapping[tuple[str, str, date | None], Observation]:
    made = computed(calls, None)
    try:
        return asked(made, ["force", *AREAS[:3]])
    finally:
        made.close()


def begun(made: Computed, statement: str, thread: threading.Thread) -> None:
    """Waits until the engine is in the middle of a statement that begins so."""
    until = time.monotonic() + 120
    while not any(sql.startswith(statement) for sql in made.engine.statements):
        assert time.monotonic() < until, f"nothing that begins '{statement}' was asked in two minutes"
        assert thread.is_alive()
        time.sleep(0.02)
    time.sleep(1)
    assert made.engine.statements[-1].startswith(statement), "the question was answered before the worker was ended"
    assert thread.is_alive()


def test_in_the_middle_of_a_question(
    cluster: Cluster, calls: TableFiles, here: Mapping[tuple[str, str, date | None], Observation]
) -> None:
    made = computed(calls, Settings(spark=Spark(cluster.address)))
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(asked(made, ["force", *AREAS[:3]])))
    try:
        thread.start()
        begun(made, "CACHE TABLE `cube of calls`", thread)
        cluster.kill_worker(-1)
        thread.join(300)
        assert found == [here]
    finally:
        thread.join(60)
        made.close()
        cluster.add_worker()


def test_with_what_it_had_kept(
    cluster: Cluster, calls: TableFiles, here: Mapping[tuple[str, str, date | None], Observation]
) -> None:
    made = computed(calls, Settings(spark=Spark(cluster.address)))
    try:
        asked(made, ["force"])
        cluster.kill_worker(-1)
        assert asked(made, ["force", *AREAS[:3]]) == here
    finally:
        made.close()
        cluster.add_worker()
