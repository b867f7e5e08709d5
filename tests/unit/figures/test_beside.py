"""A published figure beside the same counted from records, where a person, a program and a reader of a paper see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.editions.showing import Shown, show
from peelian.editions.validating import validate
from peelian.errors import Unusable
from peelian.figures.beside import counterpart
from peelian.measures.model import ComputedAs, Measure, Words
from peelian.publications.blocks import Block, Table
from tests.starter_plan import FIGURES, MEASURES, add, change, composed, started, write

SOURCE = """
crimes:
  title: Crimes
  publisher: The force
  format: extract
  contract: crimes
  files: [received/crimes.csv]
  table: crimes
  origin: made up for a test
  licence: none
  published: 2026-04-10
  received: 2026-04-12
"""
EACH = 80  # 12 × 80 = 960, and 9,310 are published


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small plan whose published crime is also counted from an extract of the year ending March 2026."""
    folder = started(tmp_path / "plan")
    change(folder, MEASURES, "  kind: published\n  unit: count\n", "  kind: published\n  unit: count\n" + COUNTED)
    rows = [
        f"C{month}-{number},20{25 + month // 12}-{month % 12 + 1:02}-05,8N,{'yes' if number == EACH else 'no'}"
        for month in range(3, 15)
        for number in range(EACH + 1)  # the last of each month was cancelled since
    ]
    write(folder, "received/crimes.csv", "crime_id,recorded,offence_code,cancelled\n" + "\n".join(rows) + "\n")
    add(folder, "sources.yaml", SOURCE)
    return folder


COUNTED = "  computed_as: extract-crime\n"


def shown(plan: Path, measure: str = "recorded-crime", breakdown: str = "") -> Shown:
    return show(plan, measure, area=None, period=None, breakdown=breakdown, document=None)


def test_a_person_sees_both_and_how_far_they_are_apart(plan: Path) -> None:
    lines = shown(plan).lines
    assert lines[2] == "From records: extract-crime (rows of 'crimes' where cancelled is 'false')"
    assert lines[3].split() == ["YE", "Mar", "2025", "9,800", "published"]  # of which there are no records
    assert lines[5] == f"  {'':<24} {'960':>14}  from records, -8,350"


def test_a_program_sees_both(plan: Path) -> None:
    figures = shown(plan).answer["figures"]
    counted = {"id": "extract-crime/force/ye-2026-03/value", "value": "960", "difference": "-8350"}
    assert ["from_records" in figure for figure in figures] == [False, True]
    assert figures[1]["from_records"] == counted


def test_the_same_number_is_said_to_be_the_same(plan: Path) -> None:
    change(plan, FIGURES, '9310,count,"9,310"', '960,count,"960"')
    assert shown(plan).lines[5].endswith("from records, the same")


def test_two_shares_are_percentage_points_apart(plan: Path) -> None:
    change(plan, MEASURES, COUNTED, COUNTED.replace("extract-crime", "a-share"))
    change(plan, MEASURES, "  kind: published\n  unit: count\n", "  kind: published\n  unit: percent\n")
    part = "compute: {numerator: extract-domestic-abuse, denominator: extract-crime}"
    words = "words: {subject: the share}, definition: A share"
    add(plan, MEASURES, f"- {{id: a-share, title: A share, kind: share, unit: percent, {words}, {part}}}\n")
    change(plan, FIGURES, '9310,count,"9,310"', '60,percent,"60%"')
    assert shown(plan).lines[5].endswith("pp")


def test_another_unit_has_no_difference(plan: Path) -> None:
    change(plan, MEASURES, COUNTED, COUNTED.replace("extract-crime", "a-share"))
    part = "compute: {numerator: extract-domestic-abuse, denominator: extract-crime}"
    words = "words: {subject: the share}, definition: A share"
    add(plan, MEASURES, f"- {{id: a-share, title: A share, kind: share, unit: percent, {words}, {part}}}\n")
    assert shown(plan).lines[5].endswith("0%  from records, in another unit")


def test_without_records_how_it_is_counted_is_said_all_the_same(tmp_path: Path) -> None:
    folder = started(tmp_path / "plan")
    change(folder, MEASURES, "  kind: published\n  unit: count\n", "  kind: published\n  unit: count\n" + COUNTED)
    lines = shown(folder).lines
    assert lines[2].startswith("From records: extract-crime")
    assert not [line for line in lines if line.endswith("from records")]
    assert [finding.line() for finding in validate(folder) if "extract" in finding.line()] == []


def test_of_an_area_that_only_records_have_the_measure_of_records_is_named(plan: Path) -> None:
    with pytest.raises(Unusable) as told:
        show(plan, "recorded-crime", area="north", period=None, breakdown="", document=None)
    assert str(told.value) == (
        "'recorded-crime' has no figures for north; no document prints them, "
        "but records count the same: show extract-crime --area north"
    )
    with pytest.raises(
        Unusable, match=r"that part of force; .* show extract-crime --area force --breakdown type=theft$"
    ):
        shown(plan, breakdown="type=theft")
    change(plan, MEASURES, COUNTED, "")
    with pytest.raises(Unusable, match="load its source, or name another area"):
        show(plan, "recorded-crime", area="north", period=None, breakdown="", document=None)


def test_why_nothing_counts_it_is_said(tmp_path: Path) -> None:
    folder = started(tmp_path / "plan")
    change(folder, MEASURES, "  unit: count\n", "  unit: count\n  not_computed: The courts hold them.\n")
    assert shown(folder).lines[2] == "Not counted from records: The courts hold them."


def tables(blocks: tuple[Block, ...]) -> dict[str, Table]:
    return {block.id: block for block in blocks if isinstance(block, Table)}


def test_a_reader_of_the_paper_sees_both_in_its_data_notes(plan: Path) -> None:
    _, paper = composed(plan)
    [line] = tables(paper.document.blocks)["table-from-records"].rows
    assert ["".join(part.text for part in cell if hasattr(part, "text")) for cell in line] == [
        "Recorded crime",
        "9,310",
        "960",
        "Crimes recorded in the period and not cancelled since.",
    ]
    change(plan, MEASURES, COUNTED, "")
    assert "table-from-records" not in tables(composed(plan)[1].document.blocks)


def test_a_mistake_in_what_counts_it_is_told_where_its_table_is_there(plan: Path) -> None:
    change(plan, MEASURES, COUNTED, "  computed_as: mine\n")
    mine = "compute: {table: crimes, where: {colour: red}}"
    words = "words: {subject: red crime, noun: crimes, one: crime}, definition: Red crime"
    add(plan, MEASURES, f"- {{id: mine, title: Mine, kind: count, unit: count, {words}, {mine}}}\n")
    assert any("no column 'colour'" in finding.line() for finding in validate(plan))


def test_a_part_has_a_measure_of_its_own_or_the_same_part_of_one() -> None:
    whole = Measure("m", "M", "published", "percent", Words("m"), "M.", computed_as=ComputedAs("c", {"a=x": "cx"}))
    assert counterpart(whole, ()) == ("c", ())
    assert counterpart(whole, (("a", "x"),)) == ("cx", ())
    assert counterpart(whole, (("a", "y"),)) == ("c", (("a", "y"),))
    parts = Measure("m", "M", "published", "percent", Words("m"), "M.", computed_as=ComputedAs(None, {"a=x": "cx"}))
    assert counterpart(parts, ()) is None
    assert parts.computed_as is not None
    assert parts.computed_as.measures == ("cx",)
