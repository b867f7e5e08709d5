"""Change in the things themselves: so many more or fewer.

Rule: new - old must be the printed number, within half a unit of what is rounded; the word must agree with its sign.
Example: "36 were recorded, a reduction of seven compared with 43" is 36 - 43 = -7.
Not decidable when: one of the two levels is not printed.
Silent when: the number of the change counts something else than the levels do (another unit).
"""

from __future__ import annotations

from collections.abc import Iterator

from peelian.audit.claims.intervals import difference, possible
from peelian.audit.claims.model import Claim
from peelian.audit.claims.sums import Outcome, result, shown
from peelian.audit.claims.verdicts import judge
from peelian.audit.links.pair import Pair
from peelian.audit.material import Material, claim_of, wording_of
from peelian.audit.sentences.roles import Change
from peelian.quantities import Printed

KIND = "absolute_change"
UNITS = ("count", "GBP", "EUR", "USD", "FTE", "per 1,000", "per 10,000", "per 100,000", "per million")


def check(change: Change, pair: Pair) -> Outcome | None:
    """The difference of a pair, where the change is printed in the unit of the levels."""
    if change.mention.unit not in UNITS or pair.unit != change.mention.unit:
        return None
    return of_levels(KIND, wording_of(change, pair), pair.old.number, pair.new.number)


def of_levels(kind: str, stated: tuple[Printed, bool], old: Printed, new: Printed) -> Outcome | None:
    number, signed = stated
    recomputed = difference(old.value, new.value)
    reach = possible((old, new), difference)
    assert reach is not None
    judged = judge(number, recomputed, reach, signed=signed)

    def written() -> str:
        return f"{shown(new.value)} - {shown(old.value)} = {result(recomputed, number.unit)}"

    return Outcome(kind, number, recomputed, number.unit, reach, judged, written)


def find(material: Material) -> Iterator[Claim]:
    for move in material.moves:
        if move.outcome is not None and move.outcome.kind == KIND:
            yield claim_of(material, move)
        elif move.outcome is None and move.change.mention.unit in UNITS and move.only is not None:
            yield claim_of(material, move, KIND)
