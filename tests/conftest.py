"""Fixtures for every test: where large real files lie, and no network; what the processes of a run share."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings

from tests.once import PLACE

ROOT = Path(__file__).resolve().parents[1]
COUNTED = re.compile(r"\d+ tried, \d+ held")
LOOPBACK = ("127.0.0.1", "::1", "localhost")

# How long one example takes depends on what else the machine does; what must be fast is held in bench/.
settings.register_profile("peelian", deadline=None)
settings.load_profile("peelian")


def pytest_configure(config: pytest.Config) -> None:
    """The process that starts a run opens the folder of `tests.once`; those that it starts inherit its name."""
    if PLACE not in os.environ:
        folder = TemporaryDirectory(prefix="peelian-tests-")
        os.environ[PLACE] = folder.name
        config.add_cleanup(folder.cleanup)
        config.add_cleanup(lambda: os.environ.pop(PLACE, None))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files too large for the repository; where it is absent the test is skipped."""
    named = os.environ.get("PEELIAN_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the real files are not here; PEELIAN_SHARED can name their folder")
    return folder


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches beyond this machine fails at once; a browser in a test talks over loopback only."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address}; give it a file from tests/ or the fixture 'shared'")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Prints every `N tried, N held` line of the promises' tests, those that passed included."""
    reports = [r for kind in ("passed", "failed") for r in terminalreporter.stats.get(kind, [])]
    counted = sorted({line for r in reports for line in r.capstdout.splitlines() if COUNTED.search(line)})
    if counted:
        terminalreporter.section("promises")
        for line in counted:
            terminalreporter.write_line(line)
