"""Numbers with many decimals, as publishers print what they have worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from peelian.simulate.chance import Whole, Yes

KEPT = 6  # decimals that a tidy table keeps


@dataclass(frozen=True, eq=False)
class Decimals:
    """A number of nought or more in each row, held in units of its last decimal and written without noughts at the end;
    where `blank` says so, the word `nothing` is written instead."""

    values: Whole
    places: int
    blank: Yes | None = None
    nothing: str = ""

    def text(self) -> Any:
        unit = 10**self.places
        whole = pc.cast(pa.array(self.values // unit), pa.string())
        rest = pc.utf8_lpad(pc.cast(pa.array(self.values % unit), pa.string()), self.places, "0")
        written = pc.utf8_rtrim(pc.binary_join_element_wise(whole, pc.utf8_rtrim(rest, "0"), "."), ".")
        return written if self.blank is None else pc.if_else(pa.array(self.blank), pa.scalar(self.nothing), written)

    def kept(self) -> Whole:
        """Millionths, halves rounded up: what a tidy table keeps."""
        if self.places <= KEPT:
            return np.asarray(self.values * 10 ** (KEPT - self.places))
        finer = 10 ** (self.places - KEPT)
        return np.asarray((self.values + finer // 2) // finer)

    def tidy(self) -> Any:
        written = Decimals(self.kept(), KEPT).text()
        if self.blank is not None:
            written = pc.if_else(pa.array(self.blank), pa.scalar(None, pa.string()), written)
        return pc.cast(written, pa.decimal128(18, 6))
