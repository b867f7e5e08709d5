"""What sentences are put together from: lists, small numbers in words, periods, floats made exact once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from peelian.periods import Period, words
from peelian.quantities import round_half_away
from peelian.quantities.units import unit_named
from peelian.signals.doubts import KINDS
from peelian.signals.words.pieces import Amount, Said, Statistic

IN_WORDS = 10  # whole numbers up to this are words in a sentence, larger ones digits
SMALLEST_BASE = 100  # of a count: below it a percent change says more than is known, and the numbers are given alone
FEW = 10  # an average or an expected number of things below this has a decimal, unless the caller says otherwise
PER = {"percent": 100, "per 1,000": 1_000, "per 100,000": 100_000}
"""What a plain quotient is multiplied by to be in a unit."""


@dataclass(frozen=True)
class Called:
    """What the members of a group are called, in the middle of a sentence: "area", "areas".

    `unit` and `decimals` are those their values are printed in; decimals None is the unit's own, and one more for an
    average of fewer than ten things.
    """

    one: str = "area"
    many: str = "areas"
    unit: str = "count"
    decimals: int | None = None

    @property
    def of_change(self) -> str:
        """The unit of a difference: shares change in percentage points."""
        return "pp" if unit_named(self.unit).name == "percent" else self.unit

    def amount(self, value: Fraction, statistic: Statistic, period: Period, of: str | None = None) -> Amount:
        """A value, printed in the unit."""
        return Amount(value, self.unit, statistic, period, of=of, decimals=self.places(value))

    def places(self, *values: Fraction) -> int | None:
        """The decimals of numbers that stand beside each other."""
        whole = self.decimals is None and unit_named(self.unit).whole
        if whole and any(value.denominator != 1 and abs(value) < FEW for value in values):
            return 1
        return self.decimals

    def alike(self, one: Fraction, other: Fraction) -> bool:
        """Whether two values are the same number as printed."""
        places = self.places(one, other)
        if places is None:
            places = unit_named(self.unit).decimals
        return round_half_away(one, places) == round_half_away(other, places)

    def scaled(self, value: float, quotient: bool) -> Fraction:
        """A number of a panel in the unit: a plain `quotient` of 0.158 is 15.8 percent."""
        return meant(value) * (PER.get(unit_named(self.unit).name, 1) if quotient else 1)


def meant(value: float) -> Fraction:
    """The number that a float stands for: its shortest decimal, so that what is typed as 0.35 is rounded as 0.35 is."""
    return Fraction(repr(float(value)))


def counted(number: int, period: Period, *, of: str | None = None, statistic: Statistic = "number") -> Amount:
    """How many: in words up to ten."""
    return Amount(Fraction(number), "count", statistic, period, of=of, in_words=number <= IN_WORDS)


def said(*parts: str | Amount | Said) -> Said:
    """One sentence, or a stretch of one, from its parts; words that touch become one piece."""
    pieces: list[str | Amount] = []
    for part in parts:
        for piece in part if isinstance(part, tuple) else (part,):
            if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += piece
            elif piece != "":
                pieces.append(piece)
    return tuple(pieces)


def listed(items: Sequence[str | Said], last: str = " and ", between: str = ", ") -> Said:
    """The items one after the other: "a, b and c"; "a, x; b, y; and c, z" where names have commas of their own."""
    if between == ", " and len(items) > 1 and any(_has_comma(item) for item in items):
        between, last = "; ", "; and " if last == " and " else last
    told: list[str | Said] = []
    for number, item in enumerate(items):
        if number:
            told.append(last if number == len(items) - 1 else between)
        told.append(item)
    return said(*told)


def _has_comma(item: str | Said) -> bool:
    """Whether there is a comma in it outside brackets."""
    text = item if isinstance(item, str) else "".join(piece for piece in item if isinstance(piece, str))
    return "," in re.sub(r"\([^()]*\)", "", text)


def capital(told: Said) -> Said:
    """The sentence with a capital where it begins with a word. A number in words never begins one."""
    first = told[0]
    return (first[:1].upper() + first[1:], *told[1:]) if isinstance(first, str) else told


def when(period: Period) -> str:
    """ "in October 2015", "in the year ending March 2016", "on 31 March 2016"."""
    return f"{'on' if period.kind == 'at' else 'in'} {words(period)}"


def stretch(period: Period) -> str:
    """What one such period is called: "month"."""
    return KINDS.get(period.kind, "periods").removesuffix("s")


def stretches(number: int, period: Period, *, statistic: Statistic = "number", of: str | None = None) -> Said:
    """ "seven months", "one quarter"."""
    name = stretch(period)
    return said(counted(number, period, of=of, statistic=statistic), f" {name if number == 1 else name + 's'}")


def unsigned(amount: Amount) -> Amount:
    """The amount without its sign, which the words beside it give."""
    return replace(amount, unsigned=True)
