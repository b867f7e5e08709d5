"""Settings that are numbers lie where they mean something; a breakdown can stand in a figure id."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.plan.model import Plan, PlanFile, all_kpis
from peelian.plan.publication import Publication
from peelian.quantities import UNITS
from peelian.signals.ruleset import NAMES

MOST_DECIMALS = 6
TERMS = ("commissioner", "office", "board", "panel", "force")
"""What a body may have words of its own for, besides the levels of its areas."""
SHORT = re.compile(r"[0-9]{1,2}%?")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    for field, says in _of_plan(plan.file):
        yield Finding("bad-setting", plan.lines[f"plan:{field}"], says)
    for kpi in all_kpis(plan).values():
        where = plan.lines[f"kpi:{kpi.id}"]
        if kpi.stable_band is not None and kpi.stable_band < 0:
            says = f"kpi '{kpi.id}': stable_band is {kpi.stable_band}; a width is 0 or more"
            yield Finding("bad-setting", where, says)
        if fault := _decimals(kpi.decimals):
            yield Finding("bad-setting", where, f"kpi '{kpi.id}': {fault}")
        for text in [text for pair in kpi.breakdown.items() for text in pair if not NAME.fullmatch(text)]:
            says = f"kpi '{kpi.id}', breakdown '{text}': write small letters, digits and single hyphens"
            yield Finding("bad-id", where, says)
    for measure in plan.measures.values():
        where = plan.lines.get(f"measure:{measure.id}", "definitions")
        if fault := _decimals(measure.decimals):
            yield Finding("bad-setting", where, f"measure '{measure.id}': {fault}")
        if measure.scale is not None and measure.unit in UNITS and not UNITS[measure.unit].scales:
            allowed = ", ".join(unit.name for unit in UNITS.values() if unit.scales)
            says = f"measure '{measure.id}': {measure.unit} has no 'scale'; these have: {allowed}"
            yield Finding("bad-setting", where, says)


def _of_plan(file: PlanFile) -> Iterator[tuple[str, str]]:
    if not 1 <= file.financial_year_starts <= 12:
        yield "financial_year_starts", f"financial_year_starts is {file.financial_year_starts}; it is a month, 1 to 12"
    term, ends = file.term, file.body.ends
    if term.last is not None and term.first > term.last:
        yield "term", f"term: first {term.first} is after last {term.last}; mend one"
    if ends is not None and ends < term.first:
        yield "body", f"body: the office ends on {ends}, before its term of office begins on {term.first}; mend one"
    elif ends is not None and term.last is not None and ends < term.last:
        yield "term", f"term: its last day {term.last} is after the office ends on {ends}; mend one"
    if file.body.successor is not None and ends is None:
        yield "body", "body: there is a successor but no 'ends'; say on which day the office ends"
    known = (*file.areas.levels, *TERMS)
    if file.rules not in NAMES:
        near = difflib.get_close_matches(file.rules, NAMES, n=1)
        hint = f" (did you mean '{near[0]}'?)" if near else ""
        yield "rules", f"rules: there is no rule set '{file.rules}'{hint}; allowed: {', '.join(NAMES)}"
    for name in [name for name in file.terms if SHORT.fullmatch(name.strip())]:
        yield "terms", f"terms: '{name}' would let every {name} stand; write it with the words that make it a name"
    for word in file.words:
        if word not in known:
            near = difflib.get_close_matches(word, known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"allowed are the area levels and {', '.join(TERMS)}"
            yield "words", f"words: '{word}' names nothing of the plan; {hint}"


def _decimals(decimals: int | None) -> str | None:
    if decimals is None or 0 <= decimals <= MOST_DECIMALS:
        return None
    return f"decimals is {decimals}; allowed: 0 to {MOST_DECIMALS}"
