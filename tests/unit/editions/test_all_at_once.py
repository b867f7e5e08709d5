"""What is wrong with one part of a plan hides nothing that can be known of the others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from peelian.editions.validating import validate
from tests.starter_plan import (
    FIGURES,
    MEASURES,
    PAPER,
    PLAN,
    PRIORITY,
    WORDS,
    accept_words,
    add,
    change,
    started,
)

SOURCE = """
{name}:
  title: {name}
  publisher: A service
  origin: sent by post
  licence: MIT
  published: 2026-05-01
  received: 2026-05-01
  format: tidy
  files: [{name}.csv]
  table: {name}
  columns: {{month: {{from: Month, as: month}}, type: {{from: Type, as: text}}}}
"""
OTHER = "publications/other.yaml"


def add_counted(plan: Path, name: str, where: str) -> None:
    """A measure that counts rows of a table of its own, which has rows of the type 'car'."""
    add(plan, "sources.yaml", SOURCE.format(name=name))
    (plan / f"{name}.csv").write_text("Month,Type\n2026-01,car\n2026-02,car\n", encoding="utf-8")
    measure = f"- {{id: {name}, title: A, kind: count, unit: count, definition: A., words: {{subject: {name}}},\n"
    add(plan, MEASURES, f"{measure}   compute: {{table: {name}, where: {{{where}}}}}}}\n")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan that counts fires and floods, with a sound paper and another beside it."""
    folder = started(tmp_path / "plan")
    (folder / OTHER).write_bytes((folder / PAPER).read_bytes())
    shutil.copytree((folder / WORDS).parent, folder / "commentary/other")
    add_counted(folder, "fires", "type: car")
    add_counted(folder, "floods", "type: car")
    assert validate(folder) == ()
    return folder


def codes(plan: Path) -> list[str]:
    return sorted(f.code for f in validate(plan))


def test_a_file_that_is_refused_hides_no_definition_and_no_value_of_other_tables(plan: Path) -> None:
    (plan / "fires.csv").write_text("Month,Sort\n2026-01,car\n", encoding="utf-8")
    change(plan, MEASURES, "{table: floods, where: {type: car}}", "{table: floods, where: {type: CAR}}")
    assert codes(plan) == ["no-such-value", "source-header"]
    change(plan, MEASURES, "{table: floods, where: {type: CAR}}", "{table: floods, where: {sort: car}}")
    assert codes(plan) == ["bad-definition", "source-header"]


def test_of_a_table_that_is_half_refused_no_value_is_missed(plan: Path) -> None:
    add(plan, "sources.yaml", SOURCE.format(name="more").replace("table: more", "table: fires"))
    (plan / "more.csv").write_text("Month,Type\n2026-03,lorry\n2026-04\n", encoding="utf-8")
    change(plan, MEASURES, "{table: fires, where: {type: car}}", "{table: fires, where: {type: lorry}}")
    assert codes(plan) == ["source-ragged"]


def test_a_mistake_in_a_priority_or_a_source_hides_no_definition(plan: Path) -> None:
    change(plan, PRIORITY, "kind: number", "kind: numbers")
    change(plan, "sources.yaml", "table: fires\n", "tables: fires\n")
    change(plan, MEASURES, "{table: floods, where: {type: car}}", "{table: floods, where: {sort: car}}")
    found = codes(plan)
    assert "bad-definition" in found
    assert found.count("unknown-field") == 1
    assert "not-allowed" in found
    assert "no-such-table" not in found


def test_a_mistake_in_a_measure_hides_no_table_that_is_not_there(plan: Path) -> None:
    change(plan, MEASURES, "{table: floods, where: {type: car}}", "{table: flods}")
    change(plan, MEASURES, "subject: fires}", "subjects: fires}")
    assert codes(plan) == ["no-such-table", "unknown-field"]


