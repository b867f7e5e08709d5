"""What the latest signal of a series is, as a few words in a bracket: each says what its rule found and no more."""

from __future__ import annotations

import numpy as np

from peelian.signals.marks import HIGH, LOW, Rule
from peelian.signals.ruleset import Asked
from peelian.signals.seen import SLACK
from peelian.signals.words.named import Named
from peelian.signals.words.phrases import Called, counted, listed, said, stretches
from peelian.signals.words.pieces import Said

LISTED = 3  # values that are each printed; of more in a row the last is enough


def signal_clause(one: Named, called: Called) -> Said:
    """Which signal the latest point has: "31 and 29 in the last two months, above its usual range; average 20"."""
    rule = one.judged.labels.rule[one.row, one.at]
    if rule < 0:
        return _of_runs(one)
    asked = one.judged.rules.rules[rule]
    if one.gaps:
        return _of_gaps(one)
    if asked.rule == "outside":
        return _outside(one, called)
    if asked.rule == "shift":
        run = stretches(_on_one_side(one), one.periods[-1], statistic="run", of=one.name)
        return said(_side(one), " ", _average(one, called), " for ", run, " in a row")
    if asked.rule == "trend":
        return _trend(one)
    if asked.rule in ("two_in_three", "four_in_five"):
        return _most_of(one, asked)
    return said(_BY_RULE[asked.rule], " for ", _window(one, asked), " in a row")


_BY_RULE: dict[Rule, str] = {
    "alternating": "up and down by turns",
    "stratified": "unusually close to its average",
    "mixture": "unusually far from its average, now above and now below it,",
}


def _of_runs(one: Named) -> Said:
    """A signal of all its runs, that the latest point has no mark of."""
    runs, centre = one.judged.signals.runs, "median" if one.judged.chart == "run" else "average"
    if runs is not None and runs.crossings[one.row, one.at] < runs.crossings_min[one.row, one.at]:
        return said(f"it crosses its {centre} less often than chance would make it")
    return said(f"it was on one side of its {centre} for longer than chance would make it")


def _side(one: Named) -> str:
    return "above" if one.direction == HIGH else "below"


def _average(one: Named, called: Called) -> Said:
    """ "its average of 20", "the 25 usual for the time of year"."""
    centre = one.average()
    if centre is None:
        return said("its median" if one.judged.chart == "run" else "its average")
    amount = called.amount(called.scaled(centre, one.quotient), "average", one.periods[-1], one.name)
    return said("the ", amount, " usual for the time of year") if one.judged.bent else said("its average of ", amount)


def _outside(one: Named, called: Called) -> Said:
    """The last values beyond the limit; up to three are each printed."""
    outside = _outside_in_a_row(one)
    shown = min(outside, LISTED) if outside <= LISTED else 1
    values = [
        called.amount(called.scaled(one.values[column], one.quotient), "value", one.periods[column], one.name)
        for column in range(len(one.values) - shown, len(one.values))
    ]
    last = one.periods[-1]
    row = stretches(outside, last, statistic="run", of=one.name)
    told = listed([said(value) for value in values])
    if 1 < outside <= LISTED:
        told = said(told, " in the last ", row)
    usual = f"{_side(one)} its usual range"
    more = said(" for ", row, " in a row") if outside > LISTED else ""
    return said(told, ", ", usual, more, ", against ", _average(one, called))


def _outside_in_a_row(one: Named) -> int:
    """How many of the last periods lie beyond the limit on the side of the latest, one after the other."""
    limits, row = one.judged.limits, one.row
    line = (limits.upper if one.direction == HIGH else limits.lower)[row]
    slack = SLACK * np.fmax(np.abs(limits.upper[row]), np.abs(limits.lower[row]))
    off = limits.values[row] - line
    beyond = (off > slack if one.direction == HIGH else off < -slack) & one.here
    return max(1, _last_in_a_row(beyond, one.at))


def _last_in_a_row(flags: np.ndarray[tuple[int], np.dtype[np.bool_]], at: int) -> int:
    number = 0
    while number <= at and flags[at - number]:
        number += 1
    return number


def _on_one_side(one: Named) -> int:
    """How many points up to the latest lie on one side of the centre, as the rule set counts them.

    A point on the centre, or a missing one, ends the run or is stepped over, as the rule set says; excluded points are
    stepped over.
    """
    judged, row = one.judged, one.row
    limits, rules = judged.limits, judged.rules
    excluded = judged.basis.excluded
    scale = np.fmax(np.abs(limits.centre[row]), np.fmax(np.abs(limits.upper[row]), np.abs(limits.lower[row])))
    wanted, number = 1 if one.direction == HIGH else -1, 0
    for column in range(one.at, -1, -1):
        if not one.here[column]:
            break
        if excluded is not None and excluded[row, column]:
            continue
        off = limits.values[row, column] - limits.centre[row, column]
        if np.isnan(off):
            if rules.missing == "skips":
                continue
            break
        side = 0 if abs(off) <= SLACK * scale[column] else np.sign(off)
        if side == 0 and rules.on_centre == "skips":
            continue
        if side != wanted:
            break
        number += 1
    return number


def _trend(one: Named) -> Said:
    rising = one.direction == HIGH
    if one.judged.bent:
        return said(f"{'higher' if rising else 'lower'} each time than the time of year explains")
    values, number = one.judged.limits.values[one.row], 0
    for column in range(one.at, 0, -1):
        step = values[column] - values[column - 1]
        if not (one.here[column - 1] and (step > 0 if rising else step < 0)):
            break
        number += 1
    word = "up" if rising else "down"
    if number < 2:  # points that were stepped over lie between
        return said(f"{word} time after time")
    return said(f"{word} ", counted(number, one.periods[-1], of=one.name, statistic="run"), " times in a row")


def _most_of(one: Named, asked: Asked) -> Said:
    assert asked.count is not None
    assert asked.length is not None
    last, upper = one.periods[-1], one.direction == HIGH
    where = f" clearly {_side(one)} its average"
    if asked.rule == "two_in_three":
        where = f" near or beyond the {'upper' if upper else 'lower'} edge of its usual range"
    window = stretches(asked.length, last, of=one.name, statistic="asked")
    return said("at least ", counted(asked.count, last, of=one.name, statistic="asked"), " of the last ", window, where)


def _window(one: Named, asked: Asked) -> Said:
    return stretches(asked.length or 0, one.periods[-1], of=one.name, statistic="asked")


def _of_gaps(one: Named) -> Said:
    if one.direction == LOW:
        return said("events closer together than usual")
    return said("events further apart than usual" if one.direction == HIGH else "events unusually spaced")
