"""Percent change between two printed levels.

Rule: (new - old) / old x 100, in exact arithmetic, must round to the printed percentage; the word of the change must
agree with its sign.
Example: "300,418 were recorded, an 8.5% reduction compared with the baseline figure of 328,153" is -8.4516%.
Not decidable when: one of the two levels is not printed, the old one is zero or below, or an end is only a bound
("over 500").
Silent when: two pairs of levels can be meant and one of them comes out; the levels merely stand near and do not
come out; it is a change per head, in real terms or on another year than that of the level beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from peelian.audit.claims.intervals import percent_change, possible
from peelian.audit.claims.model import Claim
from peelian.audit.claims.sums import Outcome, result, shown
from peelian.audit.claims.verdicts import judge
from peelian.audit.links.pair import Pair
from peelian.audit.material import Material, claim_of, wording_of
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.roles import Change
from peelian.quantities import Printed

KIND = "percent_change"
TIMES = ("seconds", "days", "working days", "months")


def check(change: Change, pair: Pair) -> Outcome | None:
    """The percent change of a pair, where the change is printed in percent; None where it is not one."""
    if change.mention.unit != "percent" or pair.unit in ("rank", "pp") or pair.unit in TIMES:
        return None
    if pair.unit == "percent" and change.word in ("gap", "difference"):
        return None  # the gap between two percentages is in points
    return of_levels(KIND, wording_of(change, pair), pair.old.number, pair.new.number)


def of_levels(kind: str, stated: tuple[Printed, bool], old: Printed, new: Printed) -> Outcome | None:
    """The outcome of old and new; None where the old one has no percent change."""
    number, signed = stated
    if old.value <= 0:
        return None
    recomputed = percent_change(old.value, new.value)
    reach = possible((old, new), percent_change)
    if reach is None:
        return None
    judged = judge(number, recomputed, reach, signed=signed)

    def written() -> str:
        return f"({shown(new.value)} - {shown(old.value)}) / {shown(old.value)} = {result(recomputed, 'percent')}"

    return Outcome(kind, number, recomputed, "percent", reach, judged, written)


def find(material: Material) -> Iterator[Claim]:
    """The percent changes of a paper, with those of which one level is not printed."""
    for move in material.moves:
        if move.outcome is not None and move.outcome.kind == KIND:
            yield claim_of(material, move)
        elif move.outcome is None and move.change.mention.unit == "percent" and _counts(move.only):
            yield claim_of(material, move, KIND)


def _counts(only: Mention | None) -> bool:
    return only is not None and only.unit not in (*TIMES, "percent")
