"""A publication names KPIs, priorities, lists, area levels and periods that exist; paragraph ids are unique."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.periods import PeriodError, before, parse
from peelian.plan.model import Plan, all_kpis, groups_of
from peelian.plan.publication import Chapter, ParagraphSpec, Publication

LEAST_KPIS = {"contrast": 2, "baseline-rule": 0}
BY_LEVEL = ("ranked-areas", "moved-areas")

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
    if not publication.title.strip():
        yield ".title", "the title is empty; write the one the reader is to see"
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
    for named in publication.lists:
        if named not in {*(one.id for one in plan.file.lists), *plan.unread}:
            yield ".lists", f"no list '{named}' in plan.yaml"
    seen: set[str] = set()
    for chapter in publication.chapters:
        if chapter.id in seen:
            yield f"/{chapter.id}", f"two chapters have the id '{chapter.id}'"
        seen.add(chapter.id)
        yield from _chapter(plan, chapter)
        groups = _groups(plan, chapter) if publication.kind == "framework" else set()
        for spec in (spec for spec in chapter.paragraphs if spec.group not in {None, *groups}):
            there = ", ".join(sorted(groups)) or "none, since only the priorities of a framework have them"
            says = f"paragraph '{spec.id}': no group '{spec.group}' in this chapter; there are: {there}"
            yield f"/{chapter.id}/{spec.id}", says


def _groups(plan: Plan, chapter: Chapter) -> set[str]:
    """The ids of the groups whose headings stand in a chapter of a framework."""
    priority = next((p for p in plan.priorities if p.id == chapter.priority), None)
    return {group.id for group in groups_of(priority)} if priority is not None else set()


def _chapter(plan: Plan, chapter: Chapter) -> Iterator[Fault]:
    at = f"/{chapter.id}"
    priorities = {p.id for p in plan.priorities}
    if chapter.priority is not None and chapter.priority not in priorities | plan.unread:
        there = ", ".join(sorted(priorities))
        yield at, f"chapter '{chapter.id}': no priority '{chapter.priority}'; there are: {there}"
    if chapter.priority is None and chapter.title is None:
        yield at, f"chapter '{chapter.id}' needs a title or a priority"
    seen: set[str] = set()
    for paragraph in chapter.paragraphs:
        here = f"{at}/{paragraph.id}"
        if paragraph.id in seen:
            yield here, f"chapter '{chapter.id}': two paragraphs have the id '{paragraph.id}'"
        seen.add(paragraph.id)
        yield from ((here, says) for says in _paragraph(plan, chapter, paragraph))


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
    for kpi in paragraph.table.names if paragraph.table else ():
        if paragraph.table is not None and kpi not in paragraph.table.kpis:
            yield f"paragraph '{paragraph.id}': names calls kpi '{kpi}', which its table does not have"
    for say in paragraph.say:
        of_whole = say.form == "parts" and say.whole is not None  # its parts may be told apart by a breakdown
        least = 0 if of_whole else LEAST_KPIS.get(say.form or "", 1 if say.form else 0)
        if len(say.kpis) < least:
            wanted = "one kpi" if least == 1 else f"{least} kpis"
            yield f"paragraph '{paragraph.id}': {say.form} needs {wanted}, it names {len(say.kpis)}"
        if say.form in BY_LEVEL and say.level is None:
            levels = ", ".join(plan.file.areas.levels)
            yield f"paragraph '{paragraph.id}': {say.form} needs an area level; levels are: {levels}"
        if say.level is not None and say.level not in plan.file.areas.levels:
            levels = ", ".join(plan.file.areas.levels)
            yield f"paragraph '{paragraph.id}': no area level '{say.level}'; levels are: {levels}"
