"""The truth of a simulated force is counted apart from the engine, by rules that a reader can check with a pencil."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import peelian.simulate
from peelian.simulate.frame import Column, Data, Days, Frame, Numbered, Words
from peelian.simulate.geography import Geography, make
from peelian.simulate.months import day_number, first_day, working_days
from peelian.simulate.sizes import SIZES
from peelian.simulate.truth.cohorts import Cohorts
from peelian.simulate.truth.different import Different
from peelian.simulate.truth.intervals import of_share
from peelian.simulate.truth.spans import Span
from peelian.simulate.truth.tallies import Shape, Tally, Weighed

ENGINE = ("measures", "sources", "figures", "series", "editions", "snapshots")
WHOLE, MONTHS = 0, 14


@pytest.fixture(name="shape")
def shape_() -> Shape:
    geography: Geography = make(SIZES["small"], 1)
    weights = {"weights": {"a": Fraction(3, 2), "b": Fraction(2)}}
    return Shape(geography, MONTHS, geography.levels, {}, weights, frozenset({"one"}))


def frame(month: int, **columns: Data) -> Frame:
    rows = len(next(iter(vars(next(iter(columns.values()))).values())))
    return Frame("rows", month, rows, np.zeros(rows, np.int64), tuple(Column(n, n, d) for n, d in columns.items()))


def told(tally: Tally, *frames: Frame) -> str:
    """What the last month comes to."""
    for one in frames:
        tally.add(one)
    tally.finish()
    return str(tally.told(WHOLE, "", month(frames[-1].month)))


def month(number: int) -> Span:
    first = first_day(number)
    return Span(f"{first:%Y-%m}", number, number)


def test_nothing_of_the_engine_is_used() -> None:
    files = sorted(Path(peelian.simulate.__file__).parent.rglob("*.py"))
    assert len(files) > 40
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert [n for n in names if n.startswith(tuple(f"peelian.{layer}" for layer in ENGINE))] == [], file


def victims(number: int, *who: int) -> Frame:
    return frame(number, victim=Numbered(np.array(who), "V"))


def test_a_repeat_victim_is_one_of_two_crimes_in_twelve_months(shape: Shape) -> None:
    """The second crime of 7 comes eleven months after the first, that of 8 in the same month, that of 9 never; 0 is
    nobody."""
    compute = {"column": "victim", "at_least": 2, "months": 12}
    tally = Different({"id": "one", "compute": compute}, shape)
    assert told(tally, victims(2, 7, 0), victims(13, 7, 8, 8, 9)) == "2"
    assert tally.reach(month(13)) == (11, 0)


def test_rows_that_all_lack_an_id_give_no_value(shape: Shape) -> None:
    assert told(Different({"id": "one", "compute": {"column": "victim"}}, shape), victims(13, 0, 0)) == "missing"


def test_a_crime_counts_once_in_the_month_it_was_recorded(shape: Shape) -> None:
    """1 came to something twice, 2 seven months later, which is too late."""

    def outcomes(number: int, *crimes: int) -> Frame:
        began = np.full(len(crimes), day_number(first_day(4)) + 9)
        return frame(number, crime=Numbered(np.array(crimes), "C"), began=Days(began))

    compute = {"column": "crime", "began": "began", "months": 6}
    tally = Cohorts({"id": "one", "compute": compute}, shape)
    told(tally, outcomes(4, 1), outcomes(10, 1), outcomes(11, 2))
    assert tally.told(WHOLE, "", month(4)) == 1
    assert tally.told(WHOLE, "", month(11)) == 0
    assert tally.reach(month(4)) == (0, 6)


@pytest.mark.parametrize(("words", "comes_to"), [("aab", "5"), ("ac", "missing")])
def test_a_word_without_a_weight_leaves_no_value(words: str, comes_to: str, shape: Shape) -> None:
    tally = Weighed({"compute": {"key": "word", "weights": "weights"}}, shape)
    vocabulary = ("a", "b", "c")
    codes = Words(np.array([vocabulary.index(word) for word in words]), vocabulary)
    assert told(tally, frame(13, word=codes)) == comes_to


def test_the_interval_of_a_share_is_of_those_it_lies_1_96_errors_from() -> None:
    """Both ends x solve (p - x)² = 1.96² x (1 - x) / n, to twelve digits."""
    share, base = Fraction(3, 10), Fraction(40)
    for end in of_share(share, base):
        errors = (share - end) ** 2 / (end * (1 - end) / base)
        assert abs(errors - Fraction("1.96") ** 2) < Fraction(1, 10**9)
    assert of_share(Fraction(), base)[0] == 0
    assert of_share(Fraction(1), base)[1] == 1


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    """From Thursday 1 April 2021 to Wednesday the 7th lie Good Friday, a weekend and Easter Monday."""
    thursday = day_number(first_day(12))
    assert working_days(np.array([thursday, thursday]), np.array([thursday + 6, thursday])).tolist() == [2, 0]
