"""Stored rows that are gone or damaged: of a file that is there they are read again, of another it is said."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from peelian import snapshots
from peelian.findings import Finding
from peelian.series import stored
from peelian.sources import several
from peelian.sources.register import FOLDER, Entry, Print

FIRST_TIME = 946_684_800  # seconds: 2000-01-01; the times of stored files lie in the year after it


def sound(entry: Entry, store: Path) -> bool:
    """Whether all files of a slice are there from end to end, and as they were written.

    A file that has the time it was given is taken to be so; one of another time is read: see `changed_within`.
    """
    paths = [store / FOLDER / file for file in entry.files]
    if not all(map(stored.whole, paths)):
        return False
    return all(_as_written(path, one) for path, one in zip(paths, entry.prints, strict=False))


def printed(path: Path) -> Print:
    """What is noted of a file that has just been written, which gets its time."""
    one = Print(snapshots.sha256_of(path), path.stat().st_size)
    _give_time(path, one)
    return one


def give_times(entries: Iterable[Entry], store: Path) -> None:
    """Gives sound files their times again, which a copied store has lost, so that they are not read at every run."""
    for entry in entries:
        paths = [store / FOLDER / file for file in entry.files]
        without = [pair for pair in zip(paths, entry.prints, strict=False) if not _has_time(*pair)]
        if without and sound(entry, store):
            for path, one in without:
                _give_time(path, one)


def changed_within(entries: Iterable[Entry], store: Path) -> Iterator[Path]:
    """Stored files that are whole and not as they were written, whatever their times say. Reads all of them."""
    kept = [
        (store / FOLDER / file, one)
        for entry in entries
        for file, one in zip(entry.files, entry.prints, strict=False)
        if stored.whole(store / FOLDER / file)
    ]
    hashes = several.each(snapshots.sha256_of, [path for path, _ in kept])
    yield from (path for (path, one), sha256 in zip(kept, hashes, strict=True) if sha256 != one.sha256)


def _as_written(path: Path, one: Print) -> bool:
    if path.stat().st_size != one.size:
        return False
    return _has_time(path, one) or snapshots.sha256_of(path) == one.sha256


def _has_time(path: Path, one: Print) -> bool:
    try:
        return path.stat().st_mtime == _time(one)
    except FileNotFoundError:
        return False


def _give_time(path: Path, one: Print) -> None:
    with suppress(OSError):  # of a store that may not be changed the file is read each time
        os.utime(path, (_time(one), _time(one)))


def _time(one: Print) -> int:
    """The time of a stored file, in seconds, which its bytes decide: nothing else gives a file this time, and two
    loads of the same bytes write the same store. Even, as some disks keep two seconds at a time."""
    return FIRST_TIME + 2 * int(one.sha256[:6], 16)


def read_again(name: str) -> Finding:
    """Said of a file as received whose rows are read a second time."""
    says = "rows of it that the store kept were gone, damaged or changed; they are read again"
    return Finding("store-read-again", name, says, "note")


def lost(entries: Collection[Entry], store: Path) -> Iterator[Finding]:
    """Slices in use whose rows cannot be read again, as the file they came from is not there."""
    by_file: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in entries:
        if not sound(entry, store):
            by_file.setdefault((entry.source, entry.path, entry.sha256), []).append(entry)
    for (source, path, sha256), unsound in by_file.items():
        held = snapshots.find(store, source, sha256)
        kept = f" ({store / held.path} has its bytes)" if held is not None else ""
        named = ", ".join(sorted({f"'{entry.table}'" for entry in unsound}))
        says = (
            f"rows of it that the store kept are gone or damaged (table {named}), and it is not among the files of "
            f"this load; put it back{kept}, then run 'peelian load' again"
        )
        yield Finding("store-lost", path, says, "warning")
