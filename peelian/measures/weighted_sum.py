"""A weighted sum: rows counted by a key, each count times the weight of its key (harm, severity).

What is left out of an index is left out by `where`, where it can be read; a key without a weight, a blank
key or a key with two weights therefore gives no value, and is named. Where the weights have been issued
several times, told apart by month, the last issue holds for every period. No rows in covered months is a
zero. Source: ONS Crime Severity Score (2016) and Cambridge Crime Harm Index, sum of weight x count; weights
are data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from peelian.measures.grids import MISSING, VALUE, Grid, whole
from peelian.measures.model import WeightedSum
from peelian.measures.shapes import BaseKind, Bulk, Lookup, Numbers, Question, State, as_pairs
from peelian.measures.spread import Spread
from peelian.measures.wording import MOST_TERMS, named, number, rows
from peelian.series.model import Observation


def ask(spec: WeightedSum) -> Question:
    return Question(spec.table, as_pairs(spec.where), by=(spec.key,))


def lookup(spec: WeightedSum) -> Lookup:
    return Lookup(spec.weights, spec.key, spec.weight)


def reduce(spec: WeightedSum, state: State) -> Observation:
    counts: Counter[str] = Counter()
    for cell in state.cells:
        counts[_key(cell.values[0])] += cell.rows
    weights = {_key(value): found for value, found in state.numbers.items()}
    blank = counts.pop("", 0)
    if blank:
        return Observation(None, "missing", f"{rows(blank)} of '{state.table}' blank in '{spec.key}'")
    without = [key for key in counts if not weights.get(key)]
    if without:
        count = sum(counts[key] for key in without)
        reason = f"no weight in '{spec.weights}' for {named(without)} ({rows(count)})"
        return Observation(None, "missing", reason)
    several = [key for key in counts if len(weights[key]) > 1]
    if several:
        return Observation(None, "missing", f"more than one weight in '{spec.weights}' for {named(several)}")
    value = sum((counts[key] * weights[key][0] for key in counts), Fraction())
    return Observation(value, sum=_sum(value, counts, weights))


def _key(value: object) -> str:
    return "" if value is None else str(value)


def _sum(value: Fraction, counts: Counter[str], weights: dict[str, tuple[Fraction, ...]]) -> str:
    if not counts:
        return "0, no rows"
    if len(counts) > MOST_TERMS:
        return f"{number(value)}, the sum of {rows(counts.total())} times their weights, {len(counts):,} keys"
    return " + ".join(f"{number(counts[key])} × {number(weights[key][0])}" for key in sorted(counts))


def grid(_: WeightedSum, spreads: Sequence[Spread], numbers: Numbers) -> Grid:
    import numpy as np

    [spread] = spreads
    weights = {_key(value): found for value, found in numbers.items()}
    known = [weights.get(_key(key), ()) if _key(key) else () for (key,) in spread.groups.keys]
    unknown, _bottom = spread.weighted([Fraction(len(found) != 1) for found in known])
    value, bottom = spread.weighted([found[0] if len(found) == 1 else Fraction() for found in known])
    return whole(value, np.where(unknown > 0, MISSING, VALUE), bottom)


KIND = BaseKind(ask, reduce, lookup=lookup, bulk=Bulk(lambda spec: (ask(spec),), grid))
