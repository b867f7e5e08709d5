"""Findings of this paper that the office knows and accepts, printed with the reason they stand."""

from __future__ import annotations

from peelian.publications.blocks import Block, Column, Table
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk

AFTER_WRITING = ("untied-number", "not-publishable")  # found on the written paper, when this page is in it


def blocks(desk: Desk) -> list[Block]:
    """One row a finding that was raised here."""
    raised = {(f.code, frozenset(f.figures or (f.where,))) for f in desk.findings}
    rows = tuple(
        (
            join(a.code.replace("-", " ")),
            join(_titles(desk, a.figures)),
            join(a.reason),
            join(f"{a.date.day} {a.date:%B %Y}"),
        )
        for a in desk.plan.accepted
        if (a.code, frozenset(a.figures)) in raised or a.code in AFTER_WRITING
    )
    columns = (Column("Finding"), Column("Concerns"), Column("Reason it stands"), Column("Accepted"))
    return [Table("Findings that are known and accepted", columns, rows, "table-known-findings")] if rows else []


def _titles(desk: Desk, figures: tuple[str, ...]) -> str:
    measures = dict.fromkeys(id.split("/")[0] for id in figures)
    return ", ".join(desk.plan.measures[m].title for m in measures if m in desk.plan.measures)
