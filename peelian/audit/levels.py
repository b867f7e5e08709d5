"""Levels held against each other: the same words and period, in one paper or in two of a set.

A level is small: what is kept of a paper while the others of its set are read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from peelian.audit.intervals import around, overlaps
from peelian.audit.model import Claim, Severity, Spot, Stated, Verdict
from peelian.quantities import Printed

KIND = "cross_reference"


@dataclass(frozen=True)
class Level:
    """A number with what it is of. `words` are the plain words of its clause, `period` an id and its words.

    `when` is a time in words that only the paper itself dates. `spot` is the clause, `sentence` the whole sentence,
    which is quoted where another level is held against it.
    """

    number: Printed
    words: frozenset[str]
    period: tuple[str, str] | None
    measure: str
    spot: Spot
    sentence: Spot
    when: str = ""

    @property
    def alike(self) -> tuple[str, frozenset[str], str | None, str]:
        """What is the same of two levels that are the same thing."""
        return self.number.unit, self.words, self.period[0] if self.period else None, self.when

    def same_time(self, other: Level) -> bool:
        """Whether both name a time, and the same one."""
        return (self.period is not None or bool(self.when)) and (self.period, self.when) == (other.period, other.when)


def compared(there: Level, here: Level, elsewhere: str = "") -> Claim | None:
    """The claim that two levels are one and the same; None where they need not be.

    `elsewhere` is the name of the document in which the first stands, where that is another.
    """
    old, new = there.number, here.number
    if old.value != new.value and {old.qualifier, new.qualifier} & {"over", "under"}:
        return None
    verdict, severity, reason = _same(there, here)
    if verdict is None:
        return None
    moved = new.value - old.value
    return Claim(
        KIND,
        here.spot,
        Stated(f"{old.text} / {new.text}", None),
        verdict,
        reason,
        measure=here.measure,
        period=here.period[1] if here.period else None,
        old=old,
        new=new,
        recomputed=moved,
        unit=new.unit,
        possible=(moved - old.half_width - new.half_width, moved + old.half_width + new.half_width),
        severity=severity,
        sum=f"{old.text} there, {new.text} here",
        also=(replace(there.sentence, document=elsewhere),),
    )


def _same(x: Level, y: Level) -> tuple[Verdict | None, Severity | None, str]:
    if x.number.value == y.number.value:
        return "consistent", None, "it is printed twice and is the same"
    if overlaps(around(x.number), around(y.number)):
        return "consistent_within_rounding", None, "the two are rounded differently"
    if x.words != y.words:
        return None, None, ""
    if x.same_time(y) and len(x.words) >= 3:
        return "inconsistent", "material", "the same words and period have another number elsewhere"
    near = abs(x.number.value - y.number.value) * 10 <= max(x.number.value, y.number.value)
    if (x.period, x.when) != (y.period, y.when) or len(x.words) < 4 or not near:
        return None, None, ""
    return "not_decidable", None, "the same words have another number elsewhere, and no period is named"
