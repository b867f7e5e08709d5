"""A sentence has the KPIs and the settings that its form speaks of, no more and no fewer.

`parts` are parts of the whole they are said to make. A KPI in development is said to be so, and no other is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peelian.findings import Finding
from peelian.plan.model import Plan, all_kpis
from peelian.plan.publication import Form, Publication, Say


@dataclass(frozen=True)
class Takes:
    """How many KPIs a form speaks of at least and at most, None for any number, the settings it reads, their unit."""

    least: int = 1
    most: int | None = None
    settings: tuple[str, ...] = ()
    unit: str | None = None


FORMS: Mapping[Form, Takes] = {
    "level-and-change": Takes(),
    "from-to": Takes(),
    "level": Takes(),
    "levels": Takes(),
    "changes": Takes(),
    "parts": Takes(settings=("whole",)),
    "ranked-areas": Takes(most=1, settings=("level", "top")),
    "moved-areas": Takes(most=1, settings=("level", "top")),
    "ratios": Takes(unit="ratio"),
    "split": Takes(settings=("whole",), unit="percent"),
    "contrast": Takes(least=2, most=2),
    "in-development": Takes(),
    "baseline-rule": Takes(least=0, most=0),
    "process": Takes(),
    "process-paragraph": Takes(),
}


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    for name, publication in publications.items():
        for chapter in publication.chapters:
            for paragraph in chapter.paragraphs:
                where = plan.lines[f"publication:{name}/{chapter.id}/{paragraph.id}"]
                for say in paragraph.say:
                    for says in _faults(plan, say):
                        yield Finding("bad-sentence", where, f"paragraph '{paragraph.id}': {says}")


def _faults(plan: Plan, say: Say) -> Iterator[str]:
    for kpi in [kpi for kpi, times in Counter(say.kpis).items() if times > 1]:
        yield f"kpi '{kpi}' is named twice; take one out"
    levels = ", ".join(plan.file.areas.levels)
    if say.level is not None and say.level not in plan.file.areas.levels:
        yield f"no area level '{say.level}'; levels are: {levels}"
    if say.top is not None and say.top < 1:
        yield f"'top' is {say.top}; it is how many areas are named, 1 or more"
    if say.form is None:
        set_ = [name for name in ("whole", "level", "top") if getattr(say, name) is not None]
        if set_:
            yield f"'{set_[0]}' is read only where a 'form' is named"
        return
    takes = FORMS[say.form]
    least = 0 if say.form == "parts" and say.whole else takes.least  # a whole may be parted by a breakdown
    if len(say.kpis) < least or (takes.most is not None and len(say.kpis) > takes.most):
        yield f"{say.form} speaks of {_counted(takes)}, it names {len(say.kpis)}"
    for name in ("whole", "level", "top"):
        if getattr(say, name) is not None and name not in takes.settings:
            yield f"{say.form} does not read '{name}'; take it out, or name another form"
    if "level" in takes.settings and say.level is None:
        yield f"{say.form} needs an area level; levels are: {levels}"
    elif "level" in takes.settings and say.level not in {area.level for area in plan.file.areas.list}:
        yield f"no area of plan.yaml is of the level '{say.level}', so {say.form} has none to name"
    yield from _kpis(plan, say, takes)


def _counted(takes: Takes) -> str:
    if takes.most == takes.least:
        return {0: "no kpi", 1: "one kpi"}.get(takes.least, f"{takes.least} kpis")
    return f"{takes.least} kpi or more"


def _kpis(plan: Plan, say: Say, takes: Takes) -> Iterator[str]:
    kpis = all_kpis(plan)
    for id in say.kpis:
        kpi = kpis.get(id)
        if kpi is None:
            continue
        measure = plan.measures.get(kpi.measure or "")
        if takes.unit is not None and measure is not None and measure.unit != takes.unit:
            yield f"kpi '{id}' is in {measure.unit}, {say.form} speaks of {takes.unit}; name another form"
        if say.form == "in-development" and kpi.kind != "in-development":
            yield f"kpi '{id}' is a {kpi.kind}, not in development; name another form"
        if say.form == "parts" and say.whole in kpis and kpi.parent != say.whole:
            yield f"kpi '{id}' is no part of '{say.whole}'; name that as its parent, or take it out"
