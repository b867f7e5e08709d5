"""One figure: a number with its unit, its status and its trace, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from peelian.figures.ids import FigureId
from peelian.periods import Period
from peelian.quantities import NoValue, Quantity
from peelian.series.model import Origin

HELD_BACK = "not given out, to protect small numbers"
"""The reason of a figure that is there and is not shown, whether it is small itself or would give a small one away."""
NOT_GIVEN = "not given out (small numbers)"
"""What stands in the place of such a figure."""
UNIT_OF_STATISTIC = {"base": "count", "rank": "rank"}


@dataclass(frozen=True)
class Typed:
    """A figure somebody published, as typed from its document. `published` is the day that document came out."""

    id: FigureId
    quantity: Quantity
    printed: str
    qualifier: str | None
    status: str
    as_at: Period | None
    document: str
    paragraph: str
    origin: Origin
    published: date

    @property
    def known(self) -> date:
        """By when it was surely known: the day it is as of, the last of a month; else the day its document came out."""
        return (self.as_at.last if self.as_at else None) or self.published


@dataclass(frozen=True)
class LeftRows:
    """Rows of a source's files that broke a rule of their form: `count` of `of` are in no figure of their `table`."""

    title: str
    table: str | None
    count: int
    of: int


@dataclass(frozen=True)
class Document:
    """A publication that figures were typed from, as sources.yaml names it.

    `short` is its name in the middle of a sentence, without article; `page` the address it can be had from.
    """

    title: str
    publisher: str
    short: str | None = None
    page: str | None = None


@dataclass(frozen=True)
class Figure:
    """A number that may be printed. Exactly one of value and reason is there: `quantity` is one or the other.

    `sum` is the arithmetic in words a reader can check; empty for a typed figure. `inputs` are the figures it was
    computed from; `origins` the files, for figures read from files. `printed` is how its document prints it. `as_at` is
    the day or the month when that was so.
    """

    id: FigureId
    quantity: Quantity | NoValue
    status: str = "final"
    sum: str = ""
    inputs: tuple[FigureId, ...] = ()
    origins: tuple[Origin, ...] = ()
    printed: str | None = None
    qualifier: str | None = None
    as_at: Period | None = None
    published: bool = False
    label: str | None = None

    @property
    def value(self) -> Fraction | None:
        return self.quantity.value if isinstance(self.quantity, Quantity) else None


@dataclass(frozen=True)
class HeldBack:
    """Levels that are not given out, and what a paper says of it: a sentence each.

    Of the `tables` that are protected no sum has a term that is no number of the level itself.
    """

    levels: frozenset[FigureId] = frozenset()
    notes: tuple[str, ...] = ()
    tables: frozenset[str] = frozenset()
