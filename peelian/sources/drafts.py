"""What a load would make of one source: new slices, slices held already, figures, findings. Keeps nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from peelian.contracts.load import form
from peelian.findings import Finding
from peelian.sources import archives, figures, several
from peelian.sources.arrivals import as_arrived
from peelian.sources.beyond import beyond_lookup
from peelian.sources.cells import AreaRule
from peelian.sources.desk import Desk
from peelian.sources.figures import TypedFigure
from peelian.sources.formats import SOURCES
from peelian.sources.given import Given, Received, find_files, is_there, opened
from peelian.sources.kinds import kind_by_bytes
from peelian.sources.lookup import area_rule
from peelian.sources.mending import read_again, sound
from peelian.sources.model import Source
from peelian.sources.problems import Place
from peelian.sources.quarantine import holds, left_out, share, too_many
from peelian.sources.reader import Reader, every_csv
from peelian.sources.register import Entry, LeftOut, Register
from peelian.sources.settings import check_settings
from peelian.sources.tidied import LeftRows, Slice, Tidy

Begin = Callable[[str, Source, Received], None]
"""Is told the id of a source, the source and one file of it whose rows are about to be read."""

READING = 2  # raise it when the same bytes would give other rows: everything is then read again


@dataclass(frozen=True)
class Draft:
    """One source, read. `fresh` are new entries with the Parquet files they will have; `known` entries of the
    register, by their number, as they stand now. `received` are its files, a lookup file included. `left_out` are
    rows that are in no entry: of fresh files with the list that will be kept of them, of known ones as registered.
    `files` are how many have rows for tables; of `anew` of them the rows were read now.
    """

    source: str
    received: tuple[Received, ...] = ()
    fresh: tuple[tuple[Entry, tuple[Path, ...]], ...] = ()
    known: tuple[tuple[int, Entry], ...] = ()
    figures: tuple[TypedFigure, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_out: tuple[tuple[LeftOut, Path | None], ...] = ()
    files: int = 0
    anew: int = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for _, entry in self.known) + tuple(entry for entry, _ in self.fresh)


def draft(
    id: str,
    source: Source,
    folder: Path,
    areas: Mapping[str, str],
    register: Register,
    store: Path,
    desk: Desk,
    progress: Callable[[str], None] | None = None,
    begin: Begin | None = None,
) -> Draft:
    """The source as its files are now. Rows that `register` has and `store` no longer are read again."""
    findings = check_settings(id, source)
    if findings:
        return Draft(id, findings=tuple(findings))
    if source.optional and not is_there(source, folder):
        return Draft(id)
    received, findings = find_files(source.files, folder, id)
    received = _once(received, source)
    if source.format == "figures":
        return _figures(id, source, received, findings, desk)
    if source.format == "lookup":
        return Draft(id, tuple(received), findings=tuple(findings))
    rule, lookup = SOURCES[source.format].rule(source, areas), None
    if source.areas is not None:
        found = area_rule(source.areas, SOURCES[source.format].known(areas), folder, id, desk)
        findings += found.findings
        rule, lookup = found.rule, found.received
        if found.findings:
            return Draft(id, findings=tuple(findings))
    fresh: list[tuple[Entry, tuple[Path, ...]]] = []
    known: list[tuple[int, Entry]] = []
    left: list[tuple[LeftOut, Path | None]] = []
    every = {one.name: _held(one, id, source, rule, register) for one in received}
    unsound = [name for name, held in every.items() if not all(sound(entry, store) for _, entry in held)]
    every |= {name: [] for name in (*unsound, *_too_many_now(every, source, register))}  # which rows is to be told
    findings += [read_again(name) for name in unsound]
    unread = frozenset(name for name, held in every.items() if not held)
    for one in received:
        if begin is not None and one.name in unread:
            begin(id, source, one)
    read = _read(received, unread, id, source, rule, desk, progress)
    for one in received:
        own = as_arrived(source, one.arrival)
        if held := every[one.name]:
            known += [(number, _as_now(entry, one, own)) for number, entry in held]
            again = [gone for gone in register.left_out if any(gone.is_of(entry) for _, entry in held)]
            findings += [_told_again(gone, source) for gone in again]
            left += [(replace(gone, path=one.name), None) for gone in again]
            continue
        made, faults, gone = _entries(read.get(one.name, []), id, own)
        findings += faults
        recipe = _recipe(own, rule)
        left += [(replace(each, recipe=recipe), listed) for each, listed in gone]
        lookup_pair = (lookup.name, lookup.sha256) if lookup else None
        fresh += [
            (replace(entry, recipe=recipe, lookup=lookup_pair, asked=_asked(own)), files) for entry, files in made
        ]
    findings += beyond_lookup(id, source, rule, [path for _, files in fresh for path in files], desk)
    whole = (*received, lookup) if lookup else received
    return Draft(
        id,
        tuple(whole),
        tuple(fresh),
        tuple(known),
        findings=tuple(findings),
        left_out=tuple(left),
        files=len(received),
        anew=len(unread),
    )


def _once(received: list[Received], source: Source) -> list[Received]:
    """The files without copies: the same bytes under the same name, or any name where names say nothing."""
    first: dict[tuple[str, str], Received] = {}
    for one in received:
        own = one.path.name if source.format.startswith("police-uk") else ""
        first.setdefault((one.sha256, own), one)
    return list(first.values())


def _figures(id: str, source: Source, received: list[Received], findings: list[Finding], desk: Desk) -> Draft:
    rows: list[TypedFigure] = []
    for one in received:
        for given in opened(one, desk, lambda own: every_csv(own, source), workbooks=False):
            if isinstance(given, Finding):
                findings.append(given)
            else:
                typed = figures.tidy(given, as_arrived(source, one.arrival))
                rows += typed.rows
                findings += typed.findings
    return Draft(id, tuple(received), figures=tuple(rows), findings=tuple(findings))


def _recipe(source: Source, rule: AreaRule | None) -> str:
    """A hash of everything but the bytes that decides what the rows are."""
    parts = (
        READING,
        source.format,
        source.table,
        source.force,
        source.received,
        source.as_at,
        source.expect.rows,
        source.expect.columns,
        tuple(source.columns.items()),
        source.sheet,
        source.header_row,
        source.last_row,
        source.slice,
        rule.digest if rule else None,
        *([form(source.contract)] if source.contract else []),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _held(one: Received, id: str, source: Source, rule: AreaRule | None, register: Register) -> list[tuple[int, Entry]]:
    """What the register has of these bytes, read in this way, under this name.

    A file without days of its own came when its source said that files had come. Where that day is later now, as a
    newer file came beside it, the file is still what it was: nothing in it was after the day of then.
    """
    own = as_arrived(source, one.arrival)
    found: list[tuple[int, Entry]] = []
    for number, entry in enumerate(register.entries):
        if (entry.source, entry.sha256, Path(entry.path).name) != (id, one.sha256, one.path.name):
            continue
        earlier = one.arrival is None and entry.received < own.received
        if earlier and any(gone.later and gone.is_of(entry) for gone in register.left_out):
            continue  # rows were left out for their days, which may be right now
        if entry.recipe == _recipe(replace(own, received=entry.received) if earlier else own, rule):
            found.append((number, entry))
    if any(entry.asked != _asked(own) for _, entry in found) and _asks_for_more(one, own, found):
        return []
    return found


def _asked(source: Source) -> str:
    """The months that are read of an archive, where sources.yaml names some."""
    return repr(source.expect.months) if source.format.startswith("police-uk") and source.expect.months else ""


def _asks_for_more(one: Received, source: Source, held: list[tuple[int, Entry]]) -> bool:
    """Whether months that are named now ask for files of an archive that were not read of it; True where it is none
    that can be opened."""
    if kind_by_bytes(one.path) != "zip":
        return False
    try:
        with archives.open_zip(one.path) as archive:
            names = {_last(name) for name in archive.namelist()}
    except archives.Refused:
        return True
    wanted = {name for name in names if SOURCES[source.format].wants(name, source)}
    return not wanted <= {_last(entry.name) for _, entry in held}


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _too_many_now(every: Mapping[str, list[tuple[int, Entry]]], source: Source, register: Register) -> Iterator[str]:
    """The files of which more rows were left out than may be now."""
    most = share(source.quarantine.most)
    for name, held in every.items():
        gone = (one for one in register.left_out if any(one.is_of(entry) for _, entry in held))
        if any(too_many(one.count, one.of, most) for one in gone):
            yield name


def _as_now(entry: Entry, one: Received, source: Source) -> Entry:
    return replace(
        entry, path=one.name, published=source.published, fetched=one.fetched, gone=False, asked=_asked(source)
    )


Part = tuple[Received, Given | Finding]
"""A file with something to read in it, or why there is nothing."""


def _read(
    received: list[Received],
    unread: frozenset[str],
    id: str,
    source: Source,
    rule: AreaRule | None,
    desk: Desk,
    progress: Callable[[str], None] | None,
) -> dict[str, list[tuple[Given | Finding, Tidy]]]:
    """What there is in the files that are not held, with what it gives, by the name of the file."""
    reader = SOURCES[source.format]

    def parts() -> Iterator[Part]:
        for one in received:
            if progress is not None:
                progress(one.name)
            if one.name in unread:
                wants = _wanted(reader, as_arrived(source, one.arrival))
                yield from ((one, given) for given in opened(one, desk, wants, reader.workbooks))

    def tidied(part: Part, own: Desk) -> Tidy:
        one, given = part
        if isinstance(given, Finding):
            return Tidy(findings=(given,))
        got = reader.tidy(given, as_arrived(source, one.arrival), id, rule, own)
        if given.path != one.path:
            given.path.unlink()
        return got

    read: dict[str, list[tuple[Given | Finding, Tidy]]] = {}
    for (one, given), got in several.read(parts(), _small, tidied, desk):
        read.setdefault(one.name, []).append((given, got))
    return read


def _wanted(reader: Reader, source: Source) -> Callable[[str], bool]:
    return lambda own: reader.wants(own, source)


def _small(part: Part) -> bool:
    """Whether the engine would read it on one core, whatever it has."""
    given = part[1]
    return isinstance(given, Finding) or (given.kind == "csv" and given.path.stat().st_size <= several.BUFFER)


def _entries(
    read: list[tuple[Given | Finding, Tidy]], id: str, source: Source
) -> tuple[list[tuple[Entry, tuple[Path, ...]]], list[Finding], list[tuple[LeftOut, Path | None]]]:
    made: list[tuple[Entry, tuple[Path, ...]]] = []
    left: list[tuple[LeftOut, Path | None]] = []
    findings: list[Finding] = []
    for given, got in read:
        findings += got.findings
        if isinstance(given, Finding):
            continue
        made += [(_entry(given, id, source, part, got.columns), part.parquets) for part in got.slices]
        if got.left_out is not None:
            left.append((_left_out(given, id, source, got.left_out), got.left_out.parquet))
    return made, findings, left


def _told_again(gone: LeftOut, source: Source) -> Finding:
    rules = form(source.contract).rules if source.contract else ()
    return left_out(Place(gone.name, private=True), gone.count, gone.of, gone.reasons, rules)


def _left_out(given: Given, id: str, source: Source, rows: LeftRows) -> LeftOut:
    assert source.table is not None
    digest = given.received.sha256
    later = rows.parquet is not None and holds(rows.parquet, "source-future")
    reasons = dict(sorted(rows.reasons.items()))  # stores have the same bytes whatever order the rows were judged in
    return LeftOut(source.table, id, given.received.name, given.name, digest, "", rows.of, rows.count, reasons, later)


def _entry(given: Given, id: str, source: Source, part: Slice, columns: Mapping[str, str]) -> Entry:
    assert source.table is not None
    return Entry(
        table=source.table,
        key=part.key,
        source=id,
        path=given.received.name,
        name=given.name,
        sha256=given.received.sha256,
        published=source.published,
        received=source.received,
        fetched=given.received.fetched,
        recipe="",
        months=part.months,
        rows=part.rows,
        files=(),
        columns=dict(columns),
        grain=part.grain,
    )
