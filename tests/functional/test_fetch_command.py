"""peelian fetch, from sources.yaml to a table, with a publisher on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from peelian.cli.main import main
from tests.unit.fetching import publisher as server
from tests.unit.fetching.publisher import Publisher

ROWS = b"Month,Count\n2024-01,3\n2024-02,5\n"


@pytest.fixture
def there() -> Iterator[Publisher]:
    with server.publisher() as one:
        yield one


@pytest.fixture
def plan(tmp_path: Path, there: Publisher) -> Path:
    assert main(["new", str(tmp_path / "our-plan")]) == 0
    folder = tmp_path / "our-plan"
    (folder / "sources.yaml").write_text(f"""
counts:
  title: Counts
  publisher: A publisher on this machine
  format: tidy
  files: [received/counts/*.csv]
  table: counts
  columns: {{month: {{from: Month, as: month}}, count: {{from: Count, as: integer}}}}
  origin: made for a test
  licence: MIT
  published: 2024-03-01
  received: 2024-03-01
  fetch: {{address: "{there.address}/counts.csv"}}
by-hand:
  title: Figures typed in
  publisher: The office
  format: figures
  files: [figures/*.csv]
  origin: made for a test
  licence: MIT
  published: 2024-03-01
  received: 2024-03-01
""")
    return folder


def test_new_files_come_and_are_loaded(plan: Path, there: Publisher, capsys: pytest.CaptureFixture[str]) -> None:
    there.at("/counts.csv", server.serves(ROWS, ETag='"v1"'))
    assert main(["fetch", str(plan), "--dry-run"]) == 0
    assert "to fetch   counts: received/counts/counts.csv" in capsys.readouterr().out
    assert not (plan / "received").exists()
    assert main(["fetch", str(plan)]) == 0
    said = capsys.readouterr().out
    assert f"new        counts: received/counts/counts.csv, {len(ROWS)} bytes" in said
    assert "by-hand" not in said
    assert main(["fetch", str(plan), "--dry-run"]) == 0
    dry = capsys.readouterr().out
    assert dry.startswith(f"here       counts: received/counts/counts.csv, {len(ROWS)} bytes\n")
    assert dry.endswith("; would ask whether there is a newer one\n")
    assert said.endswith(f"next: peelian load {plan}\n")
    assert main(["load", str(plan), "counts"]) == 0
    assert "table counts: 2024-01 to 2024-02, 2 months" in capsys.readouterr().out
    assert main(["fetch", str(plan), "counts"]) == 0
    assert capsys.readouterr().out == f"unchanged  counts: received/counts/counts.csv, {len(ROWS)} bytes\n"


def test_what_cannot_be_had_is_exit_code_1_and_leaves_nothing(
    plan: Path, there: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    there.at("/counts.csv", server.status(404))
    assert main(["fetch", str(plan), "--json"]) == 1
    files = json.loads(capsys.readouterr().out)["files"]
    assert [(one["sources"], one["what"]) for one in files] == [(["counts"], "failed")]
    assert "HTTP 404" in files[0]["says"]
    assert not (plan / "received").exists()


def test_a_source_that_nobody_publishes_is_told_where_it_is_asked_for(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fetch", str(plan), "by-hand"]) == 0
    assert capsys.readouterr().out == "nothing to fetch: figures that are typed in are files of the plan itself\n"


def test_wrong_use(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", str(plan), "cuonts"]) == 2
    assert "no source 'cuonts'; there are: counts, by-hand" in capsys.readouterr().err
    assert main(["fetch", str(plan / "nowhere")]) == 2
    assert "name a plan folder" in capsys.readouterr().err
