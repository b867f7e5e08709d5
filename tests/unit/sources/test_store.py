import errno
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from peelian.errors import MachineFault
from peelian.series.model import Origin
from peelian.snapshots import kept, sha256_of
from peelian.sources import drafts, register
from peelian.sources.desk import Desk
from peelian.sources.given import Received
from peelian.sources.mending import changed_within
from peelian.sources.model import AreaCodes, Column, Expect, MonthSpan, Rows, Source
from peelian.sources.store import Loaded, check, load, look
from peelian.sources.stored import missing_months, tables
from tests.unit.sources.raw_files import (
    AREAS,
    STREET_HEADER,
    TIDY_COLUMNS,
    TIDY_HEADER,
    TIDY_ROWS,
    load_one,
    put,
    rows_of,
    source,
    street_rows,
    street_source,
    text,
)

NOW = date(2024, 7, 1)
MARCH, APRIL = "2024-03-peelshire-street.csv", "2024-04-peelshire-street.csv"


def month(name: str, count: int = 10) -> bytes:
    return text(STREET_HEADER, street_rows(name[:7], count))


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".load.lock"
    }


def counts(loaded: Loaded, table: str = "street") -> dict[date, int]:
    found = rows_of(loaded, table, "month")
    return {month: sum(row == (month,) for row in found) for month in sorted({row[0] for row in found})}


def test_reading_the_same_files_twice_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH), APRIL: month(APRIL, 7), "lookup.csv": b"L,A\r\nE1,north\r\nE2,south\r\n"})
    one = street_source(files=("2024*.csv",), areas=AreaCodes("LSOA code", "lookup.csv", "L", "A"))
    first = load_one(tmp_path, one)
    before = contents(tmp_path / "store")
    again = load_one(tmp_path, one)
    assert again == first
    assert contents(tmp_path / "store") == before
    assert counts(again) == {date(2024, 3, 1): 10, date(2024, 4, 1): 7}
    assert again.tables == tables(tmp_path / "store")


def test_a_newer_file_and_a_later_day_read_that_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {MARCH: month(MARCH)})
    one = street_source(files=("2024*.csv",), published=date(2024, 4, 1), received=date(2024, 4, 2))
    first = load_one(tmp_path, one)
    put(tmp_path, {APRIL: month(APRIL, 7)})
    later = replace(one, received=date(2024, 5, 2))
    opened: list[str] = []
    real = drafts.opened

    def told(of: Received, *more: Any, **named: Any) -> Any:
        opened.append(of.name)
        return real(of, *more, **named)

    monkeypatch.setattr(drafts, "opened", told)
    second = load_one(tmp_path, later)
    assert opened == [APRIL]
    assert counts(second) == {date(2024, 3, 1): 10, date(2024, 4, 1): 7}
    march, again = first.tables["street"].slices[0], second.tables["street"].slices[0]
    assert march == again  # its digest too, by which what was worked out of it is known
    assert opened == [APRIL]
    earlier = replace(one, received=date(2024, 4, 30))
    load_one(tmp_path, earlier)
    assert opened == [APRIL, APRIL]  # nothing in it may be after the day that is said now


def test_a_load_clears_the_cache_of_what_was_cut_off(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": text(TIDY_HEADER, TIDY_ROWS)})
    kept = load_one(tmp_path, source()).cache
    assert kept is not None
    kept.put("whole", b"1")
    (kept.folder / ".cut.1.part").write_bytes(b"1")
    load_one(tmp_path, source())
    assert [path.name for path in kept.folder.iterdir()] == ["whole"]


def test_files_are_kept_and_named_as_origins(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH), APRIL: month(APRIL), "lookup.csv": b"L,A\r\nE1,north\r\nE2,south\r\n"})
    one = street_source(files=("2024*.csv",), areas=AreaCodes("LSOA code", "lookup.csv", "L", "A"))
    loaded = load_one(tmp_path, one)
    march, april, lookup = (Origin(name, sha256_of(tmp_path / name)) for name in (MARCH, APRIL, "lookup.csv"))
    table = loaded.tables["street"]
    assert table.origins == (march, april, lookup)
    assert table.origins_of == {date(2024, 3, 1): (march, lookup), date(2024, 4, 1): (april, lookup)}
    assert {snapshot.name for snapshot in loaded.snapshots} == {MARCH, APRIL, "lookup.csv"}
    assert set(loaded.snapshots) == set(kept(tmp_path / "store"))
    assert loaded.snapshots[0].facts.received == one.received


