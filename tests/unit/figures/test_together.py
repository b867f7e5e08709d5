"""Processes side by side: all over the same periods, with the lines that each has by itself."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.figures.book import Figures
from peelian.figures.estimates import kept
from peelian.figures.ids import FigureId
from peelian.figures.model import Typed
from peelian.figures.process import Process
from peelian.periods import month, parse, shift
from peelian.quantities import NoValue
from tests import small_plan

AREAS = {"north": "North", "south": "South"}
KPI = small_plan.kpi("crime")
PLAN = small_plan.plan([KPI], areas=AREAS)
SERIES = [("crime", area, ()) for area in AREAS]
LAST = month(2026, 3)


def book(north: list[int | None], south: list[int | None]) -> Figures:
    rows: list[Typed] = []
    for area, values in (("north", north), ("south", south)):
        for back, value in enumerate(reversed(values)):
            if value is not None:
                rows.append(small_plan.typed(FigureId("crime", area, (), shift(LAST, -back)), value))
    return small_plan.book(PLAN, rows)


COUNTS = st.lists(st.integers(0, 60), min_size=13, max_size=36)


@settings(max_examples=40, deadline=None)
@given(COUNTS, COUNTS)
def test_a_series_that_begins_later_has_the_lines_it_has_by_itself(north: list[int], south: list[int]) -> None:
    held = book([*north], [*south])
    found = held.together(SERIES, KPI)
    assert not isinstance(found, NoValue)
    assert len({process.periods for process in found.values()}) == 1
    for process in found.values():
        judged = process.signals.judged
        for figure in process.figures:
            column = process.column(figure.id.period)
            upper = held.find(figure.id.of("upper-limit"))
            if figure.value is not None and upper.value is not None:
                assert upper.value == kept(float(judged.limits.upper[0, column])) * process.scale
            elif figure.value is not None:
                assert np.isnan(judged.limits.upper[0, column])


def test_periods_go_from_the_first_of_any_to_the_last_of_any() -> None:
    found = book([5] * 20, [*[7] * 24, None]).together(SERIES, KPI)
    assert not isinstance(found, NoValue)
    north, south = found.values()
    assert north.periods == south.periods
    assert (north.periods[0], north.periods[-1]) == (month(2024, 3), LAST)
    assert [figure.value is None for figure in (north.figures[0], south.figures[-1])] == [True, True]


def test_a_series_without_a_value_stands_beside_the_others() -> None:
    found = book([5] * 20, []).together(SERIES, KPI)
    assert not isinstance(found, NoValue)
    assert all(figure.value is None for figure in found[SERIES[1]].figures)


def test_a_target_is_none_of_an_area() -> None:
    held = book([5, 6, 4] * 6, [5, 6, 4] * 6)
    found = held.together(SERIES, KPI)
    assert not isinstance(found, NoValue)
    assert all(np.isnan(one.signals.judged.target).all() for one in found.values())
    own = held.process(SERIES[0])
    assert isinstance(own, Process)
    assert own.kpi is not None
    assert (own.kpi.id, own.kpi.area, own.kpi.polarity) == ("crime", "north", "lower")


def test_no_values_at_all_have_their_reason() -> None:
    found = book([], []).together(SERIES, KPI)
    assert found == NoValue("no months have a value")


def test_quarters_stand_in_for_months_that_nobody_has() -> None:
    quarters = [shift(parse("q-2026-03"), -3 * back) for back in range(12)]
    rows = [small_plan.typed(FigureId("crime", "north", (), one), 40 + n) for n, one in enumerate(quarters)]
    rows += [small_plan.typed(FigureId("crime", "south", (), one), 9) for one in quarters[2:8]]
    found = small_plan.book(PLAN, rows).together(SERIES, KPI)
    assert not isinstance(found, NoValue)
    assert found[SERIES[1]].periods == tuple(reversed(quarters))
