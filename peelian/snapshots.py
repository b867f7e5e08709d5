"""Files as received: their bytes, unchanged, with a sidecar that says where they came from and when.

A snapshot lies at STORE/snapshots/SOURCE/SHA/NAME, where SHA is the first 16 digits of the hash of its bytes.
It is written beside and renamed, so that it is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from peelian.errors import MachineFault, Unusable

FOLDER = "snapshots"
SIDECAR = ".snapshot.json"
DIGITS = 16  # of the hash, in the folder's name; the sidecar has all 64
CHUNK = 1 << 20
_SAFE_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True)
class Facts:
    """What sources.yaml says of a file. `received` is never read from a clock."""

    origin: str
    licence: str
    publisher: str
    published: date
    received: date


@dataclass(frozen=True)
class Snapshot:
    """One file as received. `name` is its own; `path` is relative to the store."""

    source: str
    name: str
    sha256: str
    size: int
    facts: Facts
    path: str


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes, in 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(
    store: Path, source: str, path: Path, facts: Facts, sha256: str | None = None, made: Path | None = None
) -> Snapshot:
    """Puts a file into the store and returns its snapshot.

    The same bytes twice change nothing: the first name stands. Where the facts differ the sidecar is
    replaced, so that a licence put right in sources.yaml is right in the next edition; the bytes are never
    written again. `sha256` is the hash of the file where the caller has it already; a file that has changed
    since is refused. `made` is what `make` made of it, on the store's disk, and is moved.
    """
    if not _SAFE_ID.fullmatch(source):
        raise Unusable(f"source '{source}': an id has small letters, digits, '-', '_' and '.'; rename it")
    sha256 = sha256 or sha256_of(path)
    folder = store / FOLDER / source / sha256[:DIGITS]
    if folder.is_dir():
        held = _sidecar(store, folder)
        if held.sha256 != sha256:
            raise MachineFault(f"{folder}: another file has the same first {DIGITS} digits of its hash")
        if held.facts != facts:
            held = replace(held, facts=facts)
            _write_sidecar(folder, held)
        return held
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = made or make(folder.parent / f".{sha256[:DIGITS]}.part", source, path, facts, sha256)
    try:
        os.replace(beside, folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    sync_folder(folder.parent)
    return _sidecar(store, folder)


def make(folder: Path, source: str, path: Path, facts: Facts, sha256: str) -> Path:
    """Makes the folder of a snapshot anywhere, safe on the disk, for `keep` to move to its place; all of it or none."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir()
        size = _copy(path, folder / path.name, sha256)
        _write_sidecar(folder, _snapshot(source, path.name, sha256, size, facts))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def seen(store: Path, source: str, path: Path, facts: Facts, sha256: str) -> Snapshot:
    """What `keep` would return for a file, with nothing kept: under its first name, where the store has its bytes."""
    held = find(store, source, sha256)
    return replace(held, facts=facts) if held else _snapshot(source, path.name, sha256, path.stat().st_size, facts)


def kept(store: Path, source: str | None = None) -> tuple[Snapshot, ...]:
    """The snapshots of a source, or of all, by source and hash."""
    pattern = f"{source or '*'}/{'?' * DIGITS}"
    return tuple(_sidecar(store, folder) for folder in sorted((store / FOLDER).glob(pattern)))


def find(store: Path, source: str, sha256: str) -> Snapshot | None:
    """The snapshot of these bytes, if the store has them."""
    folder = store / FOLDER / source / sha256[:DIGITS]
    held = _sidecar(store, folder) if folder.is_dir() else None
    return held if held is not None and held.sha256 == sha256 else None


def read(store: Path, snapshot: Snapshot) -> bytes:
    """The bytes as received; refused if they are no longer those that were received."""
    path = store / snapshot.path
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unusable(f"{path}: this snapshot is gone; put the file back, or load it again") from None
    if hashlib.sha256(data).hexdigest() != snapshot.sha256:
        raise Unusable(f"{path}: this snapshot was changed after it was received; put the file back as it came")
    return data


def verify(store: Path, snapshot: Snapshot) -> str | None:
    """What is wrong with a snapshot on disk, in words; None where its bytes are those received."""
    path = store / snapshot.path
    if not path.is_file():
        return "its file is gone"
    return None if sha256_of(path) == snapshot.sha256 else "its bytes were changed after it was received"


def write_beside(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all: beside, to the disk, then renamed."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes renames in a folder last through a power cut, where the system lets folders be opened."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _snapshot(source: str, name: str, sha256: str, size: int, facts: Facts) -> Snapshot:
    path = (Path(FOLDER) / source / sha256[:DIGITS] / name).as_posix()
    return Snapshot(source, name, sha256, size, facts, path)


def _copy(source: Path, target: Path, sha256: str) -> int:
    """Copies bytes that must have this hash, and returns their number."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as given, target.open("wb") as taken:
        while chunk := given.read(CHUNK):
            digest.update(chunk)
            size += taken.write(chunk)
        taken.flush()
        os.fsync(taken.fileno())
    if digest.hexdigest() != sha256:
        raise Unusable(f"{source}: the file changed while it was read; load it again when it is complete")
    return size


def _write_sidecar(folder: Path, snapshot: Snapshot) -> None:
    content = asdict(snapshot)
    facts = {k: v.isoformat() if isinstance(v, date) else v for k, v in content.pop("facts").items()}
    del content["path"]
    text = json.dumps({**content, **facts}, indent=2, ensure_ascii=False) + "\n"
    write_beside(folder / SIDECAR, text.encode())


def _sidecar(store: Path, folder: Path) -> Snapshot:
    path = folder / SIDECAR
    try:
        held = json.loads(path.read_bytes())
        facts = Facts(
            held["origin"],
            held["licence"],
            held["publisher"],
            date.fromisoformat(held["published"]),
            date.fromisoformat(held["received"]),
        )
        relative = (folder / held["name"]).relative_to(store).as_posix()
        return Snapshot(held["source"], held["name"], held["sha256"], held["size"], facts, relative)
    except (OSError, ValueError, KeyError, TypeError):
        raise Unusable(f"{path}: this sidecar cannot be read; remove its folder and load the file again") from None
