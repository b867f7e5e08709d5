"""The files of a source: those its patterns name, and those inside the publisher's zips."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from peelian.findings import Finding
from peelian.snapshots import sha256_of
from peelian.sources import archives
from peelian.sources.arrivals import SUFFIX, Arrival, arrival_of
from peelian.sources.desk import Desk
from peelian.sources.kinds import WORDS, WORKBOOKS, Kind, kind_by_bytes, kind_by_name
from peelian.sources.model import Source
from peelian.sources.problems import Place, listed, shown
from peelian.sources.several import each

# Controls, a backslash (which parts folders on Windows) and bytes that are not UTF-8 (as Python reads them).
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]")


@dataclass(frozen=True)
class Received:
    """A file as it lies in the plan folder; `name` is its path from there, `arrival` what its sidecar says."""

    name: str
    path: Path
    sha256: str
    arrival: Arrival | None = None

    @property
    def fetched(self) -> str:
        """The time of its fetch; empty where it was put here by hand."""
        return self.arrival.fetched if self.arrival else ""


@dataclass(frozen=True)
class Given:
    """One file to read: a received file or a part of one. `name` is what people call it, `own` its last part.

    `path` holds plain bytes: text for CSV, the workbook for XLSX and ODS.
    """

    received: Received
    name: str
    own: str
    path: Path
    kind: str

    @property
    def place(self) -> Place:
        return Place(self.name)


def is_there(source: Source, folder: Path) -> bool:
    """Whether any file fits a pattern of the source. A pattern that may not stand there says so when it is read."""
    return any(_pattern_fault(pattern) or _paths(pattern, folder) for pattern in source.files)


def _paths(pattern: str, folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(pattern) if path.is_file() and not path.name.endswith(SUFFIX))


def find_files(patterns: tuple[str, ...], folder: Path, source: str) -> tuple[list[Received], list[Finding]]:
    """The files that a source's patterns name, each once, in the order of their names."""
    found: dict[str, Path] = {}
    findings = []
    for pattern in patterns:
        fault = _pattern_fault(pattern)
        if fault:
            findings.append(Finding("source-files", f"sources.yaml, {source}", f"{shown(pattern)} {fault}"))
            continue
        paths = _paths(pattern, folder)
        refused = {path: words for path in paths if (words := _path_fault(path, folder))}
        for path, words in refused.items():
            says = f"{shown(_relative(path, folder))} {words}"
            findings.append(Finding("source-files", f"sources.yaml, {source}", says))
        paths = [path for path in paths if path not in refused]
        if not paths and not refused:
            findings.append(_none_found(pattern, folder, source))
        for path in paths:
            found.setdefault(_relative(path, folder), path)
    hashes = each(sha256_of, (path for _, path in sorted(found.items())))
    received = []
    for (name, path), sha256 in zip(sorted(found.items()), hashes, strict=True):
        arrival, faults = arrival_of(path, sha256, name)
        received.append(Received(name, path, sha256, arrival))
        findings += faults
    return received, findings


def _path_fault(path: Path, folder: Path) -> str | None:
    if not path.resolve().is_relative_to(folder.resolve()):
        return "leads out of the plan folder; put the file itself there"
    if _ODD.search(_relative(path, folder)):
        return "holds a character that not every system can write in a name; rename the file"
    return None


def _pattern_fault(pattern: str) -> str | None:
    if not pattern or pattern.startswith(("/", "\\")) or re.match("[A-Za-z]:", pattern):
        return "is not a path from the plan folder; write one, such as data/*.csv"
    if ".." in re.split(r"[/\\]", pattern):
        return "leads out of the plan folder; put the files there and name them, such as data/*.csv"
    if "**" in pattern and any("**" in part and part != "**" for part in pattern.split("/")):
        return "has '**' beside other letters; write it as a folder of its own, such as data/**/*.csv"
    return None


def _none_found(pattern: str, folder: Path, source: str) -> Finding:
    parent = folder / Path(pattern).parent
    near = []
    if "*" not in str(parent) and parent.is_dir():
        names = [path.name for path in parent.iterdir()]
        near = difflib.get_close_matches(Path(pattern).name, names, n=1)
        if no_file := next(iter(sorted(folder.glob(pattern))), None):
            what = "a folder" if no_file.is_dir() else "no plain file, or a link that leads to none"
            says = f"{shown(_relative(no_file, folder))} is {what}; put the file itself there, or mend 'files'"
            return Finding("source-files", f"sources.yaml, {source}", says)
    hint = f"; there is {shown(near[0])}" if near else ""
    says = f"no file is called {shown(pattern)}{hint}. Put the file there, have it fetched (peelian fetch), or mend "
    return Finding("source-files", f"sources.yaml, {source}", f"{says}'files'")


