"""The rule of the verdict, the same for every kind, and what an inconsistency weighs.

consistent: the result at face value lies in the band of the stated number, which is half a unit of its last digit
each way. consistent within rounding: it does not, but the interval that the rounding of the inputs leaves meets the
band. inconsistent: they do not meet. Counts printed to the last one do not move.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from peelian.audit.claims.intervals import Interval, overlaps
from peelian.audit.claims.model import Severity, Verdict
from peelian.quantities import Printed


@dataclass(frozen=True)
class Judged:
    verdict: Verdict
    severity: Severity | None = None
    reason: str = ""


def judge(stated: Printed, recomputed: Fraction, possible: Interval, *, signed: bool = True) -> Judged:
    """The verdict on a stated number. `signed` False compares sizes only: the text names no direction."""
    value = stated.value
    if not signed:
        recomputed, possible, value = abs(recomputed), _sizes(possible), abs(value)
    if stated.qualifier in ("over", "under"):
        return _bound(stated, value, recomputed, possible)
    if abs(recomputed - value) <= stated.half_width:
        return Judged("consistent")
    band = (value - stated.half_width, value + stated.half_width)
    if overlaps(possible, band):
        return Judged("consistent_within_rounding")
    opposite = (-band[1], -band[0])
    if signed and value != 0 and overlaps(possible, opposite):
        return Judged("inconsistent", "direction", "the size agrees, the direction does not")
    fraction = stated.unit == "percent" and not any(map(str.isdigit, stated.text))  # "one in four" has no last digit
    if not fraction and abs(recomputed - value) <= last_digit(stated) * Fraction(3, 2):
        return Judged("inconsistent", "last_digit", "the last digit is off by one")
    return Judged("inconsistent", "material")


def last_digit(stated: Printed) -> Fraction:
    """One unit of the last printed digit; of a count, one."""
    return stated.half_width * 2 if stated.half_width else Fraction(1)


def _bound(stated: Printed, value: Fraction, recomputed: Fraction, possible: Interval) -> Judged:
    """A stated bound holds where the result lies on its side. "Nearly 30%" is also met by what rounds to 30%."""
    beyond = stated.qualifier == "over"
    size, low, high = (abs(recomputed), *_sizes(possible)) if value * recomputed >= 0 else (-abs(recomputed),) * 3
    edge = abs(value)
    slack = stated.half_width
    if (size >= edge) if beyond else (size <= edge):
        return Judged("consistent")
    if (high >= edge - slack) if beyond else (low <= edge + slack):
        return Judged("consistent_within_rounding")
    if value * recomputed < 0:
        return Judged("inconsistent", "direction", "the direction does not agree")
    return Judged("inconsistent", "material")


def _sizes(interval: Interval) -> Interval:
    low, high = abs(interval[0]), abs(interval[1])
    if interval[0] <= 0 <= interval[1]:
        return Fraction(0), max(low, high)
    return min(low, high), max(low, high)


def plain_reason(verdict: Verdict) -> str:
    """The reason that fits a verdict where a check has no closer one."""
    return {
        "consistent": "the sum comes out",
        "consistent_within_rounding": "the rounding of the printed inputs explains it",
        "inconsistent": "no rounding of the printed inputs explains it",
        "not_decidable": "not everything it needs is printed",
    }[verdict]
