"""Why a paper built again is another one: the files it was made from that are others now, gone, or new."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from peelian.editions.build import SOFTWARE
from peelian.editions.manifest import NAME, sha256
from peelian.editions.reading import Edition
from peelian.editions.shape import InputEntry
from peelian.editions.soundplan import is_read_for
from peelian.editions.wordfiles import chosen_folder, word_files
from peelian.editions.workfolder import read_sources
from peelian.findings import Finding
from peelian.plan.files import plan_files
from peelian.snapshots import sha256_of
from peelian.sources.given import find_files


def changed(edition: Edition, plan: Path, used: Collection[InputEntry] | None) -> Iterator[Finding]:
    """What is not as it was when the edition was built, by path; then the software, if it is another version.

    `used` are the inputs of the paper built again. None where it could not be built at all: then the files as they
    lie in the plan folder count.
    """
    stated = {(input["path"], input["sha256"]) for input in edition.manifest["inputs"]}
    there = _there(edition, plan)
    now = {(input["path"], input["sha256"]) for input in used} if used is not None else {*there.items()}
    for path, digest in sorted(stated - now):
        if path not in there:
            yield Finding("input-changed", path, "this file is no longer there; the edition was made from it")
        elif there[path] == digest:
            yield Finding("input-changed", path, "the edition was made from this file; the plan does not use it now")
        elif used is not None or (path, there[path]) not in stated:  # else it was replaced before the edition was made
            yield Finding("input-changed", path, "this file has changed since the edition was built")
    for path in sorted({path for path, _ in now} - {path for path, _ in stated}):
        yield Finding("input-changed", path, "this file is new; the edition was built without it")
    software = edition.manifest["software"]
    if software != SOFTWARE:
        yield Finding("software-changed", NAME, f"the edition was built by {software}; this is {SOFTWARE}")


def _there(edition: Edition, plan: Path) -> dict[str, str]:
    """Hashes of the files in the plan folder that a build would read or that the edition was made from, by path."""
    publication, name = edition.manifest["publication"], edition.manifest["edition"]
    own, _ = plan_files(plan)
    found = {path: sha256(content) for path, content in own.items() if is_read_for(path, publication)}
    sources, _ = read_sources(plan)
    for id, source in sources.items():
        lookup = (source.areas.lookup,) if source.areas and source.areas.lookup else ()
        received, _ = find_files((*source.files, *lookup), plan, id)
        found |= {one.name: one.sha256 for one in received}
    folder = chosen_folder(plan, None, publication, name)
    words = [place.relative_to(plan).as_posix() for place in word_files(plan, folder)] if folder else []
    for path in [*words, *(input["path"] for input in edition.manifest["inputs"])]:
        place = plan / path
        # A name that is too long for the system is no file here; Path.is_file would raise.
        if path not in found and os.path.isfile(place) and place.resolve().is_relative_to(plan.resolve()):
            found[path] = sha256_of(place)
    return found
