"""What a KPI points to is in the plan: its parent, its commitment, the national measure it stands for.

No KPI is part of itself; one in development says what it awaits; groups go three deep. No two
priorities have one number in the plan, nor two commitments of one priority.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from peelian.findings import Finding
from peelian.plan.model import Commitment, Group, Plan, Priority, all_kpis, commitments_of
from peelian.plan.publication import Publication


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    kpis = all_kpis(plan)
    commitments = {one.id for priority in plan.priorities for one in commitments_of(priority)}
    for kpi in kpis.values():
        where = plan.lines[f"kpi:{kpi.id}"]
        if kpi.parent is not None and kpi.parent not in {*kpis, *plan.unread}:
            yield Finding("unknown-parent", where, f"kpi '{kpi.id}': no kpi '{kpi.parent}' to be part of")
        seen, here = {kpi.id}, kpi.parent
        while here in kpis and here not in seen:
            seen.add(here)
            here = kpis[here].parent
        if here == kpi.id:
            yield Finding("unknown-parent", where, f"kpi '{kpi.id}' is a part of itself; mend the parents")
        if kpi.commitment is not None and kpi.commitment not in {*commitments, *plan.unread}:
            says = f"kpi '{kpi.id}': no commitment '{kpi.commitment}' in the plan"
            yield Finding("unknown-commitment", where, says)
        for national in kpi.stands_for:
            if national not in {*plan.measures, *plan.unread}:
                says = f"kpi '{kpi.id}' stands for '{national}', which is not defined; add it to measures/"
                yield Finding("unknown-measure", where, says)
        if kpi.kind == "in-development" and not kpi.awaits:
            says = f"kpi '{kpi.id}' is in development; say in 'awaits' what it waits for"
            yield Finding("awaits-nothing", where, says)
        if kpi.kind != "in-development" and kpi.awaits:
            says = f"kpi '{kpi.id}' is a {kpi.kind}: 'awaits' is printed only of one in development; take one out"
            yield Finding("awaits-nothing", where, says)
    yield from _numbers(plan)
    for priority in plan.priorities:
        if _depth(priority) > 3:
            where = plan.lines[f"priority:{priority.id}"]
            yield Finding("too-deep", where, f"priority '{priority.id}': groups go at most three deep")


def _numbers(plan: Plan) -> Iterator[Finding]:
    promises = [("commitment", "commitments", commitments_of(priority)) for priority in plan.priorities]
    told: list[tuple[str, str, Sequence[Priority | Commitment]]] = [("priority", "priorities", plan.priorities)]
    for kind, plural, numbered in (*told, *promises):
        first: dict[str, str] = {}
        for one in numbered:
            if one.number is not None and first.setdefault(one.number, one.id) != one.id:
                says = f"{plural} '{first[one.number]}' and '{one.id}' have the number '{one.number}'; mend one"
                yield Finding("duplicate-number", plan.lines[f"{kind}:{one.id}"], says, "warning")


def _depth(part: Priority | Group) -> int:
    return max((1 + _depth(group) for group in part.groups), default=0)
