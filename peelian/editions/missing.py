"""What a paper would say is not available, told while the plan is written: a slip in a name looks just like it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from peelian.assess.kpi import assess
from peelian.disclosure.placed import inside
from peelian.editions.computing import wanted_measures
from peelian.figures.book import Figures
from peelian.figures.model import Figure
from peelian.findings import Finding
from peelian.measures.computed import Computed
from peelian.measures.faults import tables_of
from peelian.measures.naming import ValueNamed
from peelian.plan.model import Plan, all_kpis
from peelian.plan.publication import Publication, kpis_named
from peelian.quantities import NoValue, few
from peelian.sources.model import Source
from peelian.sources.problems import listed
from peelian.sources.store import Loaded

MOST_NAMED = 5  # areas in a message
MOST_EMPTY = Fraction(1, 5)  # of the areas of a level; more, and the rows there are are those of a part of the force


def without_figures(plan: Plan, name: str, publication: Publication, figures: Figures) -> Iterator[Finding]:
    """KPIs the publication speaks of that have no figure for its period, or none to compare it with, and why.

    Notes, since a document may not print them. A chart of what was never published says so in its place.
    """
    kpis = all_kpis(plan)
    for id in kpis_named(publication, charts=False):
        assessment = assess(kpis[id], plan, publication, figures)
        if assessment is None or (assessment.change is not None and assessment.change.value is not None):
            continue
        where, period = plan.lines[f"kpi:{id}"], assessment.period.id
        if assessment.current.value is None:
            says = f"publications/{name}.yaml: kpi '{id}' has no figure for {period}: {_why(assessment.current)}"
            yield Finding("no-figure", where, says, "note")
        elif assessment.since is not None and assessment.baseline is None:
            compared = figures.find(assessment.current.id.at(assessment.since))
            says = f"publications/{name}.yaml: kpi '{id}' has no figure for its baseline {assessment.since.id}"
            yield Finding("no-figure", where, f"{says}: {_why(compared)}", "note")


def _why(figure: Figure) -> str:
    return figure.quantity.reason if isinstance(figure.quantity, NoValue) else "not known"


def without_rows(plan: Plan, computed: Computed, measures: Iterable[str]) -> Iterator[Finding]:
    """Values that the conditions of these measures name and no row holds: counting them gives nothing, as does a slip.

    A shared definition names every value that its publisher may write, so that only a column without any is told.
    """
    for id in measures:
        named = computed.values_named(id)
        held = {one.column for one in named if one.held} if f"measure:{id}" not in plan.lines else set()
        for one in named:
            if not one.held and one.column not in held:
                says = f"measure '{id}': no row has '{one.value}' in '{one.column}'; {_instead(one)}"
                yield Finding("no-such-value", plan.lines.get(f"measure:{id}", "definitions"), says, "warning")


def _instead(named: ValueNamed) -> str:
    if named.near is not None:
        return f"did you mean '{named.near}'?"
    there = f"; there are: {', '.join(named.others)}" if named.others else ""
    return f"mend the value, or take it out{there}"


def without_places(plan: Plan, computed: Computed) -> Iterator[Finding]:
    """Areas in which no row lies, and codes of those drawn by hand that no row has: they are counted as nothing."""
    yield from _without_rows_of_a_level(plan, computed)
    for area in plan.file.areas.drawn:
        where, codes = plan.lines[f"area:{area.id}"], computed.codes_without_rows(area.id)
        if computed.empty(area.id):
            what = "mend its codes" if area.codes else f"look where {area.polygon} lies"
            says = f"area '{area.id}': no row of any month lies in it; {what}, or take it out"
            yield Finding("no-such-place", where, says, "warning")
        elif codes:
            told = listed(codes)
            says = f"area '{area.id}': no row has {told} of its codes; mend them, or leave those where nothing happened"
            yield Finding("no-such-place", where, says, "warning")


def _without_rows_of_a_level(plan: Plan, computed: Computed) -> Iterator[Finding]:
    """Areas that residents are told of in which no crime of any month lies, though some lie in most of their level."""
    tree, answers = plan.file.areas, plan.file.answers
    if answers is None:
        return
    held = computed.areas_with_rows(tables_of(plan.measures[answers.crime]))
    for level in tree.levels:
        own = [area for area in tree.list if area.level == level]
        within = {area.id: inside(plan, area.id) for area in own}
        empty = [area for area in own if (found := within[area.id]) is not None and not held & found]
        if not empty or len(empty) > MOST_EMPTY * len(own):
            continue
        it, its = ("it", "its code") if len(empty) == 1 else ("them", "their codes")
        names = few((f"{area.name} ({area.id})" for area in empty), MOST_NAMED)
        says = f"{level.replace('-', ' ')} {names}: no row of any month lies in {it}, though rows lie in others; "
        says += f"mend {its}, or the lookup that gives rows their areas"
        yield Finding("no-such-place", plan.lines.get(f"area:{empty[0].id}", "plan.yaml"), says, "warning")


def without_tables(plan: Plan, sources: Mapping[str, Source], data: Loaded) -> Iterator[Finding]:
    """Computed measures whose table no source fills, where no figure of theirs is typed either."""
    filled = {source.table for source in sources.values() if source.table is not None}
    typed = {row.measure for row in data.figures}
    for id, measure in wanted_measures(plan).items():
        for table in tables_of(measure) if id not in typed else ():
            if table not in filled:
                near = difflib.get_close_matches(table, sorted(filled), n=1)
                hint = f"did you mean '{near[0]}'?" if near else f"they fill: {', '.join(sorted(filled)) or 'none'}"
                says = f"measure '{id}': no source of sources.yaml fills the table '{table}'; {hint}"
                yield Finding("no-such-table", plan.lines.get(f"measure:{id}", "definitions"), says, "warning")
