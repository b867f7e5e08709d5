"""Results kept between runs: files that say of themselves whether they are whole and what they answer.

A cache may be deleted at any time. An entry that is damaged, cut short or under a wrong name is as good as none: it is
made anew. Where nothing can be written, nothing is kept, and the answers are the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

DIGITS = 64  # of the SHA-256 with which an entry begins: of its key and all that follows
MOST_ENTRIES = 5_000  # then the ones longest unused are removed


def key_of(parts: Iterable[object]) -> str:
    """A name that differs wherever any of the parts does, by what Python writes for them."""
    digest = hashlib.sha256()
    for part in parts:
        text = repr(part).encode()
        digest.update(b"%d " % len(text) + text)
    return digest.hexdigest()


@dataclass
class Used:
    """How much was used again: by table or measure, the months used again and the months worked out."""

    again: dict[str, int] = field(default_factory=dict)
    anew: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, again: int, anew: int) -> None:
        self.again[name] = self.again.get(name, 0) + again
        self.anew[name] = self.anew.get(name, 0) + anew

    def most(self, name: str, again: int, anew: int) -> None:
        """Of what is worked out in several ways that one counts of which most was worked out."""
        if anew >= self.anew.get(name, 0):
            self.again[name], self.anew[name] = again, anew


@dataclass(frozen=True)
class Cache:
    """Entries in a folder, each under its key."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """What was kept under a key; None where there is nothing that can be relied upon."""
        path = self.folder / key
        try:
            held = path.read_bytes()
            os.utime(path)  # in use: the last to be removed
        except OSError:
            return None
        data = held[DIGITS:]
        return data if held[:DIGITS] == _digest(key, data) else None

    def put(self, key: str, data: bytes) -> None:
        """Keeps data under a key, whole or not at all. Says nothing where it cannot."""
        beside = self.folder / f".{key}.{os.getpid()}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(_digest(key, data) + data)
            os.replace(beside, self.folder / key)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)

    def tidy(self, most: int = MOST_ENTRIES) -> None:
        """Removes the entries longest unused beyond so many, and what interrupted runs left."""
        try:
            used = sorted((path.stat().st_mtime_ns, path) for path in self.folder.iterdir())
            parts = [path for _, path in used if path.name.startswith(".")]
            entries = [path for _, path in used if path not in parts]
            for path in [*parts, *entries[: max(len(entries) - most, 0)]]:
                path.unlink(missing_ok=True)
        except OSError:
            return


def _digest(key: str, data: bytes) -> bytes:
    digest = hashlib.sha256(key.encode())
    digest.update(data)
    return digest.hexdigest().encode()
