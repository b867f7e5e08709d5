"""What a fetched file is called here: the last part of its address, in letters that every system takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatch
from urllib.parse import parse_qs, unquote, urlsplit

MOST_LETTERS = 150
_TAKEN = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


def file_name(address: str, otherwise: str) -> str:
    """Of an address or a name. Nothing in it leads to another folder; `otherwise` names what has no name.

    Addresses of www.ons.gov.uk are all of `/file` and name the file in `uri`.
    """
    parts = urlsplit(address)
    path = next(iter(parse_qs(parts.query).get("uri", ())), "") or unquote(parts.path)
    last = path.replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", last).strip(".-")
    if not name or _TAKEN.match(name):
        name = f"{otherwise}-{name}" if name else otherwise
    return name[-MOST_LETTERS:].lstrip(".-")


def fits(names: Iterable[str], patterns: Iterable[str]) -> bool:
    """Whether a name, such as a title or a file name, fits a pattern, whatever the capitals."""
    folded = [pattern.casefold() for pattern in patterns]
    return any(fnmatch(name.casefold(), pattern) for name in names for pattern in folded)


def with_day(name: str, day: str) -> str:
    """The name of a newer version of a file: the day before its ending."""
    stem, dot, ending = name.partition(".")
    return f"{stem}.{day}{dot}{ending}"
