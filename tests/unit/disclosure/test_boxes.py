"""The smallest groups of records that boxes tell apart."""

from __future__ import annotations

from fractions import Fraction

import pytest

from peelian.disclosure.boxes import Among, Box, groups, size


def box(**columns: str | Among) -> Box:
    return Box(
        "crimes",
        {
            name: value if isinstance(value, Among) else Among(frozenset(value.split()))
            for name, value in columns.items()
        },
    )


def test_one_box_is_one_group() -> None:
    assert groups([box(area="north")]) == [(0,)]


def test_a_whole_and_a_part_leave_a_rest() -> None:
    assert sorted(groups([box(), box(area="north")])) == [(0,), (0, 1)]


def test_two_margins_meet_in_four_groups() -> None:
    boxes = [box(), box(area="north"), box(kind="theft")]
    assert sorted(groups(boxes)) == [(0,), (0, 1), (0, 1, 2), (0, 2)]


def test_groups_that_the_same_boxes_hold_are_one() -> None:
    boxes = [box(month="1 2 3 4"), box(month="1 2")]
    assert sorted(groups(boxes)) == [(0,), (0, 1)]


def test_all_but_some_values_holds_those_that_nobody_names() -> None:
    boxes = [box(kind=Among(frozenset({"theft"}), all_but=True)), box(kind="theft"), box(kind="arson")]
    assert sorted(groups(boxes)) == [(0,), (0, 2), (1,)]


def test_values_nobody_asks_for_are_left_out() -> None:
    assert groups([box(area="north", kind="theft")]) == [(0,)]


@pytest.mark.parametrize(
    ("text", "found"),
    [("12", 12), ("-3", -3), ("2.5", Fraction(5, 2)), ("19/2", Fraction(19, 2)), ("0001-01-02", 2)],
)
def test_numbers_and_days_have_a_size(text: str, found: Fraction) -> None:
    assert size(text) == found


@pytest.mark.parametrize("text", ["", "theft", "1/0", "1e999999999", "2026-02-30", "nan"])
def test_other_texts_have_none(text: str) -> None:
    assert size(text) is None
