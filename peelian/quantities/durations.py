"""Stretches of time in whole or part seconds: "12 minutes and 44 seconds" in prose, "12:44" in a table."""

from __future__ import annotations

import re
from fractions import Fraction

from peelian.quantities.rounding import digits, half_step
from peelian.quantities.values import NUMBER
from peelian.quantities.words import from_words

HOUR, MINUTE = 3600, 60

_CLOCK = r"(?:([0-9][0-9,]*):)?([0-9]+):([0-9]{2}(?:\.[0-9]+)?)"
_AMOUNT = rf"({NUMBER}|[a-z][a-z -]*?)\s*"
_AND = r"(?:,?\s*(?:and\s+)?)"
_PARTS = (
    rf"(?:{_AMOUNT}(?:hours?|hrs?|h)\b)?{_AND}"
    rf"(?:{_AMOUNT}(?:minutes?|mins?|m)\b)?{_AND}"
    rf"(?:{_AMOUNT}(?:seconds?|secs?|s))?"
)


def prose(rounded: Fraction, decimals: int) -> tuple[str, Fraction]:
    """The words for an already rounded stretch, without its sign, and half a unit of the last part named.

    Parts that are zero are left out, so "12 minutes" stands for 12 minutes and 0 seconds; a reader can tell
    no better than half a minute from it, and that is its half width.
    """
    hours, minutes, seconds = _split(rounded)
    last = digits(seconds, decimals)
    named = [
        (hours, f"{hours:,}", "hour", Fraction(HOUR, 2)),
        (minutes, f"{minutes}", "minute", Fraction(MINUTE, 2)),
        (seconds, last, "second", half_step(decimals)),
    ]
    shown = [part for part in named if part[0]] or named[-1:]
    texts = [f"{text} {name}" + ("" if text == "1" else "s") for _, text, name, _ in shown]
    joined = texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " and " + texts[-1]
    return joined, shown[-1][3]


def clock(rounded: Fraction, decimals: int) -> str:
    """ "1:02:39" from an hour up, "12:44" (minutes and seconds) below; without its sign."""
    hours, minutes, seconds = _split(rounded)
    last = digits(seconds, decimals)
    tail = last if seconds >= 10 else f"0{last}"
    return f"{hours}:{minutes:02d}:{tail}" if hours else f"{minutes}:{tail}"


def parse(text: str, bare_m_is_minutes: bool) -> tuple[Fraction, Fraction] | None:
    """Seconds and their half width, from a lower-case text without sign; None where it is no stretch of time.

    Two parts are minutes and seconds, three are hours, minutes and seconds. "12m" alone may be millions, so
    it is a time only where `bare_m_is_minutes`.
    """
    if match := re.fullmatch(_CLOCK, text):
        return _from_clock(match)
    match = re.fullmatch(_PARTS, text)
    if match is None or (text.endswith("m") and _is_bare_m(match) and not bare_m_is_minutes):
        return None
    return _from_parts(match)


def _is_bare_m(match: re.Match[str]) -> bool:
    return match[1] is None and match[3] is None


def _from_clock(match: re.Match[str]) -> tuple[Fraction, Fraction] | None:
    hours = int((match[1] or "0").replace(",", ""))
    minutes, seconds = int(match[2]), Fraction(match[3])
    if seconds >= MINUTE or (match[1] is not None and (minutes >= MINUTE or len(match[2]) != 2)):
        return None
    places = len(match[3].partition(".")[2])
    return hours * HOUR + minutes * MINUTE + seconds, half_step(places)


def _from_parts(match: re.Match[str]) -> tuple[Fraction, Fraction] | None:
    parts = [(a, size) for a, size in zip(match.groups(), (HOUR, MINUTE, 1), strict=True) if a is not None]
    total, half, room = Fraction(0), Fraction(0), None
    for amount, size in parts:
        number, places = _number(amount)
        if number is None or (room is not None and number * size >= room):
            return None
        total += number * size
        half = half_step(places) * size
        room = Fraction(0 if places else size)  # after "1.5 hours" nothing may follow
    return (total, half) if parts else None


def _number(text: str) -> tuple[Fraction | None, int]:
    if text[0].isdigit():
        return Fraction(text.replace(",", "")), len(text.partition(".")[2])
    spelled = from_words(text)
    return (None if spelled is None else Fraction(spelled)), 0


def _split(rounded: Fraction) -> tuple[int, int, Fraction]:
    hours, rest = divmod(abs(rounded), HOUR)
    minutes, seconds = divmod(rest, MINUTE)
    return hours, minutes, seconds
