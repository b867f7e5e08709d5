"""Frames as publishers' files: quotes, words in the place of numbers, workbooks that other programs read."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from peelian.simulate.decimals import Decimals
from peelian.simulate.frame import Column, Frame, Wholes
from peelian.simulate.publishers.numbers import Printed, unless
from peelian.simulate.publishers.rows import each, same
from peelian.simulate.publishers.written import cells, csv, ods, xlsx

FRAME = Frame(
    "t",
    0,
    3,
    None,
    (
        Column("name", "Name, with a comma", each(["a, b", 'c "d"', "e\nf"])),
        Column("kept", None, each(["x"], outer=3)),
        same(None, "Year", "2020/21", 3),
        Column(
            "n",
            "N",
            Printed(np.array([4, 0, 9]), np.array([False, False, True]), marks=np.array([0, 1, 2]), words=("-", "..")),
        ),
        Column("share", "Share", Decimals(np.array([5, 10, 0]), 1)),
    ),
)


def test_texts_that_need_quotes_have_them() -> None:
    assert csv([FRAME, FRAME]).decode().split("\r\n")[:4] == [
        '"Name, with a comma",Year,N,Share',
        '"a, b",2020/21,4,0.5',
        '"c ""d""",2020/21,-,1',
        '"e\nf",2020/21,..,0',
    ]
    assert csv([FRAME, FRAME]).count(b"\r\n") == 7


def test_numbers_that_are_not_known_are_words_in_the_file_and_none_in_the_table() -> None:
    printed = FRAME.column("n")
    assert printed.tidy().to_pylist() == [4, 0, None]
    assert unless(np.array([1, 2]), np.array([False, True]), "NA").text().to_pylist() == ["1", "NA"]
    assert isinstance(printed, Wholes)


@pytest.mark.parametrize("write", [ods, xlsx])
def test_a_workbook_holds_numbers_as_numbers_and_words_as_words(write: object) -> None:
    assert callable(write)
    data = write({"Cover": [["A title & more"]], "2020_21": cells([FRAME])})
    assert data == write({"Cover": [["A title & more"]], "2020_21": cells([FRAME])})
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    assert book.sheet_names == ["Cover", "2020_21"]
    assert book.get_sheet_by_name("Cover").to_python() == [["A title & more"]]
    rows = book.get_sheet_by_name("2020_21").to_python()
    assert rows[0] == ["Name, with a comma", "Year", "N", "Share"]
    assert rows[1:] == [["a, b", "2020/21", 4.0, 0.5], ['c "d"', "2020/21", "-", 1.0], ["e\nf", "2020/21", "..", 0.0]]


def test_words_in_turn() -> None:
    words = each(["b", "a", "b"], inner=2, outer=2)
    assert words.text().to_pylist() == ["b", "b", "a", "a", "b", "b"] * 2
