"""A weighted sum: rows counted by a key, each count times the weight of its key (harm, severity).

What is left out of an index is left out by `where`, where it can be read; a key without a weight, a blank
key or a key with two weights therefore gives no value, and is named. Where the weights have been issued
several times, told apart by month, the last issue holds for every period. No rows in covered months is a
zero.

A table that is already counted gives the counts itself, in the column `sum`. There a number of none needs no weight,
one below zero lessens the value, and one that is not shown leaves no value (a suppressed cell is not a zero).

A row may hold its own weight instead, as an injury holds the chance that it would have been called serious; a blank one
gives no value. Rows with a value that `fixed` names have the weight given there, as one who was killed counts as one
among the killed or seriously injured. Source: ONS Crime Severity Score (2016) and Cambridge Crime Harm Index, sum of
weight x count; weights are data. Department for Transport, severity adjustments of STATS19: the sum of the adjusted
columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from peelian.measures.grids import MISSING, SUPPRESSED, VALUE, Grid, whole
from peelian.measures.model import WeightedSum
from peelian.measures.shapes import BaseKind, Bulk, Cell, Lookup, Numbers, Question, State, as_pairs
from peelian.measures.spread import Spread
from peelian.measures.suppression import suppressed
from peelian.measures.wording import MOST_TERMS, named, number, rows
from peelian.series.engine import Value
from peelian.series.model import Observation


def ask(spec: WeightedSum) -> Question:
    by: tuple[str, ...] = (spec.key or spec.weight,)
    if spec.fixed and spec.key is not None:
        by = (spec.weight, spec.key)
    return Question(spec.table, as_pairs(spec.where), by, total=spec.sum, places="largest" if spec.sum else "all")


def lookup(spec: WeightedSum) -> Lookup | None:
    if spec.key is None or spec.weights is None:
        return None
    return Lookup(spec.weights, spec.key, spec.weight)


def faults(spec: WeightedSum) -> tuple[str, ...]:
    if spec.fixed:
        if spec.weights is not None or spec.sum is not None:
            return ("'fixed' is for rows that have their own weight; take out 'weights' and 'sum', or 'fixed'",)
        return () if spec.key is not None else ("'fixed' needs 'key', the column that holds its values",)
    if (spec.key is None) != (spec.weights is None):
        return ("'key' and 'weights' go together; give both, or neither where each row has its own weight",)
    if spec.sum is not None and spec.weights is None:
        return (
            "'sum' is of a table already counted, whose rows have no weight of their own; give 'key' and 'weights'",
        )
    return ()


def reduce(spec: WeightedSum, state: State) -> Observation:
    return _own(spec, state) if spec.weights is None else _looked_up(spec, state)


def _own(spec: WeightedSum, state: State) -> Observation:
    counts: Counter[Fraction] = Counter()
    blank = 0
    for cell in state.cells:
        weight = _weight(spec, cell.values)
        if weight is not None:
            counts[weight] += cell.rows
        else:
            blank += cell.rows
    if blank:
        return Observation(None, "missing", f"{rows(blank)} of '{state.table}' blank in '{spec.weight}'")
    value = sum((count * weight for weight, count in counts.items()), Fraction())
    if len(counts) > MOST_TERMS:
        fixed = "".join(f"; '{key}' is {number(Fraction(weight))}" for key, weight in spec.fixed.items())
        return Observation(value, sum=f"{number(value)}, the sum of '{spec.weight}' in {rows(counts.total())}{fixed}")
    terms = (f"{number(counts[weight])} × {number(weight)}" for weight in sorted(counts))
    return Observation(value, sum=" + ".join(terms) or "0, no rows")


def weighs(spec: WeightedSum, cell: Cell, numbers: Numbers) -> bool:
    """Whether the rows of a cell add anything to the sum: those without a weight, or with a weight of zero, do not."""
    if spec.weights is None:
        return bool(_weight(spec, cell.values))
    key = cell.values[0]
    found = numbers.get(key) or next((held for value, held in numbers.items() if _key(value) == _key(key)), ())
    return any(found)


def _weight(spec: WeightedSum, values: tuple[Value, ...]) -> Fraction | None:
    """A row's own weight, or that of its value of `key`; None where it is blank."""
    if spec.fixed and (fixed := spec.fixed.get(_key(values[1]))) is not None:
        return Fraction(fixed)
    return Fraction(values[0]) if isinstance(values[0], int | Decimal) else None