def _relative(path: Path, folder: Path) -> str:
    """The path from the folder with forward slashes."""
    return Path(*path.parts[len(folder.parts) :]).as_posix()


def opened(received: Received, desk: Desk, wants: Callable[[str], bool], workbooks: bool) -> Iterator[Given | Finding]:
    """What there is to read in a received file: itself, unpacked, or the members of a zip that are wanted."""
    place = Place(received.name)
    kind = kind_by_bytes(received.path)
    by_name = kind_by_name(received.name)
    allowed = {"csv", "gzip", "zip"} | (set(WORKBOOKS) if workbooks else set())
    if kind == "encrypted":
        yield place.finding("source-password", "the workbook is protected by a password; save it without one")
    elif kind == "empty":
        yield place.finding("source-empty", "the file is empty (0 bytes); fetch it again")
    elif kind == "broken-zip" and by_name in ("zip", "xlsx", "ods"):
        yield place.finding("source-archive", f"{_cut(received.path)}; fetch it again")
    elif kind not in allowed or (by_name is not None and by_name != kind):
        yield _other_kind(received, kind, by_name, place, workbooks)
    elif kind == "gzip":
        yield from _gunzipped(received, desk, place)
    elif kind == "zip":
        yield from _unzipped(received, desk, place, wants, workbooks)
    else:
        yield Given(received, received.name, received.path.name, received.path, kind)


def _cut(path: Path) -> str:
    return f"it begins as a zip and has no end ({path.stat().st_size:,} bytes): it was cut off or damaged"


def _other_kind(received: Received, kind: Kind, by_name: Kind | None, place: Place, workbooks: bool) -> Finding:
    said = f"by its name {WORDS[by_name]}" if by_name else "of a kind that is not read here"
    with received.path.open("rb") as file:
        start = file.read(12).decode("cp1252", errors="replace")
    allowed = "CSV, .csv.gz, zip, XLSX, XLS or ODS" if workbooks else "CSV, .csv.gz or the publisher's zip"
    says = f"{said}, and its bytes ({shown(start)}) are {WORDS[kind]}; "
    do = "download the file itself" if kind == "html" else "rename it or save it anew"
    return place.finding("source-kind", f"{says}{do}: {allowed} can be read")


def _gunzipped(received: Received, desk: Desk, place: Place) -> Iterator[Given | Finding]:
    out = desk.new_file(".csv")
    try:
        archives.gunzip(received.path, out)
    except archives.Refused as refused:
        yield place.finding("source-archive", str(refused))
        return
    yield Given(received, received.name, re.sub(r"(?i)\.gz$", "", received.path.name), out, "csv")


def _unzipped(
    received: Received, desk: Desk, place: Place, wants: Callable[[str], bool], workbooks: bool
) -> Iterator[Given | Finding]:
    try:
        archive = archives.open_zip(received.path)
    except archives.Refused as refused:
        yield place.finding("source-archive", str(refused))
        return
    with archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        wanted = [name for name in names if wants(name.rsplit("/", 1)[-1])]
        if not wanted:
            says = f"no file in the zip is one of this source; it holds {listed(names, 3) or 'nothing'}"
            yield place.finding("source-files", f"{says}. Look at 'format' and 'force', or fetch the right zip")
        for name in wanted:
            by_name = kind_by_name(name)
            book = by_name if workbooks and by_name in WORKBOOKS else None
            out = desk.new_file(f".{book or 'csv'}")
            try:
                archives.unzip(archive, name, out)
            except archives.Refused as refused:
                yield place.finding("source-archive", str(refused))
                continue
            if book is not None and (kind := kind_by_bytes(out)) != book:
                says = f"by its name {WORDS[book]}, and by its bytes {WORDS[kind]}; fetch the zip again"
                yield Place(f"{received.name}/{name}").finding("source-kind", says)
                continue
            yield Given(received, f"{received.name}/{name}", name.rsplit("/", 1)[-1], out, book or "csv")
