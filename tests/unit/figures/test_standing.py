"""Figures among peers: places, means and gaps as a plain second computation has them, and why there are none."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.figures.book import Figures
from peelian.figures.ids import OPEN, FigureId, parse_id
from peelian.figures.model import Typed
from peelian.measures.intervals import of_events, wilson
from peelian.measures.model import Rate, Share
from peelian.plan.model import NamedList, Peer, Plan
from peelian.quantities import NoValue
from tests import small_plan

PEERS = tuple(Peer(f"p{n}", f"Peer {n}") for n in range(4))
LIST = NamedList("all", "All others", tuple(peer.name for peer in PEERS))
GROUP = [name.removesuffix("-in-GROUP") for name in OPEN if name.endswith("-in-GROUP")]
RATES = st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=5, max_size=5)
KNOWN = st.lists(st.integers(0, 40), min_size=5, max_size=5)


def plan(peers: tuple[Peer, ...] = PEERS, **fields: Any) -> Plan:
    measures = [
        small_plan.measure("rate", "per 1,000", kind="rate", compute=Rate("crime", "people", 1000)),
        small_plan.measure("crime"),
        small_plan.measure("people"),
        small_plan.measure("share", "percent", kind="share", compute=Share("crime", "people")),
        small_plan.measure("level", "percent"),
    ]
    kpis = [small_plan.kpi(id) for id in ("rate", "crime", "people", "share", "level")]
    return small_plan.plan(kpis, measures, {"north": "North"}, peers=peers, **{"lists": (LIST,)} | fields)


def book(of: Plan, measure: str, values: list[int | None], unit: str = "percent") -> Figures:
    places = ("all", *(peer.id for peer in PEERS))
    rows: list[Typed] = []
    for place, value in zip(places, values, strict=True):
        if value is not None:
            rows.append(small_plan.typed(f"{measure}/{place}/ye-2026-03/value", value, unit))
    return small_plan.book(of, rows)


def find(held: Figures, statistic: str, measure: str = "level") -> Fraction | str:
    figure = held.find(parse_id(f"{measure}/all/ye-2026-03/{statistic}"))
    for id in figure.inputs:
        held.find(id)
    assert figure.sum or figure.value is None
    return figure.quantity.reason if isinstance(figure.quantity, NoValue) else figure.quantity.value


@given(RATES)
def test_places_and_gaps_are_those_of_a_plain_computation(values: list[int | None]) -> None:
    held = book(plan(), "level", values)
    own, *rest = values
    others = [value for value in rest if value is not None]
    if own is None or not others:
        assert isinstance(find(held, "mean-in-all"), str)
        return
    mean = Fraction(sum(others), len(others))
    assert find(held, "mean-in-all") == mean
    assert find(held, "gap-in-all") == own - mean
    assert find(held, "gap-percent-in-all") == ((own - mean) / mean * 100 if mean else "the group's mean is zero")
    if len(others) < len(rest):
        assert str(find(held, "rank-in-all")).startswith(f"{4 - len(others)} of the 5 members ha")
        return
    assert find(held, "rank-in-all") == 1 + sum(value > own for value in others)
    assert find(held, "rank-from-lowest-in-all") == 1 + sum(value < own for value in others)


@given(KNOWN)
def test_the_mean_of_all_holds_the_force_itself(values: list[int]) -> None:
    held = book(plan(peers_mean="all"), "level", [*values])
    assert find(held, "mean-in-all") == Fraction(sum(values), 5)


@given(KNOWN)
def test_a_rate_has_the_interval_of_its_events(values: list[int]) -> None:
    held = of_events_in(values, 1000)
    low, high = find(held, "gap-low-in-all", "rate"), find(held, "gap-high-in-all", "rate")
    gap = find(held, "gap-in-all", "rate")
    assert not isinstance(low, str)
    assert not isinstance(high, str)
    assert not isinstance(gap, str)
    assert low <= gap <= high
    ends = [of_events(Fraction(value)) for value in values]
    square = (values[0] - ends[0][0]) ** 2 + sum(
        (end[1] - v) ** 2 for v, end in zip(values[1:], ends[1:], strict=True)
    ) / 16
    assert (gap - low) ** 2 == pytest.approx(square, rel=1e-9)
    first, last = find(held, "rank-first-in-all", "rate"), find(held, "rank-last-in-all", "rate")
    rank = find(held, "rank-in-all", "rate")
    assert 1 <= first <= rank <= last <= 5  # type: ignore[operator]


def of_events_in(values: list[int], people: int) -> Figures:
    rows: list[Typed] = []
    for place, value in zip(("all", *(peer.id for peer in PEERS)), values, strict=True):
        rows.append(small_plan.typed(f"crime/{place}/ye-2026-03/value", value))
        rows.append(small_plan.typed(f"people/{place}/ye-2026-03/value", people))
    return small_plan.book(plan(), rows)


def test_a_share_has_the_interval_of_wilson() -> None:
    held = of_events_in([50, 50, 50, 50, 50], 100)
    high = find(held, "gap-high-in-all", "share")
    reach = wilson(Fraction(1, 2), Fraction(100))[1] * 100 - 50
    assert float(high) == pytest.approx(float(reach) * (1 + 4 / 16) ** 0.5)  # type: ignore[arg-type]


def test_without_intervals_chance_leaves_nothing_told() -> None:
    held = book(plan(), "level", [1, 2, 3, 4, 5])
    assert find(held, "rank-first-in-all") == "not every member has an interval"
    assert str(find(held, "gap-low-in-all")).startswith("no interval is known for The force, Peer 0")


def test_each_says_what_it_was_made_of() -> None:
    held = book(plan(), "level", [4, 1, 2, 3, 9])
    mean = held.find(parse_id("level/all/ye-2026-03/mean-in-all"))
    assert (mean.sum, [id.area for id in mean.inputs]) == ("(1 + 2 + 3 + 9) ÷ 4", ["p0", "p1", "p2", "p3"])
    gap = held.find(parse_id("level/all/ye-2026-03/gap-in-all"))
    assert (gap.sum, str(gap.inputs[1])) == ("4 - 3.75", "level/all/ye-2026-03/mean-in-all")
    assert gap.quantity.unit == "pp"  # type: ignore[union-attr]
    rank = held.find(parse_id("level/all/ye-2026-03/rank-in-all"))
    assert (rank.sum, len(rank.inputs)) == ("1 of 4 others are higher", 5)


@pytest.mark.parametrize("statistic", GROUP)
@pytest.mark.parametrize(
    ("of", "area", "group", "why"),
    [
        (plan(), "north", "all", "peers are compared with the force as a whole"),
        (plan(), "all", "none", "plan.yaml has no list 'none'"),
        (
            plan(lists=(NamedList("all", "All others", ("Peer 0",), since=date(2026, 4, 1)),)),
            *("all", "all", "no version of the list 'All others' was valid then"),
        ),
        (
            plan((Peer("p0", "Peer 0", differs={"level": "Others are in it."}), *PEERS[1:])),
            *("all", "all", "Peer 0 counts otherwise (Others are in it)"),
        ),
    ],
)
def test_why_nobody_is_compared(of: Plan, area: str, group: str, why: str, statistic: str) -> None:
    held = book(of, "level", [1, 2, 3, 4, 5])
    figure = held.find(FigureId("level", area, (), parse_id("a/b/ye-2026-03/value").period, f"{statistic}-in-{group}"))
    assert figure.quantity == NoValue(why)
    assert figure.status == "missing"


def test_what_a_rate_is_made_of_may_be_counted_otherwise() -> None:
    of = plan((Peer("p0", "Peer 0", differs={"crime": "fraud is in it"}), *PEERS[1:]))
    found = small_plan.book(of).standing(parse_id("rate/all/ye-2026-03/value"), "all")
    assert found == NoValue("Peer 0 counts otherwise (fraud is in it)")


def test_a_period_that_is_not_stated_has_no_list() -> None:
    assert small_plan.book(plan()).standing(parse_id("level/all/not-stated/value"), "all") == NoValue(
        "its period is not stated"
    )
