"""A plan folder opened for work: whose the rows of a source are."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.editions.workfolder import load_sources
from tests.starter_plan import PLAN, add, change, started

SOURCE = """
fires:
  title: Fires
  publisher: The fire service
  origin: sent by post
  licence: MIT
  published: 2026-05-01
  received: 2026-05-01
  format: tidy
  files: [fires.csv]
  table: fires
  areas: {column: Place}
  columns: {month: {from: Month, as: month}, fires: {from: Fires, as: integer}}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = started(tmp_path / "plan")
    add(folder, "sources.yaml", SOURCE)
    (folder / "fires.csv").write_text("Month,Place,Fires\n2026-01,E23000099,3\n", encoding="utf-8")
    return folder


def test_rows_with_the_code_of_the_force_are_those_of_its_area(plan: Path) -> None:
    told = [f.says for f in load_sources(plan, "fires").findings]
    assert len(told) == 1
    assert "E23000099" in told[0]
    change(plan, PLAN, "short: Force}", "short: Force, code: E23000099}")
    loaded = load_sources(plan, "fires")
    assert loaded.findings == ()
    assert loaded.lines[0].startswith("table fires: 2026-01")


def test_a_load_that_fails_names_no_table_as_loaded(plan: Path) -> None:
    change(plan, PLAN, "short: Force}", "short: Force, code: E23000099}")
    assert load_sources(plan, "fires").lines == ("table fires: 2026-01 to 2026-01, 1 month",)
    (plan / "fires.csv").write_text("Month,Place,Fires\n2026-01,E23000099,many\n", encoding="utf-8")
    failed = load_sources(plan, "fires")
    assert [finding.severity for finding in failed.findings] == ["error"]
    assert failed.lines == ("nothing is loaded; the store has what it had before",)
