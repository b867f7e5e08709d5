"""Reads the author's words from PLAN/commentary: a folder for each edition or publication, a file for each chapter."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from peelian.editions.shape import is_folder_name
from peelian.errors import Unusable
from peelian.findings import Finding
from peelian.plan.files import entries, read
from peelian.plan.publication import Publication
from peelian.publications.commentary import Commentary, read_markdown

PLACE = "commentary"


def read_commentary(folder: Path, publication: Publication, name: str, edition: str) -> dict[str, Commentary]:
    """The author's words by chapter id: of the folder the publication names, else of commentary/EDITION, else of
    commentary/PUBLICATION; nothing where there is neither."""
    there = word_folders(folder)
    if publication.commentary is not None and publication.commentary not in there:
        near = difflib.get_close_matches(publication.commentary, there, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(there) or 'none'}"
        raise Unusable(f"{PLACE}/{publication.commentary}: there is no such folder; {hint}")
    chosen = chosen_folder(folder, publication, name, edition)
    return read_words(folder, chosen) if chosen is not None else {}


def chosen_folder(folder: Path, publication: Publication | None, name: str, edition: str) -> str | None:
    """The folder of commentary/ that this edition has its words from, if there is one."""
    candidates = [c for c in (publication.commentary if publication else None, edition, name) if c]
    for candidate in candidates:
        if not is_folder_name(candidate):
            raise Unusable(f"'{candidate}' names no folder of commentary/; use letters, digits, dots and hyphens")
    return next((c for c in candidates if c in word_folders(folder)), None)


def word_folders(folder: Path) -> list[str]:
    """The names of the folders in commentary/, in order."""
    return [entry.name for entry in entries(folder / PLACE) if entry.is_dir()]


def read_words(folder: Path, name: str) -> dict[str, Commentary]:
    """Every file of one folder of commentary, by chapter id. One that cannot be read, or is not UTF-8, is a finding."""
    found = {}
    for path in word_files(folder, name):
        file, data = f"{PLACE}/{name}/{path.name}", read(path, folder)
        if isinstance(data, str):
            found[path.stem] = Commentary(file, findings=(Finding("unreadable-file", f"{file}:1", data),))
            continue
        text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
        words = read_markdown(text, file)
        found[path.stem] = replace(words, findings=(*words.findings, *_encoding(data, file)))
    return found


def word_files(folder: Path, name: str) -> list[Path]:
    """The files of one folder of commentary, in order."""
    return [path for path in entries(folder / PLACE / name) if path.name.endswith(".md")]


def words_not_read(folder: Path) -> Iterator[Finding]:
    """What lies in commentary/ and is not read, for its name or its place."""
    for entry in entries(folder / PLACE):
        where = f"{PLACE}/{entry.name}"
        if not entry.is_dir():
            says = "it is not read; words lie in a folder named after their edition or publication"
            yield Finding("not-read", f"{where}:1", says, "warning")
            continue
        for path in entries(entry):
            if path.is_dir() and any(inner.name.endswith(".md") for inner in entries(path)):
                says = f"folders inside {where} are not read; put the files in {where} itself"
                yield Finding("not-read", f"{where}/{path.name}", says, "warning")
            elif path.is_file() and not path.name.endswith(".md"):
                says = "it is not read; words lie in files that end in .md"
                yield Finding("not-read", f"{where}/{path.name}:1", says, "warning")


def _encoding(data: bytes, file: str) -> Iterator[Finding]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        says = f"byte {data[error.start]:#04x} is not UTF-8; save the file as UTF-8"
        yield Finding("commentary-form", f"{file}:{line}", says)
