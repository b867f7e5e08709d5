"""What changed between two editions, told apart by why: each category, from plans that were changed so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from peelian.editions.diff import Difference, differences
from peelian.editions.reading import Edition
from peelian.editions.reasons import CATEGORIES
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


def categories_but_gone(found: dict[str, Difference]) -> set[str]:
    return {d.category for d in found.values()} - {"no longer printed"}


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
    assert categories_but_gone(found) == {"new period"}


# --- figures that are no longer printed ---


def test_a_figure_that_is_printed_for_another_period_now_is_told(plan: Path, old: Edition) -> None:
    add(plan, FIGURES, row("recorded-crime", "q-2026-03", 2200))
    change(plan, PRIORITY, "measure: recorded-crime\n", "measure: recorded-crime\n    period: q-2026-03\n")
    gone = told(old, plan)[LEVEL]
    assert (gone.category, gone.old, gone.new) == ("no longer printed", "9,310", None)
    assert gone.why == "the new edition prints it for q-2026-03, ye-2025-03"


def test_a_figure_that_is_gone_is_told_with_what_it_was(plan: Path) -> None:
    thefts = starter_plan.add_parts(plan, 5310, 4000)[1]
    before = edition(plan)
    change(plan, PAPER, "kpis: [thefts, fires]}", "kpis: [fires]}")
    found = {d.figure: d for d in differences(before, edition(plan))}
    assert (found[thefts].category, found[thefts].old, found[thefts].new) == ("no longer printed", "5,310", None)
    assert found[thefts].why == "the new edition does not print it for any period"


def test_what_came_and_what_went_are_each_others_mirror(plan: Path, old: Edition) -> None:
    starter_plan.add_parts(plan, 5310, 4000)
    new = edition(plan)
    came = {d.figure: d.new for d in differences(old, new) if d.category == "new data"}
    went = {d.figure: d.old for d in differences(new, old) if d.category == "no longer printed"}
    assert came == went != {}


def printed(edition: Edition, id: str, text: str | None) -> Edition:
    """The edition with this figure printed so."""
    figures = edition.figures | {id: edition.figures[id] | {"printed": text}}  # type: ignore[operator]
    return Edition(edition.folder, edition.manifest, figures)


def test_a_figure_that_is_still_behind_others_is_not_called_gone_from_the_data(old: Edition) -> None:
    hidden = printed(old, LEVEL, None)
    [gone] = differences(old, hidden)
    assert (gone.category, gone.old, gone.new) == ("no longer printed", "9,310", None)
    assert gone.why == "it is behind other figures of the new edition, and not printed"
    [came] = differences(hidden, old)
    assert (came.category, came.old, came.new) == ("new data", None, "9,310")
    assert came.why == "the other edition has it and does not print it"


def test_a_figure_whose_value_changed_too_is_told_once(plan: Path, old: Edition) -> None:
    hidden = printed(old, LEVEL, None)
    change(plan, FIGURES, ',9310,count,"9,310"', ',9308,count,"9,308"')
    found = [d for d in differences(hidden, edition(plan)) if d.figure == LEVEL]
    assert [(d.category, d.old, d.new) for d in found] == [("correction", "9310", "9,308")]


# --- changes with their sign ---


@pytest.mark.parametrize(
    ("value", "text", "shown"),
    [
        ("-8.4512345678", "8.5%", "-8.5%"),
        ("2.0241915577", "2.0%", "+2.0%"),
        ("-8.4512345678", "-8.5%", "-8.5%"),
        ("2.0241915577", "+2.0%", "+2.0%"),
        ("-0.02", "0.0%", "0.0%"),
        ("0", "0.0%", "0.0%"),
        ("-4.1", "4.1 percentage points", "-4.1 percentage points"),
        ("-1200", "£1,200", "-£1,200"),
        ("-5", "five", "-5"),
        ("5", "five", "+5"),
        ("-8.4512345678", None, "-8.4512345678"),
        ("8.4512345678", None, "+8.4512345678"),
        (None, None, "no value"),
    ],
)
def test_a_change_is_shown_with_its_direction(old: Edition, value: str | None, text: str | None, shown: str) -> None:
    entry = old.figures[CHANGE] | {"value": value, "printed": text}  # type: ignore[operator]
    new = Edition(old.folder, old.manifest, old.figures | {CHANGE: entry})
    other = Edition(old.folder, old.manifest, old.figures | {CHANGE: entry | {"value": "77", "printed": "77.0%"}})
    assert [(d.old, d.new) for d in differences(other, new)] == [("+77.0%", shown)]


def test_a_level_has_the_sign_that_it_is_printed_with(plan: Path, old: Edition) -> None:
    change(plan, FIGURES, ',9310,count,"9,310"', ',9308,count,"9,308"')
    found = told(old, plan)
    assert (found[LEVEL].old, found[LEVEL].new) == ("9,310", "9,308")
    assert (found[CHANGE].old, found[CHANGE].new) == ("-5.0%", "-5.0%")
    assert found[CHANGE].why == "made from a figure that changed: correction (printed the same)"


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


PEOPLE_THEN, PEOPLE_NOW = "people/all/at-2024-06/value", "people/all/at-2025-06/value"


def test_a_figure_that_is_made_from_a_newer_one_is_a_revision() -> None:
    """A rate whose population is that of a later year than before."""
    older, newer = computed("7", "aa", inputs=(PEOPLE_THEN,)), computed("8", "aa", inputs=(PEOPLE_NOW,))
    [found] = differences(older, newer)
    assert found.category == "revision"
    assert found.why == f"made from {PEOPLE_THEN} before, from {PEOPLE_NOW} now; a reason must be given"


def test_a_sum_that_has_another_part_is_a_revision() -> None:
    [found] = differences(computed("7", "aa"), computed("8", "aa", inputs=(PEOPLE_NOW,)))
    assert (found.category, found.why) == ("revision", f"made from {PEOPLE_NOW} now; a reason must be given")


def test_the_gravest_of_several_reasons_is_told() -> None:
    before, after = computed("7", "aa", inputs=(PEOPLE_THEN, PEOPLE_NOW)), computed("8", "aa", inputs=(PEOPLE_NOW,))
    people = {"id": PEOPLE_NOW, "unit": "count", "printed": None}
    for one, value, version in ((before, "100", "1"), (after, "101", "2")):
        trace = {"kind": "published", "measure": {"version": version}}
        one.figures[PEOPLE_NOW] = people | {"value": value, "trace": trace}  # type: ignore[assignment]
    found = {d.figure: d for d in differences(before, after)}
    assert found[LEVEL].why == "made from a figure that changed: definition change"


def test_a_file_that_was_renamed_is_no_other_data() -> None:
    new = computed("8", "aa")
    new.figures[LEVEL]["trace"]["origins"][0]["path"] = "data/renamed.csv"
    assert [d.category for d in differences(computed("7", "aa"), new)] == ["correction"]


def test_the_files_of_other_data_are_named() -> None:
    [found] = differences(computed("7", "aa"), computed("8", "bb"))
    assert found.why == "the same period, other data in data/2026-03.csv; a reason must be given"


def without_value(reason: str) -> Edition:
    made = computed("7", "aa")
    made.figures[LEVEL] |= {"value": None, "unit": None, "printed": None}  # type: ignore[typeddict-item]
    made.figures[LEVEL]["trace"]["reason"] = reason
    return made


def test_a_figure_that_had_no_value_is_new_data_and_no_other_definition() -> None:
    [found] = differences(without_value("no file holds March 2026"), computed("7", "bb"))
    assert (found.category, found.old, found.new) == ("new data", "no value", "7")
    assert found.why == "it had no value before: no file holds March 2026"


def test_a_figure_that_has_lost_its_value_is_a_revision_to_explain() -> None:
    [found] = differences(computed("7", "bb"), without_value("suppressed"))
    assert (found.category, found.old, found.new) == ("revision", "7", "no value")
    assert found.why == "it has no value now: suppressed; a reason must be given"


def test_reasons_that_many_figures_share_are_looked_for_once() -> None:
    """Each of 60 figures is made from the one below it twice over: 2^60 ways down."""
    ids = [f"m{n}/a/2026-03/value" for n in range(60)]
    editions = []
    for value in ("1", "2"):
        figures = {}
        for n, id in enumerate(ids):
            trace = {"kind": "computed", "measure": {"version": "1"}, "inputs": ids[max(0, n - 2) : n]}
            figures[id] = {"id": id, "value": value, "unit": "count", "printed": value, "trace": trace}
        editions.append(Edition(Path("e"), {}, figures))  # type: ignore[arg-type]
    assert {d.category for d in differences(*editions)} == {"correction"}


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
