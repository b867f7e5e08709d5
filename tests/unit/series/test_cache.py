"""An entry is whole and of its key, or it is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from peelian.series.cache import DIGITS, Cache, key_of


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    key = key_of(("one", 2))
    assert cache.get(key) is None
    cache.put(key, b"figures")
    assert cache.get(key) == b"figures"
    assert [path.name for path in cache.folder.iterdir()] == [key]


@pytest.mark.parametrize(
    "damage",
    [
        lambda held: held[:-1],
        lambda held: held + b"!",
        lambda held: held[:DIGITS] + b"Figures",
        lambda held: b"0" * DIGITS + held[DIGITS:],
        lambda held: b"",
    ],
)
def test_a_damaged_entry_is_none(tmp_path: Path, damage: object) -> None:
    cache, key = Cache(tmp_path), key_of(("one",))
    cache.put(key, b"figures")
    assert callable(damage)
    (tmp_path / key).write_bytes(damage((tmp_path / key).read_bytes()))
    assert cache.get(key) is None
    cache.put(key, b"figures")
    assert cache.get(key) == b"figures"


def test_an_entry_under_the_name_of_another_is_none(tmp_path: Path) -> None:
    cache, one, other = Cache(tmp_path), key_of(("one",)), key_of(("other",))
    cache.put(one, b"figures")
    os.rename(tmp_path / one, tmp_path / other)
    assert cache.get(other) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "cache")
    cache.put(key_of(("one",)), b"figures")
    cache.tidy()
    assert cache.get(key_of(("one",))) is None


def test_parts_that_only_look_alike_have_other_keys() -> None:
    assert key_of(("ab", "c")) != key_of(("a", "bc"))
    assert key_of((1,)) != key_of(("1",))


def test_the_entries_longest_unused_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    keys = [key_of((number,)) for number in range(4)]
    for age, key in enumerate(keys):
        cache.put(key, b"figures")
        os.utime(tmp_path / key, (age, age))
    (tmp_path / ".left.part").write_bytes(b"")
    assert cache.get(keys[0]) is not None  # so that it is the last used
    cache.tidy(most=2)
    assert {path.name for path in tmp_path.iterdir()} == {keys[0], keys[3]}
