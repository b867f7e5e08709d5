"""What is published, what must not be known of it, and what is held back for that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from peelian.disclosure.boxes import Box
from peelian.disclosure.once import Once


@dataclass(frozen=True)
class Kinds:
    """What a sum of weights is a sum of: by the values of its `column`, as ids have them, what a record weighs and how
    many there are. All values that have a weight are there, since nobody knows from elsewhere that there are none."""

    column: str
    weights: Mapping[str, Fraction]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Cell:
    """A count that a published figure tells: the figure's own, or one that its value gives away.

    `once` is there where it counts ids and not records: those of whom one record in the box at least meets it.
    `shown_by` is the figure that would have to be held back; None for what is out already and cannot be: a figure of an
    earlier edition. `threshold`: a count above zero and below it is to be protected; 0 protects nothing. A
    table has one. `weighed` is a
    cell whose figure is the sum of the weights of these records, of the `kinds` whose weights a table gives.
    """

    id: str
    count: Fraction
    box: Box
    shown_by: str | None
    threshold: int = 0
    once: Once | None = None
    weighed: bool = False
    kinds: Kinds | None = None

    @property
    def drawn(self) -> bool:
        """Whether it is of an area drawn by hand."""
        return self.box.drawn or (self.once is not None and self.once.drawn)

    def but_for_its_place(self) -> object:
        """What must be alike in two cells of which one may lie in the other by their places alone."""
        elsewhere = self.once.but_for_its_place() if self.once is not None else None
        return frozenset(self.box.but_for_its_place().items()), elsewhere


@dataclass(frozen=True)
class Secret:
    """A small count that must not be known: one cell, or a sum of cells.

    `says` names it; `terms` are cells with the number of times each is added, below zero taken away.
    """

    says: str
    terms: tuple[tuple[int, int], ...]
    threshold: int


@dataclass(frozen=True)
class Known:
    """What somebody who has all that is shown can work out of a secret: the least and the most it may be.

    `tells` are the shown cells that say so, by their places.
    """

    secret: Secret
    low: float
    high: float
    tells: tuple[int, ...] = ()

    @property
    def width(self) -> float:
        """How far apart the whole numbers are that it may be."""
        return self.high - self.low


@dataclass(frozen=True)
class Open:
    """A secret that is known whatever is held back here: the ids of the cells it is `of`, and of those that tell it."""

    says: str
    of: frozenset[str]
    told_by: tuple[str, ...]


@dataclass(frozen=True)
class Protected:
    """The figures to be held back.

    `small` are those that tell a small count themselves, `besides` those without which it could be worked out from the
    rest. `open` are secrets that stay known whatever is held back, since an earlier edition tells them.
    """

    small: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    open: tuple[Open, ...] = ()

    @property
    def hidden(self) -> frozenset[str]:
        return frozenset((*self.small, *self.besides))
