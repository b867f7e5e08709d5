"""Checks an edition: every byte against its manifest, then against the same paper built again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from peelian.editions.manifest import NAME, sha256
from peelian.editions.reading import Edition
from peelian.editions.signing import SIGNATURE
from peelian.findings import Finding


@dataclass(frozen=True)
class Verdict:
    """`intact`: every file is as the manifest says. `rebuilt`: None where there was no plan to build from."""

    intact: bool
    rebuilt: bool | None
    findings: tuple[Finding, ...]


def against_manifest(edition: Edition) -> tuple[Finding, ...]:
    """Files that were changed, added or taken away since the manifest was written."""
    return tuple(_differences(edition))


def _differences(edition: Edition) -> Iterator[Finding]:
    stated = {item["path"]: item["sha256"] for item in edition.manifest["files"]}
    present = {
        path.relative_to(edition.folder).as_posix()
        for path in edition.folder.rglob("*")
        if path.is_file() or path.is_symlink()
    }
    for path in sorted(present - stated.keys() - {NAME, SIGNATURE}):
        yield Finding("file-added", path, "this file is not in the manifest; take it out of the edition's folder")
    for path, stated_hash in sorted(stated.items()):
        place = edition.folder / path
        if path not in present:
            yield Finding("file-missing", path, "the manifest names this file and it is not there")
        elif place.is_symlink() or sha256(place.read_bytes()) != stated_hash:
            yield Finding("file-changed", path, "its bytes are not those the manifest was written for")


def against_rebuilt(edition: Edition, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Where the edition and the same paper built again differ; the first differing part of a zip is named."""
    findings = []
    for path in sorted({*files, *(item["path"] for item in edition.manifest["files"])} | {NAME}):
        place = edition.folder / path
        held = place.read_bytes() if place.is_file() else None
        made = files.get(path)
        if held != made:
            findings.append(Finding("rebuilt-differs", path, _how(held, made)))
    return tuple(findings)


def _how(held: bytes | None, made: bytes | None) -> str:
    if held is None:
        return "built again there is this file; the edition has none"
    if made is None:
        return "the edition has this file; built again there is none"
    if held[:2] == b"PK" and made[:2] == b"PK":
        return f"built again it differs in {_first_part(held, made)}"
    at = next((i for i, (a, b) in enumerate(zip(held, made, strict=False)) if a != b), min(len(held), len(made)))
    line = held[:at].count(b"\n") + 1
    return f"built again it differs from byte {at:,} (line {line:,}) on"


def _first_part(held: bytes, made: bytes) -> str:
    import io
    import zipfile

    try:
        old, new = zipfile.ZipFile(io.BytesIO(held)), zipfile.ZipFile(io.BytesIO(made))
    except zipfile.BadZipFile:
        return "its zip directory"
    for name in old.namelist():
        if name not in new.namelist() or old.read(name) != new.read(name):
            return f"its part {name}"
    return "the order or the dates of its parts"


def nearest_plan(folder: Path) -> Path | None:
    """The nearest folder above an edition that holds plan.yaml."""
    return next((p for p in folder.resolve().parents if (p / "plan.yaml").is_file()), None)
