"""SQL that was kept is of the same question about the same columns, or it is written anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from peelian.measures.keptsql import sql_of
from peelian.series.cache import Cache
from peelian.series.tables import TableFiles

TABLE = TableFiles("crimes", ("a.parquet",), {"area": "text"}, frozenset())


class Writer:
    """Writes a question, and counts how often."""

    __name__, __module__ = "write", "tests"

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, table: TableFiles, names: tuple[str, ...], lists: Mapping[str, str]) -> str:
        self.asked += 1
        return f"{table.name} {sorted(table.columns)} {names} {dict(lists)}"


def test_the_same_question_is_written_once(tmp_path: Path) -> None:
    write, cache = Writer(), Cache(tmp_path / "cache")
    more = replace(TABLE, paths=("a.parquet", "b.parquet"))
    found = {sql_of(cache, write, table, ("x",), {"y": "z"}) for table in (TABLE, TABLE, more)}
    assert found == {"crimes ['area'] ('x',) {'y': 'z'}"}
    assert write.asked == 1


def test_another_table_column_or_question_has_its_own(tmp_path: Path) -> None:
    write, cache = Writer(), Cache(tmp_path / "cache")
    others = [
        (TABLE, ("x",), {"y": "z"}),
        (replace(TABLE, name="stops"), ("x",), {"y": "z"}),
        (replace(TABLE, columns={"area": "integer"}), ("x",), {"y": "z"}),
        (replace(TABLE, columns={"area": "text", "code": "text"}), ("x",), {"y": "z"}),
        (TABLE, ("w",), {"y": "z"}),
        (TABLE, ("x",), {"y": "w"}),
    ]
    for one in others:
        assert sql_of(cache, write, *one) == write(*one)
    assert write.asked == 2 * len(others)


def test_without_a_cache_it_is_written_each_time() -> None:
    write = Writer()
    assert sql_of(None, write, TABLE, (), {}) == sql_of(None, write, TABLE, (), {})
    assert write.asked == 2
