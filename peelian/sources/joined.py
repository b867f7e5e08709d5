"""What only all files together show: a month given twice, columns that differ, months that are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peelian.findings import Finding
from peelian.quantities import few
from peelian.sources.drafts import Draft
from peelian.sources.model import Source
from peelian.sources.problems import Place, shown
from peelian.sources.register import Covered, Entry, Register, current, in_order
from peelian.sources.settings import span_of

MOST_NAMED = 6  # missing months named one by one


@dataclass(frozen=True)
class Joined:
    """A finding, and the sources that it is of: one, or two that do not fit each other."""

    sources: tuple[str, ...]
    finding: Finding


def check_joined(drafts: Sequence[Draft], sources: Mapping[str, Source], register: Register) -> list[Joined]:
    """Findings over all sources of a load and what the store has from others."""
    loaded = {one.source for one in drafts}
    others = [entry for entry in current(register.entries) if entry.source not in loaded]
    entries = [entry for one in drafts for entry in one.entries]
    findings = [*_twice(entries, others), *_columns(entries, others), *_changed(drafts, register)]
    for one in drafts:
        # Where a file could not be read its months are not missing: they are not known.
        if not any(finding.severity == "error" for finding in one.findings):
            findings += [Joined((one.source,), found) for found in _months(one, sources[one.source], register)]
    return findings


def _twice(entries: Iterable[Entry], others: Iterable[Entry]) -> Iterator[Joined]:
    """Two files with the same slice of a table, and nothing that says which is newer."""
    before: dict[tuple[str, str], list[Entry]] = {}
    twice: dict[tuple[str, str, str], list[str]] = {}
    of: dict[tuple[str, str, str], dict[str, None]] = {}
    for entry in [*others, *entries]:
        same = before.setdefault((entry.table, entry.key), [])
        held = next((one for one in same if not in_order(one, entry)), None)
        same.append(entry)
        if held is not None:
            named = (entry.name, held.name, entry.table)
            twice.setdefault(named, []).append(entry.key)
            of.setdefault(named, {}).update(dict.fromkeys((entry.source, held.source)))
    for (name, other, table), keys in twice.items():
        says = f"holds {stretches(keys)} of table '{table}', and so does {shown(other)}, "
        says += "with the same dates; take one out, or make the newer one a source with later dates"
        yield Joined(tuple(of[name, other, table]), Place(name).finding("source-duplicate-month", says))


def _columns(entries: Iterable[Entry], others: Iterable[Entry]) -> Iterator[Joined]:
    first: dict[str, Entry] = {}
    told = set()
    for entry in [*others, *entries]:
        held = first.setdefault(entry.table, entry)
        if held.grain != entry.grain and (held.source, entry.source) not in told:
            told.add((held.source, entry.source))
            says = f"table '{entry.table}' is by {held.grain} from {shown(held.name)} and by {entry.grain} from here; "
            finding = Place(entry.name).finding("source-columns", says + "give each a table of its own")
            yield Joined((entry.source, held.source), finding)
        different = set(entry.columns.items()) ^ set(held.columns.items())
        if different and (held.source, entry.source) not in told:
            told.add((held.source, entry.source))
            names = ", ".join(sorted({f"'{name}'" for name, _ in different}))
            says = f"table '{entry.table}' gets other columns from here than from {shown(held.name)}: {names}; "
            finding = Place(entry.name).finding("source-columns", says + "give both the same columns, or two tables")
            yield Joined((entry.source, held.source), finding)


def _changed(drafts: Iterable[Draft], register: Register) -> Iterator[Joined]:
    """A file that is another than when it was loaded, while its dates are the same: once, whatever it holds."""
    before = {(entry.source, entry.key): entry for entry in current(register.entries)}
    for one in drafts:
        changed: dict[str, list[str]] = {}
        for entry, _ in one.fresh:
            held = before.get((entry.source, entry.key))
            if held is None or held.table != entry.table or held.sha256 == entry.sha256:
                continue
            if not in_order(held, entry):
                changed.setdefault(entry.name, []).append(entry.key)
        for name, keys in changed.items():
            says = f"is not the file that was loaded for {stretches(keys)} before, with the same dates; "
            says += "give 'published' and 'received' of sources.yaml their new days"
            yield Joined((one.source,), Place(name).finding("source-changed", says, severity="warning"))


def stretches(keys: Iterable[str]) -> str:
    """Keys of slices in their order, months that follow each other as one: "'2024-01' to '2024-04', '2024-06'"."""
    runs: list[list[str]] = []
    for key in sorted(keys):
        if runs and _month_before(key) == runs[-1][-1]:
            runs[-1].append(key)
        else:
            runs.append([key])
    return ", ".join(shown(run[0]) if len(run) == 1 else f"{shown(run[0])} to {shown(run[-1])}" for run in runs)


def _month_before(key: str) -> str | None:
    """None for the key of a slice that is no month."""
    try:
        first = date.fromisoformat(f"{key}-01")
    except ValueError:
        return None
    return f"{first - timedelta(days=1):%Y-%m}"


def _months(one: Draft, source: Source, register: Register) -> Iterator[Finding]:
    """Months that the source should cover and does not, or covers and should not."""
    if source.expect.months is None or source.format == "figures" or (source.optional and not one.received):
        return
    span = span_of(source.expect.months)
    assert span is not None  # settings.py has looked
    have = _have(one, source, register.entries)
    where = f"sources.yaml, {one.source}"
    missing = [month for month in span if month not in have]
    if missing and source.expect.months.empty == "refuse":
        named = few((f"{month:%Y-%m}" for month in missing), MOST_NAMED)
        says = f"no file holds {named}; fetch them, or mend 'expect: months'"
        yield Finding("source-months-missing", where, says)
    for entry in one.entries:
        outside = [month for month in entry.months if month not in span]
        if outside:
            first, last = source.expect.months.first, source.expect.months.last
            says = f"holds {outside[0]:%Y-%m}, outside {first} to {last}, the months that the source covers; "
            yield Place(entry.name).finding("source-months", says + "take it out, or mend 'expect: months'")


def _have(one: Draft, source: Source, entries: Iterable[Entry]) -> set[date]:
    """Months of the source's files now and, where a slice is a month, of files that were there before."""
    now = {month for entry in one.entries for month in entry.months}
    if source.slice == "file":
        return now
    return now | {month for entry in entries if entry.source == one.source for month in entry.months}


def covered_by(drafts: Iterable[Draft], sources: Mapping[str, Source], entries: Iterable[Entry]) -> Iterator[Covered]:
    """The months that sources say are zero where they have no row."""
    every = list(entries)
    for one in drafts:
        source = sources[one.source]
        months = source.expect.months
        if months is None or months.empty != "zero" or source.table is None or not one.entries:
            continue
        have = _have(one, source, every)
        zero = tuple(month for month in span_of(months) or () if month not in have)
        last = one.entries[-1]
        if zero:
            yield Covered(source.table, one.source, zero, last.path, last.sha256)
