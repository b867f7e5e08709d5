"""Sentences in pieces: words, and amounts that know which number of which period they are.

A terminal prints them as plain text; a paper puts a figure that can be traced in the place of each amount.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from peelian.periods import Period
from peelian.quantities import UNITS, Quantity, exact, in_words, ordinal, text

Statistic = Literal[
    "value",
    "numerator",
    "average",
    "mean",
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
    "false-alarm",
    "target",
    "rank",
    "rank-first",
    "rank-last",
    "members",
    "group-mean",
    "gap",
    "gap-change",
    "gap-percent",
    "gap-low",
    "gap-high",
    "confidence",
    "share",
    "part-change",
    "change",
    "change-percent",
    "number",
    "asked",
    "by-chance",
    "once-in",
    "false-share",
    "expected",
    "harm",
]
"""What an amount is.

value, numerator: of the series in the period. average, lower-limit, upper-limit: the lines of its process in the
period. mean: the plain average of the values from `since` to the period, both included. average-change, average-
change-percent: from the process, or the level before a proposed step, that `since` belongs to. run: how many periods
in a row up to the period. signal-above, signal-below: what the period's value would have to pass to signal, or, where
values are whole, to reach. expected-low, expected-high: the range expected of the period. expected-percent: how the
period compares with the average, by season. chance: that the period meets the target. false-alarm: how often a series
without any step shows one as strong. rank, members, group-mean, gap, gap-change, gap-percent: among peers; rank-
first, rank-last: the places that chance leaves open; gap-low, gap-high: the interval of a gap; confidence: how often
such an interval holds. share, part-change: of parts in a level, and in a change where there is a `since`. change,
change-percent: from the period `since`. number: how many series, areas or periods something holds of. asked: a number
of the rule itself. Of many series: by-chance: how many of a number chance alone would make; once-in: in how many
periods chance makes a value as far out; false-share: how many of all marks are false, at most; expected: of the
period, by its baseline; harm: the weight of what lies beyond that.
"""


@dataclass(frozen=True)
class Amount:
    """One number of a sentence. `value` is in `unit` (a share as 15.8 percent); `decimals` None is the unit's own.

    `period`: which period's number it is; for a change, the later. `since`: for a change, a period of the earlier
    process. `of`: whose number it is where that is not the series the sentence is about: an area, a part, a member.
    `unsigned` leaves the sign to the words beside it. `in_words`: a small whole number as a word ("seven months").
    `ordinal`: a place ("third").
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
    ordinal: bool = False


Piece = str | Amount
Said = tuple[Piece, ...]
"""A sentence, from its capital to its full stop."""


def plain(said: Said) -> str:
    """The sentence as text."""
    return "".join([piece if isinstance(piece, str) else text_of(piece) for piece in said])


def text_of(amount: Amount) -> str:
    """The amount as it is printed."""
    value = abs(amount.value) if amount.unsigned else amount.value
    if amount.ordinal and value.denominator == 1:
        return ordinal(int(value))
    if amount.in_words and value.denominator == 1:
        unit = UNITS[amount.unit]
        return in_words(int(value)) + ((unit.one if value == 1 else "") or unit.words or unit.suffix)
    return text(Quantity(value, amount.unit), amount.decimals)


def numbered(words: str, period: Period) -> Said:
    """A sentence whose numbers stand in it as digits, with an amount in the place of each: of the period."""
    said: list[Piece] = []
    for number, part in enumerate(re.split(r"([0-9][0-9,]*(?:\.[0-9]+)?)", words)):
        if not number % 2:
            said += [part] if part else []
            continue
        decimals = len(part.partition(".")[2])
        said.append(Amount(exact(part), "ratio" if decimals else "count", "number", period, decimals=decimals))
    return tuple(said)
