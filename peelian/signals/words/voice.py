"""One series about to be spoken of: its facts with its name, and its numbers as amounts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from peelian.quantities import UNITS, from_float
from peelian.signals.facts.frame import AVERAGE, Frame
from peelian.signals.facts.model import Facts
from peelian.signals.words.pieces import Amount, Said, Statistic
from peelian.signals.words.speech import Speech

WORDS_BELOW = 10  # smaller whole numbers of things are written as words
SMALL_AVERAGE = 10  # averages of counts below it have one decimal
MORE = 3  # decimals that tell two numbers apart, where fewer do not
SMALL = tuple(Fraction(number) for number in range(1_000))


@dataclass(frozen=True, slots=True)
class Voice:
    """`start`: the subject with a capital. `times`: what values are multiplied by, None for 1.

    `decimals`, `of_lines`: of single values, and of averages and limits.
    """

    facts: Facts
    frame: Frame
    speech: Speech
    start: str
    it: str
    its: str
    has: str
    was: str
    per: str
    unit: str
    times: Fraction | None
    decimals: int | None
    of_lines: int | None

    def value(self, number: float, statistic: Statistic, column: int) -> Amount:
        """A single value, in the unit it is printed in."""
        return Amount(self.exact(number), self.unit, statistic, self.frame.periods[column], None, None, self.decimals)

    def line(self, number: float, statistic: Statistic, column: int, decimals: int | None = None) -> Amount:
        """An average or a limit."""
        places = self.of_lines if decimals is None else decimals
        return Amount(self.exact(number), self.unit, statistic, self.frame.periods[column], None, None, places)

    def mean(self, number: float, first: int, last: int, decimals: int | None = None) -> Amount:
        """The plain average of the values of these columns."""
        periods, value = self.frame.periods, self.exact(number)
        places = self.places_of(number) if decimals is None else decimals
        return Amount(value, self.unit, "mean", periods[last], periods[first], None, places)

    def number(self, number: int, statistic: Statistic = "number", column: int | None = None) -> Amount:
        """How many; in words where they are few."""
        period = self.frame.periods[self.facts.latest.column if column is None else column]
        value = SMALL[number] if number < len(SMALL) else Fraction(number)
        return Amount(value, "count", statistic, period, in_words=number < WORDS_BELOW)

    def periods(self, number: int, statistic: Statistic = "number") -> Said:
        """So many periods: "seven months"."""
        return self.number(number, statistic), f" {self.frame.noun if number == 1 else self.frame.nouns}"

    def share_of_all(self, chance: float, decimals: int, statistic: Statistic, column: int) -> Amount:
        """A chance, from 0 to 1, in percent."""
        value = from_float(chance) * 100
        return Amount(value, "percent", statistic, self.frame.periods[column], None, None, decimals)

    def exact(self, number: float) -> Fraction:
        return from_float(number) if self.times is None else from_float(number) * self.times

    def places_of(self, average: float) -> int | None:
        """The decimals of an average: one more for counts where it is small."""
        if self.speech.decimals is None and UNITS[self.unit].whole and abs(average) < SMALL_AVERAGE:
            return 1
        return self.of_lines if self.speech.decimals is None else self.speech.decimals

    @property
    def on(self) -> str:
        """ "in October 2015", of the latest value."""
        return self.frame.on(self.facts.latest.column)

    @property
    def name(self) -> str:
        """The period of the latest value."""
        return self.frame.names[self.facts.latest.column]


def voice(facts: Facts, frame: Frame, speech: Speech) -> Voice:
    """The voice of a series; of a chart of moving ranges, that of the change from one period to the next."""
    subject, unit, plural = speech.subject, speech.unit, speech.plural
    if frame.chart == "mr":
        subject, plural = f"the size of the change in {subject} from one {frame.noun} to the next", False
        unit = "pp" if unit == "percent" else unit
    decimals, of_lines = _places(facts, speech, unit)
    return Voice(
        facts,
        frame,
        speech,
        subject[:1].upper() + subject[1:],
        "They" if plural else "It",
        "their" if plural else "its",
        "have" if plural else "has",
        "were" if plural else "was",
        speech.per_period(frame) if frame.centre == AVERAGE and frame.chart != "mr" else "",
        unit,
        speech.times if speech.times != 1 else None,
        decimals,
        of_lines,
    )


def _places(facts: Facts, speech: Speech, name: str) -> tuple[int | None, int | None]:
    """The decimals of values and of lines: enough that a value and a line that differ are printed differently."""
    latest, unit, asked = facts.latest, UNITS[name], speech.decimals
    of_lines = least = unit.decimals if asked is None else asked
    if asked is None and unit.whole and latest.centre is not None and abs(latest.centre) < SMALL_AVERAGE:
        of_lines = least = 1
    value = latest.value
    if value is None or name == "seconds":
        return asked, of_lines
    times = float(speech.times)
    for other in (latest.centre, latest.lower, latest.upper):
        if other is None or other == value:
            continue
        for _ in range(MORE):
            scale = times * 10.0**of_lines
            if abs(value - other) * scale >= 1 or floor(value * scale + 0.5) != floor(other * scale + 0.5):
                break
            of_lines += 1
    grown = of_lines > least and not (unit.whole and value.is_integer())
    return of_lines if grown else asked, of_lines
