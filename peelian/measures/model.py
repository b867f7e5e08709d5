"""A measure: what is counted, in which unit, from where. It knows nothing of any plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

Kind = Literal[
    "count",
    "distinct",
    "cohort",
    "rate",
    "share",
    "ratio",
    "duration",
    "compliance",
    "weighted_sum",
    "level",
    "survey",
    "grade",
    "published",
]


@dataclass(frozen=True)
class Condition:
    """What a column must hold. Every field that is set must be true; a blank cell meets only `blank: true`.

    `is` in the file; several values mean any of them. `in_list` names a dated list of the plan.
    """

    SHORTHAND: ClassVar[str] = "is_"

    is_: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()
    in_list: str | None = None
    not_in_list: str | None = None
    at_least: str | None = None
    at_most: str | None = None
    blank: bool | None = None


Where = Mapping[str, Condition]


@dataclass(frozen=True)
class Count:
    """Rows of a table, or the sum of a whole-number column of a table that is already counted."""

    table: str
    where: Where = field(default_factory=dict)
    sum: str | None = None


@dataclass(frozen=True)
class Distinct:
    """How many different values a column of ids has: each victim once, however many crimes.

    `at_least` counts those alone that have so many rows or more (victims of several crimes), in the period or, with
    `months`, in so many months that end with it.
    """

    table: str
    column: str
    at_least: int = 1
    months: int | None = None
    where: Where = field(default_factory=dict)


@dataclass(frozen=True)
class Cohort:
    """Rows by the month in which what they are about began: the outcomes of the crimes recorded in a period.

    `began` is the column of that date. Rows count that came within `months` months after that month, so that every
    crime has had as long; `where` may say a number of days besides. With `column` the different values of these ids
    count instead, each once in a month: the crimes that have an outcome, however many of them they have.
    """

    table: str
    began: str
    months: int
    column: str | None = None
    where: Where = field(default_factory=dict)


@dataclass(frozen=True)
class Rate:
    """Numerator per so many of the denominator; both are ids of measures."""

    numerator: str
    denominator: str
    per: int


@dataclass(frozen=True)
class Share:
    """Numerator in every hundred of the denominator; both are ids of measures."""

    numerator: str
    denominator: str


@dataclass(frozen=True)
class Ratio:
    """The rate of one group over the rate of the reference group (disproportionality), with a 95% interval.

    `events` and `population` are ids of measures that share the breakdown `dimension`. `known` is the id of a
    measure of the events whose group is known; the others are then treated as `unknown` says: left out, spread over
    the groups by their populations, or given all to the reference (`lowest`) or all to the group (`highest`).
    """

    events: str
    population: str
    dimension: str
    reference: str
    known: str | None = None
    unknown: Literal["left-out", "spread", "lowest", "highest"] = "left-out"


@dataclass(frozen=True)
class Duration:
    """A statistic of a column of whole seconds: `median`, `mean`, or a percentile such as `p90`."""

    table: str
    column: str
    statistic: str
    where: Where = field(default_factory=dict)


@dataclass(frozen=True)
class Compliance:
    """The share of rows whose column of whole seconds is at most `within`; a blank time is left out."""

    table: str
    column: str
    within: int
    where: Where = field(default_factory=dict)


@dataclass(frozen=True)
class WeightedSum:
    """Rows counted by `key`, each count times its weight in the weights table (harm, severity).

    In a table that is already counted `sum` is the whole-number column that says how many. Without `key` and `weights`
    each row's weight is in its own column `weight` (the adjusted severity of an injury); `fixed` gives all rows with a
    value of `key` one weight, whatever stands in their own (fatal: 1).
    """

    table: str
    weight: str
    key: str | None = None
    weights: str | None = None
    fixed: Mapping[str, Decimal] = field(default_factory=dict)
    sum: str | None = None
    where: Where = field(default_factory=dict)


@dataclass(frozen=True)
class Level:
    """The sum of a column at a date (a headcount); of the last snapshot inside the period, never a sum of them.

    Of a table of `records`, one row a person and month, all rows of an area count, each as one without `column`.
    """

    table: str
    column: str | None = None
    records: bool = False
    where: Where = field(default_factory=dict)


@dataclass(frozen=True)
class Survey:
    """The share of answers in `positive` among those in `base`, weighted if `weight` is given; with interval."""

    table: str
    question: str
    positive: tuple[str, ...]
    base: tuple[str, ...]
    weight: str | None = None
    where: Where = field(default_factory=dict)


@dataclass(frozen=True)
class Grade:
    """A word from an ordered scale, best first, as an inspectorate gives it."""

    table: str
    column: str
    scale: tuple[str, ...]
    where: Where = field(default_factory=dict)


Computation = (
    Count | Distinct | Cohort | Rate | Share | Ratio | Duration | Compliance | WeightedSum | Level | Survey | Grade
)


@dataclass(frozen=True)
class ComputedAs:
    """The measure that counts the same as a published one from records: an id, or one for each of its `parts`.

    A part is named as in figure ids: "answer=satisfied". A measure alone has the same parts as the published one.
    """

    SHORTHAND: ClassVar[str] = "measure"

    measure: str | None = None
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def measures(self) -> tuple[str, ...]:
        return (*([self.measure] if self.measure else []), *self.parts.values())


GOES_WITHOUT_SAYING = ("recorded", "counted")
"""Verbs of all that is counted, which a name can leave out."""


@dataclass(frozen=True)
class Words:
    """How sentences name the measure.

    `subject` fits "… was 8,266": "the headcount of officers". `plural` says whether it takes "were".
    `noun` is what is counted, in the plural: "offences"; `one` is its singular. `verb` is how they come
    about, as a participle: "recorded". `also` is another name of the subject for a second mention.
    """

    subject: str
    plural: bool = False
    noun: str | None = None
    one: str | None = None
    verb: str = "recorded"
    also: str | None = None


@dataclass(frozen=True)
class Version:
    """A version of the definition. A change is a break in the series from that date."""

    number: str
    since: date | None = None
    change: str | None = None


@dataclass(frozen=True)
class Measure:
    """A definition shared by plans or held by one.

    `compute` holds the fields of its kind; a published measure has none. `breakdowns` maps a dimension, as
    it stands in figure ids, to the column of the table it comes from; `labels` maps a value of one to its name where
    the value does not say it. `system` is the source system; `link` leads to the publisher's page, whose name `page`
    is. A published measure says which measure counts the same from records (`computed_as`), or why none can
    (`not_computed`).
    """

    VARIANTS: ClassVar[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
        "compute": (
            "kind",
            {
                "count": Count,
                "distinct": Distinct,
                "cohort": Cohort,
                "rate": Rate,
                "share": Share,
                "ratio": Ratio,
                "duration": Duration,
                "compliance": Compliance,
                "weighted_sum": WeightedSum,
                "level": Level,
                "survey": Survey,
                "grade": Grade,
            },
        )
    }

    id: str
    title: str
    kind: Kind
    unit: str
    words: Words
    definition: str
    source: str | None = None
    system: str | None = None
    link: str | None = None
    page: str | None = None
    decimals: int | None = None
    scale: Literal["thousand", "million", "billion"] | None = None
    compute: Computation | None = None
    breakdowns: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    version: Version = Version("1")
    caveats: tuple[str, ...] = ()
    computed_as: ComputedAs | None = None
    not_computed: str | None = None

    @property
    def counted(self) -> str | None:
        """What is counted, where no sentence says its verb: "calls abandoned".

        The noun of a ratio is the group that others are compared with.
        """
        if self.words.noun is None or self.unit == "ratio":
            return None
        return self.words.noun if self.words.verb in GOES_WITHOUT_SAYING else f"{self.words.noun} {self.words.verb}"


ADD_UP = ("count", "headcount", "FTE", "GBP")
"""Units of which parts make a whole."""


def adds_up(measure: Measure) -> bool:
    """Whether parts make the whole of it: counts and stocks, money and weighted sums.

    No rate, share, time or grade does; nor a number of different people, who come again in another month, or of
    different crimes, of which one has outcomes of several kinds.
    """
    if isinstance(measure.compute, Cohort) and measure.compute.column is not None:
        return False
    if measure.kind == "weighted_sum":
        return True
    return measure.kind in ("count", "cohort", "level", "published") and measure.unit in ADD_UP
