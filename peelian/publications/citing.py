"""From a figure to the number a reader sees. Keeps a register of what was printed, for the manifest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from peelian.figures.model import NOT_GIVEN, Figure
from peelian.measures.model import Measure
from peelian.periods import month, words
from peelian.publications.blocks import Inline, Inlines, Number, Text
from peelian.quantities import UNITS, NoValue, Quantity, Style, decimal_text, in_words, ordinal, show
from peelian.quantities.rounding import of_steps, steps
from peelian.quantities.words import LARGEST

TO_THE_DIGIT = ("percent", "pp", "ratio", "per 1,000", "per 100,000")
"""Units whose published figures are printed with the digits of their document: no precision added, none lost."""

_PRINTED = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?")

_MONTH = re.compile(r"\b([12][0-9]{3})-(0[1-9]|1[0-2])\b(?!-)")

CHANGE_DECIMALS = 1  # percent changes and points are printed to one place


@dataclass
class Cited:
    """The register: every figure printed so far, and each way it was printed, in order.

    A unit that is known by its letters says at its first mention in prose what they stand for. `behind` are figures
    that words were chosen by and that stand nowhere.
    """

    figures: dict[str, Figure] = field(default_factory=dict)
    printed: dict[str, list[str]] = field(default_factory=dict)
    behind: dict[str, Figure] = field(default_factory=dict)
    _below: dict[str, Fraction] = field(default_factory=dict)
    _explained: set[str] = field(default_factory=set)

    def number(
        self,
        figure: Figure,
        measure: Measure,
        decimals: int | None = None,
        *,
        style: Literal["prose", "table"] = "prose",
        signed: bool = False,
        unsigned: bool = False,
        below: Fraction | None = None,
    ) -> Number | Text:
        """The number as printed, or "not available" or NOT_GIVEN where there is none: missing is never zero.

        `unsigned` leaves the sign to the words beside it ("a reduction of 8.5%"). A change that words call smaller
        than `below` is printed as smaller, with as many decimals as that takes: 0.97 and not 1.0; from then on always.
        """
        if isinstance(figure.quantity, NoValue):
            return Text(NOT_GIVEN if figure.status == "suppressed" else "not available")
        said: Style = style
        if style == "prose" and figure.quantity.unit not in self._explained:
            self._explained.add(figure.quantity.unit)
            said = "first"
        if below is not None:
            self._below[str(figure.id)] = below
        below = self._below.get(str(figure.id))
        text = self._text(figure, figure.quantity, measure, decimals, said, signed, unsigned, below)
        return self._register(figure, text)

    def said(
        self,
        figure: Figure,
        decimals: int | None,
        *,
        unsigned: bool = False,
        spelt: bool = False,
        place: bool = False,
    ) -> Number:
        """A figure that has a value, as a sentence by rule prints it; `spelt`: a small whole number as a word.

        `place`: as one of an order ("third").
        """
        assert isinstance(figure.quantity, Quantity)
        value, unit = figure.quantity.value, figure.quantity.unit
        shown = Quantity(abs(value) if unsigned else value, unit)
        style: Style = "first" if UNITS[unit].full and unit not in self._explained else "prose"
        self._explained.add(unit)
        words = in_words(int(value)) if spelt and value.denominator == 1 and 0 <= value <= LARGEST else None
        if place and value.denominator == 1:
            words = ordinal(int(value))
        text = words or show(shown, decimals, style=style).text
        return self._register(figure, text)

    def _register(self, figure: Figure, text: str) -> Number:
        assert figure.value is not None
        id = str(figure.id)
        self.figures[id] = figure
        ways = self.printed.setdefault(id, [])
        if text not in ways:
            ways.append(text)
        return Number(text, id, decimal_text(figure.value))

    def rests_on(self, figure: Figure) -> None:
        """A figure that words are chosen by, its own number not printed: "almost unchanged", a better grade."""
        self.figures.setdefault(str(figure.id), figure)

    def chosen_by(self, figures: Iterable[Figure]) -> None:
        """Figures that words are chosen by and that are neither printed nor registered: the months of a verdict, the
        areas that are not among the highest."""
        self.behind.update({str(figure.id): figure for figure in figures if figure.value is not None})

    @staticmethod
    def _text(
        figure: Figure,
        quantity: Quantity,
        measure: Measure,
        decimals: int | None,
        style: Style,
        signed: bool,
        unsigned: bool,
        below: Fraction | None,
    ) -> str:
        if figure.label is not None:
            return figure.label
        shown = Quantity(abs(quantity.value), quantity.unit) if unsigned else quantity
        is_change = figure.id.since is not None and quantity.unit in ("percent", "pp")
        own = quantity.unit == measure.unit  # a rank or a number of answers is no level of the measure
        of_measure = (decimals if decimals is not None else measure.decimals) if own else None
        places = _of_change(quantity.value, below) if is_change else of_measure
        as_written = figure.published or figure.id.statistic == "target"
        if as_written and quantity.unit in TO_THE_DIGIT:
            places = _decimals_of(figure.printed or "", places)
        scale = measure.scale if quantity.unit == measure.unit and not is_change else None
        return show(shown, places, style=style, signed=signed, scale=scale).text


def _of_change(value: Fraction, below: Fraction | None) -> int:
    """The decimals of a change, so many that one below a limit is printed as below it."""
    places, size = CHANGE_DECIMALS, abs(value)
    while below is not None and size < below <= of_steps(steps(*size.as_integer_ratio(), places), places):
        places += 1
    return places


def _decimals_of(printed: str, otherwise: int | None) -> int | None:
    """How many decimals a document prints; what the measure says where it prints no digits ("no change")."""
    found = _PRINTED.search(printed)
    return len(found[1] or "") if found else otherwise


def join(*parts: str | Inline | Inlines) -> Inlines:
    """Words and numbers as one run of inlines, neighbouring words made one; what is told already stays apart."""
    run: list[Inline] = []
    for part in parts:
        pieces: Inlines = (Text(part),) if isinstance(part, str) else part if isinstance(part, tuple) else (part,)
        for piece in pieces:
            last = run[-1] if run else None
            if isinstance(piece, Text) and isinstance(last, Text) and not (piece.told or last.told):
                run[-1] = Text(last.text + piece.text)
            elif not (isinstance(piece, Text) and not piece.text):
                run.append(piece)
    return tuple(run)


def because(reason: str) -> Text:
    """Why there is no number, as a reader is told it: months by their names. What it counts is of no figure."""
    named = _MONTH.sub(lambda found: words(month(int(found[1]), int(found[2]))), reason)
    return Text(named, told=True)


def listed(items: list[Inlines], last: str = " and ") -> Inlines:
    """Items as a sentence lists them: "a, b and c"."""
    if len(items) < 2:
        return items[0] if items else ()
    head: list[str | Inline | Inlines] = []
    for i, item in enumerate(items[:-1]):
        head += [", " if i else "", item]
    return join(*head, last, items[-1])


def sentence(*parts: str | Inline | Inlines) -> Inlines:
    """One sentence: its first letter a capital, a full stop at its end."""
    run = list(join(*parts))
    if run and isinstance(run[0], Text) and run[0].text:
        run[0] = replace(run[0], text=run[0].text[0].upper() + run[0].text[1:])
    if run and isinstance(run[-1], Text):
        run[-1] = replace(run[-1], text=run[-1].text.rstrip())
    return join(*run, "" if run and isinstance(run[-1], Text) and run[-1].text.endswith((".", "?", "!")) else ".")
