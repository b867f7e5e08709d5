"""How large a made-up force is: its areas, how much happens in a month, and when that changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`districts`, `wards` and `neighbourhoods` are those of each force, district and ward. The rest are means of a
    force's month. `truth_levels` are the levels of area whose figures truth.json holds.

    Months are numbered from the first one. `steps` has the month and the factor by which a crime type changes from then
    on; None stands for those of definitions/words.yaml. `solved` has such a month and factor for how often an outcome
    counts as solved. `faster` is the month from which emergencies are attended sooner, `unpublished` the one whose stop
    and search one force never published. `admissions` is the mean of a district's month. `numbered` gives crimes ids in
    order, which pack smaller than those of chance."""

    forces: int
    districts: int
    wards: int
    neighbourhoods: int
    crimes: int
    stops: int
    calls: int
    incidents: int
    force_used: int
    complaints: int
    casualties: int
    answers: int
    officers: int
    seizures: int
    submissions: int
    enforced: int
    arrests: int
    orders: int
    truth_levels: tuple[str, ...]
    steps: Mapping[str, tuple[int, float]] | None = None
    solved: tuple[int, float] = (0, 1.0)
    faster: int = 18
    unpublished: int = 10
    admissions: float = 6.0
    numbered: bool = False


WITHIN_A_FORCE = ("force", "district", "ward")
SIZES: Mapping[str, Size] = {
    "small": Size(1, 3, 2, 2, 220, 60, 120, 90, 40, 30, 36, 90, 420, 45, 40, 90, 50, 60, WITHIN_A_FORCE),
    "city": Size(
        1,
        7,
        24,
        10,
        27_000,
        2_400,
        24_000,
        16_000,
        1_800,
        220,
        640,
        600,
        7_900,
        700,
        800,
        2_600,
        1_900,
        420,
        ("force", "district", "ward"),
    ),
    # 20 million crimes and 10 million calls in 60 months; 1,549 areas.
    "national": Size(
        43,
        5,
        6,
        5,
        9_700,
        620,
        3_900,
        2_600,
        700,
        110,
        240,
        200,
        3_300,
        260,
        300,
        900,
        640,
        140,
        ("country", "force", "district"),
    ),
}
