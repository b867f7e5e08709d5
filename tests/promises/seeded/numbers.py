"""Numbers as a paper prints them, and how far what a sentence states may be from what its printed inputs leave.

Everything is exact. This is the second, plain account of rounding that the audit's own is measured against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from random import Random

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def rounded(value: Fraction, digits: int) -> Fraction:
    """Half away from zero."""
    scale = 10**digits
    size = abs(value) * scale
    whole = (size * 2 + 1) // 2
    return Fraction(whole if value >= 0 else -whole, scale)


def figure(value: Fraction, digits: int = 0) -> str:
    """With commas and so many decimals; the value is rounded."""
    shown = rounded(abs(value), digits)
    whole, part = divmod(shown * 10**digits, 10**digits)
    return f"{int(whole):,}" + (f".{int(part):0{digits}d}" if digits else "")


@dataclass(frozen=True)
class Input:
    """A number that is printed: what it truly is, what it looks like, and the ends of what could look so."""

    true: Fraction
    text: str
    low: Fraction
    high: Fraction

    @property
    def face(self) -> Fraction:
        return (self.low + self.high) / 2


def exact(value: int, text: str | None = None) -> Input:
    return Input(Fraction(value), text or figure(Fraction(value)), Fraction(value), Fraction(value))


def printed(true: Fraction, digits: int, show: Callable[[str], str], scale: Fraction = Fraction(1)) -> Input:
    """A number rounded to so many decimals of a unit, which `show` puts words around."""
    face = rounded(true / scale, digits)
    half = Fraction(1, 2 * 10**digits)
    return Input(true, show(figure(face, digits)), (face - half) * scale, (face + half) * scale)


@dataclass(frozen=True)
class Result:
    """What a sentence states of its inputs: the kind, its size, what the inputs leave, and how it is printed.

    `step` is one unit of the last printed digit, 0 of a result that is a word ("doubled"); `slipped` is the
    wrong word.
    """

    kind: str
    true: Fraction
    low: Fraction
    high: Fraction
    face: Fraction
    step: Fraction
    show: Callable[[Fraction], str]
    slipped: str = ""

    @property
    def text(self) -> str:
        return self.show(self.shown)

    @property
    def can_slip(self) -> bool:
        return self.step > 0 or self.slipped != ""

    @property
    def shown(self) -> Fraction:
        if self.step == 0:
            return self.true
        return self.step * rounded(self.true / self.step, 0)

    @property
    def by_rounding(self) -> bool:
        """Whether the sum of the printed inputs, taken at their word, does not come out."""
        return abs(self.face - self.shown) > self.step / 2

    def wrong(self, random: Random) -> str:
        """The same with a slip in it that no rounding explains."""
        if self.slipped:
            return self.slipped
        for _ in range(200):
            other = random.choice(_SLIPS)(self.shown, self.step, random)
            if (other > 0 and other - self.step / 2 > self.high) or (other > 0 and other + self.step / 2 < self.low):
                text = self.show(other)
                if text != self.text:
                    return text
        return self.show(self.shown + 40 * self.step + self.high - self.low)


def result(
    kind: str,
    inputs: Sequence[Input],
    of: Callable[..., Fraction],
    step: Fraction,
    show: Callable[[Fraction], str],
) -> Result:
    """`of` gives the result of the inputs' values; sizes only, since the words tell the direction."""
    corners = [of(*values) for values in product(*((i.low, i.high) for i in inputs))]
    low, high = min(corners), max(corners)
    least = Fraction(0) if low < 0 < high else min(abs(low), abs(high))
    true = abs(of(*(i.true for i in inputs)))
    return Result(kind, true, least, max(abs(low), abs(high)), abs(of(*(i.face for i in inputs))), step, show)


def word(kind: str, right: str, slipped: str) -> Result:
    """A result that is a word, with the word that would be wrong."""
    zero = Fraction(0)
    return Result(kind, zero, zero, zero, zero, zero, lambda _: right, slipped)


def _last_digit(value: Fraction, step: Fraction, random: Random) -> Fraction:
    return value + random.choice((-1, 1)) * step * random.choice((1, 1, 2))


def _scaled(value: Fraction, step: Fraction, random: Random) -> Fraction:
    factor = Fraction(random.choice((55, 70, 80, 88, 115, 125, 140, 170)), 100)
    return step * rounded(value * factor / step, 0)


def _swapped(value: Fraction, step: Fraction, random: Random) -> Fraction:
    """Two digits side by side the wrong way round."""
    digits = list(str(int(value / step)))
    if len(digits) < 2:
        return value
    at = random.randrange(len(digits) - 1)
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    return int("".join(digits)) * step


def _one_digit(value: Fraction, step: Fraction, random: Random) -> Fraction:
    digits = list(str(int(value / step)))
    digits[random.randrange(len(digits))] = random.choice("123456789")
    return int("".join(digits)) * step


_SLIPS = (_last_digit, _scaled, _scaled, _swapped, _one_digit)


def difference(old: Fraction, new: Fraction) -> Fraction:
    return new - old


def percent_change(old: Fraction, new: Fraction) -> Fraction:
    return (new - old) / old * 100


def listed(items: Iterable[str]) -> str:
    """ "a, b and c"."""
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last
