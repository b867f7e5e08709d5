"""Widths of columns in a word processor."""

from __future__ import annotations

import pytest

from peelian.publications.blocks import Column, Table, Text
from peelian.render.column_widths import is_dense, shares


def table(*columns: tuple[str, ...]) -> Table:
    """A table of these columns; the first word of each is its title."""
    rows = zip(*(column[1:] for column in columns), strict=True)
    return Table(
        "c",
        tuple(Column(column[0]) for column in columns),
        tuple(tuple((Text(t),) for t in row) for row in rows),
        "i",
    )


def test_a_small_table_takes_half_the_width_and_no_more() -> None:
    given = shares(table(("Month", "April"), ("Count", "812")))
    assert sum(given) == pytest.approx(0.5, abs=0.001)


def test_words_get_more_room_than_numbers() -> None:
    given = shares(table(("Area", "a name of some length, with more"), ("Now", "12"), ("In words", "word " * 40)))
    assert given[2] > given[0] > given[1]
    assert sum(given) == pytest.approx(1, abs=0.001)


def test_every_column_has_room_for_its_longest_word() -> None:
    columns = (("Neighbourhood", "a"), ("Text", "word " * 200), ("Responsibilities", "b"))
    narrow, _, other = shares(table(*columns))
    assert narrow * 80 >= len("Neighbourhood")
    assert other * 80 >= len("Responsibilities")


def test_many_columns_make_a_table_of_small_type() -> None:
    assert not is_dense(table(*(("Change", "1"),) * 5))
    crowded = table(*(("Neighbourhood", "1"),) * 8)
    assert is_dense(crowded)
    assert sum(shares(crowded)) == pytest.approx(1, abs=0.001)


def test_an_endless_word_does_not_push_the_others_out() -> None:
    given = shares(table(("Id", "x" * 500), ("Count", "12"), ("Note", "words " * 20)))
    assert given[1] * 80 >= len("Count")
