"""Change of a percentage, in percentage points.

Rule: new - old of two printed percentages must round to the printed points. Points and per cent are never taken for
each other: 58.7% to 79.3% is +20.6 points and +35.1 per cent.
Example: "from 92.9% to 97.0%, an improvement of 4.1 percentage points" is 97.0 - 92.9 = 4.1.
Not decidable when: one of the two percentages is not printed.
Silent when: a change between percentages is printed with "%": it may mean points or per cent, and is only said to be
wrong where it is neither. Printed as points and equal to the percent change, it is wrong by its label.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from peelian.audit.claims.intervals import difference, percent_change, possible
from peelian.audit.claims.model import Claim
from peelian.audit.claims.sums import Outcome, result, shown
from peelian.audit.claims.verdicts import Judged, judge
from peelian.audit.links.pair import Pair
from peelian.audit.material import Material, claim_of, wording_of
from peelian.audit.sentences.roles import Change

KIND = "point_change"


def check(change: Change, pair: Pair) -> Outcome | None:
    """The difference of two percentages in points, where the change is printed in points or in "%"."""
    if change.mention.unit not in ("pp", "percent") or pair.unit != "percent":
        return None
    number, signed = wording_of(change, pair)
    recomputed = difference(pair.old.value, pair.new.value)
    reach = possible((pair.old.number, pair.new.number), difference)
    assert reach is not None
    judged = judge(number, recomputed, reach, signed=signed)
    note = ""
    if change.mention.unit == "percent":
        note = "printed with %, it means percentage points"
    elif judged.verdict == "inconsistent" and pair.old.value > 0:
        relative = judge(number, percent_change(pair.old.value, pair.new.value), reach, signed=signed)
        if relative.verdict == "consistent":
            judged = Judged("inconsistent", "label", "it is the percent change, printed as percentage points")

    def written() -> str:
        return f"{shown(pair.new.value)} - {shown(pair.old.value)} = {result(recomputed, 'pp')}"

    return Outcome(KIND, replace(number, unit="pp"), recomputed, "pp", reach, judged, written, note)


def find(material: Material) -> Iterator[Claim]:
    for move in material.moves:
        if move.outcome is not None and move.outcome.kind == KIND:
            yield claim_of(material, move)
        elif (
            move.outcome is None
            and move.only is not None
            and move.only.unit == "percent"
            and move.change.mention.unit in ("pp", "percent")
        ):
            yield claim_of(material, move, KIND)
