"""Sources into the store: every file is checked first; of a source all files are kept, or none and nothing changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from peelian import snapshots
from peelian.errors import naming
from peelian.findings import Finding, worst_first
from peelian.series.cache import Cache
from peelian.series.tables import TableFiles
from peelian.snapshots import Snapshot
from peelian.sources import quarantine, several
from peelian.sources.asreceived import Copies, behind, keep
from peelian.sources.desk import Desk
from peelian.sources.drafts import Draft
from peelian.sources.figures import TypedFigure
from peelian.sources.joined import covered_by
from peelian.sources.lock import Waiting, locked, silent
from peelian.sources.mending import give_times, lost, printed
from peelian.sources.model import Quarantine, Source
from peelian.sources.register import FOLDER, Entry, LeftOut, Register, current, read_register, write_register
from peelian.sources.sharedkeys import keep_compared, told
from peelian.sources.sifted import sift
from peelian.sources.stored import registered, tables
from peelian.sources.taking import Taken, taken

WORK = ".load-"
CACHE = "cache"  # below the store; it may be deleted at any time


@dataclass(frozen=True)
class Loaded:
    """What a load did. Of the sources that are `refused`, by their ids, nothing was loaded: of each the `findings` hold
    an error, and the tables have the rows it had before.

    `figures` are the typed figures of the sources that hold such, whether or not anything else was wrong.
    `snapshots` are the files of these sources with what is said of them now, and files of before that rows of the
    tables still come from with what was said of them then. `left_out` are rows of the files that the tables come
    from which broke a rule and are in no table.
    `cache` is where results may be kept for the next run; none where nothing may be written. `taken` are the files of
    each source that is not refused, with how many were read anew.
    """

    tables: Mapping[str, TableFiles]
    figures: tuple[TypedFigure, ...]
    findings: tuple[Finding, ...]
    snapshots: tuple[Snapshot, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    cache: Cache | None = field(default=None, compare=False)
    taken: tuple[Taken, ...] = field(default=(), compare=False)
    refused: frozenset[str] = frozenset()


def load(
    sources: Mapping[str, Source],
    folder: Path,
    store: Path,
    areas: Mapping[str, str],
    progress: Callable[[str], None] | None = None,
    strict: bool = False,
    waiting: Waiting = silent,
) -> Loaded:
    """Reads the files of these sources into the store.

    `folder` is the plan folder, `areas` maps the codes and ids of the plan's areas to their ids. `progress`
    is told the name of each file before it is read. Reading the same files again changes nothing. With `strict`
    no row may be left out, whatever the sources allow. `waiting` is told the store where another load has it, before
    this one waits for that to end.
    """
    sources = _strictly(sources) if strict else sources
    with naming(store), locked(store, waiting=waiting):
        register = read_register(store)
        _sweep(store, register)
        work = Path(tempfile.mkdtemp(prefix=WORK, dir=store))
        desk, copies = Desk(work), Copies(work, store)
        try:
            read = sift(sources, folder, areas, register, store, desk, progress, copies.begin)
            sound, findings = read.sound, read.findings
            kept: tuple[Snapshot, ...] = ()
            if sound or not read.refused:
                register = _commit(sound, sources, register, store, copies)
                kept = behind(sound, sources, register, store)
                register = keep_compared(sound, sources, register, store, desk)
                findings += told(sound, sources, register, store)
                findings += lost(current(register.entries), store)
                give_times(current(register.entries), store)
        finally:
            desk.close()
            copies.close()
            shutil.rmtree(work, ignore_errors=True)
        found = worst_first(findings)
        cache = Cache(store / CACHE)
        cache.tidy()
        tables = registered(register, store)
        figures, left = _figures(read.drafts), _left_out(register)
        return Loaded(tables, figures, found, kept, left, cache, taken(sound), read.refused)


def look(
    sources: Mapping[str, Source],
    folder: Path,
    store: Path,
    areas: Mapping[str, str],
    work: Path,
    of: Collection[str] | None = None,
) -> Loaded:
    """What `load` would give; with `of` the tables as they were when only files of these hashes had been loaded.

    Nothing in the plan folder or the store is written, so both may be read-only. Rows that the store has are read
    where they lie; others go to `work`, a folder that must stay for as long as the tables are asked.
    """
    register = read_register(store)
    desk = Desk(work)
    try:
        read = sift(sources, folder, areas, register, store, desk, None)
    finally:
        desk.close()
    sound, findings = read.sound, read.findings
    seen: tuple[Snapshot, ...] = ()
    if sound or not read.refused:
        # An absolute path stays what it is when it is joined to the folder of the store's tables.
        fresh = [
            replace(entry, files=tuple(str(path.absolute()) for path in made))
            for one in sound
            for entry, made in one.fresh
        ]
        left = [gone for one in sound for gone, _ in one.left_out]
        register = _after(sound, sources, register, fresh, left)
        seen = behind(sound, sources, register, store, of)
        findings += lost(current(register.entries, of), store)
        findings += told(sound, sources, register, store) if of is None else ()
    found, left_out = worst_first(findings), _left_out(register, of)
    tables_then = registered(register, store, of)
    return Loaded(tables_then, _figures(read.drafts), found, seen, left_out, refused=read.refused)


def check(
    sources: Mapping[str, Source],
    folder: Path,
    store: Path,
    areas: Mapping[str, str],
    progress: Callable[[str], None] | None = None,
) -> Loaded:
    """What `load` would say of the files of these sources one by one, with nothing kept or changed; the tables are
    those of now. No row is written, so that keys that two files share are not seen."""
    with tempfile.TemporaryDirectory(prefix="peelian-", ignore_cleanup_errors=True) as work:
        desk = Desk(Path(work), writes=False)
        try:
            read = sift(sources, folder, areas, read_register(store), store, desk, progress)
        finally:
            desk.close()
    return Loaded(tables(store), _figures(read.drafts), worst_first(read.findings), refused=read.refused)


def _figures(drafts: list[Draft]) -> tuple[TypedFigure, ...]:
    return tuple(row for one in drafts for row in one.figures)


def _commit(
    drafts: list[Draft], sources: Mapping[str, Source], register: Register, store: Path, copies: Copies
) -> Register:
    """Keeps the files, puts new rows beside the old, then replaces the register: then all of it counts."""
    keep(drafts, sources, store, copies)
    entries = several.each(lambda made: _placed(*made, store), (made for one in drafts for made in one.fresh))
    for folder in sorted({(store / FOLDER / file).parent for entry in entries for file in entry.files}):
        snapshots.sync_folder(folder)
    left = [_listed(gone, listed, store) for one in drafts for gone, listed in one.left_out]
    after = _after(drafts, sources, register, entries, left)
    if after != register:
        (store / FOLDER).mkdir(parents=True, exist_ok=True)
        write_register(store, after)
    return after


def _placed(entry: Entry, parquets: tuple[Path, ...], store: Path) -> Entry:
    """Moves an entry's files to their place and names them in the entry; their folder is still to be made safe."""
    digest = hashlib.sha256(f"{entry.sha256} {entry.name} {entry.recipe}".encode()).hexdigest()[:12]
    files, prints = [], []
    for number, parquet in enumerate(parquets):
        file = f"{entry.table}/{entry.key}.{digest}{f'-{number}' if number else ''}.parquet"
        _put(parquet, store / FOLDER / file)
        files.append(file)
        prints.append(printed(store / FOLDER / file))
    return replace(entry, files=tuple(files), prints=tuple(prints))


