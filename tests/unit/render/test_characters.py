"""Text on one line, without characters that a page, an XML file or a PDF forbids."""

from __future__ import annotations

import pytest

from peelian.render.characters import printable


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain words, £5 and 8.5%", "plain words, £5 and 8.5%"),
        ("two\nlines\r\nand\ta tab", "two lines and a tab"),
        ("\x00\x07\x1b\x7f\x9f", "\ufffd" * 5),
        ("\ud800 \ufffe \U0001ffff \ufdd0", "\ufffd \ufffd \ufffd \ufffd"),
        ("1,234\u202e432,1\u202c", "1,234432,1"),
        ("naïve \u00a0 café 漢字 😀 -5%", "naïve \u00a0 café 漢字 😀 -5%"),
        ("next\x85line\u2028and\u2029more", "next line and more"),
    ],
)
def test_what_is_typed_and_what_is_shown(typed: str, shown: str) -> None:
    assert printable(typed) == shown
    assert printable(shown) == shown
