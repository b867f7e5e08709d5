"""A series in a paper: a control chart from 8 points on, a table where it has fewer, and never an invented one.

Where there is no process (grades have no average) the points are drawn without lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from peelian.assess.kpi import Assessment
from peelian.assess.process import KpiProcess
from peelian.charts.line import Point, draw
from peelian.figures.model import Figure
from peelian.figures.process import history
from peelian.periods import Period, financial_year, month
from peelian.plan.publication import Chart as ChartSpec
from peelian.publications import documents
from peelian.publications.area_charts import area_chart
from peelian.publications.blocks import Block, Chart, Column, Inlines, Paragraph, Table
from peelian.publications.citing import join
from peelian.publications.control_charts import LINES_TITLE, below, drawing_of, lines_vary, months_table
from peelian.publications.month_names import without_values
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk

FEWEST_DRAWN = 8
FEWEST_LISTED = 2
MONTHS_OF = {"month": 1, "quarter": 3}
NOTHING = "-"
HOUR = 3600  # seconds
AXIS = {"count": "number", "percent": "per cent"}
"""How a unit is named beside a scale or over a table of numbers; the others by their own name."""


def series_block(desk: Desk, spec: ChartSpec, label: str) -> Block:
    """The months up to the KPI's own period, as many as are known, at most 60; its areas where these are asked for."""
    if spec.kind != "series":
        return area_chart(desk, spec, label)
    figures = months_of(desk, spec.kpi)
    assessment = desk.assessment(spec.kpi)
    id = label.lower().replace(" ", "-")
    known = [f for f in figures if f.value is not None]
    if assessment is None or len(known) < FEWEST_LISTED:
        words = f"{label}, {spec.title}: series not published.{_printed_without(desk, spec, assessment)}"
        if assessment is not None and assessment.measure.kind != "published" and desk.figures.computed is not None:
            words = f"{label}, {spec.title}: no monthly figures are loaded."
        if assessment is not None and (_held_back(figures) or months_are_held_back(desk, assessment)):
            words = f"{label}, {spec.title}: too few of its monthly figures are given out, to protect small numbers."
        return Paragraph(join(words), id=id)
    measure = assessment.measure
    noun = measure.counted or measure.unit
    drawn = len(known) >= FEWEST_DRAWN
    unit = _unit_named(measure.unit, [f.value for f in known if f.value is not None])
    caption = f"{spec.title}, {unit}"
    if not drawn:
        return _by_year(desk, spec.kpi, figures, caption, id, label)
    scale = f"{noun[0].upper()}{noun[1:]}" if measure.counted else unit.capitalize()
    process = desk.process(spec.kpi)
    if isinstance(process, KpiProcess):
        return _control_chart(desk, process, spec, (caption, scale, label, id))
    table = _by_year(desk, spec.kpi, figures, caption, f"{id}-data", None)
    points = [Point(f.id.period, f.value) for f in figures]
    drawing = draw(spec.title, measure.unit, scale, points, assessment.kpi.decimals)
    return Chart(spec.title, drawing.svg, drawing.alt, table, id, label)


def _held_back(figures: Sequence[Figure]) -> bool:
    return any(figure.status == "suppressed" for figure in figures)


def months_are_held_back(desk: Desk, assessment: Assessment) -> bool:
    """Whether the months of a KPI, of which none has a value, are not given out: the last of its period tells."""
    last = assessment.period.last
    return last is not None and _held_back([desk.figures.find(assessment.current.id.at(month(last.year, last.month)))])


def _control_chart(desk: Desk, process: KpiProcess, spec: ChartSpec, named: tuple[str, str, str, str]) -> Chart:
    """The chart with its lines and the values behind it. Lines that differ by the month stand in an appendix."""
    caption, scale, label, id = named
    drawing = drawing_of(desk, process, spec.title, scale)
    elsewhere = ""
    if lines_vary(process):
        elsewhere = f"they stand in the appendix “{LINES_TITLE}”"
        desk.lines.append(months_table(desk, process, f"{label}: {caption}", f"{id}-lines"))
    figures = list(process.process.figures)
    table = _by_year(desk, spec.kpi, figures, caption, f"{id}-data", None, below(desk, process, elsewhere))
    return Chart(spec.title, drawing.svg, drawing.alt, table, id, label)


def _unit_named(unit: str, values: list[Fraction]) -> str:
    """What the numbers of a table or a scale are: times say which of hours, minutes and seconds they show."""
    if unit == "seconds":
        return "hours, minutes and seconds" if max(values) >= HOUR else "minutes and seconds"
    return AXIS.get(unit, unit)


def _printed_without(desk: Desk, spec: ChartSpec, assessment: Assessment | None) -> str:
    """What the document shows in place of months; nothing for an office's own figures."""
    figures = [assessment.current, *([assessment.change] if assessment.change else [])] if assessment else []
    typed = next((o.document for figure in figures for o in figure.origins if o.document), None)
    document = typed or desk.publication.document
    if document is None or (assessment is not None and assessment.measure.kind != "published"):
        return ""
    name = documents.named(desk.figures, document)
    name = name[0].upper() + name[1:] if document in desk.figures.documents else name
    if spec.picture:
        return f" {name} shows a picture without numbers."
    return f" {name} prints no monthly figures." if typed else ""


def _by_year(
    desk: Desk, kpi: str, figures: list[Figure], caption: str, id: str, label: str | None, after: Inlines = ()
) -> Table:
    """The months (quarters) of a series as a table: a row for each financial year, a column for each month.

    A month without a value is a dash, and the note says why; one that is provisional is said there too. `after` stands
    at the end of the note.
    """
    starts = desk.plan.file.financial_year_starts
    step = MONTHS_OF[figures[0].id.period.kind]
    rows: dict[str, list[Inlines]] = {}
    for figure in figures:
        day = figure.id.period.last
        assert day is not None
        year = _financial_year(financial_year(day, starts))
        cells = rows.setdefault(year, [()] * (12 // step))
        cells[(day.month - starts) % 12 // step] = _cell(desk, kpi, figure)
    ends = [date(2001, (starts - 2 + step * n) % 12 + 1, 1).strftime("%b") for n in range(1, 12 // step + 1)]
    names = ends if step == 1 else [f"to {end}" for end in ends]
    columns = (Column("Year"), *(Column(name, "right") for name in names))
    body = tuple((join(year), *(cell or join(NOTHING) for cell in cells)) for year, cells in rows.items())
    return Table(caption, columns, body, id, label, phrases.spaced(join(without_values(figures)), after))


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


def months_of(desk: Desk, kpi: str) -> list[Figure]:
    """The monthly figures up to the KPI's own period, gaps kept; the quarters where there are no months."""
    assessment = desk.assessment(kpi)
    if assessment is None or assessment.period.last is None:
        return []
    id = assessment.current.id
    return list(history(desk.figures.find, (id.measure, id.area, id.breakdown), assessment.period.last))
