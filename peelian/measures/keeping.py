"""What is kept of measures between runs, a month at a time, and what can be used again.

A part answers for a month as long as the rows of the month, the definition, its lists, the areas and the way of
working it out are the same: all of them are in its key, or in the digest beside the month. A new month therefore costs
one month.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from peelian.measures import partfile
from peelian.measures.everywhere import Asked, Part, Reading, joined
from peelian.measures.expressions import named_lists
from peelian.measures.shapes import Numbers
from peelian.measures.slices import digests_of, recipe
from peelian.series.cache import Used, key_of


def parts(reading: Reading, asked: Sequence[Asked], numbers: Mapping[Asked, Numbers], used: Used) -> dict[Asked, Part]:
    """Every measure asked for in every month of a table; months that are kept are not read."""
    digests, cache = digests_of(reading.table), reading.cache
    if cache is None or not reading.table.slices:
        found = reading.parts(asked, numbers)
        for each, part in found.items():
            used.add(each.measure.id, 0, len(part.months))
        return found
    keys = {each: _key(reading, each, numbers.get(each, {})) for each in asked}
    entries = {each: cache.get(keys[each]) for each in asked}
    kept = {each: partfile.read(entry, digests) if entry else None for each, entry in entries.items()}
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
            if months and (entry := partfile.written(made[each], digests)):
                cache.put(keys[each], entry)
    return made


def _key(reading: Reading, asked: Asked, numbers: Numbers) -> str:
    """What a measure's part depends on, but for the rows of each month."""
    spec, told = asked.measure.compute, asked.told
    lists = named_lists(asked.questions, reading.lists)
    weights = sorted((repr(key), found) for key, found in numbers.items())
    table = (reading.table.name, sorted(reading.table.columns.items()))
    areas = (reading.holding.digest, sorted(reading.nobodys))
    return key_of(("part", recipe(), asked.measure.version.number, spec, told, lists, weights, table, areas))
