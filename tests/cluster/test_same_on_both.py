"""Answers that a cluster gives, beside those of the machine itself: the same, to the last digit and word."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from peelian.editions.build import build
from peelian.editions.workfolder import open_work
from peelian.errors import MachineFault, Unusable
from peelian.measures.computed import Computed
from peelian.periods import month
from peelian.series.engine import Engine, Settings, opened
from peelian.series.tables import TableFiles
from tests.spec.worlds import written
from tests.unit.measures.test_drawn import DRAWN, WORLD

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "peelshire"
HOSTILE = [
    "it's",
    "a\\",
    "\\'; DROP TABLE t; --",
    '"',
    "`",
    "line\nline",
    "100%",
    "é",
    "e\u0301",
    "E",
    "e",
    " e",
    "e ",
    "",
    None,
]


@pytest.fixture(name="engines")
def both(spark: Settings) -> Iterator[tuple[Engine, Engine]]:
    made = opened(), opened(spark)
    yield made
    for engine in made:
        engine.close()


def stored(path: Path, **columns: object) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path)
    return str(path)


def table(*paths: str, **columns: str) -> TableFiles:
    return TableFiles("calls", paths, columns, frozenset([date(2024, 1, 1)]))


@pytest.mark.parametrize("publication", ["board-2025-05", "scorecard-2025-05"])
def test_an_edition_is_the_same_byte_for_byte(
    tmp_path: Path, spark: Settings, monkeypatch: pytest.MonkeyPatch, publication: str
) -> None:
    """The plan names the cluster both times, as an edition names its plan's files; once the cluster is not asked."""
    assert spark.spark is not None
    files = []
    for name in ("there", "here"):
        shutil.copytree(EXAMPLE, tmp_path / name, ignore=shutil.ignore_patterns("store", "editions"))
        with (tmp_path / name / "plan.yaml").open("a", encoding="utf-8") as end:
            end.write(f"\nengine: {{kind: spark, address: '{spark.spark.address}'}}\n")
        if name == "here":
            monkeypatch.setattr("peelian.editions.workfolder.settings_of", lambda *_: Settings())
        files.append(build(open_work(tmp_path / name, publication, "2025-05"), "2025-05", epoch=None).files)
    there, here = files
    assert there.keys() == here.keys()
    assert [name for name in here if there[name] != here[name]] == []


def test_areas_drawn_by_hand_hold_the_same_rows(tmp_path: Path, spark: Settings) -> None:
    tables = {name: written(name, rows, tmp_path) for name, rows in WORLD.tables.items()}
    found = []
    for settings in (None, spark):
        made = Computed(WORLD.measures, tables, WORLD.inside, WORLD.whole, {}, settings, DRAWN)
        areas = (*DRAWN, "force", "north", "south")
        values = [made.observe(id, area, (), month(2024, 1)) for id in WORLD.measures for area in areas]
        lie_in = [made.places(table) for table in sorted(tables)]
        found.append((values, [(made.codes_without_rows(area), made.empty(area)) for area in areas], lie_in))
        made.close()
    assert found[0] == found[1]
    assert any(each.value for each in found[0][0])
    assert any(codes for codes, _ in found[0][1])
    assert any(found[0][2])


@pytest.mark.handful
def test_texts_are_told_apart_alike(tmp_path: Path, engines: tuple[Engine, Engine]) -> None:
    path = stored(
        tmp_path / "t.parquet", word=pa.array(HOSTILE, pa.string()), n=pa.array(range(len(HOSTILE)), pa.int64())
    )
    files = table(path, word="text", n="integer")
    rows = ibis.table({"word": "string", "n": "int64"}, name="files")
    for engine in engines:
        engine.open_files("files", files)
        engine.put("asked", [text for text in HOSTILE if text is not None])
    asked = [rows.group_by("word").aggregate(n=rows.count(), total=rows.n.sum())]
    asked += [rows.filter(rows.word == text) for text in HOSTILE if text is not None]
    asked += [
        rows.filter(rows.word.notin(["e", "E"])),
        rows.filter(rows.word.isin(ibis.table({"value": "string"}, name="asked").value)),
    ]
    for question in asked:
        here, there = (sorted(engine.fetch(question), key=repr) for engine in engines)
        assert here == there
        assert here


