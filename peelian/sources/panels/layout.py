"""The header of a file of series: which columns there are, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peelian.findings import Finding
from peelian.sources.header import other_separator
from peelian.sources.problems import Place, listed, shown
from peelian.sources.scan import Head

SERIES, PERIOD, STATUS = "series", "period", "status"
VALUE, NUMERATOR, DENOMINATOR = "value", "numerator", "denominator"
HARM, PART_OF = "harm", "part_of"
COLUMNS = (SERIES, PERIOD, VALUE, NUMERATOR, DENOMINATOR, STATUS, HARM, PART_OF)
WANTED = "series,period,value or series,period,numerator,denominator, with or without status, harm and part_of"


@dataclass(frozen=True)
class Layout:
    """Where each column stands, by its name here; `called` is its name in the file."""

    at: Mapping[str, int]
    called: Mapping[str, str]

    @property
    def numbers(self) -> tuple[str, ...]:
        """What makes a value: the value itself, or its two parts."""
        return (VALUE,) if VALUE in self.at else (NUMERATOR, DENOMINATOR)

    @property
    def numeric(self) -> tuple[str, ...]:
        """All columns of numbers, those of values first."""
        return (*self.numbers, HARM) if HARM in self.at else self.numbers

    @property
    def texts(self) -> tuple[str, ...]:
        return (SERIES, PERIOD, *(name for name in (STATUS, PART_OF) if name in self.at))


def read_layout(head: Head, place: Place) -> tuple[Layout, list[Finding]]:
    """The columns of a header, and what is wrong with it. Capitals and blanks round a name do not matter.

    The layout is that of a file of series only where no finding is an error.
    """
    names = [_plain(name) for name in head.names]
    at = {name: names.index(name) for name in COLUMNS if name in names}
    layout = Layout(at, {name: head.names[index].strip() for name, index in at.items()})
    missing = [name for name in (SERIES, PERIOD, *layout.numbers) if name not in at]
    if missing and (separator := other_separator(head.names, place, 1)):
        return layout, [separator]
    findings = [*_missing(missing, head, at, place), *_twice(names, place)]
    if VALUE in at and (NUMERATOR in at or DENOMINATOR in at):
        other = shown(NUMERATOR if NUMERATOR in at else DENOMINATOR)
        says = f"columns 'value' and {other} are both there, and one of them alone can be charted; "
        findings.append(place.finding("source-header", f"{says}keep one: {WANTED}", 1))
    otherwise = [name for name, folded in zip(head.names, names, strict=True) if folded in at and name != folded]
    if otherwise:
        are, named = "are" if len(otherwise) > 1 else "is", listed(map(_plain, otherwise), 4)
        says = f"{listed(otherwise, 4)} {are} read as {named}: capitals and blanks do not matter"
        findings.append(place.finding("series-columns", says, 1, "note"))
    extra = [name for name, folded in zip(head.names, names, strict=True) if folded not in COLUMNS]
    if extra and not missing:
        many = "columns are" if len(extra) > 1 else "column is"
        says = f"{len(extra):,} {many} not read: {listed(extra, 4)}; a file of series has {WANTED}"
        findings.append(place.finding("series-columns", says, 1, "note"))
    return layout, findings


def _plain(name: str) -> str:
    return name.strip().casefold()


def _missing(missing: list[str], head: Head, at: Mapping[str, int], place: Place) -> list[Finding]:
    if not missing:
        return []
    if not at:
        # What stands in the first line may be a row about a person, so none of it is repeated.
        says = f"no column of the first line, which has {len(head.names)}, is called as those of a file of series; "
        return [place.finding("source-header", f"{says}begin the file with a header: {WANTED}", 1)]
    says = f"no column is called {' or '.join(map(shown, missing))}; the file has {listed(head.names, 4)}; "
    return [place.finding("source-header", f"{says}wanted: {WANTED}", 1)]


def _twice(names: list[str], place: Place) -> list[Finding]:
    findings = []
    for name in COLUMNS:
        if names.count(name) > 1:
            at = [index + 1 for index, other in enumerate(names) if other == name]
            says = f"column {shown(name)} stands {len(at)} times, as columns {' and '.join(map(str, at[:3]))}; "
            findings.append(place.finding("source-header", says + "take one out or rename it", 1))
    return findings
