"""A part as the bytes that are kept of it: one record, its numbers in as few bytes as hold them all.

What is read is what was written, by the same code: the cache sees to both.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from peelian.measures import grids
from peelian.measures.everywhere import Part
from peelian.measures.grids import Grid

if TYPE_CHECKING:
    import numpy as np

DIGEST = "S64"


def written(part: Part, digests: Mapping[date, str]) -> bytes | None:
    """The part with the digest of each of its months; None where it holds numbers beyond 64 bits, which are rare."""
    import numpy as np

    top, bottom, state = part.grid.top, part.grid.bottom, part.grid.state
    if top.dtype == object or bottom.dtype == object:
        return None
    months = len(part.months)
    fields: list[tuple[Any, ...]] = [("month", np.int32, (months,)), ("digest", DIGEST, (months,))]
    fields += [("named", bool, (months,)), ("there", bool, part.there.shape), ("state", np.int8, state.shape)]
    fields += [("top", _narrowest(top), top.shape), ("bottom", _narrowest(bottom), bottom.shape)]
    held = np.zeros((), fields)
    held["month"] = [month.toordinal() for month in part.months]
    held["digest"] = [digests[month].encode() for month in part.months]
    held["named"], held["there"] = part.named, part.there
    held["state"], held["top"], held["bottom"] = state, top, bottom
    file = io.BytesIO()
    np.save(file, held, allow_pickle=False)
    return file.getvalue()


def read(data: bytes, digests: Mapping[date, str]) -> Part | None:
    """The months that were written with the same digests; None where there is none."""
    import numpy as np

    held = np.load(io.BytesIO(data), allow_pickle=False)
    months = [date.fromordinal(day) for day in held["month"].tolist()]
    digest = held["digest"].tolist()
    same = [at for at, month in enumerate(months) if digests.get(month, "").encode() == digest[at]]
    if not same:
        return None
    grid = Grid(held["top"].astype(np.int64), held["bottom"].astype(np.int64), held["state"].copy())
    part = Part(tuple(months), grid, held["named"].copy(), held["there"].copy())
    if len(same) == len(months):
        return part
    known = tuple(months[at] for at in same)
    return Part(known, grids.across(grid, np.array(same)), part.named[same], part.there[:, same])


def _narrowest(numbers: Any) -> type[np.signedinteger[Any]]:
    """The smallest type that holds each of these."""
    import numpy as np

    if not numbers.size:
        return np.int8
    least, most = int(numbers.min()), int(numbers.max())
    types: tuple[type[np.signedinteger[Any]], ...] = (np.int8, np.int16, np.int32)
    return next((one for one in types if np.iinfo(one).min <= least and most <= np.iinfo(one).max), np.int64)
