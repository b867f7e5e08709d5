"""A measure's figures as a person reads them in a terminal, and as a program does.

Figures stand in groups of one kind of period, so that a month is never read, or drawn, beside a year.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from peelian.assess.kpi import Assessment, assess
from peelian.editions.showing_parts import interval, parts
from peelian.editions.showing_process import as_answer, marks, process_behind
from peelian.editions.takingin import Noted, unsaid
from peelian.editions.workfolder import open_figures
from peelian.errors import Unusable
from peelian.figures.beside import Beside, beside, counterpart
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId, parse_breakdown
from peelian.figures.model import Figure
from peelian.measures.formula import formula
from peelian.measures.model import Measure, Ratio
from peelian.periods import Period, PeriodError, before, parse, shift, short
from peelian.plan.area_names import find_place
from peelian.plan.model import Kpi, Plan, all_kpis, force_area
from peelian.plan.publication import Publication
from peelian.quantities import NoValue, Quantity, decimal_text
from peelian.quantities import show as print_quantity

BARS = "▁▂▃▄▅▆▇█"
FEWEST_BARS = 3
MOST_NAMED = 8  # ids in a message; the rest are counted


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

    Where KPIs of the plan stand on these figures, what the figures say of each comes last.
    """
    figures = open_figures(folder, document, measure, noted)
    plan = figures.plan
    if document is not None:
        _known_document(folder, document, figures)
    if measure not in plan.measures:
        raise Unusable(f"no measure '{measure}' in {folder}; {_near(measure, plan)}")
    found = find_place(plan, area) if area else force_area(plan)
    place = found.id
    defined = plan.measures[measure]
    part = _part(defined, breakdown)
    _check_part(figures, defined, place, part)
    periods = [parse(period)] if period else _periods(figures, defined, place, part)
    levels = [figures.find(FigureId(measure, place, part, one)) for one in periods]
    changes = _change(figures, levels[0]) if period else []
    kpis = list(_assessments(plan, figures, levels))
    process = None if period else process_behind(figures, defined, place, part)
    named = "".join(f", {dimension}: {value}" for dimension, value in part)
    lines = [f"{defined.title}, {found.name}{named}", defined.definition, *_counted_as(plan, defined, part)]
    for _, group in groupby(levels, key=lambda figure: figure.id.period.kind):
        alike = list(group)
        for figure in alike:
            within = interval(figure, figures, defined)
            lines += [_line(figure, defined, within), *_elsewhere(figure, figures), *_beside(figure, figures)]
        lines += _chart(alike)
        if process is not None and process.periods[0].kind == alike[0].id.period.kind:
            lines += marks(process, [figure.id.period for figure in alike] if _chart(alike) else [])
    lines += [_line(figure, defined) for figure in changes]
    lines += [_said(assessment) for assessment in kpis]
    answer = {
        "measure": measure,
        "area": place,
        "figures": [_json(figure, figures) for figure in (*levels, *changes)],
        "process": as_answer(process) if process is not None else None,
        "kpis": [_json_of(assessment) for assessment in kpis],
    }
    return Shown(tuple(lines), answer)


def _near(measure: str, plan: Plan) -> str:
    """Measures with such an id, else those of the plan itself."""
    close = difflib.get_close_matches(measure, plan.measures, n=3)
    close += [id for id in plan.measures if measure in id and id not in close]
    if close:
        return f"did you mean {' or '.join(close[:3])}?"
    return f"there are {_some(id for id in plan.measures if f'measure:{id}' in plan.lines)}"


def _some(names: Iterable[str]) -> str:
    every = list(names)
    rest = f" and {len(every) - MOST_NAMED} more" if len(every) > MOST_NAMED else ""
    return ", ".join(every[:MOST_NAMED]) + rest


def _known_document(folder: Path, document: str, figures: Figures) -> None:
    """Every figure of a document stands in the book asked for it, so one without any is not known."""
    if all(typed.document != document for typed in figures.typed.values()):
        known = ", ".join(sorted({typed.document for typed in figures.typed.values()})) or "none"
        raise Unusable(f"no document '{document}' in {folder}; typed figures are of: {known}")


