"""A part as the bytes that are kept of it: one record, its numbers in as few bytes as hold them all.

What is read is what was written, by the same code: the cache sees to both.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from peelian.measures.grids import Grid
from peelian.measures.parts import Part, chosen

if TYPE_CHECKING:
    import numpy as np

DIGEST = "S64"
HEAD = struct.Struct("<III2s2s???")
"""Areas, months, lines of the breakdown; the types of top and bottom; whether top, bottom and state are one number
throughout, which is then kept once."""


def written(part: Part, digests: Mapping[date, str]) -> bytes | None:
    """The part with the digest of each of its months; None where it holds numbers beyond 64 bits, which are rare."""
    import numpy as np

    top, bottom, state = part.grid.top, part.grid.bottom, part.grid.state
    if top.dtype == object or bottom.dtype == object:
        return None
    areas, months = state.shape
    arrays: tuple[Any, ...] = (top, bottom, state)
    alike = [bool(array.size) and bool((array == array.flat[0]).all()) for array in arrays]
    head = (areas, months, len(part.there), _narrowest(top), _narrowest(bottom), *alike)
    held = np.zeros((), _record(*head))
    held["month"] = [month.toordinal() for month in part.months]
    held["digest"] = [digests[month].encode() for month in part.months]
    held["named"], held["there"] = part.named, part.there
    for name, array, same in zip(("top", "bottom", "state"), arrays, alike, strict=True):
        held[name] = array.flat[0] if same else array
    return HEAD.pack(*head) + held.tobytes()


def read(data: bytes, digests: Mapping[date, str]) -> Part | None:
    """The months that were written with the same digests, in types as narrow as they were kept in, to be joined; None
    where there is none."""
    import numpy as np

    head = HEAD.unpack_from(data)
    [held] = np.frombuffer(data, _record(*head), offset=HEAD.size)
    months = [date.fromordinal(day) for day in held["month"].tolist()]
    digest = held["digest"].tolist()
    same = [at for at, month in enumerate(months) if digests.get(month, "").encode() == digest[at]]
    if not same:
        return None
    grid = Grid(*(np.broadcast_to(held[name], head[:2]) for name in ("top", "bottom", "state")))
    part = Part(tuple(months), grid, held["named"], held["there"])
    return part if len(same) == len(months) else chosen(part, same)


@lru_cache(maxsize=64)
def _record(
    areas: int, months: int, told: int, top: bytes, bottom: bytes, one_top: bool, one_bottom: bool, one_state: bool
) -> np.dtype[np.void]:
    """How a part is laid out, by what its head says."""
    import numpy as np

    fields: list[tuple[Any, ...]] = [("month", "<i4", (months,)), ("digest", DIGEST, (months,))]
    fields += [("named", bool, (months,)), ("there", bool, (told, months))]
    kinds = (
        ("top", f"<{top.decode()}", one_top),
        ("bottom", f"<{bottom.decode()}", one_bottom),
        ("state", "i1", one_state),
    )
    fields += [(name, kind, (1, 1) if one else (areas, months)) for name, kind, one in kinds]
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
