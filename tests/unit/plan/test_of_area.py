"""The plan as an area has it."""

from __future__ import annotations

from dataclasses import replace

from peelian.plan.model import Baseline, Group, Target, all_kpis
from peelian.plan.of_area import of_area
from tests import small_plan

AREAS = {"north": "North", "south": "South"}
PLAN = small_plan.plan(
    [
        small_plan.kpi("crime", target=Target("count", at_most="9"), baseline=Baseline("not-stated", "12", "An audit")),
        small_plan.kpi("fires", area="all"),
        small_plan.kpi("southern", measure="stops", area="south"),
        small_plan.kpi("stops"),
    ],
    areas=AREAS,
)


def test_the_force_and_no_area_leave_the_plan_as_it_is() -> None:
    assert of_area(PLAN, None) is PLAN
    assert of_area(PLAN, "all") is PLAN


def test_kpis_of_the_force_move_without_what_was_set_for_it() -> None:
    moved = all_kpis(of_area(PLAN, "north"))
    assert {id: kpi.area for id, kpi in moved.items()} == {
        "crime": "north",
        "fires": "north",
        "southern": "south",
        "stops": "north",
    }
    assert moved["crime"].target is None
    assert moved["crime"].baseline == Baseline("not-stated")
    assert replace(moved["fires"], area="all") == all_kpis(PLAN)["fires"]


def test_a_kpi_of_figures_that_the_area_has_its_own_of_stays_the_forces() -> None:
    assert {id: kpi.area for id, kpi in all_kpis(of_area(PLAN, "south")).items()} == {
        "crime": "south",
        "fires": "south",
        "southern": "south",
        "stops": None,
    }


def test_groups_are_moved_too_and_the_order_stays() -> None:
    (priority,) = PLAN.priorities
    inner = Group("inner", "Inner", kpis=(small_plan.kpi("deep"),))
    grouped = replace(priority, groups=(Group("outer", "Outer", groups=(inner,)),))
    moved = all_kpis(of_area(replace(PLAN, priorities=(grouped,)), "north"))
    assert list(moved) == ["crime", "fires", "southern", "stops", "deep"]
    assert moved["deep"].area == "north"
