"""The inputs of an edition: every file behind it, also two of one name, each with what its own source said of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from peelian.editions.trace import lines, trace
from tests.starter_plan import CALLS, add_calls, calls, change, edition, started, write

FIRST_HALF, SECOND_HALF = calls("2025-04", "2025-09", 100), calls("2025-10", "2026-03", 200)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan whose extract was replaced under its name: half of the year is of the older file."""
    plan = started(tmp_path / "plan")
    add_calls(plan, FIRST_HALF)
    change(plan, "sources.yaml", "An extract of the force", "The first extract")
    edition(plan)
    write(plan, CALLS, SECOND_HALF)
    change(plan, "sources.yaml", "The first extract", "The second extract")
    change(plan, "sources.yaml", "received: 2026-05-02", "received: 2026-05-12")
    return plan


def of_path(manifest: Any, path: str) -> list[dict[str, str]]:
    return [input for input in manifest["inputs"] if input["path"] == path]


def test_two_files_of_one_name_are_both_listed_each_with_its_own_facts(plan: Path) -> None:
    made = edition(plan)
    listed = {input["received"]: input for input in of_path(made.manifest, CALLS)}
    assert {day: input["origin"] for day, input in listed.items()} == {
        "2026-05-02": "The first extract",
        "2026-05-12": "The second extract",
    }
    assert len({input["sha256"] for input in listed.values()}) == 2


def test_every_origin_of_a_figure_is_listed_by_path_and_hash(plan: Path) -> None:
    made = edition(plan)
    listed = {(input["path"], input["sha256"]) for input in made.manifest["inputs"]}
    origins = [o for f in made.figures.values() for o in f["trace"].get("origins", [])]
    assert {(o["path"], o["sha256"]) for o in origins} <= listed
    assert len({o["sha256"] for o in origins if o["path"] == CALLS}) == 2


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2025-05", "from: The first extract, licence Open Government Licence v3.0, received 2026-05-02"),
        ("2025-11", "from: The second extract, licence Open Government Licence v3.0, received 2026-05-12"),
    ],
)
def test_a_trace_shows_the_facts_of_the_file_the_figure_was_read_from(plan: Path, month: str, said: str) -> None:
    told = lines(trace(edition(plan), f"calls/force/{month}/value"))
    assert [line.strip() for line in told if line.strip().startswith("from:")] == [said]


def test_a_file_that_is_no_longer_used_is_not_listed(plan: Path) -> None:
    write(plan, CALLS, calls("2025-04", "2026-03", 300))
    change(plan, "sources.yaml", "received: 2026-05-12", "received: 2026-05-13")
    assert [input["received"] for input in of_path(edition(plan).manifest, CALLS)] == ["2026-05-13"]


def test_a_file_that_the_store_has_lost_is_not_called_the_plans_own(plan: Path) -> None:
    edition(plan)
    shutil.rmtree(plan / "store/snapshots")
    facts = sorted((i["origin"], i["licence"], i["received"]) for i in of_path(edition(plan).manifest, CALLS))
    assert facts == [
        ("The second extract", "Open Government Licence v3.0", "2026-05-12"),
        ("not known: the store has lost this file", "not known", ""),
    ]


def test_months_of_an_older_file_have_the_status_that_its_source_gives(plan: Path) -> None:
    change(plan, "sources.yaml", "received: 2026-05-12", "received: 2026-05-12\n  status: provisional")
    figures = edition(plan).figures
    statuses = {month: figures[f"calls/force/{month}/value"]["status"] for month in ("2025-05", "2025-11")}
    assert statuses == {"2025-05": "provisional", "2025-11": "provisional"}


def test_files_of_the_plan_have_no_day_of_receipt(plan: Path) -> None:
    [own] = of_path(edition(plan).manifest, "plan.yaml")
    assert (own["origin"], own["licence"], own["received"]) == ("the plan folder", "that of the plan", "")
