"""All figures at once are the figures one by one: every cell of a panel is what `observe` says of it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from hypothesis import given, settings

from peelian.measures.computed import Computed
from peelian.measures.grids import MISSING, NOTHING, SUPPRESSED, VALUE
from peelian.periods import month
from tests.property.test_measures import AREAS, BROKEN_DOWN, MEASURES, MONTHS, answers, full_world, slow, worlds
from tests.spec.worlds import World

ASKED = (date(2023, 12, 1), *MONTHS, date(2024, 5, 1))
STATES = {"final": (VALUE,), "suppressed": (SUPPRESSED,), "missing": (MISSING, NOTHING)}


@settings(slow, max_examples=4)
@given(world=worlds())
def test_a_panel_of_an_odd_table_is_its_figures(world: World) -> None:
    with answers(world) as computed:
        compare(computed)


def test_a_panel_of_a_full_table_is_its_figures() -> None:
    with_value: Counter[str] = Counter()
    for seed in range(2):
        with answers(full_world(Random(seed))) as computed:
            with_value += compare(computed)
    assert min(with_value[each.id] for each in MEASURES) >= 7, with_value


def compare(computed: Computed) -> Counter[str]:
    """Every measure, area, month and breakdown both ways; how many values each measure had."""
    with_value: Counter[str] = Counter()
    areas = tuple(AREAS)
    panel = computed.panel(areas)
    panel.prepare([(each.id, breakdown) for each in MEASURES for breakdown in BROKEN_DOWN])
    for each in MEASURES:
        for breakdown in BROKEN_DOWN:
            grid = panel.grid(each.id, ASKED, breakdown)
            for down, area in enumerate(areas):
                for across, first in enumerate(ASKED):
                    one = computed.observe(each.id, area, breakdown, month(first.year, first.month))
                    told = (each.id, area, first, breakdown, one)
                    assert grid.at(down, across) == one.value, told
                    assert grid.state[down, across] in STATES[one.status], told
                    with_value[each.id] += one.value is not None
    return with_value
