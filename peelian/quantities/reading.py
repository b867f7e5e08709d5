"""From a printed number back to its value, unit and the width its last digit leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from peelian.quantities import durations
from peelian.quantities.rounding import half_step
from peelian.quantities.units import SCALES, Unit, unit_named
from peelian.quantities.values import LONGEST, NUMBER, Printed, QuantityError, clipped
from peelian.quantities.words import ORDINALS, from_words

QUALIFIERS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("about", "approximately", "approx.", "approx", "around", "roughly"), "about"),
        **dict.fromkeys(("circa", "c.", "~", "some", "just about"), "about"),
        **dict.fromkeys(("over", "just over", "more than", "above", "at least", "in excess of"), "over"),
        **dict.fromkeys((">", "\N{GREATER-THAN OR EQUAL TO}"), "over"),
        **dict.fromkeys(("under", "just under", "less than", "fewer than", "below", "up to"), "under"),
        **dict.fromkeys(("almost", "nearly", "<", "\N{LESS-THAN OR EQUAL TO}"), "under"),
    }
)

SCALE_WORDS: Mapping[str, int] = MappingProxyType(
    {**SCALES, "k": SCALES["thousand"], "m": SCALES["million"], "bn": SCALES["billion"]}
)

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("%", "per cent", "percent"), "percent"),
        **dict.fromkeys(("pp", "ppt", "ppts", "points", "point"), "pp"),
        **dict.fromkeys(("percentage points", "percentage point", "% points"), "pp"),
        **dict.fromkeys(("days", "day"), "days"),
        **dict.fromkeys(("working days", "working day"), "working days"),
        **dict.fromkeys(("months", "month"), "months"),
        **dict.fromkeys(("per 1,000", "per 1000", "per thousand"), "per 1,000"),
        **dict.fromkeys(("per 100,000", "per 100000"), "per 100,000"),
        **dict.fromkeys(("fte", "ftes", "full-time equivalent", "full-time equivalents"), "FTE"),
        **dict.fromkeys(("full-time equivalent (fte)", "full-time equivalents (fte)"), "FTE"),
        **dict.fromkeys(("times", "x"), "ratio"),
        **dict.fromkeys(("pounds", "pound"), "GBP"),
    }
)

NOTHING_MOVED = ("no change", "unchanged")

_SCALE = r"\s*(thousand|million|billion|bn|k|m)(?![a-z])"
_DASHES = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"})


def read(text: str, unit: str | None = None) -> Printed:
    """The number that a text prints, in digits or words, with its unit. The inverse of `show`.

    `unit` is that of a bare number; without it a bare number is a count. A text that names another unit
    than the one asked for is refused: 4.1% is not 4.1 percentage points.
    """
    wanted = unit_named(unit) if unit is not None else None
    plain = " ".join(text.translate(_DASHES).split()).casefold() if len(text) <= LONGEST else ""
    if plain in NOTHING_MOVED and wanted is not None:
        return Printed(text.strip(), Fraction(0), wanted.name, Fraction(0))
    if plain in ORDINALS and wanted is not None and wanted.name == "rank":
        return Printed(text.strip(), Fraction(ORDINALS.index(plain) + 1), "rank", Fraction(0))
    rest, qualifier = _qualifier(plain)
    negative, pounds, amount = _sign(rest)
    value, half_width, name = _amount(amount, pounds, wanted, text)
    if wanted is not None and wanted.name != name:
        raise QuantityError(f"{clipped(text)} is in {name}, but {wanted.name} is asked for; change one")
    return Printed(text.strip(), -value if negative else value, name, half_width, qualifier)


def _qualifier(plain: str) -> tuple[str, str | None]:
    for word in sorted(QUALIFIERS, key=len, reverse=True):
        if plain.startswith(word) and not (word[-1].isalpha() and plain[len(word) : len(word) + 1] != " "):
            return plain[len(word) :].lstrip(), QUALIFIERS[word]
    return plain, None


def _sign(plain: str) -> tuple[bool, bool, str]:
    """Whether it is below zero, whether in pounds ("-£5" or "£-5"), and the rest. Two signs are no number."""
    sign, rest = _leading(plain, ("minus ", "-", "+"))
    pound, rest = _leading(rest, ("£",))
    if pound and not sign:
        sign, rest = _leading(rest, ("-", "+"))
    return sign in ("minus ", "-"), pound == "£", rest


def _leading(plain: str, marks: tuple[str, ...]) -> tuple[str, str]:
    """The first of these marks that the text begins with, or nothing; and the rest, stripped on its left."""
    mark = next((mark for mark in marks if plain.startswith(mark)), "")
    return mark, plain.removeprefix(mark).lstrip()


def _amount(plain: str, pounds: bool, wanted: Unit | None, text: str) -> tuple[Fraction, Fraction, str]:
    """Value, half width and unit of a lower-case text without qualifier, sign and pound sign."""
    in_seconds = wanted is not None and wanted.name == "seconds"
    if not pounds and (stretch := durations.parse(plain, bare_m_is_minutes=in_seconds)):
        return *stretch, "seconds"
    number, places, rest = _number(plain, text)
    factor, rest = _scale(rest, pounds or wanted is not None, text)
    suffix = rest.strip()
    if pounds:
        name = "GBP"
    elif suffix:
        name = SUFFIXES.get(suffix, "")
    else:
        name = wanted.name if wanted else "count"
    if not name or (pounds and suffix):
        raise QuantityError(f"{clipped(text)}: {suffix!r} is not a unit; write it as 8.5%, 4.1pp, 186 days or 12:44")
    exact_count = unit_named(name).whole and places == 0 and factor == 1
    half_width = Fraction(0) if exact_count else half_step(places) * factor
    return number * factor, half_width, name


def _number(plain: str, text: str) -> tuple[Fraction, int, str]:
    """The number at the start, how many decimals it prints, and what follows it."""
    match = re.match(NUMBER, plain)
    if match is not None:
        rest = plain[match.end() :]
        if not rest[:1].isdigit() and not re.match(r"[.,:/][0-9]", rest):
            digits = match[0].replace(",", "")
            return Fraction(digits), len(digits.partition(".")[2]), rest
    else:
        words = plain.split(" ")
        for end in range(len(words), 0, -1):
            spelled = from_words(" ".join(words[:end]))
            if spelled is not None:
                return Fraction(spelled), 0, " ".join(words[end:])
    raise QuantityError(
        f"{clipped(text)} is not a number that can be read; write digits, such as 1,234 or 8.5% or 12:44"
    )


def _scale(rest: str, m_is_million: bool, text: str) -> tuple[int, str]:
    match = re.match(_SCALE, rest)
    if match is None:
        return 1, rest
    if match[1] == "m" and not m_is_million:
        raise QuantityError(f"{clipped(text)} may be minutes or million; write the word, or name the unit")
    return SCALE_WORDS[match[1]], rest[match.end() :]
