"""Areas drawn by hand: counted for themselves, by code or by point, and in no total."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from peelian.measures.computed import Computed
from peelian.measures.drawn import Drawn
from peelian.periods import month
from peelian.series.outlines import Outline
from tests.spec.worlds import from_page, written

JANUARY = month(2024, 1)
WORLD = from_page(
    {
        "areas": {"force": ["north", "south"]},
        "tables": {
            "street": {
                "covers": "2024-01..2024-02",
                "types": {"longitude": "decimal", "latitude": "decimal"},
                "rows": """
                    month   | area  | lsoa_code | longitude | latitude  | type
                    2024-01 | north | E01       | -1.600000 | 54.900000 | theft
                    2024-01 | north | E02       | -1.500000 | 54.950000 | theft
                    2024-01 | south | E03       | -1.400000 | 54.950000 | arson
                    2024-01 | south | E03       | -1.400000 | 54.950000 | arson
                    2024-01 |       |           |           |           | theft
                    2024-02 | north | E01       | -1.600001 | 54.900000 | theft
                """,
            },
            "codes_only": {"covers": "2024-01", "rows": "month | lsoa_code\n2024-01 | E01\n2024-01 | E09"},
            "people": {
                "covers": "2024-01",
                "types": {"n": "integer"},
                "rows": "month | area | lsoa_code | n\n2024-01 | north | E01 | 10",
            },
        },
        "measures": [
            {"id": "crime", "kind": "count", "compute": {"table": "street"}, "breakdowns": {"type": "type"}},
            {"id": "other", "kind": "count", "compute": {"table": "codes_only"}},
            {"id": "people", "kind": "level", "compute": {"table": "people", "column": "n"}},
        ],
    }
)
BOX = Outline(
    ((((-1_600_000, 54_900_000), (-1_400_000, 54_900_000), (-1_400_000, 55_000_000), (-1_600_000, 55_000_000)),),)
)
DRAWN = {
    "listed": Drawn(codes=("E01", "E03", "E03")),
    "over": Drawn(codes=("E03",)),
    "boxed": Drawn(outline=BOX),
    "nowhere": Drawn(codes=("E77",)),
    "half": Drawn(codes=("E09", "E78", "E78")),
    "beside": Drawn(outline=Outline(((((0, 1), (1, 1), (1, 2)),),))),
}


@pytest.fixture(name="computed")
def computed_(tmp_path: Path) -> Iterator[Computed]:
    tables = {name: written(name, rows, tmp_path) for name, rows in WORLD.tables.items()}
    made = Computed(WORLD.measures, tables, WORLD.inside, WORLD.whole, drawn=DRAWN)
    yield made
    made.close()


@pytest.mark.parametrize(("area", "count"), [("listed", 1 + 2), ("over", 2), ("boxed", 4), ("nowhere", 0)])
def test_rows_are_counted_by_code_or_by_point(computed: Computed, area: str, count: int) -> None:
    assert computed.observe("crime", area, (), JANUARY).value == count


def test_a_point_just_outside_is_outside_and_a_month_without_rows_is_zero(computed: Computed) -> None:
    assert computed.observe("crime", "boxed", (), month(2024, 2)).value == 0
    assert computed.observe("crime", "listed", (), month(2024, 2)).value == 1


def test_breakdowns_hold_in_a_drawn_area(computed: Computed) -> None:
    assert computed.observe("crime", "boxed", (("type", "arson"),), JANUARY).value == 2
    assert computed.observe("crime", "listed", (("type", "theft"),), JANUARY).value == 1


def test_they_stand_in_no_total(computed: Computed, tmp_path: Path) -> None:
    """The tree gives the same with drawn areas and without them."""
    tables = {name: written(name, rows, tmp_path) for name, rows in WORLD.tables.items()}
    without = Computed(WORLD.measures, tables, WORLD.inside, WORLD.whole)
    for area in ("force", "north", "south"):
        for told in ((), (("type", "theft"),), (("type", "arson"),)):
            found, plain = (one.observe("crime", area, told, JANUARY) for one in (computed, without))
            assert found == plain
    assert computed.observe("crime", "force", (), JANUARY).value == 5
    without.close()


def test_codes_that_no_row_has_and_areas_in_which_none_lies_are_found(computed: Computed) -> None:
    """Those of people count too: a code of the census in which no crime was recorded is no slip."""
    codes = {area: computed.codes_without_rows(area) for area in (*DRAWN, "north")}
    assert {area: found for area, found in codes.items() if found} == {"nowhere": ("E77",), "half": ("E78",)}
    assert [area for area in (*DRAWN, "north") if computed.empty(area)] == ["nowhere", "beside"]


def test_it_is_known_in_which_areas_the_codes_of_drawn_ones_lie(computed: Computed) -> None:
    assert computed.places("street") == {("north", "E01"), ("north", ""), ("south", "E03"), ("", "")}
    assert computed.places("codes_only") is None, "it has no areas"
    assert computed.places("nowhere") is None


def test_a_table_that_cannot_say_what_lies_in_it_gives_the_reason(computed: Computed) -> None:
    assert computed.observe("other", "listed", (), JANUARY).value == 1
    boxed = computed.observe("other", "boxed", (), JANUARY)
    assert (boxed.value, boxed.reason) == (
        None,
        "the table 'codes_only' has no longitude and latitude, so that nobody knows what lies in it",
    )
    people = computed.observe("people", "listed", (), JANUARY)
    assert (people.value, people.reason) == (None, "'people' is already counted by areas, of which none is this one")


def test_a_table_without_areas_is_not_taken_to_have_the_tree(computed: Computed) -> None:
    """The rows of drawn areas name none of the tree."""
    assert computed.observe("other", "north", (), JANUARY).value is None
