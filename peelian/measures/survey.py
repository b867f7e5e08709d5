"""A survey share: answers in `positive`, in every hundred answers in `base`, with its 95% interval and its
base.

The interval is Wilson's score interval (Wilson, "Probable Inference", 1927) with z = 1.96. With weights the
share is that of the weights, and the interval takes the effective base of Kish ("Survey Sampling", 1965),
the square of the sum of the weights over the sum of their squares; his design effect, which the sum says, is
the number of people over that. `base` is always the number of people who answered, not weighted. Answers outside
`base`, blank ones and blank weights are left out. No answers: no value.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from peelian.measures.grids import Grid, quotient, whole
from peelian.measures.intervals import wilson
from peelian.measures.model import Survey
from peelian.measures.shapes import BaseKind, Bulk, Cell, Numbers, Question, State, as_pairs
from peelian.measures.spread import Spread
from peelian.measures.wording import named, number, rows
from peelian.quantities import round_half_away
from peelian.series.model import Observation

ONE = Fraction(1)


def ask(spec: Survey) -> Question:
    return Question(
        spec.table,
        as_pairs(spec.where),
        by=(spec.question, *([spec.weight] if spec.weight else [])),
    )


def reduce(spec: Survey, state: State) -> Observation:
    people = positive = squares = base = Fraction()
    unweighted = 0
    for cell in state.cells:
        if _answer(cell.values[0]) not in spec.base:
            continue
        weight = _weight(cell.values[1]) if spec.weight else ONE
        if weight is None:
            unweighted += cell.rows
            continue
        people += cell.rows
        base += cell.rows * weight
        squares += cell.rows * weight * weight
        if _answer(cell.values[0]) in spec.positive:
            positive += cell.rows * weight
    left_out = f"; {rows(unweighted, 'answer')} without a weight left out" if unweighted else ""
    if base == 0:
        return Observation(None, "missing", f"nobody gave an answer of the base{left_out}")
    effective = base * base / squares
    low, high = wilson(positive / base, effective)
    return Observation(
        positive / base * 100,
        numerator=positive,
        denominator=base,
        base=people,
        low=low * 100,
        high=high * 100,
        sum=f"{number(positive)} ÷ {number(base)} × 100{_about(spec, people, effective)}{left_out}",
    )


def is_positive(spec: Survey, cell: Cell, _: Numbers) -> bool:
    """Whether the rows of a cell are answers that count, with a weight where there are weights."""
    return _answer(cell.values[0]) in spec.positive and (spec.weight is None or _weight(cell.values[1]) is not None)


def faults(spec: Survey) -> tuple[str, ...]:
    outside = set(spec.positive) - set(spec.base)
    if outside:
        return (f"'positive' holds {named(outside)}, which 'base' does not; add it there, or take it out",)
    return () if spec.positive else ("'positive' names no answer; name those that count",)


def _about(spec: Survey, people: Fraction, effective: Fraction) -> str:
    if spec.weight is None:
        return ""
    return (
        f", weighted by '{spec.weight}'; effective base {number(round_half_away(effective, 1))}"
        f", design effect {number(round_half_away(people / effective, 2))}"
    )


def _answer(value: object) -> str:
    return "" if value is None else str(value)


def _weight(value: object) -> Fraction | None:
    return Fraction(value) if isinstance(value, int | Decimal) else None


def grid(spec: Survey, spreads: Sequence[Spread], _: Numbers) -> Grid:
    [spread] = spreads
    answers = [_answer(key[0]) for key in spread.groups.keys]
    weights = [(_weight(key[1]) or Fraction()) if spec.weight else ONE for key in spread.groups.keys]
    based, positive = (
        spread.weighted(
            spread.groups.rows,
            [w if a in spec.base and a in wanted else Fraction() for a, w in zip(answers, weights, strict=True)],
        )
        for wanted in (spec.base, spec.positive)
    )
    return quotient(whole(positive[0], bottom=positive[1]), whole(based[0], bottom=based[1]), 100)


KIND = BaseKind(ask, reduce, faults=faults, bulk=Bulk(lambda spec: (ask(spec),), grid))
