"""Verifies an edition: every byte against its manifest, then against the same paper built again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from peelian.editions.build import BuildStopped, build
from peelian.editions.manifest import NAME, sha256
from peelian.editions.reading import Edition, open_edition
from peelian.editions.signing import SIGNATURE, holds
from peelian.editions.workfolder import open_work_again
from peelian.errors import PeelianError
from peelian.findings import Finding


@dataclass(frozen=True)
class Verdict:
    """`intact`: every file is as the manifest says. `rebuilt`: None where there was no plan to build from."""

    intact: bool
    rebuilt: bool | None
    findings: tuple[Finding, ...]


def verify(folder: Path, plan: Path | None, key: Path | None, progress: Callable[[str], None]) -> Verdict:
    """The verdict on an edition. With a key, a missing or wrong signature is a finding too."""
    progress("reading the edition")
    edition = open_edition(folder)
    findings = list(against_manifest(edition))
    if key is not None:
        findings += _signature(edition, key)
    intact = not findings
    source = plan or nearest_plan(folder)
    if source is None:
        return Verdict(intact, None, tuple(findings))
    differing = _rebuilt(edition, source, progress)
    return Verdict(intact, not differing, (*findings, *differing))


def _signature(edition: Edition, key: Path) -> list[Finding]:
    place = edition.folder / SIGNATURE
    if not place.is_file():
        return [Finding("signature", SIGNATURE, "this edition is not signed; ask its publisher for the signature")]
    if holds((edition.folder / NAME).read_bytes(), place.read_bytes(), key):
        return []
    return [Finding("signature", SIGNATURE, "the signature is not of this manifest, or not of this key")]


def _rebuilt(edition: Edition, source: Path, progress: Callable[[str], None]) -> tuple[Finding, ...]:
    manifest = edition.manifest
    try:
        made_from = {item["sha256"] for item in manifest["inputs"]}
        with tempfile.TemporaryDirectory(prefix="peelian-", ignore_cleanup_errors=True) as scratch:
            work = open_work_again(source, manifest["publication"], manifest["edition"], made_from, Path(scratch))
            built = build(work, manifest["edition"], epoch=manifest.get("source_date_epoch"), progress=progress)
    except BuildStopped as stopped:
        return (Finding("rebuilt-differs", NAME, f"the plan does not build now: {stopped.findings[0].line()}"),)
    except PeelianError as error:
        return (Finding("rebuilt-differs", NAME, f"the plan does not build now: {error}"),)
    return against_rebuilt(edition, built.files)


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
