"""A KPI's months as a control chart: drawn, in words, and as a table with its lines, each number a figure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import numpy as np

from peelian.assess.process import KpiProcess
from peelian.charts.control import ControlChart, ControlPoint, Expected, draw
from peelian.charts.frame import Drawing
from peelian.charts.marks import NAMES as MARKS
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.figures.process import SIGNED, own_id, segments
from peelian.periods import short, words
from peelian.publications.blocks import Column, Inlines, Table
from peelian.publications.citing import because, join, listed, sentence
from peelian.publications.month_names import months_named
from peelian.publications.sentences import phrases
from peelian.publications.sentences.desk import Desk
from peelian.publications.sentences.process import said_of
from peelian.quantities import UNITS, NoValue
from peelian.signals.choose import NAMES
from peelian.signals.limits.lines import Chart
from peelian.signals.verdict import MEANINGS
from peelian.signals.words.pieces import plain

AHEAD = 3  # periods to come whose range is drawn
SMALL_AVERAGE = 10  # averages of whole things below it have one decimal
NOTHING = "-"
LINES_TITLE = "Lines of the charts"
"""The appendix of lines that differ from month to month."""


def drawing_of(desk: Desk, kpi: KpiProcess, title: str, unit_words: str) -> Drawing:
    """The drawing of the chart. The verdict stands in its words."""
    judged, process = kpi.process.signals.judged, kpi.process
    waiting = judged.waiting is not None
    chart = ControlChart(
        title=title,
        kind=name_of(judged.chart),
        centre="median" if judged.chart in ("run", "g") else "usual value" if judged.bent else "average",
        unit="months" if waiting else process.measure.unit,
        unit_words="Months between events" if waiting else unit_words,
        decimals=0 if waiting else value_decimals(kpi),
        of_lines=0 if waiting else line_decimals(desk, kpi),
        points=tuple(_points(kpi)),
        verdict=plain(said_of(desk, kpi).sentence),
        target=None if np.isnan(judged.target[0]) else kpi_target(desk, kpi),
        ahead=() if waiting else tuple(_ahead(kpi)),
    )
    return draw(chart)


def name_of(chart: Chart) -> str:
    """ "XmR chart", "run chart" """
    return NAMES[chart].removeprefix("an ").removeprefix("a ")


def kpi_target(desk: Desk, kpi: KpiProcess) -> Fraction | None:
    return desk.figures.find(kpi.assessment.current.id.of("target")).value


def _points(kpi: KpiProcess) -> Iterator[ControlPoint]:
    process, judged = kpi.process, kpi.process.signals.judged
    limits, segment = judged.limits, judged.raw.segment[0]
    proposed = {int(first) for first in process.signals.steps.first}
    scale = 1.0 if judged.waiting is not None else float(process.scale)

    def line(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], column: int) -> float | None:
        value = float(values[0, column])
        return None if np.isnan(value) else value * scale

    def lower(column: int) -> float | None:
        """None below zero where no value can be there: it would only stretch the sheet."""
        value = line(limits.lower, column)
        return None if value is not None and value < 0 and process.measure.unit not in SIGNED else value

    for column, figure in enumerate(process.figures):
        value = figure.value
        if judged.waiting is not None:
            gap = line(limits.values, column)
            value = None if gap is None else Fraction(gap)
        yield ControlPoint(
            period=figure.id.period,
            value=value,
            centre=line(limits.centre, column),
            lower=lower(column),
            upper=line(limits.upper, column),
            meaning=MEANINGS[int(judged.labels.meaning[0, column])],  # type: ignore[arg-type]
            provisional=figure.status == "provisional",
            starts=column > 0 and segment[column] != segment[column - 1],
            proposed=column in proposed,
        )


def _ahead(kpi: KpiProcess) -> Iterator[Expected]:
    signals, scale = kpi.process.signals, float(kpi.process.scale)
    if signals.outlook.reason(0):
        return
    months = signals.months
    for column, period in enumerate(months.periods[:AHEAD]):
        low, high = float(months.forecast.low_80[0, column]), float(months.forecast.high_80[0, column])
        yield Expected(period, low * scale, high * scale)


def value_decimals(kpi: KpiProcess) -> int | None:
    assessment = kpi.assessment
    return assessment.kpi.decimals if assessment.kpi.decimals is not None else assessment.measure.decimals


def line_decimals(desk: Desk, kpi: KpiProcess) -> int | None:
    """Of averages and limits: those of the values, one more for small averages of whole things."""
    decimals = value_decimals(kpi)
    if decimals is not None or not UNITS[kpi.assessment.measure.unit].whole:
        return decimals
    average = desk.figures.find(own_id(kpi.process, segments(kpi.process) - 1)).value
    return 1 if average is not None and abs(average) < SMALL_AVERAGE else None


def lines_vary(kpi: KpiProcess) -> bool:
    """Whether the lines of some process differ from month to month: they follow the season, or denominators."""
    judged = kpi.process.signals.judged
    segment = judged.raw.segment[0]
    for line in (judged.limits.centre[0], judged.limits.lower[0], judged.limits.upper[0]):
        for a, b in pairwise(range(len(segment))):
            if segment[a] == segment[b] and line[a] != line[b] and not (np.isnan(line[a]) or np.isnan(line[b])):
                return True
    return False


def months_table(desk: Desk, kpi: KpiProcess, caption: str, id: str) -> Table:
    """A row for each month with its value, its lines and its mark: for lines that differ from month to month."""
    assessment, judged = kpi.assessment, kpi.process.signals.judged
    middle = ("Median", "median") if judged.chart == "run" else ("Average", "average")
    middle = ("Usual", "usual") if judged.bent else middle
    named = "Quarter" if kpi.process.periods[0].kind == "quarter" else "Month"
    columns = (Column(named), *(Column(t, "right") for t in ("Value", middle[0], "Lower limit", "Upper limit")))
    places = line_decimals(desk, kpi)
    rows = []
    for column, figure in enumerate(kpi.process.figures):
        cells = [_cell(desk, kpi, figure, assessment.kpi.decimals)]
        for statistic in (middle[1], "lower-limit", "upper-limit"):
            cells.append(_cell(desk, kpi, desk.figures.find(figure.id.of(statistic)), places))
        rows.append((join(short(figure.id.period)), *cells, join(_mark(kpi, column) or NOTHING)))
    return Table(caption, (*columns, Column("Marked")), tuple(rows), id)


def _cell(desk: Desk, kpi: KpiProcess, figure: Figure, decimals: int | None) -> Inlines:
    if figure.value is None:
        return join(NOTHING)
    return (desk.cited.number(figure, kpi.assessment.measure, decimals, style="table"),)


def _mark(kpi: KpiProcess, column: int) -> str:
    """What the point of a column is marked as; empty where it is not."""
    meaning = MEANINGS[int(kpi.process.signals.judged.labels.meaning[0, column])]
    return "" if meaning == "none" else MARKS[meaning]  # type: ignore[index]


def below(desk: Desk, kpi: KpiProcess, elsewhere: str) -> Inlines:
    """The words below the table: the lines of each process, what is marked, steps, what is expected.

    `elsewhere`: where limits that differ from month to month are to be found; empty where none do.
    """
    bent = kpi.process.signals.judged.bent
    lines = [] if elsewhere and not bent else _lines(desk, kpi, limits=not elsewhere)
    pointed = [sentence(f"the lines differ by the month: {elsewhere}")] if elsewhere else []
    return phrases.spaced(*lines, *pointed, *_marked(kpi), *_steps(kpi), *_range(desk, kpi))


def _lines(desk: Desk, kpi: KpiProcess, *, limits: bool) -> Iterator[Inlines]:
    """The average of each process, and its limits if they are asked for, with the months it holds for."""
    process, places = kpi.process, line_decimals(desk, kpi)
    judged = process.signals.judged
    middle = "median" if judged.chart == "run" else "average"
    for number in range(segments(process)):
        columns = np.flatnonzero(judged.raw.segment[0] == number)
        first, last = process.periods[int(columns[0])], own_id(process, number)
        figure = desk.figures.find(last.of(middle))
        if figure.value is None:
            continue
        ends = [desk.figures.find(last.of(statistic)) for statistic in ("lower-limit", "upper-limit")]
        span = f"{short(first)} to {short(last.period)}"
        said = join(f"{middle}, {span}: ", _cell(desk, kpi, figure, places))
        if limits and all(end.value is not None for end in ends):
            said = join(said, "; limits ", *_to(desk, kpi, ends, places))
        elif limits and ends[1].value is not None:
            said = join(said, "; upper limit ", _cell(desk, kpi, ends[1], places))
        elif limits and isinstance(ends[0].quantity, NoValue) and judged.chart != "run":
            said = join(said, "; no limits: ", because(ends[0].quantity.reason))
        yield sentence(said)


def _to(desk: Desk, kpi: KpiProcess, ends: list[Figure], places: int | None) -> tuple[Inlines | str, ...]:
    return _cell(desk, kpi, ends[0], places), " to ", _cell(desk, kpi, ends[1], places)


def _marked(kpi: KpiProcess) -> Iterator[Inlines]:
    """The months of each mark, by name, for a table that has no place for them."""
    for meaning, name in MARKS.items():
        periods = [
            kpi.process.periods[column]
            for column in range(len(kpi.process.periods))
            if meaning != "none" and _mark(kpi, column) == name
        ]
        if periods:
            yield sentence(f"marked as {name}: {months_named(periods)}")


def _steps(kpi: KpiProcess) -> Iterator[Inlines]:
    for step in kpi.steps:
        period = next(p for p in kpi.process.periods if p.id == step.period)
        yield sentence(f"the lines are set anew from {words(period)} on: {step.reason.strip().rstrip('.')}")
    open_ = [words(kpi.process.periods[int(first)]) for first in kpi.process.signals.steps.first]
    if open_:
        steps = "a step is" if len(open_) == 1 else "steps are"
        yield sentence(f"{steps} proposed in ", listed([join(name) for name in open_]), ", not confirmed")


def _range(desk: Desk, kpi: KpiProcess) -> Iterator[Inlines]:
    """What is expected of the next periods, eight times in ten."""
    if kpi.process.signals.judged.waiting is not None:
        return
    own, items = kpi.assessment.current.id, []
    for expected in _ahead(kpi):
        id = FigureId(own.measure, own.area, own.breakdown, expected.period)
        low, high = (desk.figures.find(id.of(end)) for end in ("expected-low", "expected-high"))
        if low.value is not None and high.value is not None:
            said = (f"{short(expected.period)} ", *_to(desk, kpi, [low, high], kpi.assessment.kpi.decimals))
            items.append(join(*said))
    if items:
        yield sentence("expected, eight times in ten: ", listed(items))
