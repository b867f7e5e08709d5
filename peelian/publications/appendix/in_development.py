"""KPIs that have no figure yet, and what is awaited for each."""

from __future__ import annotations

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
    if desk.publication.kind == "framework":
        return set(desk.kpis)
    paragraphs = [paragraph for chapter in desk.publication.chapters for paragraph in chapter.paragraphs]
    said = {kpi for paragraph in paragraphs for say in paragraph.say for kpi in say.kpis}
    listed = {kpi for paragraph in paragraphs if paragraph.table for kpi in paragraph.table.kpis}
    return said | listed | {chart.kpi for paragraph in paragraphs for chart in paragraph.charts}
