"""Whole numbers as publishers print them: a word stands in the place of some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peelian.simulate.chance import Whole, Yes
from peelian.simulate.frame import Wholes


@dataclass(frozen=True, eq=False)
class Printed(Wholes):
    """The number where `marks` is 0, else the word of that place, counted from 1. `blank` says which words mean that
    the number is not known; another means the number itself, as "-" means 0."""

    marks: Whole | None = None
    words: tuple[str, ...] = ()

    def text(self) -> Any:
        assert self.marks is not None
        numbers = pc.cast(pa.array(self.values), pa.string())
        words = pa.array(("", *self.words)).take(pa.array(self.marks))
        return pc.if_else(pa.array(self.marks > 0), words, numbers)


def unless(values: Whole, blank: Yes, word: str) -> Printed:
    """The number, or the word where it is not known."""
    return Printed(values, blank, marks=blank.astype(np.int64), words=(word,))
