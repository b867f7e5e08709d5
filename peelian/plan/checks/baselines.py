"""A baseline's period can be read and ends before the KPI's current one ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.periods import PeriodError, is_before, parse
from peelian.plan.model import Kpi, Plan, all_kpis
from peelian.plan.publication import Publication


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    latest = max((p.issued for p in publications.values()), default=None)
    for kpi in all_kpis(plan).values():
        where = plan.lines[f"kpi:{kpi.id}"]
        named = {"period": kpi.period, "baseline period": kpi.baseline.period if kpi.baseline else None}
        unreadable = [(what, text, _problem(text)) for what, text in named.items() if text and _problem(text)]
        for what, _, problem in unreadable:
            yield Finding("bad-period", where, f"kpi '{kpi.id}', {what}: {problem}")
        if not unreadable:
            yield from _order(kpi, where, publications)
        if latest and kpi.baseline and kpi.baseline.period == "not-stated" and not kpi.baseline.note:
            says = f"kpi '{kpi.id}': a baseline whose period is not stated needs a note saying so to the reader"
            yield Finding("baseline-note", where, says)


def _problem(text: str) -> str | None:
    try:
        parse(text)
    except PeriodError as error:
        return str(error)
    return None


def _order(kpi: Kpi, where: str, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    if kpi.baseline is None or kpi.baseline.period == "not-stated":
        return
    for current in {kpi.period} if kpi.period else {p.period for p in publications.values()}:
        if _problem(current) is None:
            try:
                ordered = is_before(parse(kpi.baseline.period), parse(current))
            except PeriodError:
                continue
            if not ordered and kpi.period:
                says = (
                    f"kpi '{kpi.id}': its baseline {kpi.baseline.period} does not end before its current period"
                    f" {current}; name an earlier baseline"
                )
                yield Finding("baseline-after-current", where, says)
