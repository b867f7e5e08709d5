"""Recorded crime of a made-up force and of others, as one publisher gives the numbers of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow.compute as pc

from peelian.simulate.chance import Chance
from peelian.simulate.crimes import mean, types
from peelian.simulate.frame import Column, Frame, Texts, Wholes, Words
from peelian.simulate.geography import Area, Geography
from peelian.simulate.months import label
from peelian.simulate.sizes import Size
from peelian.simulate.subjects import PEERS

TABLE = "forces"
THOUSAND = 1000


@dataclass(frozen=True)
class Peer:
    """`people` live there; `rate` is of crimes a month for every 1,000 of them, None for the force that is made up row
    by row, whose crimes are counted."""

    people: int
    rate: float | None


def beside_each_other(areas: Sequence[Area]) -> Geography:
    """Forces of which none lies in another, the made-up one first."""
    alone = tuple(replace(area, level="force", parent=None) for area in areas)
    none = np.zeros(0, np.int64)
    numbers = tuple(range(len(alone)))
    return Geography(alone, numbers, none, none, none, none, none, tuple(1.0 for _ in alone))


def frames(geography: Geography, peers: Mapping[str, Peer], size: Size, seed: int, street: Frame) -> Iterator[Frame]:
    """A row a force, in the order of the areas: its crimes in the month of the street file of the made-up one. The
    others have its seasons and none of its steps."""
    ids = street.column("crime_id")
    assert isinstance(ids, Texts)
    own = pc.sum(pc.not_equal(ids.values, "")).as_py()
    plain = replace(size, steps={})
    crimes = [kind for kind in types() if not kind.get("no_crime")]
    season = sum(mean(kind, street.month, plain) for kind in crimes) / sum(kind["share"] / 1000 for kind in crimes)
    for number, area in enumerate(geography.areas):
        peer = peers[area.id]
        chance = Chance(seed, PEERS, number, street.month)
        count = own if peer.rate is None else chance.number(peer.rate * peer.people / THOUSAND * season)
        place = np.array([number])
        yield Frame(
            TABLE,
            street.month,
            1,
            place,
            (
                Column(None, "Month", Words(np.zeros(1, np.int64), (label(street.month),))),
                Column(None, "Force", geography.codes(place)),
                Column("crimes", "Crimes", Wholes(np.array([count]))),
                Column("people", "People", Wholes(np.array([peer.people]))),
            ),
        )
