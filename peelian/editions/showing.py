"""A measure's figures as a person reads them in a terminal, and as a program does."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peelian.editions.workfolder import open_figures
from peelian.errors import Unusable
from peelian.figures.book import Figures
from peelian.figures.ids import FigureId, parse_breakdown
from peelian.figures.model import Figure
from peelian.measures.model import Measure
from peelian.periods import Period, PeriodError, before, parse, short
from peelian.plan.model import force_area
from peelian.quantities import NoValue, Quantity, decimal_text
from peelian.quantities import show as print_quantity

BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True)
class Shown:
    lines: tuple[str, ...]
    answer: dict[str, Any]


def show(
    folder: Path, measure: str, *, area: str | None, period: str | None, breakdown: str, document: str | None
) -> Shown:
    """The figures of a measure for one period, with the change from the one before, or for all there are."""
    figures = open_figures(folder, document, measure)
    plan = figures.plan
    if document is not None:
        _known_document(folder, document, figures)
    if measure not in plan.measures:
        near = difflib.get_close_matches(measure, plan.measures, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(sorted(plan.measures))}"
        raise Unusable(f"no measure '{measure}' in {folder}; {hint}")
    areas = {a.id: a.name for a in plan.file.areas.list}
    place = area or force_area(plan).id
    if place not in areas:
        raise Unusable(f"no area '{place}' in {folder}; there are {', '.join(areas)}")
    defined = plan.measures[measure]
    part = _part(defined, breakdown)
    periods = [parse(period)] if period else _periods(figures, measure, place, part)
    found = [figures.find(FigureId(measure, place, part, one)) for one in periods]
    named = "".join(f", {dimension}: {value}" for dimension, value in part)
    lines = [f"{defined.title}, {areas[place]}{named}", defined.definition]
    if period:
        found += _change(figures, found[0])
    lines += [_line(figure, defined) for figure in found]
    lines += _chart(found)
    answer = {"measure": measure, "area": place, "figures": [_json(f) for f in found]}
    return Shown(tuple(lines), answer)


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


def _periods(figures: Figures, measure: str, area: str, part: tuple[tuple[str, str], ...]) -> list[Period]:
    """Every period with a typed or computed level, in order."""
    typed = [
        id.period
        for id in figures.typed
        if (id.measure, id.area, id.breakdown, id.statistic) == (measure, area, part, "value")
    ]
    computed = figures.computed.months(measure) if figures.computed is not None else ()
    if not typed and part and (computed is None or not computed):
        parts = sorted({",".join(f"{d}={v}" for d, v in id.breakdown) for id in figures.typed if id.measure == measure})
        there = "; ".join(text for text in parts if text) or "none"
        raise Unusable(f"'{measure}' has no figures for that part of {area}; parts with figures: {there}")
    if not typed and not computed:
        raise Unusable(f"'{measure}' has no figures for {area}; load its source, or name another area")
    return sorted({*typed, *computed}, key=lambda p: (str(p.last), p.id))


def _change(figures: Figures, figure: Figure) -> list[Figure]:
    try:
        since = before(figure.id.period)
    except PeriodError:
        return []
    points = isinstance(figure.quantity, Quantity) and figure.quantity.unit == "percent"
    change = figures.find(figure.id.change("change-pp" if points else "change-percent", since))
    return [change] if change.value is not None else []


def _line(figure: Figure, measure: Measure) -> str:
    name = short(figure.id.period)
    if figure.id.since is not None:
        name += f" from {short(figure.id.since)}"
    if isinstance(figure.quantity, NoValue):
        return f"  {name:<24} no value: {figure.quantity.reason}"
    text = (
        figure.label
        or print_quantity(
            figure.quantity,
            1 if figure.id.since else measure.decimals,
            style="table",
            signed=figure.id.since is not None,
        ).text
    )
    told = f"{figure.qualifier} {text}" if figure.qualifier else text
    return f"  {name:<24} {told:>14}  {figure.status}{f'  {figure.sum}' if figure.sum else ''}"


def _chart(found: list[Figure]) -> list[str]:
    """One bar a value, lowest to highest; a gap where there is none."""
    values = [f.value for f in found if f.id.since is None]
    known = [v for v in values if v is not None]
    if len(known) < 3 or max(known) == min(known):
        return []
    low, span = min(known), max(known) - min(known)
    bars = "".join(" " if v is None else BARS[int((v - low) / span * (len(BARS) - 1))] for v in values)
    return [f"  {bars}"]


def _json(figure: Figure) -> dict[str, Any]:
    known = isinstance(figure.quantity, Quantity)
    return {
        "id": str(figure.id),
        "value": decimal_text(figure.quantity.value) if isinstance(figure.quantity, Quantity) else None,
        "unit": figure.quantity.unit if isinstance(figure.quantity, Quantity) else None,
        **({"qualifier": figure.qualifier} if figure.qualifier else {}),
        "status": figure.status,
        "sum": figure.sum or None,
        **({} if known else {"reason": getattr(figure.quantity, "reason", None)}),
    }
