"""Change of a stretch of time, in per cent or in time itself.

Rule: both times in seconds (or days, working days, months); the percent change, or the difference, must round to
what is printed.
Example: "from 12 minutes and 44 seconds to 9 minutes and 43 seconds" is 764 to 583 seconds, -23.6911%.
Not decidable when: one of the two times is not printed, or they are in units that do not convert (days and
working days).
Silent when: a time is a standard ("within 10 seconds") or a stretch of the calendar ("the last 6 months").
"""

from __future__ import annotations

from collections.abc import Iterator

from peelian.audit.claims.model import Claim
from peelian.audit.claims.sums import Outcome
from peelian.audit.kinds.absolute_change import of_levels as difference_of
from peelian.audit.kinds.percent_change import TIMES
from peelian.audit.kinds.percent_change import of_levels as percent_of
from peelian.audit.links.pair import Pair
from peelian.audit.material import Material, claim_of, wording_of
from peelian.audit.sentences.roles import Change

KIND = "duration_change"


def check(change: Change, pair: Pair) -> Outcome | None:
    """The change of a pair of times; None where the pair is none."""
    if pair.unit not in TIMES:
        return None
    if change.mention.unit == "percent":
        return percent_of(KIND, wording_of(change, pair), pair.old.number, pair.new.number)
    if change.mention.unit == pair.unit:
        return difference_of(KIND, wording_of(change, pair), pair.old.number, pair.new.number)
    return None


def find(material: Material) -> Iterator[Claim]:
    for move in material.moves:
        if move.outcome is not None and move.outcome.kind == KIND:
            yield claim_of(material, move)
        elif move.outcome is None and move.only is not None and move.only.unit in TIMES:
            yield claim_of(material, move, KIND)