def test_a_level_that_is_misspelt_is_told_where_it_stands_alone(plan: Path) -> None:
    change(plan, PLAN, "level: district", "level: distrct")
    say = "{kpis: [recorded-crime]}, {form: areas, kpis: [recorded-crime], level: district}"
    change(plan, PAPER, "{kpis: [recorded-crime]}", say)
    assert codes(plan) == ["area-level", "area-level"]


def test_a_publication_with_mistakes_hides_nothing_of_the_others(plan: Path) -> None:
    change(plan, OTHER, "{kpis: [recorded-crime]}", "{kpis: [recorded-crimes]}")
    change(plan, PAPER, "document: annual-report", "document: annual-reports")
    assert codes(plan) == ["bad-publication", "unknown-document"]
    change(plan, PAPER, "document: annual-reports", "document: annual-report")
    add(plan, WORDS, "\nThere were 77 more.\n")
    assert codes(plan) == ["bad-publication", "typed-number"]
    accept_words(plan, "typed-number", f"{WORDS}#crime", "1234", "Known.")
    assert codes(plan) == ["bad-publication", "typed-number"]  # the other may say it: nobody knows


def test_a_plan_that_cannot_be_used_hides_no_file_that_needs_no_area(plan: Path) -> None:
    change(plan, PLAN, "term: {first: 2024-05-09, last: 2028-05-08}\n", "")
    (plan / "fires.csv").write_text("Month,Sort\n2026-01,car\n", encoding="utf-8")
    add(plan, FIGURES, "recorded-crime,force,,soon,value,5,count,5,,,2026-05-01,annual-report,2.1\n")
    found = {(f.code, f.where.partition(":")[0]) for f in validate(plan)}
    assert found == {("missing-field", PLAN), ("source-header", "fires.csv"), ("source-value", FIGURES)}


DECIDED = """small_numbers:
  - {table: fires, treshold: 5, owner: analyst, reason: A trial}
  - {table: floods, threshold: five, owner: analyst, reason: A trial}
  - {table: flods, threshold: 500, owner: analyst, reason: A trial}
  - {table: floods, threshold: 5, owner: analyst, reason: A trial}
  - {table: floods, threshold: 6, owner: analyst, reason: A trial}
"""


def found_in_thresholds(plan: Path) -> list[tuple[str, int]]:
    """The findings of small_numbers with their lines, counted from its first entry."""
    first = (plan / PLAN).read_text("utf-8").split("\n").index("small_numbers:") + 1
    places = [(f.code, f.where.rpartition(":")) for f in validate(plan)]
    return sorted((code, int(line) - first) for code, (file, _, line) in places if file == PLAN)


def test_every_mistake_of_the_thresholds_is_told_at_once_with_its_line(plan: Path) -> None:
    add(plan, PLAN, DECIDED)
    in_words = [("not-allowed", 2), ("unknown-field", 1)]
    in_entries = [("no-such-table", 3), ("not-allowed", 3), ("not-allowed", 5)]
    assert found_in_thresholds(plan) == sorted(in_words + in_entries)


def test_a_threshold_that_cannot_hold_hides_no_definition_and_no_publication(plan: Path) -> None:
    add(plan, PLAN, "small_numbers:\n  - {table: floods, threshold: 500, owner: analyst, reason: A trial}\n")
    change(plan, PAPER, "document: annual-report", "document: annual-reports")
    assert codes(plan) == ["not-allowed", "unknown-document"]
    change(plan, MEASURES, "{table: floods, where: {type: car}}", "{table: floods, where: {sort: car}}")
    assert codes(plan) == ["bad-definition", "not-allowed"]


def test_of_sources_with_mistakes_no_table_is_missed_in_thresholds(plan: Path) -> None:
    add(plan, PLAN, "small_numbers:\n  - {table: fires, threshold: 5, owner: analyst, reason: A trial}\n")
    change(plan, "sources.yaml", "table: fires\n", "tables: fires\n")
    assert codes(plan) == ["unknown-field"]
