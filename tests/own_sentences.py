"""What our own writer says of any figures: the cases of specs/sentences with other numbers, and papers as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peelian.publications.blocks import Document, Table, inlines_of, plain, walk
from tests.spec.test_sentences import PAGES, composed, desk_of, told

Scaled = Callable[[str], str]
"""A number as a case writes it -> another of as many decimals."""

ONES = ("current", "baseline")
MANY = ("parts", "parts_before", "figures", "parts_by_month")
WITH_NUMBERS = [(name, case) for name, page in PAGES.items() for case in page["cases"] if told(page, case)]
"""Each case that speaks of KPIs, with the page it stands on."""


def text_of(document: Document) -> str:
    """A paper as plain text: its words in order, then each table under its caption."""
    words = [plain(inlines) for _, inlines in inlines_of(document)]
    return "\n\n".join([*words, *(table_text(block) for block in walk(document.blocks) if isinstance(block, Table))])


def table_text(table: Table) -> str:
    """A table with rules between its cells, as plain text has them."""
    rows = [[column.title for column in table.columns], *([plain(cell) for cell in row] for row in table.rows)]
    lines = ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(table.columns))
    return "\n".join([f"{table.label or 'Table'}: {table.caption}", "", *lines])


def said(name: str, case: dict[str, Any], scaled: Scaled) -> str:
    """The sentence of the case with every number of its figures another one."""
    page = PAGES[name]
    other = {key: _other(value, scaled, key) for key, value in case.items()}
    return plain(composed(desk_of(page, other), page, other))


def _other(value: Any, scaled: Scaled, key: str) -> Any:
    if key == "kpis":
        return [_of_kpi(one, scaled) for one in value]
    if key in ONES:
        return _number(value, scaled)
    if key == "months":
        return _months(value, scaled)
    if key in MANY:
        return {name: _deep(one, scaled) for name, one in value.items()}
    return value


def _of_kpi(one: dict[str, Any], scaled: Scaled) -> dict[str, Any]:
    return {key: _other(value, scaled, key) for key, value in one.items()}


def _deep(value: Any, scaled: Scaled) -> Any:
    if isinstance(value, dict):
        return {key: _other(one, scaled, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_number(one, scaled) for one in value]
    return _months(value, scaled) if isinstance(value, str) else _number(value, scaled)


def _number(value: Any, scaled: Scaled) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return type(value)(scaled(str(value)))


def _months(value: Any, scaled: Scaled) -> str:
    return " ".join(one if one == "." else _month(one, scaled) for one in str(value).split())


def _month(one: str, scaled: Scaled) -> str:
    return scaled(one.rstrip("p")) + "p" * one.endswith("p")
