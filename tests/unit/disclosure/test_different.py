"""Numbers of different ids: one person can be in several areas, kinds and months, so that nothing adds up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from time import process_time

from peelian.disclosure import different
from peelian.disclosure.boxes import AREA, Among
from peelian.disclosure.linked import linked
from peelian.disclosure.model import Cell
from peelian.disclosure.placed import inside
from peelian.disclosure.protect import protect
from peelian.figures.ids import parse_id
from peelian.measures.model import Condition, Distinct
from peelian.plan.areas import Area
from peelian.plan.model import Plan
from tests import small_plan

VICTIMS = Distinct("crimes", "victim")
MEASURE = small_plan.measure("victims", kind="distinct", compute=VICTIMS, breakdowns={"kind": "offence"})


def plan() -> Plan:
    of = small_plan.plan([], [MEASURE], {"north": "North", "south": "South"})
    wards = (Area("quay", "Quay", "ward", "north"), Area("hill", "Hill", "ward", "north"))
    areas = replace(of.file.areas, list=(*of.file.areas.list, *wards))
    return replace(of, file=replace(of.file, areas=areas))


def cell(id: str, count: int, spec: Distinct = VICTIMS) -> Cell:
    figure = f"victims/{id}/value"
    within = inside(plan(), parse_id(figure).area)
    place = {} if within is None else {AREA: Among(within)}
    box, once = different.whom(parse_id(figure), plan(), MEASURE, spec, place)
    return Cell(figure, Fraction(count), box, figure, 5, once)


def hidden(*cells: Cell) -> set[str]:
    found = protect(cells)
    assert found.open == ()
    return {id.removeprefix("victims/").removesuffix("/value") for id in found.hidden}


def test_areas_whose_numbers_are_more_than_the_whole_contradict_nothing() -> None:
    assert hidden(cell("all/2026-03", 60), cell("north/2026-03", 50), cell("south/2026-03", 40)) == set()


def test_a_small_number_takes_no_other_with_it_since_nothing_adds_up() -> None:
    cells = [cell("all/2026-03", 60), cell("north/2026-03", 57), cell("south/2026-03", 3)]
    assert "south/2026-03" in hidden(*cells)
    assert hidden(cell("all/2026-03", 60), cell("north/2026-03", 50), cell("south/2026-03", 3)) == {"south/2026-03"}


def test_what_is_left_of_a_district_outside_a_ward_is_protected() -> None:
    cells = [cell("all/2026-03", 90), cell("north/2026-03", 50), cell("quay/2026-03", 48)]
    assert hidden(*cells) == {"quay/2026-03"}
    assert hidden(*cells, cell("hill/2026-03", 30)) == {"quay/2026-03"}


def test_the_months_of_a_year_do_not_add_up_to_it() -> None:
    assert hidden(cell("all/ye-2026-03", 60), cell("all/2026-02", 40), cell("all/2026-03", 2)) == {"all/2026-03"}


def test_repeat_victims_and_those_of_a_kind_are_among_all() -> None:
    again = replace(VICTIMS, at_least=2, months=12)
    of = linked([cell("all/2026-03", 60), cell("all/2026-03", 20, again), cell("all/kind=theft/2026-03", 30)])
    assert set(of.nested) == {(0, 1), (0, 2)}
    robbed = replace(VICTIMS, where={"offence": Condition(("Robbery",))})
    of = linked([cell("all/2026-03", 60, robbed), cell("all/kind=theft/2026-03", 30)])
    assert set(of.nested) == set()


def test_who_is_of_a_kind_and_in_a_ward_need_not_be_of_that_kind_there() -> None:
    """Sixty people, fifty of a theft and forty in the south: ten of a theft in the south contradict nothing."""
    cells = [cell("all/2026-03", 60), cell("all/kind=theft/2026-03", 50), cell("south/2026-03", 40)]
    assert hidden(*cells, cell("south/kind=theft/2026-03", 10)) == set()
    assert hidden(*cells, cell("south/kind=theft/2026-03", 3)) == {"south/kind=theft/2026-03"}
    assert hidden(*cells, cell("south/kind=theft/2026-03", 37)) == {"south/kind=theft/2026-03"}


def test_people_of_a_longer_list_leave_no_few_beside_those_of_a_shorter() -> None:
    long, short = (replace(VICTIMS, where={"offence": Condition(names)}) for names in (("a", "b"), ("a",)))
    assert set(linked([cell("all/2026-03", 60, long), cell("all/2026-03", 57, short)]).nested) == {(0, 1)}


def test_many_kinds_and_wards_are_protected_in_time() -> None:
    """Every combination of forty conditions would never end."""
    cells = [cell("all/2026-03", 900), *(cell(f"all/kind=k{at}/2026-03", 3 + at) for at in range(40))]
    began = process_time()
    assert hidden(*cells) == {f"all/kind=k{at}/2026-03" for at in range(2)}
    assert process_time() - began < 5
