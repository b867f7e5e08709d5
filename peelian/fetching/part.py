"""A file on its way: what has come of it, and which version of it that is, so that it can be gone on with."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from peelian.errors import MachineFault
from peelian.snapshots import write_beside


@dataclass(frozen=True)
class Version:
    """What the server calls the version that is coming: its address, tag, date, whole size. Empty: it did not say."""

    address: str
    etag: str = ""
    modified: str = ""
    size: int | None = None

    @property
    def sure(self) -> str:
        """What to name this version by so that a range is given of it alone; weak tags are no promise of bytes."""
        return self.modified if not self.etag or self.etag.startswith("W/") else self.etag


class Part:
    """`NAME.part` in a folder of its own, and beside it `NAME.part.json`, which names the version."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.part"
        self._about = folder / f"{name}.part.json"
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    def version(self, address: str) -> Version | None:
        """The version of what is here of this address; None where nothing is, or it cannot be gone on with."""
        try:
            held = Version(**json.loads(self._about.read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        return held if held.address == address and held.sure and self.size else None

    def check_room(self, whole: int | None) -> None:
        """Raises MachineFault where a file of so many bytes, the part's own among them, does not fit on the disk."""
        free, needed = shutil.disk_usage(self.path.parent).free, (whole or 0) - self.size
        if needed > free:
            raise MachineFault(
                f"{self.path}: {needed:,} bytes are to come, and the disk has {free:,} left; free some room"
            )

    def begin(self, version: Version) -> IO[bytes]:
        """Opens it empty, for this version."""
        self.path.unlink(missing_ok=True)
        write_beside(self._about, json.dumps(asdict(version)).encode())
        return self.path.open("wb")

    def go_on(self) -> IO[bytes]:
        return self.path.open("ab")

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)
        self._about.unlink(missing_ok=True)
