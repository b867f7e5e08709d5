"""A publication names KPIs, priorities, lists and periods that exist, each where it is once; it has chapters to print.

Its chapters, their paragraphs and its tables' labels are told apart. It is issued when its period is over.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.periods import PeriodError, before, parse
from peelian.plan.model import Plan, all_kpis, groups_of
from peelian.plan.publication import Chapter, Chart, ParagraphSpec, Publication

COUNTED = re.compile(r"(Table|Figure) [0-9]+", re.IGNORECASE)

Fault = tuple[str, str]
"""Where in the publication, as `plan.lines` has it after the publication's own key, and what is wrong."""


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    for name, publication in publications.items():
        for place, says in _faults(plan, publication):
            yield Finding("bad-publication", plan.lines[f"publication:{name}{place}"], says)
        ends = plan.file.body.ends
        if ends is not None and publication.issued > ends:
            says = f"issued {publication.issued}, after the office ended on {ends}; name who publishes now as 'body'"
            yield Finding("after-the-office", plan.lines[f"publication:{name}.issued"], says, "warning")


def _faults(plan: Plan, publication: Publication) -> Iterator[Fault]:
    try:
        current = parse(publication.period)
        if current.last is not None and publication.issued < current.last:
            says = f"issued {publication.issued}, before its period {current.id} ends on {current.last}; mend one"
            yield ".issued", says
        if publication.compare == "preceding" and current.kind != "not-stated":
            before(current)
    except PeriodError as error:
        yield ".period", f"period: {error}"
    kpis = all_kpis(plan)
    for field, periods in (("periods", publication.periods), ("baselines", publication.baselines)):
        for kpi, period in periods.items():
            if kpi not in {*kpis, *plan.unread}:
                yield f".{field}", f"{field}: no kpi '{kpi}' in the plan"
            try:
                parse(period)
            except PeriodError as error:
                yield f".{field}", f"{field}, kpi '{kpi}': {error}"
    for named in [named for named, times in Counter(publication.lists).items() if times > 1]:
        yield ".lists", f"the list '{named}' is named twice; take one out"
    for named in dict.fromkeys(publication.lists):
        if named not in {*(one.id for one in plan.file.lists), *plan.unread}:
            yield ".lists", f"no list '{named}' in plan.yaml"
    if publication.kind == "board-paper" and not publication.chapters:
        yield "", "it has no chapters, so nothing would be printed; write them"
    for what, at in _twice(publication):
        yield at, f"{what}; give one another, or take it out"
    for chapter in publication.chapters:
        yield from _chapter(plan, publication, chapter)
        groups = _groups(plan, chapter) if publication.kind == "framework" else set()
        for spec in (spec for spec in chapter.paragraphs if spec.group not in {None, *groups}):
            there = ", ".join(sorted(groups)) or "none, since only the priorities of a framework have them"
            says = f"paragraph '{spec.id}': no group '{spec.group}' in this chapter; there are: {there}"
            yield f"/{chapter.id}/{spec.id}", says


def _groups(plan: Plan, chapter: Chapter) -> set[str]:
    """The ids of the groups whose headings stand in a chapter of a framework."""
    priority = next((p for p in plan.priorities if p.id == chapter.priority), None)
    return {group.id for group in groups_of(priority)} if priority is not None else set()


def _twice(publication: Publication) -> Iterator[tuple[str, str]]:
    """What two chapters, two paragraphs of a chapter, or two tables have alike that must tell them apart."""
    seen: dict[tuple[str, str | None], str] = {}
    for chapter in publication.chapters:
        at = f"/{chapter.id}"
        alike = [("chapters have the id", chapter.id)]
        alike += [("chapters are of the priority", chapter.priority)] if chapter.priority is not None else []
        alike += [(f"paragraphs of chapter '{chapter.id}' have the id", one.id) for one in chapter.paragraphs]
        tables = [one.table.label for one in chapter.paragraphs if one.table is not None]
        alike += [("tables have the label", label) for label in tables if label is not None]
        for what, value in alike:
            if (what, value) in seen:
                yield f"two {what} '{value}'", at
            seen[what, value] = at


