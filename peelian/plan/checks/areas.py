"""Every area has a known level and parent, one area has none, no area lies in itself; KPIs name areas that exist."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.model import Plan, all_kpis
from peelian.plan.publication import Publication


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    areas = {a.id: a for a in plan.file.areas.list}
    for id, times in Counter(a.id for a in plan.file.areas.list).items():
        if times > 1:
            yield Finding("duplicate-id", "plan.yaml:1", f"two areas have the id '{id}'; give one another id")
    roots = [a.id for a in areas.values() if a.parent is None]
    if len(roots) != 1:
        found = ", ".join(roots) or "none"
        yield Finding(
            "area-root",
            "plan.yaml:1",
            f"areas without a parent: {found}; exactly one, the force, must have none",
        )
    for area in areas.values():
        if area.level not in plan.file.areas.levels:
            says = f"area '{area.id}' has level '{area.level}'; levels are: {', '.join(plan.file.areas.levels)}"
            yield Finding("area-level", "plan.yaml:1", says)
        if area.parent is not None and area.parent not in areas:
            says = f"area '{area.id}' lies in '{area.parent}', which is not listed; add it or mend the parent"
            yield Finding("area-parent", "plan.yaml:1", says)
        if _circles(area.id, {a.id: a.parent for a in areas.values()}):
            yield Finding("area-parent", "plan.yaml:1", f"area '{area.id}' lies inside itself; mend the parents")
    for kpi in all_kpis(plan).values():
        if kpi.area is not None and kpi.area not in areas:
            near = difflib.get_close_matches(kpi.area, areas, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else "; add it to areas in plan.yaml"
            yield Finding("unknown-area", plan.lines[f"kpi:{kpi.id}"], f"kpi '{kpi.id}': no area '{kpi.area}'{hint}")


def _circles(start: str, parents: Mapping[str, str | None]) -> bool:
    seen, here = {start}, parents.get(start)
    while here is not None and here not in seen:
        seen.add(here)
        here = parents.get(here)
    return here == start
