"""Which texts a spreadsheet could take for formulas."""

from __future__ import annotations

import pytest

from peelian.render.inert import inert, starts_formula


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        " =1",
        "\u00a0=1",
        "\t=1",
        "\uff1d1",
        "\u200b=1",
        "\ufeff+1",
        "-A1",
        "-5%+cmd",
        "+4.1pp",  # Excel shows #NAME? for it
    ],
)
def test_formula_starts_get_an_apostrophe(text: str) -> None:
    assert starts_formula(text)
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["", "-", "-5", "-8.5%", "-£1,234.50", "-1,234", "words", "a=b", "'=1+1", "2026-03", "\u22125"],
)
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert not starts_formula(text)
    assert inert(text) == text
