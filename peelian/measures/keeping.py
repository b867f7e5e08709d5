"""What is kept of measures between runs, a month at a time, and what can be used again.

A part answers for a month as long as the rows of the month, the definition, its lists, the areas and the way of
working it out are the same: all of them are in its key, or in the digest beside the month. A new month therefore costs
one month.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

from peelian.measures import grids
from peelian.measures.everywhere import Asked, Part, Reading, joined
from peelian.measures.grids import Grid
from peelian.measures.shapes import Numbers
from peelian.measures.slices import digests_of, recipe
from peelian.series.cache import Cache, Used, key_of


def parts(reading: Reading, asked: Sequence[Asked], numbers: Mapping[Asked, Numbers], used: Used) -> dict[Asked, Part]:
    """Every measure asked for in every month of a table; months that are kept are not read."""
    digests, cache = digests_of(reading.table), reading.cache
    if cache is None or not reading.table.slices:
        found = reading.parts(asked, numbers)
        for each, part in found.items():
            used.add(each.measure.id, 0, len(part.months))
        return found
    keys = {each: _key(reading, each, numbers.get(each, {})) for each in asked}
    kept = {each: _kept(cache, keys[each], digests) for each in asked}
    lacking: dict[frozenset[date], list[Asked]] = {}
    for each, known in kept.items():
        months = frozenset(digests.keys() - set(known.months if known else ()))
        used.add(each.measure.id, len(digests) - len(months), len(months))
        lacking.setdefault(months, []).append(each)
    made: dict[Asked, Part] = {}
    for months, group in lacking.items():
        fresh = reading.of(months).parts(group, numbers) if months else {}
        for each in group:
            both = [part for part in (kept[each], fresh.get(each)) if part is not None]
            made[each] = joined(both) if both else reading.parts([each], numbers)[each]
            if months:
                _keep(cache, keys[each], made[each], digests)
    return made


def _key(reading: Reading, asked: Asked, numbers: Numbers) -> str:
    """What a measure's part depends on, but for the rows of each month."""
    spec, told = asked.measure.compute, asked.told
    named = {c.in_list or c.not_in_list for q in asked.questions for _, c in q.where}
    lists = sorted((name, reading.lists[name]) for name in named if name)
    weights = sorted((repr(key), found) for key, found in numbers.items())
    table = (reading.table.name, sorted(reading.table.columns.items()))
    areas = (reading.holding.digest, sorted(reading.nobodys))
    return key_of(("part", recipe(), asked.measure.version.number, spec, told, lists, weights, table, areas))


def _kept(cache: Cache, key: str, digests: Mapping[date, str]) -> Part | None:
    """The months that are kept under a key and whose rows are the same."""
    import numpy as np

    data = cache.get(key)
    if data is None:
        return None
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    months = [date.fromordinal(int(day)) for day in arrays["months"]]
    same = [at for at, month in enumerate(months) if digests.get(month) == str(arrays["digests"][at])]
    if not same:
        return None
    grid = grids.across(Grid(arrays["top"], arrays["bottom"], arrays["state"]), np.array(same))
    return Part(tuple(months[at] for at in same), grid, arrays["named"][same], arrays["there"][:, same])


def _keep(cache: Cache, key: str, part: Part, digests: Mapping[date, str]) -> None:
    import numpy as np

    if part.grid.top.dtype == object or part.grid.bottom.dtype == object:
        return  # numbers beyond 64 bits are rare, and worked out again
    written = io.BytesIO()
    np.savez(
        written,
        months=np.array([month.toordinal() for month in part.months]),
        digests=np.array([digests[month] for month in part.months]),
        top=part.grid.top,
        bottom=part.grid.bottom,
        state=part.grid.state,
        named=part.named,
        there=part.there,
    )
    cache.put(key, written.getvalue())
