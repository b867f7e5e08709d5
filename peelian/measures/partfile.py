"""A part as the bytes that are kept of it: one record, its numbers in as few bytes as hold them all.

What is read is what was written, by the same code: the cache sees to both.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from peelian.measures.everywhere import Part, chosen
from peelian.measures.grids import Grid

if TYPE_CHECKING:
    import numpy as np

DIGEST = "S64"
HEAD = struct.Struct("<III2s2s")  # areas, months, lines of the breakdown, the types of top and bottom


def written(part: Part, digests: Mapping[date, str]) -> bytes | None:
    """The part with the digest of each of its months; None where it holds numbers beyond 64 bits, which are rare."""
    import numpy as np

    top, bottom, state = part.grid.top, part.grid.bottom, part.grid.state
    if top.dtype == object or bottom.dtype == object:
        return None
    areas, months = state.shape
    head = (areas, months, len(part.there), _narrowest(top), _narrowest(bottom))
    held = np.zeros((), _record(*head))
    held["month"] = [month.toordinal() for month in part.months]
    held["digest"] = [digests[month].encode() for month in part.months]
    held["named"], held["there"] = part.named, part.there
    held["state"], held["top"], held["bottom"] = state, top, bottom
    return HEAD.pack(*head) + held.tobytes()


def read(data: bytes, digests: Mapping[date, str]) -> Part | None:
    """The months that were written with the same digests, in types as narrow as they were kept in, to be joined; None
    where there is none."""
    import numpy as np

    [held] = np.frombuffer(data, _record(*HEAD.unpack_from(data)), offset=HEAD.size)
    months = [date.fromordinal(day) for day in held["month"].tolist()]
    digest = held["digest"].tolist()
    same = [at for at, month in enumerate(months) if digests.get(month, "").encode() == digest[at]]
    if not same:
        return None
    grid = Grid(held["top"], held["bottom"], held["state"])
    part = Part(tuple(months), grid, held["named"], held["there"])
    return part if len(same) == len(months) else chosen(part, same)


@lru_cache(maxsize=64)
def _record(areas: int, months: int, told: int, top: bytes, bottom: bytes) -> np.dtype[np.void]:
    """How a part is laid out: `told` lines of a breakdown, `top` and `bottom` in types of these codes."""
    import numpy as np

    shape = (areas, months)
    fields: list[tuple[Any, ...]] = [("month", "<i4", (months,)), ("digest", DIGEST, (months,))]
    fields += [("named", bool, (months,)), ("there", bool, (told, months)), ("state", "i1", shape)]
    fields += [("top", f"<{top.decode()}", shape), ("bottom", f"<{bottom.decode()}", shape)]
    return np.dtype(fields)


def _narrowest(numbers: Any) -> bytes:
    """The code of the smallest type that holds each of these."""

    if not numbers.size:
        return b"i1"
    least, most = int(numbers.min()), int(numbers.max())
    for code, bits in ((b"i1", 7), (b"i2", 15), (b"i4", 31)):
        if -(1 << bits) <= least and most < 1 << bits:
            return code
    return b"i8"
