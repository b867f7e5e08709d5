"""Numbers of different ids: of people and not of records, so that areas, kinds and months do not add up.

What is sure is kept: those of a ward are among those of its district, those of a kind among all. Each column of ids and
each period has numbers of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from peelian.disclosure.boxes import Among, Box, between
from peelian.disclosure.conditions import on_lists
from peelian.disclosure.once import Once, once
from peelian.figures.ids import FigureId
from peelian.measures.model import Condition, Distinct, Measure
from peelian.periods import months, shift
from peelian.plan.model import Plan


def whom(id: FigureId, plan: Plan, measure: Measure, spec: Distinct, place: Mapping[str, Among]) -> tuple[Box, Once]:
    """Whom a figure counts, people or whatever has the ids: which ids in which period, and what a record must meet,
    `place` among it."""
    named = [(measure.breakdowns[dimension], Condition((value,))) for dimension, value in id.breakdown]
    more = dict(place)
    if spec.at_least > 1:
        more[f"(times in {spec.months} months)"] = between(Fraction(spec.at_least), None)
    over = list(months(id.period))
    if spec.months is not None and over:
        over = [shift(over[-1], -back) for back in range(max(spec.months, len(over)))]
    met = on_lists((*spec.where.items(), *named), plan, over)
    return Box(f"{spec.table}: {spec.column} in {id.period}"), once([{**one, **more} for one in met])
