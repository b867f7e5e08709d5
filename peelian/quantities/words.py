"""Whole numbers in words, both ways: 43 is "forty-three"; and lists of which only the first are told."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.quantities.values import QuantityError

_SMALL = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
LARGEST = 999


def in_words(n: int) -> str:
    """A whole number from 0 to 999 in British words: "seven", "forty-three", "one hundred and five"."""
    if not 0 <= n <= LARGEST:
        raise QuantityError(f"{n} is not written in words; 0 to {LARGEST} are, print others in digits")
    if n < 20:
        return _SMALL[n]
    if n < 100:
        tens, ones = divmod(n, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    hundreds, rest = divmod(n, 100)
    return f"{_SMALL[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")


def counted(n: int, one: str) -> str:
    """So many of a thing in digits: "1 month", "1,200 months"; none is "0 months"."""
    return f"{n:,} {one}{'' if n == 1 else 's'}"


def at_most(count: int, most: int) -> int:
    """How many of a list are told before the rest is counted: all where only one would be left."""
    return count if count <= most + 1 else most


def few(texts: Iterable[str], most: int) -> str:
    """The first texts of a list, separated by commas, the rest counted: "a, b, c and 4 more"."""
    every = list(texts)
    told = at_most(len(every), most)
    rest = f" and {len(every) - told:,} more" if len(every) > told else ""
    return ", ".join(every[:told]) + rest


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ordinal(n: int) -> str:
    """A place: "first" to "tenth" in words, then "11th", "22nd", "103rd"."""
    if n < 1:
        raise QuantityError(f"{n} is no place; places count from 1")
    if n <= len(ORDINALS):
        return ORDINALS[n - 1]
    ending = "th" if 11 <= n % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n:,}{ending}"


def from_words(text: str) -> int | None:
    """The number that `in_words` writes so, hyphen or space alike; None where the text is no such number."""
    head, hundred, tail = text.strip().partition(" hundred")
    if not hundred:
        return _below_hundred(head)
    hundreds = _below_hundred(head)
    if hundreds is None or not 1 <= hundreds <= 9:
        return None
    if not tail:
        return hundreds * 100
    rest = _below_hundred(tail.removeprefix(" and ")) if tail.startswith(" and ") else None
    return hundreds * 100 + rest if rest else None


def _below_hundred(text: str) -> int | None:
    if text in _SMALL:
        return _SMALL.index(text)
    tens, _, ones = text.replace(" ", "-").partition("-")
    if tens not in _TENS:
        return None
    start = 20 + 10 * _TENS.index(tens)
    if not ones:
        return start if text == tens else None
    return start + _SMALL.index(ones) if ones in _SMALL[1:10] else None
