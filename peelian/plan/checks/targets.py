"""A target is a number in the measure's own unit, with one side, the one that polarity asks for.

It can be reached, and `by` is a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.checks.baselines import period_fault
from peelian.plan.model import Kpi, Plan, all_kpis, figure_of
from peelian.plan.publication import Publication
from peelian.plan.targets import sides
from peelian.quantities import QuantityError, exact

OF_A_WHOLE = ("share", "compliance", "survey")
"""Kinds of measure that are so many of every hundred."""
UPWARDS = {"at_least", "over"}


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
        if sides(held.target) != sides(kpi.target):
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
    if target.unit == "grade":
        yield "a target is a number, which a grade is not; say the grade wanted in the title"
    written = sides(target)
    if len(written) != 1:
        yield "a target has exactly one of at_least, at_most, over and under"
    for level in written.values():
        try:
            number = exact(level)
        except QuantityError as error:
            yield str(error)
            continue
        if measure is not None and measure.kind in OF_A_WHOLE and not 0 <= number <= 100:
            yield f"{level} of '{measure.id}', a {measure.kind}, can never be; it lies from 0 to 100"
    if target.by is not None and (fault := period_fault(target.by)):
        yield f"by: {fault}"
    if written.keys() & UPWARDS and kpi.polarity == "lower":
        yield "better when lower, so its target is at_most or under"
    if written.keys() - UPWARDS and kpi.polarity == "higher":
        yield "better when higher, so its target is at_least or over"
