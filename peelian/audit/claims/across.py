"""What several papers of a set print of one thing: each level is held against the first that is the same.

The first levels lie in a file without a name that goes with the process, so that a thousand papers need no more memory
than ten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from hashlib import blake2b

from peelian.audit.claims import claim_wire
from peelian.audit.claims.levels import Level, compared
from peelian.audit.claims.model import Claim

_MOST_CACHED = 8_000  # KiB of the file that are kept in memory


class Across:
    """The levels of the papers so far. Papers are added in the order of the set."""

    def __init__(self) -> None:
        self._papers: list[str] = []
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute(f"PRAGMA cache_size = -{_MOST_CACHED}")
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute("CREATE TABLE first (alike BLOB PRIMARY KEY, paper INTEGER, level TEXT) WITHOUT ROWID")

    def add(self, document: str, levels: Iterable[Level]) -> list[Claim]:
        """Takes the levels of the next paper. Its claims about what a paper before it prints first."""
        at, claims = len(self._papers), []
        self._papers.append(document)
        self._kept.execute("BEGIN")
        for here in levels:
            key = _key(here)
            known = self._kept.execute("SELECT paper, level FROM first WHERE alike = ?", (key,)).fetchone()
            if known is None:
                said = json.dumps(claim_wire.level_written(here))
                self._kept.execute("INSERT INTO first VALUES (?, ?, ?)", (key, at, said))
            elif known[0] != at:
                there = claim_wire.level_read(json.loads(known[1]))
                if claim := compared(there, here, self._papers[known[0]]):
                    claims.append(claim)
        self._kept.execute("COMMIT")
        return claims

    def close(self) -> None:
        self._kept.close()


def _key(level: Level) -> bytes:
    unit, words, period, when = level.alike
    return blake2b("\x1f".join((unit, period or "", when, *sorted(words))).encode(), digest_size=16).digest()
