"""KPIs that have no figure yet, and what is awaited for each."""

from __future__ import annotations

from peelian.plan.publication import kpis_named
from peelian.publications.blocks import Block, Column, Table
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk


def blocks(desk: Desk) -> list[Block]:
    """Those the publication's chapters name; all of them in a framework, which speaks of the whole plan."""
    said = spoken_of(desk)
    waiting = [kpi for kpi in desk.kpis.values() if kpi.kind == "in-development" and kpi.id in said]
    if not waiting:
        return []
    rows = tuple((join(kpi.title), join(kpi.awaits or "")) for kpi in waiting)
    columns = (Column("Measure"), Column("What is awaited"))
    return [Table("What each of them awaits", columns, rows, "table-in-development")]


def spoken_of(desk: Desk) -> set[str]:
    return set(desk.kpis if desk.publication.kind == "framework" else kpis_named(desk.publication))
