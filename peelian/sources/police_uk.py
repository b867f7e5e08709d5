"""What the record files of data.police.uk have in common: their names, one force and one month a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from peelian.findings import Finding
from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.fields import Field
from peelian.sources.given import Given
from peelian.sources.model import Source
from peelian.sources.problems import shown
from peelian.sources.readcsv import read_csv
from peelian.sources.settings import span_of
from peelian.sources.tidied import Layout, Slice, Tidy

ORIGIN = "https://data.police.uk/data/"
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


def wants(own: str, dataset: str, source: Source) -> bool:
    """Whether a member of the publisher's zip belongs to a source: the zip holds all datasets, forces and months."""
    name = named(own, dataset)
    span = span_of(source.expect.months) if source.expect.months else None
    return name is not None and source.force in (None, name.force) and (span is None or name.month in span)


def tidy(
    given: Given, source: Source, rule: AreaRule | None, desk: Desk, dataset: str, columns: tuple[Field, ...]
) -> Tidy:
    """One month of one force as one slice. `columns` has a field `month`."""
    name = named(given.own, dataset)
    if name is None:
        says = f"{shown(given.own)} is not named as the publisher names such files, 2024-03-FORCE-{dataset}.csv"
        return Tidy(findings=(given.place.finding("source-file-name", f"{says}; give it its own name back"),))
    if faults := list(_wrong_file(name, given, source)):
        return Tidy(findings=tuple(faults))
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
