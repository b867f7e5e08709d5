"""The header of a file against the columns that are read: missing, renamed, twice there, without a name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from peelian.findings import Finding
from peelian.quantities import counted
from peelian.sources.problems import Place, listed, shown

NEAR = 0.75  # of difflib: one or two letters in a short name


def check_header(
    names: Sequence[str], needed: Iterable[str], place: Place, line: int, known: Iterable[str] = ()
) -> tuple[Mapping[str, int], list[Finding]]:
    """Where each needed column stands, and the findings. `known` are all the publisher's names, if fixed."""
    wanted = list(dict.fromkeys(needed))
    missing = [name for name in wanted if name not in names]
    separator = other_separator(names, place, line) if missing else None
    findings = [separator] if separator else []
    if not findings:
        findings = [_missing(name, names, wanted, place, line) for name in missing]
    if missing and len(missing) == len(wanted) and len(wanted) > 1 and not separator:
        # What stands in the first line may be a row about a person, so none of it is repeated.
        says = (
            f"none of the columns {listed(missing)} is in the first line, which has {counted(len(names), 'column')}: "
        )
        findings = [place.finding("source-header", says + "is this the right file, with its header?", line)]
    elif len(findings) > 3:
        says = f"columns {listed(missing)} are missing; the file has {listed(names)}: is this the right file?"
        findings = [place.finding("source-header", says, line)]
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


def _missing(name: str, names: Sequence[str], wanted: Sequence[str], place: Place, line: int) -> Finding:
    free = [n for n in names if n not in wanted and n.strip()]
    folded = {_folded(n): n for n in free}
    near = difflib.get_close_matches(_folded(name), folded, n=1, cutoff=NEAR)
    if near:
        says = f"column {shown(name)} is missing, and there is {shown(folded[near[0]])}: was it renamed? "
        return place.finding("source-header", says + "Use the name that the file has, or fetch the file again", line)
    says = f"column {shown(name)} is missing; the file has {listed(names)}"
    return place.finding("source-header", f"{says}. Fetch the right file, or name the right column", line)


def other_separator(names: Sequence[str], place: Place, line: int) -> Finding | None:
    """The finding for a header whose columns are separated by something else than commas."""
    words = {";": "semicolons", "\t": "tabs", "|": "bars"}
    mark = next((mark for mark in words if len(names) <= 2 and names and mark in names[0]), None)
    if mark is None:
        return None
    says = f"the columns are separated by {words[mark]}, not commas; "
    return place.finding("source-separator", says + "save the file as 'CSV UTF-8 (comma)'", line)
