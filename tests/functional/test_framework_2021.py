"""The plan of the 2021 framework holds every item of its paper exactly once, in order, each of its kind.

The list it is held against (tests/golden/framework_2021_kpis.yaml) was typed from the paper by itself.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from peelian.editions.build import Built
from peelian.periods import parse
from peelian.plan.load import Loaded, load
from peelian.plan.model import Group, Kpi, Plan, Priority, all_kpis, kpis_of
from peelian.plan.targets import side
from peelian.publications.blocks import Heading, Paragraph, Table, Text, flatten, inlines_of, plain
from peelian.publications.typed_numbers import typed_numbers
from tests.promises.editions import example

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "west-midlands-2021"
GOLDEN: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / "tests" / "golden" / "framework_2021_kpis.yaml").read_text(encoding="utf-8")
)
IN_APPENDIX = ("Paper of October 2021, Appendix A", "Paper of October 2021, Appendix C")
INSIDE = "a promise inside the sentence it is part of"
KINDS = ("section", "objective", "sub_objective", "priority_area", "kpi", "bullet")

Row = tuple[str, str, str | None, str | None, str | None]
"""What it is, title, kind, target and baseline year; the last three are None for headings."""


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(FOLDER)


@pytest.fixture(scope="module")
def plan(loaded: Loaded) -> Plan:
    assert loaded.plan is not None
    return loaded.plan


@pytest.fixture(scope="module")
def built() -> Built:
    """The paper in every format."""
    return example("west-midlands-2021", "framework-2021-10")


def rows_of_golden(part: str) -> Iterator[Row]:
    """The list's rows; a promise inside a sentence has no title of the paper and stands as an empty one."""
    for item in GOLDEN[part]:
        what = next(kind for kind in KINDS if kind in item)
        yield what, item[what], item.get("kind"), wanted(item), item.get("baseline")
        for kind in item.get("promises", []):
            yield "promise", "", kind, None, None


def rows_of_plan(part: Priority | Group, names: tuple[str, ...]) -> Iterator[Row]:
    """The same rows read off the plan: headings by depth, KPIs with their target and the year they name."""
    yield names[0], part.title, None, None, None
    for kpi in part.kpis:
        if (kpi.source or "").endswith(INSIDE):
            yield "promise", "", kpi.kind, None, None
        elif kpi.source in IN_APPENDIX:
            yield "bullet" if kpi.parent else "kpi", kpi.title, kpi.kind, target_of(kpi), year_of(kpi)
    for group in part.groups:
        yield from rows_of_plan(group, names[1:])


def wanted(item: dict[str, Any]) -> str | None:
    return next((f"{side} {item[side]}" for side in ("at_least", "over") if side in item), None)


def target_of(kpi: Kpi) -> str | None:
    return f"{side(kpi.target)[0]} {side(kpi.target)[1]} {kpi.target.unit}" if kpi.target else None


def year_of(kpi: Kpi) -> str | None:
    stated = kpi.baseline is not None and kpi.baseline.period != "not-stated"
    return kpi.baseline.period if kpi.baseline and stated else None


def test_appendix_a_stands_in_the_plan_item_by_item(plan: Plan) -> None:
    names = ("section", "objective", "sub_objective")
    written = [row for priority in plan.priorities[:2] for row in rows_of_plan(priority, names)]
    assert written == list(rows_of_golden("appendix_a"))


def test_appendix_c_stands_in_the_plan_item_by_item(plan: Plan) -> None:
    national = plan.priorities[2]
    written = [row for group in national.groups for row in rows_of_plan(group, ("priority_area",))]
    assert written == list(rows_of_golden("appendix_c"))


def test_what_stands_elsewhere_in_the_paper_is_named_as_such(plan: Plan) -> None:
    groups = {kpi.id: group.title for group in _groups(plan) for kpi in group.kpis}
    written = [
        {"kpi": kpi.title, "kind": kpi.kind, "source": kpi.source, "group": groups[kpi.id]}
        for kpi in all_kpis(plan).values()
        if kpi.source not in IN_APPENDIX and not (kpi.source or "").endswith(INSIDE)
    ]
    assert written == GOLDEN["elsewhere"]


