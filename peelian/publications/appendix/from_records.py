"""Published figures beside the same counted from records, for the KPIs that are printed and have both."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.assess.kpi import Assessment
from peelian.figures.beside import Beside, beside
from peelian.plan.model import Kpi
from peelian.publications.blocks import Block, Column, Inlines, Paragraph, Table
from peelian.publications.citing import join, sentence
from peelian.publications.sentences.desk import Desk

ABOUT = (
    "figures that their owner has published, beside the same counted here from records; they differ where the owner"
    " counts otherwise or took the figure on another day, and neither is put in the place of the other"
)
COLUMNS = (Column("Measure"), Column("As published", "right"), Column("From records", "right"), Column("How counted"))


def blocks(desk: Desk, printed: Iterable[tuple[Kpi, Assessment]]) -> list[Block]:
    """Nothing where no table of records gives one of them."""
    rows = []
    for kpi, assessment in printed:
        found = beside(assessment.current, desk.figures)
        if found is not None:
            rows.append(_row(desk, kpi, assessment, found))
    if not rows:
        return []
    return [
        Paragraph(sentence(ABOUT)),
        Table("Published figures, and what records give", COLUMNS, tuple(rows), "table-from-records"),
    ]


def _row(desk: Desk, kpi: Kpi, assessment: Assessment, found: Beside) -> tuple[Inlines, ...]:
    counted = desk.plan.measures[found.counted.id.measure]
    published = desk.cited.number(assessment.current, assessment.measure, style="table")
    number = desk.cited.number(found.counted, counted, assessment.measure.decimals, style="table")
    return join(kpi.title), (published,), (number,), join(counted.definition)
