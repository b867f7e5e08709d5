"""The plan folder to start from: whole, never over something, sound as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.editions.starting import start
from peelian.editions.validating import validate
from peelian.errors import WRONG_USE, Unusable

STARTER = Path(__file__).resolve().parents[3] / "peelian" / "starter"


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_folder_holds_what_ships_and_keeps_made_files_out_of_version_control(tmp_path: Path) -> None:
    files = start(tmp_path / "our-plan")
    found = content(tmp_path / "our-plan")
    assert files == tuple(sorted(found))
    assert found.pop(".gitignore").decode().splitlines()[1:] == ["editions/", "store/"]
    assert found == content(STARTER)
    assert {p.split("/")[0] for p in found} >= {"plan.yaml", "priorities", "measures", "figures", "publications"}


def test_it_is_sound_as_it_is(tmp_path: Path) -> None:
    start(tmp_path / "our-plan")
    assert validate(tmp_path / "our-plan") == ()


def test_an_empty_folder_will_do_and_parents_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    start(tmp_path / "empty")
    start(tmp_path / "a" / "b")
    assert content(tmp_path / "empty") == content(tmp_path / "a" / "b")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "empty"]


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_nothing_is_written_over(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "plan"
    if kind == "folder":
        place.mkdir()
        (place / "mine.txt").write_text("mine")
    else:
        place.write_text("mine")
    with pytest.raises(Unusable, match="give a folder that is new or empty") as refused:
        start(place)
    assert refused.value.exit_code == WRONG_USE
    assert (place / "mine.txt" if kind == "folder" else place).read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["plan"]


def test_what_a_stopped_start_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".plan.new" / "old").mkdir(parents=True)
    start(tmp_path / "plan")
    assert [p.name for p in tmp_path.iterdir()] == ["plan"]
    assert "old" not in {p.name for p in (tmp_path / "plan").iterdir()}


def test_the_folder_one_stands_in_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    start(Path())
    assert (tmp_path / "here" / "plan.yaml").is_file()
