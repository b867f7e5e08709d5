"""A ratio of rates: the events of one group per head over those of the reference group (disproportionality).

R = (events of the group ÷ its population) ÷ (events of the reference ÷ its population), with the 95%
interval exp(ln R ± 1.96·√(1/a + 1/b)), a and b being the two numbers of events. Without events in one of
the groups there is no interval, and the sum says so; without events in the reference group there is no
ratio. It is "3.5 times the rate", not "3.5 times more likely". The reference group's own ratio is 1 and has
no interval. Source: Home Office police powers statistics; Race Disparity Unit, 31 March 2021.

Events of people whose group nobody knows are in neither number, as the Home Office does it. Where `known` counts the
others, the sum says how many they are, and within which bounds the ratio would lie: were they all of the reference, and
all of the group. `unknown` makes another value of it: those bounds, or the ratio once they are spread over all groups
by their populations. Spread by the events that are known they would change no ratio, so that is not offered. The
interval of a value with them is that of the events so counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from peelian.measures.grids import Grid, quotient
from peelian.measures.inputs import absent, dated, origins, status
from peelian.measures.intervals import of_ratio
from peelian.measures.model import Measure, Ratio
from peelian.measures.shapes import DerivedKind, Known, Ref
from peelian.measures.wording import number
from peelian.quantities import NoValue, round_half_away
from peelian.series.model import Breakdown, Observation

GROUP, PEOPLE = "events", "population"
REFERENCE, REFERENCE_PEOPLE = "events of the reference", "population of the reference"
ALL, KNOWN_ALL, ALL_PEOPLE = "events of all", "events of a known group", "population of all"


def roles(spec: Ratio) -> Mapping[str, str]:
    return {GROUP: spec.events, PEOPLE: spec.population} | ({KNOWN_ALL: spec.known} if spec.known else {})


def faults(spec: Ratio) -> tuple[str, ...]:
    if spec.known is None and spec.unknown != "left-out":
        return (f"'unknown: {spec.unknown}' needs 'known', a measure of the events whose group is known",)
    return ()


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
    whole = tuple(pair for pair in breakdown if pair[0] != spec.dimension)
    return (
        group
        | {
            REFERENCE: Ref(spec.events, area, compared),
            REFERENCE_PEOPLE: Ref(spec.population, area, compared, or_latest=True),
        }
        | ({ALL: Ref(spec.events, area, whole), KNOWN_ALL: Ref(spec.known, area, whole)} if spec.known else {})
        | ({ALL_PEOPLE: Ref(spec.population, area, whole, or_latest=True)} if spec.unknown == "spread" else {})
    )


def combine(spec: Ratio, named: Mapping[str, Known]) -> Observation:
    if missing := absent(named):
        return missing
    files = origins(named)
    values = {role: known.observation.value or Fraction() for role, known in named.items()}
    for role in (PEOPLE, REFERENCE_PEOPLE, ALL_PEOPLE, REFERENCE):
        if values.get(role) == 0:
            return Observation(None, "missing", f"the {role} is zero", origins=files)
    if REFERENCE not in named:
        if values[GROUP] == 0:
            return Observation(None, "missing", f"the {REFERENCE} is zero", origins=files)
        return Observation(
            Fraction(1), status(named), sum="1; no interval, as this is the reference group", origins=files
        )
    unknown = values[ALL] - values[KNOWN_ALL] if spec.known else Fraction()
    if unknown < 0:
        return Observation(None, "missing", f"there are more {KNOWN_ALL} than {ALL}", origins=files)
    more = _shared_out(spec, values, unknown)
    counts = {GROUP: values[GROUP] + more[0], REFERENCE: values[REFERENCE] + more[1]}
    ratio = (counts[GROUP] / values[PEOPLE]) / (counts[REFERENCE] / values[REFERENCE_PEOPLE])
    said = " ÷ ".join(
        f"({_with(named[events], part)} ÷ {dated(named[people])})"
        for events, people, part in ((GROUP, PEOPLE, more[0]), (REFERENCE, REFERENCE_PEOPLE, more[1]))
    )
    said += _bounds(spec, values, unknown)
    if counts[GROUP] == 0:
        return Observation(ratio, status(named), sum=f"{said}; no interval, as the group has no events", origins=files)
    low, high = of_ratio(ratio, counts[GROUP], counts[REFERENCE])
    said += "; 95% interval exp(ln R ± 1.96·√(1/a + 1/b))"
    return Observation(ratio, status(named), low=low, high=high, sum=said, origins=files)


def grid(spec: Ratio, named: Mapping[str, Grid]) -> Grid | None:
    """The ratios of those whose group is known; with `known` there is more to say of each than a grid holds."""
    if spec.known is not None:
        return None
    group = quotient(named[GROUP], named[PEOPLE])
    if REFERENCE not in named:
        return quotient(group, group)
    return quotient(group, quotient(named[REFERENCE], named[REFERENCE_PEOPLE]))


def _shared_out(spec: Ratio, values: Mapping[str, Fraction], unknown: Fraction) -> tuple[Fraction, Fraction]:
    """How many of the unknown are counted in the group and in the reference."""
    match spec.unknown:
        case "spread":
            everybody = values[ALL_PEOPLE]
            return unknown * values[PEOPLE] / everybody, unknown * values[REFERENCE_PEOPLE] / everybody
        case "lowest":
            return Fraction(), unknown
        case "highest":
            return unknown, Fraction()
    return Fraction(), Fraction()


def _with(events: Known, more: Fraction) -> str:
    return f"({dated(events)} + {number(more)})" if more else dated(events)


def _bounds(spec: Ratio, values: Mapping[str, Fraction], unknown: Fraction) -> str:
    """What the events of an unknown group could make of the ratio; nothing where they are not counted."""
    if spec.known is None or not values[ALL]:
        return ""
    people = values[REFERENCE_PEOPLE] / values[PEOPLE]
    ends = (values[GROUP] / (values[REFERENCE] + unknown), (values[GROUP] + unknown) / values[REFERENCE])
    low, high = (number(round_half_away(end * people, 2)) for end in ends)
    share = number(round_half_away(unknown / values[ALL] * 100, 1))
    return (
        f"; of {number(values[ALL])} events {number(unknown)} are of an unknown group ({share}%): "
        f"between {low}, were they all of the reference, and {high}, were they all of the group"
    )


KIND = DerivedKind(inputs, combine, roles, told_apart_by=PEOPLE, faults=faults, grid=grid)