def _groups(part: Plan | Group) -> Iterator[Group]:
    inside = [g for p in part.priorities for g in p.groups] if isinstance(part, Plan) else part.groups
    for group in inside:
        yield group
        yield from _groups(group)


def test_the_plan_has_no_findings(loaded: Loaded) -> None:
    assert [finding.line() for finding in loaded.findings] == []


def test_each_monitored_kpi_says_what_follows_and_nothing_else_does(plan: Plan) -> None:
    kpis = all_kpis(plan).values()
    assert [k.id for k in kpis if (k.kind == "monitor") != (k.action is not None)] == []


def test_a_promise_to_move_names_its_year_or_says_that_the_paper_does_not(plan: Plan) -> None:
    moving = [k for k in all_kpis(plan).values() if k.kind == "trajectory"]
    assert len(moving) == 66
    assert [k.id for k in moving if k.baseline is None] == []
    unsaid = [k for k in moving if k.baseline and k.baseline.period == "not-stated"]
    assert [k.id for k in unsaid if not (k.baseline and k.baseline.note)] == []


def test_every_local_measure_stands_for_a_defined_national_one_and_all_ten_are_stood_for(plan: Plan) -> None:
    proxies = kpis_of(plan.priorities[2])
    stood_for = {measure for kpi in proxies for measure in kpi.stands_for}
    assert [kpi.id for kpi in proxies if not kpi.stands_for] == []
    assert stood_for == {id for id in plan.measures if id.startswith("national-")}
    assert len(stood_for) == 10


def test_a_measure_serves_both_the_local_plan_and_the_national_priorities(plan: Plan) -> None:
    local = {k.measure for p in plan.priorities[:2] for k in kpis_of(p)}
    shared = {k.measure for k in kpis_of(plan.priorities[2])} & local - {None}
    assert {"homicides", "sharp-object-admissions", "asb-incidents", "theft-from-person"} <= shared


