"""A plan folder opened for work: whose the rows of a source are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peelian.cli.main import main
from peelian.editions.soundplan import Unsound
from peelian.editions.workfolder import load_sources
from peelian.errors import Unusable
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


def test_a_source_with_a_mistake_is_not_said_to_be_missing(plan: Path) -> None:
    change(plan, "sources.yaml", "table: fires", "tabel: fires")
    with pytest.raises(Unsound) as stopped:
        load_sources(plan, "fires")
    assert [finding.code for finding in stopped.value.findings if "tabel" in finding.says]
    with pytest.raises(Unusable, match="no source 'floods'"):
        load_sources(started(plan.parent / "sound"), "floods")


def test_a_load_that_fails_names_no_table_as_loaded(plan: Path) -> None:
    change(plan, PLAN, "short: Force}", "short: Force, code: E23000099}")
    assert load_sources(plan, "fires").lines == ("table fires: 2026-01 to 2026-01, 1 month",)
    (plan / "fires.csv").write_text("Month,Place,Fires\n2026-01,E23000099,many\n", encoding="utf-8")
    failed = load_sources(plan, "fires")
    assert [finding.severity for finding in failed.findings] == ["error"]
    assert failed.lines == ("nothing is loaded; the store has what it had before",)


def test_a_load_that_refuses_one_source_loads_the_others_and_says_so(monthly: Path) -> None:
    add(monthly, "sources.yaml", SOURCE.replace("fires", "floods").replace("Fires", "Floods"))
    (monthly / "floods.csv").write_text("Month,Place,Floods\n2026-01,E23000099,many\n", encoding="utf-8")
    failed = load_sources(monthly, None)
    assert [(finding.code, finding.severity) for finding in failed.findings] == [("source-value", "error")]
    assert failed.lines[0] == "not loaded: floods; what the store had of it stays"
    assert TABLE in failed.lines
    assert [one.source for one in failed.taken if one.files] == ["fires"]


@pytest.fixture
def monthly(plan: Path) -> Path:
    """A plan with three months of fires, each in a file of its own."""
    change(plan, PLAN, "short: Force}", "short: Force, code: E23000099}")
    change(plan, "sources.yaml", "files: [fires.csv]", "files: [fires*.csv]")
    (plan / "fires.csv").unlink()
    for month in (1, 2, 3):
        sent(plan, month, month)
    return plan


def sent(plan: Path, month: int, fires: int) -> None:
    (plan / f"fires-{month}.csv").write_text(f"Month,Place,Fires\n2026-0{month},E23000099,{fires}\n", encoding="utf-8")


TABLE = "table fires: 2026-01 to 2026-03, 3 months"


def test_a_load_after_the_first_says_what_was_read_anew(monthly: Path) -> None:
    assert load_sources(monthly, "fires").lines == (TABLE,)
    again = load_sources(monthly, "fires")
    assert again.lines == (TABLE, "as before: 3 files of 1 source")
    sent(monthly, 2, 7)
    assert load_sources(monthly, "fires").lines == (TABLE, "fires: 3 files, 1 read anew")
    add(monthly, "sources.yaml", SOURCE.replace("fires", "floods"))
    (monthly / "floods.csv").write_text("Month,Place,Fires\n2026-01,E23000099,3\n", encoding="utf-8")
    assert load_sources(monthly, None).lines[-2:] == ("floods: 1 file, read anew", "as before: 3 files of 1 source")


def test_a_program_is_told_of_each_source_what_was_read_anew(monthly: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for month in (None, 3):
        if month:
            sent(monthly, month, 9)
        assert main(["load", str(monthly), "--json"]) == 0
        told.append(json.loads(capsys.readouterr().out)["sources"])
    assert told == [[{"source": "fires", "files": 3, "anew": 3}], [{"source": "fires", "files": 3, "anew": 1}]]


def test_rows_of_a_file_that_has_left_the_folder_stay_and_are_told(monthly: Path) -> None:
    load_sources(monthly, "fires")
    for month in (1, 2):
        (monthly / f"fires-{month}.csv").unlink()
    loaded = load_sources(monthly, "fires")
    assert loaded.lines[0] == TABLE
    assert [(f.severity, f.code, f.where) for f in loaded.findings] == [
        ("note", "rows-stay", "fires-1.csv"),
        ("note", "rows-stay", "fires-2.csv"),
    ]
    assert loaded.findings[0].says.startswith(
        "as it was loaded, it is no longer among the files of 'fires', and its rows of '2026-01' stay in table"
    )
    sent(monthly, 1, 1)
    assert [f.where for f in load_sources(monthly, "fires").findings] == ["fires-2.csv"]


def test_rows_of_a_file_that_is_whole_leave_with_it(monthly: Path) -> None:
    add(monthly, "sources.yaml", "  slice: file\n")
    load_sources(monthly, "fires")
    (monthly / "fires-1.csv").unlink()
    loaded = load_sources(monthly, "fires")
    assert (loaded.lines[0], loaded.findings) == ("table fires: 2026-02 to 2026-03, 2 months", ())


def test_a_month_that_a_file_no_longer_holds_stays_and_is_told(monthly: Path) -> None:
    load_sources(monthly, "fires")
    sent(monthly, 1, 1)
    (monthly / "fires-1.csv").write_text("Month,Place,Fires\n2025-12,E23000099,1\n", encoding="utf-8")
    loaded = load_sources(monthly, "fires")
    assert loaded.lines[0] == "table fires: 2025-12 to 2026-03, 4 months"
    assert [(f.code, f.where) for f in loaded.findings] == [("rows-stay", "fires-1.csv")]


def test_rows_of_a_source_that_is_no_more_stay_and_are_told(monthly: Path) -> None:
    load_sources(monthly, "fires")
    change(monthly, "sources.yaml", "\nfires:\n", "\nblazes:\n")
    sent(monthly, 1, 5)
    change(
        monthly,
        "sources.yaml",
        "published: 2026-05-01\n  received: 2026-05-01\n  format: tidy",
        "published: 2026-05-02\n  received: 2026-05-02\n  format: tidy",
    )
    (monthly / "fires-3.csv").unlink()
    loaded = load_sources(monthly, None)
    (note,) = [finding for finding in loaded.findings if finding.code == "rows-stay"]
    assert (note.severity, note.where) == ("note", "fires-3.csv")
    assert "sources.yaml no longer has the source 'fires' that it was of" in note.says
    other = load_sources(monthly, "annual-report")
    assert [finding.where for finding in other.findings if finding.code == "rows-stay"] == ["fires-3.csv"]
