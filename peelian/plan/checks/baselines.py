"""A baseline's period can be read and ends before the KPI's current one ends; its value is one exact number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.periods import PeriodError, is_before, parse
from peelian.plan.model import Kpi, Plan, all_kpis, figure_of
from peelian.plan.publication import Publication
from peelian.quantities import QuantityError, exact


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    latest = max((p.issued for p in publications.values()), default=None)
    for kpi in all_kpis(plan).values():
        where = plan.lines[f"kpi:{kpi.id}"]
        named = {"period": kpi.period, "baseline period": kpi.baseline.period if kpi.baseline else None}
        unreadable = [(what, text, period_fault(text)) for what, text in named.items() if text and period_fault(text)]
        for what, _, problem in unreadable:
            yield Finding("bad-period", where, f"kpi '{kpi.id}', {what}: {problem}")
        if not unreadable:
            yield from _order(kpi, where, publications)
        yield from _value(kpi, where)
        promised = kpi.kind == "trajectory" and any(p.kind == "framework" for p in publications.values())
        if promised and kpi.baseline is None:
            says = f"kpi '{kpi.id}' is a trajectory and has no baseline to be better than; write one, if only with the"
            yield Finding("no-baseline", where, f"{says} period 'not-stated'", "warning")
        if latest and kpi.baseline and kpi.baseline.period == "not-stated" and not kpi.baseline.note:
            says = f"kpi '{kpi.id}': a baseline whose period is not stated needs a note saying so to the reader"
            yield Finding("baseline-note", where, says)
    yield from _two_values(plan)


def _value(kpi: Kpi, where: str) -> Iterator[Finding]:
    if kpi.baseline is None or kpi.baseline.value is None:
        return
    if kpi.baseline.period != "not-stated":
        says = f"kpi '{kpi.id}': a baseline of {kpi.baseline.period} takes its level from the figures of that period"
        yield Finding("baseline-value", where, f"{says}; type the figure in figures/ and take 'value' out")
    try:
        exact(kpi.baseline.value)
    except QuantityError as error:
        yield Finding("baseline-value", where, f"kpi '{kpi.id}', baseline value: {error}")


def _two_values(plan: Plan) -> Iterator[Finding]:
    """Two KPIs of one figure with two levels of a baseline not stated: a document can print only one."""
    first: dict[object, Kpi] = {}
    for kpi in all_kpis(plan).values():
        base = kpi.baseline
        if kpi.measure is None or base is None or base.value is None or base.period != "not-stated":
            continue
        held = first.setdefault(figure_of(kpi, plan), kpi)
        assert held.baseline is not None
        if held.baseline.value != base.value:
            says = f"kpi '{kpi.id}' has the baseline {base.value}, kpi '{held.id}' of the same measure, area and"
            says += f" breakdown {held.baseline.value}; keep one"
            yield Finding("two-baselines", plan.lines[f"kpi:{kpi.id}"], says)


def period_fault(text: str) -> str | None:
    """Why the text is no period; None where it is one."""
    try:
        parse(text)
    except PeriodError as error:
        return str(error)
    return None


def _order(kpi: Kpi, where: str, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    """The KPI's own pair of periods, then that of every publication that compares with baselines."""
    own = kpi.baseline.period if kpi.baseline else None
    pairs = {(own, kpi.period, "")} if own and kpi.period else set()
    for name, publication in publications.items():
        since = publication.baselines.get(kpi.id) or (own if publication.compare == "baseline" else None)
        current = publication.periods.get(kpi.id) or kpi.period or publication.period
        if since and (since, current, "") not in pairs:
            pairs.add((since, current, f" in publications/{name}.yaml"))
    for since, current, at in sorted(pairs):
        if not _ordered(since, current):
            says = f"kpi '{kpi.id}': its baseline {since} does not end before its current period {current}{at}"
            yield Finding("baseline-after-current", where, f"{says}; name an earlier baseline")


def _ordered(since: str, current: str) -> bool:
    """Whether the baseline ends first; also where there is no order, or a period that another check tells of."""
    try:
        return is_before(parse(since), parse(current))
    except PeriodError:
        return True
