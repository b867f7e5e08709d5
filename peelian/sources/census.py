"""Every row of a CSV file judged at once: which tests it fails, its month, and whether its key stood before.

One pass over the file keeps a number of a few bytes for each row, a bit for each test it fails. All counts are taken
from these, and rows that are wanted in words are looked up by their number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from peelian.sources.csvfile import KEY, CsvFile
from peelian.sources.desk import Desk

JUDGED = "judged"


@dataclass(frozen=True)
class Census:
    """`months` counts the rows that may be taken, `failing` the others by the name of the test."""

    rows: int
    bad: int
    months: Mapping[date, int]
    failing: Mapping[str, int]


def taken(file: CsvFile, desk: Desk) -> Census | None:
    """Judges the file. None where the engine and the bytes differ about how many rows there are.

    The rows stay in the engine, as the table `judged`, until another file is judged.
    """
    bits = " + ".join(f"CASE WHEN {test} THEN 0 ELSE {1 << n} END" for n, (_, test) in enumerate(file.tests)) or "0"
    month = f", {file.month} AS month"
    key = f", hash({_key(file)}) AS key" if file.layout.key else ""
    asked = f"SELECT CAST(CASE WHEN {file.good} THEN 0 ELSE {bits} END AS UBIGINT) AS bad{month}{key}"
    # The engine keeps the order of the file in a table, so that the number of a row in it is that in the file.
    desk.engine.execute(f"CREATE OR REPLACE TEMP TABLE {JUDGED} AS {asked} FROM {file.worked_out(file.source)}")
    names = [name for name, _ in file.tests]
    if _number(desk, f"SELECT count(*) FROM {JUDGED}") != file.body.rows:
        return None
    if file.layout.key and _mark_twice(file, desk, len(names)):
        names.append(KEY)
    failing: dict[str, int] = {}
    groups = desk.engine.execute(f"SELECT bad, count(*) FROM {JUDGED} GROUP BY bad").fetchall()
    for bad, count in groups:
        for name in {name for n, name in enumerate(names) if bad >> n & 1}:
            failing[name] = failing.get(name, 0) + count
    counted = f"SELECT month, count(*) FROM {JUDGED} WHERE bad = 0 GROUP BY month ORDER BY month"
    months = dict(desk.engine.execute(counted).fetchall())
    rows = sum(count for _, count in groups)
    return Census(rows, rows - sum(months.values()), months, {name: failing[name] for name in names if name in failing})


def samples(file: CsvFile, desk: Desk, census: Census, most: int) -> list[int]:
    """Numbers of rows that fail, from 1: the first ones of each test, together about `most`."""
    names = [*(name for name, _ in file.tests), *([KEY] if file.layout.key else [])]
    bits = [n for n, name in enumerate(names) if name in census.failing]
    each = max(most // max(len(bits), 1), 3)
    found: set[int] = set()
    for n in bits:
        asked = f"SELECT rowid + 1 FROM {JUDGED} WHERE bad & {1 << n} <> 0 ORDER BY rowid LIMIT {each}"
        found.update(number for (number,) in desk.engine.execute(asked).fetchall())
    return sorted(found)


def failing_rows(desk: Desk) -> Iterator[int]:
    """The number of every row that fails, from 1, in order."""
    cursor = desk.engine.cursor()
    cursor.execute(f"SELECT rowid + 1 FROM {JUDGED} WHERE bad <> 0 ORDER BY rowid")
    while rows := cursor.fetchmany(10_000):
        yield from (number for (number,) in rows)


def twice_rows(file: CsvFile, desk: Desk) -> frozenset[int]:
    """The numbers of rows, from 1, whose key an earlier row has."""
    if not file.layout.key:
        return frozenset()
    asked = f"SELECT rowid + 1 FROM {JUDGED} WHERE bad = {1 << len(file.tests)}"
    return frozenset(number for (number,) in desk.engine.execute(asked).fetchall())


def good_rows(file: CsvFile) -> str:
    """The question for the rows that may be taken, as the table keeps them."""
    numbered = f"(SELECT row_number() OVER () AS n, * FROM {file.source})"
    wanted = f"(SELECT * FROM {numbered} WHERE n NOT IN (SELECT rowid + 1 FROM {JUDGED} WHERE bad <> 0))"
    return file.kept(file.month, wanted)


def _key(file: CsvFile) -> str:
    return ", ".join(file.value(name) for name in file.layout.key)


def _mark_twice(file: CsvFile, desk: Desk, bit: int) -> bool:
    """Marks rows whose key an earlier good row has; whether there are any.

    Keys are compared by a hash of 64 bits, sorted as plain numbers; only those that meet are compared in full.
    """
    import numpy as np

    hashes = desk.engine.execute(f"SELECT key FROM {JUDGED} WHERE bad = 0").fetchnumpy()["key"]
    hashes = np.sort(np.asarray(hashes))
    met = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
    if not len(met):
        return False
    import pyarrow as pa

    desk.engine.register("met", pa.table({"key": pa.array(met)}))
    try:
        # The same rows in the same order, once by their number and once by their key.
        numbers = f"SELECT rowid AS n, bad FROM {JUDGED} WHERE key IN (SELECT key FROM met) ORDER BY rowid"
        names = [file.value(name) for name in file.layout.key]
        whole = ", ".join(f"k{i} := {name}" for i, name in enumerate(names))
        keys = f"SELECT struct_pack({whole}) AS whole FROM {file.worked_out(file.source)}"
        keys += f" WHERE hash({_key(file)}) IN (SELECT key FROM met)"
        desk.engine.execute(f"CREATE OR REPLACE TEMP TABLE meeting AS {keys}")
        twice = "SELECT n, row_number() OVER (PARTITION BY whole ORDER BY n) AS nth FROM "
        twice += f"(SELECT * FROM ({numbers}) POSITIONAL JOIN meeting) WHERE bad = 0"
        again = f"SELECT n FROM ({twice}) WHERE nth > 1"
        desk.engine.execute(f"UPDATE {JUDGED} SET bad = {1 << bit} WHERE rowid IN ({again})")
    finally:
        desk.engine.unregister("met")
    return True


def _number(desk: Desk, asked: str) -> int:
    found = desk.engine.execute(asked).fetchone()
    assert found is not None
    return int(found[0])
