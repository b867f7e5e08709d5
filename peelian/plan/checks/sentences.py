"""A sentence has the KPIs and the settings that its form speaks of, no more and no fewer.

`parts` are parts of the whole they are said to make. A KPI in development is said to be so, and no other is.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peelian.findings import Finding
from peelian.measures.model import Measure, adds_up
from peelian.plan.model import Kpi, Plan, all_kpis, force_area, inside
from peelian.plan.peers import versions
from peelian.plan.publication import Form, Publication, Say


@dataclass(frozen=True)
class Takes:
    """How many KPIs a form speaks of at least and at most, None for any number, and the settings it reads.

    `needs` are settings of which it must have one and no more; `unit` is the only one it speaks of; `adds_up` whether
    it speaks of what parts make the whole of.
    """

    least: int = 1
    most: int | None = None
    settings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unit: str | None = None
    adds_up: bool = False


FORMS: Mapping[Form, Takes] = {
    "level-and-change": Takes(),
    "from-to": Takes(),
    "level": Takes(),
    "levels": Takes(),
    "changes": Takes(),
    "parts": Takes(settings=("whole",)),
    "ranked-areas": Takes(most=1, settings=("level", "top"), needs=("level",)),
    "moved-areas": Takes(most=1, settings=("level", "top"), needs=("level",)),
    "ratios": Takes(unit="ratio"),
    "split": Takes(settings=("whole",), unit="percent"),
    "contrast": Takes(least=2, most=2),
    "in-development": Takes(),
    "baseline-rule": Takes(least=0, most=0),
    "process": Takes(),
    "process-paragraph": Takes(),
    "areas": Takes(most=1, settings=("level", "by"), needs=("level",)),
    "contributions": Takes(most=1, settings=("level", "by", "top"), needs=("level", "by"), adds_up=True),
    "peers": Takes(most=1, settings=("group", "over"), needs=("group",)),
}

SETTINGS = ("whole", "level", "by", "top", "group", "over")
"""The fields of a sentence besides its form and its KPIs."""


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
    set_ = [name for name in SETTINGS if getattr(say, name) is not None]
    if say.form is None:
        if set_:
            yield f"'{set_[0]}' is read only where a 'form' is named"
        return
    takes = FORMS[say.form]
    least = 0 if say.form == "parts" and say.whole else takes.least  # a whole may be parted by a breakdown
    if len(say.kpis) < least or (takes.most is not None and len(say.kpis) > takes.most):
        yield f"{say.form} speaks of {_counted(takes)}, it names {len(say.kpis)}"
    for name in [name for name in set_ if name not in takes.settings]:
        yield f"{say.form} does not read '{name}'; take it out, or name another form"
    yield from _needs(plan, say, takes)
    yield from _kpis(plan, say, takes)


def _needs(plan: Plan, say: Say, takes: Takes) -> Iterator[str]:
    """What a form must have that it has not, and a level without areas."""
    given = [name for name in takes.needs if getattr(say, name) is not None]
    if takes.needs == ("group",):
        yield from _group(plan, say)
        return
    if takes.needs and not given:
        parts = ", or a dimension of breakdowns as 'by'" if "by" in takes.needs else ""
        yield f"{say.form} needs an area level{parts}; levels are: {', '.join(plan.file.areas.levels)}"
    if len(given) > 1:
        yield f"{say.form} has {' and '.join(given)}; its parts are told apart by one of them, take the other out"
    there = {area.level for area in plan.file.areas.list}
    empty = say.level in plan.file.areas.levels and say.level not in there
    if "level" in takes.settings and empty and there <= {*plan.file.areas.levels}:  # else one of them is misspelt
        yield f"no area of plan.yaml is of the level '{say.level}', so {say.form} has none to name"


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
        if measure is not None:
            yield from _parted(plan, say, takes, kpi, measure)
        if takes.unit is not None and measure is not None and measure.unit != takes.unit:
            yield f"kpi '{id}' is in {measure.unit}, {say.form} speaks of {takes.unit}; name another form"
        if say.form == "in-development" and kpi.kind != "in-development":
            yield f"kpi '{id}' is a {kpi.kind}, not in development; name another form"
        if say.form == "parts" and say.whole in kpis and kpi.parent != say.whole:
            yield f"kpi '{id}' is no part of '{say.whole}'; name that as its parent, or take it out"


def _parted(plan: Plan, say: Say, takes: Takes, kpi: Kpi, measure: Measure) -> Iterator[str]:
    """A KPI that cannot be told apart into the parts that a sentence speaks of."""
    if (takes.adds_up or say.by is not None) and "by" in takes.settings and not adds_up(measure):
        yield f"kpi '{kpi.id}' is a {measure.kind} in {measure.unit}, of which no parts make a whole; name another"
    elif say.by is not None and measure.kind != "published" and say.by not in measure.breakdowns:
        there = ", ".join(measure.breakdowns) or "none"
        yield f"measure '{measure.id}' has no breakdown '{say.by}'; there are: {there}"
    elif say.by is not None and say.by in plan.file.areas.levels:
        yield f"'{say.by}' is an area level, which no breakdown can be called; give the breakdown another name"
    elif say.by is not None and say.by in kpi.breakdown:
        yield f"kpi '{kpi.id}' is one {say.by} already, so it has no parts by it"
    within = kpi.area or force_area(plan).id
    of_level = {area.level for area in plan.file.areas.list}
    if "by" in takes.settings and say.level in of_level and not inside(plan.file.areas, within, say.level or ""):
        yield f"no {say.level} lies in '{within}', which kpi '{kpi.id}' is about; name another level, or another kpi"


COMPARED = ("percent", "per 1,000", "per 100,000", "ratio", "index", "score")
"""Units in which forces of different size can stand beside each other, besides times."""
TIMES = ("seconds", "days", "working days", "months")


def _group(plan: Plan, say: Say) -> Iterator[str]:
    """A list that is none, or is no group of peers; a figure by which forces cannot be compared."""
    listed = versions(plan, say.group or "")
    if not listed:
        there = ", ".join(dict.fromkeys(one.id for one in plan.file.lists)) or "none"
        yield f"{say.form} needs a list of plan.yaml as its 'group'; there are: {there}"
    force, names = plan.file.force, [peer.name for peer in plan.file.peers]
    for name in dict.fromkeys(name for one in listed for name in one.values):
        if name in (force.name, force.short):
            yield f"list '{say.group}' names the force itself, '{name}'; a group lists the others"
        elif name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "add it to peers in plan.yaml"
            yield f"list '{say.group}' names '{name}', which is no peer; {hint}"
    if say.over is not None and say.over not in (6, 12):
        yield f"'over' is {say.over}; the gap is told over 6 or 12 months"
    for kpi in [kpi for id, kpi in all_kpis(plan).items() if id in say.kpis]:
        measure = plan.measures.get(kpi.measure or "")
        if kpi.area not in (None, force_area(plan).id):
            yield f"kpi '{kpi.id}' is about '{kpi.area}'; peers are compared with the force as a whole"
        if measure is not None and (adds_up(measure) or measure.unit not in (*COMPARED, *TIMES)):
            does = "compare a rate, a share or a time"
            yield f"kpi '{kpi.id}' is in {measure.unit}, which says how large a force is; {does}"
