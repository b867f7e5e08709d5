"""What the slices of a table say: which months can be read alone, and whether a month's rows are still the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import resources
from importlib.metadata import version

from peelian.measures.months import around
from peelian.series.cache import key_of
from peelian.series.tables import TableFiles


def of_months(table: TableFiles, months: Iterable[date]) -> TableFiles:
    """The table as though it covered these months alone: the files that have rows of them."""
    wanted = frozenset(months)
    slices = tuple(one for one in table.slices if one.months & wanted)
    return replace(table, paths=tuple(path for one in slices for path in one.paths), months=wanted, slices=slices)


def digests_of(table: TableFiles) -> dict[date, str]:
    """Of each month a digest of all the slices that hold rows of it: another one wherever its rows may be others."""
    own: dict[date, list[str]] = {month: [] for month in sorted(table.months)}
    for one in table.slices:
        for month in one.months & table.months:
            own[month].append(one.digest)
    return {month: key_of(sorted(digests)) for month, digests in own.items()}


def reaching(digests: Mapping[date, str], back: int) -> Mapping[date, str]:
    """Of each month a digest of it and of so many months before, those that are not there included."""
    if not back:
        return digests
    return {month: key_of(digests.get(one) for one in around((month,), back, 0)) for month in digests}


@lru_cache(maxsize=1)
def recipe() -> str:
    """How measures are worked out, as a digest of the code that does it and of the libraries that it rests on."""
    versions = [version(name) for name in ("duckdb", "ibis-framework", "numpy", "pyarrow")]
    digest = hashlib.sha256(repr(versions).encode())
    for package in ("peelian.measures", "peelian.series"):
        for file in sorted(resources.files(package).iterdir(), key=lambda each: each.name):
            if file.name.endswith(".py"):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
