"""The register of the store's tables: which slice came from which file; the newest counts, none is lost.

STORE/tables/slices.json, replaced as a whole by one rename: readers see the store before a load or after it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from peelian import snapshots
from peelian.errors import Unusable
from peelian.series.tables import Grain
from peelian.snapshots import write_beside

FOLDER = "tables"
NAME = "slices.json"
VERSION = 1
UNREADABLE = "the register of the store cannot be read"


@dataclass(frozen=True)
class Print:
    """A stored file as it was written: its hash, and how many bytes it has."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Entry:
    """One slice as read from one file. `files` are relative to the tables' folder, `path` to the plan folder.

    `recipe` changes with everything but the bytes that decides what the rows are. `gone` marks a slice that
    is a whole file which the plan folder no longer holds: it is out of use, and kept for older editions.
    `prints` are those of `files`; none in older stores. `asked` are the months that were asked for of the archive it
    lies in, as sources.yaml had them; empty where none were named. `fetched` is the time of the file's fetch, empty
    where it came by hand.
    """

    table: str
    key: str
    source: str
    path: str
    name: str
    sha256: str
    published: date
    received: date
    recipe: str
    months: tuple[date, ...]
    rows: int
    files: tuple[str, ...]
    columns: Mapping[str, str]
    lookup: tuple[str, str] | None = None
    gone: bool = False
    grain: Grain = "month"
    prints: tuple[Print, ...] = ()
    asked: str = ""
    fetched: str = ""


@dataclass(frozen=True)
class Covered:
    """Months in which a source says that nothing happened: it has no rows of them, and they are zeros."""

    table: str
    source: str
    months: tuple[date, ...]
    path: str
    sha256: str


@dataclass(frozen=True)
class LeftOut:
    """Rows of one file that broke a rule of its form, and are in no slice.

    `of` are the rows of the file, `reasons` count those left out by column or rule. `later` says that some are left
    out for a day after the one the file came on; so it is taken to be where nobody noted it. `file` is the list of
    them, relative to the folder of the store's quarantine. The other fields are those of the file's slices.
    """

    table: str
    source: str
    path: str
    name: str
    sha256: str
    recipe: str
    of: int
    count: int
    reasons: Mapping[str, int]
    later: bool = True
    file: str = ""

    def is_of(self, entry: Entry) -> bool:
        """Whether the slice was read from the same file in the same way."""
        own = (self.source, self.name, self.sha256, self.recipe)
        return own == (entry.source, entry.name, entry.sha256, entry.recipe)


@dataclass(frozen=True)
class Shared:
    """How many keys rows of two files have in common, and in which months ("2026-03")."""

    first: str
    last: str
    count: int
    months: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """What was found when the keys of a source's files were compared. `of` changes with the slices that were."""

    source: str
    of: str
    shared: tuple[Shared, ...]


@dataclass(frozen=True)
class Register:
    """Every slice ever loaded, in the order of loading; the months that sources cover without rows; rows left out;
    keys that files share."""

    entries: tuple[Entry, ...] = ()
    covered: tuple[Covered, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    compared: tuple[Compared, ...] = ()
    version: int = field(default=VERSION)


def current(entries: Iterable[Entry], snapshots: Collection[str] | None = None) -> tuple[Entry, ...]:
    """Of each slice the newest: by date published, then received, then fetched, then loaded. By table and key.

    With `snapshots`, hashes of files, only slices of those count: the tables as an older edition saw them.
    """
    best: dict[tuple[str, str], tuple[tuple[date, date, str, int], Entry]] = {}
    for number, entry in enumerate(entries):
        if entry.gone if snapshots is None else entry.sha256 not in snapshots:
            continue
        rank = (entry.published, entry.received, entry.fetched, number)
        held = best.get((entry.table, entry.key))
        if held is None or held[0] < rank:
            best[entry.table, entry.key] = (rank, entry)
    return tuple(best[key][1] for key in sorted(best))


def in_order(one: Entry, other: Entry) -> bool:
    """Whether their dates say which of two is newer or, where those are the same, the times of their fetches."""
    if (one.published, one.received) != (other.published, other.received):
        return True
    return bool(one.fetched and other.fetched) and one.fetched != other.fetched


def read_register(store: Path) -> Register:
    """The register of a store; an empty one where nothing was loaded yet."""
    path = store / FOLDER / NAME
    try:
        held = json.loads(path.read_bytes())
    except FileNotFoundError:
        return Register()
    except ValueError:
        raise _unusable(store, UNREADABLE) from None
    try:
        if held["version"] != VERSION:
            raise _unusable(store, "written by another version of Peelian")
        left_out = tuple(LeftOut(**one) for one in held.get("left_out", ()))  # older stores have none
        slices = tuple(_entry(one) for one in held["slices"])
        compared = tuple(_compared(one) for one in held.get("compared", ()))  # nor these
        return Register(slices, tuple(_covered(one) for one in held["covered"]), left_out, compared)
    except (KeyError, TypeError, ValueError):
        raise _unusable(store, UNREADABLE) from None


def write_register(store: Path, register: Register) -> None:
    """Replaces the register by one rename."""
    content = {
        "version": register.version,
        "slices": [asdict(entry) for entry in register.entries],
        "covered": [asdict(one) for one in register.covered],
        "left_out": [asdict(one) for one in register.left_out],
        "compared": [asdict(one) for one in register.compared],
    }
    text = json.dumps(content, indent=1, ensure_ascii=False, default=date.isoformat) + "\n"
    write_beside(store / FOLDER / NAME, text.encode())


def _unusable(store: Path, why: str) -> Unusable:
    """Without its register a store has no rows, and a load reads those of every file that is there."""
    return Unusable(
        f"{store / FOLDER / NAME}: {why}; remove this file alone, then run 'peelian load': it reads the files of the "
        f"plan folder again (of files no longer there, first put back the copies that {store / snapshots.FOLDER} has)"
    )


def _entry(held: Mapping[str, Any]) -> Entry:
    fields = {**held, "months": _days(held["months"]), "files": tuple(_texts(held["files"]))}
    fields |= {name: date.fromisoformat(str(held[name])) for name in ("published", "received")}
    fields["prints"] = tuple(Print(**one) for one in held.get("prints", ()))
    lookup = held["lookup"]
    return Entry(**{**fields, "lookup": tuple(_texts(lookup)) if lookup else None})


def _covered(held: Mapping[str, object]) -> Covered:
    return Covered(**{**held, "months": _days(held["months"])})  # type: ignore[arg-type]


def _compared(held: Mapping[str, Any]) -> Compared:
    shared = tuple(Shared(**{**one, "months": tuple(_texts(one["months"]))}) for one in held["shared"])
    return Compared(**{**held, "shared": shared})


def _days(held: object) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in _texts(held))


def _texts(held: object) -> list[str]:
    if not isinstance(held, list):
        raise TypeError
    return [str(one) for one in held]
