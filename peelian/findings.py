"""A finding: what a check said, and where. Values only; printing them is the command line's work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Finding:
    """What one check said about one place.

    `where` is `file:line` (relative to the plan folder), a figure id, or a file's name with a row.
    `says` is one plain sentence: what was found, what is allowed, what to do. What to do stands apart, as `advice`,
    where it is no longer needed once the finding is accepted.
    An `error` stops a build unless the plan's accepted-findings.yaml names it. `figures` are the ids of the figures it
    is about. Where it is about words it quotes, such as a number typed by hand, `words` are these and `place` is where
    they stand in a way that lasts when lines above are changed: `commentary/EDITION/CHAPTER.md#PARAGRAPH`, or the
    number of a paragraph or the label of a table in the paper.
    """

    code: str
    where: str
    says: str
    severity: Severity = "error"
    verdict: str | None = None
    figures: tuple[str, ...] = ()
    place: str | None = None
    words: str | None = None
    advice: str | None = None

    @property
    def told(self) -> str:
        """What was found, and what to do about it where that is not done."""
        return f"{self.says}; {self.advice}" if self.advice else self.says

    def line(self) -> str:
        return f"{self.where}: {self.told} [{self.code}]"


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by severity, then by place, then by code: the order people read and programs compare."""
    return tuple(sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), _natural(f.where), f.code, f.says)))


def _natural(where: str) -> tuple[str, int]:
    place, _, line = where.rpartition(":")
    return (place, int(line)) if line.isdigit() else (where, 0)
