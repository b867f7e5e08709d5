"""The sources of a load, each read whole: those of which nothing is wrong, and those that are refused."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from peelian.errors import LARGER_FILES, MachineFault
from peelian.findings import Finding
from peelian.sources.desk import Desk
from peelian.sources.drafts import Begin, Draft, draft
from peelian.sources.joined import check_joined
from peelian.sources.model import Source
from peelian.sources.register import Register


@dataclass(frozen=True)
class Sifted:
    """Every source as read, those that are sound among them, and everything that is wrong with any."""

    drafts: list[Draft]
    sound: list[Draft]
    findings: list[Finding]

    @property
    def refused(self) -> frozenset[str]:
        """The ids of the others: of each some finding is an error."""
        return frozenset(one.source for one in self.drafts) - {one.source for one in self.sound}


def sift(
    sources: Mapping[str, Source],
    folder: Path,
    areas: Mapping[str, str],
    register: Register,
    store: Path,
    desk: Desk,
    progress: Callable[[str], None] | None,
    begin: Begin | None = None,
) -> Sifted:
    """Reads every source, and holds them against each other and against the rows that stay. Keeps nothing."""
    try:
        drafts = [
            draft(id, source, folder, areas, register, store, desk, progress, begin) for id, source in sources.items()
        ]
    except desk.failures as error:
        what = (str(error).splitlines() or ["no reason given"])[0]
        todo = LARGER_FILES if os.strerror(errno.EFBIG) in what else "free some room"
        raise MachineFault(f"{desk.folder}: no room to work on the files ({what}); {todo}, try again") from None
    sound, findings = _sound(drafts, sources, register)
    return Sifted(drafts, sound, list(dict.fromkeys(findings)))


def _sound(drafts: list[Draft], sources: Mapping[str, Source], register: Register) -> tuple[list[Draft], list[Finding]]:
    """The drafts of which nothing is wrong, and all findings.

    Sound ones are held against each other again: of those that are refused the rows of before lie beside them.
    """
    joined = check_joined(drafts, sources, register)
    findings = [*(finding for one in drafts for finding in one.findings), *(one.finding for one in joined)]
    refused = {one.source for one in drafts if _stops(one.findings)}
    refused |= {id for one in joined if _stops([one.finding]) for id in one.sources}
    sound = [one for one in drafts if one.source not in refused]
    if len(sound) == len(drafts):
        return sound, findings
    still, more = _sound(sound, sources, register)
    return still, [*findings, *more]


def _stops(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)
