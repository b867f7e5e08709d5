"""One scan a table, however many measures and figures are asked for."""

from __future__ import annotations

from pathlib import Path

from peelian.periods import month, parse
from tests.spec.worlds import World, from_page

PAGE = {
    "areas": {"force": ["north", "south"]},
    "tables": {
        "calls": {
            "covers": "2024-01..2024-03",
            "types": {"seconds": "integer"},
            "rows": """
                month   | area  | grade | line | seconds
                2024-01 | north | P1    | 999  | 10
                2024-01 | south | P2    | 999  | 20
                2024-02 | north | P1    | 101  | 40
                2024-02 |       | P1    | 101  |
                2024-03 | south | P2    | 999  | 80
            """,
        },
        "people": {
            "covers": "2023-06",
            "types": {"n": "integer"},
            "rows": "month | area | n\n 2023-06 | force | 1000",
        },
    },
    "measures": [
        {"id": "calls", "kind": "count", "compute": {"table": "calls"}, "breakdowns": {"grade": "grade"}},
        {"id": "emergency", "kind": "count", "compute": {"table": "calls", "where": {"line": "999"}}},
        {
            "id": "median",
            "kind": "duration",
            "compute": {"table": "calls", "column": "seconds", "statistic": "median"},
        },
        {
            "id": "slow",
            "kind": "duration",
            "compute": {"table": "calls", "column": "seconds", "statistic": "p90"},
        },
        {
            "id": "quick",
            "kind": "compliance",
            "compute": {"table": "calls", "column": "seconds", "within": 20},
        },
        {"id": "people", "kind": "level", "compute": {"table": "people", "column": "n"}},
        {
            "id": "per-head",
            "kind": "rate",
            "compute": {"numerator": "calls", "denominator": "people", "per": 1000},
        },
    ],
}
WORLD = from_page(PAGE)
PERIODS = [month(2024, 1), month(2024, 2), month(2024, 3), parse("q-2024-03")]


def ask_everything(world: World, folder: Path) -> tuple[list[object], list[str]]:
    computed = world.computed(folder)
    answers: list[object] = [
        computed.observe(name, area, (), period)
        for name in world.measures
        for area in ("force", "north", "south")
        for period in PERIODS
    ]
    for slug in computed.breakdown_values("calls", "grade"):
        answers.append(computed.observe("calls", "force", (("grade", slug),), PERIODS[-1]))
    return answers, computed.engine.statements


def test_one_statement_reads_the_files_of_a_table_and_one_more_for_its_times(tmp_path: Path) -> None:
    answers, statements = ask_everything(WORLD, tmp_path)
    assert len(answers) == 7 * 3 * 4 + 2
    for table, cubes in (("calls", 2), ("people", 1)):
        assert len([sql for sql in statements if f'FROM "files of {table}"' in sql]) == cubes
        views = [sql for sql in statements if "read_parquet" in sql and f"{table}-1" in sql]
        assert len(views) == cubes
        assert all(sql.startswith("CREATE OR REPLACE TEMP VIEW") for sql in views)  # it opens the files, reads no rows


def test_after_the_scans_the_files_are_not_needed(tmp_path: Path) -> None:
    whole, _ = ask_everything(WORLD, tmp_path)
    computed = WORLD.computed(tmp_path)
    computed.observe("calls", "force", (), PERIODS[0])
    computed.observe("median", "force", (), PERIODS[0])
    computed.observe("people", "force", (), parse("at-2023-06"))
    for path in tmp_path.glob("*.parquet"):
        path.unlink()
    again = [
        computed.observe(name, area, (), period)
        for name in WORLD.measures
        for area in ("force", "north", "south")
        for period in PERIODS
    ]
    assert again == whole[: len(again)]


def test_a_question_is_put_once(tmp_path: Path) -> None:
    computed = WORLD.computed(tmp_path)
    computed.observe("median", "north", (), PERIODS[0])
    asked = len(computed.engine.statements)
    computed.observe("median", "north", (), PERIODS[1])  # another period
    computed.observe("slow", "north", (), PERIODS[3])  # another statistic of the same times
    computed.observe("quick", "north", (), PERIODS[3])
    assert len(computed.engine.statements) == asked
    computed.observe("median", "south", (), PERIODS[0])
    assert len(computed.engine.statements) == asked + 2  # the area's places, and the question


def test_a_cube_holds_only_what_measures_need(tmp_path: Path) -> None:
    few = World(WORLD.areas, WORLD.tables, {"emergency": WORLD.measures["emergency"]})
    computed = few.computed(tmp_path)
    assert computed.observe("emergency", "force", (), PERIODS[3]).value == 3
    [made] = [sql for sql in computed.engine.statements if sql.startswith('CREATE TEMP TABLE "cube')]
    assert '"line"' in made
    assert '"seconds"' not in made


def test_closed_cubes_are_made_anew(tmp_path: Path) -> None:
    computed = WORLD.computed(tmp_path)
    before = computed.observe("calls", "force", (), PERIODS[3])
    computed.close()
    assert computed.observe("calls", "force", (), PERIODS[3]) == before
    assert computed.observe("calls", "south", (), PERIODS[3]).value == 2
