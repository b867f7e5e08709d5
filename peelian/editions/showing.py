"""A measure's figures as a person reads them in a terminal, and as a program does.

Figures stand in groups of one kind of period, so that a month is never read, or drawn, beside a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from peelian.assess.kpi import Assessment, assess
from peelian.editions.computing import with_inputs
from peelian.editions.missing import without_rows
from peelian.editions.showing_by_part import levels_by_part, lines_by_part
from peelian.editions.showing_lines import beside_it, chart, counted_as, elsewhere, line, number_of
from peelian.editions.showing_missing import (
    check_document,
    check_part,
    counted_instead,
    near,
    of_a_part,
    part_of,
    typed_parts,
)
from peelian.editions.showing_parts import interval, parts
from peelian.editions.showing_process import as_answer, marks, process_behind
from peelian.editions.takingin import Noted, unsaid
from peelian.editions.workfolder import open_figures
from peelian.errors import Unusable
from peelian.figures.beside import Beside, beside
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId
from peelian.figures.model import Figure
from peelian.findings import Finding
from peelian.measures.model import Measure
from peelian.periods import Period, PeriodError, before, parse, read, shift, short
from peelian.plan.area_names import find_place
from peelian.plan.model import Kpi, Plan, all_kpis, force_area
from peelian.plan.publication import Publication
from peelian.quantities import Quantity, decimal_text


@dataclass(frozen=True)
class Shown:
    lines: tuple[str, ...]
    answer: dict[str, Any]


def show(
    folder: Path,
    measure: str,
    *,
    area: str | None,
    period: str | None,
    breakdown: str,
    document: str | None,
    noted: Noted = unsaid,
) -> Shown:
    """The figures of a measure for one period, with the change from the one before, or for all there are.

    Of one that is of parts alone, each part in one period, where no part is asked for.

    Where KPIs of the plan stand on these figures, what the figures say of each comes last.
    """
    figures = open_figures(folder, document, measure, noted)
    plan = figures.plan
    if document is not None:
        check_document(folder, document, figures)
    if measure not in plan.measures:
        raise Unusable(f"no measure '{measure}' in {folder}; {near(measure, plan)}")
    for finding in _of_values(figures, measure):
        noted(finding)
    found = find_place(plan, area) if area else force_area(plan)
    place = found.id
    defined = plan.measures[measure]
    part = part_of(defined, breakdown)
    if by_part := levels_by_part(figures, defined, place, part, read(period) if period else None):
        lines = [f"{defined.title}, {found.name}", defined.definition, *lines_by_part(by_part, defined, figures)]
        told = [_json(figure, figures) for figure in by_part]
        return Shown(tuple(lines), {"measure": measure, "area": place, "figures": told, "process": None, "kpis": []})
    check_part(figures, defined, place, part)
    periods = [read(period)] if period else _periods(figures, defined, place, part)
    levels = [figures.find(FigureId(measure, place, part, one)) for one in periods]
    changes = _change(figures, levels[0]) if period else []
    kpis = list(_assessments(plan, figures, levels))
    process = None if period else process_behind(figures, defined, place, part)
    named = "".join(f", {dimension}: {value}" for dimension, value in part)
    lines = [f"{defined.title}, {found.name}{named}", defined.definition, *counted_as(plan, defined, part)]
    for _, group in groupby(levels, key=lambda figure: figure.id.period.kind):
        alike = list(group)
        for figure in alike:
            within = interval(figure, figures, defined)
            lines += [line(figure, defined, within), *elsewhere(figure, figures), *beside_it(figure, figures)]
        lines += chart(alike)
        if process is not None and process.periods[0].kind == alike[0].id.period.kind:
            lines += marks(process, [figure.id.period for figure in alike] if chart(alike) else [])
    lines += [line(figure, defined) for figure in changes]
    lines += [_said(assessment) for assessment in kpis]
    answer = {
        "measure": measure,
        "area": place,
        "figures": [_json(figure, figures) for figure in (*levels, *changes)],
        "process": as_answer(process) if process is not None else None,
        "kpis": [_json_of(assessment) for assessment in kpis],
    }
    return Shown(tuple(lines), answer)


def _of_values(figures: Figures, measure: str) -> Iterator[Finding]:
    """Values that the conditions behind the measure name and no row has."""
    if figures.computed is not None:
        yield from without_rows(figures.plan, figures.computed, with_inputs(figures.plan, [measure], counted=True))


def _periods(figures: Figures, measure: Measure, area: str, part: tuple[tuple[str, str], ...]) -> list[Period]:
    """Every period with a typed or computed level, those of one kind together, in order."""
    typed = [
        id.period
        for id in figures.typed
        if (id.measure, id.area, id.breakdown, id.statistic) == (measure.id, area, part, "value")
    ]
    computed = figures.computed.months(measure.id) if figures.computed is not None else ()
    if not typed and not computed:
        if parts := typed_parts(figures, measure, area):
            raise of_a_part(measure, area, part, parts)
        where = f"that part of {area}" if part else area
        what = counted_instead(figures, measure, area, part) or (
            "no period of it is whole yet; load what is missing, or name another area with --area"
            if measure.compute is not None
            else "load its source, or name another area with --area"
        )
        raise Unusable(f"'{measure.id}' has no figures for {where}; {what}")
    every = sorted({*typed, *computed}, key=lambda p: (str(p.last), p.id))
    kinds = list(dict.fromkeys(p.kind for p in every))
    return sorted(every, key=lambda p: kinds.index(p.kind))


def _change(figures: Figures, figure: Figure) -> list[Figure]:
    """The change from the period before, where it can be had."""
    try:
        since = before(figure.id.period)
    except PeriodError:
        return []
    points = isinstance(figure.quantity, Quantity) and figure.quantity.unit == "percent"
    change = figures.find(figure.id.change("change-pp" if points else "change-percent", since))
    return [change] if change.value is not None else []


def _assessments(plan: Plan, figures: Figures, levels: Sequence[Figure]) -> Iterator[Assessment]:
    """What the figures say of each KPI that stands on them, for its own period or the latest of its kind."""
    id = levels[0].id
    for kpi in all_kpis(plan).values():
        there = (kpi.measure, kpi.area or force_area(plan).id, tuple(sorted(kpi.breakdown.items())))
        if there == (id.measure, id.area, id.breakdown):
            period = _latest(kpi, levels)
            paper = Publication("board-paper", "", date.max, period)
            assessment = assess(kpi, plan, paper, figures) if period else None
            if assessment is not None and assessment.current.value is not None:
                yield assessment


def _latest(kpi: Kpi, levels: Sequence[Figure]) -> str:
    """The latest period that can be held against the KPI's baseline: one of the same kind."""
    known = [figure.id.period for figure in levels if figure.value is not None]
    since = kpi.baseline.period if kpi.baseline is not None else "not-stated"
    compared = parse(since)
    alike = [period for period in known if period.kind == compared.kind]
    latest = max(alike or known, key=lambda period: str(period.last), default=None)
    if latest is None or alike or compared.last is None or latest.last is None:
        return latest.id if latest is not None else ""
    apart = (latest.last.year - compared.last.year) * 12 + latest.last.month - compared.last.month
    try:
        return shift(compared, apart).id  # a year that ends with the latest month
    except PeriodError:
        return ""


