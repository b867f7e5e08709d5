"""What is wrong with one publication stops its own editions, and neither those of others nor a look at a figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peelian.cli.main import main
from peelian.editions.soundplan import Unsound
from peelian.editions.workfolder import load_sources, open_figures, open_work
from peelian.errors import Unusable
from tests.starter_plan import PAPER, PLAN, built, change, started

OTHER = "publications/other.yaml"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan with a sound paper, and another that names a KPI and a chapter's priority that are not there."""
    folder = started(tmp_path / "plan")
    (folder / OTHER).write_bytes((folder / PAPER).read_bytes())
    change(folder, OTHER, "{kpis: [recorded-crime]}", "{kpis: [recorded-crimes]}")
    change(folder, OTHER, "priority: safer-streets", "priority: safe-streets")
    return folder


def test_a_publication_with_mistakes_stops_no_other(plan: Path) -> None:
    edition = built(plan)
    (found,) = edition.findings
    assert (found.code, found.severity, found.where) == ("other-publication", "warning", OTHER)
    assert (
        found.says == "it has 2 mistakes, and no edition of it is built until they are mended; see 'peelian validate'"
    )
    assert json.loads(edition.files["manifest.json"])["findings"] == []
    load_sources(plan, None)
    assert open_figures(plan, None)


def test_a_publication_with_mistakes_is_not_built(plan: Path) -> None:
    with pytest.raises(Unsound, match=r"2 mistakes to mend\n.*other.yaml.*\n.*other.yaml"):
        open_work(plan, "other", "e")


@pytest.mark.parametrize("text", ["kind: [board-paper", "kind: board-papers\n"])
def test_a_publication_that_cannot_be_read_stops_no_other_and_says_why(plan: Path, text: str) -> None:
    (plan / OTHER).write_text(text)
    assert [f.code for f in built(plan).findings] == ["other-publication"]
    with pytest.raises(Unsound, match=r"publications/other\.yaml:[12]: "):
        open_work(plan, "other", "e")


def test_one_that_is_named_with_another_end_is_told(plan: Path) -> None:
    (plan / OTHER).rename(plan / "publications/other.yml")
    with pytest.raises(Unsound, match=r"rename it to end in .yaml"):
        open_work(plan, "other", "e")
    with pytest.raises(Unusable, match=r"no publications/third.yaml; there are: first-paper"):
        open_work(plan, "third", "e")


def test_a_warning_about_another_publication_is_no_part_of_an_edition(plan: Path) -> None:
    (plan / OTHER).write_bytes((plan / PAPER).read_bytes())
    change(plan, PLAN, "name: The Commissioner", "ends: 2026-05-31, name: The Commissioner")
    change(plan, PLAN, "last: 2028-05-08", "last: 2026-05-31")
    change(plan, OTHER, "issued: 2026-05-18", "issued: 2026-06-18")
    assert built(plan).findings == ()


def test_mistakes_of_the_plan_itself_stop_every_publication(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(plan, PLAN, "title: ", "titel: ")
    assert main(["build", str(plan), "first-paper"]) == 1
    told = capsys.readouterr().err
    assert "titel" in told
    assert "other.yaml" not in told
