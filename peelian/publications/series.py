"""A series in a paper: a chart where it has 8 points or more, a table where it has fewer, and never an invented one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from peelian.assess.kpi import Assessment
from peelian.charts.line import Point, draw
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.periods import Period, financial_year, month, shift, short
from peelian.plan.publication import Chart as ChartSpec
from peelian.publications import documents
from peelian.publications.blocks import Block, Chart, Column, Inlines, Paragraph, Table, plain
from peelian.publications.citing import join, listed
from peelian.publications.sentences.desk import Desk

FEWEST_DRAWN = 8
FEWEST_LISTED = 2
MOST_MONTHS = 60
NOTHING = "-"
HOUR = 3600  # seconds
SHORTEST_RUN = 3  # months that are named by their first and last
AXIS = {"count": "number", "percent": "per cent"}
"""How a unit is named beside a scale or over a table of numbers; the others by their own name."""


def series_block(desk: Desk, spec: ChartSpec, label: str) -> Block:
    """The months up to the KPI's own period, as many as are known, at most 60."""
    figures = months_of(desk, spec.kpi)
    assessment = desk.assessment(spec.kpi)
    id = label.lower().replace(" ", "-")
    known = [f for f in figures if f.value is not None]
    if assessment is None or len(known) < FEWEST_LISTED:
        words = f"{label}, {spec.title}: series not published.{_printed_without(desk, spec, assessment)}"
        if assessment is not None and assessment.measure.kind != "published" and desk.figures.computed is not None:
            words = f"{label}, {spec.title}: no monthly figures are loaded."
        return Paragraph(join(words), id=id)
    measure = assessment.measure
    noun = measure.words.noun or measure.unit
    drawn = len(known) >= FEWEST_DRAWN
    unit = _unit_named(measure.unit, [f.value for f in known if f.value is not None])
    caption = f"{spec.title}, {unit}"
    table = _by_year(desk, spec.kpi, figures, caption, f"{id}-data" if drawn else id, None if drawn else label)
    if not drawn:
        return table
    scale = f"{noun[0].upper()}{noun[1:]}" if measure.words.noun else unit.capitalize()
    points = [Point(f.id.period, f.value) for f in figures]
    drawing = draw(spec.title, measure.unit, scale, points, assessment.kpi.decimals)
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


def _by_year(desk: Desk, kpi: str, figures: list[Figure], caption: str, id: str, label: str | None) -> Table:
    """The months of a series as a table: a row for each financial year, a column for each month.

    A month without a value is a dash, and the note says why; one that is provisional is said there too.
    """
    starts = desk.plan.file.financial_year_starts
    rows: dict[str, list[Inlines]] = {}
    notes: dict[str, list[Period]] = {}
    for figure in figures:
        day = figure.id.period.last
        assert day is not None
        year = _financial_year(financial_year(day, starts))
        cells = rows.setdefault(year, [()] * 12)
        cells[(day.month - starts) % 12] = _cell(desk, kpi, figure)
        if figure.value is None or figure.status not in ("final", "published"):
            notes.setdefault(_reason(figure), []).append(figure.id.period)
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


def _months(months: list[Period]) -> str:
    """Every month by its name; three or more in a row by their first and last."""
    runs: list[list[Period]] = []
    for one in months:
        if runs and shift(runs[-1][-1], 1) == one:
            runs[-1].append(one)
        else:
            runs.append([one])
    named: list[str] = []
    for run in runs:
        whole = f"{short(run[0])} to {short(run[-1])}"
        named += [whole] if len(run) >= SHORTEST_RUN else [short(one) for one in run]
    return plain(listed([join(name) for name in named]))


def months_of(desk: Desk, kpi: str) -> list[Figure]:
    """The monthly figures from the first there is to the last, gaps kept; empty where no month has a value.

    A month that is not given out, since its number is small, is there.
    """
    assessment = desk.assessment(kpi)
    if assessment is None or assessment.period.last is None:
        return []
    last = month(assessment.period.last.year, assessment.period.last.month)
    whole = assessment.current.id
    ids = [_monthly(whole, shift(last, -back)) for back in range(MOST_MONTHS - 1, -1, -1)]
    figures = [desk.figures.find(id) for id in ids]
    there = [i for i, f in enumerate(figures) if f.value is not None or f.status == "suppressed"]
    known = any(f.value is not None for f in figures)
    return figures[there[0] : there[-1] + 1] if known else []


def _monthly(id: FigureId, period: Period) -> FigureId:
    return FigureId(id.measure, id.area, id.breakdown, period)
