"""What numpy is told before it is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from peelian.numpy_start import DISABLED, set_up, sorts_slowly

ZEN_4 = """processor\t: 0
vendor_id\t: AuthenticAMD
cpu family\t: 25
model\t\t: 17
model name\t: AMD EPYC 9R14
flags\t\t: fpu vme avx avx2 avx512f avx512dq

processor\t: 1
"""


@pytest.mark.parametrize(
    ("was", "becomes", "slow"),
    [
        ("", "", True),
        ("AuthenticAMD", "GenuineIntel", False),
        ("cpu family\t: 25", "cpu family\t: 26", False),  # Zen 5
        (" avx512f avx512dq", "", False),  # Zen 3 is of family 25 too
        (ZEN_4, "", False),
    ],
)
def test_a_zen_4_sorts_slowly_and_no_other(was: str, becomes: str, slow: bool) -> None:
    assert sorts_slowly(ZEN_4.replace(was, becomes) if was else ZEN_4) is slow


def told(folder: Path, processor: str | None, **environment: str) -> dict[str, str]:
    """What a process that has not loaded numpy is told on such a processor."""
    path = folder / "cpuinfo"
    if processor is not None:
        path.write_text(processor, encoding="ascii")
    code = (
        "import json, sys; from pathlib import Path; from peelian.numpy_start import set_up; "
        f"told = {environment!r}; set_up(told, Path({str(path)!r})); print(json.dumps(told))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(run.stdout)
    return found


def test_it_is_told_by_the_environment_alone(tmp_path: Path) -> None:
    assert told(tmp_path, None) == {"OPENBLAS_NUM_THREADS": "1"}
    both = {"OPENBLAS_NUM_THREADS": "1", "NPY_DISABLE_CPU_FEATURES": DISABLED}
    assert told(tmp_path, ZEN_4) == both
    by_hand = {"OPENBLAS_NUM_THREADS": "2", "NPY_DISABLE_CPU_FEATURES": ""}
    assert told(tmp_path, ZEN_4, **by_hand) == by_hand


def test_nothing_is_said_once_numpy_is_loaded(tmp_path: Path) -> None:
    import numpy  # noqa: F401

    environment: dict[str, str] = {}
    set_up(environment, tmp_path / "none")
    assert environment == {}


def test_numpy_knows_the_names(tmp_path: Path) -> None:
    """A name that it does not know it warns of, and goes on with the slow sort."""
    code = "import numpy"
    environment = {"NPY_DISABLE_CPU_FEATURES": DISABLED, "PATH": ""}
    run = subprocess.run(
        [sys.executable, "-W", "always", "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert "not part of the dispatched" not in run.stderr
