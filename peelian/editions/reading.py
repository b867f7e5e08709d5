"""Opens an edition that was published: its manifest as values, or an error that says what is wrong with it.

A manifest may come from anybody. Whoever has an `Edition` can rely on its shape, on paths that stay in their folder,
on ids that are there once, and on sums that end.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from pathlib import Path
from typing import Any, cast

from peelian.editions.jsonshape import faults
from peelian.editions.manifest import NAME
from peelian.editions.shape import FigureEntry, Manifest
from peelian.errors import Unusable

MOST_BYTES = 100_000_000  # 100,000 figures take about 80 MB
MOST_TOLD = 3  # faults of a manifest, for an error of a few lines
DEEPEST = 20  # figures made from figures made from figures; the deepest sum of ours has 3
MOST_BEHIND = 100_000  # figures that one trace would show; a rank among all areas of a large force shows some 5,000


@dataclass(frozen=True)
class Edition:
    """A published edition. `figures` are the manifest's, by id."""

    folder: Path
    manifest: Manifest
    figures: dict[str, FigureEntry]


def open_edition(folder: Path) -> Edition:
    """The edition in this folder. Raises Unusable where its manifest is not one, whatever else it is."""
    path = folder / NAME
    if not path.is_file():
        raise Unusable(f"{folder}: no {NAME} here; give the folder of an edition, such as PLAN/editions/NAME")
    if path.stat().st_size > MOST_BYTES:
        raise _changed(path, f"has more than {MOST_BYTES // 1_000_000} MB, the most that is read")
    try:
        read = json.loads(path.read_bytes(), object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        raise _changed(path, f"not JSON ({error})") from None
    if not isinstance(read, dict):
        raise _changed(path, "not the manifest of an edition")
    first = list(islice(wrong_with(read), MOST_TOLD + 1))
    if first:
        raise _changed(path, "; ".join([*first[:MOST_TOLD], *(["and more"] if len(first) > MOST_TOLD else [])]))
    manifest = cast(Manifest, read)
    return Edition(folder, manifest, {figure["id"]: figure for figure in manifest["figures"]})


def wrong_with(manifest: object) -> Iterator[str]:
    """Why these values are not the manifest of an edition. A build asks too: what it writes must be readable."""
    shapeless = False
    for fault in faults(Manifest, manifest, ""):
        shapeless = True
        yield fault
    if shapeless:
        return
    whole = cast(Manifest, manifest)
    figures = {figure["id"]: figure for figure in whole["figures"]}
    loose = [*_twice(whole), *_of_nothing(whole, figures)]
    yield from loose or _endless(figures)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose names are there once each: of two values, programs disagree which one counts."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError(f"the name {_more_than_once(name for name, _ in pairs)[0]!a} stands twice in an object")
    return made


def _twice(manifest: Manifest) -> Iterator[str]:
    listed: dict[str, list[str]] = {
        "figures": [figure["id"] for figure in manifest["figures"]],
        "files": [file["path"] for file in manifest["files"]],
        "inputs": [f"{input['path']} {input['sha256']}" for input in manifest["inputs"]],
    }
    for part, names in listed.items():
        for name in _more_than_once(names):
            yield f"{part} has {name!a} more than once"


def _more_than_once(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _of_nothing(manifest: Manifest, figures: Mapping[str, FigureEntry]) -> Iterator[str]:
    """Figures made from what the manifest does not hold."""
    files = {(input["path"], input["sha256"]) for input in manifest["inputs"]}
    for id, figure in figures.items():
        for input in figure["trace"].get("inputs", []):
            if input not in figures:
                yield f"the figure '{id}' is made from '{input}', which is not in it"
        for origin in figure["trace"].get("origins", []):
            if (origin["path"], origin["sha256"]) not in files:
                yield f"the figure '{id}' is read from {origin['path']!a}, which is not among its inputs"


def _endless(figures: Mapping[str, FigureEntry]) -> Iterator[str]:
    """Figures whose trace would have no end, or none that anybody reaches."""
    below = {id: figure["trace"].get("inputs", []) for id, figure in figures.items()}
    try:
        inputs_first = tuple(TopologicalSorter(below).static_order())
    except CycleError as error:
        yield f"the figure '{error.args[1][0]}' is made from itself"
        return
    depth: dict[str, int] = {}
    behind: dict[str, int] = {}
    for id in inputs_first:
        depth[id] = min(1 + max((depth[i] for i in below[id]), default=0), DEEPEST + 1)
        behind[id] = min(1 + sum(behind[i] for i in below[id]), MOST_BEHIND + 1)
        if depth[id] > DEEPEST or behind[id] > MOST_BEHIND:
            yield f"the figure '{id}' is made from more than {MOST_BEHIND:,} figures, or more than {DEEPEST} deep"


def _changed(path: Path, why: str) -> Unusable:
    return Unusable(f"{path}: {why}; it may have been changed. Take the edition from its publisher again")
