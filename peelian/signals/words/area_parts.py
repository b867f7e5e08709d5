"""Which parts made an area's latest periods differ: those with its signal, beside the same ones a year before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from peelian.periods import Period, span, words
from peelian.quantities import NoValue
from peelian.signals.contributions import Amount as Known
from peelian.signals.panel import Panel
from peelian.signals.steps.of_panel import periods_in_a_year
from peelian.signals.words.movement import movement_in_words
from peelian.signals.words.named import Named
from peelian.signals.words.phrases import Called, meant, said, stretch, stretches, when
from peelian.signals.words.pieces import Said

OTHER = "what lies in none of them"


def parts_clause(one: Named, parts: Panel, called: Called) -> tuple[Said, ...]:
    """What made the periods of its latest signal, at most a year of them, differ from the same ones a year before.

    `parts` are counts over the area's own periods. Nothing is said where there is no year before; where a value is
    missing, or the parts make more than the area, that is said.
    """
    periods = one.periods
    a_year = periods_in_a_year(periods)
    first = one.facts.signal.first
    number = min(one.at - first + 1 if first >= 0 else 1, a_year)
    end = len(periods)
    if end - a_year - number < 0 or one.quotient or one.gaps:
        return ()
    now, then = range(end - number, end), range(end - a_year - number, end - a_year)
    before, after = (_sums(one, parts, columns) for columns in (then, now))
    at, since = (_spanned([periods[column] for column in columns]) for columns in (now, then))
    last = periods[-1]
    if number == 1:
        at_words, on = said(when(last)), words(since)
    else:
        at_words = said("in the ", stretches(number, last, of=one.name), f" to {words(last)}")
        on = f"the same {stretch(last)}s a year before"
    parts_called = Called("part", "parts", called.unit, called.decimals)
    return movement_in_words(one.name, at_words, on, before, after, parts_called, at, since, rest=OTHER)


def _sums(one: Named, parts: Panel, columns: range) -> tuple[Known, dict[str, Known]]:
    whole = _sum(one.values, columns, one.periods)
    return whole, {name: _sum(parts.values[row], columns, one.periods) for row, name in enumerate(parts.names)}


def _sum(values: np.ndarray[tuple[int], np.dtype[np.float64]], columns: range, periods: Sequence[Period]) -> Known:
    missing = [column for column in columns if np.isnan(values[column])]
    if missing:
        return NoValue(f"no value {when(periods[missing[0]])}")
    return sum((meant(values[column]) for column in columns), meant(0))


def _spanned(periods: Sequence[Period]) -> Period:
    first, last = periods[0], periods[-1]
    return last if len(periods) == 1 or first.first is None or last.last is None else span(first, last)
