"""Counts too small to be shown of a small place, in one place: what is hidden, and what would give it away.

`smallest` is the smallest count that is shown, which the plan sets. Nought is shown: it is nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from peelian.plan.answers import Answers


@dataclass(frozen=True)
class Limit:
    """The smallest count that is shown of a place, nought apart, and why it is another than the usual."""

    smallest: int
    because: str | None = None


def limit_of(answers: Answers, tables: Sequence[Limit] = ()) -> Limit:
    """The limit that holds for what a plan tells of its places: the strictest of its own and of the tables it reads."""
    return max((Limit(answers.smallest, answers.because), *tables), key=lambda limit: limit.smallest)


def hidden(count: Fraction, smallest: int) -> bool:
    """Whether a count is below the smallest that is shown, and not nought."""
    return 0 < count < smallest


def hidden_part(part: Fraction, whole: Fraction, smallest: int) -> bool:
    """Whether a part of a whole, what is left of it, or the whole is small: then neither part nor share is shown."""
    return any(hidden(count, smallest) for count in (part, whole - part, whole))


@dataclass(frozen=True)
class Part:
    """A part of a total, in two periods. `slug` is its value of the breakdown, None where it is several together.

    `held` is one that is not to be told, whatever its size.
    """

    name: str
    now: Fraction
    before: Fraction
    slug: str | None = None
    held: bool = False

    def hidden(self, smallest: int) -> bool:
        return self.held or hidden(self.now, smallest) or hidden(self.before, smallest)


def folded(parts: Sequence[Part], most: int, rest: str, smallest: int) -> tuple[tuple[Part, ...], Part | None]:
    """The largest parts, and all others as one that is called `rest`; None where nothing is left over.

    Parts with a small number, or held back, are among the others, and so are as many more as it takes, smallest first,
    for the others together not to be small either: a total less the parts beside it gives away the one that is left.
    With one that is held back, those beside it must not be small.
    """
    ordered = sorted(parts, key=lambda part: (-part.now, -part.before, part.name))
    shown = [part for part in ordered if not part.hidden(smallest) and (part.now or part.before)][:most]
    others = [part for part in ordered if part not in shown]
    left = _together(others, rest)
    while shown and (left.hidden(smallest) or _held_is_plain(others, smallest)):
        others.append(shown.pop())
        left = _together(others, rest)
    if left.hidden(smallest):
        return (), None
    return tuple(shown), left if left.now or left.before else None


def _together(parts: Sequence[Part], name: str) -> Part:
    return Part(name, sum((p.now for p in parts), Fraction()), sum((p.before for p in parts), Fraction()))


def _held_is_plain(parts: Sequence[Part], smallest: int) -> bool:
    """Whether the sum of parts tells one that is held back, as there is little beside it."""
    beside = _together([part for part in parts if not part.held], "")
    return any(part.held for part in parts) and min(beside.now, beside.before) < smallest