def test_figures_belong_to_defined_measures_in_their_unit(plan: Plan) -> None:
    with (FOLDER / "figures" / "wmpcc-2021-10.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 30
    for row in rows:
        measure = plan.measures[row["measure"]]
        changed = row["statistic"].partition("-from-")
        assert row["unit"] == ("percent" if changed[0] == "change-percent" else measure.unit), row
        assert parse(row["period"]).id == row["period"]
        assert row["document"] == "wmpcc-2021-10"
        assert 19 <= int(row["paragraph"]) <= 55


def test_no_change_is_typed_where_both_its_ends_are_printed() -> None:
    with (FOLDER / "figures" / "wmpcc-2021-10.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    levels = {(r["measure"], r["breakdown"], r["period"]) for r in rows if r["statistic"] == "value"}
    for row in rows:
        if "-from-" in row["statistic"]:
            ends = [row["period"], row["statistic"].partition("-from-")[2]]
            assert not all((row["measure"], row["breakdown"], end) in levels for end in ends), row


def test_the_kinds_of_firearm_add_up_to_one_more_than_the_total_as_the_caveat_says(plan: Plan) -> None:
    with (FOLDER / "figures" / "wmpcc-2021-10.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["measure"] == "firearms-recovered"]
    quarter = [r for r in rows if r["period"] == "q-2021-09"]
    kinds = sum(int(r["value"]) for r in quarter if r["breakdown"])
    total = next(int(r["value"]) for r in quarter if not r["breakdown"])
    assert (kinds, total) == (42, 41)
    assert "one more than the total" in plan.measures["firearms-recovered"].caveats[0]


def test_the_paper_builds_in_every_format_with_the_one_finding_that_is_accepted(built: Built) -> None:
    assert [(f.code, f.severity) for f in built.findings] == [("parts-do-not-sum", "note")]
    assert built.findings[0].says.startswith("the parts add up to 42, the whole is 41 (accepted: ")
    assert {f"paper.{suffix}" for suffix in ("html", "docx", "odt", "pdf")} <= set(built.files)


def test_the_kinds_of_firearm_and_their_total_stand_under_their_group(built: Built) -> None:
    blocks = list(built.document.blocks)
    place = next(n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and b.number == "4.2")
    heading, said = blocks[place - 1], blocks[place]
    assert isinstance(heading, Heading)
    assert isinstance(said, Paragraph)
    assert heading.text == "Reducing violence"
    assert "These parts add up to 42, not to the total of 41; both are printed as published." in plain(said.inlines)
    assert any(isinstance(b, Heading) and b.text == "Known findings" for b in blocks)


def test_each_national_priority_has_its_paragraph_under_its_heading(built: Built) -> None:
    heading, found = "", {}
    for block in built.document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Paragraph) and (block.number or "").startswith("5."):
            found[block.number] = heading
    assert [found[f"5.{n}"] for n in (3, 4, 8)] == [
        "Reduce murder and other homicide",
        "Reduce serious violence",
        "Tackle cyber crime",
    ]


def test_no_id_of_a_document_is_printed(built: Built) -> None:
    assert "wmpcc" not in " ".join(plain(run) for _, run in inlines_of(built.document))


def test_every_heading_of_the_framework_stands_in_the_paper_in_order(built: Built, plan: Plan) -> None:
    of_the_plan = [title for priority in plan.priorities for title in (priority.title, *_titles(priority))]
    printed = [b.text for b in built.document.blocks if isinstance(b, Heading)]
    start = printed.index(of_the_plan[0])
    assert printed[start : start + len(of_the_plan)] == of_the_plan


def _titles(part: Priority | Group) -> Iterator[str]:
    for group in part.groups:
        yield group.title
        yield from _titles(group)


def test_every_number_of_the_paper_is_tied_to_a_figure_or_is_a_name(built: Built, plan: Plan) -> None:
    """The exceptions: how many KPIs there are of each kind, and the constant of a percentage in a sum."""
    counted = {
        cell
        for block in built.document.blocks
        if isinstance(block, Table) and not block.label and block.id == "table-kinds"
        for row in block.rows
        for cell in row
    }
    untied = {
        leaf.text[start:end]
        for _, run in inlines_of(built.document)
        if run not in counted
        for leaf in flatten(run)
        if isinstance(leaf, Text)
        for start, end in typed_numbers(leaf.text, plan.file.terms)
    }
    assert untied == {"100"}


FIGURES = {
    "homicides/west-midlands/ye-2021-03/change-from-ye-2019-06": ("-12", "computed"),
    "firearm-discharges/west-midlands/ye-2021-03/change-from-ye-2019-06": ("-5", "published"),
    "sharp-object-admissions/west-midlands/not-stated/change-from-ye-2019-06": ("-85", "published"),
    "burglary/west-midlands/not-stated/change-percent-from-ye-2019-06": ("-36.6660854403", "computed"),
    "robbery/west-midlands/not-stated/change-percent-from-ye-2019-06": ("-27.3896031302", "computed"),
    "theft-from-person/west-midlands/not-stated/change-percent-from-ye-2019-06": ("-44", "published"),
    "vehicle-crime/west-midlands/not-stated/change-percent-from-ye-2019-06": ("-30", "published"),
    "online-offences/west-midlands/2021-09/value": ("2599", "published"),
    "officers-gained-by-uplift/west-midlands/ye-2021-03/target": ("1200", "computed"),
}


@pytest.mark.parametrize("id", FIGURES)
def test_figures_are_computed_where_both_ends_are_printed_and_published_where_not(built: Built, id: str) -> None:
    figures = {f["id"]: f for f in json.loads(built.files["manifest.json"])["figures"]}
    assert (figures[id]["value"], figures[id]["trace"]["kind"]) == FIGURES[id]
