"""The words of sums and reasons."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.measures.wording import added, named, number, rows, runs
from tests.spec.arithmetic import evaluate


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (300418, "300,418"),
        (Fraction(5, 2), "2.5"),
        (Fraction(-1, 250), "-0.004"),
        (Fraction(1, 3), "1/3"),
        (Fraction(100001, 100000), "1.00001"),
        (Fraction(10000, 7), "10,000/7"),
        (Fraction(1, 10), "0.1"),
        (-1234, "-1,234"),
    ],
)
def test_number(value: Fraction | int, said: str) -> None:
    assert number(value) == said


@given(st.fractions(max_denominator=10**6))
def test_a_number_in_full_is_the_number(value: Fraction) -> None:
    assert evaluate(number(value).replace(",", "")) == value


def test_terms_are_written_out_while_they_can_be_read() -> None:
    assert added([1, Fraction(5, 2)]) == "1 + 2.5"
    assert added([1] * 24).count("+") == 23
    assert added([1] * 25) == ""
    assert added([]) == ""


def test_months_that_follow_each_other_are_one_run() -> None:
    months = [date(2024, 1, 1), date(2023, 12, 1), date(2023, 11, 1), date(2024, 3, 1)]
    assert runs(months) == "2023-11 to 2024-01, 2024-03"
    assert runs([]) == ""


def test_a_few_names_and_how_many_more() -> None:
    assert named(["b", "a"]) == "'a', 'b'"
    assert named("abcdefg") == "'a', 'b', 'c' and 4 more"


def test_one_row_and_many() -> None:
    assert (rows(1), rows(0), rows(1200, "time")) == ("1 row", "0 rows", "1,200 times")
