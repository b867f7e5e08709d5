"""Whose rows answer for an area in a table that is already counted."""

from __future__ import annotations

import pytest

from peelian.measures.places import asked_places, largest

TREE = {"force": ("north", "south"), "north": ("elm", "oak"), "elm": ("mews",)}


def inside(area: str) -> tuple[str, ...]:
    return tuple(deep for child in TREE.get(area, ()) for deep in (child, *inside(child)))


def only_smallest(area: str) -> tuple[str, ...]:
    below = TREE.get(area, ())
    return tuple(deep for child in below for deep in only_smallest(child)) if below else (area,)


@pytest.mark.parametrize(
    ("area", "given", "expected"),
    [
        ("force", {"force", "north", "south", ""}, {"force"}),
        ("force", {"north", "south", "elm"}, {"north", "south"}),
        ("force", {"north", "south", ""}, {"north", "south", ""}),
        ("force", {"elm", "oak", "south"}, {"elm", "oak", "south"}),
        ("force", {"mews", "oak", "south"}, {"mews", "oak", "south"}),
        ("force", {""}, {""}),
        ("north", {"elm", "oak", "south", ""}, {"elm", "oak"}),
        ("elm", {"mews"}, {"mews"}),
        ("force", {"elm", "south"}, "no row for 'oak'"),
        ("force", {"south", ""}, "no row for 'mews', 'oak'"),
        ("force", {"elsewhere"}, "no row for 'force'"),
        ("oak", {"north", "force", ""}, "no row for 'oak'"),
        ("north", set(), "no row for 'north'"),
    ],
)
def test_the_largest_places_given_and_all_of_them(area: str, given: set[str], expected: object) -> None:
    assert largest(area, frozenset(given), inside, "force") == expected


def test_the_smallest_places_alone_will_do() -> None:
    """Where the areas inside are told only at the lowest level, those in between are not added up."""
    assert largest("force", frozenset({"mews", "oak", "south"}), only_smallest, "force") == {
        "mews",
        "oak",
        "south",
    }
    assert largest("south", frozenset({"south"}), only_smallest, "force") == {"south"}


def test_the_force_alone_asks_for_rows_without_an_area() -> None:
    assert asked_places("north", inside, "force") == ("north", "elm", "mews", "oak")
    assert asked_places("force", inside, "force")[-1] == ""


def test_an_area_that_is_among_those_inside_it_is_asked_for_once() -> None:
    assert asked_places("north", lambda area: (area, "elm"), "force") == ("north", "elm")
