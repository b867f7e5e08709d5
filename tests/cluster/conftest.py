"""A cluster for the tests of this folder: one of this machine, or the one that PEELIAN_CLUSTER names."""

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
def spark(request: pytest.FixtureRequest) -> Settings:
    """The settings that have the cluster asked."""
    address = ASKED if ASKED.startswith("sc://") else request.getfixturevalue("cluster").address
    return Settings(spark=Spark(address))
