"""Offence codes of the counting rules: which a crime of each type may bear, and what each weighs."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np

from peelian.simulate.chance import Chance, Whole
from peelian.simulate.crimes import types
from peelian.simulate.frame import Words

WITHOUT_A_LOCAL_WEIGHT = "81"
"""A force's own weights have none for it, so that nothing can be said where a crime bears it."""


@cache
def codes() -> tuple[str, ...]:
    return tuple(code for kind in types() for code in kind.get("codes", {}))


def drawn(chance: Chance, kinds: Whole) -> Words:
    """A code for each crime, of those of its type."""
    found = np.zeros(len(kinds), np.int64)
    first = 0
    for number, kind in enumerate(types()):
        if known := kind.get("codes"):
            rows = np.flatnonzero(kinds == number)
            found[rows] = first + chance.choose(len(rows), list(known.values()))
            first += len(known)
    return Words(found, codes())


def weights() -> dict[str, dict[str, Fraction]]:
    """Three sets of weights by the table they are in. They are made up, and are in no way those published."""
    severity, cambridge, local = {}, {}, {}
    for kind in types():
        for number, code in enumerate(kind.get("codes", {})):
            severity[code] = Fraction(kind["harm"] * 137 + number * 61 + 25, 100)
            cambridge[code] = Fraction(kind["harm"] + 3 * number)
            local[code] = Fraction(1 + kind["harm"] // 10 + number % 5)
    del local[WITHOUT_A_LOCAL_WEIGHT]
    return {"weights_severity_score": severity, "weights_cambridge": cambridge, "weights_local": local}
