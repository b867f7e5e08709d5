"""The areas of a made-up force or country, and the neighbourhoods (LSOAs) that its records lie in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from peelian.simulate import names
from peelian.simulate.chance import Chance, Whole
from peelian.simulate.frame import Words
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import PLACES

NOWHERE = -1  # the place of a row that has none


@dataclass(frozen=True)
class Area:
    """`parent` is the place of the area it lies in among all areas; the whole has none."""

    id: str
    name: str
    level: str
    code: str
    parent: int | None


@dataclass(frozen=True, eq=False)
class Geography:
    """`areas` have the whole first and every area after the one it lies in. `wards` are the places of the wards among
    them, force by force; `ward_of`, `force_of` and `weight` are of each neighbourhood, by number."""

    areas: tuple[Area, ...]
    forces: tuple[int, ...]
    districts: Whole
    wards: Whole
    ward_of: Whole
    force_of: Whole
    weight: Whole
    force_weight: tuple[float, ...]

    @property
    def levels(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(area.level for area in self.areas))

    @property
    def lowest(self) -> str:
        """The lowest level, as the header of a column."""
        return self.levels[-1].capitalize()

    def neighbourhoods(self, force: int) -> Whole:
        """The numbers of the neighbourhoods of a force."""
        return np.flatnonzero(self.force_of == force)

    def wards_of(self, force: int) -> Whole:
        return self._part(self.wards, force)

    def districts_of(self, force: int) -> Whole:
        return self._part(self.districts, force)

    def lsoa(self, number: int) -> str:
        """The code of a neighbourhood; no real code begins with X."""
        return f"X01{number + 1:06d}"

    def spread(self, chance: Chance, count: int, force: int, level: str = "ward") -> Whole:
        """The places of so many rows among the wards or districts of a force, by their weight."""
        numbers = self.neighbourhoods(force)
        weights = np.bincount(self.ward_of[numbers], self.weight[numbers], len(self.areas))
        wards = self.wards_of(force)[chance.choose(count, weights[self.wards_of(force)])]
        return wards if level == "ward" else self.parents[wards]

    @cached_property
    def parents(self) -> Whole:
        """The place of the area that each lies in; the whole lies in itself."""
        return np.array([area.parent or 0 for area in self.areas])

    def codes(self, places: Whole) -> Words:
        """The publisher's code of each row's area."""
        return Words(places, self._codes[:-1])

    def codes_or_blank(self, places: Whole) -> Words:
        """The same, and a blank for a row that has none."""
        return Words(np.where(places < 0, len(self.areas), places), self._codes)

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        return (*(area.code for area in self.areas), "")

    def _part(self, every: Whole, force: int) -> Whole:
        each = len(every) // len(self.forces)
        return every[force * each : (force + 1) * each]


def given(areas: Sequence[Area], size: Size, weights: Mapping[str, int]) -> Geography:
    """The areas of one force as they are given, on three levels, each after the one it lies in. `weights` has, by id,
    the weight of each neighbourhood of an area of the lowest level; the size says how many those are."""
    levels = list(dict.fromkeys(area.level for area in areas))
    of = {level: np.flatnonzero([area.level == level for area in areas]) for level in levels}
    _, districts, wards = (of[level] for level in levels)
    ward_of = np.repeat(wards, size.neighbourhoods)
    weight = np.array([weights[areas[ward].id] for ward in ward_of.tolist()])
    return Geography(tuple(areas), (0,), districts, wards, ward_of, np.zeros_like(ward_of), weight, (1.0,))


def make(size: Size, seed: int) -> Geography:
    """The areas of a size. Forces of a country differ in weight; the mean is 1."""
    country = size.forces > 1
    areas = [Area("simulated-country", "Simulated country", "country", "XC01", None)] if country else []
    forces, districts, wards, ward_of, force_of = [], [], [], [], []
    for f in range(size.forces):
        forces.append(len(areas))
        areas.append(Area(f"f{f + 1:02d}", names.force(f), "force", f"XF{f + 1:02d}", 0 if country else None))
        for d in range(size.districts):
            district = len(areas)
            districts.append(district)
            id, code = f"f{f + 1:02d}-d{d + 1}", f"XD{f + 1:02d}{d + 1:02d}"
            areas.append(Area(id, names.district(f, d), "district", code, forces[f]))
            for w in range(size.wards):
                wards.append(len(areas))
                name = names.ward(f, d * size.wards + w)
                areas.append(Area(f"{id}-w{w + 1:02d}", name, "ward", f"XW{code[2:]}{w + 1:02d}", district))
                ward_of += [wards[-1]] * size.neighbourhoods
                force_of += [f] * size.neighbourhoods
    chance = Chance(seed, PLACES)
    weight = 2 + chance.below(len(ward_of), 9)
    scales = [0.4 + 1.2 * share if country else 1.0 for share in chance.shares(size.forces).tolist()]
    mean = sum(scales) / len(scales)
    return Geography(
        tuple(areas),
        tuple(forces),
        np.array(districts),
        np.array(wards),
        np.array(ward_of),
        np.array(force_of),
        np.asarray(weight),
        tuple(scale / mean for scale in scales),
    )
