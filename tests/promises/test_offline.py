"""Promise 18: everything but `peelian fetch` works without a network, and asks for none."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STARTER = Path(__file__).resolve().parents[2] / "peelian" / "starter"
BUILD = """
import sys
from peelian.cli.main import main
plan = sys.argv[1]
for words in (["load", plan], ["validate", plan], ["build", plan, "first-paper"]):
    code = main(words)
    assert code == 0, (words, code)
"""
ASKS = "import socket; socket.create_connection(('192.0.2.1', 80), 0.2)"  # an address that is nobody's
CONNECTION = re.compile(r"connect\(\d+, \{sa_family=AF_INET6?,.*")
LOOPBACK = ('inet_addr("127.', '"::1"')
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="networks are taken away, and calls counted, on Linux")


def watched(code: str, log: Path, *words: str) -> list[str]:
    """The connections beyond this machine that Python and its children ask for while they run this.

    Where a network can be taken away, which needs root, they run without one.
    """
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed; on Debian: apt-get install strace")
    apart = subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode == 0
    run = [*(("unshare", "-n") if apart else ()), sys.executable, "-c", code, *words]
    command = ["strace", "-f", "--seccomp-bpf", "-e", "trace=connect", "-o", str(log), *run]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if "ptrace" in done.stderr:
        pytest.skip("this machine does not let a test trace its processes")
    assert code == ASKS or done.returncode == 0, done.stderr
    asked = CONNECTION.findall(log.read_text())
    return [one for one in asked if not any(name in one for name in LOOPBACK)]


def test_a_paper_is_built_without_a_connection(tmp_path: Path) -> None:
    plan = shutil.copytree(STARTER, tmp_path / "plan")
    assert watched(BUILD, tmp_path / "log", str(plan)) == []
    assert (plan / "editions" / "first-paper" / "manifest.json").is_file()


def test_a_connection_would_be_seen(tmp_path: Path) -> None:
    """Negative control."""
    assert len(watched(ASKS, tmp_path / "log")) == 1
