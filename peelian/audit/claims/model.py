"""What the audit says: claims, each with the numbers it was made of, the sum, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from peelian.audit.claims.intervals import Interval
from peelian.quantities import Printed

Verdict = Literal["consistent", "consistent_within_rounding", "inconsistent", "not_decidable"]
Severity = Literal["last_digit", "material", "direction", "symbol", "label"]
KINDS = (
    "percent_change",
    "point_change",
    "absolute_change",
    "duration_change",
    "ratio_or_share",
    "sum_of_parts",
    "table_row_change",
    "table_total",
    "rate",
    "rank_or_extreme",
    "direction_word",
    "symbol_vs_sign",
    "times_multiple",
    "average_of_rows",
    "cross_reference",
)
"""What a claim can state, in the order they are printed; a module of peelian/audit/kinds finds each."""
VERDICTS: tuple[Verdict, ...] = ("inconsistent", "not_decidable", "consistent_within_rounding", "consistent")
SEVERITIES: tuple[Severity, ...] = ("material", "direction", "label", "symbol", "last_digit")
MATTERS: frozenset[Severity] = frozenset({"material", "direction", "label"})  # what makes the exit code 1


@dataclass(frozen=True)
class Stated:
    """The result a claim prints. `printed` is its words; `number` None where a word alone states it ("lowest").

    `number.value` is signed: a fall is below zero. `relation` says how the result stands to it: "=" for a number,
    ">" and "<" for a bound. A word of direction and a symbol are a relation to 0, in the unit direction or symbol.
    """

    printed: str
    number: Printed | None
    relation: Literal["=", ">", "<"] = "="


def towards(printed: str, sign: int, unit: str = "direction") -> Stated:
    """What a word of direction or a symbol states: that the result is above, below or at zero."""
    nothing = Printed(printed, Fraction(0), unit, Fraction(0))
    return Stated(printed, nothing, ">" if sign > 0 else "<" if sign < 0 else "=")


@dataclass(frozen=True)
class Spot:
    """Where a claim stands: block of the paper, and offsets in its printed text, or in its row's cells joined."""

    block: int
    start: int
    end: int
    line: int
    page: int | None
    quote: str
    row: int | None = None
    document: str = ""  # of another paper of the set; empty for the claim's own


@dataclass(frozen=True)
class Claim:
    """One statement that was recognised, and what became of it.

    `old`, `new` and `parts` are the numbers it was worked out from. `recomputed` is the result at face value, None
    where there is none; `possible` the interval that the rounding of the printed inputs leaves. `sum` is the
    arithmetic written out. `reason` says why, in words that can end a sentence.
    """

    kind: str
    spot: Spot
    stated: Stated
    verdict: Verdict
    reason: str
    measure: str = ""
    period: str | None = None
    old: Printed | None = None
    new: Printed | None = None
    parts: tuple[Printed, ...] = ()
    recomputed: Fraction | None = None
    unit: str = ""
    possible: Interval | None = None
    severity: Severity | None = None
    sum: str = ""
    also: tuple[Spot, ...] = ()

    @property
    def matters(self) -> bool:
        return self.verdict == "inconsistent" and self.severity in MATTERS
