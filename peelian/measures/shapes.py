"""What a kind of measure consists of: what it asks of a table, and how it makes one value of the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Generic, Literal, TypeVar

from peelian.measures.grids import Grid
from peelian.measures.model import Condition, Measure, Where
from peelian.measures.spread import Spread
from peelian.measures.times import Times
from peelian.periods import Period
from peelian.quantities import NoValue
from peelian.series.engine import Value
from peelian.series.model import Breakdown, Observation
from peelian.series.tables import Grain

S = TypeVar("S")

Places = Literal["all", "largest", "own"]
"""Whose rows answer for an area. `all`: every row that lies in it (records). `largest`: the rows of the
largest places given, those of places inside them being their parts (a table that is already counted).
`own`: the area's own rows (a grade)."""

When = Literal["whole", "last", "standing"]
"""Which months answer for a period. `whole`: every month of it, all of them covered. `last`: the last month
inside it that has rows (a level). `standing`: the last month up to its end that has a row (a grade)."""


@dataclass(frozen=True)
class Question:
    """What a kind asks of a table: which rows, told apart by which columns.

    `total` is a column that is added up, `times` one of whole numbers whose histogram is kept. `ids` is a
    column of any type whose histogram is kept, its values numbered: the numbers mean the same in every cell
    of the question, and nothing elsewhere. `back` is how many months before each month it takes rows of as well, where
    everything is asked at once.
    """

    table: str
    where: tuple[tuple[str, Condition], ...] = ()
    by: tuple[str, ...] = ()
    total: str | None = None
    times: str | None = None
    ids: str | None = None
    places: Places = "all"
    back: int = 0

    @property
    def histogram(self) -> str | None:
        """The column whose histogram is kept, of times or of ids."""
        return self.times or self.ids

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it needs, the month and the area apart."""
        named = (*(column for column, _ in self.where), *self.by, self.total, self.times, self.ids)
        return tuple(dict.fromkeys(column for column in named if column is not None))


def as_pairs(where: Where) -> tuple[tuple[str, Condition], ...]:
    return tuple(sorted(where.items()))


@dataclass(frozen=True)
class Cell:
    """Rows of one month that are alike in the columns asked for.

    `rows` is how many, `total` the sum of the column added up, `times` the histogram of that of times or ids, and
    `blanks` how many of the rows are blank in either.
    """

    month: date
    values: tuple[Value, ...]
    rows: int
    total: Fraction = Fraction()
    blanks: int = 0
    times: Times | None = None


@dataclass(frozen=True)
class Lookup:
    """Numbers that another table gives to the values of a column: the weight of each offence."""

    table: str
    key: str
    number: str


Numbers = Mapping[Value, tuple[Fraction, ...]]
"""What a lookup gives to each value of a column."""


@dataclass(frozen=True)
class State:
    """What is known of one area, breakdown and period: the cells of its months, in their order.

    `months` are the first days of the months that answer, those that a kind reaches out to included; none for a
    survey's wave, which `period` names. `numbers` are what a lookup gives; a value with two different numbers has
    both. Where the table's `grain` is a quarter or a year, `months` are the last of each.
    """

    table: str
    period: Period
    months: tuple[date, ...]
    cells: tuple[Cell, ...]
    numbers: Numbers = field(default_factory=dict)
    grain: Grain = "month"


def no_lookup(spec: object) -> Lookup | None:
    return None


def own_months(spec: object, months: int) -> tuple[int, int]:
    return 0, 0


def no_faults(spec: object) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Bulk(Generic[S]):
    """How a kind answers for all areas and months at once: what it asks, and the grid made of the answers.

    The grid holds what `reduce` says of each cell. Months that are not covered, and areas that are not told apart, are
    seen to by who asks.
    """

    asks: Callable[[S], tuple[Question, ...]]
    grid: Callable[[S, Sequence[Spread], Numbers], Grid]


@dataclass(frozen=True)
class BaseKind(Generic[S]):
    """A kind that is computed from the rows of a table.

    `faults` are what is wrong with a definition by itself, each a sentence. `reach` is how many months before and
    after a period of so many months it needs rows of as well; they must be covered too. Without `bulk` it is asked
    figure by figure.
    """

    ask: Callable[[S], Question]
    reduce: Callable[[S, State], Observation]
    when: When = "whole"
    lookup: Callable[[S], Lookup | None] = no_lookup
    reach: Callable[[S, int], tuple[int, int]] = own_months
    faults: Callable[[S], tuple[str, ...]] = no_faults
    bulk: Bulk[S] | None = None


@dataclass(frozen=True)
class Ref:
    """An input of a derived kind: a measure for an area and breakdown.

    `or_latest` says that a level at the latest date on or before the period's last day will do, where there
    is no value of the period itself: a population is not counted for each period.
    """

    measure: str
    area: str
    breakdown: Breakdown
    or_latest: bool = False


@dataclass(frozen=True)
class Known:
    """An observation that is an input, and the period it is of."""

    observation: Observation
    period: Period


@dataclass(frozen=True)
class DerivedKind(Generic[S]):
    """A kind that is computed from other measures.

    `inputs` names what it needs by role, or says why it cannot be had for this breakdown. `combine` makes one
    value of them, `grid` the same of all areas and months. `told_apart_by` is the role
    whose breakdown values and months are the measure's own.
    """

    inputs: Callable[[S, str, Breakdown, Mapping[str, Measure]], Mapping[str, Ref] | NoValue]
    combine: Callable[[S, Mapping[str, Known]], Observation]
    roles: Callable[[S], Mapping[str, str]]
    told_apart_by: str
    faults: Callable[[S], tuple[str, ...]] = no_faults
    grid: Callable[[S, Mapping[str, Grid]], Grid | None] | None = None


@dataclass(frozen=True)
class PublishedKind:
    """A kind that is not computed: `absent` is the observation where no figure is typed in."""

    absent: Callable[[Period], Observation]
