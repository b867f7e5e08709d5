"""A KPI breaks a computed measure down only by a dimension the measure has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.model import Plan, all_kpis
from peelian.plan.publication import Publication


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    for kpi in all_kpis(plan).values():
        measure = plan.measures.get(kpi.measure or "")
        if measure is None or measure.kind in ("published", "rate", "share", "ratio"):
            continue
        for dimension in kpi.breakdown:
            if dimension not in measure.breakdowns:
                allowed = ", ".join(measure.breakdowns) or "none"
                says = f"kpi '{kpi.id}': '{measure.id}' has no breakdown '{dimension}'; it has: {allowed}"
                yield Finding("unknown-breakdown", plan.lines[f"kpi:{kpi.id}"], says)
