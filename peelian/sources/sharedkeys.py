"""Records that stand in two files of one extract: each file is sound alone, and such a record would count twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from peelian.contracts.load import form
from peelian.findings import Finding
from peelian.quantities import counted
from peelian.sources.desk import Desk
from peelian.sources.drafts import Draft
from peelian.sources.mending import sound
from peelian.sources.model import Source
from peelian.sources.problems import Place, shown
from peelian.sources.register import FOLDER, Compared, Entry, Register, Shared, current, write_register
from peelian.sources.sql import literal, named, path_literal


def keep_compared(
    drafts: Iterable[Draft], sources: Mapping[str, Source], register: Register, store: Path, desk: Desk
) -> Register:
    """Compares the keys of each source's files, and keeps what was found in the register, which it gives back.

    `register` is as it is after the load. Rows that a newer file has replaced are not in use. The files of
    a source are compared again where other rows are in use than when they were last.
    """
    before = {one.source: one for one in register.compared}
    for one in drafts:
        source = sources[one.source]
        by_file = _in_use(one.source, source, register, store)
        if source.contract is None or len(by_file) < 2:
            before.pop(one.source, None)
            continue
        of = _digest(by_file)
        if one.source not in before or before[one.source].of != of:
            shared = tuple(_shared(by_file, form(source.contract).key, store, desk))
            before[one.source] = Compared(one.source, of, shared)
    after = replace(register, compared=tuple(before.values()))
    if after != register:
        write_register(store, after)
    return after


def told(drafts: Iterable[Draft], sources: Mapping[str, Source], register: Register, store: Path) -> Iterator[Finding]:
    """A finding for each two files that share keys, where the rows in use are those that were compared.

    Keys are ids, and shown in no message: the months are.
    """
    before = {one.source: one for one in register.compared}
    for one in drafts:
        source, held = sources[one.source], before.get(one.source)
        if source.contract is None or held is None or held.of != _digest(_in_use(one.source, source, register, store)):
            continue
        key = ", ".join(form(source.contract).key)
        for two in held.shared:
            says = f"shares {counted(two.count, 'key')} ({key}) with {shown(two.first)}, in rows of "
            says += f"{', '.join(two.months[:3])}{' and later' if len(two.months) > 3 else ''}: such a record counts "
            says += "twice; take it out of one of the files"
            yield Place(two.last).finding("extract-shared-key", says, severity="warning")


def _in_use(id: str, source: Source, register: Register, store: Path) -> dict[str, list[Entry]]:
    """The slices in use of a source's own rows, by the name of their file; rows that are gone are told elsewhere."""
    by_file: dict[str, list[Entry]] = {}
    for entry in current(register.entries):
        if (entry.source, entry.table) == (id, source.table) and sound(entry, store):
            by_file.setdefault(entry.name, []).append(entry)
    return by_file


def _digest(by_file: Mapping[str, list[Entry]]) -> str:
    slices = sorted((name, one.key, one.sha256, one.recipe) for name, entries in by_file.items() for one in entries)
    return hashlib.sha256(repr(slices).encode()).hexdigest()[:16]


def _shared(by_file: Mapping[str, list[Entry]], key: tuple[str, ...], store: Path, desk: Desk) -> Iterator[Shared]:
    columns, names = ", ".join(map(named, key)), sorted(by_file)
    parts = []
    for number, name in enumerate(names):
        paths = [path_literal(str(store / FOLDER / file)) for entry in by_file[name] for file in entry.files]
        if paths:
            parts.append(f"SELECT {columns}, month, {number} AS file FROM read_parquet([{', '.join(paths)}])")
    if len(parts) < 2:
        return
    alike = f"SELECT min(file) AS first, max(file) AS last, min(month) AS month FROM ({' UNION ALL '.join(parts)}) "
    alike += f"GROUP BY {columns} HAVING min(file) < max(file)"
    months = f"list_sort(list(DISTINCT strftime(month, {literal('%Y-%m')})))"
    asked = f"SELECT first, last, count(*), {months} FROM ({alike}) GROUP BY first, last ORDER BY first, last"
    for first, last, count, of in desk.engine.execute(asked).fetchall():
        yield Shared(names[first], names[last], count, tuple(of))
