"""The measures of a plan over the tables of a store: which of them it uses, its lists, and its areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from peelian.measures.computed import Computed
from peelian.measures.drawn import Drawn
from peelian.measures.expressions import NamedList
from peelian.measures.inputs import input_ids
from peelian.measures.model import Measure
from peelian.measures.places import Inside
from peelian.plan.model import Plan, all_kpis, force_area
from peelian.series.cache import Cache
from peelian.series.engine import Settings
from peelian.series.tables import TableFiles


def computed_from(
    plan: Plan,
    tables: Mapping[str, TableFiles],
    also: str | None = None,
    settings: Settings | None = None,
    cache: Cache | None = None,
) -> Computed:
    """The measures of a plan over tables."""
    wanted, whole = wanted_measures(plan, also, counted=True), force_area(plan).id
    return Computed(wanted, tables, _inside(plan), whole, dated_lists(plan), settings, drawn=_drawn(plan), cache=cache)


def wanted_measures(plan: Plan, also: str | None = None, *, counted: bool = False) -> dict[str, Measure]:
    """The measures of the plan itself and of its KPIs, with those they are computed from.

    With `counted` also those that count the same as a published one from records.
    """
    waiting = [id for id in plan.measures if f"measure:{id}" in plan.lines]
    waiting += [kpi.measure for kpi in all_kpis(plan).values() if kpi.measure]
    waiting += [also] if also else []
    waiting += plan.file.answers.measures if plan.file.answers else ()
    return with_inputs(plan, waiting, counted=counted)


def with_inputs(plan: Plan, ids: Iterable[str], *, counted: bool = False) -> dict[str, Measure]:
    """The measures of these ids that there are, with those they are computed from; with `counted` also those that
    count the same as a published one from records."""
    waiting, wanted = [*ids], dict[str, Measure]()
    while waiting:
        id = waiting.pop()
        if id not in wanted and id in plan.measures:
            wanted[id] = plan.measures[id]
            waiting += input_ids(wanted[id])
            named = wanted[id].computed_as
            waiting += named.measures if counted and named is not None else ()
    return wanted


def dated_lists(plan: Plan) -> dict[str, tuple[NamedList, ...]]:
    """The plan's lists by id, each with all its dated versions."""
    lists: dict[str, tuple[NamedList, ...]] = {}
    for one in plan.file.lists:
        lists[one.id] = (*lists.get(one.id, ()), (one.values, one.since, one.until))
    return lists


def _inside(plan: Plan) -> Inside:
    """For each area, every area inside it at any level."""
    children: dict[str, list[str]] = {}
    for area in plan.file.areas.list:
        if area.parent is not None:
            children.setdefault(area.parent, []).append(area.id)

    @cache
    def below(area: str) -> tuple[str, ...]:
        return tuple(inner for child in children.get(area, ()) for inner in (child, *below(child)))

    return below


def _drawn(plan: Plan) -> dict[str, Drawn]:
    """The areas drawn by hand, with their codes and outlines."""
    return {one.id: Drawn(one.codes, plan.outlines.get(one.id)) for one in plan.file.areas.drawn}
