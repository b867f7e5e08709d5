"""What a measure asks of a column, as the values that count: named ones, those of a dated list, numbers in a range.

All of them are values of one column, so that what is on a list is taken from the whole like any other kind, and who is
at most 9 lies among those who are at most 17.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from peelian.disclosure.boxes import Among, between, both, size
from peelian.measures.breakdowns import slug
from peelian.measures.model import Condition
from peelian.periods import Period
from peelian.plan.model import Plan

YES = Among(frozenset({"yes"}))
"""Of a column that is none of a table: whether a condition is met."""
KNOWN = between(Fraction(-(10**15)), None)
"""Of a column of numbers: any, but no blank."""

Listed = Mapping[str, frozenset[str] | None]
"""The values of each list; None where it has not the same in all months that answer."""
Where = Iterable[tuple[str, Condition]]


def by_lists(where: Where, plan: Plan, over: Sequence[Period]) -> list[tuple[frozenset[str], Listed]]:
    """The months in which the lists that are named have the same values, with these values.

    Without months, as for a survey's wave, a list counts that has had the same values always.
    """
    names = sorted({name for _, one in where for name in (one.in_list, one.not_in_list) if name is not None})
    versions = {name: [one for one in plan.file.lists if one.id == name] for name in names}
    if not over:
        always = {name: {frozenset(one.values) for one in those} for name, those in versions.items()}
        return [(frozenset(), {name: found.pop() if len(found) == 1 else None for name, found in always.items()})]
    stretches: dict[tuple[frozenset[str], ...], list[str]] = {}
    for month in over:
        first = month.first or date.min
        on = [
            frozenset(
                value
                for one in versions[name]
                if (one.since or date.min) <= first <= (one.until or date.max)
                for value in one.values
            )
            for name in names
        ]
        stretches.setdefault(tuple(on), []).append(month.id)
    return [(frozenset(ids), dict(zip(names, on, strict=True))) for on, ids in stretches.items()]


def met(where: Where, lists: Listed) -> dict[str, Among]:
    """The values of each column that meet every condition on it.

    A condition that is none of values, as on blanks, is a column of its own that is met or not.
    """
    found: dict[str, Among] = {}
    for column, condition in where:
        for key, among in _parts(column, condition, lists):
            found[key] = both(found[key], among) if key in found else among
    return found


def _parts(column: str, of: Condition, lists: Listed) -> Iterable[tuple[str, Among]]:
    if of.is_:
        yield column, Among(frozenset(map(slug, of.is_)))
    if of.not_:
        yield column, Among(frozenset(map(slug, of.not_)), all_but=True)
    for name, all_but in ((of.in_list, False), (of.not_in_list, True)):
        if name is not None:
            values = lists.get(name)
            if values is None:
                yield f"({column}: {'not ' if all_but else ''}in the list {name})", YES
            else:
                yield column, Among(frozenset(map(slug, values)), all_but)
    ends = [size(end) if end is not None else None for end in (of.at_least, of.at_most)]
    for end, text, name in zip(ends, (of.at_least, of.at_most), ("at least", "at most"), strict=True):
        if text is not None:
            least, most = (end, None) if name == "at least" else (None, end)
            yield (column, between(least, most)) if end is not None else (f"({column}: {name} {text})", YES)
    if of.blank is not None:
        yield f"({column}: {'blank' if of.blank else 'not blank'})", YES
