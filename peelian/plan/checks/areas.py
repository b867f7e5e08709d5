"""Every area has a known level and parent, one area has none, no area lies in itself; KPIs name areas that exist.

A publisher's code is that of one area; the force has the code of the area it polices."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.areas import Area
from peelian.plan.model import Plan, all_kpis
from peelian.plan.publication import Publication


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    areas = {a.id: a for a in plan.file.areas.list}
    roots = [a.id for a in areas.values() if a.parent is None]
    if len(roots) != 1:
        found = ", ".join(roots) or "none"
        says = f"areas without a parent: {found}; exactly one, the force, must have none"
        yield Finding("area-root", plan.lines["plan:areas"], says)
    for level in [level for level, times in Counter(plan.file.areas.levels).items() if times > 1]:
        yield Finding("area-level", plan.lines["plan:areas"], f"the level '{level}' stands twice; take one out")
    for area in areas.values():
        for code, says in _faults(area, areas, plan.file.areas.levels):
            yield Finding(code, plan.lines[f"area:{area.id}"], says)
    yield from _codes(plan)
    yield from _names(plan)
    yield from _drawn(plan)
    known = {*areas, *(drawn.id for drawn in plan.file.areas.drawn)}
    for kpi in all_kpis(plan).values():
        if kpi.area is not None and kpi.area not in known:
            near = difflib.get_close_matches(kpi.area, known, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else "; add it to areas in plan.yaml"
            yield Finding("unknown-area", plan.lines[f"kpi:{kpi.id}"], f"kpi '{kpi.id}': no area '{kpi.area}'{hint}")


def _faults(area: Area, areas: Mapping[str, Area], levels: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if area.level not in levels:
        yield "area-level", f"area '{area.id}' has level '{area.level}'; levels are: {', '.join(levels)}"
    if area.parent is not None and area.parent not in areas:
        near = difflib.get_close_matches(area.parent, areas, n=1)
        hint = f"did you mean '{near[0]}'?" if near else "add it or mend the parent"
        yield "area-parent", f"area '{area.id}' lies in '{area.parent}', which is not listed; {hint}"
    if _circles(area.id, {a.id: a.parent for a in areas.values()}):
        yield "area-parent", f"area '{area.id}' lies inside itself; mend the parents"


def _names(plan: Plan) -> Iterator[Finding]:
    """Two areas of a level with one name: a reader of a sentence that names one could not tell which.

    Names of a publisher's lookup are as they are: there is nothing to mend in them.
    """
    first: dict[tuple[str, str], str] = {}
    for area in plan.file.areas.list:
        if not plan.lines[f"area:{area.id}"].startswith("plan.yaml"):
            continue
        if first.setdefault((area.level, area.name), area.id) != area.id:
            held = first[area.level, area.name]
            says = f"areas '{held}' and '{area.id}' are both called '{area.name}'; add what tells them apart"
            yield Finding("duplicate-name", plan.lines[f"area:{area.id}"], says, "warning")


def _drawn(plan: Plan) -> Iterator[Finding]:
    """A drawn area is a list of codes or a polygon: not both, which could disagree, and not neither."""
    for drawn in plan.file.areas.drawn:
        if bool(drawn.codes) == bool(drawn.polygon):
            held = "both codes and a polygon" if drawn.codes else "neither codes nor a polygon"
            says = f"area '{drawn.id}' has {held}; give it one of them"
            yield Finding("area-drawn", plan.lines[f"area:{drawn.id}"], says)


def _codes(plan: Plan) -> Iterator[Finding]:
    """Rows of a source are placed by code or id: one that means two areas would put them in the last."""
    meant = {area.id: area.id for area in plan.file.areas.list}
    for area in plan.file.areas.list:
        if area.code is not None and meant.setdefault(area.code, area.id) != area.id:
            says = f"areas '{meant[area.code]}' and '{area.id}' have the code '{area.code}'; each means one area"
            yield Finding("area-code", plan.lines[f"area:{area.id}"], says)
    root = next((a for a in plan.file.areas.list if a.parent is None), None)
    force = plan.file.force.code
    if root is not None and force is not None and meant.get(force, root.id) != root.id:
        says = f"the force has the code '{force}' of the area '{meant[force]}'; its own area is '{root.id}'"
        yield Finding("area-code", plan.lines["plan:force"], says)
    elif root is not None and None not in (force, root.code) and force != root.code:
        says = f"the force has the code '{force}', its area '{root.id}' the code '{root.code}'; write the code once"
        yield Finding("area-code", plan.lines["plan:force"], says)


def _circles(start: str, parents: Mapping[str, str | None]) -> bool:
    seen, here = {start}, parents.get(start)
    while here is not None and here not in seen:
        seen.add(here)
        here = parents.get(here)
    return here == start
