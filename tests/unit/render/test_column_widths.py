"""Widths of columns in a word processor."""

from __future__ import annotations

import pytest

from peelian.publications.blocks import Column, Table, Text
from peelian.render.column_widths import shares, type_size


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
    # "Baseline" and the margins of its cell are 11 characters; a line has 80, of which 72 may be taken.
    sizes = [type_size(table(*(("Baseline", "1"),) * count)) for count in (6, 7, 8, 20)]
    assert sizes == [10, 9, 8, 8]
    crowded = table(*(("Neighbourhood", "1"),) * 8)
    assert sum(shares(crowded)) == pytest.approx(1, abs=0.001)


def test_long_cells_get_room_by_what_they_say() -> None:
    """Two columns of much text share most of the width by the length of their texts, so that rows stay low."""
    name, much, some = shares(table(("Measure", "Recorded crime"), ("Counted", "word " * 60), ("Source", "word " * 30)))
    assert name * 80 >= len("Recorded")
    assert much / some == pytest.approx(2, rel=0.2)
    assert much > 0.5


def test_a_year_and_a_number_with_its_sign_are_not_cut() -> None:
    months = tuple((f"M{at}", "-14.5%") for at in range(12))
    year, *others = shares(table(("Year", "2020/21"), *months))
    line = 80 * 10 / 8  # characters in the smallest type
    assert year * line >= len("2020/21")
    assert min(others) * line >= len("-14.5%")


def test_an_endless_word_does_not_push_the_others_out() -> None:
    given = shares(table(("Id", "x" * 500), ("Count", "12"), ("Note", "words " * 20)))
    assert given[1] * 80 >= len("Count")
