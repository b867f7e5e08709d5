"""Which sums of weights tell a count that is held back."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from peelian.disclosure.boxes import AREA, DRAWN, MONTH, Among, Box
from peelian.disclosure.linked import linked
from peelian.disclosure.model import Cell
from peelian.disclosure.protect import protect
from peelian.disclosure.weights import telling

COLUMNS = {"area": AREA, "month": MONTH}
YES = Among(frozenset({"yes"}))


def cell(id: str, count: int, **columns: str) -> Cell:
    conditions = {COLUMNS.get(name, name): Among(frozenset(value.split())) for name, value in columns.items()}
    return Cell(id, Fraction(count), Box("crimes", conditions), id, 5)


def harm(id: str, count: int, **columns: str) -> list[Cell]:
    """A sum of weights: how many records it is of, and how many of these weigh anything."""
    of = cell(id, count, **columns)
    weigh = replace(of, id=f"{id} (weigh)", box=replace(of.box, table="crimes: weighed"))
    return [replace(of, id=f"{id} (records)", weighed=True), weigh]


def told(cells: list[Cell], *hidden: str) -> dict[str, str]:
    own = [one for one in cells if one.box.table == "crimes"]
    found = telling(linked(own), hidden)
    return {own[one.sum].id.removesuffix(" (records)"): own[one.count].id for one in found}


APRIL = [cell("april", 90, month="4"), cell("burglary-april", 3, month="4", kind="burglary")]
MAY = [cell("may", 80, month="5"), cell("burglary-may", 20, month="5", kind="burglary")]
BOTH = [cell("both", 170, month="4 5"), cell("burglary-both", 23, month="4 5", kind="burglary")]
HARM = [*harm("harm-april", 90, month="4"), *harm("harm-may", 80, month="5"), *harm("harm-both", 170, month="4 5")]


def test_the_sum_of_the_same_place_and_time_tells_a_count_that_is_held_back() -> None:
    cells = [*APRIL, *MAY, *BOTH, *HARM]
    assert told(cells, "burglary-april") == {"harm-april": "burglary-april"}
    assert told(cells) == {}


def test_a_sum_over_more_tells_it_where_the_count_over_as_much_is_not_shown() -> None:
    cells = [*APRIL, *MAY, *HARM]
    assert told(cells, "burglary-april") == {"harm-april": "burglary-april", "harm-both": "burglary-april"}
    assert told([*cells, *BOTH], "burglary-april") == {"harm-april": "burglary-april"}


def test_sums_of_parts_tell_together_what_is_held_back_of_the_whole_where_it_has_no_sum_of_its_own() -> None:
    months = [*harm("harm-april", 90, month="4"), *harm("harm-may", 80, month="5")]
    both = {"harm-april": "burglary-both", "harm-may": "burglary-both"}
    assert told([*BOTH, *months], "burglary-both") == both
    assert told([*BOTH, *HARM], "burglary-both") == {"harm-both": "burglary-both"}


def test_a_sum_of_other_records_tells_nothing() -> None:
    thefts = [*harm("harm-of-thefts", 60, month="4", kind="theft"), *harm("harm-in-june", 60, month="6")]
    assert told([*APRIL, *thefts], "burglary-april") == {}


@pytest.mark.parametrize(("area", "tells"), [("a", True), ("b", False)])
def test_a_sum_of_another_place_tells_nothing(area: str, tells: bool) -> None:
    cells = [cell("burglary", 3, area="a", kind="burglary"), *harm("harm", 60, area=area)]
    assert bool(told(cells, "burglary")) is tells


def test_what_is_held_back_in_an_area_drawn_by_hand_may_lie_in_any() -> None:
    drawn = Cell("drawn", Fraction(3), Box("crimes", {f"{DRAWN}quay": YES}), "drawn", 5)
    assert told([drawn, *harm("harm", 60, area="a")], "drawn") == {"harm": "drawn"}


def test_a_sum_that_tells_is_held_back_and_does_not_follow_from_other_sums() -> None:
    """All harm less that of May is that of April: another of the two goes with it."""
    cells = [*APRIL, *MAY, *BOTH, *HARM, cell("theft-april", 70, month="4", kind="theft")]
    found = protect(cells)
    assert found.small == ("burglary-april",)
    assert "harm-april" in found.besides
    assert len({"harm-may", "harm-both"} & found.hidden) == 1


def test_a_sum_that_is_out_leaves_the_count_open() -> None:
    of = [replace(one, shown_by=None) for one in harm("harm-april", 90, month="4")]
    [found] = protect([*APRIL, *of]).open
    assert (found.of, found.told_by) == ({"burglary-april"}, ("harm-april (records)",))


def test_a_sum_of_more_that_is_out_is_not_said_to_tell_a_part() -> None:
    of = [replace(one, shown_by=None) for one in harm("harm-both", 170, month="4 5")]
    assert protect([*APRIL, *of]).open == ()
