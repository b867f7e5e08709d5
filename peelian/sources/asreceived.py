"""The files of a load as they were received: copied while they are read, and kept once nothing is wrong with any."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from peelian import snapshots
from peelian.snapshots import Facts, Snapshot
from peelian.sources import several
from peelian.sources.arrivals import as_arrived
from peelian.sources.drafts import Draft
from peelian.sources.given import Received
from peelian.sources.model import Source
from peelian.sources.register import Register, current

AT_ONCE = 4  # of a copy most of the time is waiting for the disk, and the cores are reading rows


class Copies:
    """Snapshots that are made in a work folder on the store's disk, while the rows of their files are read.

    What is wrong with a copy is raised where it is asked for: of a load that stops for its rows nobody asks.
    """

    def __init__(self, folder: Path, store: Path) -> None:
        self._folder = folder
        self._store = store
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._made: dict[tuple[str, str], Future[Path]] = {}

    def begin(self, id: str, source: Source, one: Received) -> None:
        """Begins to copy a file, unless the store has its bytes or another of this source with the same is begun."""
        if (id, one.sha256) in self._made or snapshots.find(self._store, id, one.sha256) is not None:
            return
        at = self._folder / f"snapshot-{len(self._made)}"
        made = self._pool.submit(snapshots.make, at, id, one.path, facts(source, one), one.sha256)
        self._made[id, one.sha256] = made

    def of(self, id: str, one: Received) -> Path | None:
        """The folder that was made of a file, once it is whole."""
        made = self._made.get((id, one.sha256))
        return made.result() if made is not None else None

    def close(self) -> None:
        """Lets go of what was begun, and waits for what is being written."""
        self._pool.shutdown(cancel_futures=True)


def facts(source: Source, received: Received) -> Facts:
    """What its source says of a file."""
    own = as_arrived(source, received.arrival)
    return Facts(own.origin, own.licence, own.publisher, own.published, own.received)


def keep(drafts: list[Draft], sources: Mapping[str, Source], store: Path, copies: Copies) -> None:
    """Keeps every file, once all are copied. The same bytes under another name come after the first: they have one
    place."""
    keeping = [(one.source, received) for one in drafts for received in one.received]
    first = {(source, received.sha256): received for source, received in reversed(keeping)}

    def kept(named: tuple[str, Received]) -> None:
        source, one = named
        snapshots.keep(store, source, one.path, facts(sources[source], one), one.sha256, copies.of(source, one))

    for source, received in keeping:
        copies.of(source, received)
    several.each(kept, [one for one in keeping if first[one[0], one[1].sha256] is one[1]])
    for one in keeping:
        if first[one[0], one[1].sha256] is not one[1]:
            kept(one)


def behind(
    drafts: list[Draft],
    sources: Mapping[str, Source],
    register: Register,
    store: Path,
    of: Collection[str] | None = None,
) -> tuple[Snapshot, ...]:
    """The files of these drafts and those of before that rows in use come from, by source and hash."""
    found = {}
    for one in drafts:
        for received in one.received:
            said = facts(sources[one.source], received)
            held = snapshots.seen(store, one.source, received.path, said, received.sha256)
            found[held.source, held.sha256] = held
    for entry in current(register.entries, of):
        for sha256 in (entry.sha256, *((entry.lookup[1],) if entry.lookup else ())):
            if (entry.source, sha256) not in found:
                before = snapshots.find(store, entry.source, sha256)
                if before is not None:
                    found[entry.source, sha256] = before
    return tuple(found[key] for key in sorted(found))
