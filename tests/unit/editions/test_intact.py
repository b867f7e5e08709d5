"""The files of an edition against its manifest: nothing is followed out of its folder, nothing odd is overlooked."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from peelian.editions.intact import against_manifest
from peelian.editions.manifest import sha256
from peelian.editions.reading import open_edition
from tests.starter_plan import edition, started

FILES = {"paper.html": b"<p>", "data/figures.csv": b"a,b\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition of two files, beside a file that is not part of it."""
    manifest = edition(started(tmp_path / "plan")).manifest
    listed = [{"path": path, "sha256": sha256(data)} for path, data in FILES.items()]
    folder = tmp_path / "edition"
    for path, data in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "manifest.json").write_text(json.dumps(manifest | {"files": listed}))
    return folder


def told(folder: Path) -> dict[str, str]:
    return {finding.where: finding.code for finding in against_manifest(open_edition(folder))}


def test_an_edition_as_it_was_published(folder: Path) -> None:
    assert told(folder) == {}


def test_changed_added_and_missing_files(folder: Path) -> None:
    (folder / "paper.html").write_bytes(b"<p>.")
    (folder / "data/figures.csv").unlink()
    (folder / "more.txt").write_bytes(b"")
    (folder / ".hidden").write_bytes(b"")
    assert told(folder) == {
        "paper.html": "file-changed",
        "data/figures.csv": "file-missing",
        "more.txt": "file-added",
        ".hidden": "file-added",
    }


def test_a_signature_is_no_added_file(folder: Path) -> None:
    (folder / "manifest.json.sig").write_bytes(b"aa")
    assert told(folder) == {}


def moved_out(folder: Path, path: str) -> None:
    """The file or folder lies elsewhere, and a link to it in its place."""
    elsewhere = folder.parent / "elsewhere"
    (folder / path).rename(elsewhere)
    (folder / path).symlink_to(elsewhere, target_is_directory=elsewhere.is_dir())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("paper.html", {"paper.html": "file-changed"}),
        ("manifest.json", {"manifest.json": "file-changed"}),
        ("data", {"data": "file-added", "data/figures.csv": "file-missing"}),
    ],
)
def test_a_link_is_not_followed(folder: Path, path: str, said: dict[str, str]) -> None:
    moved_out(folder, path)
    assert told(folder) == said


def test_a_link_to_nothing_is_told(folder: Path) -> None:
    (folder / "more").symlink_to("nowhere")
    (folder / "manifest.json.sig").symlink_to("nowhere")
    assert told(folder) == {"more": "file-added", "manifest.json.sig": "file-changed"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_told_and_not_waited_for(folder: Path) -> None:
    (folder / "paper.html").unlink()
    os.mkfifo(folder / "paper.html")
    os.mkfifo(folder / "more")
    assert told(folder) == {"paper.html": "file-changed", "more": "file-added"}
