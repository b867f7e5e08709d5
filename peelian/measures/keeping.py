"""What is kept of measures between runs, a month at a time, and what can be used again.

A part answers for a month as long as the rows of the month, the definition, its lists, the areas and the way of
working it out are the same: all of them are in its key, or in the digest beside the month. A new month therefore costs
one month to work out. The months of four years are kept together: few entries to look up, and few months to write
down again with a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain

from peelian.measures import partfile
from peelian.measures.everywhere import Asked, Handed, Reading
from peelian.measures.expressions import named_lists
from peelian.measures.parts import Part, chosen, joined
from peelian.measures.shapes import Numbers
from peelian.measures.slices import digests_of, reaching, recipe
from peelian.series.cache import Cache, Used, key_of

YEARS = 4

Work = Callable[[], dict[Asked, Part]]
"""What is left to do when the engine has answered; gives the measures that are whole with it, in every month."""


def span(month: date) -> int:
    """The years that a month is kept with: another number for others."""
    return month.year // YEARS


def works(reading: Reading, asked: Sequence[Asked], numbers: Mapping[Asked, Numbers], used: Used) -> Iterator[Work]:
    """Every measure asked for in every month of a table; months that are kept are not read.

    What is kept is looked up at once, and the engine asked as the works are drawn. They are done in order, one at a
    time, in whichever thread, so that one can be done while the engine answers for the next.
    """
    digests, cache = digests_of(reading.table), reading.cache
    if cache is None or not reading.table.slices or not digests:
        for each in asked:
            used.add(each.measure.id, 0, len(digests))
        return _read(reading, asked, numbers, lambda fresh: fresh)
    spans = sorted({span(month) for month in digests})
    keys = {each: _keys(reading, each, numbers.get(each, {}), spans) for each in asked}
    own = {each: reaching(digests, max(question.back for question in each.questions)) for each in asked}
    kept = {each: _kept(cache, keys[each].values(), own[each]) for each in asked}
    lacking: dict[frozenset[date], list[Asked]] = {}
    for each, known in kept.items():
        months = frozenset(digests) - {month for part in known for month in part.months}
        used.add(each.measure.id, len(digests) - len(months), len(months))
        lacking.setdefault(months, []).append(each)

    def put(fresh: dict[Asked, Part]) -> dict[Asked, Part]:
        """The months read joined to those that were kept, and every span that has any of them kept."""
        whole = {each: joined([*kept[each], part]) for each, part in fresh.items()}
        for each, part in fresh.items():
            months = whole[each].months
            for years in sorted({span(month) for month in part.months}):
                part = chosen(whole[each], [at for at, month in enumerate(months) if span(month) == years])
                if entry := partfile.written(part, own[each]):
                    cache.put(keys[each][years], entry)
        return whole

    return chain.from_iterable(
        _read(reading.of(months), group, numbers, put) if months else [partial(_joined, group, kept)]
        for months, group in lacking.items()
    )


def _joined(asked: Sequence[Asked], kept: Mapping[Asked, Sequence[Part]]) -> dict[Asked, Part]:
    return {each: joined(kept[each]) for each in asked}


def _read(
    reading: Reading,
    asked: Sequence[Asked],
    numbers: Mapping[Asked, Numbers],
    last: Callable[[dict[Asked, Part]], dict[Asked, Part]],
) -> Iterator[Work]:
    """A work for each share of the months; the last one puts them together."""
    found: list[dict[Asked, Part]] = []
    shares = reading.shares(asked)

    def made(handed: Handed) -> dict[Asked, Part]:
        found.append(reading.made(handed, asked, numbers))
        if len(found) < len(shares):
            return {}
        return last({each: joined([parts[each] for parts in found]) for each in asked})

    for table in shares:
        yield partial(made, reading.handed(table, asked))


def _kept(cache: Cache, keys: Iterable[str], digests: Mapping[date, str]) -> list[Part]:
    """What is kept under these keys of the months whose rows are still the same."""
    entries = [entry for key in keys if (entry := cache.get(key))]
    return [part for entry in entries if (part := partfile.read(entry, digests))]


def _keys(reading: Reading, asked: Asked, numbers: Numbers, spans: Iterable[int]) -> dict[int, str]:
    """What a measure's parts depend on, but for the rows of each month; one key for each span."""
    spec, told = asked.measure.compute, asked.told
    lists = named_lists(asked.questions, reading.lists)
    weights = sorted((repr(key), found) for key, found in numbers.items())
    table = (reading.table.name, sorted(reading.table.columns.items()))
    areas = (reading.holding.digest, sorted(reading.nobodys))
    every = key_of(("part", recipe(), asked.measure.version.number, spec, told, lists, weights, table, areas))
    return {years: key_of((every, years)) for years in spans}
