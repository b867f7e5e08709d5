"""Editions that are out, as far as their manifests tell: those that lie in a folder, and those that are named.

Folders within are looked at too and links are followed. What is there and cannot be looked at is told as such: nobody
is to believe that nothing is out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from peelian.editions import manifest
from peelian.editions.shape import Manifest
from peelian.errors import Unusable
from peelian.figures.ids import FigureId, FigureIdError, parse_id

HELD_BACK = "small-number-held-back"
PAPER = "paper.html"  # which every edition has

Unread = Literal["lost", "dead link", "closed", "other plan"]
"""Why nothing is known of an edition: no manifest that can be read, a link that leads nowhere, a folder that cannot be
looked into, or of another plan."""


@dataclass(frozen=True)
class Earlier:
    """What another edition has published: exact values by figure id. Those `typed` their owner had given out before,
    those `held` it does not give out. Of one that is `unread` nothing is known; `plan` is the one it is of."""

    name: str
    values: Mapping[FigureId, Fraction]
    typed: frozenset[FigureId] = frozenset()
    held: frozenset[FigureId] = frozenset()
    unread: Unread | None = None
    plan: str | None = None


def earlier_editions(
    beside: Path, plan: str, but: str | None = None, named: Iterable[Path] = (), *, own: bool = True
) -> list[Earlier]:
    """The editions of a plan that lie in a folder, and those that others are or hold, `but` the one that is replaced.

    One beside it that cannot be read is there as such; so is one of another plan where the folder is the plan's `own`:
    the plan may have been renamed. Raises Unusable where one that was named is no edition of the plan: nobody is to
    believe that it was looked at.
    """
    found = {place: one for place, one in _in(beside, plan).items() if one.unread != "other plan" or own}
    for folder in named:
        read = _in(folder, plan)
        bad = [place for place, one in read.items() if one.unread is not None]
        if not read or bad:
            raise Unusable(
                f"{bad[0] if bad else folder}: no edition of the plan '{plan}' can be read there; name an edition, or a"
                " folder that holds editions of this plan, after --earlier"
            )
        found |= read
    replaced = os.path.realpath(beside / but) if but is not None else None
    return [one for place, one in found.items() if place != replaced]


def held_back(edition: Manifest) -> frozenset[FigureId]:
    """The figures that an edition says it does not give out."""
    named = [id for one in edition["findings"] if one["code"] == HELD_BACK for id in one.get("figures", ())]
    return frozenset(map(parse_id, named))


def _in(folder: Path, plan: str) -> dict[str, Earlier]:
    """The editions in a folder, itself and those below it, by where they really lie; also what has lost its manifest,
    and what may hold editions and cannot be looked into."""
    if folder.is_symlink() and not os.path.exists(folder):
        return {str(folder): Earlier(folder.name, {}, unread="dead link")}
    found: dict[str, Earlier] = {}
    seen: set[str] = set()  # links may lead round in a ring

    def closed(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            found[os.path.realpath(error.filename)] = Earlier(Path(error.filename).name, {}, unread="closed")

    for place, folders, files in os.walk(folder, followlinks=True, onerror=closed):
        seen.add(os.path.realpath(place))
        folders[:] = [name for name in sorted(folders) if not _is_passing(name) and _real(place, name) not in seen]
        if {manifest.NAME, PAPER}.intersection(files):
            found[os.path.realpath(place)] = _read(Path(place), plan)
        for link in (Path(place, name) for name in files if not _is_passing(name) and name != manifest.NAME):
            if link.is_symlink() and not os.path.exists(link):
                found[str(link)] = Earlier(link.name, {}, unread="dead link")
    return dict(sorted(found.items()))


def _real(place: str, name: str) -> str:
    return os.path.realpath(os.path.join(place, name))


def _is_passing(name: str) -> bool:
    """Whether it is a folder in which an edition is written and is none yet, or what a program leaves for itself."""
    return name.startswith(".")


def _read(place: Path, plan: str) -> Earlier:
    """What an edition told, as far as its manifest can be read."""
    try:
        body = json.loads((place / manifest.NAME).read_bytes())
        if body["plan"] != plan:
            return Earlier(place.name, {}, unread="other plan", plan=str(body["plan"]))
        values, typed = {}, set()
        for figure in body["figures"]:
            if figure["value"] is not None:
                id = parse_id(figure["id"])
                values[id] = Fraction(figure["trace"].get("exact") or figure["value"])
                if figure["trace"].get("kind") == "published":
                    typed.add(id)
        return Earlier(str(body["edition"]), values, frozenset(typed), held_back(body), plan=plan)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, FigureIdError):
        return Earlier(place.name, {}, unread="lost")
