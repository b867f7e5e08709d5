"""The units that Peelian prints and reads, each with its usual decimals and the words that stand after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from peelian.quantities.values import QuantityError


@dataclass(frozen=True)
class Unit:
    """How one unit is printed.

    `decimals` is the number of decimals where the caller names none.
    `suffix` stands after the digits; `words`, if any, takes its place in prose; `one` after exactly "1".
    `full` says what the letters of `suffix` stand for, `full_one` the same of one.
    `whole` is a thing counted in ones: printed without decimals it is exact, not rounded.
    `scales` allows "40.9 million". `relative` says that a percent change of it means something.
    """

    name: str
    decimals: int
    suffix: str = ""
    words: str = ""
    one: str = ""
    full: str = ""
    full_one: str = ""
    prefix: str = ""
    whole: bool = False
    scales: bool = False
    relative: bool = True


UNITS: Mapping[str, Unit] = MappingProxyType(
    {
        "count": Unit("count", 0, whole=True, scales=True),
        "percent": Unit("percent", 1, suffix="%"),
        "pp": Unit("pp", 1, suffix="pp", words=" percentage points", one=" percentage point", relative=False),
        "seconds": Unit("seconds", 0, suffix=" seconds", one=" second"),
        "days": Unit("days", 0, suffix=" days", one=" day", scales=True),
        "working days": Unit("working days", 0, suffix=" working days", one=" working day", scales=True),
        "months": Unit("months", 0, suffix=" months", one=" month"),
        "GBP": Unit("GBP", 0, prefix="£", scales=True),
        "ratio": Unit("ratio", 1),
        "per 1,000": Unit("per 1,000", 1, suffix=" per 1,000"),
        "per 100,000": Unit("per 100,000", 1, suffix=" per 100,000"),
        "FTE": Unit(
            "FTE",
            0,
            suffix=" FTE",
            full=" full-time equivalents (FTE)",
            full_one=" full-time equivalent (FTE)",
            scales=True,
        ),
        "headcount": Unit("headcount", 0, whole=True, scales=True),
        "score": Unit("score", 0, scales=True),
        "index": Unit("index", 1),
        "rank": Unit("rank", 0, whole=True, relative=False),
        "grade": Unit("grade", 0, whole=True, relative=False),
    }
)

SCALES: Mapping[str, int] = MappingProxyType({"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000})


def unit_named(name: str) -> Unit:
    """The unit of this name; a QuantityError that lists them all where there is none."""
    if name not in UNITS:
        raise QuantityError(f"unknown unit {name!r}; a unit is one of: {'; '.join(UNITS)}")
    return UNITS[name]