def _said(assessment: Assessment) -> str:
    measure, change = assessment.measure, assessment.change
    words = f"KPI '{assessment.kpi.title}': {number_of(assessment.current, measure)} in {short(assessment.period)}"
    if assessment.baseline is not None and assessment.since is not None:
        words += f", {number_of(assessment.baseline, measure)} in {short(assessment.since)}"
    if change is not None:
        words += f": {number_of(change, measure)}, {assessment.meaning}"
    if assessment.target_met is not None:
        words += f"; target {'met' if assessment.target_met else 'not met'}"
    return words


def _json(figure: Figure, figures: Figures) -> dict[str, Any]:
    known = isinstance(figure.quantity, Quantity)
    others = [{"printed": o.printed, "document": o.document} for o in figures.elsewhere(figure)]
    return {
        "id": str(figure.id),
        "value": decimal_text(figure.quantity.value) if isinstance(figure.quantity, Quantity) else None,
        "unit": figure.quantity.unit if isinstance(figure.quantity, Quantity) else None,
        **({"qualifier": figure.qualifier} if figure.qualifier else {}),
        **parts(figure, figures),
        "status": figure.status,
        "sum": figure.sum or None,
        **({} if known else {"reason": getattr(figure.quantity, "reason", None)}),
        **({"elsewhere": others} if others else {}),
        **_json_beside(beside(figure, figures)),
    }


def _json_beside(found: Beside | None) -> dict[str, Any]:
    if found is None or found.counted.value is None:
        return {}
    difference = decimal_text(found.difference) if found.difference is not None else None
    told = {"id": str(found.counted.id), "value": decimal_text(found.counted.value), "difference": difference}
    return {"from_records": told}


def _json_of(assessment: Assessment) -> dict[str, Any]:
    return {
        "kpi": assessment.kpi.id,
        "current": str(assessment.current.id),
        "baseline": str(assessment.baseline.id) if assessment.baseline is not None else None,
        "change": str(assessment.change.id) if assessment.change is not None else None,
        "direction": assessment.direction,
        "meaning": assessment.meaning,
        "target_met": assessment.target_met,
    }