def test_one_bad_file_keeps_everything_out_and_what_was_there_stands(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH)})
    first = load_one(tmp_path, street_source())
    before = contents(tmp_path / "store")
    put(tmp_path, {APRIL: month(APRIL) + b"cut off", MARCH: month(MARCH, 9)})
    second = load_one(tmp_path, street_source())
    assert [(f.severity, f.code) for f in second.findings] == [
        ("error", "source-cut"),
        ("warning", "source-changed"),
    ]
    assert second.tables == first.tables
    assert second.snapshots == ()
    assert contents(tmp_path / "store") == before


def test_all_findings_of_all_sources_come_at_once(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH)[:-9], "a.csv": text(TIDY_HEADER, [TIDY_ROWS[0].replace("12", "x")])})
    sources = {
        "street": street_source(files=("2024*.csv",)),
        "counts": source(files=("a.csv",)),
        "none": source(files=("b.csv",)),
        "Wrong": source(files=("a.csv",)),
    }
    loaded = load(sources, tmp_path, tmp_path / "store", AREAS)
    assert sorted(f.code for f in loaded.findings) == [
        "source-cut",
        "source-files",
        "source-settings",
        "source-value",
    ]
    assert loaded.tables == {}


def test_a_lookup_or_an_archive_that_cannot_be_read_keeps_its_source_out(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH), "bad.csv.gz": b"\x1f\x8b", "lookup.csv": b"L,A\r\n", "figures.csv": b""})
    sources = {
        "good": street_source(files=(MARCH,)),
        "bad": source(files=("bad.csv.gz",)),
        "areas": street_source(files=(MARCH,), areas=AreaCodes("LSOA code", "lookup.csv", "L", "A")),
        "figures": source("figures", ("figures.csv",)),
    }
    loaded = load(sources, tmp_path, tmp_path / "store", AREAS)
    assert [(f.where, f.code) for f in loaded.findings] == [
        ("bad.csv.gz", "source-archive"),
        ("figures.csv", "source-empty"),
        ("lookup.csv", "source-area"),
    ]
    assert loaded.refused == {"bad", "areas", "figures"}
    assert [(one.source, one.name) for one in kept(tmp_path / "store")] == [("good", MARCH)]
    assert counts(loaded) == {date(2024, 3, 1): 10}


def test_a_source_that_is_refused_keeps_what_it_had_and_sound_ones_are_loaded(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH), "a.csv": text(TIDY_HEADER, TIDY_ROWS)})
    both = {"street": covering(street_source(files=("2024*.csv",)), "2024-03", "2024-03"), "counts": source()}
    both["counts"] = replace(both["counts"], files=("a.csv",))
    first = load(both, tmp_path, tmp_path / "store", AREAS)
    assert first.refused == frozenset()
    put(tmp_path, {"a.csv": text(TIDY_HEADER, TIDY_ROWS[:4])})
    late = {"street": covering(both["street"], "2024-03", "2024-04"), "counts": replace(both["counts"], received=NOW)}
    second = load(late, tmp_path, tmp_path / "store", AREAS)
    assert [(f.severity, f.code) for f in second.findings] == [("error", "source-months-missing")]
    assert second.refused == {"street"}
    assert [one.source for one in second.taken] == ["counts"]
    assert second.tables["street"] == first.tables["street"]
    assert sum(counts(second, "counts").values()) == 4 + 6  # of months that the newer file lacks those of before stay
    assert {(one.source, one.name) for one in second.snapshots} >= {("street", MARCH), ("counts", "a.csv")}
    put(tmp_path, {APRIL: month(APRIL, 7)})
    third = load(late, tmp_path, tmp_path / "store", AREAS)
    assert (third.findings, third.refused) == ((), frozenset())
    assert counts(third) == {date(2024, 3, 1): 10, date(2024, 4, 1): 7}
    assert [(one.source, one.anew) for one in third.taken] == [("street", 1), ("counts", 0)]


