"""What the tests make once a run: one process makes it, every other has what that gave."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.once import PLACE, once

ROOT = Path(__file__).parents[2]
ASKS = """
import os, sys, time
from pathlib import Path
from tests.once import once

@once
def dear(name):
    with Path(sys.argv[1]).open("a") as told:
        told.write(f"{os.getpid()}\\n")
    time.sleep(0.2)
    return {name: os.getpid()}

print(dear("a")["a"], dear("a")["a"])
"""


def test_processes_at_the_same_time_have_what_one_of_them_made(tmp_path: Path) -> None:
    told = tmp_path / "told"
    environment = os.environ | {PLACE: str(tmp_path)}
    command = [sys.executable, "-c", ASKS, str(told)]
    running = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    answers = [process.communicate(timeout=60)[0].split() for process in running]
    (maker,) = told.read_text().split()
    assert answers == [[maker, maker]] * 3


def test_other_arguments_are_made_apart_and_what_raises_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path))
    calls: list[str] = []

    @once
    def made(name: str) -> bytes:
        calls.append(name)
        if calls == ["a"]:
            raise ValueError("not today")
        return name.encode()

    with pytest.raises(ValueError, match="not today"):
        made("a")
    assert [made("a"), made("b"), made("a")] == [b"a", b"b", b"a"]
    assert calls == ["a", "a", "b"]


def test_the_run_has_a_folder_for_it() -> None:
    assert Path(os.environ[PLACE]).is_dir()
