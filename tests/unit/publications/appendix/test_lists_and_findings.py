"""The other appendices: named lists, measures in waiting, findings that are known; numbered by what there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from peelian.findings import Finding
from peelian.plan.model import Accepted, NamedList
from peelian.plan.publication import Chapter, ParagraphSpec, Say
from peelian.publications.appendix import appendices
from peelian.publications.appendix.named_lists import blocks as list_blocks
from peelian.publications.blocks import Heading, Table, plain
from peelian.publications.sentences.desk import Desk
from tests import small_plan
from tests.small_plan import kpi, typed

CODES = NamedList(
    "codes",
    "Positive outcomes",
    ("2", "10", "1"),
    of="outcome code",
    descriptions={"1": "Charged", "10": "Not in the public interest"},
    others={"16": "No support"},
    source="A list",
)


def rows(table: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table.rows]


def test_a_list_is_in_natural_order_and_tells_what_is_not_on_it() -> None:
    (table,) = list_blocks(CODES)
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == ["Outcome code", "Description", "On the list"]
    assert rows(table) == [
        ["1", "Charged", "Yes"],
        ["2", "", "Yes"],
        ["10", "Not in the public interest", "Yes"],
        ["16", "No support", "No"],
    ]
    assert plain(table.note) == "Source: A list."
    assert table.caption == "Outcome code and whether each is on the list"


def test_a_list_says_what_it_means_to_be_on_it() -> None:
    (table,) = list_blocks(replace(CODES, means="Counted as positive"))
    assert isinstance(table, Table)
    assert table.columns[-1].title == "Counted as positive"
    assert table.caption == "Outcome code and whether each is counted as positive"


def test_a_list_without_others_or_words_has_one_column() -> None:
    (table,) = list_blocks(NamedList("l", "L", ("b", "a")))
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == ["Value"]
    assert rows(table) == [["a"], ["b"]]
    assert table.note == ()


def desk(**fields: object) -> Desk:
    plan = small_plan.plan([kpi("a"), kpi("trust", kind="in-development", awaits="a survey")], **fields)
    rows = [typed("a/all/ye-2026-03/value", 900), typed("a/all/ye-2024-03/value", 1000)]
    said = Chapter("one", (ParagraphSpec("1.1", (Say(("a", "trust"), "level"),)),))
    lists = ("codes",) if "lists" in fields else ()
    return small_plan.desk(plan, rows, small_plan.publication(lists=lists, chapters=(said,)))


def test_what_the_paper_does_not_speak_of_is_not_awaited() -> None:
    plan = small_plan.plan([kpi("trust", kind="in-development", awaits="a survey")])
    assert appendices(small_plan.desk(plan)) == []


def test_of_dated_versions_the_one_of_the_periods_end_is_printed() -> None:
    old = NamedList("codes", "Old codes", ("1",), until=date(2025, 12, 31))
    new = NamedList("codes", "New codes", ("2",), since=date(2026, 1, 1))
    assert headings(desk(lists=(old, new)))[0] == "Appendix 1: New codes"
    assert headings(desk(lists=(new, NamedList("codes", "Next", (), since=date(2026, 4, 1)))))[0].endswith("New codes")


def test_a_finding_about_other_figures_is_not_known() -> None:
    at = desk(accepted=(KNOWN,))
    at.findings.append(Finding("parts-do-not-sum", "a/all/ye-2024-03/value", "…"))
    assert "Known findings" not in " ".join(headings(at))


def headings(at: Desk) -> list[str]:
    return [f"{b.number}: {b.text}" for b in appendices(at) if isinstance(b, Heading)]


def test_appendices_are_numbered_by_what_there_is() -> None:
    assert headings(desk()) == ["Appendix 1: Measures in development"]
    assert headings(desk(lists=(CODES,))) == ["Appendix 1: Positive outcomes", "Appendix 2: Measures in development"]


def test_every_list_has_a_place_of_its_own_to_link_to() -> None:
    ids = [b.id for b in appendices(desk(lists=(CODES,))) if isinstance(b, Heading | Table)]
    assert len(set(ids)) == len(ids)


def test_what_is_awaited_is_told() -> None:
    tables = [b for b in appendices(desk()) if isinstance(b, Table)]
    assert [rows(table) for table in tables] == [[["Trust", "a survey"]]]


KNOWN = Accepted("parts-do-not-sum", "The force counts some twice.", date(2026, 5, 8), ("a/all/ye-2026-03/value",))


def test_a_known_finding_is_printed_with_its_reason_where_it_was_raised() -> None:
    at = desk(accepted=(KNOWN,))
    assert "Known findings" not in " ".join(headings(at))
    at.findings.append(Finding("parts-do-not-sum", "a/all/ye-2026-03/value", "…", figures=KNOWN.figures))
    assert headings(at)[-1] == "Appendix 2: Known findings"
    table = [b for b in appendices(at) if isinstance(b, Table)][-1]
    assert rows(table) == [["parts do not sum", "A", "The force counts some twice.", "8 May 2026"]]
