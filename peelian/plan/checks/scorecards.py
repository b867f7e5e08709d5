"""A scorecard names an area and priorities that exist, each once. It has no chapters.

What it prints is the plan's KPIs: the author's words have no place in it. No other publication names these.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.model import Plan
from peelian.plan.publication import Publication


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    for name, publication in publications.items():
        faults = _of_scorecard(plan, publication) if publication.kind == "scorecard" else _of_others(publication)
        for field, says in faults:
            yield Finding("bad-scorecard", plan.lines[f"publication:{name}.{field}"], says)


def _of_others(publication: Publication) -> Iterator[tuple[str, str]]:
    for field in [field for field in ("area", "priorities") if getattr(publication, field)]:
        yield field, f"'{field}' is read in a scorecard alone; take it out, or make this 'kind: scorecard'"


def _of_scorecard(plan: Plan, publication: Publication) -> Iterator[tuple[str, str]]:
    areas = [area.id for area in plan.file.areas.list]
    if publication.area is not None and publication.area not in {*areas, *plan.unread}:
        yield "area", f"no area '{publication.area}' in plan.yaml{_near(publication.area, areas)}"
    if publication.chapters:
        yield "chapters", "a scorecard has no chapters; name the 'priorities' it shows, or none for the whole plan"
    if publication.commentary is not None:
        yield "commentary", "a scorecard has no place for the author's words; take it out"
    priorities = [priority.id for priority in plan.priorities]
    for named, times in Counter(publication.priorities).items():
        if named not in {*priorities, *plan.unread}:
            yield "priorities", f"no priority '{named}' in the plan{_near(named, priorities)}"
        if times > 1:
            yield "priorities", f"the priority '{named}' is named twice; take one out"


def _near(named: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(named, known, n=1)
    return f"; did you mean '{near[0]}'?" if near else f"; there are: {', '.join(known)}"
