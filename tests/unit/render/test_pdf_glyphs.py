"""Which characters the fonts inside the typst package can show."""

from __future__ import annotations

from peelian.render.pdf_data import FAMILIES
from peelian.render.pdf_glyphs import showable

WRITTEN = (
    "A-z 0-9 -5% £€ é Łódź ŷ ẅ Ελλάδα Привет – — ‘ ’ “ ” … • × ÷ ± ≤ ≥ → ↑ ↓ ▲ ▼ ■ ½ ² \u00a0 \u200b \ufffd e\u0301"
)


def test_what_a_paper_of_this_country_holds_is_shown_as_it_is() -> None:
    assert showable(WRITTEN, FAMILIES) == WRITTEN


def test_what_no_font_has_is_replaced_and_all_else_kept() -> None:
    assert showable("漢字 and 😀 at 8.5%", FAMILIES) == "\ufffd\ufffd and \ufffd at 8.5%"


def test_the_answer_does_not_hang_on_the_company_a_character_keeps() -> None:
    assert showable("→", FAMILIES) + showable("漢", FAMILIES) == showable("→漢", FAMILIES) == "→\ufffd"
