"""A named list holds values, each once; its dated versions follow each other: one of them is valid on any day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from peelian.findings import Finding
from peelian.plan.model import NamedList, Plan
from peelian.plan.publication import Publication


def check(plan: Plan, publications: Mapping[str, Publication]) -> Iterator[Finding]:
    held: dict[str, list[NamedList]] = {}
    for index, one in enumerate(plan.file.lists):
        where = plan.lines[f"list:{index}"]
        for says in _faults(one):
            yield Finding("bad-list", where, f"list '{one.id}': {says}")
        for other in held.setdefault(one.id, []):
            if _first(one) <= _last(other) and _first(other) <= _last(one):
                says = f"two versions are valid on {max(_first(one), _first(other))}; give them 'since' and 'until'"
                yield Finding("bad-list", where, f"list '{one.id}': {says}")
        held[one.id].append(one)


def _first(one: NamedList) -> date:
    return one.since or date.min


def _last(one: NamedList) -> date:
    return one.until or date.max


def _faults(one: NamedList) -> Iterator[str]:
    if not one.values:
        yield "it has no values; write them, or take the list out"
    if _first(one) > _last(one):
        yield f"since {one.since} is after until {one.until}; mend one"
    for value in [value for value, times in Counter(one.values).items() if times > 1]:
        yield f"'{value}' stands twice; take one out"
    for value in [value for value in one.values if value in one.others]:
        yield f"'{value}' is a value and one of the others; take one out"
    for value in [value for value in one.descriptions if value not in one.values]:
        hint = "the others have their words beside them" if value in one.others else "mend one of the two"
        yield f"'{value}' is described and is no value; {hint}"
