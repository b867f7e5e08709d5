"""What the kinds that are computed from other measures have in common: missing inputs, status, origins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from peelian import periods
from peelian.measures.model import Measure, Rate, Ratio, Share
from peelian.measures.shapes import Known
from peelian.measures.wording import number
from peelian.series.model import Breakdown, Observation, Origin, Status

CARRIED: tuple[Status, ...] = ("suppressed", "missing", "not-due", "not-applicable", "provisional", "revised")
"""The statuses that a value computed from others takes from them, the first that any input has."""


def absent(named: Mapping[str, Known]) -> Observation | None:
    """The observation of a sum that cannot be done because an input has no value, else None."""
    without = {role: known for role, known in named.items() if known.observation.value is None}
    if not without:
        return None
    reasons = (
        f"the {role} {'have' if role.startswith('events') else 'has'} no value ({known.observation.reason})"
        for role, known in without.items()
    )
    status = weakest(known.observation.status for known in without.values())
    return Observation(None, "missing" if status == "final" else status, "; ".join(reasons), origins=origins(named))


def status(named: Mapping[str, Known]) -> Status:
    """The status of a value made of these. Two published figures make one that is computed, so final."""
    return weakest(known.observation.status for known in named.values())


def origins(named: Mapping[str, Known]) -> tuple[Origin, ...]:
    """The files behind all of them, each once, in order."""
    return tuple(dict.fromkeys(origin for known in named.values() for origin in known.observation.origins))


def dated(known: Known) -> str:
    """An input's number, with its date where it is a level: "2,953,816 (30 June 2020)"."""
    value = known.observation.value
    said = number(value) if value is not None else "no value"
    return f"{said} ({periods.words(known.period)})" if known.period.kind == "at" else said


def without_unknown(breakdown: Breakdown, measure: str, measures: Mapping[str, Measure]) -> Breakdown:
    """The part of a breakdown that a level knows, for a population that is not broken down by offence.

    Other kinds keep the whole breakdown; so does a published figure, whose values only its figures tell.
    """
    found = measures.get(measure)
    if found is None or found.kind != "level":
        return breakdown
    return tuple(pair for pair in breakdown if pair[0] in found.breakdowns)


def input_ids(measure: Measure) -> tuple[str, ...]:
    """The measures that a measure is computed from; none for a kind that reads a table."""
    match measure.compute:
        case Rate() | Share():
            return (measure.compute.numerator, measure.compute.denominator)
        case Ratio():
            known = measure.compute.known
            return (measure.compute.events, measure.compute.population, *([known] if known else []))
    return ()


def weakest(found: Iterable[Status]) -> Status:
    """The first of CARRIED that any of these is, else final."""
    present = set(found)
    return next((each for each in CARRIED if each in present), "final")
