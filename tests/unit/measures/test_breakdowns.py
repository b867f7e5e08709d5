"""Slugs of breakdown values, and their words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.figures.ids import FigureId, parse_id
from peelian.measures.breakdowns import labels, slug
from peelian.periods import month


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Violence and sexual offences", "violence-and-sexual-offences"),
        ("Asian/Asian British - Indian", "asian-asian-british-indian"),
        ("  Over 34 ", "over-34"),
        ("Café", "cafe"),
        ("P1", "p1"),
        (18, "18"),
        (Decimal("2.50"), "2-50"),
        (date(2024, 2, 29), "2024-02-29"),
        (True, "true"),
        (False, "false"),
        ("", "not-recorded"),
        (None, "not-recorded"),
        ("*", "not-recorded"),
        ("..", "not-recorded"),
    ],
)
def test_slug(value: object, expected: str) -> None:
    assert slug(value) == expected  # type: ignore[arg-type]


@given(st.text())
def test_a_slug_of_any_text_can_stand_in_a_figure_id(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    figure = FigureId("a", "b", (("c", slug(text)),), month(2024, 1))
    assert parse_id(str(figure)) == figure


def test_labels_are_in_the_order_of_their_slugs_and_keep_the_words() -> None:
    assert list(labels(["Robbery", None, "Arson/damage", "robbery ", ""]).items()) == [
        ("arson-damage", "Arson/damage"),
        ("not-recorded", "Not recorded"),
        ("robbery", "Robbery"),
    ]
