"""The engine of one machine: what it opens, what it refuses, and the words it refuses it in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from peelian.errors import MachineFault, Unusable
from peelian.series.dialects import compiled
from peelian.series.duckdb_engine import DuckDB, connect
from peelian.series.engine import Settings
from peelian.series.tables import TableFiles

JANUARY = date(2024, 1, 1)


def stored(path: Path, **columns: object) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path)
    return str(path)


def table(*paths: str, **columns: str) -> TableFiles:
    return TableFiles("calls", paths, columns, frozenset([JANUARY]))


def rows_of(engine: DuckDB, files: TableFiles) -> list[tuple[object, ...]]:
    engine.open_files("files", files)
    return sorted(engine.fetch('SELECT * FROM "files"'), key=repr)


def test_values_come_out_exact_and_in_the_types_of_the_table(tmp_path: Path) -> None:
    path = stored(
        tmp_path / "t.parquet",
        month=pa.array([JANUARY], pa.date32()),
        weight=pa.array([Decimal("0.100001")], pa.decimal128(18, 6)),
        n=pa.array([2**40], pa.int64()),
        word=["a"],
        met=[True],
    )
    files = table(path, month="date", weight="decimal", n="integer", word="text", met="boolean")
    assert rows_of(DuckDB(Settings()), files) == [(JANUARY, Decimal("0.100001"), 2**40, "a", True)]


def test_files_that_lack_a_column_give_blanks(tmp_path: Path) -> None:
    old = stored(tmp_path / "old.parquet", n=pa.array([1], pa.int64()))
    new = stored(tmp_path / "new.parquet", word=["a"], n=pa.array([2], pa.int64()))
    assert rows_of(DuckDB(Settings()), table(old, new, n="integer", word="text")) == [(1, None), (2, "a")]


def test_a_table_without_files_has_no_rows() -> None:
    assert rows_of(DuckDB(Settings()), table(n="integer", word="text")) == []


@pytest.mark.parametrize("folder", ["plan [2025]", "it's here", "100% done", "a*b?"])
def test_a_folder_may_have_any_name(tmp_path: Path, folder: str) -> None:
    if folder == "a*b?" and sys.platform == "win32":
        pytest.skip("Windows has no such names")
    path = stored(tmp_path / folder / "t.parquet", n=pa.array([7], pa.int64()))
    other = tmp_path / "plan 2" / "t.parquet"
    stored(other, n=pa.array([8], pa.int64()))
    assert rows_of(DuckDB(Settings()), table(path, n="integer")) == [(7,)]


def test_a_name_with_a_quote_is_only_a_name(tmp_path: Path) -> None:
    path = stored(tmp_path / "t.parquet", **{'a"b': pa.array([7], pa.int64())})
    assert rows_of(DuckDB(Settings()), table(path, **{'a"b': "integer"})) == [(7,)]


def test_a_text_with_a_quote_is_only_a_text() -> None:
    engine = DuckDB(Settings())
    engine.put("names", ["it's", "'; DROP TABLE names; --", ""])
    assert sorted(engine.fetch("SELECT value FROM names")) == [("",), ("'; DROP TABLE names; --",), ("it's",)]
    engine.put("names", [])
    assert engine.fetch("SELECT value FROM names") == []


def test_a_missing_file_is_named_with_its_table_and_what_to_do(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.parquet")
    with pytest.raises(Unusable) as raised:
        DuckDB(Settings()).open_files("files", table(gone, n="integer"))
    assert str(raised.value) == (
        f"{gone}: gone, with rows of table 'calls'; run 'peelian load' on the plan: it reads them again from the file "
        "they came from"
    )


def flipped(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes(byte ^ 0xFF for byte in whole[at : at + 8]) + whole[at + 8 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: flipped(whole, 4),
        lambda whole: flipped(whole, len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")),
        lambda whole: whole[:4] + bytes(len(whole) - 8) + whole[-4:],
    ],
    ids=["empty", "cut", "its rows", "what describes it", "noughts"],
)
def test_a_damaged_file_is_named_in_words_of_ours(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    sound = stored(tmp_path / "sound.parquet", n=pa.array([1], pa.int64()))
    path = stored(tmp_path / "t.parquet", n=pa.array(range(10_000), pa.int64()))
    Path(path).write_bytes(damage(Path(path).read_bytes()))
    with pytest.raises(Unusable) as raised:
        rows_of(DuckDB(Settings()), table(sound, path, n="integer"))
    assert str(raised.value) == (
        f"{path}: damaged, with rows of table 'calls'; remove it, then run 'peelian load' on the plan: it reads them "
        "again from the file they came from"
    )


def test_a_folder_of_damaged_files_is_named_once_and_a_sound_file_is_in_none(tmp_path: Path) -> None:
    paths = [stored(tmp_path / name, n=pa.array([1], pa.int64())) for name in ("a/1", "a/2", "b/1", "b/2", "b/3")]
    for path in paths[:4]:
        Path(path).write_bytes(b"")
    with pytest.raises(Unusable) as raised:
        rows_of(DuckDB(Settings()), table(*paths, n="integer"))
    assert str(raised.value).startswith(f"{tmp_path / 'a'}, {paths[2]}, {paths[3]}: damaged,")
    assert "; remove them, then" in str(raised.value)


def test_a_question_that_is_wrong_in_itself_blames_no_file(tmp_path: Path) -> None:
    engine = DuckDB(Settings())
    engine.open_files("files", table(stored(tmp_path / "t.parquet", n=pa.array([1], pa.int64())), n="integer"))
    with pytest.raises(duckdb.Error, match="nothing_such"):
        engine.fetch('SELECT nothing_such FROM "files"')


def test_a_column_that_the_files_lack_altogether_is_refused(tmp_path: Path) -> None:
    path = stored(tmp_path / "t.parquet", n=pa.array([1], pa.int64()))
    with pytest.raises(Unusable, match="do not have the columns of table 'calls'; remove it, then run 'peelian load'"):
        rows_of(DuckDB(Settings()), table(path, seconds="integer"))


def test_no_extension_is_fetched_and_no_setting_can_be_changed() -> None:
    connection = connect(Settings(threads=1))
    names = ("autoinstall_known_extensions", "autoload_known_extensions", "lock_configuration", "threads")
    found = [connection.execute(f"SELECT current_setting('{name}')").fetchone() for name in names]
    assert found == [(False,), (False,), (True,), (1,)]


def test_a_question_that_does_not_fit_in_memory_is_refused_in_words(tmp_path: Path) -> None:
    engine = DuckDB(Settings(threads=1, memory="20MB"))
    with pytest.raises(MachineFault, match="more memory than 20MB"):
        engine.fetch("SELECT count(*) FROM (SELECT range, random() FROM range(10000000) ORDER BY 2)")


def test_with_a_folder_to_spill_to_it_fits(tmp_path: Path) -> None:
    engine = DuckDB(Settings(threads=1, memory="100MB", spill=str(tmp_path)))
    sql = "SELECT max(n) FROM (SELECT range AS n FROM range(10000000) ORDER BY hash(range))"
    assert engine.fetch(sql) == [(9_999_999,)]


def test_statements_are_kept_in_their_order() -> None:
    engine = DuckDB(Settings())
    engine.fetch("SELECT 1")
    engine.fetch("SELECT 2")
    assert engine.statements == ["SELECT 1", "SELECT 2"]


def test_a_closed_engine_begins_anew() -> None:
    engine = DuckDB(Settings())
    engine.put("names", ["a"])
    engine.close()
    engine.put("names", ["b"])
    assert engine.fetch("SELECT value FROM names") == [("b",)]


def test_an_expression_becomes_sql_without_a_database() -> None:
    import ibis

    sql = compiled(ibis.table({"n": "int64"}, name="t").n.sum(), "duckdb")
    assert 'SUM("t0"."n")' in sql


def test_importing_the_library_opens_no_engine() -> None:
    code = (
        "import sys, peelian.measures.computed, peelian.measures.kinds; "
        "print([m for m in ('duckdb', 'ibis', 'pyarrow', 'pandas') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_file_that_has_changed_is_read_anew_in_the_same_session(tmp_path: Path) -> None:
    engine = DuckDB(Settings())
    path = stored(tmp_path / "t.parquet", n=pa.array([1, 2], pa.int64()))
    assert rows_of(engine, table(path, n="integer")) == [(1,), (2,)]
    stored(tmp_path / "t.parquet", n=pa.array([3], pa.int64()))
    assert rows_of(engine, table(path, n="integer")) == [(3,)]
