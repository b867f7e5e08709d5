"""A rate: numerator per so many of the denominator. A zero or absent denominator gives no value.

Numerator and denominator are kept. A population is a level: that of the period, or else the latest dated on
or before its last day, and the sum says its date. A breakdown that the population does not have (the
offence) is not asked of it. Source: ONS, crimes per 1,000 population; name the population's year. Where the
numerator is a whole number of events, chance alone would keep to an interval: that of a Poisson count
(`intervals.of_events`).
"""

from __future__ import annotations

from collections.abc import Mapping

from peelian.measures.grids import Grid, quotient
from peelian.measures.inputs import absent, dated, origins, status, without_unknown
from peelian.measures.intervals import of_events
from peelian.measures.model import Measure, Rate
from peelian.measures.shapes import DerivedKind, Known, Ref
from peelian.measures.wording import number
from peelian.series.model import Breakdown, Observation


def roles(spec: Rate) -> Mapping[str, str]:
    return {"numerator": spec.numerator, "denominator": spec.denominator}


def inputs(spec: Rate, area: str, breakdown: Breakdown, measures: Mapping[str, Measure]) -> Mapping[str, Ref]:
    below = without_unknown(breakdown, spec.denominator, measures)
    return {
        "numerator": Ref(spec.numerator, area, breakdown),
        "denominator": Ref(spec.denominator, area, below, or_latest=True),
    }


def combine(spec: Rate, named: Mapping[str, Known]) -> Observation:
    if missing := absent(named):
        return missing
    top, bottom = named["numerator"].observation.value, named["denominator"].observation.value
    if not bottom or top is None:
        return Observation(None, "missing", "the denominator is zero", origins=origins(named))
    low, high = of_events(top) if top.denominator == 1 and top >= 0 else (None, None)
    return Observation(
        top / bottom * spec.per,
        status(named),
        numerator=top,
        denominator=bottom,
        low=None if low is None else low / bottom * spec.per,
        high=None if high is None else high / bottom * spec.per,
        sum=f"{dated(named['numerator'])} ÷ {dated(named['denominator'])} × {number(spec.per)}",
        origins=origins(named),
    )


def faults(spec: Rate) -> tuple[str, ...]:
    return () if spec.per > 0 else (f"'per' is {spec.per}; it must be 1 or more, such as 1000",)


def grid(spec: Rate, named: Mapping[str, Grid]) -> Grid:
    return quotient(named["numerator"], named["denominator"], spec.per)


KIND = DerivedKind(inputs, combine, roles, told_apart_by="numerator", faults=faults, grid=grid)
