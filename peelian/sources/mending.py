"""Stored rows that are gone or damaged: of a file that is there they are read again, of another it is said."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from peelian import snapshots
from peelian.findings import Finding
from peelian.series import stored
from peelian.sources.register import FOLDER, Entry


def sound(entry: Entry, store: Path) -> bool:
    """Whether all files of a slice are there from end to end."""
    return all(stored.whole(store / FOLDER / file) for file in entry.files)


def read_again(name: str) -> Finding:
    """Said of a file as received whose rows are read a second time."""
    says = "rows of it that the store kept were gone or damaged; they are read again"
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
