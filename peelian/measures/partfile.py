"""A part as the bytes that are kept of it: one record a month, its numbers in as few bytes as hold them all.

What is read is what was written, by the same code: the cache sees to both.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from peelian.measures.everywhere import Part
from peelian.measures.grids import Grid

if TYPE_CHECKING:
    import numpy as np

DIGEST = "S64"


def written(part: Part, digests: Mapping[date, str]) -> bytes | None:
    """The part with the digest of each of its months; None where it holds numbers beyond 64 bits, which are rare."""
    import numpy as np

    top, bottom, state = (numbers.T for numbers in (part.grid.top, part.grid.bottom, part.grid.state))
    if top.dtype == object or bottom.dtype == object:
        return None
    areas = state.shape[1:]
    fields: list[tuple[Any, ...]] = [("month", np.int32), ("digest", DIGEST), ("named", bool)]
    fields += [("there", bool, part.there.shape[:1]), ("state", np.int8, areas)]
    fields += [("top", _narrowest(top), areas), ("bottom", _narrowest(bottom), areas)]
    held = np.zeros(len(part.months), fields)
    held["month"] = [month.toordinal() for month in part.months]
    held["digest"] = [digests[month].encode() for month in part.months]
    held["named"], held["there"] = part.named, part.there.T
    held["state"], held["top"], held["bottom"] = state, top, bottom
    file = io.BytesIO()
    np.save(file, held, allow_pickle=False)
    return file.getvalue()


def read(data: bytes, digests: Mapping[date, str]) -> Part | None:
    """The months that were written with the same digests; None where there is none."""
    import numpy as np

    held = np.load(io.BytesIO(data), allow_pickle=False)
    months = [date.fromordinal(day) for day in held["month"].tolist()]
    same = [digests.get(month, "").encode() == found for month, found in zip(months, held["digest"], strict=True)]
    if not any(same):
        return None
    if not all(same):
        held = held[same]
    grid = Grid(
        np.ascontiguousarray(held["top"].T, np.int64),
        np.ascontiguousarray(held["bottom"].T, np.int64),
        np.ascontiguousarray(held["state"].T),
    )
    known = tuple(month for month, fits in zip(months, same, strict=True) if fits)
    return Part(known, grid, held["named"].copy(), np.ascontiguousarray(held["there"].T))


def _narrowest(numbers: Any) -> type[np.signedinteger[Any]]:
    """The smallest type that holds each of these."""
    import numpy as np

    if not numbers.size:
        return np.int8
    least, most = int(numbers.min()), int(numbers.max())
    types: tuple[type[np.signedinteger[Any]], ...] = (np.int8, np.int16, np.int32)
    return next((one for one in types if np.iinfo(one).min <= least and most <= np.iinfo(one).max), np.int64)
