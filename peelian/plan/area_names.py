"""Finds an area or a peer by what a person types: its id, its code or its name, whatever capitals and punctuation."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from peelian.errors import Unusable
from peelian.plan.areas import Area, DrawnArea
from peelian.plan.model import Peer, Place, Plan, places
from peelian.quantities import few

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?([0-9][A-Z]{2})?", re.IGNORECASE)
MOST_NAMED = 8

Found = Area | DrawnArea
OneOf = TypeVar("OneOf", Found, Place)


def find_area(plan: Plan, text: str, within: str | None = None, levels: Collection[str] = ()) -> Found:
    """The one area of this name, inside the area `within` where that is given; of these `levels`, where any is.

    Areas that are drawn by hand are of no level, and looked at in any case.

    Raises Unusable: with those of the name where there are several, with the nearest where there is none.
    """
    areas: list[Found] = [*plan.file.areas.list, *plan.file.areas.drawn]
    if levels:
        areas = [area for area in areas if isinstance(area, DrawnArea) or area.level in levels]
    if within is not None:
        around = find_area(plan, within)
        areas = [area for area in areas if _inside(plan, area, around.id)]
        if not areas:
            raise Unusable(f"no area lies in {around.name}; leave --in out")
    found = _surest(areas, text)
    if len(found) > 1:
        raise Unusable(_several(plan, text, found, ", or add --in"))
    if not found:
        raise Unusable(_none(areas, text, " there" if within is not None else ""))
    return found[0]


def find_place(plan: Plan, text: str) -> Place:
    """The one area or peer of this name: whatever figures may be of.

    Raises Unusable: with those of the name where there are several, with the nearest where there is none.
    """
    every = tuple(places(plan).values())
    found = _surest(every, text)
    if len(found) > 1:
        raise Unusable(_several(plan, text, found))
    if not found:
        raise Unusable(_none(every, text))
    return found[0]


def folded(name: str) -> str:
    """A name as it is compared: small letters without accents and punctuation, "St" for "Saint", "and" for "&"."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = re.sub(r"['’‘.`]", "", plain)
    words = re.sub(r"[\W_]+", " ", plain).split()
    return " ".join({"saint": "st"}.get(word, word) for word in words)


WAYS: Sequence[Callable[[Place, str], bool]] = (
    lambda area, text: area.id == text or (not isinstance(area, DrawnArea) and area.code == text.upper()),
    lambda area, text: area.name == text,
    lambda area, text: area.name.casefold() == text.casefold(),
    lambda area, text: folded(area.name) == folded(text) != "",
)
"""From the surest to the loosest; the first that finds anything decides."""


def _surest(areas: Sequence[OneOf], text: str) -> Sequence[OneOf]:
    """Those of this name, by the first way that finds any."""
    found = ([area for area in areas if alike(area, text)] for alike in WAYS)
    return next(filter(None, found), [])


def _inside(plan: Plan, area: Found, around: str) -> bool:
    parents = {one.id: one.parent for one in plan.file.areas.list}
    here = area.parent if isinstance(area, Area) else None
    while here is not None and here != around:
        here = parents.get(here)
    return here == around


def _several(plan: Plan, text: str, found: Sequence[Place], otherwise: str = "") -> str:
    names = {one.id: one.name for one in plan.file.areas.list}
    lines = [f"  {area.id}: {described(area, names)}" for area in found]
    return f"{len(found)} areas are called '{text}'; name one by its id{otherwise}\n" + "\n".join(lines)


def described(area: Place, names: dict[str, str]) -> str:
    """An area with its level and where it lies: "Oldtown, ward in Northshire"."""
    if isinstance(area, DrawnArea):
        return f"{area.name}, drawn by hand"
    if isinstance(area, Peer):
        return f"{area.name}, a peer"
    where = f" in {names[area.parent]}" if area.parent in names else ""
    return f"{area.name}, {area.level}{where}"


def _none(areas: Sequence[Place], text: str, where: str = "") -> str:
    if POSTCODE.fullmatch(text.strip()):
        return f"'{text}' looks like a postcode, and Peelian holds none; give the name of a ward or another area"
    by_name = {folded(area.name): area.name for area in areas}
    wanted = folded(text)
    holding = [
        name for key, name in by_name.items() if wanted and (f" {wanted}" in f" {key}" or f" {key} " in f" {wanted} ")
    ]
    close = [by_name[key] for key in difflib.get_close_matches(wanted, by_name, n=MOST_NAMED)]
    near = list(dict.fromkeys((*holding, *close)))[:MOST_NAMED]
    if near:
        return f"no area is called '{text}'{where}; did you mean {' or '.join(near)}?"
    return f"no area is called '{text}'{where}; there are {few(sorted(by_name.values()), MOST_NAMED)}"