def test_two_sources_that_do_not_fit_each_other_are_both_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": text(TIDY_HEADER, TIDY_ROWS), "b.csv": text(TIDY_HEADER, TIDY_ROWS), MARCH: month(MARCH)})
    a, b = source(files=("a.csv",)), source(files=("b.csv",))
    loaded = load({"a": a, "street": street_source(files=(MARCH,)), "b": b}, tmp_path, tmp_path / "store", AREAS)
    assert {f.code for f in loaded.findings} == {"source-duplicate-month"}
    assert loaded.refused == {"a", "b"}
    assert list(loaded.tables) == ["street"]


def test_a_sound_source_is_held_against_the_rows_that_stay_of_a_refused_one(tmp_path: Path) -> None:
    """Both files have other columns now, but the rows of one that is refused stay as they were."""
    put(tmp_path, {"a.csv": text(TIDY_HEADER, TIDY_ROWS[:6]), "b.csv": text(TIDY_HEADER, TIDY_ROWS[6:])})
    columns = {name: TIDY_COLUMNS[name] for name in ("month", "place")}
    wide = {"a": source(files=("a.csv",)), "b": source(files=("b.csv",))}
    first = load(wide, tmp_path, tmp_path / "store", AREAS)
    assert first.findings == ()
    put(tmp_path, {"a.csv": text(TIDY_HEADER, TIDY_ROWS[:6]) + b"cut off"})
    narrow = {id: replace(one, columns=columns, received=NOW) for id, one in wide.items()}
    second = load(narrow, tmp_path, tmp_path / "store", AREAS)
    assert {f.code for f in second.findings} == {"source-cut", "source-columns"}
    assert second.refused == {"a", "b"}
    assert second.tables == first.tables


def test_a_newer_file_replaces_a_month_and_the_older_stays_for_older_editions(tmp_path: Path) -> None:
    put(tmp_path, {f"old/{MARCH}": month(MARCH), f"old/{APRIL}": month(APRIL), f"new/{MARCH}": month(MARCH, 12)})
    old = street_source(files=("old/*.csv",), published=date(2024, 5, 1))
    new = street_source(files=("new/*.csv",), published=date(2024, 6, 1))
    for number, sources in enumerate(({"old": old, "new": new}, {"new": new, "old": old})):
        loaded = load(sources, tmp_path, tmp_path / str(number), AREAS)
        assert loaded.findings == ()
        assert counts(loaded) == {date(2024, 3, 1): 12, date(2024, 4, 1): 10}
    assert len(loaded.snapshots) == 3
    olds = {snapshot.sha256 for snapshot in kept(tmp_path / "0", "old")}
    before = Loaded(tables(tmp_path / "0", olds), (), ())
    assert counts(before) == {date(2024, 3, 1): 10, date(2024, 4, 1): 10}


def test_a_month_whose_file_has_left_the_folder_stays(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH), APRIL: month(APRIL)})
    load_one(tmp_path, street_source())
    (tmp_path / MARCH).unlink()
    assert list(counts(load_one(tmp_path, street_source()))) == [date(2024, 3, 1), date(2024, 4, 1)]


def test_a_whole_file_that_has_left_the_folder_is_out_of_use(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": text(TIDY_HEADER, TIDY_ROWS[:4]), "b.csv": text(TIDY_HEADER, TIDY_ROWS)})
    one = source(slice="file")
    both = load_one(tmp_path, one)
    assert len(rows_of(both, "counts", "month")) == 14
    (tmp_path / "a.csv").rename(tmp_path / "a.txt")
    assert len(rows_of(load_one(tmp_path, one), "counts", "month")) == 10
    older = tables(tmp_path / "store", {origin.sha256 for origin in both.tables["counts"].origins})
    assert older == both.tables
    (tmp_path / "a.txt").rename(tmp_path / "a.csv")
    assert load_one(tmp_path, one).tables == both.tables


def test_a_file_changed_in_place_is_told_and_taken(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH)})
    load_one(tmp_path, street_source())
    put(tmp_path, {MARCH: month(MARCH, 11)})
    loaded = load_one(tmp_path, street_source())
    assert [(f.severity, f.code, f.where) for f in loaded.findings] == [("warning", "source-changed", MARCH)]
    assert counts(loaded) == {date(2024, 3, 1): 11}
    again = load_one(tmp_path, street_source())
    assert again.findings == ()
    assert again.tables == loaded.tables


