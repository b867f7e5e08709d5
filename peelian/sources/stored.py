"""The store's tables as the measures ask for them: which files, months and slices, and what each month comes from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from peelian.series.model import Origin
from peelian.series.tables import Slice, TableFiles
from peelian.sources.register import FOLDER, Entry, Register, current, read_register


def tables(store: Path, of: Collection[str] | None = None) -> dict[str, TableFiles]:
    """The store's tables by name. With `of`, hashes of files, as they were when only those were loaded."""
    return registered(read_register(store), store, of)


def registered(register: Register, store: Path, of: Collection[str] | None = None) -> dict[str, TableFiles]:
    """The same of a register that has been read, or of one that a load would write."""
    by_table: dict[str, list[Entry]] = {}
    for entry in current(register.entries, of):
        by_table.setdefault(entry.table, []).append(entry)
    return {name: _table(name, entries, register, store) for name, entries in by_table.items()}


def missing_months(table: TableFiles) -> tuple[date, ...]:
    """The months between a table's first and last that it does not cover."""
    if not table.months:
        return ()
    first, last = (day.year * 12 + day.month - 1 for day in (min(table.months), max(table.months)))
    every = (date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1))
    return tuple(month for month in every if month not in table.months)


def _table(name: str, entries: list[Entry], register: Register, store: Path) -> TableFiles:
    by_month: dict[date, set[Origin]] = {}
    for entry in entries:
        origins = {Origin(entry.path, entry.sha256)} | ({Origin(*entry.lookup)} if entry.lookup else set())
        for month in entry.months:
            by_month.setdefault(month, set()).update(origins)
    for one in register.covered:
        if one.table == name and any(entry.sha256 == one.sha256 for entry in entries):
            for month in one.months:
                by_month.setdefault(month, set()).add(Origin(one.path, one.sha256))
    every = {origin for origins in by_month.values() for origin in origins}
    return TableFiles(
        name,
        tuple(str(store / FOLDER / file) for entry in entries for file in entry.files),
        entries[0].columns,
        frozenset(by_month),
        _ordered(every),
        {month: _ordered(by_month[month]) for month in sorted(by_month)},
        grain=entries[0].grain,
        slices=tuple(_slice(entry, store) for entry in entries),
    )


def _slice(entry: Entry, store: Path) -> Slice:
    """A slice as the engine may read it alone. What its rows are is decided by the file's bytes and the recipe."""
    digest = f"{entry.key} {entry.name} {entry.sha256} {entry.recipe} {entry.lookup}"
    paths = tuple(str(store / FOLDER / file) for file in entry.files)
    return Slice(paths, frozenset(entry.months), entry.rows, digest)


def _ordered(origins: Collection[Origin]) -> tuple[Origin, ...]:
    return tuple(sorted(origins, key=lambda origin: (origin.path, origin.sha256)))
