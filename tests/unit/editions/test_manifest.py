"""The manifest: every printed figure with all it was made from, hashes that see every change, no place of a machine."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from peelian.editions.manifest import plan_hash, sha256, with_inputs
from peelian.editions.reading import open_edition
from peelian.figures.ids import parse_id
from peelian.publications.citing import Cited
from peelian.publications.sentences.desk import Desk
from tests import small_plan
from tests.small_plan import kpi, measure, typed
from tests.starter_plan import FIGURES, change, edition, started

CHANGE = "a/all/ye-2026-03/change-percent-from-ye-2024-03"


def test_a_hash_is_that_of_the_bytes() -> None:
    assert sha256(b"abc") == hashlib.sha256(b"abc").hexdigest()


def test_the_hash_of_a_plan_sees_names_bytes_and_where_a_file_ends() -> None:
    files = {"a.yaml": b"one", "b.yaml": b"two"}
    assert plan_hash(files) == plan_hash(dict(reversed(files.items())))
    others = [
        {"a.yaml": b"onet", "b.yaml": b"wo"},
        {"a.yaml": b"one"},
        {"a.yaml": b"two", "b.yaml": b"one"},
        {"a.yaml": b"one", "c.yaml": b"two"},
        {"a.yaml": b"one", "b.yaml": b"two\n"},
    ]
    assert len({plan_hash(files), *map(plan_hash, others)}) == 6


def desk() -> Desk:
    plan = small_plan.plan([kpi("a"), kpi("b")])
    return small_plan.desk(plan, [typed("a/all/ye-2026-03/value", 2), typed("a/all/ye-2024-03/value", 300)])


def test_a_printed_figure_brings_what_it_was_made_from() -> None:
    at = desk()
    at.cited.number(at.figures.find(parse_id(CHANGE)), measure("a"))
    assert [str(f.id) for f in with_inputs(at.cited, at.figures)] == [
        "a/all/ye-2024-03/value",
        CHANGE,
        "a/all/ye-2026-03/value",
    ]


def test_nothing_that_was_not_printed_is_in_it() -> None:
    at = desk()
    at.cited.number(at.figures.find(parse_id("b/all/ye-2026-03/value")), measure("b"))
    assert with_inputs(at.cited, at.figures) == []
    assert at.cited.printed == {}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return edition(started(tmp_path_factory.mktemp("manifest") / "plan")).manifest


def test_a_figure_says_how_it_is_printed_and_what_its_document_prints(told: dict[str, object]) -> None:
    figures = {f["id"]: f for f in told["figures"]}  # type: ignore[attr-defined]
    level = figures["recorded-crime/force/ye-2026-03/value"]
    assert (level["value"], level["unit"], level["printed"], level["status"]) == ("9310", "count", "9,310", "published")
    assert level["trace"]["kind"] == "published"
    assert level["trace"]["document_prints"] == "9,310"
    assert level["trace"]["origins"][0]["line"] == 2
    change = figures["recorded-crime/force/ye-2026-03/change-percent-from-ye-2025-03"]
    assert (change["printed"], change["also_printed"]) == ("5.0%", ["-5.0%"])
    assert change["trace"]["inputs"] == ["recorded-crime/force/ye-2025-03/value", level["id"]]
    assert "exact" not in change["trace"]


def test_a_value_without_an_end_keeps_its_fraction(tmp_path: Path) -> None:
    plan = started(tmp_path / "plan")
    text = (plan / "figures/annual-report.csv").read_text()
    (plan / "figures/annual-report.csv").write_text(text.replace('9800,count,"9,800"', '9900,count,"9,900"'))
    figures = edition(plan).figures
    change = figures["recorded-crime/force/ye-2026-03/change-percent-from-ye-2025-03"]
    assert (change["value"], change["trace"]["exact"]) == ("-5.9595959596", "-590/99")


def test_every_input_of_a_figure_is_a_figure_and_every_origin_a_file(told: dict[str, object]) -> None:
    ids = {f["id"] for f in told["figures"]}  # type: ignore[attr-defined]
    paths = {i["path"] for i in told["inputs"]}  # type: ignore[attr-defined]
    for figure in told["figures"]:  # type: ignore[attr-defined]
        assert set(figure["trace"].get("inputs", [])) <= ids
        assert {o["path"] for o in figure["trace"].get("origins", [])} <= paths


def test_a_target_comes_from_the_file_that_sets_it(told: dict[str, object]) -> None:
    figures = {f["id"]: f for f in told["figures"]}  # type: ignore[attr-defined]
    target = figures["answered-in-time/force/ye-2026-03/target"]
    assert [o["path"] for o in target["trace"]["origins"]] == ["priorities/01-safer-streets.yaml"]


def test_it_names_no_place_of_this_machine_and_no_clock(told: dict[str, object], tmp_path: Path) -> None:
    again = edition(started(tmp_path / "elsewhere" / "deep"))
    assert again.manifest == told
    assert str(tmp_path) not in json.dumps(again.manifest)


def test_a_figure_that_is_used_without_a_value_says_why() -> None:
    at = desk()
    found = at.figures.find(parse_id("b/all/ye-2026-03/change-percent-from-ye-2024-03"))
    register = Cited(figures={str(found.id): found})
    used = with_inputs(register, at.figures)
    assert {str(f.id): f.value for f in used} == {
        "b/all/ye-2024-03/value": None,
        str(found.id): None,
        "b/all/ye-2026-03/value": None,
    }


def test_a_figure_of_a_month_says_its_month(tmp_path: Path) -> None:
    """A document may print no day: its month stands in the manifest, and the edition can be opened."""
    plan = started(tmp_path / "plan")
    change(plan, FIGURES, ',9310,count,"9,310",,,2026-05-01', ',9310,count,"9,310",,,2026-04')
    made = edition(plan)
    assert made.figures["recorded-crime/force/ye-2026-03/value"]["trace"]["as_at"] == "2026-04"
    (tmp_path / "manifest.json").write_text(json.dumps(made.manifest))
    assert open_edition(tmp_path).figures == made.figures