def _part(measure: Measure, breakdown: str) -> tuple[tuple[str, str], ...]:
    """The part asked for. A measure of a table's rows has the dimensions it names; others those of their figures."""
    part = parse_breakdown(breakdown)
    for dimension, _ in part:
        if hasattr(measure.compute, "table") and dimension not in measure.breakdowns:
            there = ", ".join(sorted(measure.breakdowns)) or "none"
            raise Unusable(f"'{measure.id}' has no breakdown '{dimension}'; its breakdowns: {there}")
    return part


def _periods(figures: Figures, measure: Measure, area: str, part: tuple[tuple[str, str], ...]) -> list[Period]:
    """Every period with a typed or computed level, those of one kind together, in order."""
    typed = [
        id.period
        for id in figures.typed
        if (id.measure, id.area, id.breakdown, id.statistic) == (measure.id, area, part, "value")
    ]
    computed = figures.computed.months(measure.id) if figures.computed is not None else ()
    if not typed and not computed:
        if parts := _typed_parts(figures, measure, area):
            raise _of_a_part(measure, area, part, parts)
        where = f"that part of {area}" if part else area
        what = _counted_instead(figures, measure, area, part) or "load its source, or name another area with --area"
        raise Unusable(f"'{measure.id}' has no figures for {where}; {what}")
    every = sorted({*typed, *computed}, key=lambda p: (str(p.last), p.id))
    kinds = list(dict.fromkeys(p.kind for p in every))
    return sorted(every, key=lambda p: kinds.index(p.kind))


def _counted_instead(figures: Figures, measure: Measure, area: str, part: tuple[tuple[str, str], ...]) -> str:
    """How to ask for what records give of an area that no document prints a figure of; nothing where none count it."""
    found = counterpart(measure, part)
    if found is None or found[0] not in figures.plan.measures:
        return ""
    asked = f" --breakdown {','.join(f'{dimension}={value}' for dimension, value in found[1])}" if found[1] else ""
    return f"no document prints them, but records count the same: show {found[0]} --area {area}{asked}"


def _check_part(figures: Figures, measure: Measure, area: str, part: tuple[tuple[str, str], ...]) -> None:
    """Raises Unusable, with the parts that there are, where a measure of tables has none such, or is of parts alone."""
    computed = figures.computed
    typed = any((id.measure, id.area, id.breakdown) == (measure.id, area, part) for id in figures.typed)
    if typed or computed is None or not computed.months(measure.id):
        return
    ratio = measure.compute if isinstance(measure.compute, Ratio) else None
    dimensions = [ratio.dimension] if ratio else sorted({*measure.breakdowns, *(dimension for dimension, _ in part)})
    known = {one: computed.breakdown_values(measure.id, one) for one in dimensions}
    if ratio:
        known[ratio.dimension] = tuple(value for value in known[ratio.dimension] if value != ratio.reference)
    unknown = any(value not in known[dimension] for dimension, value in part if dimension in known)
    if unknown or (ratio and ratio.dimension not in dict(part)):
        parts = [f"{dimension}={value}" for dimension, values in known.items() for value in values]
        raise _of_a_part(measure, area, part, [*_typed_parts(figures, measure, area), *parts])


def _of_a_part(measure: Measure, area: str, part: tuple[tuple[str, str], ...], parts: Sequence[str]) -> Unusable:
    whole = "that part" if part else "the whole"
    there = f"give a part with --breakdown: {_some(parts)}" if parts else "it has no parts"
    return Unusable(f"'{measure.id}' has no figures for {whole} of {area}; {there}")


def _typed_parts(figures: Figures, measure: Measure, area: str) -> list[str]:
    """The parts that figures are typed for, as --breakdown takes them."""
    typed = {id.breakdown for id in figures.typed if (id.measure, id.area) == (measure.id, area) and id.breakdown}
    return sorted(",".join(f"{dimension}={value}" for dimension, value in breakdown) for breakdown in typed)


