"""Records that stand in two files of one extract: each file is sound alone, and such a record would count twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from peelian.contracts.load import form
from peelian.findings import Finding
from peelian.sources.desk import Desk
from peelian.sources.drafts import Draft
from peelian.sources.mending import sound
from peelian.sources.model import Source
from peelian.sources.problems import Place, shown
from peelian.sources.register import FOLDER, Entry, Register, current
from peelian.sources.sql import literal, named, path_literal


def check_shared(
    drafts: Iterable[Draft], sources: Mapping[str, Source], register: Register, store: Path, desk: Desk
) -> Iterator[Finding]:
    """A finding for each two files of a source, one of them new, of which rows in use have the same keys.

    `register` is as it is after the load, or would be. Rows that a newer file has replaced are not in use. Keys are
    ids, and shown in no message: the months are.
    """
    for one in drafts:
        contract = sources[one.source].contract
        if contract is None or not one.fresh:
            continue
        by_file: dict[str, list[Entry]] = {}
        for entry in current(register.entries):
            own = entry.source == one.source and entry.table == sources[one.source].table
            if own and sound(entry, store):  # of rows that are gone it is said elsewhere
                by_file.setdefault(entry.name, []).append(entry)
        if len(by_file) > 1:
            yield from _shared(by_file, form(contract).key, store, desk)


def _shared(by_file: Mapping[str, list[Entry]], key: tuple[str, ...], store: Path, desk: Desk) -> Iterator[Finding]:
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
        keys = f"{count:,} keys" if count > 1 else "1 key"
        says = f"shares {keys} ({', '.join(key)}) with {shown(names[first])}, in rows of {', '.join(of[:3])}"
        says += f"{' and later' if len(of) > 3 else ''}: such a record counts twice; take it out of one of the files"
        yield Place(names[last]).finding("extract-shared-key", says, severity="warning")
