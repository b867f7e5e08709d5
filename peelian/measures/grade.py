"""A grade: a word of an ordered scale, best first, as an inspectorate gives it.

The value is the word's place on the scale, 1 for the best; `sum` says the word. A grade stands until the
next one, so the last one given by the period's end answers, whatever month it is of. Grades are of one
area: those of areas inside it do not make one. Several different grades, or a word that is not on the
scale, give no value. Source: HMICFRS PEEL assessments, graded outstanding, good, adequate, requires
improvement, inadequate.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from peelian.measures.grids import MISSING, NOTHING, VALUE, Grid, whole
from peelian.measures.model import Grade
from peelian.measures.shapes import BaseKind, Bulk, Numbers, Question, State, as_pairs
from peelian.measures.spread import Spread
from peelian.measures.wording import month_id, named
from peelian.series.model import Observation


def ask(spec: Grade) -> Question:
    return Question(spec.table, as_pairs(spec.where), by=(spec.column,), places="own")


def reduce(spec: Grade, state: State) -> Observation:
    words = {str(cell.values[0]) for cell in state.cells if cell.values[0] not in (None, "")}
    [month] = state.months
    if not words:
        return Observation(None, "missing", f"no grade was given in {month_id(month)}")
    strange = words - set(spec.scale)
    if strange:
        return Observation(None, "missing", f"{named(strange)} is not on the scale {', '.join(spec.scale)}")
    if len(words) > 1:
        return Observation(None, "missing", f"{len(words)} different grades were given in {month_id(month)}")
    [word] = words
    place = spec.scale.index(word) + 1
    said = f"'{word}' in {month_id(month)}, {place} on the scale {', '.join(spec.scale)}"
    return Observation(Fraction(place), sum=said)


def faults(spec: Grade) -> tuple[str, ...]:
    if len(spec.scale) < 2 or len(set(spec.scale)) != len(spec.scale):
        return ("'scale' must name two different words or more, best first",)
    return ()


def grid(spec: Grade, spreads: Sequence[Spread], _: Numbers) -> Grid:
    """The grades given in each month; the last of them stands, which who asks sees to."""
    import numpy as np

    [spread] = spreads
    words = ["" if key[0] is None else str(key[0]) for key in spread.groups.keys]
    given = {
        word: spread.weighted(spread.groups.rows, [Fraction(word == each) for each in words])[0] > 0
        for word in {*words} - {""}
    }
    several = sum((there.astype(np.int64) for there in given.values()), np.zeros(spread.rows.shape, np.int64))
    places = {word: place for place, word in enumerate(spec.scale, 1)}
    value = sum((there * places.get(word, 0) for word, there in given.items()), np.zeros(spread.rows.shape, np.int64))
    found = np.where((several == 1) & (value > 0), VALUE, MISSING)
    return whole(value, np.where(spread.rows > 0, found, NOTHING))


KIND = BaseKind(ask, reduce, when="standing", faults=faults, bulk=Bulk(lambda spec: (ask(spec),), grid))
