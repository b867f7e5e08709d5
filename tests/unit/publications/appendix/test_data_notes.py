"""Data notes: what is counted, where it comes from, how firm it is; only for what the paper prints."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from peelian.figures.model import Typed
from peelian.measures.model import Version
from peelian.periods import at
from peelian.plan.model import Baseline, Body, Force
from peelian.plan.publication import Say
from peelian.publications.appendix.data_notes import blocks
from peelian.publications.blocks import Link, Paragraph, Table, flatten, plain
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
            "doc, paragraph 2.7; YE Mar 2026; baseline YE Mar 2024; stable below one per cent; published;"
            " as at 9 April 2026.",
        ]
    ]


def office(**fields: Any) -> list[str]:
    plan = small_plan.plan([kpi("a")], **fields)
    desk = small_plan.desk(plan, [NOW, BEFORE])
    compose(desk, Say(("a",), "level-and-change"))
    return [plain(b.inlines) for b in blocks(desk) if isinstance(b, Paragraph)][1:]


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
        ({"baseline": Baseline("not-stated", "1000", "No year is named.")}, "baseline not stated (No year is named);"),
        ({"stable_band": Decimal("3.0")}, "stable below three per cent"),
        ({"stable_band": Decimal("0.5")}, "stable below 0.5 per cent"),
        ({"status": "provisional"}, "provisional; as at"),
    ],
)
def test_what_it_is_compared_with_and_how_firm_it_is(fields: dict[str, Any], says: str) -> None:
    assert says in rows_of(noted(**fields))[0][2]


def test_points_are_called_points() -> None:
    rows = (typed("a/all/ye-2026-03/value", 90, "percent"), typed("a/all/ye-2024-03/value", 80, "percent"))
    assert "stable below one percentage point;" in rows_of(noted(rows, {"unit": "percent"}))[0][2]


def test_a_change_without_its_level_says_so() -> None:
    rows = (typed("a/all/ye-2026-03/change-percent-from-ye-2024-03", 12, "percent", paragraph="Table 2"),)
    told = rows_of(noted(rows))[0][2]
    assert told.startswith("doc, Table 2; YE Mar 2026;")
    assert "published as a change; the level is not printed" in told


def test_the_system_and_the_publishers_page_are_named() -> None:
    desk = noted(of={"system": "A record system", "link": "https://example.org/a"})
    assert rows_of(desk)[0][2].startswith("A record system; doc, paragraph 2.7;")
    cells = [cell for b in blocks(desk) if isinstance(b, Table) for cell in b.rows[0]]
    assert [i.url for cell in cells for i in cell if isinstance(i, Link)] == ["https://example.org/a"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "https://a b"])
def test_an_address_that_is_none_is_no_link(link: str) -> None:
    cells = [cell for b in blocks(noted(of={"link": link})) if isinstance(b, Table) for cell in b.rows[0]]
    assert not any(isinstance(inline, Link) for cell in cells for inline in cell)


def test_published_figures_are_said_to_be_so_and_exempt() -> None:
    said = [plain(b.inlines) for b in blocks(noted()) if isinstance(b, Paragraph)]
    assert len(said) == 2
    assert "exempt from small-number control because their owner has published them" in said[0]


def test_no_number_of_a_note_is_a_measured_one() -> None:
    leaves = [leaf for b in blocks(noted()) if isinstance(b, Table) for cell in b.rows[0] for leaf in flatten(cell)]
    assert {type(leaf).__name__ for leaf in leaves} == {"Text"}
