"""Copies of files as received, made while their rows are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian import snapshots
from peelian.errors import Unusable
from peelian.snapshots import sha256_of
from peelian.sources.asreceived import Copies, facts
from peelian.sources.given import Received
from tests.unit.sources.raw_files import street_source

SOURCE = street_source()
NAMED = (("a.csv", b"x\r\n1\r\n"), ("b.csv", b"x\r\n1\r\n"), ("c.csv", b"x\r\n2\r\n"))


def received(folder: Path, name: str, data: bytes = b"x\r\n1\r\n") -> Received:
    path = folder / name
    path.write_bytes(data)
    return Received(name, path, sha256_of(path))


def test_a_copy_is_the_folder_that_the_store_keeps(tmp_path: Path) -> None:
    one, store = received(tmp_path, "a.csv"), tmp_path / "store"
    copies = Copies(tmp_path, store)
    copies.begin("street", SOURCE, one)
    made = copies.of("street", one)
    copies.close()
    assert made is not None
    assert (made / "a.csv").read_bytes() == one.path.read_bytes()
    held = snapshots.keep(store, "street", one.path, facts(SOURCE, one), one.sha256, made)
    assert snapshots.verify(store, held) is None


def test_the_same_bytes_are_copied_once_under_their_first_name_and_never_where_the_store_has_them(
    tmp_path: Path,
) -> None:
    first, same, held = (received(tmp_path, name, data) for name, data in NAMED)
    snapshots.keep(tmp_path / "store", "street", held.path, facts(SOURCE, held), held.sha256)
    copies = Copies(tmp_path, tmp_path / "store")
    for one in (first, same, held):
        copies.begin("street", SOURCE, one)
    made = copies.of("street", first)
    copies.close()
    assert made is not None
    assert made == copies.of("street", same)
    assert (made / "a.csv").is_file()
    assert copies.of("street", held) is None


def test_what_is_wrong_with_a_copy_is_raised_where_it_is_asked_for_and_nowhere_else(tmp_path: Path) -> None:
    one = received(tmp_path, "a.csv")
    one.path.write_bytes(b"x\r\n9\r\n")
    copies = Copies(tmp_path, tmp_path / "store")
    copies.begin("street", SOURCE, one)
    with pytest.raises(Unusable, match="the file changed while it was read"):
        copies.of("street", one)
    copies.close()
    unasked = Copies(tmp_path, tmp_path / "store")
    unasked.begin("street", SOURCE, one)
    unasked.close()
    assert not list(tmp_path.glob("snapshot-*"))
