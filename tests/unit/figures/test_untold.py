"""Sums of protected records: only the level's own number and parts, else words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from peelian.figures.untold import ADDED_UP, UNTOLD, without_terms
from peelian.measures.model import Compliance, Count, Distinct, Measure, Rate, Survey, WeightedSum
from peelian.series.model import Observation
from tests.small_plan import measure

COUNT = measure("crimes", kind="count", compute=Count("crimes"))
IN_TIME = measure("in-time", kind="compliance", compute=Compliance("crimes", "secs", 900))
HARM = measure("harm", kind="weighted_sum", compute=WeightedSum("crimes", "weight"))
VICTIMS = measure("victims", kind="distinct", compute=Distinct("crimes", "victim"))
CONTENT = measure("content", kind="survey", compute=Survey("crimes", "answer", ("good",), ("good", "bad")))
RATE = measure("rate", kind="rate", compute=Rate("crimes", "people", 1000))


def seen(value: int | None, sum_: str = "", **more: object) -> Observation:
    return Observation(None if value is None else Fraction(value), sum=sum_, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("of", "observed", "says"),
    [
        (COUNT, seen(48, "20 + 3 + 25"), f"48, {ADDED_UP}"),
        (COUNT, seen(1048, "1,048, the sum of 36 months, 2022-04 to 2025-03"), f"1,048, {ADDED_UP}"),
        (COUNT, seen(1048, "1,048 in 1,048 rows of 'crimes'"), "1,048 in 1,048 rows of 'crimes'"),
        (COUNT, seen(48, "48 in 3 rows of 'crimes'"), UNTOLD),
        (HARM, seen(415, "2 × 5 + 4 × 100"), UNTOLD),
        (VICTIMS, seen(60, "60 different 'victim' in 63 rows; 3 rows without one left out"), UNTOLD),
    ],
)
def test_a_term_that_no_figure_shows_is_not_told(of: Measure, observed: Observation, says: str) -> None:
    assert without_terms(observed, of, {"crimes"}).sum == says


def test_numerator_and_denominator_stay_and_rows_left_out_lose_their_number() -> None:
    parts = {"numerator": Fraction(57), "denominator": Fraction(60)}
    left_out = seen(95, "57 ÷ 60 × 100; 3 rows without a time left out", **parts)
    assert without_terms(left_out, IN_TIME, {"crimes"}).sum == "57 ÷ 60 × 100; rows without a time left out"
    one = seen(95, "57 ÷ 60 × 100; 1 row without a time left out", **parts)
    assert without_terms(one, IN_TIME, {"crimes"}).sum == "57 ÷ 60 × 100; rows without a time left out"
    assert without_terms(seen(95, "57 ÷ 60 × 100", **parts), CONTENT, {"crimes"}).sum == "57 ÷ 60 × 100"
    weighed = seen(95, "57 ÷ 60 × 100, weighted by 'w'; effective base 3, design effect 2", **parts)
    assert without_terms(weighed, CONTENT, {"crimes"}).sum == UNTOLD


def test_a_reason_says_no_number_of_rows() -> None:
    missing = seen(None, status="missing", reason="3 rows of 'crimes' blank in 'weight'")
    assert without_terms(missing, HARM, {"crimes"}).reason == "some rows of 'crimes' blank in 'weight'"
    missing = seen(None, status="missing", reason="no weight in 'w' for '4' (1 row)")
    assert without_terms(missing, HARM, {"crimes"}).reason == "no weight in 'w' for '4' (some rows)"
    missing = seen(None, status="missing", reason="no rows in 2025-01")
    assert without_terms(missing, COUNT, {"crimes"}).reason == "no rows in 2025-01"


def test_sums_of_other_tables_and_of_figures_stay_as_they_are() -> None:
    assert without_terms(seen(48, "20 + 3 + 25"), COUNT, {"searches"}).sum == "20 + 3 + 25"
    assert without_terms(seen(48, "3 ÷ 60 × 1,000"), RATE, {"crimes"}).sum == "3 ÷ 60 × 1,000"
