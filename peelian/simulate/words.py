"""The words that made-up records are written in, from definitions/words.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from peelian.simulate.chance import Chance, Whole, shares_of
from peelian.simulate.frame import Words
from peelian.simulate.yamltext import parsed


@cache
def written() -> Mapping[str, Any]:
    """The file as it stands."""
    file = resources.files("peelian.simulate") / "definitions" / "words.yaml"
    found: Mapping[str, Any] = parsed(file.read_text(encoding="utf-8"))
    return found


def vocabulary(*path: str) -> dict[str, float]:
    """Words and how often each comes."""
    found: Any = written()
    for step in path:
        found = found[step]
    return {str(word): float(share) for word, share in found.items()}


def drawn(chance: Chance, count: int, *path: str) -> Words:
    """A word in each row, each as often as it comes."""
    known = vocabulary(*path)
    return Words(chance.choose(count, list(known.values())), tuple(known))


def lasting(numbers: Whole, salt: int, *path: str) -> Words:
    """A word for each number, the same for the same number, each as often as it comes."""
    known = vocabulary(*path)
    edges = np.cumsum(list(known.values()))
    codes = np.searchsorted(edges, shares_of(numbers, salt) * edges[-1], side="right")
    return Words(np.minimum(codes, len(known) - 1), tuple(known))
