"""A KPI over the areas of a level, drawn: bars with their intervals, or a funnel; each number of the table a figure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from peelian.assess.kpi import Assessment
from peelian.charts import bars, funnel
from peelian.charts.marks import Meaning
from peelian.figures.ids import FigureId
from peelian.figures.model import HELD_BACK, NOT_GIVEN, Figure
from peelian.periods import words
from peelian.plan.model import area_named
from peelian.plan.publication import Chart as ChartSpec
from peelian.publications.blocks import Block, Chart, Column, Inlines, Paragraph, Table
from peelian.publications.citing import because, join, sentence
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk
from peelian.quantities import NoValue
from peelian.signals.limits.funnel import LEVELS, Funnel, Kind, limits_at
from peelian.signals.limits.funnel import funnel as funnel_of
from peelian.signals.panel import Array

NOTHING = "-"
SIZES_DRAWN = 60  # so many sizes have their limits worked out, for smooth lines
PLACES = {
    2: "above the outer limits",
    1: "above the inner limits",
    0: "as chance would have it",
    -1: "below the inner limits",
    -2: "below the outer limits",
}
OUTER = 2


def area_chart(desk: Desk, spec: ChartSpec, label: str) -> Block:
    """The chart of a KPI's own period over the areas of `spec.level`, in the plan's order."""
    assessment = desk.assessment(spec.kpi)
    figures = _of_areas(desk, assessment, spec) if assessment is not None else []
    known = [figure for figure in figures if figure.value is not None]
    if assessment is None or len(known) < 2:
        held_back = any(figure.status == "suppressed" for figure in figures)
        which = f"figures by {_level(spec)} are"
        says = f"too few {which} {HELD_BACK.removeprefix('not ')}" if held_back else f"no {which} known"
        return Paragraph(join(f"{label}, {spec.title}: {says}."), id=_id(label))
    if spec.kind == "bars":
        return _bars(desk, assessment, spec, label, figures)
    return _funnel(desk, assessment, spec, label, figures)


def _of_areas(desk: Desk, assessment: Assessment, spec: ChartSpec) -> list[Figure]:
    own = assessment.current.id
    areas = [area.id for area in desk.plan.file.areas.list if area.level == spec.level]
    return [desk.figures.find(FigureId(own.measure, area, own.breakdown, own.period)) for area in areas]


def _bars(desk: Desk, assessment: Assessment, spec: ChartSpec, label: str, figures: list[Figure]) -> Chart:
    ends = [(desk.figures.find(f.id.of("low")), desk.figures.find(f.id.of("high"))) for f in figures]
    with_interval = any(low.value is not None and high.value is not None for low, high in ends)
    whole = assessment.current
    shown = bars.Bars(
        title=spec.title,
        unit=assessment.measure.unit,
        unit_words=_unit_words(assessment),
        decimals=_decimals(assessment),
        bars=tuple(
            bars.Bar(_name(desk, figure), figure.value, low.value, high.value)
            for figure, (low, high) in zip(figures, ends, strict=True)
        ),
        line=None if whole.value is None or not _comparable(assessment) else (_name(desk, whole), whole.value),
        interval="95% interval" if with_interval else "",
    )
    drawing = bars.draw(shown)
    columns = [Column(_heading(spec)), Column("Value", "right")]
    columns += [Column("Interval from", "right"), Column("to", "right")] if with_interval else []
    rows = []
    for figure, (low, high) in zip(figures, ends, strict=True):
        cells = [_cell(desk, assessment, figure)]
        cells += [_cell(desk, assessment, low), _cell(desk, assessment, high)] if with_interval else []
        rows.append((join(_name(desk, figure)), *cells))
    note = [_whole(desk, assessment)] if _comparable(assessment) else []
    if with_interval:
        note.append(sentence("the interval is where the level of chance alone would lie nineteen times in twenty"))
    table = Table(_caption(assessment, spec), tuple(columns), tuple(rows), f"{_id(label)}-data")
    table = _noted(table, [*note, *_missing(desk, figures)])
    return Chart(spec.title, drawing.svg, drawing.alt, table, _id(label), label, over_time=False)


def _funnel(desk: Desk, assessment: Assessment, spec: ChartSpec, label: str, figures: list[Figure]) -> Block:
    parts = [(desk.figures.find(f.id.of("numerator")), desk.figures.find(f.id.of("denominator"))) for f in figures]
    counted, size = (np.array([_float(pair[which]) for pair in parts]) for which in (0, 1))
    kind: Kind = "share" if assessment.measure.unit == "percent" else "ratio"
    found = funnel_of(counted, size, kind)
    if isinstance(found, NoValue):
        return Paragraph(join(f"{label}, {spec.title}: ", because(found.reason), "."), id=_id(label))
    size_words = _size_words(desk, assessment)
    times = 100 if kind == "share" else getattr(assessment.measure.compute, "per", 1)
    points = tuple(_points(desk, assessment, figures, found, size))
    drawing = funnel.draw(
        funnel.Funnel(
            title=spec.title,
            unit=assessment.measure.unit,
            unit_words=_unit_words(assessment),
            size_words=size_words,
            decimals=_decimals(assessment),
            points=points,
            limits=tuple(_limits(found, size, times)),
            centre=found.target * times,
        )
    )
    heads = (size_words[:1].upper() + size_words[1:], "Value")
    columns = (Column(_heading(spec)), *(Column(head, "right") for head in heads), Column("Where it lies"))
    rows = tuple(
        (
            join(_name(desk, figure)),
            _plain(desk, below),
            _cell(desk, assessment, figure),
            join(_why_without(figure, above) or found.left_out[place] or PLACES[int(found.place[place])]),
        )
        for place, (figure, (above, below)) in enumerate(zip(figures, parts, strict=True))
    )
    table = Table(_caption(assessment, spec), columns, rows, f"{_id(label)}-data")
    note = [
        _whole(desk, assessment),
        sentence(
            "where nothing but chance is at work, the inner limits hold nineteen areas in twenty and the outer ones all"
            " but two in a thousand" + ("; what areas differ by anyway is allowed for" if found.overdispersed else "")
        ),
    ]
    return Chart(spec.title, drawing.svg, drawing.alt, _noted(table, note), _id(label), label, over_time=False)


def _why_without(*figures: Figure) -> str:
    """That one of them is held back, which is no missing count."""
    return NOT_GIVEN if any(figure.status == "suppressed" for figure in figures) else ""


def _points(
    desk: Desk, assessment: Assessment, figures: list[Figure], found: Funnel, size: Array
) -> Iterator[funnel.FunnelPoint]:
    for place, figure in enumerate(figures):
        if figure.value is not None and not found.left_out[place]:
            meaning = _meaning(assessment, int(found.place[place]))
            yield funnel.FunnelPoint(_name(desk, figure), Fraction(float(size[place])), figure.value, meaning)


def _limits(found: Funnel, size: Array, times: int) -> Iterator[funnel.Limits]:
    """The limits of sizes from the smallest area to the largest."""
    known = size[[not reason for reason in found.left_out]]
    sizes = np.unique(np.concatenate([np.linspace(known.min(), known.max(), SIZES_DRAWN), known]))
    lower, upper = limits_at(sizes, found.target, found.kind, found.scale, found.tau2)
    inner, outer = LEVELS.index(min(LEVELS)), LEVELS.index(max(LEVELS))
    for n, one in enumerate(sizes.tolist()):
        yield funnel.Limits(
            size=one,
            lower_outer=float(lower[outer, n]) * times,
            lower=float(lower[inner, n]) * times,
            upper=float(upper[inner, n]) * times,
            upper_outer=float(upper[outer, n]) * times,
        )


def _meaning(assessment: Assessment, place: int) -> Meaning:
    """What a place beyond the outer limits means; nothing inside them."""
    if abs(place) < OUTER:
        return "none"
    if assessment.kpi.polarity == "neither":
        return "special"
    return "improvement" if (place > 0) == (assessment.kpi.polarity == "higher") else "concern"


def _cell(desk: Desk, assessment: Assessment, figure: Figure) -> Inlines:
    if figure.value is None:
        return join(NOTHING)
    return (desk.cited.number(figure, assessment.measure, assessment.kpi.decimals, style="table"),)


def _plain(desk: Desk, figure: Figure) -> Inlines:
    return join(NOTHING) if figure.value is None else (desk.cited.said(figure, 0),)


def _whole(desk: Desk, assessment: Assessment) -> Inlines:
    """The level of the whole, that the areas are held against."""
    if assessment.current.value is None:
        return ()
    return sentence(f"{_name(desk, assessment.current)}: ", _cell(desk, assessment, assessment.current))


def _missing(desk: Desk, figures: list[Figure]) -> list[Inlines]:
    """Why an area has no number."""
    return [
        sentence(f"{_name(desk, figure)}: ", because(figure.quantity.reason))
        for figure in figures
        if isinstance(figure.quantity, NoValue)
    ]


def _noted(table: Table, note: list[Inlines]) -> Table:
    return Table(table.caption, table.columns, table.rows, table.id, None, phrases.spaced(*note))


def _comparable(assessment: Assessment) -> bool:
    """Whether the whole stands at the height of its areas: a count is their sum, which no bar is held against."""
    return assessment.measure.unit not in ("count", "headcount", "FTE", "GBP", "score")


def _float(figure: Figure) -> float:
    return float("nan") if figure.value is None else float(figure.value)


def _name(desk: Desk, figure: Figure) -> str:
    return area_named(desk.plan, figure.id.area).name


def _level(spec: ChartSpec) -> str:
    return (spec.level or "area").replace("-", " ")


def _heading(spec: ChartSpec) -> str:
    level = _level(spec)
    return f"{level[:1].upper()}{level[1:]}"


def _caption(assessment: Assessment, spec: ChartSpec) -> str:
    return f"{spec.title}, {words(assessment.period)}"


def _unit_words(assessment: Assessment) -> str:
    noun = assessment.measure.counted or assessment.measure.unit
    return f"{noun[:1].upper()}{noun[1:]}"


def _size_words(desk: Desk, assessment: Assessment) -> str:
    """What the denominators are."""
    below = getattr(assessment.measure.compute, "denominator", None)
    measure = desk.plan.measures.get(below) if isinstance(below, str) else None
    return (measure.words.noun or measure.words.subject or "size") if measure is not None else "size"


def _decimals(assessment: Assessment) -> int | None:
    return assessment.kpi.decimals if assessment.kpi.decimals is not None else assessment.measure.decimals


def _id(label: str) -> str:
    return label.lower().replace(" ", "-")
