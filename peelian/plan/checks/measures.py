"""KPIs and computed measures name measures that are defined; units are known and fit; a computed measure says how.
A published one may name what counts the same from records, or say why nothing can.

A KPI made of parts may leave the measuring to them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.measures.inputs import input_ids
from peelian.measures.model import Measure, Rate
from peelian.plan.addresses import SAFE_ADDRESS
from peelian.plan.model import Plan, all_kpis
from peelian.plan.publication import Publication
from peelian.quantities import UNITS

UNIT_OF_KIND = {
    "share": "percent",
    "compliance": "percent",
    "survey": "percent",
    "ratio": "ratio",
    "grade": "grade",
}
OF_DURATION = ("seconds", "days", "working days")
"""What a column of times may hold; days as an extract counts them."""
PER = {"per 1,000": 1_000, "per 100,000": 100_000, "percent": 100}


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    kpis = all_kpis(plan)
    wholes = {kpi.parent for kpi in kpis.values()}
    for kpi in kpis.values():
        where = plan.lines[f"kpi:{kpi.id}"]
        measurable = kpi.kind not in ("deliverable", "in-development", "monitor") and kpi.id not in wholes
        if kpi.measure is None and measurable and not plan.unread:  # a part may stand in what is unread
            says = f"kpi '{kpi.id}' is a {kpi.kind} but has no measure; name one from measures/"
            yield Finding("no-measure", where, says)
        if kpi.measure is not None and kpi.measure not in {*plan.measures, *plan.unread}:
            yield Finding("unknown-measure", where, _unknown(f"kpi '{kpi.id}'", kpi.measure, plan.measures))
    for measure in plan.measures.values():
        where = plan.lines.get(f"measure:{measure.id}", "definitions")
        if measure.unit not in UNITS:
            says = f"measure '{measure.id}': no unit '{measure.unit}'; units are: {', '.join(UNITS)}"
            yield Finding("unknown-unit", where, says)
        elif fault := _unit(measure):
            yield Finding("bad-unit", where, f"measure '{measure.id}': {fault}")
        if measure.link is not None and not SAFE_ADDRESS.fullmatch(measure.link):
            says = f"measure '{measure.id}': the link '{measure.link[:80]}' is not http, https or mailto"
            yield Finding("bad-setting", where, says)
        if measure.kind != "published" and measure.compute is None:
            says = f"measure '{measure.id}' is a {measure.kind} but has no 'compute'; say how it is computed"
            yield Finding("no-computation", where, says)
        if (measure.computed_as or measure.not_computed) and hasattr(measure.compute, "table"):
            says = f"measure '{measure.id}' counts rows of a table itself; take computed_as and not_computed out"
            yield Finding("bad-setting", where, says)
        if measure.computed_as and measure.not_computed:
            says = f"measure '{measure.id}' says what counts the same and why nothing does; take one of the two out"
            yield Finding("bad-setting", where, says)
        for named in (*input_ids(measure), *(measure.computed_as.measures if measure.computed_as else ())):
            if named not in {*plan.measures, *plan.unread}:
                yield Finding("unknown-measure", where, _unknown(f"measure '{measure.id}'", named, plan.measures))


def _unit(measure: Measure) -> str | None:
    """Why what the kind gives is not in this unit."""
    wanted = UNIT_OF_KIND.get(measure.kind)
    if wanted is not None and measure.unit != wanted:
        return f"a {measure.kind} is given in {wanted}, not in {measure.unit}"
    if measure.kind == "duration" and measure.unit not in OF_DURATION:
        return f"a duration is given in {', '.join(OF_DURATION)}, not in {measure.unit}"
    per = measure.compute.per if isinstance(measure.compute, Rate) else None
    said = PER.get(measure.unit)
    if per is not None and said is not None and per != said:
        return f"the unit is {measure.unit}, 'per' is {per}; mend one"
    return None


def _unknown(who: str, measure: str, measures: Mapping[str, Measure]) -> str:
    near = difflib.get_close_matches(measure, measures, n=1)
    hint = f"did you mean '{near[0]}'?" if near else "add it to a file in measures/"
    return f"{who}: measure '{measure}' is not defined; {hint}"
