"""Whose rows answer for an area in a table that is already counted: the largest places given, and all of
them.

Where a table gives an area and the areas inside it, the area's own row is its number and the others are
parts of it. Where it gives only areas inside, they are added up, but only when together they are the whole
of it: an area that is not given is missing, not zero. Rows without an area count for the force alone.
"""

from __future__ import annotations

from collections.abc import Callable

from peelian.measures.wording import named

Inside = Callable[[str], tuple[str, ...]]
"""The areas inside an area, at any level; it may hold the area itself."""

NO_AREA = ""


def asked_places(area: str, inside: Inside, whole: str) -> tuple[str, ...]:
    """The areas whose rows lie in an area: itself, those inside it, and for the force rows without one."""
    places = dict.fromkeys((area, *inside(area)))
    return (*places, NO_AREA) if area == whole else tuple(places)


def largest(area: str, given: frozenset[str], inside: Inside, whole: str) -> frozenset[str] | str:
    """The places whose rows are added up, out of those `given` in a month; or which places are missing."""
    asked = asked_places(area, inside, whole)
    present = given.intersection(asked)
    if area in present:
        return frozenset([area])
    within = {place: _within(place, inside) for place in asked if place != NO_AREA}
    parts = {part for place in present - {NO_AREA} for part in within[place]}
    chosen = present - parts
    if chosen == {NO_AREA}:
        return chosen
    if not chosen:
        return f"no row for {named([area])}"
    covered = chosen.union(*(within[place] for place in chosen - {NO_AREA}))
    smallest = {place for place, below in within.items() if not below}
    absent = smallest - covered
    return f"no row for {named(absent)}" if absent else chosen


def _within(place: str, inside: Inside) -> frozenset[str]:
    return frozenset(inside(place)) - {place}
