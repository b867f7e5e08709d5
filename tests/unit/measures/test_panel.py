"""Panels at the edges of numbers: nothing is rounded, nothing overflows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from peelian import periods
from peelian.measures import everywhere
from peelian.measures.computed import Computed
from peelian.measures.grids import VALUE, latest, over, product, quotient, whole
from peelian.measures.panel import Panel
from peelian.measures.spread import Within, packed
from peelian.series.engine import Settings
from peelian.series.tables import Slice, TableFiles
from tests.spec.worlds import measure

JANUARY = date(2024, 1, 1)


def test_large_decimals_and_totals_are_exact(tmp_path: Path) -> None:
    most = Decimal("999999999999.999999")
    rows = pa.table(
        {
            "month": pa.array([JANUARY] * 3, pa.date32()),
            "area": pa.array(["north", "north", "south"]),
            "fte": pa.array([most, Decimal("0.000001"), Decimal("0.5")], pa.decimal128(18, 6)),
        }
    )
    pq.write_table(rows, tmp_path / "staff.parquet")
    columns = {"month": "date", "area": "text", "fte": "decimal"}
    table = TableFiles("staff", (str(tmp_path / "staff.parquet"),), columns, frozenset([JANUARY]))
    staff = measure({"id": "staff", "kind": "level", "compute": {"table": "staff", "column": "fte"}})
    rate = measure({"id": "rate", "kind": "rate", "compute": {"numerator": "staff", "denominator": "staff", "per": 9}})
    computed = Computed(
        {"staff": staff, "rate": rate}, {"staff": table}, lambda a: ("north", "south") if a == "all" else (), "all"
    )
    panel = computed.panel(("all", "north", "south"))
    grid = panel.grid("staff", (JANUARY,))
    north = Fraction(most) + Fraction(1, 10**6)
    assert [grid.at(area, 0) for area in range(3)] == [north + Fraction(1, 2), north, Fraction(1, 2)]
    assert [panel.grid("rate", (JANUARY,)).at(area, 0) for area in range(3)] == [9, 9, 9]
    computed.close()


def test_products_beyond_64_bits_are_exact() -> None:
    large = np.array([[3 * 10**12]])
    assert product(large, large)[0, 0] == 9 * 10**24
    assert quotient(whole(large), whole(large * 7), 10**9).at(0, 0) == Fraction(10**9, 7)


def test_a_zero_below_gives_no_value_and_a_sign_goes_above() -> None:
    grid = over(np.array([[1, 4]]), np.array([[0, -2]]), np.zeros((1, 2)))
    assert grid.at(0, 0) is None
    assert grid.at(0, 1) == -2


def test_the_latest_value_stands_where_the_state_is_passed_over() -> None:
    grid = whole(np.array([[5, 6, 7]]), np.array([[3, VALUE, 3]]))
    assert [latest(grid, (3,)).at(0, month) for month in range(3)] == [None, 6, 6]


def test_times_too_far_apart_to_pack_are_put_in_order_all_the_same() -> None:
    within = Within(np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([0]))
    seconds = np.array([2**62, 5, -(2**61)])
    times = packed(np.array([0, 1, 1]), np.zeros(3, np.int64), seconds, within, 2, 1)
    assert times.count.ravel().tolist() == [3, 2]
    assert [int(times.at(np.array([[n], [min(n, 1)]]))[0, 0]) for n in range(3)] == [-(2**61), 5, 2**62]


def test_a_table_that_covers_no_month_has_no_values() -> None:
    columns = {"month": "date", "area": "text", "grade": "text", "n": "integer"}
    table = TableFiles("grades", (), columns, frozenset())
    made = [
        measure({"id": "grade", "kind": "grade",
                 "compute": {"table": "grades", "column": "grade", "scale": ["A", "B"]}}),
        measure({"id": "rows", "kind": "count", "compute": {"table": "grades"}}),
        measure({"id": "middle", "kind": "duration",
                 "compute": {"table": "grades", "column": "n", "statistic": "median"}}),
        measure({"id": "people", "kind": "level", "compute": {"table": "grades", "column": "n"}}),
        measure({"id": "rate", "kind": "rate", "compute": {"numerator": "rows", "denominator": "people", "per": 9}}),
    ]  # fmt: skip
    computed = Computed({each.id: each for each in made}, {"grades": table}, lambda _: (), "all")
    panel = computed.panel(("all",))
    assert [panel.grid(each.id, (JANUARY,)).at(0, 0) for each in made] == [None] * 5
    computed.close()


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("most", [1, 40, 10**6])
def test_times_are_the_same_however_many_months_are_read_together(
    threads: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(3)
    months = [date(2024, month, 1) for month in range(1, 6)]
    slices = []
    for month in months:
        places = [random.choice(("north", "south", "unknown", None)) for _ in range(8)]
        seconds = [random.choice((None, 5, 70_000, random.randrange(900))) for _ in range(8)]
        path = tmp_path / f"{month}.parquet"
        rows = {"month": pa.array([month] * 8, pa.date32()), "area": places, "n": pa.array(seconds, pa.int64())}
        pq.write_table(pa.table(rows), path)
        slices.append(Slice((str(path),), frozenset([month]), 8, path.stem))
    paths = tuple(path for one in slices for path in one.paths)
    columns = {"month": "date", "area": "text", "n": "integer"}
    table = TableFiles("calls", paths, columns, frozenset(months), slices=tuple(slices))
    compute = {"table": "calls", "column": "n"}
    made = {
        statistic: measure({"id": statistic, "kind": "duration", "compute": compute | {"statistic": statistic}})
        for statistic in ("median", "p90")
    }
    monkeypatch.setattr(everywhere, "MOST_TIMED", most)
    inside = {"all": ("north", "south")}
    computed = Computed(made, {"calls": table}, lambda a: inside.get(a, ()), "all", settings=Settings(threads))
    areas = ("all", "north", "south")
    for statistic in made:
        grid = computed.panel(areas).grid(statistic, months)
        for at, area in enumerate(areas):
            found = [computed.observe(statistic, area, (), periods.month(2024, month)).value for month in range(1, 6)]
            assert [grid.at(at, month) for month in range(5)] == found
            assert any(value is not None for value in found)
    computed.close()


@pytest.mark.parametrize("most", [1, 40, 10**6])
def test_different_ids_are_the_same_however_many_months_are_read_together(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a month some rows have no id, in another none has, in a third there are no rows: a blank text is no id."""
    random = Random(5)
    months = [date(2024, month, 1) for month in range(1, 6)]
    ids = {1: ("a", "b", "c"), 2: ("a", "", None, "d"), 3: ("", None), 4: (), 5: ("é", "b", "a")}
    slices = []
    for month in months:
        rows = 30 if ids[month.month] else 0
        told = {
            "month": pa.array([month] * rows, pa.date32()),
            "area": pa.array([random.choice(("north", "south", "unknown", None)) for _ in range(rows)], pa.string()),
            "id": pa.array([random.choice(ids[month.month]) for _ in range(rows)], pa.string()),
        }
        path = tmp_path / f"{month}.parquet"
        pq.write_table(pa.table(told), path)
        slices.append(Slice((str(path),), frozenset([month]), rows, path.stem))
    paths = tuple(path for one in slices for path in one.paths)
    columns = {"month": "date", "area": "text", "id": "text"}
    table = TableFiles("crimes", paths, columns, frozenset(months), slices=tuple(slices))
    asked_for = {"in-1": {}, "in-2": {"at_least": 2}, "in-9": {"at_least": 9}, "back": {"at_least": 9, "months": 2}}
    made = {
        id: measure({"id": id, "kind": "distinct", "compute": {"table": "crimes", "column": "id"} | more})
        for id, more in asked_for.items()
    }
    monkeypatch.setattr(everywhere, "MOST_TIMED", most)
    inside = {"all": ("north", "south")}
    computed = Computed(made, {"crimes": table}, lambda a: inside.get(a, ()), "all")
    areas = ("all", "north", "south")
    asked = []
    monkeypatch.setattr(Panel, "_one_by_one", lambda *told: asked.append(told))
    for id in made:
        grid = computed.panel(areas).grid(id, months)
        for at, area in enumerate(areas):
            found = [computed.observe(id, area, (), periods.month(2024, month)).value for month in range(1, 6)]
            assert [grid.at(at, month) for month in range(5)] == found
            assert found[2] is None
            assert found[3] == 0
            assert found[0] or id == "back" or (id == "in-9" and area != "all")
            assert found[1] or id == "in-9" or area != "all"
    assert asked == []
    computed.close()
