"""Which findings the plan lets stand: those that accepted-findings.yaml names, and no others of their code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from peelian.findings import Finding
from peelian.plan.model import Accepted

QUOTING = ("typed-number", "untied-number", "direction-contradicts", "audit-inconsistent")
"""Codes of findings that quote words: they are accepted by these and their place."""


def covers(one: Accepted, finding: Finding) -> bool:
    """Whether this acceptance names this finding: its words at their place, else its very figures, else its place."""
    if one.code != finding.code:
        return False
    if finding.words is not None:
        return (one.place, one.words) == (finding.place, finding.words)
    return set(one.figures) == (set(finding.figures) or {finding.where})


def with_reasons(findings: Iterable[Finding], accepted: Iterable[Accepted]) -> list[Finding]:
    """Accepted findings as notes with their reason; the others as they are."""
    accepted = tuple(accepted)
    told = []
    for finding in findings:
        reason = next((one.reason for one in accepted if covers(one, finding)), None)
        if reason is not None:
            finding = replace(finding, severity="note", says=f"{finding.says} (accepted: {reason})", advice=None)
        told.append(finding)
    return told
