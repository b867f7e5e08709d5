"""A series in a paper: a chart where it has 8 points or more, a table where it has fewer, and never an invented one."""

from __future__ import annotations

from datetime import date

from peelian.assess.kpi import Assessment
from peelian.charts.line import Point, draw
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.periods import Period, financial_year, month, shift, short
from peelian.plan.publication import Chart as ChartSpec
from peelian.publications.blocks import Block, Chart, Column, Inlines, Paragraph, Table
from peelian.publications.citing import join
from peelian.publications.sentences.desk import Desk

FEWEST_DRAWN = 8
FEWEST_LISTED = 2
MOST_MONTHS = 60
NOTHING = "-"
AXIS = {"count": "number", "percent": "per cent", "seconds": "hours, minutes and seconds"}
"""How a unit is named beside a scale or over a table of numbers; the others by their own name."""


def series_block(desk: Desk, spec: ChartSpec, label: str) -> Block:
    """The months up to the KPI's own period, as many as are known, at most 60."""
    figures = months_of(desk, spec.kpi)
    assessment = desk.assessment(spec.kpi)
    id = label.lower().replace(" ", "-")
    known = [f for f in figures if f.value is not None]
    if assessment is None or len(known) < FEWEST_LISTED:
        words = f"{label}, {spec.title}: series not published.{_printed_without(assessment)}"
        if assessment is not None and assessment.measure.kind != "published" and desk.figures.computed is not None:
            words = f"{label}, {spec.title}: no monthly figures are loaded."
        return Paragraph(join(words), id=id)
    measure = assessment.measure
    noun = measure.words.noun or measure.unit
    drawn = len(known) >= FEWEST_DRAWN
    caption = f"{spec.title}, {AXIS.get(measure.unit, measure.unit)}"
    table = _by_year(desk, spec.kpi, figures, caption, f"{id}-data" if drawn else id, None if drawn else label)
    if not drawn:
        return table
    scale = f"{noun[0].upper()}{noun[1:]}" if measure.words.noun else AXIS.get(measure.unit, measure.unit).capitalize()
    points = [Point(f.id.period, f.value) for f in figures]
    drawing = draw(spec.title, measure.unit, scale, points, assessment.kpi.decimals)
    return Chart(spec.title, drawing.svg, drawing.alt, table, id, label)


def _printed_without(assessment: Assessment | None) -> str:
    """That the document the level was typed from prints no months; nothing for an office's own figures."""
    if assessment is None or assessment.measure.kind != "published":
        return ""
    figures = [assessment.current, *([assessment.change] if assessment.change else [])]
    document = next((o.document for figure in figures for o in figure.origins if o.document), None)
    return f" {document} prints no monthly figures." if document else ""


def _by_year(desk: Desk, kpi: str, figures: list[Figure], caption: str, id: str, label: str | None) -> Table:
    """The months of a series as a table: a row for each financial year, a column for each month.

    A month without a value is a dash, and the note says why; one that is provisional is said there too.
    """
    starts = desk.plan.file.financial_year_starts
    rows: dict[str, list[Inlines]] = {}
    notes: dict[str, list[str]] = {}
    for figure in figures:
        day = figure.id.period.last
        assert day is not None
        year = _financial_year(financial_year(day, starts))
        cells = rows.setdefault(year, [()] * 12)
        cells[(day.month - starts) % 12] = _cell(desk, kpi, figure)
        if figure.value is None or figure.status not in ("final", "published"):
            notes.setdefault(_reason(figure), []).append(short(figure.id.period))
    names = [date(2001, (starts - 1 + n) % 12 + 1, 1).strftime("%b") for n in range(12)]
    columns = (Column("Year"), *(Column(name, "right") for name in names))
    said = [f"{_months(months)}: {reason}." for reason, months in notes.items()]
    body = tuple((join(year), *(cell or join(NOTHING) for cell in cells)) for year, cells in rows.items())
    return Table(caption, columns, body, id, label, join(" ".join(said)))


def _reason(figure: Figure) -> str:
    """Why a month has no number, or what to mind of the one it has, in plain words."""
    if figure.status == "suppressed":
        return "not given out (small number)"
    return "not available" if figure.value is None else figure.status


def _financial_year(period: Period) -> str:
    """The year as a row's name: "2024/25"; a calendar year is its number."""
    assert period.first is not None
    assert period.last is not None
    first, last = period.first.year, period.last.year
    return f"{first}" if first == last else f"{first}/{last % 100:02d}"


def _cell(desk: Desk, kpi: str, figure: Figure) -> Inlines:
    assessment = desk.assessment(kpi)
    if figure.value is None or assessment is None:
        return join(NOTHING)
    return (desk.cited.number(figure, assessment.measure, assessment.kpi.decimals, style="table"),)


def _months(months: list[str]) -> str:
    return months[0] if len(months) == 1 else f"{len(months)} months from {months[0]} to {months[-1]}"


def months_of(desk: Desk, kpi: str) -> list[Figure]:
    """The monthly figures from the first known month to the last, gaps kept; empty where there are none."""
    assessment = desk.assessment(kpi)
    if assessment is None or assessment.period.last is None:
        return []
    last = month(assessment.period.last.year, assessment.period.last.month)
    whole = assessment.current.id
    ids = [_monthly(whole, shift(last, -back)) for back in range(MOST_MONTHS - 1, -1, -1)]
    figures = [desk.figures.find(id) for id in ids]
    known = [i for i, f in enumerate(figures) if f.value is not None]
    return figures[known[0] : known[-1] + 1] if known else []


def _monthly(id: FigureId, period: Period) -> FigureId:
    return FigureId(id.measure, id.area, id.breakdown, period)