def test_another_way_of_reading_the_same_bytes_reads_them_again(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": text(TIDY_HEADER, TIDY_ROWS)})
    first = load_one(tmp_path, source())
    fewer = {"month": TIDY_COLUMNS["month"], "number": Column("Count", "integer")}
    second = load_one(tmp_path, source(columns=fewer))
    assert second.findings == ()
    assert second.tables["counts"].columns == {"month": "date", "area": "text", "number": "integer"}
    assert len(rows_of(second, "counts", "number")) == 10
    assert set(first.tables["counts"].paths).isdisjoint(second.tables["counts"].paths)
    load_one(tmp_path, source(columns=fewer))
    assert len(list((tmp_path / "store/tables").rglob("*.parquet"))) == 5  # the rows read before are swept


def test_a_copy_of_a_file_counts_once(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH), f"copy/{MARCH}": month(MARCH)})
    loaded = load_one(tmp_path, street_source(files=("**/*.csv",)))
    assert loaded.findings == ()
    assert counts(loaded) == {date(2024, 3, 1): 10}


def test_a_copy_under_another_months_name_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH), APRIL: month(MARCH)})
    (finding,) = load_one(tmp_path, street_source()).findings
    assert (finding.code, finding.where) == ("source-month", f"{APRIL}:2")


def test_a_file_that_moves_keeps_its_rows_and_takes_its_new_path(tmp_path: Path) -> None:
    put(tmp_path, {f"a/{MARCH}": month(MARCH)})
    one = street_source(files=("**/*.csv",))
    first = load_one(tmp_path, one)
    put(tmp_path, {f"b/{MARCH}": month(MARCH)})
    (tmp_path / "a" / MARCH).unlink()
    second = load_one(tmp_path, one)
    assert second.tables["street"].paths == first.tables["street"].paths
    assert [origin.path for origin in second.tables["street"].origins] == [f"b/{MARCH}"]


def test_what_an_interrupted_load_left_is_swept(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH)})
    first = load_one(tmp_path, street_source())
    put(tmp_path / "store", {".load-abc/1.csv": b"x", "tables/street/peelshire/2024-05.0.parquet": b"half"})
    assert load_one(tmp_path, street_source()) == first
    assert sorted(path.name for path in (tmp_path / "store").iterdir()) == [".load.lock", "snapshots", "tables"]
    assert len(list((tmp_path / "store/tables").rglob("*.parquet"))) == 1


DAMAGES = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "begun late": lambda path: path.write_bytes(path.read_bytes()[1:]),
    "changed within": lambda path: path.write_bytes(changed(path.read_bytes())),
}


