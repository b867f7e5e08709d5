"""How one report writes: its signs for per cent and points, its months, its words for a rise and a fall."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from tests.promises.seeded.numbers import figure

DIRECTIONS = {
    "went": (
        ("rose", "increased", "went up", "grew", "climbed"),
        ("fell", "decreased", "went down", "dropped", "declined"),
    ),
    "has_gone": (("has risen", "has increased", "has gone up"), ("has fallen", "has decreased", "has gone down")),
    "have_gone": (
        ("have risen", "have increased", "have gone up"),
        ("have fallen", "have decreased", "have gone down"),
    ),
    "gone": (("risen", "increased", "gone up"), ("fallen", "decreased", "gone down")),
    "a_rise": (("an increase", "a rise"), ("a decrease", "a reduction", "a fall", "a drop")),
    "rise": (("increase", "rise"), ("decrease", "reduction", "fall", "drop")),
    "fall": (("rise", "increase"), ("fall", "decrease")),
    "more": (("more",), ("fewer",)),
    "higher": (("higher",), ("lower",)),
    "longer": (("longer",), ("shorter",)),
    "up": (("up",), ("down",)),
    "below": (("above",), ("below",)),
    "over": (("over",), ("under",)),
    "sign": (("+",), ("-",)),
    "arrow": (("▲", "↑"), ("▼", "↓")),
    "improved": (("improved",), ("worsened", "deteriorated")),
}
"""For each gap the words of a rise, then those of a fall."""


@dataclass(frozen=True)
class Style:
    """`percent` and `points` stand behind the number, `minus` before it. `arrows`: its letters have them."""

    percent: str
    points: str
    minus: str
    million: str
    clock: tuple[str, str]
    numbered: bool
    arrows: bool

    def percentage(self, value: Fraction, digits: int) -> str:
        return figure(value, digits) + self.percent

    def in_points(self, value: Fraction, digits: int) -> str:
        said = figure(value, digits)
        return said + (self.points.removesuffix("s") if said == "1" and self.points.endswith("points") else self.points)

    def in_clock(self, seconds: Fraction) -> str:
        minutes, rest = divmod(int(seconds), 60)
        long = self.clock[0] != "m"
        parts = []
        if minutes:
            parts.append(f"{minutes}{self.clock[0]}" + ("s" if long and minutes != 1 else ""))
        if rest or not minutes:
            parts.append(f"{rest}{self.clock[1]}" + ("s" if long and rest != 1 else ""))
        return " ".join(parts)


def style(random: Random, arrows: bool = True) -> Style:
    return Style(
        percent=random.choice(("%", "%", "%", " per cent", " percent")),
        points=random.choice(
            (" percentage points", " percentage points", " percentage points", "pp", " pp", " points")
        ),
        minus=random.choice(("-", "-", "\u2212", "\u2013")),
        million=random.choice(("m", " million")),
        clock=random.choice(((" minute", " second"), ("m", "s"))),
        numbered=random.random() < 0.4,
        arrows=arrows,
    )


def direction_words(random: Random, rise: bool, style: Style) -> dict[str, str]:
    """A word for every gap of DIRECTIONS."""
    said = {gap: random.choice(words[0 if rise else 1]) for gap, words in DIRECTIONS.items()}
    sign = said["sign"].replace("-", style.minus)
    return said | {"sign": sign, "arrow": said["arrow"] if style.arrows else sign}


def article(said: str) -> str:
    """ "an 8%", "a 12%", "an 11.4%"."""
    vowel = said[0] == "8" or said.split(".")[0].split("%")[0].split(" ")[0] in ("11", "18")
    return ("an " if vowel else "a ") + said
