"""Putting an edition in its place: whole, never over another one in silence, and mended after a stop."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from peelian.editions import publish as publishing
from peelian.editions.publish import publish
from peelian.errors import WRONG_USE, Unusable

FILES = {"manifest.json": b"{}", "data/figures.csv": b"a,b\n", "paper.html": b"<p>"}
OTHER = FILES | {"paper.html": b"<p>other"}


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_an_edition_is_put_where_it_belongs_with_all_its_files(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "editions"
    assert publish(out, "2026-05", FILES, replace=False) == out / "2026-05"
    assert content(out / "2026-05") == FILES
    assert names(out) == ["2026-05"]


def kept(path: Path) -> tuple[int, int, int]:
    """What a write would change; reading a file may change when it was last read."""
    told = path.stat()
    return told.st_ino, told.st_mtime_ns, told.st_size


def test_the_same_edition_again_is_left_alone(tmp_path: Path) -> None:
    place = publish(tmp_path, "e", FILES, replace=False)
    before = {path: kept(path) for path in place.rglob("*")}
    for replace in (False, True):
        assert publish(tmp_path, "e", dict(reversed(FILES.items())), replace=replace) == place
    assert {path: kept(path) for path in place.rglob("*")} == before


@pytest.mark.parametrize(
    "other",
    [OTHER, FILES | {"more.txt": b""}, {"manifest.json": b"{}"}],
    ids=["changed", "one more", "fewer"],
)
def test_another_one_of_that_name_needs_to_be_told_to_go(tmp_path: Path, other: dict[str, bytes]) -> None:
    publish(tmp_path, "e", FILES, replace=False)
    with pytest.raises(Unusable, match="editions do not change") as refused:
        publish(tmp_path, "e", other, replace=False)
    assert refused.value.exit_code == WRONG_USE
    assert content(tmp_path / "e") == FILES
    publish(tmp_path, "e", other, replace=True)
    assert content(tmp_path / "e") == other
    assert names(tmp_path) == ["e"]


def test_two_editions_stand_beside_each_other(tmp_path: Path) -> None:
    publish(tmp_path, "e", FILES, replace=False)
    publish(tmp_path, "f", OTHER, replace=False)
    assert (content(tmp_path / "e"), content(tmp_path / "f")) == (FILES, OTHER)


def test_a_system_that_cannot_swap_renames_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_exchange", lambda *_: False)
    publish(tmp_path, "e", FILES, replace=False)
    publish(tmp_path, "e", OTHER, replace=True)
    assert content(tmp_path / "e") == OTHER
    assert names(tmp_path) == ["e"]


def test_a_build_that_stopped_between_the_two_renames_is_mended(tmp_path: Path) -> None:
    publish(tmp_path, "e", FILES, replace=False)
    (tmp_path / "e").rename(tmp_path / ".e.replaced")
    (tmp_path / ".e.staged").mkdir()
    (tmp_path / ".e.staged" / "half.txt").write_bytes(b"half")
    with pytest.raises(Unusable, match="editions do not change"):
        publish(tmp_path, "e", OTHER, replace=False)
    assert content(tmp_path / "e") == FILES
    assert names(tmp_path) == ["e"]


def test_a_signature_outside_the_comparison_is_no_difference(tmp_path: Path) -> None:
    signed = FILES | {"manifest.json.sig": b"aa"}
    publish(tmp_path, "e", signed, replace=False)
    publish(tmp_path, "e", FILES, replace=False)
    assert content(tmp_path / "e") == signed


def test_an_edition_can_be_signed_afterwards(tmp_path: Path) -> None:
    publish(tmp_path, "e", FILES, replace=False)
    signed = FILES | {"manifest.json.sig": b"aa"}
    publish(tmp_path, "e", signed, replace=False)
    assert content(tmp_path / "e") == signed


def test_two_builds_at_once_leave_one_whole_edition(tmp_path: Path) -> None:
    """Both stage under the same name, so one must wait for the other."""
    editions = [{f"f{n}.txt": str(which).encode() * 1000 for n in range(60)} for which in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda files: publish(tmp_path, "e", files, replace=True), editions))
    assert content(tmp_path / "e") in editions
    assert [p.name for p in tmp_path.iterdir()] == ["e"]


def test_a_place_that_is_a_file_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(Unusable, match="a file, where a folder"):
        publish(tmp_path / "out" / "below", "e", FILES, replace=False)
    with pytest.raises(Unusable, match="there is a file of that name"):
        publish(tmp_path, "out", FILES, replace=True)
    assert (tmp_path / "out").read_text() == "x"
