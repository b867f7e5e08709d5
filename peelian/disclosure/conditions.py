"""What a measure asks of a column, as the values that count: named ones, those of a dated list, numbers in a range.

All of them are values of one column, so that what is on a list is taken from the whole like any other kind, and who is
at most 9 lies among those who are at most 17.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from peelian.disclosure.boxes import Among, between, both, size
from peelian.measures.breakdowns import slug
from peelian.measures.model import Condition
from peelian.periods import Period
from peelian.plan.model import NamedList, Plan

YES = Among(frozenset({"yes"}))
"""Of a column that is none of a table: whether a condition is met."""
KNOWN = between(Fraction(-(10**15)), None)
"""Of a column of numbers: any, but no blank."""

Listed = Mapping[str, frozenset[str]]
"""The values of each list."""
Where = Iterable[tuple[str, Condition]]


def by_months(where: Where, plan: Plan, over: Sequence[Period]) -> list[tuple[frozenset[str], Listed]]:
    """The months in which the lists that are named have the same values, with these values."""
    versions = _versions(where, plan)
    stretches: dict[tuple[frozenset[str], ...], list[str]] = {}
    for month in over:
        on = _on(versions, month.first or date.min)
        stretches.setdefault(tuple(on.values()), []).append(month.id)
    return [(frozenset(ids), dict(zip(versions, on, strict=True))) for on, ids in stretches.items()]


def by_days(where: Where, plan: Plan) -> list[tuple[Among, Listed]]:
    """The days in which the lists that are named have the same values, with these values: of records whose months are
    not known, as those of a survey's wave. One stretch of any day where no list ever changed."""
    versions = _versions(where, plan)
    dated = [one for those in versions.values() for one in those]
    begins = {one.since for one in dated if one.since is not None}
    begins |= {one.until + timedelta(1) for one in dated if one.until is not None and one.until < date.max}
    starts = [date.min, *sorted(begins - {date.min})]
    found: list[tuple[date, dict[str, frozenset[str]]]] = []
    for start in starts:
        on = _on(versions, start)
        if not found or found[-1][1] != on:
            found.append((start, on))
    first = [Fraction(start.toordinal()) for start, _ in found]
    least, most = [None, *first[1:]], [*(one - 1 for one in first[1:]), None]
    return [(between(*ends), on) for *ends, (_, on) in zip(least, most, found, strict=True)]


def on_lists(where: Where, plan: Plan, over: Sequence[Period]) -> list[dict[str, Among]]:
    """What a record must meet in these months, once for each time in which the lists that are named have the same
    values; in any month where none are given."""
    asked = list(where)
    if over:
        return [met(asked, lists) for _, lists in by_months(asked, plan, over)]
    return [met(asked, lists) for _, lists in by_days(asked, plan)]


def _versions(where: Where, plan: Plan) -> dict[str, list[NamedList]]:
    names = sorted({name for _, one in where for name in (one.in_list, one.not_in_list) if name is not None})
    return {name: [one for one in plan.file.lists if one.id == name] for name in names}


def _on(versions: Mapping[str, Sequence[NamedList]], day: date) -> dict[str, frozenset[str]]:
    """The values of each list on a day: of a month its first."""
    return {
        name: frozenset(
            value for one in those if (one.since or date.min) <= day <= (one.until or date.max) for value in one.values
        )
        for name, those in versions.items()
    }


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
            yield column, Among(frozenset(map(slug, lists[name])), all_but)
    ends = [size(end) if end is not None else None for end in (of.at_least, of.at_most)]
    for end, text, name in zip(ends, (of.at_least, of.at_most), ("at least", "at most"), strict=True):
        if text is not None:
            least, most = (end, None) if name == "at least" else (None, end)
            yield (column, between(least, most)) if end is not None else (f"({column}: {name} {text})", YES)
    if of.blank is not None:
        yield f"({column}: {'blank' if of.blank else 'not blank'})", YES
