"""Data notes: what is counted, where it comes from, how firm it is; only for what the paper prints."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from peelian.figures.model import Document, HeldBack, LeftRows, Typed
from peelian.measures.model import Version
from peelian.periods import at, parse
from peelian.plan.model import Baseline, Body, Force, Target
from peelian.plan.publication import Say
from peelian.publications.appendix.data_notes import blocks
from peelian.publications.blocks import Block, Bullets, Inlines, Link, Paragraph, Table, flatten, plain
from peelian.publications.sentences import compose
from peelian.publications.sentences.desk import Desk
from tests import small_plan
from tests.small_plan import kpi, measure, typed

NOW = typed("a/all/ye-2026-03/value", 900, as_at=at(date(2026, 4, 9)), paragraph="2.7")
BEFORE = typed("a/all/ye-2024-03/value", 1000)


def noted(rows: tuple[Typed, ...] = (NOW, BEFORE), of: dict[str, Any] | None = None, **kpi_fields: Any) -> Desk:
    plan = small_plan.plan([kpi("a", **kpi_fields), kpi("b")], [measure("a", **(of or {})), measure("b")])
    desk = small_plan.desk(plan, rows)
    compose(desk, Say(("a",), "level-and-change"))
    return desk


def rows_of(desk: Desk) -> list[list[str]]:
    return [[plain(cell) for cell in row] for b in blocks(desk) if isinstance(b, Table) for row in b.rows]


def test_a_row_for_each_kpi_that_is_printed() -> None:
    assert rows_of(noted()) == [
        [
            "A",
            "What a are.",
            "Paragraph 2.7 of doc; the year ending March 2026; baseline: the year ending March 2024; published; as at"
            " 9 April 2026.",
        ]
    ]


def office(**fields: Any) -> list[str]:
    plan = small_plan.plan([kpi("a")], **fields)
    desk = small_plan.desk(plan, [NOW, BEFORE])
    compose(desk, Say(("a",), "level-and-change"))
    return [plain(b.inlines) for b in blocks(desk) if isinstance(b, Paragraph)][2:]


def test_the_notes_say_whose_paper_it_is_and_until_when() -> None:
    holds = "The body (B) holds Force to account in the term of office from 1 May 2024."
    assert office(body=Body("body", "B"), force=Force("Force", "Force")) == [holds]
    assert office(body=Body("The body", "B"), force=Force("The Force", "")) == [holds.replace("Force", "the Force")]
    body = Body("body", "B", date(2028, 5, 10), "a mayor")
    assert office(body=body, force=Force("Force", "F"), source="Launched in public") == [
        "The body (B) holds Force (F) to account in the term of office from 1 May 2024. The office ends on 10 May"
        " 2028; its successor is a mayor. The plan is A plan: Launched in public."
    ]


def test_what_is_not_printed_has_no_note() -> None:
    desk = small_plan.desk(small_plan.plan([kpi("a")]), [NOW, BEFORE])
    assert rows_of(desk) == []


def test_definition_caveats_and_the_kpis_own_note_are_told() -> None:
    desk = noted(of={"definition": "What is counted", "caveats": ("A break in 2025.", "Mind this")}, note="One more!")
    assert rows_of(desk)[0][1] == "What is counted. A break in 2025. Mind this. One more!"


def test_a_later_version_of_the_definition_is_told() -> None:
    assert rows_of(noted(of={"version": Version("2")}))[0][1] == "What a are. Definition version 2."
    whole = Version("2", date(2025, 4, 1), "Thefts from shops are counted too")
    assert rows_of(noted(of={"version": whole}))[0][1] == (
        "What a are. Definition version 2, since 1 April 2025: Thefts from shops are counted too."
    )
    assert rows_of(noted(of={"version": Version("2", change="Wider.")}))[0][1].endswith("Definition version 2: Wider.")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"baseline": None}, "no comparison"),
        ({"baseline": Baseline("not-stated", "1000", "No year is named.")}, "baseline: period not stated;"),
        ({"stable_band": Decimal("3.0")}, "stable below three per cent"),
        ({"target": Target("count", at_most="900")}, "; target 900 or fewer."),
        ({"stable_band": Decimal("0.5")}, "stable below 0.5 per cent"),
        ({"status": "provisional"}, "provisional; as at"),
    ],
)
def test_what_it_is_compared_with_and_how_firm_it_is(fields: dict[str, Any], says: str) -> None:
    assert says in rows_of(noted(**fields))[0][2]


def test_what_the_plan_says_of_a_baseline_is_to_be_minded() -> None:
    desk = noted(baseline=Baseline("not-stated", "1000", "No year is named."))
    assert rows_of(desk)[0][1] == "What a are. Baseline: no year is named."


def test_points_are_called_points() -> None:
    rows = (typed("a/all/ye-2026-03/value", 90, "percent"), typed("a/all/ye-2024-03/value", 80, "percent"))
    desk = noted(rows, {"unit": "percent"}, stable_band=Decimal(3))
    assert "stable below three percentage points" in rows_of(desk)[0][2]


def said_above(desk: Desk) -> list[str]:
    return [plain(item) for b in blocks(desk) if isinstance(b, Bullets) for item in b.items]


def test_stable_is_explained_only_where_something_could_be_called_so() -> None:
    assert said_above(noted()) == [
        "A change smaller than one per cent, or one percentage point for shares, is called stable."
    ]
    few = (typed("a/all/ye-2026-03/value", 9), typed("a/all/ye-2024-03/value", 10))
    assert said_above(noted(few)) == []
    assert said_above(noted((NOW,), baseline=None)) == []


def test_compared_with_the_period_before_nothing_is_a_baseline() -> None:
    plan = small_plan.plan([kpi("a")])
    rows = (NOW, typed("a/all/ye-2025-03/value", 1000))
    desk = small_plan.desk(plan, rows, small_plan.publication(compare="preceding"))
    compose(desk, Say(("a",), "level-and-change"))
    assert "; earlier period: the year ending March 2025; " in rows_of(desk)[0][2]


def several() -> Desk:
    """Four KPIs: three of one document and period with a caveat in common; one of another period, in development."""
    ids = ("a", "b", "c", "d")
    caveats = ("Mind this.",)
    plan = small_plan.plan(
        [kpi(id, period="cy-2025" if id == "d" else None) for id in ids],
        [measure(id, caveats=caveats if id != "d" else ("Mind that.",)) for id in ids],
    )
    rows = [
        typed(f"{id}/all/{period}/value", value, as_at=parse("2026-05") if value == 900 else None, paragraph="2.1")
        for id in ids
        for period, value in (("cy-2025" if id == "d" else "ye-2026-03", 900), ("ye-2024-03", 1000))
    ]
    paper = small_plan.publication()
    documents = {"doc": Document("The paper", "The office", "board paper of May 2026", "https://example.org/")}
    desk = Desk(plan, paper, small_plan.book(plan, rows, issued=paper.issued, documents=documents))
    compose(desk, Say(ids, "level-and-change"))
    return desk


def test_what_most_rows_share_is_said_once_above_them_and_rows_carry_what_differs() -> None:
    assert said_above(several()) == [
        "Source: The paper (here: the board paper of May 2026), published by The office.",
        "Period: the year ending March 2026.",
        "Baseline: the year ending March 2024.",
        "Status: published, as at May 2026.",
        "A change smaller than one per cent, or one percentage point for shares, is called stable.",
        "(a) Mind this.",
    ]
    assert rows_of(several()) == [
        ["A", "What a are. (a)", "Paragraph 2.1."],
        ["B", "What b are. (a)", "Paragraph 2.1."],
        ["C", "What c are. (a)", "Paragraph 2.1."],
        ["D", "What d are. Mind that.", "Paragraph 2.1; the 2025 calendar year."],
    ]


@pytest.mark.parametrize("place", [None, "2.1"])
def test_a_column_that_no_row_fills_is_left_out(place: str | None) -> None:
    """Nobody typed where in the document: all there is to say of where it comes from stands above."""
    ids = ("a", "b", "c")
    plan = small_plan.plan([kpi(id) for id in ids], [measure(id) for id in ids])
    periods = [("ye-2026-03", 900), ("ye-2024-03", 1000)]
    rows = [typed(f"{id}/all/{period}/value", value, paragraph=place or "") for id in ids for period, value in periods]
    desk = small_plan.desk(plan, rows)
    compose(desk, Say(ids, "level-and-change"))
    (table,) = (block for block in blocks(desk) if isinstance(block, Table))
    assert [len(table.columns), *map(len, table.rows)] == [3 if place else 2] * 4
    assert plain(table.rows[0][1]) == "What a are."


def test_a_document_with_an_address_is_linked_once_by_its_publisher() -> None:
    links = [(plain(i.inlines), i.url) for b in blocks(several()) for i in _inlines(b) if isinstance(i, Link)]
    assert links == [("The office", "https://example.org/")]


def _inlines(block: Block) -> Inlines:
    if isinstance(block, Bullets):
        return tuple(inline for item in block.items for inline in item)
    return tuple(inline for row in block.rows for cell in row for inline in cell) if isinstance(block, Table) else ()


def test_parts_that_differ_in_their_name_alone_share_a_row() -> None:
    parts = [kpi(id, measure="m", title=f"{id.upper()} people", breakdown={"group": id}) for id in ("x", "y")]
    plan = small_plan.plan(parts, [measure("m", title="Searches")])
    rows = [typed(f"m/all/group={id}/{p}/value", 900, paragraph="3") for id in ("x", "y") for p in PERIODS]
    desk = small_plan.desk(plan, rows)
    compose(desk, Say(("x", "y"), "level-and-change"))
    assert [row[0] for row in rows_of(desk)] == ["Searches: X people; Y people"]


PERIODS = ("ye-2026-03", "ye-2024-03")


def test_a_change_without_its_level_says_so() -> None:
    rows = (typed("a/all/ye-2026-03/change-percent-from-ye-2024-03", 12, "percent", paragraph="Table 2"),)
    told = rows_of(noted(rows))[0][2]
    assert told.startswith("Table 2 of doc; the year ending March 2026;")
    assert "published as a change only" in told


def test_the_system_and_the_publishers_page_are_named() -> None:
    desk = noted(of={"system": "A record system", "link": "https://example.org/a"})
    assert rows_of(desk)[0][2].startswith("A record system; paragraph 2.7 of doc;")
    cells = [cell for b in blocks(desk) if isinstance(b, Table) for cell in b.rows[0]]
    links = [(plain(i.inlines), i.url) for cell in cells for i in cell if isinstance(i, Link)]
    assert links == [("example.org", "https://example.org/a")]
    assert rows_of(noted(of={"link": "https://example.org/a", "page": "The records"}))[0][2].endswith(
        "Page: The records."
    )


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "https://a b"])
def test_an_address_that_is_none_is_no_link(link: str) -> None:
    cells = [cell for b in blocks(noted(of={"link": link})) if isinstance(b, Table) for cell in b.rows[0]]
    assert not any(isinstance(inline, Link) for cell in cells for inline in cell)


def test_published_figures_are_said_to_be_so_and_exempt() -> None:
    said = [plain(b.inlines) for b in blocks(noted()) if isinstance(b, Paragraph)]
    assert len(said) == 3
    assert "exempt from small-number control because their owner has published them" in said[0]


def test_no_number_of_a_note_is_a_measured_one() -> None:
    leaves = [leaf for b in blocks(noted()) if isinstance(b, Table) for cell in b.rows[0] for leaf in flatten(cell)]
    assert {type(leaf).__name__ for leaf in leaves} == {"Text"}


def test_rows_that_no_figure_counts_are_told_source_by_source() -> None:
    desk = noted()
    before = said_above(desk)
    desk.figures.left_out = (
        LeftRows("Calls to the force", "calls", 12, 48_000),
        LeftRows("Recorded crimes", "crimes", 1, 90_000),
    )
    assert said_above(desk) == [
        *before,
        "Calls to the force: 12 of 48,000 rows (0.03%).",
        "Recorded crimes: 1 of 90,000 rows (less than 0.01%).",
    ]


@pytest.mark.parametrize(("count", "of", "part"), [(38, 1_487, 3), (1, 90_000, 1), (30, 1_000, 4)])
def test_of_a_protected_table_it_is_not_told_how_many_rows_there_are(count: int, of: int, part: int) -> None:
    desk = noted()
    before = said_above(desk)
    desk.figures.left_out = (LeftRows("Videos", "op_snap", count, of),)
    desk.figures.held_back = HeldBack(tables=frozenset({"op_snap"}))
    assert said_above(desk) == [*before, f"Videos: less than {part}% of the rows."]


def test_a_paper_that_prints_no_kpi_tells_all_the_same_what_is_not_given_out() -> None:
    desk = small_plan.desk(small_plan.plan([kpi("a")], [measure("a")]), [NOW])
    assert blocks(desk) == []
    desk.figures.held_back = HeldBack(notes=("in the table 'street' counts from one to four are not given out",))
    [only] = blocks(desk)
    assert isinstance(only, Paragraph)
    assert plain(only.inlines) == "In the table 'street' counts from one to four are not given out."
