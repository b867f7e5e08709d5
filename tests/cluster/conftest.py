"""A cluster for the tests of this folder: one of this machine, or the one that PEELIAN_CLUSTER names.

PEELIAN_CLUSTER is an address `sc://host:port`; or `alone` for one Spark server of this machine without master and
workers, which answers soonest; or any other word, for a master and two workers and no skipping.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from peelian.series.engine import Settings, Spark
from tests.cluster.standalone import Cluster, lacking

ASKED = os.environ.get("PEELIAN_CLUSTER", "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need Spark are skipped with the reason, unless they were asked for."""
    reason = None if ASKED.startswith("sc://") else lacking()
    if reason is not None and not ASKED:
        for item in items:
            if "tests/cluster/" in item.path.as_posix():
                item.add_marker(pytest.mark.skip(reason=reason))
    # The client imports much that warns of what is to come; none of it is about us.
    for item in items:
        if "tests/cluster/" in item.path.as_posix():
            item.add_marker(pytest.mark.filterwarnings("ignore"))


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A master, two workers of one core each, and a Spark Connect server."""
    made = Cluster(tmp_path_factory.mktemp("spark"))
    try:
        made.start(2)
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A Spark Connect server that does the work itself."""
    made = Cluster(tmp_path_factory.mktemp("spark"))
    try:
        made.start_alone()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def spark(request: pytest.FixtureRequest) -> Settings:
    """The settings that have the cluster asked."""
    if ASKED.startswith("sc://"):
        return Settings(spark=Spark(ASKED))
    made = request.getfixturevalue("alone" if ASKED == "alone" else "cluster")
    return Settings(spark=Spark(made.address))
