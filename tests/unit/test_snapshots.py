import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from peelian import snapshots
from peelian.errors import MachineFault, Unusable
from peelian.snapshots import Facts, find, keep, kept, make, read, seen, sha256_of, verify

FACTS = Facts("https://example.org", "OGL v3.0", "A publisher", date(2024, 5, 1), date(2024, 6, 1))


def given(folder: Path, name: str = "a.csv", data: bytes = b"x,y\r\n1,2\r\n") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def files(store: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a store with its bytes and the moment it was written."""
    return {
        path.relative_to(store).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in store.rglob("*")
        if path.is_file()
    }


def test_a_file_is_kept_with_its_bytes_and_a_sidecar(tmp_path: Path) -> None:
    path = given(tmp_path)
    store = tmp_path / "store"
    snapshot = keep(store, "street", path, FACTS)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert snapshot.path == f"snapshots/street/{digest[:16]}/a.csv"
    assert (snapshot.sha256, snapshot.size, snapshot.name) == (digest, 10, "a.csv")
    assert (store / snapshot.path).read_bytes() == path.read_bytes()
    sidecar = json.loads((store / snapshot.path).with_name(".snapshot.json").read_text())
    assert sidecar == {
        "source": "street",
        "name": "a.csv",
        "sha256": digest,
        "size": 10,
        "origin": "https://example.org",
        "licence": "OGL v3.0",
        "publisher": "A publisher",
        "published": "2024-05-01",
        "received": "2024-06-01",
    }


def test_the_same_bytes_twice_change_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = keep(store, "street", given(tmp_path), FACTS)
    before = files(store)
    again = keep(store, "street", given(tmp_path, "another-name.csv"), FACTS)
    assert again == first
    assert files(store) == before


def test_facts_put_right_replace_the_sidecar_alone(tmp_path: Path) -> None:
    store = tmp_path / "store"
    path = given(tmp_path)
    first = keep(store, "street", path, FACTS)
    before = files(store)
    right = replace(FACTS, licence="OGL v2.0")
    assert keep(store, "street", path, right) == replace(first, facts=right)
    after = files(store)
    assert after[first.path] == before[first.path]
    assert kept(store) == (replace(first, facts=right),)


def test_kept_and_find_name_what_is_there(tmp_path: Path) -> None:
    store = tmp_path / "store"
    one = keep(store, "street", given(tmp_path), FACTS)
    two = keep(store, "stops", given(tmp_path, data=b"other"), FACTS)
    assert kept(store) == (two, one)
    assert kept(store, "street") == (one,)
    assert find(store, "street", one.sha256) == one
    assert find(store, "stops", one.sha256) is None
    assert find(store, "street", one.sha256[:16] + "0" * 48) is None


def test_what_would_be_kept_is_told_without_keeping_it(tmp_path: Path) -> None:
    store, path = tmp_path / "store", given(tmp_path)
    told = seen(store, "street", path, FACTS, sha256_of(path))
    assert not store.exists()
    assert keep(store, "street", path, FACTS) == told
    before = files(store)
    right = replace(FACTS, licence="OGL v2.0")
    copy = given(tmp_path, "another-name.csv")
    assert seen(store, "street", copy, right, sha256_of(copy)) == replace(told, facts=right)
    assert files(store) == before


def test_a_changed_snapshot_is_refused(tmp_path: Path) -> None:
    store = tmp_path / "store"
    snapshot = keep(store, "street", given(tmp_path), FACTS)
    assert read(store, snapshot) == b"x,y\r\n1,2\r\n"
    assert verify(store, snapshot) is None
    (store / snapshot.path).write_bytes(b"x,y\r\n1,3\r\n")
    assert verify(store, snapshot) == "its bytes were changed after it was received"
    with pytest.raises(Unusable, match="changed after it was received"):
        read(store, snapshot)
    (store / snapshot.path).unlink()
    assert verify(store, snapshot) == "its file is gone"
    with pytest.raises(Unusable, match="is gone"):
        read(store, snapshot)


def test_a_file_that_changes_while_it_is_kept_leaves_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with pytest.raises(Unusable, match="changed while it was read"):
        keep(store, "street", given(tmp_path), FACTS, sha256="0" * 64)
    assert files(store) == {}


def test_two_files_with_the_same_short_hash_are_told_apart(tmp_path: Path) -> None:
    store = tmp_path / "store"
    path = given(tmp_path)
    digest = sha256_of(path)
    keep(store, "street", path, FACTS)
    with pytest.raises(MachineFault, match="first 16 digits"):
        keep(store, "street", path, FACTS, sha256=digest[:16] + "0" * 48)


def test_an_interrupted_keep_is_begun_again(tmp_path: Path) -> None:
    store = tmp_path / "store"
    path = given(tmp_path)
    left = store / "snapshots" / "street" / f".{sha256_of(path)[:16]}.part"
    left.mkdir(parents=True)
    (left / "a.csv").write_bytes(b"half")
    assert kept(store) == ()
    assert read(store, keep(store, "street", path, FACTS)) == path.read_bytes()
    assert not left.exists()


def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "slices.json"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshots.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        snapshots.write_beside(path, b"new")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"slices.json": b"old"}


def test_an_id_that_leads_out_of_the_store_is_refused(tmp_path: Path) -> None:
    for id in ("../x", "/x", "A", "", ".x"):
        with pytest.raises(Unusable, match="an id has small letters"):
            keep(tmp_path / "store", id, given(tmp_path), FACTS)


def test_a_damaged_sidecar_says_what_to_do(tmp_path: Path) -> None:
    store = tmp_path / "store"
    snapshot = keep(store, "street", given(tmp_path), FACTS)
    (store / snapshot.path).with_name(".snapshot.json").write_text("{")
    with pytest.raises(Unusable, match="remove its folder and load the file again"):
        kept(store)


def test_a_folder_made_elsewhere_is_moved_to_its_place_and_is_what_would_be_kept(tmp_path: Path) -> None:
    path = given(tmp_path)
    plain = keep(tmp_path / "plain", "street", path, FACTS)
    (tmp_path / "store").mkdir()
    made = make(tmp_path / "store/made", "street", path, FACTS, plain.sha256)
    path.unlink()  # it is not read again
    assert keep(tmp_path / "store", "street", path, FACTS, plain.sha256, made) == plain
    assert not made.exists()
    assert {name: data for name, (data, _) in files(tmp_path / "store").items()} == {
        name: data for name, (data, _) in files(tmp_path / "plain").items()
    }


def test_nothing_is_made_of_a_file_that_has_changed_since(tmp_path: Path) -> None:
    path = given(tmp_path)
    with pytest.raises(Unusable, match="the file changed while it was read"):
        make(tmp_path / "made", "street", path, FACTS, "0" * 64)
    assert not (tmp_path / "made").exists()
