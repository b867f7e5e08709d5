"""Findings of this paper that the office knows and accepts, printed with the reason they stand."""

from __future__ import annotations

from peelian.plan.accepting import covers
from peelian.plan.model import Accepted
from peelian.publications.blocks import Block, Column, Table
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk

AFTER_WRITING = (
    "untied-number",
    "not-publishable",
    "audit-inconsistent",
)  # found on the written paper, when this page is in it


def blocks(desk: Desk) -> list[Block]:
    """One row a finding that was raised here."""
    rows = tuple(
        (
            join(a.code.replace("-", " ")),
            join(_concerns(desk, a)),
            join(a.reason),
            join(f"{a.date.day} {a.date:%B %Y}"),
        )
        for a in desk.plan.accepted
        if a.code in AFTER_WRITING or any(covers(a, finding) for finding in desk.findings)
    )
    columns = (Column("Finding"), Column("Concerns"), Column("Reason it stands"), Column("Accepted"))
    return [Table("What was found, and why it stands", columns, rows, "table-known-findings")] if rows else []


def _concerns(desk: Desk, one: Accepted) -> str:
    """The measures of its figures by their titles; else the words it lets stand, and where a reader finds them."""
    if one.words is not None and one.place is not None:
        what = f"number {one.words}" if any(c.isdigit() for c in one.words) else f"word ‘{one.words}’"
        number = desk.paragraphs.get(one.place, one.place)
        return f"the {what} in {f'paragraph {number}' if number[:1].isdigit() else number}"
    measures = dict.fromkeys(id.split("/")[0] for id in one.figures)
    return ", ".join(desk.plan.measures[m].title for m in measures if m in desk.plan.measures)
