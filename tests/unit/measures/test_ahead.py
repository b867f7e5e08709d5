"""Asking about many areas at once: the answers are those of asking about each, with fewer questions to the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.measures.computed import Computed
from peelian.periods import month
from tests.spec.worlds import from_page, written

WARDS = ("w1", "w2", "w3", "w4")
WAIT = {"table": "street", "column": "minutes", "statistic": "median"}
WORLD = from_page(
    {
        "areas": {"force": ["north", "south"], "north": ["w1", "w2"], "south": ["w3", "w4"]},
        "tables": {
            "street": {
                "covers": "2024-01..2024-02",
                "types": {"minutes": "integer"},
                "rows": """
                    month   | area  | type  | minutes | who
                    2024-01 | w1    | theft | 4       | a
                    2024-01 | w1    | arson | 7       | a
                    2024-01 | w2    | theft | 9       | b
                    2024-02 | w3    | theft |         | a
                    2024-02 | north | theft | 5       |
                    2024-02 |       | theft | 6       | c
                """,
            },
            "people": {
                "covers": "2024-01",
                "types": {"n": "integer"},
                "rows": "month | area | n\n2024-01 | w1 | 10\n2024-01 | w2 | 30\n2024-01 | w3 | 20",
            },
        },
        "measures": [
            {"id": "crime", "kind": "count", "compute": {"table": "street"}, "breakdowns": {"type": "type"}},
            {"id": "people", "kind": "level", "compute": {"table": "people", "column": "n"}},
            {
                "id": "wait",
                "kind": "duration",
                "compute": {"table": "street", "column": "minutes", "statistic": "median"},
            },
            {"id": "victims", "kind": "distinct", "compute": {"table": "street", "column": "who"}},
            {"id": "each", "kind": "rate", "compute": {"numerator": "crime", "denominator": "people", "per": 10}},
        ],
    }
)
EVERYWHERE = ("force", "north", "south", *WARDS)


def computed(folder: Path) -> Computed:
    tables = {name: written(name, rows, folder) for name, rows in WORLD.tables.items()}
    return Computed(WORLD.measures, tables, WORLD.inside, WORLD.whole)


@pytest.mark.parametrize("measure", ["crime", "people", "wait", "victims", "each"])
def test_the_answers_are_those_of_asking_about_each(measure: str, tmp_path: Path) -> None:
    ahead, plain = computed(tmp_path), computed(tmp_path)
    ahead.ahead(measure, EVERYWHERE)
    for area in EVERYWHERE:
        for period in (month(2024, 1), month(2024, 2)):
            found, wanted = (one.observe(measure, area, (), period) for one in (ahead, plain))
            assert found == wanted
    ahead.close()
    plain.close()


def test_after_it_no_ward_costs_a_question(tmp_path: Path) -> None:
    one = computed(tmp_path)
    one.ahead("crime", WARDS)
    before = len(one.engine.statements)
    values = [one.observe("crime", ward, (), month(2024, 1)).value for ward in WARDS]
    assert values == [2, 1, 0, 0]
    assert len(one.engine.statements) == before
    one.close()
