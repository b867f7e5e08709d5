"""Where the records of a figure lie, as a condition on their area.

An area drawn by a list of codes takes records of some areas of the tree, those of its codes: a spot is what of an area
has one of them. Where records of an outline lie is not known, so that it may lie in any area, and others in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from peelian.disclosure.boxes import AREA, DRAWN, Among
from peelian.disclosure.conditions import YES
from peelian.figures.book import Figures
from peelian.plan.model import Plan


def place_of(area: str, table: str, figures: Figures) -> Mapping[str, Among]:
    """The condition that records of a table meet which lie in an area; none for the whole force, which has all."""
    assert figures.computed is not None
    places = figures.computed.places(table)
    drawn = next((one for one in figures.plan.file.areas.drawn if one.id == area), None)
    if drawn is not None:
        if places is None or not drawn.codes:
            return {f"{DRAWN}{area}": YES}
        return {AREA: Among(frozenset(_spot(at, code) for at, code in places if code in drawn.codes))}
    within = inside(figures.plan, area)
    if within is None:
        return {}
    there = {_spot(at, code) for at, code in places or () if at in within}
    return {AREA: Among(within.difference(at for at, _ in places or ()).union(there))}


def _spot(area: str, code: str) -> str:
    """What of an area has a code, or none that is drawn."""
    return f"{code} in {area}" if code else area


def inside(plan: Plan, area: str) -> frozenset[str] | None:
    """An area and all that lie in it; None for the whole force, which has rows of no known area too."""
    areas = plan.file.areas.list
    if any(one.id == area and one.parent is None for one in areas):
        return None
    found = {area}
    while more := {one.id for one in areas if one.parent in found} - found:
        found |= more
    return frozenset(found)
