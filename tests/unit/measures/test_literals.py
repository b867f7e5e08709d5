"""Values of definitions in the type of their column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from peelian.measures.literals import literal


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1A", "text", "1A"),
        ("018", "text", "018"),
        ("-3", "integer", -3),
        ("2.50", "decimal", Decimal("2.5")),
        ("2024-02-29", "date", date(2024, 2, 29)),
        ("True", "boolean", True),
        ("false", "boolean", False),
    ],
)
def test_literal(text: str, kind: str, value: object) -> None:
    assert literal(text, kind) == value
    assert type(literal(text, kind)) is type(value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2.5", "integer"),
        ("", "integer"),
        ("NaN", "decimal"),
        ("Infinity", "decimal"),
        ("ten", "decimal"),
        ("2023-02-29", "date"),
        ("yes", "boolean"),
    ],
)
def test_what_stands_for_no_value(text: str, kind: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the words are Python's; faults.py has ours
        literal(text, kind)
    assert type(raised.value) is ValueError
