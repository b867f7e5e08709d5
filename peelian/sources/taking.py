"""What a load took in: how many files of each source were read anew, and whose rows stay though they have left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from peelian.findings import Finding
from peelian.quantities import counted
from peelian.sources.drafts import Draft
from peelian.sources.joined import stretches
from peelian.sources.problems import shown
from peelian.sources.register import Entry, Register, current


@dataclass(frozen=True)
class Taken:
    """The files of one source that have rows for tables, by their hashes; how many there are, and were read anew."""

    source: str
    hashes: frozenset[str]
    files: int
    anew: int


def taken(drafts: Iterable[Draft]) -> tuple[Taken, ...]:
    """Of each source of a load. Typed figures and lookups are read at every load, and left out."""
    return tuple(
        Taken(one.source, frozenset(received.sha256 for received in one.received), one.files, one.anew)
        for one in drafts
    )


def in_words(every: Iterable[Taken]) -> Iterator[str]:
    """A line for each source of which a file was read anew, and one for all others; none where all was read anew."""
    some = [one for one in every if one.files]
    if all(one.files == one.anew for one in some):
        return
    for one in some:
        if one.anew:
            how = "read anew" if one.anew == one.files else f"{one.anew:,} read anew"
            yield f"{one.source}: {counted(one.files, 'file')}, {how}"
    same = [one for one in some if not one.anew]
    if same:
        yield f"as before: {counted(sum(one.files for one in same), 'file')} of {counted(len(same), 'source')}"


def staying(register: Register, sources: Collection[str], every: Iterable[Taken]) -> Iterator[Finding]:
    """Rows in use from files that their sources no longer have, or that are of none of the `sources` of now.

    Of sources that were not loaded nothing is said.
    """
    hashes = {one.source: one.hashes for one in every}
    by_file: dict[tuple[str, str, str], list[str]] = {}
    for entry in current(register.entries):
        if _has_left(entry, sources, hashes):
            by_file.setdefault((entry.source, entry.path, entry.table), []).append(entry.key)
    for (source, path, table), keys in by_file.items():
        rows = f"its rows of {stretches(keys)} stay in table {shown(table)}"
        if source in sources:
            says = f"as it was loaded, it is no longer among the files of {shown(source)}, and {rows}; right where the "
            do = "publisher gives recent months alone; else give a newer file of them, or load anew without the store"
            yield Finding("rows-stay", path, says + do, "note")
        else:
            says = f"sources.yaml no longer has the source {shown(source)} that it was of, and {rows}; "
            yield Finding("rows-stay", path, says + "put the source back, or load anew without the store", "note")


def _has_left(entry: Entry, sources: Collection[str], hashes: Mapping[str, frozenset[str]]) -> bool:
    if entry.source not in sources:
        return True
    return entry.source in hashes and entry.sha256 not in hashes[entry.source]
