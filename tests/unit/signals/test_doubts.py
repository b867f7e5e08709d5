from __future__ import annotations

import pytest

from peelian.periods import parse
from peelian.signals.doubts import called, doubt_in_words, provisional_in_words, screening_in_words
from peelian.signals.limits.lines import DOUBTS, NONE, SHORT, ZEROS


def test_every_doubt_has_words_and_no_doubt_has_none() -> None:
    said = [doubt_in_words(doubt, 20, 8, "months") for doubt in range(len(DOUBTS))]
    assert said[NONE] == ""
    assert all(words.endswith(".") for words in said[1:])
    assert len(set(said)) == len(DOUBTS)


@pytest.mark.parametrize(
    ("points", "words"), [(1, "There is 1 point; limits need at least 8."), (7, "There are 7 points; limits need")]
)
def test_few_points(points: int, words: str) -> None:
    assert doubt_in_words(SHORT, points, 8, "months").startswith(words)


def test_periods_are_called_what_they_are() -> None:
    assert "any of 9 quarters" in doubt_in_words(ZEROS, 9, 8, "quarters")
    assert "any of 1 month," in doubt_in_words(ZEROS, 1, 1, "months")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("2024-01 2024-02", "months"),
        ("2024-01", "months"),
        ("2024-01 2024-04", "periods"),
        ("2024-01 2025-01", "periods"),
        ("q-2024-03 q-2024-06", "quarters"),
        ("q-2024-03 q-2025-03", "periods"),
        ("cy-2024 cy-2025", "years"),
        ("ye-2024-03 ye-2025-03", "years"),
        ("at-2024-03-31 at-2025-03-31", "dates"),
        ("wave-3 wave-5", "waves"),
    ],
)
def test_periods_that_do_not_follow_each_other_are_no_months(written: str, name: str) -> None:
    assert called(tuple(parse(word) for word in written.split())) == name


def test_limits_that_are_copied_are_not_to_be_relied_on() -> None:
    assert doubt_in_words(ZEROS, 9, 2, "months", copied=True).endswith("not to be relied on.")


def test_screening() -> None:
    assert screening_in_words(0) == ""
    assert screening_in_words(1) == "One moving range was left out as too large."
    assert screening_in_words(3) == "3 moving ranges were left out as too large."
    assert screening_in_words(-1) == "Moving ranges were not screened, since too few would have remained."


def test_provisional() -> None:
    assert provisional_in_words(9, 13) == "The limits are provisional: they rest on 9 points, and are final from 13."
