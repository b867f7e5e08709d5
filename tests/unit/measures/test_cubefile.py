"""Cubes kept by month give the same answers as the tables they were made of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from peelian.measures.computed import Computed
from peelian.periods import month, parse
from peelian.series.cache import Cache
from peelian.series.model import Observation
from peelian.series.tables import TableFiles
from tests.unit.measures.test_keeping import JANUARY, MARCH, ROWS, TREE, defined, table

PERIODS = (month(2024, 1), month(2024, 2), month(2024, 3), parse("q-2024-03"))
BREAKDOWNS: tuple[tuple[tuple[str, str], ...], ...] = ((), (("offence", "robbery"),), (("offence", "burglary"),))


def answers(crimes: TableFiles, cache: Cache | None) -> tuple[list[Observation], Computed]:
    computed = Computed(defined(), {"crimes": crimes}, lambda area: (area, *TREE[area]), "force", cache=cache)
    found = [
        computed.observe(id, area, breakdown, period)
        for id in ("all", "middle", "share")
        for area in TREE
        for breakdown in BREAKDOWNS
        for period in PERIODS
    ]
    computed.close()
    return found, computed


def test_answers_are_the_same_from_the_table_and_from_what_was_kept(tmp_path: Path) -> None:
    cache, crimes = Cache(tmp_path / "cache"), table(tmp_path, ROWS)
    plain, _ = answers(crimes, None)
    first, made = answers(crimes, cache)
    again, kept = answers(crimes, cache)
    assert plain == first == again
    assert (made.used.again, made.used.anew) == ({"crimes": 0}, {"crimes": 3})
    assert (kept.used.again, kept.used.anew) == ({"crimes": 3}, {"crimes": 0})
    assert not any("read_parquet" in sql for sql in kept.engine.statements)


def test_a_new_month_is_asked_in_the_words_that_were_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "cache")
    answers(table(tmp_path, {day: rows for day, rows in ROWS.items() if day != MARCH}), cache)
    whole, _ = answers(table(tmp_path, ROWS), None)
    monkeypatch.setattr("peelian.measures.keptsql.compiled", None)
    monkeypatch.setattr("peelian.series.dialects.compiled", None)
    assert answers(table(tmp_path, ROWS), cache)[0] == whole


def test_a_new_month_and_a_month_put_right_are_read_and_no_other(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    answers(table(tmp_path, {day: rows for day, rows in ROWS.items() if day != MARCH}), cache)
    crimes = table(tmp_path, ROWS | {JANUARY: [("south", "Robbery", 3)]})
    found, made = answers(crimes, cache)
    assert made.used.anew == {"crimes": 2}
    assert not any("2024-02-01.parquet" in sql for sql in made.engine.statements)
    assert found == answers(crimes, None)[0]


def test_a_month_without_rows_is_kept_too(tmp_path: Path) -> None:
    cache, held = Cache(tmp_path / "cache"), table(tmp_path, ROWS)
    april = date(2024, 4, 1)
    crimes = TableFiles("crimes", held.paths, held.columns, held.months | {april}, slices=held.slices)
    answers(crimes, cache)
    found, made = answers(crimes, cache)
    assert made.used.anew == {"crimes": 0}
    assert found == answers(crimes, None)[0]


def test_damaged_and_exchanged_cubes_are_made_anew(tmp_path: Path) -> None:
    cache, crimes = Cache(tmp_path / "cache"), table(tmp_path, ROWS)
    whole, _ = answers(crimes, cache)
    one, *others = sorted(path for path in cache.folder.iterdir() if b"SELECT" not in path.read_bytes())
    assert len(others) == 5  # of three months: with the times, and with all else
    one.write_bytes(others[0].read_bytes())  # whole, and of another month or cube
    for other in others:
        other.write_bytes(other.read_bytes()[:100])
    found, made = answers(crimes, cache)
    assert made.used.anew == {"crimes": 3}
    assert found == whole
    assert answers(crimes, cache)[1].used.anew == {"crimes": 0}


def test_a_store_that_cannot_be_written_changes_no_answer(tmp_path: Path) -> None:
    crimes = table(tmp_path, ROWS)
    (tmp_path / "cache").write_text("no folder")
    assert answers(crimes, Cache(tmp_path / "cache"))[0] == answers(crimes, None)[0]