def changed(data: bytes) -> bytes:
    """The bytes with one of them another, where a file keeps its rows."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize("damage", DAMAGES)
def test_rows_that_are_gone_or_damaged_are_read_again(tmp_path: Path, damage: str) -> None:
    put(tmp_path, {MARCH: month(MARCH), APRIL: month(APRIL, 7)})
    first = load_one(tmp_path, street_source())
    before = contents(tmp_path / "store")
    (stored, *_) = (tmp_path / "store/tables").rglob("2024-03*.parquet")
    DAMAGES[damage](stored)
    again = load_one(tmp_path, street_source())
    assert [(f.severity, f.code, f.where) for f in again.findings] == [("note", "store-read-again", MARCH)]
    assert (counts(again), again.tables) == (counts(first), first.tables)
    assert {name: held[0] for name, held in contents(tmp_path / "store").items()} == {
        name: held[0] for name, held in before.items()
    }
    assert load_one(tmp_path, street_source()).findings == ()


def test_a_copied_store_is_read_once_and_has_its_times_again(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH)})
    load_one(tmp_path, street_source())
    (stored,) = (tmp_path / "store/tables").rglob("*.parquet")
    before = stored.stat().st_mtime
    os.utime(stored)
    assert load_one(tmp_path, street_source()).findings == ()
    assert stored.stat().st_mtime == before


def test_a_change_that_keeps_size_and_time_is_found_by_who_reads_all(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH)})
    load_one(tmp_path, street_source())
    (stored,) = (tmp_path / "store/tables").rglob("*.parquet")
    folder, about = tmp_path / "store", stored.stat()
    entries = register.read_register(folder).entries
    assert list(changed_within(entries, folder)) == []
    stored.write_bytes(changed(stored.read_bytes()))
    os.utime(stored, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert load_one(tmp_path, street_source()).findings == ()
    assert list(changed_within(entries, folder)) == [stored]


def test_rows_of_a_file_that_has_left_the_folder_are_told_with_where_its_bytes_are(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH), APRIL: month(APRIL)})
    load_one(tmp_path, street_source())
    (tmp_path / MARCH).unlink()
    next((tmp_path / "store/tables").rglob("2024-03*.parquet")).unlink()
    for _ in range(2):  # it is no less true the second time
        (finding,) = load_one(tmp_path, street_source()).findings
        assert (finding.severity, finding.code, finding.where) == ("warning", "store-lost", MARCH)
    (kept_as,) = (tmp_path / "store/snapshots").rglob(MARCH)
    assert f"put it back ({kept_as} has its bytes), then run 'peelian load' again" in finding.says
    put(tmp_path, {MARCH: kept_as.read_bytes()})
    mended = load_one(tmp_path, street_source())
    assert [f.code for f in mended.findings] == ["store-read-again"]
    assert counts(mended) == {date(2024, 3, 1): 10, date(2024, 4, 1): 10}


def test_of_two_files_as_new_the_later_counts_after_the_earlier_is_read_again(tmp_path: Path) -> None:
    put(tmp_path, {f"a/{MARCH}": month(MARCH)})
    load_one(tmp_path, street_source(files=("a/*.csv",)))
    put(tmp_path, {f"a/{MARCH}": month(MARCH, 12)})
    load_one(tmp_path, street_source(files=("a/*.csv",)))
    put(tmp_path, {f"b/{MARCH}": month(MARCH)})
    both = {"one": street_source(files=("*/*.csv",))}
    assert counts(load(both, tmp_path, tmp_path / "store", AREAS)) == {date(2024, 3, 1): 12}
    for stored in (tmp_path / "store/tables").rglob("*.parquet"):
        if pq.read_metadata(stored).num_rows == 10:
            stored.unlink()
    assert counts(load(both, tmp_path, tmp_path / "store", AREAS)) == {date(2024, 3, 1): 12}


def test_looking_reads_again_what_is_gone_and_mends_nothing(tmp_path: Path) -> None:
    plan = put(tmp_path / "plan", {MARCH: month(MARCH)})
    loaded = load_one(plan, street_source())
    next((plan / "store/tables").rglob("*.parquet")).unlink()
    before = contents(plan)
    found = looked(plan, street_source(), of_files(plan, MARCH))
    assert [f.code for f in found.findings] == ["store-read-again"]
    assert (counts(found), found.snapshots) == ({date(2024, 3, 1): 10}, loaded.snapshots)
    assert contents(plan) == before


LAST_SYNC = 20  # of a load of two files: each file, its sidecar, its rows; their folders; the register


@pytest.mark.parametrize("moment", range(1, LAST_SYNC + 1))
def test_a_disk_that_fails_at_any_moment_leaves_the_tables_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    put(tmp_path, {MARCH: month(MARCH)})
    first = load_one(tmp_path, street_source())
    put(tmp_path, {MARCH: month(MARCH, 12), APRIL: month(APRIL)})
    later = street_source(published=date(2024, 6, 2))
    count = 0

    def failing(real: Any) -> Any:
        def call(*args: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count == moment:
                raise OSError(28, "No space left on device")
            return real(*args, **more)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(os.fsync))
        patch.setattr(os, "replace", failing(os.replace))
        with pytest.raises(OSError, match="No space"):
            load_one(tmp_path, later)
    found = sorted(entry.rows for entry in register.current(register.read_register(tmp_path / "store").entries))
    if moment < LAST_SYNC:
        assert tables(tmp_path / "store") == first.tables
    else:  # the register was renamed already, and only making that last through a power cut failed
        assert found == [10, 12]
    assert counts(load_one(tmp_path, later)) == {date(2024, 3, 1): 12, date(2024, 4, 1): 10}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_disk_without_room_is_told_with_the_folder_of_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    put(tmp_path, {MARCH: month(MARCH)})

    def full(_: int) -> None:
        raise OSError(number, os.strerror(number))  # a write names no file

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=os.strerror(number)) as raised:
        load_one(tmp_path, street_source())
    assert (raised.value.errno, raised.value.filename) == (number, str(tmp_path / "store"))


def test_an_engine_without_room_is_a_fault_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {MARCH: month(MARCH)})
    monkeypatch.setattr(Desk, "new_file", lambda self, suffix: Path("/nowhere") / f"1{suffix}")
    with pytest.raises(MachineFault, match="free some room, try again"):
        load_one(tmp_path, street_source())
    assert tables(tmp_path / "store") == {}


def test_checking_says_what_loading_would_and_keeps_nothing(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH), APRIL: month(APRIL)})
    one = covering(street_source(), "2024-03", "2024-05")
    checked = check({"one": one}, tmp_path, tmp_path / "store", AREAS)
    assert [f.code for f in checked.findings] == ["source-months-missing"]
    assert (checked.tables, checked.snapshots) == ({}, ())
    assert not (tmp_path / "store").exists()
    loaded = load_one(tmp_path, street_source())
    before = contents(tmp_path / "store")
    put(tmp_path, {APRIL: month(APRIL, 12)})
    checked = check({"one": street_source()}, tmp_path, tmp_path / "store", AREAS)
    assert [f.code for f in checked.findings] == ["source-changed"]
    assert checked.tables == loaded.tables
    assert contents(tmp_path / "store") == before


def looked(folder: Path, one: Source, of: set[str]) -> Loaded:
    """What is seen of a source where nothing may be written; the scratch folder lies beside the plan folder."""
    scratch = folder.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    return look({"one": one}, folder, folder / "store", AREAS, scratch, of)


def of_files(folder: Path, *names: str) -> set[str]:
    return {sha256_of(folder / name) for name in names}


def test_looking_sees_what_was_loaded_and_changes_nothing(tmp_path: Path) -> None:
    plan = put(
        tmp_path / "plan", {MARCH: month(MARCH), APRIL: month(APRIL), "lookup.csv": b"L,A\r\nE1,north\r\nE2,south\r\n"}
    )
    one = street_source(files=("2024*.csv",), areas=AreaCodes("LSOA code", "lookup.csv", "L", "A"))
    loaded = load_one(plan, one)
    before = contents(plan)
    assert looked(plan, one, of_files(plan, MARCH, APRIL)) == loaded
    assert contents(plan) == before
    assert list((tmp_path / "scratch").iterdir()) == []  # every row is read where it lies


def test_looking_where_nothing_was_loaded_reads_the_files_and_keeps_none(tmp_path: Path) -> None:
    plan = put(tmp_path / "plan", {MARCH: month(MARCH), APRIL: month(APRIL, 7)})
    found = looked(plan, street_source(), of_files(plan, MARCH, APRIL))
    assert counts(found) == {date(2024, 3, 1): 10, date(2024, 4, 1): 7}
    assert sorted(path.name for path in plan.iterdir()) == [MARCH, APRIL]
    loaded = load_one(plan, street_source())
    assert (found.snapshots, found.findings) == (loaded.snapshots, ())
    assert found.tables["street"].origins_of == loaded.tables["street"].origins_of


def test_looking_back_sees_the_older_file_and_what_was_said_of_it(tmp_path: Path) -> None:
    plan = put(tmp_path / "plan", {MARCH: month(MARCH)})
    older = of_files(plan, MARCH)
    first = load_one(plan, street_source(licence="OGL v2.0"))
    put(plan, {MARCH: month(MARCH, 12)})
    now = street_source(published=date(2024, 6, 2))
    for _ in range(2):  # before the newer file is taken in, and after
        before = contents(plan)
        back = looked(plan, now, older)
        assert counts(back) == {date(2024, 3, 1): 10}
        assert back.tables == first.tables
        licences = {held.sha256: held.facts.licence for held in back.snapshots}
        assert licences == {**dict.fromkeys(older, "OGL v2.0"), **dict.fromkeys(of_files(plan, MARCH), "OGL v3.0")}
        assert counts(looked(plan, now, of_files(plan, MARCH))) == {date(2024, 3, 1): 12}
        assert contents(plan) == before
        load_one(plan, now)


def test_looking_at_bad_files_says_what_loading_would(tmp_path: Path) -> None:
    plan = put(tmp_path / "plan", {MARCH: month(MARCH)})
    first = load_one(plan, street_source())
    put(plan, {APRIL: month(APRIL) + b"cut off"})
    found = looked(plan, street_source(), of_files(plan, MARCH))
    assert [f.code for f in found.findings] == ["source-cut"]
    assert (found.tables, found.snapshots) == (first.tables, ())


def test_files_of_before_whose_rows_are_in_use_are_among_the_snapshots(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH)})
    older = load_one(tmp_path, street_source()).snapshots
    (tmp_path / MARCH).rename(tmp_path / "march.txt")
    put(tmp_path, {APRIL: month(APRIL)})
    loaded = load_one(tmp_path, street_source())
    assert set(older) < set(loaded.snapshots)
    assert {held.name for held in loaded.snapshots} == {MARCH, APRIL}


def test_a_file_without_rows_covers_its_month_where_that_is_allowed(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH, 0), "a.csv": text(TIDY_HEADER, [])})
    none = Expect(Rows(0))
    loaded = load_one(tmp_path, street_source(files=(MARCH,), expect=none))
    assert loaded.findings == ()
    assert loaded.tables["street"].months == {date(2024, 3, 1)}
    assert rows_of(loaded, "street", "month") == []
    assert load_one(tmp_path, source(files=("a.csv",), expect=none), tmp_path / "other").tables == {}


def test_progress_is_told_each_file(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH), APRIL: month(APRIL)})
    told: list[str] = []
    load({"one": street_source()}, tmp_path, tmp_path / "store", AREAS, told.append)
    assert told == [MARCH, APRIL]


def test_facts_put_right_reach_the_snapshots(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH)})
    load_one(tmp_path, street_source())
    right = replace(street_source(), licence="OGL v2.0")
    loaded = load_one(tmp_path, right)
    assert [snapshot.facts.licence for snapshot in loaded.snapshots] == ["OGL v2.0"]


def test_a_table_without_months_misses_none(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": text(TIDY_HEADER, TIDY_ROWS)})
    table = load_one(tmp_path, source()).tables["counts"]
    assert missing_months(replace(table, months=frozenset())) == ()
    assert missing_months(replace(table, months=frozenset({date(2023, 12, 1), date(2024, 2, 1)}))) == (
        date(2024, 1, 1),
    )
    assert tables(tmp_path / "nothing") == {}


def covering(one: Source, first: str, last: str) -> Source:
    return replace(one, expect=Expect(months=MonthSpan(first, last)))


def test_months_that_should_be_there_or_should_not(tmp_path: Path) -> None:
    put(tmp_path, {MARCH: month(MARCH), APRIL: month(APRIL)})
    (finding,) = load_one(tmp_path, covering(street_source(), "2024-03", "2024-12")).findings
    assert finding.where == "sources.yaml, one"
    assert "no file holds 2024-05, 2024-06, 2024-07, 2024-08, 2024-09, 2024-10 and 2 more;" in finding.says
    (finding,) = load_one(tmp_path, covering(street_source(), "2024-04", "2024-04")).findings
    assert (finding.code, finding.where) == ("source-months", MARCH)
    assert "holds 2024-03, outside 2024-04 to 2024-04" in finding.says
    assert load_one(tmp_path, covering(street_source(), "2024-03", "2024-04")).findings == ()
    (tmp_path / MARCH).unlink()  # loaded before, so not missing
    assert load_one(tmp_path, covering(street_source(), "2024-03", "2024-04")).findings == ()


def test_an_optional_source_is_done_without_until_a_file_is_there(tmp_path: Path) -> None:
    span = Expect(months=MonthSpan("2024-01", "2024-01"))
    one = source(files=("a.csv", "b.csv"), optional=True, expect=span)
    loaded = load_one(tmp_path, one)
    assert (loaded.tables, loaded.findings, loaded.snapshots) == ({}, (), ())
    put(tmp_path, {"a.csv": text(TIDY_HEADER, TIDY_ROWS[:2])})
    (finding,) = load_one(tmp_path, one).findings  # from then on it is a source like any other
    assert (finding.code, finding.severity) == ("source-files", "error")
    assert "no file is called 'b.csv'" in finding.says
    kept = load_one(tmp_path, replace(one, files=("a.csv",)))
    assert kept.findings == ()
    assert kept.tables["counts"].months == {date(2024, 1, 1)}


def test_a_lookup_is_kept_and_fills_no_table(tmp_path: Path) -> None:
    put(tmp_path, {"lookup.csv": b"LSOA,LAD\nL1,E1\n"})
    loaded = load_one(tmp_path, source("lookup", ("lookup.csv",), table=None))
    assert (loaded.tables, loaded.findings) == ({}, ())
    assert [held.source for held in loaded.snapshots] == ["one"]
