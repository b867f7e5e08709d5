"""The files an edition is made from, each with its hash and what its source says of it."""

from __future__ import annotations

from collections.abc import Mapping

from peelian.editions.manifest import sha256
from peelian.editions.shape import InputEntry
from peelian.sources.store import Loaded


def inputs(own: Mapping[str, bytes], data: Loaded) -> tuple[InputEntry, ...]:
    """The plan's own files, then every file received, with what its source says of it; by path and hash.

    A file that was replaced under its name stands beside the one that replaced it, where rows of both are in use.
    """
    plan = {(path, sha256(content)) for path, content in own.items()}
    received = {(origin.path, origin.sha256) for table in data.tables.values() for origin in table.origins}
    received |= {(row.origin.path, row.origin.sha256) for row in data.figures}
    facts = {held.sha256: held.facts for held in data.snapshots}

    def said(path: str, digest: str) -> tuple[str, str, str]:
        if digest in facts and (path, digest) in received:
            held = facts[digest]
            return held.origin, held.licence, held.received.isoformat()
        if (path, digest) in plan:
            return "the plan folder", "that of the plan", ""
        return "not known: the store has lost this file", "not known", ""

    found = []
    for path, digest in sorted(plan | received):
        origin, licence, day = said(path, digest)
        found.append(InputEntry(path=path, sha256=digest, origin=origin, licence=licence, received=day))
    return tuple(found)
