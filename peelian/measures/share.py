"""A share: numerator in every hundred of the denominator. A zero or absent denominator gives no value.

Both are of the same area, breakdown and period, and are kept, so that months and areas add up. Outcomes
assigned in a period over crimes recorded in it is such a share, of different crimes, and may pass 100.
Source: Home Office, crime outcomes in England and Wales: outcomes of a period over its recorded crimes. Where both are
whole and the share is part of its whole, chance alone would keep to an interval: Wilson's (`intervals.wilson`).
"""

from __future__ import annotations

from collections.abc import Mapping

from peelian.measures.grids import Grid, quotient
from peelian.measures.inputs import absent, dated, origins, status
from peelian.measures.intervals import wilson
from peelian.measures.model import Measure, Share
from peelian.measures.shapes import DerivedKind, Known, Ref
from peelian.series.model import Breakdown, Observation


def roles(spec: Share) -> Mapping[str, str]:
    return {"numerator": spec.numerator, "denominator": spec.denominator}


def inputs(spec: Share, area: str, breakdown: Breakdown, measures: Mapping[str, Measure]) -> Mapping[str, Ref]:
    return {
        "numerator": Ref(spec.numerator, area, breakdown),
        "denominator": Ref(spec.denominator, area, breakdown),
    }


def combine(spec: Share, named: Mapping[str, Known]) -> Observation:
    if missing := absent(named):
        return missing
    top, bottom = named["numerator"].observation.value, named["denominator"].observation.value
    if not bottom or top is None:
        return Observation(None, "missing", "the denominator is zero", origins=origins(named))
    counted = top.denominator == bottom.denominator == 1 and 0 <= top <= bottom
    low, high = wilson(top / bottom, bottom) if counted else (None, None)
    return Observation(
        top / bottom * 100,
        status(named),
        numerator=top,
        denominator=bottom,
        low=None if low is None else low * 100,
        high=None if high is None else high * 100,
        sum=f"{dated(named['numerator'])} ÷ {dated(named['denominator'])} × 100",
        origins=origins(named),
    )


def grid(_: Share, named: Mapping[str, Grid]) -> Grid:
    return quotient(named["numerator"], named["denominator"], 100)


KIND = DerivedKind(inputs, combine, roles, told_apart_by="denominator", grid=grid)
