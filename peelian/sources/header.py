"""The header of a file against the columns that are read: missing, renamed, twice there, without a name."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence

from peelian.findings import Finding
from peelian.quantities import counted
from peelian.sources.problems import Place, listed, shown

NEAR = 0.75  # of difflib: one or two letters in a short name
LIKE = 0.4  # that may be the same in other words
MOST_LIKE = 3

Mend = Mapping[str, tuple[str, str]]
"""Headings of a publisher with the column of sources.yaml, and the key in it, by which a new one is told."""


def check_header(
    names: Sequence[str],
    needed: Iterable[str],
    place: Place,
    line: int,
    known: Iterable[str] = (),
    mend: Mend | None = None,
) -> tuple[Mapping[str, int], list[Finding]]:
    """Where each needed column stands, and the findings. `known` are all the publisher's names, if fixed."""
    wanted = list(dict.fromkeys(needed))
    missing = [name for name in wanted if name not in names]
    separator = other_separator(names, place, line) if missing else None
    findings = [separator] if separator else []
    if not findings:
        findings = [_missing(name, names, wanted, place, line, mend or {}) for name in missing]
    if missing and len(missing) == len(wanted) and len(wanted) > 1 and not separator:
        # What stands in the first line may be a row about a person, so none of it is repeated.
        says = (
            f"none of the columns {listed(missing)} is in the first line, which has {counted(len(names), 'column')}: "
        )
        findings = [place.finding("source-header", says + "is this the right file, with its header?", line)]
    elif len(findings) > 3:
        findings = [_many_missing(missing, names, wanted, place, line, mend or {})]
    for name in wanted:
        if names.count(name) > 1:
            at = [i + 1 for i, n in enumerate(names) if n == name]
            says = f"column {shown(name)} stands {len(at)} times, as columns {' and '.join(map(str, at[:3]))}; "
            findings.append(place.finding("source-header", says + "take one out or rename it", line))
    unnamed = [i + 1 for i, name in enumerate(names) if not name.strip()]
    if unnamed and missing:
        says = f"column {unnamed[0]} has no name (merged cells give the name to the first one only); name it"
        findings.append(place.finding("source-header", says, line))
    findings += _alike(names, wanted, place, line)
    fixed = list(known)
    new = [name for name in names if fixed and name not in fixed and name.strip()]
    if new and not missing:
        says = f"the publisher has added {listed(new)}; the new columns are not read"
        findings.append(place.finding("source-header-new", says, line, severity="warning"))
    return {name: names.index(name) for name in wanted if name in names}, findings


def _alike(names: Sequence[str], wanted: Sequence[str], place: Place, line: int) -> list[Finding]:
    """Columns that one might take for a column that is read, as they differ in capitals or blanks alone."""
    findings = []
    for name in [name for name in wanted if name in names]:
        others = [n for n in dict.fromkeys(names) if n not in wanted and _folded(n) == _folded(name)]
        if others:
            says = (
                f"column {shown(name)} is read, and not {listed(others)}, which differs in capitals or blanks alone; "
                "take out or rename what is not meant"
            )
            findings.append(place.finding("source-header-alike", says, line, severity="warning"))
    return findings


def _folded(name: str) -> str:
    return name.casefold().strip()


def _missing(name: str, names: Sequence[str], wanted: Sequence[str], place: Place, line: int, mend: Mend) -> Finding:
    free = _free(names, wanted)
    folded = {_folded(n): n for n in free}
    near = difflib.get_close_matches(_folded(name), folded, n=1, cutoff=NEAR)
    if near:
        there = folded[near[0]]
        says = f"column {shown(name)} is missing, and there is {shown(there)}: was it renamed? "
        if name in mend:
            do = f"If so, write {_written(mend[name], there)} in sources.yaml; else fetch the file again"
        else:
            do = "Use the name that the file has, or fetch the file again"
        return place.finding("source-header", says + do, line)
    if name in mend:
        return place.finding("source-header", _renamed(name, free, mend[name]), line)
    says = f"column {shown(name)} is missing; the file has {listed(names)}"
    return place.finding("source-header", f"{says}. Fetch the right file, or name the right column", line)


def _renamed(name: str, free: Sequence[str], mend: tuple[str, str]) -> str:
    """What is said of a publisher's heading that is gone: which others may stand for it, and how that is told."""
    like = sorted(free, key=lambda other: _likeness(name, other), reverse=True)[:MOST_LIKE]
    like = [other for other in like if _likeness(name, other) >= LIKE]
    says = f"column {shown(name)} is missing; "
    if not free:
        return f"{says}the file has no column that is not read already: it may be another table; fetch the right file"
    if not like:
        says += f"nothing comes near it among {listed(free)}, which are not read"
    elif len(like) == 1:
        says += f"the heading that comes nearest is {shown(like[0])}"
    else:
        says += f"the headings that come nearest are {listed(like)}"
    told = _written(mend, like[0]) if len(like) == 1 else _written(mend)
    which = "that is its new name" if len(like) == 1 else "one of them is its new name"
    return f"{says}: where {which}, write {told} in sources.yaml; else fetch the right file"


def _many_missing(
    missing: Sequence[str], names: Sequence[str], wanted: Sequence[str], place: Place, line: int, mend: Mend
) -> Finding:
    """One finding for many columns: a file of another kind, or one whose headings are all written anew."""
    told = next((mend[name] for name in missing if name in mend), None)
    if told is None:
        says = f"columns {listed(missing)} are missing; the file has {listed(names)}: is this the right file?"
        return place.finding("source-header", says, line)
    says = f"columns {listed(missing)} are missing; not read are {listed(_free(names, wanted)) or 'none'}: is this the "
    do = f"right file? Where they were renamed, write each under 'columns' in sources.yaml, as in {_written(told)}"
    return place.finding("source-header", says + do, line)


def _free(names: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Headings that are none of the columns that are read."""
    return [n for n in dict.fromkeys(names) if n not in wanted and n.strip()]


def _likeness(name: str, other: str) -> float:
    """From 0 to 1: by their letters, or by the words they share, whichever is more."""
    one, two = (set(re.findall("[a-z0-9]+", _folded(text))) for text in (name, other))
    by_words = len(one & two) / max(min(len(one), len(two)), 1)
    return max(difflib.SequenceMatcher(None, _folded(name), _folded(other)).ratio(), by_words)


def _written(mend: tuple[str, str], heading: str | None = None) -> str:
    """The line of sources.yaml that tells a new heading, which is quoted as YAML reads it, whatever stands in it."""
    column, key = mend
    name = "its name" if heading is None else json.dumps(heading, ensure_ascii=False)
    return f"columns: {{{column}: {{{key}: {name}}}}}"


def other_separator(names: Sequence[str], place: Place, line: int) -> Finding | None:
    """The finding for a header whose columns are separated by something else than commas."""
    words = {";": "semicolons", "\t": "tabs", "|": "bars"}
    mark = next((mark for mark in words if len(names) <= 2 and names and mark in names[0]), None)
    if mark is None:
        return None
    says = f"the columns are separated by {words[mark]}, not commas; "
    return place.finding("source-separator", says + "save the file as 'CSV UTF-8 (comma)'", line)