def _looked_up(spec: WeightedSum, state: State) -> Observation:
    if spec.sum is not None and (hidden := suppressed(state)):
        return hidden
    counts: dict[str, Fraction] = {}
    for cell in state.cells:
        count = cell.total if spec.sum else Fraction(cell.rows)
        if count:
            counts[_key(cell.values[0])] = counts.get(_key(cell.values[0]), Fraction()) + count
    weights = {_key(value): found for value, found in state.numbers.items()}
    if "" in counts:
        return Observation(None, "missing", f"{_many(spec, counts[''], state)} blank in '{spec.key}'")
    without = [key for key in counts if not weights.get(key)]
    if without:
        count = sum((counts[key] for key in without), Fraction())
        reason = f"no weight in '{spec.weights}' for {named(without)} ({_many(spec, count)})"
        return Observation(None, "missing", reason)
    several = [key for key in counts if len(weights[key]) > 1]
    if several:
        return Observation(None, "missing", f"more than one weight in '{spec.weights}' for {named(several)}")
    value = sum((counts[key] * weights[key][0] for key in counts), Fraction())
    return Observation(value, sum=_sum(spec, value, counts, weights))


def _many(spec: WeightedSum, count: Fraction, state: State | None = None) -> str:
    """So many rows, or as many as are counted in rows; of a table, where it is given."""
    if spec.sum is None:
        return rows(int(count)) + (f" of '{state.table}'" if state else "")
    return f"{number(count)} counted" + (f" in '{state.table}'" if state else "")


def _key(value: object) -> str:
    return "" if value is None else str(value)


def _sum(
    spec: WeightedSum, value: Fraction, counts: dict[str, Fraction], weights: dict[str, tuple[Fraction, ...]]
) -> str:
    if not counts:
        return "0, no rows" if spec.sum is None else "0, none counted"
    if len(counts) > MOST_TERMS:
        many = _many(spec, sum(counts.values(), Fraction()))
        return f"{number(value)}, the sum of {many} times their weights, {rows(len(counts), 'key')}"
    return " + ".join(f"{number(counts[key])} × {number(weights[key][0])}" for key in sorted(counts))


def grid(spec: WeightedSum, spreads: Sequence[Spread], numbers: Numbers) -> Grid:
    import numpy as np

    [spread] = spreads
    weights = {_key(value): found for value, found in numbers.items()}
    known: list[tuple[Fraction, ...]] = []
    for values in spread.groups.keys:
        if spec.weights is None:
            own = _weight(spec, values)
            known.append(() if own is None else (own,))
        else:
            known.append(weights.get(_key(values[0]), ()) if _key(values[0]) else ())
    counted = spread.groups.rows if spec.sum is None else spread.groups.total
    one = np.array([len(found) == 1 for found in known], bool)
    unknown = spread.added(((counted != 0) & ~one[spread.groups.key]).astype(np.int64))
    value, bottom = spread.weighted(counted, [found[0] if len(found) == 1 else Fraction() for found in known])
    state = np.where(unknown > 0, MISSING, VALUE)
    if spec.sum is not None:
        state = np.where(spread.blanks > 0, SUPPRESSED, state)
    return whole(value, state, bottom * spread.groups.scale)


KIND = BaseKind(ask, reduce, lookup=lookup, faults=faults, bulk=Bulk(lambda spec: (ask(spec),), grid))
