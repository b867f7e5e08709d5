"""Sentences in pieces: words, and amounts that know which number of which period they are.

A terminal prints them as plain text; a paper puts a figure that can be traced in the place of each amount.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from peelian.periods import Period
from peelian.quantities import Quantity, in_words, show

Statistic = Literal[
    "value",
    "numerator",
    "average",
    "lower-limit",
    "upper-limit",
    "average-change",
    "average-change-percent",
    "run",
    "signal-above",
    "signal-below",
    "expected-low",
    "expected-high",
    "expected-percent",
    "chance",
    "target",
    "rank",
    "members",
    "group-mean",
    "gap",
    "gap-change",
    "share",
    "part-change",
    "number",
]
"""What an amount is.

value, numerator: of the series in the period. average, lower-limit, upper-limit: the lines of its process in the
period. average-change, average-change-percent: from the process that `since` belongs to. run: how many periods in a
row up to the period. signal-above, signal-below: what the period's value would have to pass to signal. expected-low,
expected-high: the range expected of the period. expected-percent: how the period compares with the average, by season.
chance: that the period meets the target. rank, members, group-mean, gap, gap-change: among peers. share, part-change:
of parts in a level and in a change. number: how many series, areas or periods something holds of.
"""


@dataclass(frozen=True)
class Amount:
    """One number of a sentence. `value` is in `unit` (a share as 15.8 percent); `decimals` None is the unit's own.

    `period`: which period's number it is; for a change, the later. `since`: for a change, a period of the earlier
    process. `of`: whose number it is where that is not the series the sentence is about: an area, a part, a member.
    `unsigned` leaves the sign to the words beside it. `in_words`: a small whole number as a word ("seven months").
    """

    value: Fraction
    unit: str
    statistic: Statistic
    period: Period
    since: Period | None = None
    of: str | None = None
    decimals: int | None = None
    unsigned: bool = False
    in_words: bool = False


Piece = str | Amount
Said = tuple[Piece, ...]
"""A sentence, from its capital to its full stop."""


def plain(said: Said) -> str:
    """The sentence as text."""
    return "".join(piece if isinstance(piece, str) else text_of(piece) for piece in said)


def text_of(amount: Amount) -> str:
    """The amount as it is printed."""
    value = abs(amount.value) if amount.unsigned else amount.value
    if amount.in_words and value.denominator == 1:
        return in_words(int(value)) + show(Quantity(value, amount.unit), 0).text.lstrip("0123456789,")
    return show(Quantity(value, amount.unit), amount.decimals).text
