"""How wide texts are, and lines of words that fit their room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from peelian.charts.lettering import width, wrapped


def test_widths_are_those_of_the_font() -> None:
    # Helvetica.afm: A 667, V 667, space 278, i 222, one 556
    assert width("AV i1", 1000) == 667 + 667 + 278 + 222 + 556
    assert width("AV", 12) == width("AV", 6) * 2
    assert width("", 12) == 0


@given(st.text(alphabet="ab cde,.1", max_size=80), st.floats(20, 300))
def test_lines_keep_all_words_and_fit_where_a_word_can(text: str, room: float) -> None:
    lines = wrapped(text, 12, room)
    assert " ".join(lines).split() == text.split()
    assert all(width(line, 12) <= room or " " not in line for line in lines)


def test_a_line_that_fits_is_not_broken() -> None:
    assert wrapped("two words", 12, width("two words", 12)) == ["two words"]
    assert wrapped("two words", 12, width("two words", 12) - 0.1) == ["two", "words"]
