"""Crimes and incidents of one force and month: where, of which type, under which id, with which outcome to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from peelian.simulate.chance import Chance, Whole, Yes
from peelian.simulate.frame import Column, Degrees, Frame, Texts, Words
from peelian.simulate.geography import NOWHERE, Geography
from peelian.simulate.months import first_day, label
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import CRIMES
from peelian.simulate.words import written
from peelian.simulate.writing import hexadecimal

POINTS = 4  # anonymised points of a neighbourhood, which many records share
NO_PLACE, OUTSIDE, REPEATED = 1 / 40, 1 / 400, 1 / 12  # of all rows; of all rows; of those that are no crimes
LAGS, LAG_SHARES = (0, 1, 2, 3, 5), (38, 22, 16, 14, 10)  # months until the outcome
NEVER = 99  # a lag that no run reaches
UNSOLVED_SO_FAR = 1 / 8
ID_WORDS, ID_LETTERS = 4, 64
MOST_NUMBERED = 1_000_000  # rows of a month
OUTSIDE_CODE = "X01999999"
LATITUDE, LONGITUDE = 49.0, -12.0  # in the sea


@dataclass(frozen=True, eq=False)
class Crimes:
    """`kind` is the number of the type in definitions/words.yaml. `point` is the number of the anonymised point among
    those of the force, or beyond them for one outside it, or NOWHERE. `lag` is in how many months the outcome comes,
    `outcome` its number."""

    force: int
    month: int
    kind: Whole
    point: Whole
    id: NDArray[np.uint64]
    lag: Whole
    outcome: Whole

    @property
    def count(self) -> int:
        return len(self.kind)

    @property
    def crime(self) -> Yes:
        """Which rows are crimes, rather than incidents."""
        return ~no_crime()[self.kind]

    def take(self, rows: Any) -> Crimes:
        return replace(
            self,
            kind=self.kind[rows],
            point=self.point[rows],
            id=self.id[rows],
            lag=self.lag[rows],
            outcome=self.outcome[rows],
        )


def types() -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = written()["crimes"]
    return found


def no_crime() -> Yes:
    return np.array([bool(kind.get("no_crime")) for kind in types()])


def outcome_words() -> tuple[str, ...]:
    """Positive ones first."""
    known = written()["outcomes"]
    return (*known["positive"], *known["other"])


def make(geography: Geography, size: Size, seed: int, force: int, month: int) -> Crimes:
    """The rows in the order they were recorded."""
    chance = Chance(seed, CRIMES, force, month)
    scale = size.crimes * geography.force_weight[force]
    kind = np.repeat(np.arange(len(types())), [chance.number(scale * mean(kind, month, size)) for kind in types()])
    kind = kind[np.argsort(chance.raw(len(kind)), kind="stable")]
    point = _points(geography, chance, force, len(kind))
    id = _numbers(month, len(kind)) if size.numbered else chance.raw(len(kind) * ID_WORDS).reshape(-1, ID_WORDS)
    positive = np.array([kind.get("positive", 0) for kind in types()], np.float64)[kind] / 100
    since, more = size.solved
    solved = chance.happens(len(kind), positive * more if month >= since else positive)
    known = written()["outcomes"]
    good = chance.below(len(kind), len(known["positive"]))
    bad = len(known["positive"]) + chance.below(len(kind), len(known["other"]))
    lag = np.array(LAGS)[chance.choose(len(kind), LAG_SHARES)]
    lag[chance.happens(len(kind), UNSOLVED_SO_FAR)] = NEVER
    made = Crimes(force, month, kind, point, id, lag, np.where(solved, good, bad))
    return _with_repeats(made, chance)


def _numbers(month: int, count: int) -> NDArray[np.uint64]:
    """Ids in order, as whole words of which all but the first are 0."""
    id = np.zeros((count, ID_WORDS), np.uint64)
    id[:, 0] = np.uint64((month + 1) * MOST_NUMBERED) + np.arange(count, dtype=np.uint64)
    return id


def mean(kind: Mapping[str, Any], month: int, size: Size) -> float:
    """How many of a type a month of all crimes there are: season and step changes included."""
    of_year = first_day(month).month
    season = 1 + kind["winter"] * (1 if of_year in (11, 12, 1) else -1 if of_year in (5, 6, 7) else 0)
    own = kind.get("step", {"month": 0, "factor": 1})
    since, factor = (own["month"], own["factor"]) if size.steps is None else size.steps.get(kind["word"], (0, 1))
    return float(kind["share"] / 1000 * season * (factor if month >= since else 1))


def street(crimes: Crimes, geography: Geography) -> Frame:
    """The rows as data.police.uk publishes them, in the month itself: most outcomes are still to come."""
    crime = crimes.crime
    status = np.where(crimes.lag == 0, crimes.outcome + 1, len(outcome_words()) + 1)
    vocabulary = ("", *outcome_words(), written()["outcomes"]["open"])
    return Frame(
        "street",
        crimes.month,
        crimes.count,
        places(crimes, geography),
        (
            *beginning(crimes, geography, crimes.month),
            Column("crime_type", "Crime type", Words(crimes.kind, tuple(kind["word"] for kind in types()))),
            Column("last_outcome_category", "Last outcome category", Words(np.where(crime, status, 0), vocabulary)),
            Column("context", "Context", Words(np.zeros(crimes.count, np.int64), ("",))),
        ),
    )


def beginning(crimes: Crimes, geography: Geography, month: int) -> tuple[Column, ...]:
    """The columns that the files of crimes and of outcomes begin with."""
    count = crimes.count
    same = np.zeros(count, np.int64)
    name = Words(same, (f"{geography.areas[geography.forces[crimes.force]].name} Police",))
    numbers = geography.neighbourhoods(crimes.force)
    codes = [geography.lsoa(number) for number in numbers.tolist()]
    wards = [geography.areas[ward].name for ward in geography.ward_of[numbers].tolist()]
    every, last = range(len(codes) * POINTS + 1), len(codes) * POINTS + 1  # a point outside, then none at all
    at = np.where(crimes.point < 0, last, crimes.point)
    of = np.where(crimes.point < 0, len(codes) + 1, crimes.point // POINTS)
    return (
        Column("crime_id", "Crime ID", _ids(crimes)),
        Column(None, "Month", Words(same, (label(month),))),
        Column("reported_by", "Reported by", name),
        Column("falls_within", "Falls within", name),
        Column("longitude", "Longitude", Degrees(at, (*(f"{LONGITUDE - n / 10_000:.6f}" for n in every), ""))),
        Column("latitude", "Latitude", Degrees(at, (*(f"{LATITUDE + n / 10_000:.6f}" for n in every), ""))),
        Column("location", "Location", Words(at, (*(f"On or near Simulated Street {n % 50}" for n in every), NO_NAME))),
        Column("lsoa_code", "LSOA code", Words(of, (*codes, OUTSIDE_CODE, ""))),
        Column("lsoa_name", "LSOA name", Words(of, (*(f"{ward} 001A" for ward in wards), "Elsewhere 001A", ""))),
    )


NO_NAME = "No Location"


def places(crimes: Crimes, geography: Geography) -> Whole:
    """The ward of each row; the whole for rows outside the force, NOWHERE for those without a place."""
    wards = geography.ward_of[geography.neighbourhoods(crimes.force)]
    of = crimes.point // POINTS
    inside = wards[np.clip(of, 0, len(wards) - 1)]
    return np.where(crimes.point < 0, NOWHERE, np.where(of == len(wards), 0, inside))


def outside(crimes: Crimes, geography: Geography) -> Yes:
    return np.asarray(crimes.point == len(geography.neighbourhoods(crimes.force)) * POINTS)


def _points(geography: Geography, chance: Chance, force: int, count: int) -> Whole:
    numbers = geography.neighbourhoods(force)
    point = chance.choose(count, geography.weight[numbers]) * POINTS + chance.below(count, POINTS)
    point = np.where(chance.happens(count, OUTSIDE), len(numbers) * POINTS, point)
    return np.where(chance.happens(count, NO_PLACE), NOWHERE, point)


def _with_repeats(made: Crimes, chance: Chance) -> Crimes:
    """Some incidents stand there once more, alike in every cell, as they do in the publisher's files."""
    incidents = np.flatnonzero(~made.crime)
    again = incidents[chance.happens(len(incidents), REPEATED)]
    return made.take(np.concatenate([np.arange(made.count), again]))


def _ids(crimes: Crimes) -> Texts:
    """64 letters for a crime; none for an incident."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return Texts(pc.if_else(pa.array(crimes.crime), hexadecimal(crimes.id.reshape(-1), ID_LETTERS), pa.scalar("")))
