from __future__ import annotations

import pytest

from peelian.signals.doubts import doubt_in_words, provisional_in_words, screening_in_words
from peelian.signals.limits.lines import DOUBTS, NONE, SHORT, ZEROS


def test_every_doubt_has_words_and_no_doubt_has_none() -> None:
    said = [doubt_in_words(doubt, 20, 8, "month") for doubt in range(len(DOUBTS))]
    assert said[NONE] == ""
    assert all(words.endswith(".") for words in said[1:])
    assert len(set(said)) == len(DOUBTS)


@pytest.mark.parametrize(
    ("points", "words"), [(1, "There is 1 point; limits need at least 8."), (7, "There are 7 points; limits need")]
)
def test_few_points(points: int, words: str) -> None:
    assert doubt_in_words(SHORT, points, 8, "month").startswith(words)


def test_periods_are_called_what_they_are() -> None:
    assert "any of 9 quarters" in doubt_in_words(ZEROS, 9, 8, "quarter")
    assert "any of 9 years" in doubt_in_words(ZEROS, 9, 8, "calendar-year")
    assert "any of 9 periods" in doubt_in_words(ZEROS, 9, 8, "range")
    assert "any of 1 month," in doubt_in_words(ZEROS, 1, 1, "month")


def test_limits_that_are_copied_are_not_to_be_relied_on() -> None:
    assert doubt_in_words(ZEROS, 9, 2, "month", copied=True).endswith("not to be relied on.")


def test_screening() -> None:
    assert screening_in_words(0) == ""
    assert screening_in_words(1) == "One moving range was left out as too large."
    assert screening_in_words(3) == "3 moving ranges were left out as too large."
    assert screening_in_words(-1) == "Moving ranges were not screened, since too few would have remained."


def test_provisional() -> None:
    assert provisional_in_words(9, 13) == "The limits are provisional: they rest on 9 points, and are final from 13."
