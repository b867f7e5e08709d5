"""What the record files of data.police.uk have in common: their names, one force and one month a file.

A source without `force` reads the files of every force, or the publisher's zip of all forces. Where forces are areas of
the plan, each file's rows are of its force's area and those of other forces are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from peelian.findings import Finding
from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.given import Given
from peelian.sources.lookup import rule_of
from peelian.sources.model import Source
from peelian.sources.open_data import forces
from peelian.sources.open_data.whole import Whole
from peelian.sources.problems import shown
from peelian.sources.readcsv import read_csv
from peelian.sources.reader import Reader
from peelian.sources.settings import span_of
from peelian.sources.tidied import Layout, Slice, Tidy

ORIGIN = "https://data.police.uk/data/"
BY_FILE = ""  # the column of a rule by which the name of a file, and not a cell, says which force it is of
EXPECT = Whole(named=True)
OTHER_NAMES = {"btp": ("british", "transport")}  # forces whose file names are not part of their names


@dataclass(frozen=True)
class Named:
    """What the name of a record file says: 2024-03-west-somewhere-street.csv."""

    month: date
    force: str


def named(own: str, dataset: str) -> Named | None:
    """What a file's name says, or None where it is no record file of this dataset.

    Words after the dataset, as a browser adds to a second copy, are passed over.
    """
    match = re.fullmatch(rf"([0-9]{{4}})-(0[1-9]|1[0-2])-([a-z0-9-]+?)-{dataset}[^a-z/][^/]*", own.lower())
    if match is None or not own.lower().endswith(".csv"):
        return None
    return Named(date(int(match[1]), int(match[2]), 1), match[3])


def reader(about: str | None, dataset: str, columns: tuple[Field, ...], *, tried: str) -> Reader:
    """The reader of a dataset, as its files are named. One file is one month of one force; `columns` has a `month`."""

    def wants(own: str, source: Source) -> bool:
        return _wants(own, dataset, source)

    def tidy(given: Given, source: Source, id: str, rule: AreaRule | None, desk: Desk) -> Tidy:
        return _tidy(given, source, rule, desk, dataset, columns)

    return Reader(
        about or "",
        tidy,
        columns,
        wants,
        rule=_rule,
        workbooks=False,
        origin=ORIGIN,
        tried=tried,
        expects=EXPECT.says("month"),
    )


def _wants(own: str, dataset: str, source: Source) -> bool:
    """Whether a member of the publisher's zip belongs to a source: the zip holds all datasets, forces and months."""
    name = named(own, dataset)
    span = span_of(source.expect.months) if source.expect.months else None
    return name is not None and source.force in (None, name.force) and (span is None or name.month in span)


def _rule(source: Source, areas: Mapping[str, str]) -> AreaRule | None:
    """Without `force` and `areas`, the files of the forces that are areas of the plan, where any is one."""
    found = forces.places(forces.files(), areas)
    return rule_of(BY_FILE, found, leaves_out=True) if found and source.force is None else None


def _tidy(
    given: Given, source: Source, rule: AreaRule | None, desk: Desk, dataset: str, columns: tuple[Field, ...]
) -> Tidy:
    """One month of one force as one slice."""
    name = named(given.own, dataset)
    if name is None:
        says = f"{shown(given.own)} is not named as the publisher names such files, 2024-03-FORCE-{dataset}.csv"
        return Tidy(findings=(given.place.finding("source-file-name", f"{says}; give it its own name back"),))
    if faults := list(_wrong_file(name, given, source)):
        return Tidy(findings=tuple(faults))
    if rule is not None and rule.column == BY_FILE:
        if name.force not in rule.codes:
            return Tidy()
        always = next(column.header for column in columns if column.required)
        rule = replace(rule, column=always, codes={}, other=rule.codes[name.force], leaves_out=False)
    words = OTHER_NAMES.get(name.force, tuple(name.force.split("-")))
    fields = tuple(_for_file(column, name.month, words, source.received) for column in columns)
    known = tuple(dict.fromkeys(column.header for column in columns))
    layout = Layout(fields, rule, source.expect.rows, known=known, also=source.expect.columns)
    got = read_csv(given.path, given.place, layout, desk)
    if got.failed:
        return Tidy(findings=got.findings)
    key = f"{name.force}/{name.month:%Y-%m}"
    # A file without rows, where the source allows that, still covers its month: nothing was recorded in it.
    part = Slice(key, (name.month,), sum(got.counts.values()), got.parquets.get(None, ()))
    return Tidy((part,), layout.columns, got.findings)


def _wrong_file(name: Named, given: Given, source: Source) -> Iterable[Finding]:
    if source.force is not None and name.force != source.force:
        says = f"the file is of force {shown(name.force)}, the source of {shown(source.force)}; "
        yield given.place.finding("source-force", says + "take it out, or mend 'force' in sources.yaml")
    if name.month > source.received:
        says = f"the file is of {name.month:%Y-%m}, after {source.received}, the day it was received; "
        yield given.place.finding("source-future", says + "mend its name, or 'received' in sources.yaml")


def _for_file(column: Field, month: date, words: tuple[str, ...], latest: date) -> Field:
    if column.kind in ("month", "utc-month"):
        return replace(column, only=month)
    if column.name == "falls_within":
        return replace(column, words=words)
    return replace(column, latest=latest) if column.kind in ("date", "utc-date") else column
