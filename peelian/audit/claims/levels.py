"""Levels held against each other: the same words and period, in one paper or in two of a set.

A level is small: what is kept of a paper while the others of its set are read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from peelian.audit.claims.intervals import around, overlaps
from peelian.audit.claims.model import Claim, Severity, Spot, Stated, Verdict
from peelian.quantities import Printed

KIND = "cross_reference"


class Thing(NamedTuple):
    """What of a level tells whether another is the same; `period` is an id, `when` a time that only words date."""

    number: Printed
    words: frozenset[str]
    period: str | None
    when: str


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
    def thing(self) -> Thing:
        return Thing(self.number, self.words, self.period[0] if self.period else None, self.when)

    @property
    def alike(self) -> tuple[str, frozenset[str], str | None, str]:
        """What is the same of two levels that are the same thing."""
        return self.number.unit, self.words, self.period[0] if self.period else None, self.when


def compared(there: Level, here: Level, elsewhere: str = "") -> Claim | None:
    """The claim that two levels are one and the same; None where they need not be.

    `elsewhere` is the name of the document in which the first stands, where that is another.
    """
    old, new = there.number, here.number
    verdict, severity, reason = same(there.thing, here.thing)
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


def same(x: Thing, y: Thing) -> tuple[Verdict | None, Severity | None, str]:
    """The verdict that two levels are one and the same, with its severity and reason; None where they need not be."""
    if x.number.value == y.number.value:
        return "consistent", None, "it is printed twice and is the same"
    if {x.number.qualifier, y.number.qualifier} & {"over", "under"}:
        return None, None, ""
    if overlaps(around(x.number), around(y.number)):
        return "consistent_within_rounding", None, "the two are rounded differently"
    if x.words != y.words:
        return None, None, ""
    same_time = (x.period, x.when) == (y.period, y.when)
    if same_time and (x.period is not None or x.when) and len(x.words) >= 3:
        return "inconsistent", "material", "the same words and period have another number elsewhere"
    near = abs(x.number.value - y.number.value) * 10 <= max(x.number.value, y.number.value)
    if not same_time or len(x.words) < 4 or not near:
        return None, None, ""
    return "not_decidable", None, "the same words have another number elsewhere, and no period is named"
