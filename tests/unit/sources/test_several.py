"""Several files at a time give what one after the other gives, in the same order."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from peelian.sources import several
from peelian.sources.desk import Desk
from peelian.sources.store import load
from tests.unit.sources.test_store import AREAS, contents, month, put, street_source


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "cores", lambda: 2)


def test_answers_come_in_the_order_of_what_was_asked() -> None:
    later = threading.Event()

    def work(n: int) -> int:
        if n == 0:
            assert later.wait(10)  # the first ends after the second began
        later.set()
        return n * n

    assert several.each(work, range(9)) == [n * n for n in range(9)]
    assert several.each(work, []) == []


def test_a_fault_of_one_is_raised() -> None:
    def work(n: int) -> int:
        if n == 3:
            raise OSError(28, "No space left on device")
        return n

    with pytest.raises(OSError, match="No space"):
        several.each(work, range(9))


def test_small_files_are_read_two_at_a_time_and_a_large_one_alone(tmp_path: Path) -> None:
    desk, both, working = Desk(tmp_path), threading.Barrier(2), set()

    def work(n: int, own: Desk) -> tuple[int, bool]:
        working.add(n)
        if n in (0, 1):
            both.wait(10)  # neither goes on before the other has begun
        if n == 4:
            assert working == {4}
        working.discard(n)
        return n, own is desk

    found = list(several.read(range(7), lambda n: n != 4, work, desk))
    assert found == [(n, (n, n == 4)) for n in range(7)]
    desk.close()


def test_one_file_is_read_at_the_desk_there_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert list(several.read(["a"], lambda _: True, lambda _, own: own is desk, desk)) == [("a", True)]
    assert list(tmp_path.iterdir()) == []


def test_no_more_files_are_unpacked_than_are_read_and_one(tmp_path: Path) -> None:
    begun, told = 0, []

    def files() -> Iterator[int]:
        nonlocal begun
        for n in range(20):
            begun += 1
            yield n

    for n, _ in several.read(files(), lambda _: True, lambda n, own: n, Desk(tmp_path)):
        told.append(begun - n)
    assert max(told) <= 4


def test_a_fault_ends_the_reading(tmp_path: Path) -> None:
    read = []

    def work(n: int, own: Desk) -> int:
        if n == 1:
            raise ValueError("no number")
        read.append(n)
        return n

    with pytest.raises(ValueError, match="no number"):
        list(several.read(range(100), lambda _: True, work, Desk(tmp_path)))
    assert len(read) < 10


def test_the_store_is_the_same_on_one_core_and_on_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"2024-{n:02}-peelshire-street.csv" for n in range(1, 7)]
    put(tmp_path, {name: month(name, 10 + n) for n, name in enumerate(names)})
    source = street_source(files=("2024-*.csv",))
    together = load({"one": source}, tmp_path, tmp_path / "two", AREAS)
    monkeypatch.setattr(several, "cores", lambda: 1)
    alone = load({"one": source}, tmp_path, tmp_path / "one", AREAS)
    assert together.findings == alone.findings == ()
    same = {path: data for path, (data, _) in contents(tmp_path / "one").items()}
    assert {path: data for path, (data, _) in contents(tmp_path / "two").items()} == same
    assert len(together.tables["street"].months) == 6
