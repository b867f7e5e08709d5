"""What a resident is told of an area: which of the plan's measures answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answers:
    """The measures that `peelian area` tells of.

    `crime` counts all crime, `by` is the breakdown of its types. `also` are other counts that are no part of it, such
    as anti-social behaviour. `outcomes` is a share of two counts. `people` is the level that counts residents: with
    it, areas are ranked per 1,000 of them.
    """

    crime: str
    by: str | None = None
    also: tuple[str, ...] = ()
    outcomes: str | None = None
    people: str | None = None