def _chapter(plan: Plan, publication: Publication, chapter: Chapter) -> Iterator[Fault]:
    at = f"/{chapter.id}"
    priorities = {p.id for p in plan.priorities}
    if chapter.priority is not None and chapter.priority not in priorities | plan.unread:
        there = ", ".join(sorted(priorities))
        yield at, f"chapter '{chapter.id}': no priority '{chapter.priority}'; there are: {there}"
    if chapter.priority is None and chapter.title is None:
        yield at, f"chapter '{chapter.id}' needs a title or a priority"
    of_priority = publication.kind == "framework" and chapter.priority is not None  # which prints its KPIs
    if not chapter.paragraphs and not of_priority:
        yield at, f"chapter '{chapter.id}' has no paragraphs, so nothing would be printed; write them, or take it out"
    for paragraph in chapter.paragraphs:
        yield from ((f"{at}/{paragraph.id}", says) for says in _paragraph(plan, chapter, paragraph))
        if paragraph.table is not None and not paragraph.table.kpis:
            yield f"{at}/{paragraph.id}", f"the table of paragraph '{paragraph.id}' names no kpi; name them"
        label = paragraph.table.label if paragraph.table is not None else None
        if label is not None and COUNTED.fullmatch(label):
            says = f"the label '{label}' is one that tables and charts are counted by; leave it out, or write another"
            yield f"{at}/{paragraph.id}", says


def _paragraph(plan: Plan, chapter: Chapter, paragraph: ParagraphSpec) -> Iterator[str]:
    kpis = all_kpis(plan)
    named = [kpi for say in paragraph.say for kpi in say.kpis + ((say.whole,) if say.whole else ())]
    named += paragraph.table.kpis if paragraph.table else ()
    named += [chart.kpi for chart in paragraph.charts]
    for kpi in named:
        if kpi not in {*kpis, *plan.unread}:
            near = difflib.get_close_matches(kpi, kpis, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            yield f"chapter '{chapter.id}', paragraph '{paragraph.id}': no kpi '{kpi}' in the plan{hint}"
    for chart in paragraph.charts:
        yield from (f"paragraph '{paragraph.id}', chart '{chart.title}': {says}" for says in _chart(plan, chart))
    for kpi in paragraph.table.names if paragraph.table else ():
        if paragraph.table is not None and kpi not in paragraph.table.kpis:
            yield f"paragraph '{paragraph.id}': names calls kpi '{kpi}', which its table does not have"


def _chart(plan: Plan, chart: Chart) -> Iterator[str]:
    """A chart of areas has a level that has areas, and a funnel a measure that has denominators."""
    levels = ", ".join(plan.file.areas.levels)
    if chart.kind == "series":
        if chart.level is not None:
            yield "'level' is read by kind bars and funnel alone; take it out, or name one of them"
        return
    if chart.picture:
        yield f"'picture' is said of a series of months; take it out of a chart of kind {chart.kind}"
    if chart.level is None:
        yield f"kind {chart.kind} needs an area level; levels are: {levels}"
    elif chart.level not in plan.file.areas.levels:
        yield f"no area level '{chart.level}'; levels are: {levels}"
    elif sum(area.level == chart.level for area in plan.file.areas.list) < 2:
        yield f"plan.yaml has fewer than two areas of the level '{chart.level}', so there is nothing to compare"
    kpi = all_kpis(plan).get(chart.kpi)
    measure = plan.measures.get(kpi.measure or "") if kpi is not None else None
    if chart.kind == "funnel" and measure is not None and measure.kind not in ("rate", "share"):
        yield f"a funnel needs a rate or a share; '{measure.id}' is a {measure.kind}, so draw bars, or name another kpi"
