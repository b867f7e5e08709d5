"""Typed figures against the plan: their measure and area are there, their unit is the measure's, they can be true."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from peelian.findings import Finding
from peelian.measures.model import Measure, Rate, Ratio, Share
from peelian.plan.model import Names, Plan
from peelian.sources.figures import TypedFigure

COUNTED = ("count", "headcount")
BOUNDED = ("share", "compliance", "survey")
"""Kinds that are a part of a whole: outside 0 to 100 per cent they cannot be true."""
OF_THE_MEASURE = ("value", "low", "high")


def check(figures: Iterable[TypedFigure], plan: Plan, names: Names) -> Iterator[Finding]:
    """What is wrong with each typed figure, at its file and line, in the order they were read.

    `names` are the ids there are; a measure or area that may stand in a part that was not read is not missed.
    """
    first: dict[tuple[object, ...], TypedFigure] = {}
    for row in figures:
        where = _where(row)
        measure = plan.measures.get(row.measure)
        if measure is not None:
            yield from _of_measure(row, measure, plan.measures, where)
        elif names.measures is not None and row.measure not in names.measures:
            near = difflib.get_close_matches(row.measure, plan.measures, n=1)
            hint = f" (did you mean '{near[0]}'?)" if near else ""
            says = f"measure '{row.measure}' is not defined{hint}; add it to measures/, or mend the name"
            yield Finding("unknown-measure", where, says)
        if names.areas is not None and row.area not in names.areas:
            yield Finding("unknown-area", where, f"no area '{row.area}' in plan.yaml; add it, or mend the name")
        yield from _clash(row, first, where)


def _where(row: TypedFigure) -> str:
    return f"{row.origin.path}:{row.origin.line}"


def _of_measure(row: TypedFigure, measure: Measure, measures: Mapping[str, Measure], where: str) -> Iterator[Finding]:
    allowed = _units(row.statistic, measure, measures)
    if row.unit not in allowed:
        says = f"{row.statistic} of '{measure.id}' is typed in {row.unit}; its unit is {' or '.join(allowed)}"
        yield Finding("typed-unit", where, f"{says}. Mend the unit, or the measure it is typed for")
    elif not row.statistic.startswith("change-"):
        yield from _impossible(row, measure, where)


def _units(statistic: str, measure: Measure, measures: Mapping[str, Measure]) -> tuple[str, ...]:
    """The units a statistic of this measure may be typed in."""
    if statistic in OF_THE_MEASURE:
        return (measure.unit,)
    if statistic in ("numerator", "denominator", "base"):
        named = _inputs(measure).get(statistic)
        inner = measures[named].unit if named is not None and named in measures else None
        return ("count", inner) if inner is not None and inner != "count" else ("count",)
    if statistic.startswith("change-percent-from-"):
        return ("percent",)
    if statistic.startswith("change-pp-from-"):
        return ("pp",) if measure.unit in ("percent", "pp") else (f"{measure.unit}, as change-from-PERIOD",)
    if statistic.startswith("change-from-"):
        return ("pp",) if measure.unit == "percent" else (measure.unit,)
    return ("rank",)


def _inputs(measure: Measure) -> dict[str, str]:
    match measure.compute:
        case Rate() | Share() as compute:
            return {"numerator": compute.numerator, "denominator": compute.denominator}
        case Ratio() as compute:
            return {"numerator": compute.events, "denominator": compute.population}
        case _:
            return {}


def _impossible(row: TypedFigure, measure: Measure, where: str) -> Iterator[Finding]:
    whole = not measure.decimals  # a measure that prints decimals of a count is an average
    if row.unit in COUNTED and (row.value < 0 or (whole and row.value.denominator != 1)):
        says = f"{row.value} is no {row.unit} of '{measure.id}'; things are counted in whole numbers from 0"
        says += " (give the measure 'decimals' if it is an average)"
        yield Finding("typed-impossible", where, says)
    if row.unit == "percent" and row.statistic in OF_THE_MEASURE and not 0 <= row.value <= 100:
        says = f"{row.printed} of '{measure.id}' is outside 0% to 100%; look in the document again"
        yield Finding("typed-impossible", where, says, "error" if measure.kind in BOUNDED else "warning")


def _clash(row: TypedFigure, first: dict[tuple[object, ...], TypedFigure], where: str) -> Iterator[Finding]:
    """The same figure of the same document in two files; inside one file the reader has told it."""
    key = (row.measure, row.area, row.breakdown, row.period, row.statistic, row.document)
    held = first.setdefault(key, row)
    if held.origin.path == row.origin.path or (held.value == row.value and held.paragraph != row.paragraph):
        return
    says = f"the figure is typed at {_where(held)} too, from the same document '{row.document}'; keep one"
    yield Finding("source-figure-twice", where, says)
