"""From other measures to a rate, a share or a ratio: its inputs are found, then combined."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from peelian.measures.kinds import KINDS
from peelian.measures.model import Measure
from peelian.measures.shapes import DerivedKind, Known, Ref
from peelian.periods import Period
from peelian.quantities import NoValue
from peelian.series.model import Breakdown, Observation

Find = Callable[[Ref, Period], Known]
"""Gives an input for a period; for one that may be the latest, with the period it is of."""


def inputs_of(
    measure: Measure, measures: Mapping[str, Measure], area: str, breakdown: Breakdown
) -> Mapping[str, Ref] | NoValue:
    """What a derived measure is computed from, by role; none for a measure of another kind."""
    kind = KINDS[measure.kind]
    if not isinstance(kind, DerivedKind) or measure.compute is None:
        return {}
    return kind.inputs(measure.compute, area, breakdown, measures)


def derive(
    measure: Measure,
    measures: Mapping[str, Measure],
    area: str,
    breakdown: Breakdown,
    period: Period,
    find: Find,
) -> Observation:
    """The value of a rate, share or ratio, with the files of its inputs; a missing input gives its reason."""
    kind = KINDS[measure.kind]
    if not isinstance(kind, DerivedKind):
        raise TypeError(f"'{measure.id}' is a {measure.kind}, which is not computed from other measures")
    refs = inputs_of(measure, measures, area, breakdown)
    if isinstance(refs, NoValue):
        return Observation(None, "missing", refs.reason)
    return kind.combine(measure.compute, {role: find(ref, period) for role, ref in refs.items()})
