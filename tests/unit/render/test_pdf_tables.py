"""Widths of columns, size of type and where a table may be split on A4."""

from __future__ import annotations

import pytest

from peelian.publications.blocks import Column, Table, Text
from peelian.render.pdf_tables import LONGEST_PIECE, breakable, layout


def table(titles: list[str], *rows: list[str]) -> Table:
    cells = tuple(tuple((Text(cell),) for cell in row) for row in rows)
    return Table("T", tuple(Column(title) for title in titles), cells, "t")


def test_a_table_of_short_columns_is_narrower_than_the_page() -> None:
    laid = layout(table(["Month", "Crimes"], ["March 2026", "1,290"]))
    assert (laid.width, laid.size, laid.sideways, laid.together) == (0.5, 9.5, False, True)
    assert laid.shares[0] > laid.shares[1]


def test_running_text_gets_the_room_that_short_columns_leave() -> None:
    laid = layout(table(["Measure", "What is counted", "Source"], ["Knife crime", "words " * 60, "records " * 12]))
    total = sum(laid.shares)
    assert laid.width == 1.0
    assert [round(share / total, 2) for share in laid.shares] == [0.09, 0.65, 0.25]


def test_no_column_is_narrower_than_its_longest_word() -> None:
    laid = layout(table(["Incomprehensibilities", "Text"], ["a", "words " * 100]))
    assert laid.shares[0] >= len("Incomprehensibilities")
    assert laid.shares[1] > laid.shares[0]


@pytest.mark.parametrize(
    ("columns", "size", "sideways"),
    [(7, 9.5, False), (8, 8.5, False), (9, 7.5, False), (10, 9.5, True), (14, 7.5, True), (30, 6.5, True)],
)
def test_more_columns_mean_smaller_type_and_then_a_page_sideways(columns: int, size: float, sideways: bool) -> None:
    laid = layout(table(["Neighbourhood"[: 12 - columns // 6]] * columns, ["1,234"] * columns))
    assert (laid.size, laid.sideways) == (size, sideways)
    assert len(laid.shares) == columns


def test_smaller_type_where_it_is_asked_for() -> None:
    assert layout(table(["Month"], ["March"]), largest=7.5).size == 7.5


@pytest.mark.parametrize(("rows", "together"), [(13, True), (14, False)])
def test_a_low_table_stands_on_one_page(rows: int, together: bool) -> None:
    assert layout(table(["Month"], *[["March"]] * rows)).together is together


@pytest.mark.parametrize(("words", "whole"), [(10, True), (600, False)])
def test_a_row_higher_than_half_a_page_may_be_split(words: int, whole: bool) -> None:
    assert layout(table(["Measure", "Text"], ["Crime", "words " * words])).whole_rows is whole


def test_a_table_without_rows() -> None:
    laid = layout(table(["Month", "Crimes"]))
    assert (laid.whole_rows, laid.together) == (True, True)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("short words stay", ["short words stay"]),
        ("x" * 40, ["x" * 40]),
        ("x" * 41, ["x" * 40, "x"]),
        ("a " + "0123456789abcdef" * 4, ["a 0123456789abcdef0123456789abcdef01234567", "89abcdef0123456789abcdef"]),
        ("total-recorded-crime/west/ye-2026-03/value", ["total-recorded-crime/west/ye-2026-03/", "value"]),
    ],
)
def test_only_a_word_too_long_for_a_line_is_cut_and_after_a_mark_if_there_is_one(text: str, pieces: list[str]) -> None:
    assert breakable(text).split("\u200b") == pieces
    assert breakable(text).replace("\u200b", "") == text
    assert all(len(word) <= LONGEST_PIECE for piece in pieces for word in piece.split())
