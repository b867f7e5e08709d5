"""An area by what a person types."""

from __future__ import annotations

from dataclasses import replace

import pytest

from peelian.errors import Unusable
from peelian.plan.area_names import find_area, find_place, folded
from peelian.plan.areas import Area, Areas, DrawnArea
from peelian.plan.model import Peer
from tests.small_plan import kpi, plan

AREAS = Areas(
    ("force", "district", "ward"),
    (
        Area("force", "Allshire", "force"),
        Area("north", "Northshire", "district", "force", "E0601"),
        Area("south", "Southshire", "district", "force", "E0602"),
        Area("e1", "St. Mary's", "ward", "north", "E1"),
        Area("e2", "Castle", "ward", "north", "E2"),
        Area("e3", "Castle", "ward", "south", "E3"),
        Area("e4", "Bath & Wells-on-Sea", "ward", "south", "E4"),
        Area("e5", "Ynys Môn", "ward", "south", "E5"),
        Area("e6", "Sutton Streetly", "ward", "south", "E6"),
    ),
    drawn=(DrawnArea("quay", "The Quay", codes=("X",)),),
)
BASE = plan([kpi("offences")])
PLAN = replace(BASE, file=replace(BASE.file, areas=AREAS))


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("e3", "e3"),
        ("E3", "e3"),
        ("e0601", "north"),
        ("St. Mary's", "e1"),
        ("st marys", "e1"),
        ("Saint Mary’s", "e1"),
        ("bath and wells on sea", "e4"),
        ("YNYS MON", "e5"),
        ("the quay", "quay"),
        ("allshire", "force"),
    ],
)
def test_capitals_punctuation_and_accents_do_not_matter(text: str, id: str) -> None:
    assert find_area(PLAN, text).id == id


def test_several_of_one_name_are_listed_with_where_they_lie() -> None:
    with pytest.raises(Unusable) as told:
        find_area(PLAN, "castle")
    assert str(told.value).splitlines() == [
        "2 areas are called 'castle'; name one by its id, or add --in",
        "  e2: Castle, ward in Northshire",
        "  e3: Castle, ward in Southshire",
    ]
    assert find_area(PLAN, "castle", "southshire").id == "e3"
    assert find_area(PLAN, "castle", "E0601").id == "e2"


@pytest.mark.parametrize(
    ("text", "within", "words"),
    [
        ("streetly", None, "no area is called 'streetly'; did you mean Sutton Streetly?"),
        ("Casle", None, "did you mean Castle?"),
        ("streetly", "northshire", "no area is called 'streetly' there; there are Castle, St. Mary's"),
        ("x", "castle", "2 areas are called 'castle'"),
        ("castle", "e1", "no area lies in St. Mary's; leave --in out"),
        ("B1 2AA", None, "'B1 2AA' looks like a postcode, and Peelian holds none"),
        ("sw1a", None, "looks like a postcode"),
        ("", None, "no area is called ''; there are Allshire"),
        ("!!", None, "no area is called '!!'; there are"),
    ],
)
def test_what_is_not_found_says_what_there_is(text: str, within: str | None, words: str) -> None:
    with pytest.raises(Unusable) as told:
        find_area(PLAN, text, within)
    assert words in str(told.value)


def test_a_name_of_nothing_but_signs_is_none() -> None:
    assert folded(" .'’!? ") == ""


def test_a_name_is_looked_for_among_the_levels_that_are_told_of() -> None:
    place = Area("castle", "Castle", "place", "north")
    areas = replace(AREAS, levels=(*AREAS.levels, "place"), list=(*AREAS.list[:5], place))
    both = replace(BASE, file=replace(BASE.file, areas=areas))
    assert find_area(both, "castle").id == "castle"  # by its id
    assert find_area(both, "castle", levels=("ward",)).id == "e2"
    assert find_area(both, "the quay", levels=("ward",)).id == "quay"  # drawn areas have no level
    with pytest.raises(Unusable, match="no area is called 'northshire'"):
        find_area(both, "northshire", levels=("ward",))


def test_figures_may_be_of_a_peer_too() -> None:
    plan = replace(
        BASE, file=replace(PLAN.file, peers=(Peer("dales", "Dalesworth", "PF02"), Peer("quays", "The Quay")))
    )
    assert [find_place(plan, text).id for text in ("dales", "pf02", "dalesworth", "ynys mon")] == ["dales"] * 3 + ["e5"]
    with pytest.raises(Unusable) as told:
        find_place(plan, "the quay")
    assert str(told.value).splitlines() == [
        "2 areas are called 'the quay'; name one by its id",
        "  quay: The Quay, drawn by hand",
        "  quays: The Quay, a peer",
    ]
    with pytest.raises(Unusable, match=r"no area is called 'Dalesworths'; did you mean Dalesworth\?"):
        find_place(plan, "Dalesworths")
