"""kpis-from-records.md: each KPI of the West Midlands plan, how it is counted from records, and what that needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from printed.markdown import code, page, plain, table

if TYPE_CHECKING:
    from peelian.measures.model import Measure
    from peelian.plan.model import Kpi, Plan

PLAN = Path(__file__).resolve().parents[2] / "examples" / "west-midlands"
ABOUT = (
    "The plan has no records: its figures are typed from published papers. Where a force gives its extracts, the same "
    "KPIs are counted from them by shared definitions (`peelian/definitions/extract-*.yaml`), named by `computed_as` "
    "in the plan's measures. `peelian show` and the data notes of papers then print both, and `show` how far they "
    "are apart; the published figure is never replaced."
)
WAITING = "In development: the plan has no measure of it yet."


def pages() -> dict[str, str]:
    from peelian.plan.load import load
    from peelian.plan.model import all_kpis, kpis_of

    plan = load(PLAN).plan
    assert plan is not None
    parts = [ABOUT, _counts(plan, list(all_kpis(plan).values()))]
    for priority in plan.priorities:
        rows = [_row(plan, kpi) for kpi in kpis_of(priority)]
        parts += [f"## {plain(priority.title)}", table(["KPI", "Counted from records", "How", "Needs"], rows)]
    return {"kpis-from-records.md": page("KPIs counted from records", "`examples/west-midlands/measures`", parts)}


def _counts(plan: Plan, kpis: list[Kpi]) -> str:
    told = Counter(_found(plan, kpi) is not None for kpi in kpis)
    return (
        f"Of {len(kpis)} KPIs {told[True]} can be counted from records. For the others the table says why they cannot."
    )


def _found(plan: Plan, kpi: Kpi) -> Measure | None:
    from peelian.figures.beside import counterpart

    measure = plan.measures.get(kpi.measure or "")
    named = counterpart(measure, tuple(sorted(kpi.breakdown.items()))) if measure is not None else None
    return plan.measures[named[0]] if named is not None else None


def _row(plan: Plan, kpi: Kpi) -> tuple[str, str, str, str]:
    found = _found(plan, kpi)
    part = ", ".join(f"{dimension}: {value}" for dimension, value in kpi.breakdown.items())
    title = plain(kpi.title + (f" ({part})" if part and part.split(": ")[1] not in kpi.title.lower() else ""))
    if found is None:
        measure = plan.measures.get(kpi.measure or "")
        return title, "no", plain((measure.not_computed if measure else None) or WAITING), ""
    needs = "; ".join(
        ": ".join(filter(None, (code(name), ", ".join(map(code, columns)))))
        for name, columns in _needs(plan, found).items()
    )
    unit = plan.measures[kpi.measure or ""].unit
    other = f" In {found.unit}, not {unit}." if found.unit != unit else ""
    return title, code(found.id), plain(found.definition + other), needs


def _needs(plan: Plan, measure: Measure) -> Mapping[str, list[str]]:
    """The tables that a measure and those it is worked out from read, and their columns."""
    needs: dict[str, dict[str, None]] = {}
    for name, columns in _read(plan, measure):
        needs.setdefault(name, {}).update(dict.fromkeys(columns))
    return {name: list(columns) for name, columns in needs.items()}


def _read(plan: Plan, measure: Measure) -> Iterator[tuple[str, tuple[str, ...]]]:
    from peelian.measures.inputs import input_ids
    from peelian.measures.kinds import KINDS
    from peelian.measures.model import Ratio
    from peelian.measures.shapes import BaseKind

    kind = KINDS[measure.kind]
    if isinstance(kind, BaseKind):
        question, lookup = kind.ask(measure.compute), kind.lookup(measure.compute)
        yield question.table, (*question.columns,)
        if lookup is not None:
            yield lookup.table, (lookup.key, lookup.number)
    for id in input_ids(measure):
        yield from _read(plan, plan.measures[id])
        if isinstance(measure.compute, Ratio):  # which is told apart by its groups
            for name, _ in _read(plan, plan.measures[id]):
                yield name, (plan.measures[id].breakdowns[measure.compute.dimension],)
