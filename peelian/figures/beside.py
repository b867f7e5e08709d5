"""A published figure and the same counted from records: the measure that its own names in `computed_as`.

The two are never put in each other's place. They differ where the document counts otherwise, takes its figure on
another day, or holds a mistake; the difference is said and not explained away.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from peelian.figures.book import Figures
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.measures.model import Measure
from peelian.series.model import Breakdown


@dataclass(frozen=True)
class Beside:
    """`difference` is from the published figure to the counted one, in the unit of both; None where they have two."""

    counted: Figure
    difference: Fraction | None


def counterpart(measure: Measure, breakdown: Breakdown) -> tuple[str, Breakdown] | None:
    """The measure that counts the same as this part of a published one, and which part of it; None where none does."""
    named = measure.computed_as
    if named is None:
        return None
    part = ",".join(f"{dimension}={value}" for dimension, value in breakdown)
    if part in named.parts:
        return named.parts[part], ()
    return (named.measure, breakdown) if named.measure is not None else None


def beside(figure: Figure, figures: Figures) -> Beside | None:
    """What records give for a published level, or for one worked out of published ones.

    None where no measure counts the same, or there are no records.
    """
    id = figure.id
    if figure.value is None or id.statistic != "value" or figures.computed is None:
        return None
    found = counterpart(figures.plan.measures[id.measure], id.breakdown)
    if found is None or found[0] not in figures.plan.measures:
        return None
    counted = figures.find(FigureId(found[0], id.area, found[1], id.period))
    if counted.value is None:
        return None
    alike = figures.plan.measures[found[0]].unit == figures.plan.measures[id.measure].unit
    return Beside(counted, counted.value - figure.value if alike else None)
