"""The cells that figures tell: of what began in a month, the records of that beginning and not those of a month."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from peelian.disclosure.boxes import AREA
from peelian.disclosure.cells import MONTH, cells_of
from peelian.disclosure.model import Cell
from peelian.disclosure.thresholds import Threshold
from peelian.figures.ids import parse_id
from tests import small_plan
from tests.spec.worlds import Rows, World, measure

JANUARY = date(2024, 1, 5)
ROWS = [
    {"month": date(2024, month, 1), "area": area, "crime": crime, "code": code, "began": JANUARY}
    for month, area, crime, code in [(1, "north", "A", "1"), (1, "north", "A", "8"), (2, "south", "B", "1")]
]
TYPES = {"month": "date", "area": "text", "crime": "text", "code": "text", "began": "date"}
COVERED = frozenset(date(2024, month, 1) for month in (1, 2))
BEGAN = {"table": "outcomes", "began": "began", "months": "1"}
BY = {"code": "code"}


def cells(folder: Path, ids: list[str], **fields: str) -> list[Cell]:
    """The cells of figures of a cohort."""
    of = measure({"id": "k", "kind": "cohort", "compute": BEGAN | fields, "breakdowns": BY})
    world = World({"all": ("north", "south")}, {"outcomes": Rows(TYPES, ROWS, COVERED)}, {"k": of})
    plan = small_plan.plan([], [of], {"north": "North", "south": "South"})
    computed = world.computed(folder)
    try:
        figures = small_plan.book(plan, computed=computed)
        threshold = {"outcomes": Threshold("outcomes", 5, "people")}
        return cells_of([parse_id(f"k/{id}/value") for id in ids], figures, threshold)
    finally:
        computed.close()


def test_what_began_in_a_month_is_no_record_of_that_month(tmp_path: Path) -> None:
    (whole,) = cells(tmp_path, ["all/2024-01"])
    assert whole.count == 3
    assert MONTH not in whole.box.conditions
    assert whole.box.conditions["(month of began)"].values == {"2024-01"}


def test_crimes_of_two_outcomes_are_in_both_parts_and_once_in_the_whole(tmp_path: Path) -> None:
    """The parts may come to more than the whole, which contradicts nothing; each is among the whole."""
    parts = ["all/2024-01", "all/code=1/2024-01", "all/code=8/2024-01"]
    whole, first, second = cells(tmp_path, parts, column="crime")
    assert [cell.count for cell in (whole, first, second)] == [2, 2, 1]
    for part in (first, second):
        assert whole.box.conditions.items() <= part.box.conditions.items()
    assert all(len(among.values) == 1 and not among.all_but for among in first.box.conditions.values())
    assert not first.box.conditions.keys() <= second.box.conditions.keys()


def test_areas_and_months_of_them_add_up(tmp_path: Path) -> None:
    north, rows = cells(tmp_path, ["north/2024-01"], column="crime"), cells(tmp_path, ["north/2024-01"])
    assert AREA in north[0].box.conditions
    assert "(month of began)" in north[0].box.conditions
    assert north[0].box.conditions != rows[0].box.conditions
