"""A store with a fault, as people meet it: what a command says of it, and that what it advises mends it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from peelian.cli.main import main
from peelian.errors import FINE, WRONG_USE
from peelian.simulate.simulate import Wanted, simulate

ASKED = ("all-crime", "--period", "2020-04")


@pytest.fixture(name="loaded", scope="module")
def loaded_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated plan with its store, to be copied."""
    folder = tmp_path_factory.mktemp("store") / "plan"
    simulate(folder, Wanted("small", 12, 7, tables=False))
    assert main(["load", str(folder)]) == FINE
    return folder


@pytest.fixture
def plan(loaded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(loaded, tmp_path / "plan"))


def mangled(path: Path) -> None:
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(data[:4] + bytes(byte ^ 0xFF for byte in data[4:middle]) + data[middle:])


def shown(plan: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["show", str(plan), *ASKED])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.parametrize("of", ["2020-*.parquet", "2020-04.*.parquet"], ids=["many files", "one file"])
def test_what_is_advised_of_damaged_rows_mends_them(plan: Path, capsys: pytest.CaptureFixture[str], of: str) -> None:
    whole = shown(plan, capsys)
    assert whole[0] == FINE
    for path in (plan / "store/tables/street").rglob(of):
        mangled(path)
    shutil.rmtree(plan / "store/cache")
    code, out, said = shown(plan, capsys)
    assert (code, out) == (WRONG_USE, "")
    assert re.search(r"rror|xception|nvalid|report it", said) is None
    advised = re.fullmatch(
        r"peelian show: (.+): damaged, with rows of table 'street'; remove (?:it|them), then run 'peelian load' .+\n",
        said,
    )
    assert advised is not None, said
    for name in advised[1].split(", "):
        path = Path(name)
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert main(["load", str(plan)]) == FINE
    assert "[store-read-again]" in capsys.readouterr().out
    assert shown(plan, capsys) == whole


@pytest.mark.parametrize(
    "damage",
    [lambda path: path.unlink(), lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"PAR1")],
    ids=["gone", "empty", "cut"],
)
def test_rows_that_are_gone_or_cut_off_are_mended_by_whoever_takes_in_files(
    plan: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[Path], None]
) -> None:
    whole = shown(plan, capsys)
    shutil.rmtree(plan / "store/cache")
    for path in (plan / "store/tables/street").rglob("*.parquet"):
        damage(path)
    assert shown(plan, capsys) == whole
    assert main(["load", str(plan)]) == FINE
    assert "[store-read-again]" not in capsys.readouterr().out