def _listed(gone: LeftOut, listed: Path | None, store: Path) -> LeftOut:
    """Moves the list of a fresh file's rows that are left out to its place, safe on the disk."""
    if listed is None:
        return gone
    digest = hashlib.sha256(f"{gone.sha256} {gone.name} {gone.recipe}".encode()).hexdigest()[:12]
    file = f"{gone.source}/{digest}.parquet"
    _put(listed, store / quarantine.FOLDER / file)
    snapshots.sync_folder((store / quarantine.FOLDER / file).parent)
    return replace(gone, file=file)


def _put(made: Path, place: Path) -> None:
    """Moves a file that was made on the desk, safe on the disk."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with made.open("rb+") as opened:
        os.fsync(opened.fileno())
    os.replace(made, place)


def _left_out(register: Register, of: Collection[str] | None = None) -> tuple[LeftOut, ...]:
    """Rows left out of the files that slices in use come from; with `of`, hashes of files, of those alone."""
    used = current(register.entries, of)
    return tuple(one for one in register.left_out if any(one.is_of(entry) for entry in used))


def _strictly(sources: Mapping[str, Source]) -> dict[str, Source]:
    none = Quarantine("0%")
    return {id: replace(one, quarantine=none) if one.format == "extract" else one for id, one in sources.items()}


def _after(
    drafts: list[Draft],
    sources: Mapping[str, Source],
    register: Register,
    fresh: list[Entry],
    left: list[LeftOut],
) -> Register:
    """The register with the new slices, without those that the same bytes now read otherwise.

    A slice that was read again as it was keeps its place: of two that are as new, the one loaded later still counts.
    """
    known = {number: entry for one in drafts for number, entry in one.known}
    again = {(entry.source, entry.sha256, entry.name) for entry in fresh}
    new = {_as_read(entry): entry for entry in fresh}
    loaded = {one.source for one in drafts}
    entries = []
    for number, entry in enumerate(register.entries):
        if number in known:
            entries.append(known[number])
        elif (same := new.pop(_as_read(entry), None)) is not None:
            entries.append(same)
        elif (entry.source, entry.sha256, entry.name) not in again:
            whole = entry.source in loaded and sources[entry.source].slice == "file"
            entries.append(replace(entry, gone=True) if whole else entry)
    covered = [one for one in register.covered if one.source not in loaded]
    every = (*entries, *new.values())
    told = [(one.source, one.name, one.sha256, one.recipe) for one in left]
    before = [
        one
        for one in register.left_out
        if (one.source, one.name, one.sha256, one.recipe) not in told and any(one.is_of(entry) for entry in every)
    ]
    return Register(every, (*covered, *covered_by(drafts, sources, every)), (*before, *left), register.compared)


def _as_read(entry: Entry) -> tuple[object, ...]:
    """What two slices have in common that were read from the same file in the same way."""
    return (entry.source, entry.sha256, entry.name, entry.recipe, entry.table, entry.key)


def _sweep(store: Path, register: Register) -> None:
    """Removes what an interrupted load left, and rows that no register has named since the load before."""
    for left in store.glob(f"{WORK}*"):
        shutil.rmtree(left, ignore_errors=True)
    wanted = {file for entry in register.entries for file in entry.files}
    listed = {one.file for one in register.left_out}
    for folder, named in ((store / FOLDER, wanted), (store / quarantine.FOLDER, listed)):
        for path in folder.rglob("*.parquet"):
            if path.relative_to(folder).as_posix() not in named:
                path.unlink(missing_ok=True)
