"""Every row of a CSV file judged at once: which tests it fails, its month, and whether its key stood before.

A first pass counts. Where a row fails, a second one reads only the columns of the tests that were failed and keeps a
number for each row, a bit for each test; rows that are wanted in words are then looked up by where they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from peelian.sources.csvfile import KEY, CsvFile
from peelian.sources.desk import Desk
from peelian.sources.sql import named, path_literal
from peelian.sources.tidied import Tidied

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIRST, JUDGED = "first_look", "judged"


@dataclass(frozen=True)
class Failing:
    """Rows that fail, in their order: the number of each, from 1, and a bit for each test that it fails."""

    numbers: list[int]
    bad: list[int]


@dataclass(frozen=True)
class Census:
    """`months` counts the rows that may be taken, `failing` the others by the name of the test; `elsewhere` rows are of
    no area of the plan and left out.

    `bits` are the tests that the table `judged` tells, one for each bit of its `bad`.
    """

    rows: int
    bad: int
    months: Mapping[date, int]
    failing: Mapping[str, int]
    bits: tuple[str, ...] = ()
    elsewhere: int = 0

    def names(self, bad: int) -> frozenset[str]:
        """The tests of these bits."""
        return frozenset(name for n, name in enumerate(self.bits) if bad >> n & 1)


def taken(file: CsvFile, desk: Desk) -> Census | None:
    """Judges the file. None where the engine and the bytes differ about how many rows there are.

    Where rows fail they stay in the engine, as the table `judged`, until another file is judged.
    """
    groups = _first_look(file, desk)
    if sum(count for _, _, count in groups) != file.body.rows:
        return None
    names = [name for name, _ in file.tests]
    failed = [name for n, name in enumerate(names) if any(bad >> n & 1 for _, bad, _ in groups)]
    met = _met(desk) if file.layout.key else None
    months: dict[date | None, int] = {}
    for month, bad, count in groups:
        if not bad:
            months[month] = months.get(month, 0) + count
    if not failed and met is None:
        return _census(file, 0, months, {})
    plain = replace(file, joins=False, with_area=file.judges_areas, only=tuple(failed))
    if file.judges_areas:
        desk.put_type_of_codes()
    _number(plain, desk, met)
    if met is not None:
        for month, count in _mark_twice(plain, desk, met):
            months[month] -= count
    counted = dict(desk.engine.execute(f"SELECT bad, count(*) FROM {JUDGED} GROUP BY bad").fetchall())
    bits = (*(name for name, _ in plain.tests), *([KEY] if met is not None else []))
    bad = sum(count for mask, count in counted.items() if mask)
    if file.body.rows - bad != sum(months.values()):
        return None  # the two passes differ
    failing: dict[str, int] = {}
    for mask, count in counted.items():
        for name in {name for n, name in enumerate(bits) if mask >> n & 1}:
            failing[name] = failing.get(name, 0) + count
    return _census(file, bad, months, failing, bits)


def _census(
    file: CsvFile,
    bad: int,
    months: Mapping[date | None, int],
    failing: Mapping[str, int],
    bits: tuple[str, ...] = (),
) -> Census:
    kept = sorted((month, count) for month, count in months.items() if count and month is not None)
    return Census(file.body.rows or 0, bad, dict(kept), failing, bits, months.get(None, 0))


def samples(desk: Desk, census: Census, most: int) -> Failing:
    """The first rows that fail each test, together about `most`."""
    each = max(most // max(len(census.failing), 1), 3)
    found: set[tuple[int, int]] = set()
    for n in range(len(census.bits)):
        asked = f"SELECT rowid + 1, bad FROM {JUDGED} WHERE bad & {1 << n} <> 0 ORDER BY rowid LIMIT {each}"
        found.update(desk.engine.execute(asked).fetchall())
    rows = sorted(found)
    return Failing([number for number, _ in rows], [bad for _, bad in rows])


def earlier(desk: Desk, census: Census, failing: Failing, most: int) -> dict[int, int]:
    """Of the first rows that fail as an earlier one has their key, the number of that one, by theirs."""
    numbers = [n for n, bad in zip(failing.numbers, failing.bad, strict=True) if KEY in census.names(bad)][:most]
    if not numbers:
        return {}
    later = f"(SELECT rowid + 1 AS n, key, whole FROM {JUDGED} WHERE rowid + 1 IN ({', '.join(map(str, numbers))}))"
    asked = f"SELECT n, rowid + 1 FROM {JUDGED} AS first JOIN {later} AS later USING (key, whole) WHERE first.bad = 0"
    return dict(desk.engine.execute(asked).fetchall())


def failing_rows(desk: Desk) -> Failing:
    """Every row that fails."""
    asked = f"SELECT rowid + 1 AS number, bad FROM {JUDGED} WHERE bad <> 0 ORDER BY rowid"
    found = desk.engine.execute(asked).fetchnumpy()
    return Failing(found["number"].tolist(), found["bad"].tolist())


def good_rows(file: CsvFile, census: Census) -> str:
    """The question for the rows that may be taken, as the table keeps them."""
    if KEY not in census.failing:
        return file.kept(file.month, file.source, file.good if census.bad else "")
    numbered = f"(SELECT row_number() OVER () AS n, * FROM {file.source})"
    wanted = f"(SELECT * FROM {numbered} WHERE n NOT IN (SELECT rowid + 1 FROM {JUDGED} WHERE bad <> 0))"
    return file.kept(file.month, wanted)


def _mask(file: CsvFile) -> str:
    bits = " + ".join(f"CASE WHEN {test} THEN 0 ELSE {1 << n} END" for n, (_, test) in enumerate(file.tests))
    return f"CAST(CASE WHEN {file.good} THEN 0 ELSE {bits or '0'} END AS UBIGINT)"


def _first_look(file: CsvFile, desk: Desk) -> list[tuple[Any, int, int]]:
    """Rows by month and failed tests. Where keys matter a table of these and of a hash of the key is kept."""
    asked = f"{file.month_kept} AS month, {_mask(file)} AS bad"
    rows = replace(file, with_area=file.judges_areas).worked_out(file.source)
    if file.layout.key:
        kept = f"SELECT {asked}, hash({_key(file)}) AS key FROM {rows}"
        desk.engine.execute(f"CREATE OR REPLACE TEMP TABLE {FIRST} AS {kept}")
        return desk.engine.execute(f"SELECT month, bad, count(*) FROM {FIRST} GROUP BY ALL").fetchall()
    return desk.engine.execute(f"SELECT {asked}, count(*) FROM {rows} GROUP BY ALL").fetchall()


def _met(desk: Desk) -> NDArray[np.uint64] | None:
    """Hashes of keys that more than one good row has, sorted as plain numbers; None where there are none."""
    met = _repeated(desk, f"SELECT key FROM {FIRST} WHERE bad = 0")
    return met if len(met) else None


def keys_meet(key: Sequence[str], of: Tidied, desk: Desk) -> bool:
    """Whether two rows that were written may have the same key, as the hashes of their keys are the same."""
    if not key or not of.written:
        return False
    columns, files = ", ".join(map(named, key)), ", ".join(path_literal(str(path)) for path in of.written)
    asked = f"SELECT hash({columns}) AS key FROM read_parquet([{files}], hive_partitioning = false)"
    return len(_repeated(desk, asked)) > 0


def _repeated(desk: Desk, asked: str) -> NDArray[np.uint64]:
    """The hashes that the column `key` of a question holds more than once, sorted as plain numbers."""
    import numpy as np

    hashes = np.sort(np.asarray(desk.engine.execute(asked).fetchnumpy()["key"], np.uint64))
    return np.unique(hashes[1:][hashes[1:] == hashes[:-1]])


def _number(file: CsvFile, desk: Desk, met: NDArray[np.uint64] | None) -> None:
    """Keeps the failed tests of each row in a table. In such a one the engine keeps the order of a file, as long as
    nothing is joined to it (its guide, "Order preservation"): the number of a row is then that in the file.
    """
    names = [file.value(name) for name in file.layout.key]
    whole = ", ".join(f"k{i} := {name}" for i, name in enumerate(names))
    more = f", hash({_key(file)}) AS key, struct_pack({whole}) AS whole, {file.month_kept} AS month"
    asked = f"SELECT {_mask(file)} AS bad{more if met is not None else ''} FROM {file.worked_out(file.source)}"
    desk.engine.execute(f"CREATE OR REPLACE TEMP TABLE {JUDGED} AS {asked}")


def _mark_twice(file: CsvFile, desk: Desk, met: NDArray[np.uint64]) -> list[tuple[Any, int]]:
    """Marks rows whose key an earlier good row has, with the bit behind those of the tests; their number by month."""
    import pyarrow as pa

    desk.engine.register("met", pa.table({"key": pa.array(met)}))
    try:
        meeting = f"SELECT rowid AS n, whole FROM {JUDGED} WHERE bad = 0 AND key IN (SELECT key FROM met)"
        nth = f"SELECT n, row_number() OVER (PARTITION BY whole ORDER BY n) AS nth FROM ({meeting})"
        bit = 1 << len(file.tests)
        desk.engine.execute(f"UPDATE {JUDGED} SET bad = {bit} WHERE rowid IN (SELECT n FROM ({nth}) WHERE nth > 1)")
    finally:
        desk.engine.unregister("met")
    return desk.engine.execute(f"SELECT month, count(*) FROM {JUDGED} WHERE bad = {bit} GROUP BY month").fetchall()


def _key(file: CsvFile) -> str:
    return ", ".join(file.value(name) for name in file.layout.key)
