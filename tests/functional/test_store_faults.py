"""A store with a fault, as people meet it: what a command says of it, and that what it advises mends it."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from peelian.cli.main import main
from peelian.errors import FAULT, FINE, WRONG_USE
from peelian.simulate.simulate import Wanted, simulate
from tests.starter_plan import add_calls, calls, started, write

EARLIER = "data/earlier.csv"
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
        about = path.stat()
        mangled(path)
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))  # as a disk that forgets does
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
    [lambda path: path.unlink(), lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"PAR1"), mangled],
    ids=["gone", "empty", "cut", "changed"],
)
def test_rows_that_are_gone_or_changed_are_mended_by_whoever_takes_in_files(
    plan: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[Path], None]
) -> None:
    whole = shown(plan, capsys)
    shutil.rmtree(plan / "store/cache")
    for path in (plan / "store/tables/street").rglob("*.parquet"):
        damage(path)
    assert shown(plan, capsys) == whole
    assert main(["load", str(plan)]) == FINE
    assert "[store-read-again]" not in capsys.readouterr().out


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- a register that cannot be read ---


def without_register(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cuts the register short, and removes what is advised."""
    register = plan / "store/tables/slices.json"
    register.write_bytes(register.read_bytes()[:-100])
    capsys.readouterr()
    assert main(["load", str(plan)]) == WRONG_USE
    said = capsys.readouterr().err
    advised = re.fullmatch(
        r"peelian load: (.+): the register of the store cannot be read; remove this file alone, then run 'peelian load'"
        r": it reads the files of the plan folder again \(of files no longer there, first put back the copies that "
        r"(.+) has\)\n",
        said,
    )
    assert advised is not None, said
    assert Path(advised[2]) == plan / "store/snapshots"
    Path(advised[1]).unlink()


def test_what_is_advised_of_a_register_that_is_cut_short_mends_it(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, before = shown(plan, capsys), content(plan / "store")
    without_register(plan, capsys)
    assert main(["load", str(plan)]) == FINE
    assert content(plan / "store") == before
    assert shown(plan, capsys) == whole


@pytest.fixture
def of_two_years(tmp_path: Path) -> Path:
    """A plan whose calls of two years, a file each, are loaded."""
    plan = started(tmp_path / "plan")
    add_calls(plan, calls("2025-04", "2026-03", 50))
    write(plan, EARLIER, calls("2024-04", "2025-03", 40))
    assert main(["load", str(plan)]) == FINE
    return plan


def test_a_file_that_the_plan_no_longer_holds_is_put_back_from_the_store(
    of_two_years: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = of_two_years
    before = content(plan / "store")
    (plan / EARLIER).unlink()
    assert main(["load", str(plan)]) == FINE
    assert content(plan / "store") == before, "its rows stay"
    without_register(plan, capsys)
    [copy] = (plan / "store/snapshots").rglob(Path(EARLIER).name)
    shutil.copy(copy, plan / EARLIER)
    assert main(["load", str(plan)]) == FINE
    assert content(plan / "store") == before


def test_a_load_without_the_copy_lacks_its_rows_and_keeps_the_copy(
    of_two_years: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = of_two_years
    (plan / EARLIER).unlink()
    without_register(plan, capsys)
    assert main(["load", str(plan)]) == FINE
    assert "table calls: 2025-04 to 2026-03, 12 months" in capsys.readouterr().out
    assert [*(plan / "store/snapshots").rglob(Path(EARLIER).name)] != []


# --- a store that may only be read ---


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No lock can be had: as on a disk that is mounted to be read only."""

    def refused(store: Path, **_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(store / ".load.lock"))

    monkeypatch.setattr("peelian.sources.store.locked", refused)


UNWRITTEN = (
    "note    store: it cannot be written (Read-only file system), so it was not brought up to date; what it lacks was "
    "read for this run alone [store-read-only]\n"
)


def test_a_store_that_may_only_be_read_is_asked_as_it_is(
    plan: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    whole = shown(plan, capsys)
    before = content(plan)
    request.getfixturevalue("read_only")
    assert shown(plan, capsys) == (FINE, whole[1], UNWRITTEN)
    assert main(["show", str(plan), *ASKED, "--json"]) == FINE
    told = capsys.readouterr()
    assert (json.loads(told.out)["measure"], told.err) == ("all-crime", UNWRITTEN)
    main(["area", str(plan), "Braxshire"])
    assert capsys.readouterr().err.startswith(UNWRITTEN)
    assert content(plan) == before


@pytest.mark.usefixtures("read_only")
def test_what_a_store_that_may_only_be_read_lacks_is_read_for_this_run_alone(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(plan / "store")
    code, out, said = shown(plan, capsys)
    assert (code, said) == (FINE, UNWRITTEN)
    assert "rows of 'street'" in out
    assert not (plan / "store").exists()


def test_a_paper_of_a_store_that_may_only_be_read_has_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    plan = started(tmp_path / "plan")
    assert main(["build", str(plan), "first-paper", "--out", str(tmp_path / "before")]) == FINE
    stored = content(plan)
    request.getfixturevalue("read_only")
    capsys.readouterr()
    assert main(["build", str(plan), "first-paper", "--out", str(tmp_path / "after")]) == FINE
    assert UNWRITTEN in capsys.readouterr().out
    assert content(tmp_path / "after") == content(tmp_path / "before")
    assert content(plan) == stored


@pytest.mark.usefixtures("read_only")
def test_a_load_into_a_store_that_may_only_be_read_is_refused(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", str(plan)]) == FAULT
    assert ".load.lock: Read-only file system" in capsys.readouterr().err
