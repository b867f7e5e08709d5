"""Optional sources whose files are not there yet: which of them an answer about an area needs, and what brings them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from peelian.errors import Unusable
from peelian.measures.faults import tables_of
from peelian.plan.model import Plan
from peelian.sources.given import is_there
from peelian.sources.model import Source


def lacking(sources: Mapping[str, Source], folder: Path) -> dict[str, Source]:
    """The optional sources of which no file is in the plan folder."""
    return {id: one for id, one in sources.items() if one.optional and not is_there(one, folder)}


def commands(lacks: Mapping[str, Source], folder: Path) -> Iterator[str]:
    """How the files are brought, a command for each set of files: what it is, and of which sources."""
    by_files: dict[tuple[str, ...], list[str]] = {}
    for id, source in lacks.items():
        by_files.setdefault(source.files, []).append(id)
    for ids in by_files.values():
        titles = "; ".join(lacks[id].title for id in ids)
        yield f"peelian fetch {folder} {ids[0]} ({titles})"


def check_answers(plan: Plan, sources: Mapping[str, Source], folder: Path) -> None:
    """Raises Unusable where the areas or the crimes that `peelian area` tells of are in files that are not there yet.

    Sources of what else is told, such as outcomes, are named beside those; without them alone the rest is told.
    """
    lacks = lacking(sources, folder)
    answers = plan.file.answers
    crime = plan.measures.get(answers.crime) if answers is not None else None
    tables = {*tables_of(crime)} if crime is not None else set()
    there = {one.table for id, one in sources.items() if id not in lacks}
    lookups = [one.file for one in plan.file.areas.from_ if one.optional]
    needed = [
        id
        for id, one in lacks.items()
        if one.table in tables - there or any(_names(one, file) for file in lookups if not (folder / file).exists())
    ]
    if needed:
        told = "\n".join(f"  {command}" for command in commands(lacks, folder))
        raise Unusable(f"{folder}: an answer for an area needs files that are not here yet; bring them with\n{told}")


def _names(source: Source, file: str) -> bool:
    return any(PurePosixPath(file).match(pattern) for pattern in source.files)
