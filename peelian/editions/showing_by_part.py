"""The figures of a measure of parts alone, as a ratio is: a line for each part, called as --breakdown takes it."""

from __future__ import annotations

from peelian.editions.showing_lines import line
from peelian.editions.showing_parts import interval
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.measures.model import Measure, Ratio
from peelian.periods import Period, short, year_ending
from peelian.series.model import Breakdown


def levels_by_part(
    figures: Figures, measure: Measure, area: str, part: Breakdown, period: Period | None
) -> tuple[Figure, ...]:
    """The level of every part where none is asked for and the whole can have none; empty for any other measure.

    Of the period asked for, else of the latest year that ends with a period there is.
    """
    computed, ratio = figures.computed, measure.compute
    if part or computed is None or not isinstance(ratio, Ratio) or _typed_whole(figures, measure, area):
        return ()
    there = computed.months(measure.id)
    if not there:
        return ()
    when = period or _latest_year(there)
    values = computed.breakdown_values(measure.id, ratio.dimension)
    parts = [((ratio.dimension, value),) for value in values if value != ratio.reference]
    return tuple(figures.find(FigureId(measure.id, area, one, when)) for one in parts)


def lines_by_part(levels: tuple[Figure, ...], measure: Measure, figures: Figures) -> list[str]:
    """Each part on a line, below the period they are all of."""
    heading = f"It has no figure for the whole. By part, {short(levels[0].id.period)}; --breakdown shows one alone:"
    return [heading, *(line(one, measure, interval(one, figures, measure), _called(one)) for one in levels)]


def _called(figure: Figure) -> str:
    return ",".join(f"{dimension}={value}" for dimension, value in figure.id.breakdown)


def _typed_whole(figures: Figures, measure: Measure, area: str) -> bool:
    return any((id.measure, id.area, id.breakdown) == (measure.id, area, ()) for id in figures.typed)


def _latest_year(there: tuple[Period, ...]) -> Period:
    last = max(there, key=lambda period: str(period.last))
    return year_ending(last.last.year, last.last.month) if last.last is not None else last
