"""What a level of protected records says of how it came about: no number that is not one of its own.

A sum has terms that no figure shows: the months of a year, rows by weight, rows that were left out. Of tables under a
threshold of small numbers only the level's own number, numerator and denominator stay, which are counts that the
edition protects; anything else is told in words.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from peelian.measures.kinds import KINDS
from peelian.measures.model import Measure
from peelian.measures.shapes import BaseKind
from peelian.measures.wording import number, rows
from peelian.series.model import Observation

UNTOLD = "worked out from records; its terms are not given out, to protect small numbers"
ADDED_UP = "added up over the period; its terms are not given out, to protect small numbers"
_COUNTED = re.compile(r"\b[0-9][0-9,]* (?:(row|answer)s?|(counted))\b")


def without_terms(of: Observation, measure: Measure, tables: Collection[str]) -> Observation:
    """What was observed, with its sum and reason fit to be printed where these tables are protected."""
    kind = KINDS[measure.kind]
    if not isinstance(kind, BaseKind) or measure.kind == "grade":
        return of  # what is made of figures has figures as terms
    table = kind.ask(measure.compute).table
    if table not in tables:
        return of
    reason = _COUNTED.sub(lambda m: f"some {m[1]}s" if m[1] else f"some {m[2]}", of.reason) if of.reason else of.reason
    return replace(of, reason=reason, sum=_sum(of, measure.kind, table) if of.sum else "")


def _sum(of: Observation, kind: str, table: str) -> str:
    """The sum where its numbers are the level's own, else words."""
    if kind in ("compliance", "survey") and of.numerator is not None and of.denominator is not None:
        parts = f"{number(of.numerator)} ÷ {number(of.denominator)} × 100"
        told, *more = of.sum.split("; ")
        if told == parts:
            return "; ".join([told, *(_COUNTED.sub(r"\1s", one) for one in more)])
    if kind == "count" and of.value is not None:
        if of.sum == f"{number(of.value)} in {rows(int(of.value))} of '{table}'":
            return of.sum
        if " in " not in of.sum:
            return f"{number(of.value)}, {ADDED_UP}"
    return UNTOLD