def _change(figures: Figures, figure: Figure) -> list[Figure]:
    """The change from the period before, where it can be had."""
    try:
        since = before(figure.id.period)
    except PeriodError:
        return []
    points = isinstance(figure.quantity, Quantity) and figure.quantity.unit == "percent"
    change = figures.find(figure.id.change("change-pp" if points else "change-percent", since))
    return [change] if change.value is not None else []


def _line(figure: Figure, measure: Measure, interval: str = "") -> str:
    name = short(figure.id.period)
    if figure.id.since is not None:
        name += f" from {short(figure.id.since)}"
    if isinstance(figure.quantity, NoValue):
        return f"  {name:<24} no value: {figure.quantity.reason}"
    told = _number(figure, measure)
    return "  ".join(["", f"{name:<24} {told:>14}", figure.status, *filter(None, (interval, figure.sum))])


def _number(figure: Figure, measure: Measure) -> str:
    """A published level as its document prints it; anything else rounded as the measure says, changes with a sign.

    About, over or under stands before it where it is no exact number, unless the document prints such a word itself.
    """
    text = _exactly(figure, measure)
    return f"{figure.qualifier} {text}" if figure.qualifier and not text[:1].isalpha() else text


def _exactly(figure: Figure, measure: Measure) -> str:
    if figure.label or (figure.published and figure.printed and figure.id.since is None):
        return figure.label or figure.printed or ""
    assert isinstance(figure.quantity, Quantity)
    decimals = 1 if figure.id.since else measure.decimals
    return print_quantity(figure.quantity, decimals, style="table", signed=figure.id.since is not None).text


def _elsewhere(figure: Figure, figures: Figures) -> Iterator[str]:
    """What other documents print for the same figure, where that is another value."""
    for other in figures.elsewhere(figure):
        yield f"  {'':<24} {other.printed:>14}  in {other.document}, {other.paragraph}"


def _counted_as(plan: Plan, measure: Measure, part: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """What counts the same as a published measure from records, and how; or why nothing can."""
    found = counterpart(measure, part)
    if found is not None and found[0] in plan.measures:
        yield f"From records: {found[0]} ({formula(plan.measures[found[0]])})"
    elif measure.not_computed is not None:
        yield f"Not counted from records: {measure.not_computed}"


def _beside(figure: Figure, figures: Figures) -> Iterator[str]:
    """What records give for a published figure, and how far that is from it."""
    found = beside(figure, figures)
    if found is None:
        return
    counted = figures.plan.measures[found.counted.id.measure]
    far = ", in another unit"
    if found.difference is not None:
        measure = figures.plan.measures[figure.id.measure]
        decimals = measure.decimals if measure.decimals is not None else counted.decimals
        shown = print_quantity(Quantity(found.difference, counted.unit), decimals, style="table", signed=True).text
        far = f", {shown}" if found.difference else ", the same"
    yield f"  {'':<24} {_number(found.counted, counted):>14}  from records{far}"


def _chart(found: Sequence[Figure]) -> list[str]:
    """One bar a value, lowest to highest; a gap where there is none."""
    values = [figure.value for figure in found]
    known = [value for value in values if value is not None]
    if len(known) < FEWEST_BARS or max(known) == min(known):
        return []
    low, span = min(known), max(known) - min(known)
    bars = "".join(" " if v is None else BARS[int((v - low) / span * (len(BARS) - 1))] for v in values)
    return [f"  {bars}"]


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
    words = f"KPI '{assessment.kpi.title}': {_number(assessment.current, measure)} in {short(assessment.period)}"
    if assessment.baseline is not None and assessment.since is not None:
        words += f", {_number(assessment.baseline, measure)} in {short(assessment.since)}"
    if change is not None:
        words += f": {_number(change, measure)}, {assessment.meaning}"
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
