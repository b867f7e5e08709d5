"""A series in a paper: a chart where it has 8 points or more, a table where it has fewer, and never an invented one."""

from __future__ import annotations

from peelian.charts.line import Point, draw
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.periods import Period, month, shift, short
from peelian.plan.publication import Chart as ChartSpec
from peelian.publications.blocks import Block, Chart, Column, Paragraph, Table
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk

FEWEST_DRAWN = 8
FEWEST_LISTED = 2
MOST_MONTHS = 60


def series_block(desk: Desk, spec: ChartSpec, label: str) -> Block:
    """The months up to the KPI's own period, as many as are known, at most 60."""
    figures = months_of(desk, spec.kpi)
    assessment = desk.assessment(spec.kpi)
    id = label.lower().replace(" ", "-")
    known = [f for f in figures if f.value is not None]
    if assessment is None or len(known) < FEWEST_LISTED:
        words = f"{label}, {spec.title}: series not published. The paper it comes from shows a picture without numbers."
        if assessment is not None and assessment.measure.kind != "published":
            words = f"{label}, {spec.title}: no monthly figures are loaded."
        return Paragraph(join(words), id=id)
    measure = assessment.measure
    rows = tuple(
        (
            join(short(f.id.period)),
            (desk.cited.number(f, measure, assessment.kpi.decimals, style="table"),),
            join(f.status if f.value is not None else getattr(f.quantity, "reason", "missing")),
        )
        for f in figures
    )
    noun = measure.words.noun or measure.unit
    columns = (Column("Month"), Column(noun[0].upper() + noun[1:], "right"), Column("Status"))
    if len(known) < FEWEST_DRAWN:
        return Table(f"{spec.title}, by month", columns, rows, id, label)
    table = Table(f"Data for {label}: {spec.title}", columns, rows, f"{id}-data")
    points = [Point(f.id.period, f.value) for f in figures]
    drawing = draw(spec.title, measure.unit, noun, points, assessment.kpi.decimals)
    return Chart(spec.title, drawing.svg, drawing.alt, table, id, label)


def months_of(desk: Desk, kpi: str) -> list[Figure]:
    """The monthly figures from the first known month to the last, gaps kept; empty where there are none."""
    assessment = desk.assessment(kpi)
    if assessment is None or assessment.period.last is None:
        return []
    last = month(assessment.period.last.year, assessment.period.last.month)
    whole = assessment.current.id
    ids = [_monthly(whole, shift(last, -back)) for back in range(MOST_MONTHS - 1, -1, -1)]
    if assessment.measure.kind == "published" or desk.figures.computed is None:
        ids = [id for id in ids if id in desk.figures.typed]
    figures = [desk.figures.find(id) for id in ids]
    known = [i for i, f in enumerate(figures) if f.value is not None]
    return figures[known[0] : known[-1] + 1] if known else []


def _monthly(id: FigureId, period: Period) -> FigureId:
    return FigureId(id.measure, id.area, id.breakdown, period)


