"""Figures of parts: shares add up to the whole, rises and falls to the change; what cannot be said has its reason."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.figures.book import Figures
from peelian.figures.ids import parse_id
from peelian.figures.model import Figure, Typed
from peelian.quantities import NoValue
from tests import small_plan

AREAS = {"north": "North", "south": "South", "east": "East"}
PLAN = small_plan.plan([small_plan.kpi("crime")], areas=AREAS)
MOVES = {"rise": 1, "fall": -1}
COUNTS = st.lists(st.integers(0, 500), min_size=4, max_size=4)  # one for each area, and what lies in none


def book(now: list[int], before: list[int] | None = None) -> Figures:
    rows: list[Typed] = []
    for period, values in (("ye-2026-03", now), ("ye-2025-03", before or [])):
        rows += [small_plan.typed(f"crime/{a}/{period}/value", v) for a, v in zip(AREAS, values, strict=False)]
        if values:
            rows.append(small_plan.typed(f"crime/all/{period}/value", sum(values)))
    return small_plan.book(PLAN, rows)


def value(book: Figures, id: str) -> Fraction:
    found = book.find(parse_id(id))
    assert found.value is not None, found.quantity
    return found.value


def reason(figure: Figure) -> str:
    assert isinstance(figure.quantity, NoValue)
    return figure.quantity.reason


@given(COUNTS.filter(any))
def test_shares_of_the_parts_and_the_rest_are_the_whole(now: list[int]) -> None:
    held = book(now)
    shares = [value(held, f"crime/{area}/ye-2026-03/share-of-all") for area in AREAS]
    rest = value(held, "crime/all/ye-2026-03/rest-share-by-district")
    assert sum(shares) + rest == 100
    assert value(held, "crime/all/ye-2026-03/rest-by-district") == now[3]
    top = [value(held, f"crime/all/ye-2026-03/top-{n}-share-by-district") for n in (1, 2, 3)]
    assert top == [sum(sorted(shares, reverse=True)[:n]) for n in (1, 2, 3)]


@given(COUNTS, COUNTS)
def test_rises_and_falls_are_the_change(now: list[int], before: list[int]) -> None:
    held = book(now, before)
    parts = {way: held.find(parse_id(f"crime/all/ye-2026-03/{way}-by-district-from-ye-2025-03")) for way in MOVES}
    changes = [new - old for new, old in zip(now, before, strict=True)]
    assert (parts["rise"].value or 0) == sum(c for c in changes if c > 0)
    assert (parts["fall"].value or 0) == sum(c for c in changes if c < 0)
    for way, sign in MOVES.items():
        named = sorted((c for c in changes[:3] if c * sign > 0), key=abs, reverse=True)
        if not any(c * sign > 0 for c in changes):
            assert reason(parts[way]) == f"no part {'rose' if way == 'rise' else 'fell'}"
        for n in range(1, len(named) + 1):
            share = value(held, f"crime/all/ye-2026-03/top-{n}-{way}-share-by-district-from-ye-2025-03")
            assert share == Fraction(sum(named[:n]), sum(c for c in changes if c * sign > 0)) * 100
        if changes[3] * sign > 0:
            share = value(held, f"crime/all/ye-2026-03/rest-{way}-share-by-district-from-ye-2025-03")
            assert share == Fraction(changes[3], sum(c for c in changes if c * sign > 0)) * 100


def test_each_has_its_sum_and_what_it_was_made_of() -> None:
    held = book([30, 50, 15, 5], [10, 60, 15, 5])
    share = held.find(parse_id("crime/all/ye-2026-03/top-2-share-by-district"))
    assert share.sum == "(50 + 30) ÷ 100 × 100"
    assert [id.area for id in share.inputs] == ["south", "north", "all"]
    fall = held.find(parse_id("crime/all/ye-2026-03/fall-by-district-from-ye-2025-03"))
    assert fall.sum == "-10"
    assert [str(id) for id in fall.inputs] == ["crime/south/ye-2026-03/change-from-ye-2025-03"]


def test_a_breakdown_of_typed_figures_has_its_parts() -> None:
    rows = [
        small_plan.typed("crime/all/ye-2026-03/value", 10),
        small_plan.typed("crime/all/kind=a/ye-2026-03/value", 6),
    ]
    rows += [small_plan.typed("crime/all/kind=b/ye-2026-03/value", 4)]
    rows += [small_plan.typed("crime/all/kind=a,sex=f/ye-2026-03/value", 1)]
    held = small_plan.book(PLAN, rows)
    assert value(held, "crime/all/kind=a/ye-2026-03/share-by-kind") == 60
    assert value(held, "crime/all/ye-2026-03/top-2-share-by-kind") == 100
    assert value(held, "crime/all/kind=a,sex=f/ye-2026-03/share-by-sex") == Fraction(100, 6)


@pytest.mark.parametrize(
    ("id", "why"),
    [
        ("crime/all/ye-2026-03/top-4-share-by-district", "there are 3 parts"),
        ("crime/all/ye-2026-03/top-1-share-by-kind", "there are no parts"),
        ("crime/north/ye-2026-03/share-of-south", "'north' does not lie in 'south'"),
        ("crime/north/ye-2026-03/share-by-kind", "it is no part by kind"),
        (
            "crime/all/ye-2026-03/rise-by-district-from-ye-2024-03",
            "the whole has no value: the document does not print it",
        ),
        ("crime/north/ye-2024-03/share-of-all", "the document does not print it"),
    ],
)
def test_what_cannot_be_said_has_its_reason(id: str, why: str) -> None:
    figure = book([30, 50, 15, 5]).find(parse_id(id))
    assert figure.status == "missing"
    assert reason(figure) == why


def test_a_whole_of_nothing_has_no_shares() -> None:
    held = book([0, 0, 0, 0])
    assert reason(held.find(parse_id("crime/north/ye-2026-03/share-of-all"))) == "the whole is zero"
    assert reason(held.find(parse_id("crime/all/ye-2026-03/top-1-share-by-district"))) == "the whole is zero"


def test_a_part_larger_than_its_whole_has_no_share() -> None:
    rows = [small_plan.typed(f"crime/{a}/ye-2026-03/value", v) for a, v in (("north", 9), ("all", 8))]
    found = small_plan.book(PLAN, rows).find(parse_id("crime/north/ye-2026-03/share-of-all"))
    assert reason(found) == "the part is no part of that whole"


def test_rates_have_no_parts() -> None:
    plan = small_plan.plan([small_plan.kpi("rate")], [small_plan.measure("rate", "per 1,000")], AREAS)
    rows = [small_plan.typed(f"rate/{a}/ye-2026-03/value", 9, "per 1,000") for a in ("all", "north")]
    found = small_plan.book(plan, rows).find(parse_id("rate/north/ye-2026-03/share-of-all"))
    assert reason(found) == "parts make the whole of counts and sums only"
