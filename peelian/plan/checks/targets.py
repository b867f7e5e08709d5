"""A target is a number in the measure's own unit, with one of at_least and at_most, the side polarity asks for.

It can be reached, and `by` is a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.checks.baselines import period_fault
from peelian.plan.model import Kpi, Plan, all_kpis, figure_of
from peelian.plan.publication import Publication
from peelian.quantities import QuantityError, exact

OF_A_WHOLE = ("share", "compliance", "survey")
"""Kinds of measure that are so many of every hundred."""


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    for kpi in all_kpis(plan).values():
        where = plan.lines[f"kpi:{kpi.id}"]
        if kpi.kind == "number" and kpi.target is None:
            says = f"kpi '{kpi.id}' is a number but has no target; add one or call it a trajectory"
            yield Finding("no-target", where, says)
        if kpi.target is not None:
            yield from (Finding("bad-target", where, f"kpi '{kpi.id}': {says}") for says in _faults(kpi, plan))
    yield from _two_targets(plan)


def _two_targets(plan: Plan) -> Iterator[Finding]:
    """Two KPIs of one figure with two targets: whoever reads the figure could not tell which one it is held to."""
    first: dict[object, Kpi] = {}
    for kpi in all_kpis(plan).values():
        if kpi.measure is None or kpi.target is None:
            continue
        held = first.setdefault((figure_of(kpi, plan), kpi.target.by), kpi)
        assert held.target is not None
        if (held.target.at_least, held.target.at_most) != (kpi.target.at_least, kpi.target.at_most):
            says = f"kpi '{kpi.id}' has another target than kpi '{held.id}' of the same measure, area and breakdown"
            yield Finding("two-targets", plan.lines[f"kpi:{kpi.id}"], f"{says}; keep one")


def _faults(kpi: Kpi, plan: Plan) -> Iterator[str]:
    target = kpi.target
    assert target is not None
    measure = plan.measures.get(kpi.measure or "")
    if kpi.measure is None and kpi.kind != "in-development":
        yield "there is a target and no measure that could reach it; name one"
    if measure is not None and target.unit != measure.unit:
        yield f"the target is in {target.unit}, the measure '{measure.id}' in {measure.unit}; use one unit"
    sides = [side for side in (target.at_least, target.at_most) if side is not None]
    if len(sides) != 1:
        yield "a target has exactly one of at_least and at_most"
    for side in sides:
        try:
            level = exact(side)
        except QuantityError as error:
            yield str(error)
            continue
        if measure is not None and measure.kind in OF_A_WHOLE and not 0 <= level <= 100:
            yield f"{side} of '{measure.id}', a {measure.kind}, can never be; it lies from 0 to 100"
    if target.by is not None and (fault := period_fault(target.by)):
        yield f"by: {fault}"
    wrong = {"higher": target.at_most, "lower": target.at_least}.get(kpi.polarity)
    if wrong is not None:
        side = "at_least" if kpi.polarity == "higher" else "at_most"
        yield f"better when {kpi.polarity}, so its target is {side}"
