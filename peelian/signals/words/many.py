"""What stands out among many series in one period, in words: the number beside the number by chance, and the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from peelian.errors import Unusable
from peelian.periods import Period
from peelian.quantities import round_half_away
from peelian.quantities.units import unit_named
from peelian.signals.many import HIGH, Found, Month
from peelian.signals.panel import Panel
from peelian.signals.words.phrases import FEW, capital, counted, listed, meant, said, stretch, stretches, when
from peelian.signals.words.pieces import Amount, Said

LEAST_CHANCE = Fraction(1, 100_000)  # down to it probabilities were seen to hold, so less is not said
MOST_LISTED = 10


@dataclass(frozen=True)
class Told:
    """How what stands out is told: at most so many lines; `harm` is what a weight of harm is counted in ("days")."""

    most: int = MOST_LISTED
    harm: str | None = None
    unit: str = "count"
    decimals: int | None = None


PLAIN = Told()


def many(panel: Panel, month: Month, found: Sequence[Found], period: Period, told: Told = PLAIN) -> tuple[Said, ...]:
    """How many of the panel's series stand out in a period, how many chance alone would make, and which they are.

    Raises Unusable as `named` does.
    """
    return (*how_many(month, period), *named(panel, month, found, period, told))


def named(panel: Panel, month: Month, found: Sequence[Found], period: Period, told: Told = PLAIN) -> tuple[Said, ...]:
    """Which of the panel's series stand out.

    `month` is the judgement of all series (over one span), `found` what `ranked` made of it, in that order: a line
    each, with its parts that stand out too in the same line, so that each series is told once. Raises Unusable where
    the month is not one of this panel's series.
    """
    if len(month.direction) != len(panel.names) or period not in panel.periods:
        raise Unusable("what was judged is not of this panel; give the panel, and the period, that it was made of")
    said_of = []
    lines = _lines(found)
    shown = lines[: told.most]
    for line in shown:
        said_of.append(capital(_line(line, panel, month, period, told, placed=len(found) > 1)))
    left = sum(len(line) for line in lines[told.most :])
    if left and shown:
        said_of.append(said("Also standing out, and not listed: ", counted(left, period), "."))
    return tuple(said_of)


def how_many(month: Month, period: Period) -> list[Said]:
    """How many series stand out, beside the number by chance and the promise."""
    tested, number = month.tested, month.found
    if not tested:
        return [said(f"No series has enough points to be judged {when(period)}.")]
    among = said(" of ", counted(tested, period), " series")
    stand = said(counted(number, period) if number else "none", among, " stands out" if number <= 1 else " stand out")
    chance = said("; chance alone would make at most about ", by_chance(month.by_chance, period))
    promise = said(
        "Over ",
        stretches(month.budget.months, period),
        " judged in this way, at most ",
        Amount(meant(month.budget.rate) * 100, "percent", "false-share", period, decimals=0),
        " of all that is named is expected to be false.",
    )
    plain = said(
        "Limits on each series by itself would mark ",
        counted(month.outside, period) if month.outside else "none",
        "; chance alone can make up to about ",
    )
    beside = said(plain, by_chance(month.outside_by_chance, period), ".")
    return [said(f"{when(period)[:1].upper()}{when(period)[1:]}, ", stand, chance, "."), promise, beside]


def by_chance(number: float, period: Period) -> Amount:
    """How many chance would make, with a decimal below ten, and enough of them not to be none."""
    exact = meant(number)
    places = 0 if exact >= FEW else next((p for p in range(1, 6) if round_half_away(exact, p)), 1)
    return Amount(exact, "count", "by-chance", period, decimals=places)


def _lines(found: Sequence[Found]) -> list[list[Found]]:
    """Each line is a series and then its parts that stand out the same way, in their order; each series is told once.

    What comes first in the ranking has the line; a whole of it that comes later has none of its parts again.
    """
    parts: dict[int, list[Found]] = {}
    for one in found:
        for whole in one.within:
            parts.setdefault(whole, []).append(one)
    lines: list[list[Found]] = []
    told: set[int] = set()
    for one in found:
        if one.series not in told:
            line = [one, *(part for part in parts.get(one.series, []) if part.series not in told)]
            told |= {each.series for each in line}
            lines.append(line)
    return lines


def _line(line: Sequence[Found], panel: Panel, month: Month, period: Period, told: Told, placed: bool) -> Said:
    """ "North was 41 against 20.3 expected; higher than usual, and chance makes …; its part … stands out too.".

    `placed`: whether its places by surprise and by harm are told, where harm is.
    """
    head, parts = line[0], line[1:]
    name = panel.names[head.series]
    clauses = [said(name, " was ", _against(head, panel, month, period, told)), _odds(head, name, period)]
    if told.harm is not None:
        amount = Amount(meant(head.harm), "count", "harm", period, of=name, decimals=1 if head.harm < FEW else 0)
        by_surprise, by_harm = (_place(place, name, period) for place in (head.by_surprise, head.by_harm))
        where = said(", ", by_surprise, " by surprise and ", by_harm, " by harm") if placed else said()
        clauses.append(said("the difference weighs ", amount, f" {told.harm}", where))
    if head.within:
        wholes = listed([panel.names[whole] for whole in head.within])
        clauses.append(
            said("it is part of ", wholes, ", which ", "stands" if len(head.within) == 1 else "stand", " out too")
        )
    if parts:
        shown = parts[: told.most]
        items = [said(panel.names[p.series], " (", _against(p, panel, month, period, told), ")") for p in shown]
        if len(parts) > len(shown):
            items.append(said(counted(len(parts) - len(shown), period), " more"))
        clauses.append(
            said(
                "its part " if len(parts) == 1 else "its parts ",
                listed(items),
                " stands out too" if len(parts) == 1 else " stand out too",
            )
        )
    return said(listed(clauses, between="; ", last="; "), ".")


def _place(place: int, name: str, period: Period) -> Amount:
    """ "first", "second"."""
    return Amount(Fraction(place), "count", "rank", period, of=name, ordinal=True)


def _against(one: Found, panel: Panel, month: Month, period: Period, told: Told) -> Said:
    """ "41 against 20.3 expected"; of shares and rates that is their numerators."""
    name = panel.names[one.series]
    value, expected = float(month.surprise.value[one.series]), float(month.surprise.expected[one.series])
    unit = "count" if panel.numerator is not None else told.unit
    places = told.decimals
    if places is None and unit_named(unit).whole and (abs(expected) < FEW or value != np.floor(value)):
        places = 1
    number = Amount(
        meant(value), unit, "value", period, of=name, decimals=places if value != np.floor(value) else told.decimals
    )
    usual = Amount(meant(expected), unit, "expected", period, of=name, decimals=places)
    return said(number, " against ", usual, " expected")


def _odds(one: Found, name: str, period: Period) -> Said:
    """ "higher than usual; chance makes one as high about once in 12,000 months"."""
    higher, chance = one.direction == HIGH, meant(one.probability)
    once = 1 / max(chance, LEAST_CHANCE)
    tens = 2 - len(str(int(once)))  # two digits are as much as is known of it
    amount = Amount(round_half_away(once, tens), "count", "once-in", period, of=name)
    often = "less than once in " if chance < LEAST_CHANCE else "about once in "
    usual = f"{'higher' if higher else 'lower'} than usual, and chance makes one as {'high' if higher else 'low'} "
    return said(usual, often, amount, f" {stretch(period)}s")
