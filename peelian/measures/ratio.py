"""A ratio of rates: the events of one group per head over those of the reference group (disproportionality).

R = (events of the group ÷ its population) ÷ (events of the reference ÷ its population), with the 95%
interval exp(ln R ± 1.96·√(1/a + 1/b)), a and b being the two numbers of events. Without events in one of
the groups there is no interval, and the sum says so; without events in the reference group there is no
ratio. It is "3.5 times the rate", not "3.5 times more likely". The reference group's own ratio is 1 and has
no interval. Source: Home Office police powers statistics; Race Disparity Unit, 31 March 2021.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from peelian.measures.grids import Grid, quotient
from peelian.measures.inputs import absent, dated, origins, status
from peelian.measures.intervals import of_ratio
from peelian.measures.model import Measure, Ratio
from peelian.measures.shapes import DerivedKind, Known, Ref
from peelian.quantities import NoValue
from peelian.series.model import Breakdown, Observation

GROUP, PEOPLE = "events", "population"
REFERENCE, REFERENCE_PEOPLE = "events of the reference", "population of the reference"


def roles(spec: Ratio) -> Mapping[str, str]:
    return {GROUP: spec.events, PEOPLE: spec.population}


def inputs(
    spec: Ratio, area: str, breakdown: Breakdown, measures: Mapping[str, Measure]
) -> Mapping[str, Ref] | NoValue:
    asked = dict(breakdown)
    if spec.dimension not in asked:
        return NoValue(f"a ratio is of one group: ask for a value of '{spec.dimension}'")
    group = {
        GROUP: Ref(spec.events, area, breakdown),
        PEOPLE: Ref(spec.population, area, breakdown, or_latest=True),
    }
    if asked[spec.dimension] == spec.reference:
        return group
    compared = tuple(sorted((asked | {spec.dimension: spec.reference}).items()))
    return group | {
        REFERENCE: Ref(spec.events, area, compared),
        REFERENCE_PEOPLE: Ref(spec.population, area, compared, or_latest=True),
    }


def combine(spec: Ratio, named: Mapping[str, Known]) -> Observation:
    if missing := absent(named):
        return missing
    files = origins(named)
    values = {role: known.observation.value or Fraction() for role, known in named.items()}
    for role in (PEOPLE, REFERENCE_PEOPLE, REFERENCE):
        if values.get(role) == 0:
            return Observation(None, "missing", f"the {role} is zero", origins=files)
    if REFERENCE not in named:
        if values[GROUP] == 0:
            return Observation(None, "missing", f"the {REFERENCE} is zero", origins=files)
        return Observation(
            Fraction(1), status(named), sum="1; no interval, as this is the reference group", origins=files
        )
    ratio = (values[GROUP] / values[PEOPLE]) / (values[REFERENCE] / values[REFERENCE_PEOPLE])
    sides = (f"({dated(named[a])} ÷ {dated(named[b])})" for a, b in ((GROUP, PEOPLE), (REFERENCE, REFERENCE_PEOPLE)))
    said = " ÷ ".join(sides)
    if values[GROUP] == 0:
        return Observation(ratio, status(named), sum=f"{said}; no interval, as the group has no events", origins=files)
    low, high = of_ratio(ratio, values[GROUP], values[REFERENCE])
    said += "; 95% interval exp(ln R ± 1.96·√(1/a + 1/b))"
    return Observation(ratio, status(named), low=low, high=high, sum=said, origins=files)


def grid(_: Ratio, named: Mapping[str, Grid]) -> Grid:
    group = quotient(named[GROUP], named[PEOPLE])
    if REFERENCE not in named:
        return quotient(group, group)
    return quotient(group, quotient(named[REFERENCE], named[REFERENCE_PEOPLE]))


KIND = DerivedKind(inputs, combine, roles, told_apart_by=PEOPLE, grid=grid)
