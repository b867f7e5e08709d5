"""A sum written out, and the claim that a check makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from peelian.audit.claims.intervals import Interval
from peelian.audit.claims.verdicts import Judged
from peelian.quantities import Printed, decimal_text, round_half_away

SHOWN = 4  # decimals of a recomputed value

_SUFFIX = {
    "percent": "%",
    "pp": " percentage points",
    "seconds": " seconds",
    "days": " days",
    "working days": " working days",
}


@dataclass(frozen=True)
class Outcome:
    """One way to read a statement, worked out: the stated number with its sign, the result, and the verdict."""

    kind: str
    stated: Printed
    recomputed: Fraction
    unit: str
    possible: Interval
    judged: Judged
    written: Callable[[], str]
    note: str = ""

    @property
    def sum(self) -> str:
        """The sum written out; made only for the reading that is kept."""
        return self.written()


def shown(value: Fraction) -> str:
    """A value in decimals, at most four of them."""
    return decimal_text(round_half_away(value, SHOWN), commas=True)


def result(value: Fraction, unit: str) -> str:
    """A result with its unit, for the end of a sum."""
    if unit in ("GBP", "EUR", "USD"):
        return ("-" if value < 0 else "") + {"GBP": "£", "EUR": "€", "USD": "$"}[unit] + shown(abs(value))
    suffix = _SUFFIX.get(unit, "" if unit in ("count", "ratio", "rank") else f" {unit}")
    if abs(value) == 1 and unit in _SUFFIX:
        suffix = suffix.removesuffix("s")
    return shown(value) + suffix


def signed(number: Printed, sign: int) -> Printed:
    """The stated number with the sign that its words give it."""
    value = abs(number.value) * sign if sign else number.value
    return Printed(number.text, value, number.unit, number.half_width, number.qualifier)
