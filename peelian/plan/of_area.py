"""The plan as one of its areas has it: each KPI of the whole asked of that area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from peelian.plan.model import Group, Kpi, Plan, Priority, all_kpis, force_area

Part = TypeVar("Part", Priority, Group)


def of_area(plan: Plan, area: str | None) -> Plan:
    """The plan with the KPIs of the whole force moved to an area; the plan itself for the force, or for None.

    What was set for the force does not move: its target, and a baseline level that was published without a period.
    A KPI that has an area of its own stays there, and one of whose figures the area has its own KPI stays the force's.
    """
    root = force_area(plan).id
    if area is None or area == root:
        return plan
    own = {_measured(kpi) for kpi in all_kpis(plan).values() if kpi.area == area}

    def moved(kpi: Kpi) -> Kpi:
        if kpi.area not in (None, root) or (kpi.measure is not None and _measured(kpi) in own):
            return kpi
        baseline = replace(kpi.baseline, value=None, note=None) if kpi.baseline is not None else None
        return replace(kpi, area=area, target=None, baseline=baseline)

    return replace(plan, priorities=tuple(_with(priority, moved) for priority in plan.priorities))


def _with(part: Part, moved: Callable[[Kpi], Kpi]) -> Part:
    groups = tuple(_with(group, moved) for group in part.groups)
    return replace(part, kpis=tuple(map(moved, part.kpis)), groups=groups)


def _measured(kpi: Kpi) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    return kpi.measure, tuple(sorted(kpi.breakdown.items()))
