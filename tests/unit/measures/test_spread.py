"""Times put in order within every area: the same however wide the numbers are that they are packed into."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from peelian.measures.spread import Within, packed

AREAS, MONTHS = 5, 3
HELD = {0: (0, 1, 2, 3), 1: (1, 2), 3: (3, 0), 4: (2,)}  # places of each area; 2 has none, place 4 is in none
WITHIN = Within(
    np.array([area for area, places in HELD.items() for _ in places]),
    np.array([place for places in HELD.values() for place in places]),
    np.arange(MONTHS),
)


@pytest.mark.parametrize("least", [0, -7, 10**12, -(2**61)])
@pytest.mark.parametrize("apart", [1, 10**4, 2**32 // (AREAS * MONTHS) - 1, 2**32 // (AREAS * MONTHS), 2**61])
def test_every_area_has_its_own_times_in_order(least: int, apart: int) -> None:
    random = Random(apart)
    rows = [(random.randrange(5), random.randrange(MONTHS), random.choice((0, apart // 2, apart))) for _ in range(60)]
    place, month, seconds = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    times = packed(place, month, seconds + least, WITHIN, AREAS, MONTHS)
    for area in range(AREAS):
        for across in range(MONTHS):
            own = sorted(s + least for p, m, s in rows if m == across and p in HELD.get(area, ()))
            assert times.count[area, across] == len(own)
            found = [int(times.at(np.full((AREAS, MONTHS), n))[area, across]) for n in range(len(own))]
            assert found == own


def test_no_times_at_all() -> None:
    none = np.zeros(0, np.int64)
    times = packed(none, none, none, WITHIN, AREAS, MONTHS)
    assert times.count.tolist() == [[0] * MONTHS] * AREAS
    assert times.at(np.zeros((AREAS, MONTHS), np.int64)).shape == (AREAS, MONTHS)


def test_half_the_width_is_taken_as_soon_as_it_has_room() -> None:
    place, month = np.zeros(2, np.int64), np.zeros(2, np.int64)
    widest = 2**32 // (AREAS * MONTHS)  # 2**32 is no multiple of 15, so as many different times have room
    for most, width in ((widest - 1, np.uint32), (widest, np.int64)):
        assert packed(place, month, np.array([0, most]), WITHIN, AREAS, MONTHS).packed.dtype == width
