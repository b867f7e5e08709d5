"""Reads the author's words from PLAN/commentary: a folder for each edition or publication, a file for each chapter."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from peelian.errors import Unusable
from peelian.findings import Finding
from peelian.plan.files import entries, read
from peelian.plan.publication import Publication
from peelian.publications.commentary import Commentary, read_markdown

PLACE = "commentary"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def read_commentary(folder: Path, publication: Publication, name: str, edition: str) -> dict[str, Commentary]:
    """The author's words by chapter id: of the folder the publication names, else of commentary/EDITION, else of
    commentary/PUBLICATION; nothing where there is neither."""
    for candidate in (publication.commentary, edition, name):
        if candidate and not NAME.fullmatch(candidate):
            raise Unusable(f"'{candidate}' names no folder of commentary/; use letters, digits, dots and hyphens")
    there = word_folders(folder)
    if publication.commentary is not None and publication.commentary not in there:
        near = difflib.get_close_matches(publication.commentary, there, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(there) or 'none'}"
        raise Unusable(f"{PLACE}/{publication.commentary}: there is no such folder; {hint}")
    chosen = next((c for c in (publication.commentary, edition, name) if c in there), None)
    return read_words(folder, chosen) if chosen is not None else {}


def word_folders(folder: Path) -> list[str]:
    """The names of the folders in commentary/, in order."""
    return [entry.name for entry in entries(folder / PLACE) if entry.is_dir()]


def read_words(folder: Path, name: str) -> dict[str, Commentary]:
    """Every file of one folder of commentary, by chapter id. One that cannot be read, or is not UTF-8, is a finding."""
    found = {}
    for path in entries(folder / PLACE / name):
        if not path.name.endswith(".md"):
            continue
        file, data = f"{PLACE}/{name}/{path.name}", read(path, folder)
        if isinstance(data, str):
            found[path.stem] = Commentary(file, findings=(Finding("unreadable-file", f"{file}:1", data),))
            continue
        text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
        words = read_markdown(text, file)
        found[path.stem] = replace(words, findings=(*words.findings, *_encoding(data, file)))
    return found


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
