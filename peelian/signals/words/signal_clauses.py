"""What the latest signal of a series is, as a few words in a bracket: each says what its rule found and no more."""

from __future__ import annotations

from peelian.signals.marks import HIGH, LOW, Rule
from peelian.signals.ruleset import Asked
from peelian.signals.words.named import Named
from peelian.signals.words.phrases import Called, counted, listed, said, stretches
from peelian.signals.words.pieces import Said

LISTED = 3  # values that are each printed; of more in a row the last is enough


def signal_clause(one: Named, called: Called) -> Said:
    """Which signal the latest point has: "31 and 29 in the last two months, above its usual range; average 20"."""
    signal = one.facts.signal
    if signal.rule < 0:
        return _of_runs(one)
    asked = one.judged.rules.rules[signal.rule]
    if one.gaps:
        return _of_gaps(one)
    if asked.rule == "outside":
        return _outside(one, called)
    if asked.rule == "shift":
        return said(_side(one), " ", _average(one, called, former=one.began_at_run), " for ", _in_a_row(one))
    if asked.rule == "trend":
        return _trend(one)
    if asked.rule in ("two_in_three", "four_in_five"):
        return _most_of(one, asked)
    return said(_BY_RULE[asked.rule], " for ", _in_a_row(one))


_BY_RULE: dict[Rule, str] = {
    "alternating": "up and down by turns",
    "stratified": "unusually close to its average",
    "mixture": "unusually far from its average, now above and now below it,",
}


def _in_a_row(one: Named) -> Said:
    """ "eight months in a row"."""
    number = one.facts.signal.number
    return said(stretches(number, one.periods[one.at], statistic="run", of=one.name), " in a row" if number > 1 else "")


def _of_runs(one: Named) -> Said:
    """A signal of all its runs, that the latest point has no mark of."""
    runs, centre = one.facts.runs, "median" if one.judged.chart == "run" else "average"
    if runs is not None and runs.crossings < runs.crossings_min:
        return said(f"it crosses its {centre} less often than chance would make it")
    return said(f"it was on one side of its {centre} for longer than chance would make it")


def _side(one: Named) -> str:
    return "above" if one.direction == HIGH else "below"


def _average(one: Named, called: Called, *, former: bool = False) -> Said:
    """ "its average of 20", "the 25 usual for the time of year"; `former`: of the process before, "its former average".

    A run that began a process was held against the average of the one before.
    """
    centre = one.facts.process.was_centre if former else one.average
    if centre is None:
        return said("its median" if one.judged.chart == "run" else "its average")
    column = one.facts.process.was_last if former else one.at
    amount = called.amount(called.scaled(centre, one.quotient), "average", one.periods[column], one.name)
    if one.judged.bent:
        return said("the ", amount, " usual for the time of year")
    return said(f"its {'former ' if former else ''}average of ", amount)


def _outside(one: Named, called: Called) -> Said:
    """The last values beyond the limit; up to three are each printed."""
    number = max(one.facts.signal.number, 1)
    shown = number if number <= LISTED else 1
    values = [
        called.amount(called.scaled(one.values[column], one.quotient), "value", one.periods[column], one.name)
        for column in range(one.at - shown + 1, one.at + 1)
    ]
    row = stretches(number, one.periods[one.at], statistic="run", of=one.name)
    told = listed([said(value) for value in values])
    if 1 < number <= LISTED:
        told = said(told, " in the last ", row)
    usual = f"{_side(one)} its usual range"
    more = said(" for ", row, " in a row") if number > LISTED else ""
    return said(told, ", ", usual, more, ", against ", _average(one, called))


def _trend(one: Named) -> Said:
    rising, steps = one.direction == HIGH, one.facts.signal.number - 1
    if one.judged.bent:
        return said(f"{'higher' if rising else 'lower'} each time than the time of year explains")
    word = "up" if rising else "down"
    if steps < 2:
        return said(f"{word} time after time")
    return said(f"{word} ", counted(steps, one.periods[one.at], of=one.name, statistic="run"), " times in a row")


def _most_of(one: Named, asked: Asked) -> Said:
    assert asked.count is not None
    assert asked.length is not None
    last, upper = one.periods[one.at], one.direction == HIGH
    where = f" clearly {_side(one)} its average"
    if asked.rule == "two_in_three":
        where = f" near or beyond the {'upper' if upper else 'lower'} edge of its usual range"
    window = stretches(asked.length, last, of=one.name, statistic="asked")
    return said("at least ", counted(asked.count, last, of=one.name, statistic="asked"), " of the last ", window, where)


def _of_gaps(one: Named) -> Said:
    if one.direction == LOW:
        return said("events closer together than usual")
    return said("events further apart than usual" if one.direction == HIGH else "events unusually spaced")
