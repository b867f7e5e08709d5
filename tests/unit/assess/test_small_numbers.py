"""What is hidden of small counts, and that what is shown beside does not give it away."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.assess.small_numbers import Limit, Part, folded, hidden, hidden_part, limit_of
from peelian.plan.answers import Answers

REST, SMALLEST = "All others", 5


def part(name: str, now: int, before: int) -> Part:
    return Part(name, Fraction(now), Fraction(before))


@pytest.mark.parametrize(("count", "is_hidden"), [(0, False), (1, True), (4, True), (5, False), (400, False)])
def test_nought_is_shown_and_one_to_four_are_not(count: int, is_hidden: bool) -> None:
    assert hidden(Fraction(count), SMALLEST) is is_hidden


def test_the_limit_is_the_usual_five_or_the_plans_own() -> None:
    assert limit_of(Answers("crime")) == Limit(5)
    assert limit_of(Answers("crime", smallest=1, because="All is out.")) == Limit(1, "All is out.")
    assert limit_of(Answers("crime"), [Limit(10, "Not public."), Limit(3)]) == Limit(10, "Not public.")
    assert limit_of(Answers("crime"), [Limit(3)]) == Limit(5)


def test_a_plan_that_shows_all_hides_nothing() -> None:
    assert not any(hidden(Fraction(count), 1) for count in range(10))


@pytest.mark.parametrize(
    ("of", "whole", "is_hidden"),
    [(4, 50, True), (47, 50, True), (50, 50, False), (0, 50, False), (0, 3, True), (5, 10, False)],
)
def test_what_is_left_of_a_whole_is_a_number_too(of: int, whole: int, is_hidden: bool) -> None:
    assert hidden_part(Fraction(of), Fraction(whole), SMALLEST) is is_hidden


def test_a_small_part_goes_with_the_smallest_others_until_together_they_are_not_small() -> None:
    parts = [part("theft", 90, 80), part("arson", 20, 9), part("drugs", 6, 7), part("robbery", 2, 0)]
    shown, rest = folded(parts, 8, REST, SMALLEST)
    assert [one.name for one in shown] == ["theft", "arson"]
    assert rest == part(REST, 8, 7)


def test_small_parts_that_are_enough_together_take_no_other_along() -> None:
    parts = [part("theft", 90, 80), part("arson", 4, 4), part("robbery", 3, 2)]
    assert folded(parts, 8, REST, SMALLEST) == ((parts[0],), part(REST, 7, 6))


def test_a_part_that_is_held_back_is_among_others_that_are_not_small() -> None:
    parts = [part("theft", 90, 80), part("arson", 20, 9), part("drugs", 6, 7)]
    held = Part("burglary", Fraction(40), Fraction(41), held=True)
    assert folded([*parts, held], 8, REST, SMALLEST) == ((parts[0], parts[1]), part(REST, 46, 48))
    alone = [one.name for one in folded([parts[0], part("arson", 20, 4), held], 8, REST, SMALLEST)[0]]
    assert alone == [], "with arson, whose year before is small, theft has to go too"


def test_parts_of_nothing_are_not_told_and_leave_no_others() -> None:
    parts = [part("theft", 90, 80), part("piracy", 0, 0)]
    assert folded(parts, 8, REST, SMALLEST) == ((parts[0],), None)


def test_where_nothing_may_be_shown_nothing_is() -> None:
    assert folded([part("theft", 3, 1)], 8, REST, SMALLEST) == ((), None)
    assert folded([part("theft", 3, 90), part("arson", 0, 2)], 8, REST, SMALLEST) == ((), None)


COUNTS = st.one_of(st.integers(0, 9), st.integers(0, 200))


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=12), st.integers(1, 8), st.sampled_from([1, 3, 5, 10]))
def test_no_subtraction_from_the_total_gives_a_small_number(
    pairs: list[tuple[int, int]], most: int, smallest: int
) -> None:
    """Whoever has the total and all rows can only find the others together; and no row is small itself."""
    parts = [part(f"type {at}", *pair) for at, pair in enumerate(pairs)]
    shown, rest = folded(parts, most, REST, smallest)
    rows = [*shown, *([rest] if rest else [])]
    assert not any(row.hidden(smallest) for row in rows)
    assert len(shown) <= most
    if rows:
        for side in ("now", "before"):
            assert sum(getattr(row, side) for row in rows) == sum(getattr(one, side) for one in parts)
