"""What a resident is told of: counts that add up, a breakdown they have, a share of two counts, a level of residents.

The smallest count shown is the usual five, or another with its reason.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from peelian.findings import Finding
from peelian.measures.model import Measure, Share
from peelian.plan.answers import SMALLEST
from peelian.plan.model import Plan
from peelian.plan.publication import Publication


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    answers = plan.file.answers
    if answers is None:
        return
    where = plan.lines["plan:answers"]
    wanted = [("crime", answers.crime), *(("also", id) for id in answers.also)]
    wanted += [
        (role, id) for role, id in (("outcomes", answers.outcomes), ("people", answers.people)) if id is not None
    ]
    for role, id in wanted:
        measure = plan.measures.get(id)
        says = _unknown(id, plan) if measure is None else _fault(role, measure, plan)
        if says:
            yield Finding("answers-measure", where, f"answers, {role}: {says}")
    crime = plan.measures.get(answers.crime)
    if answers.by is not None and crime is not None and answers.by not in crime.breakdowns:
        there = ", ".join(crime.breakdowns) or "none"
        says = f"answers, by: '{answers.crime}' has no breakdown '{answers.by}'; it has: {there}"
        yield Finding("answers-measure", where, says)
    for level in answers.levels:
        if level not in plan.file.areas.levels:
            says = f"answers, levels: no level '{level}'; levels are: {', '.join(plan.file.areas.levels)}"
            yield Finding("answers-level", where, says)
    if answers.smallest < 1:
        yield Finding(
            "answers-smallest", where, f"answers, smallest: {answers.smallest} is below 1; 1 shows every count"
        )
    elif answers.smallest != SMALLEST and not answers.because:
        says = f"answers, smallest: {answers.smallest} is not the usual {SMALLEST}; say why in 'because'"
        yield Finding("answers-smallest", where, says)


def _unknown(id: str, plan: Plan) -> str | None:
    if id in plan.unread:
        return None
    near = difflib.get_close_matches(id, plan.measures, n=1)
    return f"no measure '{id}'; " + (f"did you mean '{near[0]}'?" if near else "define it in measures/")


def _fault(role: str, measure: Measure, plan: Plan) -> str | None:
    if role == "people":
        return (
            None if measure.kind == "level" else f"'{measure.id}' is a {measure.kind}; a level of residents is needed"
        )
    if role != "outcomes":
        return None if measure.kind == "count" else f"'{measure.id}' is a {measure.kind}; a count is needed"
    if not isinstance(measure.compute, Share):
        return f"'{measure.id}' is a {measure.kind}; a share of two counts is needed"
    parts = (plan.measures.get(id) for id in (measure.compute.numerator, measure.compute.denominator))
    other = next((part for part in parts if part is not None and part.kind != "count"), None)
    return f"'{measure.id}' is made of '{other.id}', a {other.kind}; a share of two counts is needed" if other else None
