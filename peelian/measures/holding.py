"""Which places every area adds up, as pairs of numbers: the rules of `places` for all areas at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from peelian.measures.places import Inside, asked_places, largest
from peelian.measures.spread import Within
from peelian.series.cache import key_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from peelian.measures.grids import Whole

    Flags = NDArray[np.bool_]


class Holding:
    """Areas by number, and the places that lie in any of them."""

    def __init__(self, areas: Sequence[str], inside: Inside, whole: str) -> None:
        self.areas, self._whole = tuple(areas), whole
        self._inside = lru_cache(maxsize=None)(inside)

    @cached_property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place for places in self._asked.values() for place in places))

    @cached_property
    def digest(self) -> str:
        """Another one wherever any area adds up other places."""
        return key_of((self._whole, tuple(self._asked.items())))

    def all(self, months: int) -> tuple[Within, ...]:
        """Records: every row that lies in an area."""
        import numpy as np

        return (Within(*self._all, np.arange(months)),)

    def own(self, months: int) -> tuple[Within, ...]:
        """Only what is said of the area itself."""
        import numpy as np

        return (Within(*self._own, np.arange(months)),)

    def largest(self, present: Flags) -> tuple[tuple[Within, ...], Flags]:
        """Tables already counted: the largest places given in each month; and where an area or a part is lacking.

        `present` says which places have rows in which months. Months alike in that are worked out once.
        """
        import numpy as np

        gaps = np.zeros((len(self.areas), present.shape[1]), bool)
        if not present.size:
            return (), gaps
        alike: dict[bytes, list[int]] = {}
        for month in range(present.shape[1]):
            alike.setdefault(present[:, month].tobytes(), []).append(month)
        areas, held = self._all
        found = []
        for months in map(np.array, alike.values()):
            there = present[:, months[0]]
            given = frozenset(self.places[place] for place in np.flatnonzero(there).tolist())
            holding = np.unique(areas[there[held]]).tolist()
            chosen: dict[str, Iterable[str]] = {}
            for at in holding:
                area = self.areas[at]
                result = largest(area, given.intersection(self._asked[area]), self._inside, self._whole)
                if not isinstance(result, str):  # else parts of it are a gap, whose words nobody reads here
                    chosen[area] = result
            without = np.array([area not in chosen for area in self.areas], bool)
            gaps[np.ix_(without, months)] = True
            found.append(Within(*self._pairs(chosen), months))
        return tuple(found), gaps

    @cached_property
    def _asked(self) -> dict[str, tuple[str, ...]]:
        """The places whose rows lie in each area."""
        return {area: asked_places(area, self._inside, self._whole) for area in self.areas}

    @cached_property
    def _all(self) -> tuple[Whole, Whole]:
        return self._pairs(self._asked)

    @cached_property
    def _own(self) -> tuple[Whole, Whole]:
        return self._pairs({area: asked_places(area, lambda _: (), self._whole) for area in self.areas})

    def _pairs(self, places: Mapping[str, Iterable[str]]) -> tuple[Whole, Whole]:
        import numpy as np

        pairs = [(at, self._number[place]) for at, area in enumerate(self.areas) for place in places.get(area, ())]
        areas, held = np.array(pairs, np.int64).reshape(-1, 2).T
        return areas, held

    @cached_property
    def _number(self) -> Mapping[str, int]:
        return {place: number for number, place in enumerate(self.places)}
