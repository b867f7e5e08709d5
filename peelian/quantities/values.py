"""Numbers as values: computed (`Quantity`), printed (`Printed`), and the reason for none (`NoValue`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite

from peelian.errors import PeelianError

LONGEST = 200  # characters of a text that is read as one number; longer is not a number anybody printed
WHOLE = 2.0**53  # floats from here on are whole, and their shortest text may end in zeros that they do not have
FURTHEST = 60  # powers of ten that a Decimal may reach; a number of crimes or pounds needs fewer than 15

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_EXACT = rf"([+-]?)(?:({NUMBER})|([0-9]+)/([0-9]+))"
_MINUS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{NO-BREAK SPACE}": " "})


class QuantityError(PeelianError):
    """A number that cannot be read, or a way of printing that its unit does not have."""


@dataclass(frozen=True)
class Quantity:
    """A computed number, exact. A share of 15.8% holds 15.8: the value is in the unit."""

    value: Fraction
    unit: str


@dataclass(frozen=True)
class NoValue:
    """A sum that cannot be done, with the reason in words that can end a sentence: "the baseline is zero"."""

    reason: str


@dataclass(frozen=True)
class Printed:
    """A number as a reader sees it. `value` is what the digits say, so it is already rounded.

    `half_width` is half a unit of the last printed digit: the true number lies within it of `value`.
    It is 0 for things counted in whole ones. `qualifier` is about, over or under.
    """

    text: str
    value: Fraction
    unit: str
    half_width: Fraction
    qualifier: str | None = None


def exact(text_or_number: str | int | Decimal | Fraction) -> Fraction:
    """The exact number of "1,234.50", "-5" or "1/3"; of an int, a Decimal or a Fraction. Never of a float."""
    if isinstance(text_or_number, bool | float):
        raise QuantityError(f"{text_or_number!r} is not an exact number; write it as text, such as '8.5'")
    if isinstance(text_or_number, str):
        return _from_text(text_or_number)
    if isinstance(text_or_number, Decimal) and not _near(text_or_number):
        raise QuantityError(f"{text_or_number!s} is not a number that can be used; write digits")
    return Fraction(text_or_number)


def from_float(number: float) -> Fraction:
    """The exact number that the shortest text of a float says: 862.05, not the binary fraction nearest to it.

    For floats that were typed as decimals or worked out from such. Not a number and infinity are refused.
    """
    if number.is_integer() and -WHOLE < number < WHOLE:
        return Fraction(int(number))
    if not isfinite(number):
        raise QuantityError(f"{number!r} is not a number that can be used; say why there is none")
    head, _, tail = float.__repr__(number).partition(".")
    if tail.isdecimal():
        return Fraction(int(head + tail), 10 ** len(tail))
    mantissa, _, power = float.__repr__(number).partition("e")
    head, _, tail = mantissa.partition(".")
    places = len(tail) - int(power)
    return Fraction(int(head + tail), 10**places) if places > 0 else Fraction(int(head + tail) * 10**-places)


def _near(number: Decimal) -> bool:
    return number.is_finite() and abs(number.adjusted()) <= FURTHEST


def _from_text(text: str) -> Fraction:
    match = re.fullmatch(_EXACT, text.strip().translate(_MINUS)) if len(text) <= LONGEST else None
    if match is None or (match[4] is not None and int(match[4]) == 0):
        raise QuantityError(f"{clipped(text)} is not an exact number; write digits such as 1,234.50 or -5 or 1/3")
    sign = -1 if match[1] == "-" else 1
    if match[2] is not None:
        return sign * Fraction(match[2].replace(",", ""))
    return sign * Fraction(int(match[3]), int(match[4]))


def clipped(text: str) -> str:
    """The text in quotes for a message, on one line and cut where it is long."""
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else line[:57] + "...")
