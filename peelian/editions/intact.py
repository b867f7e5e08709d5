"""Whether the files of an edition are those its manifest was written for: every byte, none more, none fewer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from peelian.editions.manifest import NAME
from peelian.editions.reading import Edition
from peelian.editions.signing import SIGNATURE
from peelian.findings import Finding
from peelian.snapshots import sha256_of


def against_manifest(edition: Edition) -> tuple[Finding, ...]:
    """Files that were changed, added or taken away since the manifest was written."""
    return tuple(_differences(edition))


def _differences(edition: Edition) -> Iterator[Finding]:
    stated = {file["path"]: file["sha256"] for file in edition.manifest["files"]}
    there = present(edition.folder)
    for path in sorted(there.keys() - stated.keys() - {NAME, SIGNATURE}):
        yield Finding("file-added", path, "this file is not in the manifest; take it out of the edition's folder")
    for path in sorted(there.keys() & {NAME, SIGNATURE}):
        if not is_own(there[path]):
            yield Finding("file-changed", path, "this is a link; the file itself belongs here")
    for path, sha256 in sorted(stated.items()):
        if path not in there:
            yield Finding("file-missing", path, "the manifest names this file and it is not there")
        elif not is_own(there[path]) or sha256_of(there[path]) != sha256:
            yield Finding("file-changed", path, "its bytes are not those the manifest was written for")


def present(folder: Path) -> dict[str, Path]:
    """All that lies in an edition's folder but folders, by its path from there. A link is not followed: it counts
    as itself, wherever it leads."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {name: path for name, path in found.items() if path.is_symlink() or not path.is_dir()}


def is_own(path: Path) -> bool:
    """Whether this is a file of the edition itself: no link that leads elsewhere, no pipe, no device."""
    return path.is_file() and not path.is_symlink()
