"""How a series is called when it is spoken of, and in what its numbers are printed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10

from peelian.quantities import UNITS
from peelian.signals.facts.frame import Frame
from peelian.signals.facts.model import Facts

LINKS = ("and", "or")
SHARED = Fraction(100)
SIGNIFICANT = 3  # digits of a number that nobody gave a unit or decimals for
SMALL_SHARE = 2  # digits of a share below 1%
MOST_DECIMALS = 8
PREPOSITIONS = frozenset("of against from to in by with on at for per not -".split())
TALLIES = ("count", "GBP")  # units of which so many a month are told


@dataclass(frozen=True)
class Speech:
    """How one series is spoken of.

    `subject`: what it is, as in the middle of a sentence: "lost property", "letters sent in time"; `plural`: whether
    it is spoken of as several. `unit`: one of `quantities`; a printed number is the panel's times `times` (of a share
    100, since the panel holds 0.158 for 15.8%; of a rate per 1,000 people 1000). `decimals`: of values and of their
    averages and limits; None for those of the unit, and one for averages of counts below ten. Where two numbers of a
    sentence differ and would print alike, they get more. `per`: what is said after averages, " a month"; None for that
    of the periods' kind where things are counted. `event`: what one of a rare kind is called.
    `positive`: values are never below zero, whatever they are made of.
    """

    subject: str
    unit: str = "count"
    decimals: int | None = None
    times: Fraction = Fraction(1)
    per: str | None = None
    plural: bool = False
    event: str = "event"
    positive: bool = False

    def per_period(self, frame: Frame) -> str:
        if self.per is not None:
            return f" {self.per}" if self.per else ""
        return f" a {frame.noun}" if frame.a_year and self.unit in TALLIES else ""


def speech_of(subject: str, facts: Facts, frame: Frame) -> Speech:
    """How a series is spoken of whose unit nobody named: counts as counts, shares in percent, and other numbers bare,
    with so many decimals that their centre has three digits, or that of a share below 1% two."""
    plural = is_plural(subject)
    if frame.family == "count":
        return Speech(subject, plural=plural)
    if frame.family == "share":
        share = 100 * (facts.latest.centre or facts.latest.value or 0.0)
        small = decimals_of(share, SMALL_SHARE) if 0 < share < 1 else 0
        return Speech(subject, "percent", max(small, UNITS["percent"].decimals or 0), SHARED, plural=plural)
    decimals = max(decimals_of(facts.latest.centre or facts.latest.value or 0.0), 0)
    return Speech(subject, "ratio", decimals, plural=plural)


def is_plural(subject: str) -> bool:
    """Whether a name reads as several things: its head, the word before "of", "against" and the like, ends in s."""
    words = subject.casefold().split()
    ends = [place for place, word in enumerate(words) if word in PREPOSITIONS and place]
    bare = (word.strip("(),:;'") for word in words[: ends[0] if ends else None])
    head = [word for word in bare if not word.endswith(("ed", "ly")) and word not in LINKS]
    return bool(head) and head[-1].endswith("s") and not head[-1].endswith(("ss", "us", "is", "news", "series"))


def decimals_of(number: float, significant: int = SIGNIFICANT) -> int:
    """How many decimals show so many digits of a number; below zero where it is large, none for zero."""
    if number == 0:
        return 0
    return min(significant - 1 - floor(log10(abs(number))), MOST_DECIMALS)
