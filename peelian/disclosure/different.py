"""Numbers of different ids as boxes: of people and not of records, so that areas, kinds and months do not add up.

A person can be in two wards, of two kinds and in two months. A box says therefore in which area, and in all that this
lies in, somebody was at least once; two wards exclude each other no more than a ward and a drawn area do. What is sure
is kept: those of a ward are among those of its district. Each column of ids and each period has boxes of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from peelian.disclosure.boxes import DRAWN, Among, Box
from peelian.figures.ids import FigureId
from peelian.measures.model import Distinct, Measure
from peelian.plan.model import Plan

_ONCE = Among(frozenset({"yes"}))


def box(id: FigureId, plan: Plan, measure: Measure, spec: Distinct) -> Box:
    """The people, or whatever has the ids, that a figure of different ids counts."""
    named = [f"{measure.breakdowns[dimension]}: {value}" for dimension, value in id.breakdown]
    where = [f"{column}: {condition}" for column, condition in spec.where.items()]
    often = [f"at least {spec.at_least}, months: {spec.months}"] if spec.at_least > 1 else []
    conditions = {f"(once {what})": _ONCE for what in (*where, *named, *often)}
    return Box(
        f"{spec.table}: {spec.column} in {id.period}", {**conditions, **dict.fromkeys(_places(id.area, plan), _ONCE)}
    )


def _places(area: str, plan: Plan) -> Iterator[str]:
    """The area and all that it lies in but for the whole force."""
    if any(area == one.id for one in plan.file.areas.drawn):
        yield f"{DRAWN}{area}"
        return
    parents = {one.id: one.parent for one in plan.file.areas.list}
    here: str | None = area
    while here is not None and parents.get(here) is not None:
        yield f"(once in {here})"
        here = parents[here]
