"""What changed between two editions, figure by figure, told apart by why: new period, new data, no longer printed,
revision, definition change, correction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from peelian.editions.reading import Edition
from peelian.editions.reasons import CATEGORIES, Category, Reasons, differ, listed
from peelian.editions.shape import FigureEntry
from peelian.figures.ids import FigureId, parse_id


@dataclass(frozen=True)
class Difference:
    """One figure that the two editions do not tell alike. `old` and `new` are what they print; None is not printed.

    A change has its sign, also where its paper leaves it to the words beside: "a reduction of 8.5%" is "-8.5%".
    """

    category: Category
    figure: str
    old: str | None
    new: str | None
    why: str


def differences(old: Edition, new: Edition) -> list[Difference]:
    """Every difference, those a reader must be told first.

    A figure that only the new edition prints is new data, or a new period where the old one has the same thing for
    another period. One that only the old edition prints is no longer printed.
    """
    changed = {id for id in old.figures.keys() & new.figures.keys() if differ(old.figures[id], new.figures[id])}
    found = [*_changed(changed, old, new), *_came(changed, old, new), *_went(changed, old, new)]
    return sorted(found, key=lambda d: (CATEGORIES.index(d.category), d.figure))


def _changed(changed: Set[str], old: Edition, new: Edition) -> Iterator[Difference]:
    reasons = Reasons(old, new)
    for id in changed:
        category, why = reasons.of(id)
        before, after = old.figures[id], new.figures[id]
        was, now = _shown(before), _shown(after)
        rounded_away = before["value"] != after["value"] and was == now
        yield Difference(category, id, was, now, f"{why} (printed the same)" if rounded_away else why)


def _came(changed: Set[str], old: Edition, new: Edition) -> Iterator[Difference]:
    known = {_thing(id) for id in old.figures}
    for id in _printed(new) - _printed(old) - changed:
        category: Category = "new data"
        if id in old.figures:
            why = "the other edition has it and does not print it"
        elif _thing(id) in known:
            category, why = "new period", f"the period {parse_id(id).period.id} was not in the other edition"
        else:
            why = "not in the other edition"
        yield Difference(category, id, None, _shown(new.figures[id]), why)


def _went(changed: Set[str], old: Edition, new: Edition) -> Iterator[Difference]:
    now: dict[FigureId, list[str]] = {}
    for id in sorted(_printed(new)):
        now.setdefault(_thing(id), []).append(parse_id(id).period.id)
    for id in _printed(old) - _printed(new) - changed:
        if id in new.figures:
            why = "it is behind other figures of the new edition, and not printed"
        elif _thing(id) in now:
            why = f"the new edition prints it for {listed(now[_thing(id)])}"
        else:
            why = "the new edition does not print it for any period"
        yield Difference("no longer printed", id, _shown(old.figures[id]), None, why)


def _printed(edition: Edition) -> set[str]:
    """The figures that a reader of the edition sees with a value."""
    return {id for id, entry in edition.figures.items() if entry["printed"] is not None and entry["value"] is not None}


def _thing(id: str) -> FigureId:
    """A figure's measure, area and breakdown, with what its statistic measures, whatever the period."""
    return replace(parse_id(id), period=_ANY, since=None)


_ANY = parse_id("any/any/not-stated/value").period


def _shown(entry: FigureEntry) -> str:
    """The figure as its edition prints it, else its value. A change with its sign; what prints as zero has none."""
    value = entry["value"]
    if value is None:
        return "no value"
    text = entry["printed"] or value
    if parse_id(entry["id"]).since is None:
        return text
    if not re.search(r"\d", text):  # a number in words has no room for a sign
        text = value
    unsigned = text.startswith(("+", "-")) or not re.search("[1-9]", text)
    return text if unsigned else f"{'-' if value.startswith('-') else '+'}{text}"