@pytest.mark.handful
def test_numbers_and_times_come_out_alike(tmp_path: Path, engines: tuple[Engine, Engine]) -> None:
    path = stored(
        tmp_path / "t.parquet",
        month=pa.array([date(1900, 1, 1), date(2024, 2, 29), None], pa.date32()),
        weight=pa.array([Decimal("999999999999.999999"), Decimal("-0.000001"), None], pa.decimal128(18, 6)),
        n=pa.array([2**31, -(2**40), None], pa.int64()),
        met=pa.array([True, False, None]),
        at=pa.array([datetime(2024, 3, 31, 1, 30), datetime(2024, 10, 27, 1, 30, 0, 1), None], pa.timestamp("us")),
    )
    files = table(path, month="date", weight="decimal", n="integer", met="boolean", at="time")
    rows = ibis.table(
        {"month": "date", "weight": "decimal(18, 6)", "n": "int64", "met": "boolean", "at": "timestamp"}, name="files"
    )
    for engine in engines:
        engine.open_files("files", files)
    products = rows.aggregate(total=(rows.n * rows.weight).sum(), blanks=rows.weight.isnull().sum(), n=rows.n.sum())
    for question in (
        rows,
        products,
        rows.filter(rows.at >= datetime(2024, 3, 31, 1, 30)),
        rows.filter(rows.weight < 0),
    ):
        here, there = (sorted(engine.fetch(question), key=repr) for engine in engines)
        assert here == there
        assert here


@pytest.mark.parametrize("folder", ["plan [2025]", "it's here", "100% done", "a*b?", "{a,b}", "back\\slash", "é:#"])
def test_a_folder_may_have_any_name(tmp_path: Path, engines: tuple[Engine, Engine], folder: str) -> None:
    path = stored(tmp_path / folder / "t.parquet", n=pa.array([7], pa.int64()))
    engines[1].open_files("files of a`b", table(path, n="integer"))
    assert engines[1].fetch("SELECT n FROM `files of a``b`") == [(7,)]


def test_files_that_lack_a_column_give_blanks_and_no_files_give_no_rows(
    tmp_path: Path, engines: tuple[Engine, Engine]
) -> None:
    old = stored(tmp_path / "old.parquet", n=pa.array([1], pa.int64()))
    new = stored(tmp_path / "new.parquet", word=["a"], n=pa.array([2], pa.int64()))
    engines[1].open_files("files", table(old, new, n="integer", word="text"))
    assert sorted(engines[1].fetch("SELECT * FROM files")) == [(1, None), (2, "a")]
    engines[1].open_files("none", table(n="integer", word="text"))
    assert engines[1].fetch("SELECT * FROM none") == []


def test_what_was_put_is_replaced_and_a_closed_engine_begins_anew(engines: tuple[Engine, Engine]) -> None:
    engine = engines[1]
    engine.put("names", ["a"])
    engine.put("names", [])
    assert engine.fetch("SELECT value FROM names") == []
    engine.close()
    engine.put_pairs("pairs", (" place", " drawn"), [("a", "b")])
    assert engine.fetch("SELECT * FROM pairs") == [("a", "b")]
    with pytest.raises(MachineFault, match="names"):
        engine.fetch("SELECT value FROM names")


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("gone", "{path}: gone, with rows of table 'calls'; run 'peelian load'"),
        ("cut", "{path}: damaged, with rows of table 'calls'; remove it, then run 'peelian load'"),
        ("lacking", "table 'calls': the cluster at sc://"),
    ],
)
def test_files_that_cannot_be_read_are_told_of_by_their_table(
    tmp_path: Path, engines: tuple[Engine, Engine], fault: str, says: str
) -> None:
    path = stored(tmp_path / "t.parquet", n=pa.array(range(10_000), pa.int64()))
    if fault == "gone":
        Path(path).unlink()
    if fault == "cut":
        Path(path).write_bytes(Path(path).read_bytes()[:5_000])
    with pytest.raises(Unusable) as raised:
        engines[1].open_files("files", table(path, **{"seconds" if fault == "lacking" else "n": "integer"}))
    assert str(raised.value).startswith(says.format(path=path))
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.handful
def test_a_sum_that_does_not_fit_is_refused_and_no_other_number_given(engines: tuple[Engine, Engine]) -> None:
    with pytest.raises(MachineFault, match="ARITHMETIC_OVERFLOW"):
        engines[1].fetch("SELECT sum(n) FROM VALUES (9223372036854775807L), (1L) AS t(n)")
