"""What a resident is told of an area: which of the plan's measures answer."""

from __future__ import annotations

from dataclasses import dataclass

SMALLEST = 5
"""The smallest count that is shown where a plan sets none. The field has no single rule (ICO v Miller [2018] UKUT 229
(AAC)): a plan sets its own for its data, with a reason."""


@dataclass(frozen=True)
class Answers:
    """The measures that `peelian area` tells of.

    `crime` counts all crime, `by` is the breakdown of its types. `also` are other counts that are no part of it, such
    as incidents. `outcomes` is a share of two counts. `people` is the level that counts residents: with it, areas are
    ranked per 1,000 of them. `smallest` is the smallest count but nought that is shown; `because` says why it is not
    the usual five, such as that the publisher gives out every record: 1 shows all. `levels` are those of the areas that
    are told of, all where it is left out: a name is looked for among them alone.
    """

    crime: str
    by: str | None = None
    also: tuple[str, ...] = ()
    outcomes: str | None = None
    people: str | None = None
    smallest: int = SMALLEST
    because: str | None = None
    levels: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure that is named."""
        return tuple(id for id in (self.crime, *self.also, self.outcomes, self.people) if id is not None)
