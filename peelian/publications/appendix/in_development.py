"""KPIs that have no figure yet, and what is awaited for each."""

from __future__ import annotations

from peelian.publications.blocks import Block, Column, Table
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk


def blocks(desk: Desk) -> list[Block]:
    waiting = [kpi for kpi in desk.kpis.values() if kpi.kind == "in-development"]
    if not waiting:
        return []
    rows = tuple((join(kpi.title), join(kpi.awaits or "")) for kpi in waiting)
    columns = (Column("Measure"), Column("What is awaited"))
    return [Table("Measures that have no figure yet", columns, rows, "table-in-development")]
