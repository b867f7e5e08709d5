"""What changed between two editions, told apart by why: each category, from plans that were changed so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from peelian.editions.diff import CATEGORIES, Difference, differences
from peelian.editions.reading import Edition
from peelian.editions.workfolder import open_work
from peelian.publications.registry import COMPOSERS
from tests import starter_plan
from tests.starter_plan import FIGURES, MEASURES, PAPER, PRIORITY, add, change, edition, row, started

LEVEL = "recorded-crime/force/ye-2026-03/value"
CHANGE = "recorded-crime/force/ye-2026-03/change-percent-from-ye-2025-03"
WEST_MIDLANDS = Path(__file__).resolve().parents[3] / "examples" / "west-midlands"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return started(tmp_path / "plan")


@pytest.fixture
def old(plan: Path) -> Edition:
    return edition(plan)


def told(old: Edition, plan: Path) -> dict[str, Difference]:
    return {d.figure: d for d in differences(old, edition(plan))}


def categories(found: dict[str, Difference]) -> dict[str, str]:
    return {figure: d.category for figure, d in found.items()}


def test_the_same_edition_differs_in_nothing(plan: Path, old: Edition) -> None:
    assert differences(old, edition(plan)) == []


def test_words_and_titles_are_no_figures(plan: Path, old: Edition) -> None:
    change(plan, PRIORITY, "title: Recorded crime", "title: Crime")
    assert differences(old, edition(plan)) == []


def test_a_typing_mistake_that_was_mended_is_a_correction(plan: Path, old: Edition) -> None:
    change(plan, FIGURES, ',9310,count,"9,310"', ',9308,count,"9,308"')
    found = told(old, plan)[LEVEL]
    assert (found.category, found.old, found.new) == ("correction", "9,310", "9,308")
    assert "the same source for the same period: the typed figure was mended" in found.why


def test_what_was_computed_from_it_is_told_too(plan: Path, old: Edition) -> None:
    change(plan, FIGURES, ',9310,count,"9,310"', ',9308,count,"9,308"')
    assert set(told(old, plan)) == {LEVEL, CHANGE}


def test_a_change_of_a_mended_figure_is_a_correction_too(plan: Path, old: Edition) -> None:
    change(plan, FIGURES, ',9310,count,"9,310"', ',9308,count,"9,308"')
    assert categories(told(old, plan)) == {LEVEL: "correction", CHANGE: "correction"}


def test_a_figure_from_another_document_is_a_revision_to_explain(plan: Path, old: Edition) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2026-03", 9400, "later-report"))
    change(plan, PAPER, "document: annual-report", "document: later-report")
    found = told(old, plan)
    assert categories(found) == {LEVEL: "revision", CHANGE: "revision"}
    assert (found[LEVEL].old, found[LEVEL].new) == ("9,310", "9,400")
    assert "annual-report before, later-report now; a reason must be given" in found[LEVEL].why
    assert found[CHANGE].why == "made from a figure that changed: revision"


def test_the_same_value_from_another_document_is_no_difference(plan: Path, old: Edition) -> None:
    add(plan, FIGURES, row("recorded-crime", "ye-2026-03", 9310, "later-report"))
    change(plan, PAPER, "document: annual-report", "document: later-report")
    assert told(old, plan) == {}


def test_another_version_of_the_definition_is_a_definition_change(plan: Path, old: Edition) -> None:
    change(plan, MEASURES, "  title: Recorded crime\n", '  title: Recorded crime\n  version: {number: "2"}\n')
    found = told(old, plan)
    assert set(categories(found).values()) == {"definition change"}
    assert {figure.split("/")[0] for figure in found} == {"recorded-crime"}
    assert found[LEVEL].why == "definition 1 before, 2 now"


def test_a_new_version_is_told_before_the_value_that_changed_with_it(plan: Path, old: Edition) -> None:
    change(plan, MEASURES, "  title: Recorded crime\n", '  title: Recorded crime\n  version: {number: "2"}\n')
    change(plan, FIGURES, ',9310,count,"9,310"', ',9308,count,"9,308"')
    assert told(old, plan)[LEVEL].category == "definition change"


def test_a_period_that_was_not_there_is_a_new_period(plan: Path, old: Edition) -> None:
    add(plan, FIGURES, row("recorded-crime", "q-2026-03", 2200))
    change(plan, PRIORITY, "measure: recorded-crime\n", "measure: recorded-crime\n    period: q-2026-03\n")
    found = told(old, plan)
    assert found["recorded-crime/force/q-2026-03/value"].category == "new period"
    assert found["recorded-crime/force/q-2026-03/value"].old is None
    assert found["recorded-crime/force/q-2026-03/value"].new == "2,200"
    assert set(categories(found).values()) == {"new period"}


def test_a_measure_that_was_not_there_is_new_data(plan: Path, old: Edition) -> None:
    starter_plan.add_parts(plan, 5310, 4000)
    found = told(old, plan)
    assert categories(found) == {
        "thefts/force/ye-2026-03/value": "new data",
        "fires/force/ye-2026-03/value": "new data",
    }


def test_the_gravest_stand_first(plan: Path, old: Edition) -> None:
    change(plan, FIGURES, ",92.4,percent,92.4%", ",92.5,percent,92.5%")
    change(plan, MEASURES, "  title: Recorded crime\n", '  title: Recorded crime\n  version: {number: "2"}\n')
    starter_plan.add_parts(plan, 5310, 4000)
    order = [CATEGORIES.index(d.category) for d in differences(old, edition(plan))]
    assert order == sorted(order)
    assert {CATEGORIES[n] for n in order} >= {"definition change", "correction", "new data"}


# --- computed figures: told apart by the files behind them ---


def computed(value: str, digest: str, unit: str = "count", inputs: tuple[str, ...] = ()) -> Edition:
    trace: dict[str, Any] = {
        "kind": "computed",
        "inputs": list(inputs),
        "measure": {"version": "1"},
        "origins": [{"path": "data/2026-03.csv", "sha256": digest}],
    }
    figure = {"id": LEVEL, "value": value, "unit": unit, "period": "ye-2026-03", "printed": value, "trace": trace}
    return Edition(Path("e"), {}, {LEVEL: figure})


@pytest.mark.parametrize(
    ("new", "category"),
    [
        (computed("8", "bb"), "revision"),
        (computed("8", "aa"), "correction"),
        (computed("7", "aa", unit="FTE"), "definition change"),
        (computed("7", "bb"), None),
    ],
    ids=["another file", "another sum of the same", "another unit", "another file, the same value"],
)
def test_a_computed_figure(new: Edition, category: str | None) -> None:
    found = differences(computed("7", "aa"), new)
    assert [d.category for d in found] == ([category] if category else [])


@pytest.mark.xfail(strict=True, reason="only inputs that both editions have are compared")
def test_a_figure_that_is_made_from_a_newer_one_is_a_revision() -> None:
    """A rate whose population is that of a later year than before."""
    older, newer = computed("7", "aa", inputs=("people/all/at-2024-06/value",)), ("people/all/at-2025-06/value",)
    assert [d.category for d in differences(older, computed("8", "aa", inputs=newer))] == ["revision"]


# --- the two real papers six months apart ---


def real(publication: str) -> Edition:
    work = open_work(WEST_MIDLANDS, publication, publication)
    paper = COMPOSERS[work.publication.kind](work.plan, work.publication, work.figures, work.commentary)
    return starter_plan.unprinted(work, paper)


def test_the_audit_figures_that_changed_between_two_papers_are_revisions_to_explain() -> None:
    found = {d.figure: d for d in differences(real("panel-2025-11"), real("board-2026-05"))}
    audits = {id: d for id, d in found.items() if id.startswith("crime-data-integrity") and "/cy-2024/value" in id}
    assert {(d.old, d.new) for d in audits.values()} == {("91.00%", "92.0%"), ("94.80%", "95.2%"), ("95.40%", "94.1%")}
    assert {d.category for d in audits.values()} == {"revision"}
    assert all("a reason must be given" in d.why for d in audits.values())
