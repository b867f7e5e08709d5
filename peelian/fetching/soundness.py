"""Whether what was brought is the file it should be: the hash the server told, a file of its kind, whole."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from peelian.sources.kinds import WORDS, kind_by_bytes, kind_by_name

_CONTAINERS = ("zip", "xlsx", "ods")


def fault(path: Path, name: str, digests: Mapping[str, str]) -> str | None:
    """What is wrong with the file at `path`, to be called `name`; None where nothing is.

    `digests` are the headers Content-MD5 (RFC 1864), Digest (RFC 3230) and Repr-Digest (RFC 9530).
    """
    for algorithm, told in _told(digests):
        if _hashed(path, algorithm) != told:
            return f"its bytes are not those whose {algorithm} hash the server told; fetch it again"
    kind, by_name = kind_by_bytes(path), kind_by_name(name)
    if kind == "empty":
        return "it is empty; fetch it again later"
    if kind == "html":
        return "it is a web page, not the file: the address has moved, or asks for something; look at it in a browser"
    if kind == "broken-zip" and by_name in _CONTAINERS:
        return "it begins as a zip and has no end; fetch it again"
    if by_name is not None and kind != by_name and not (by_name == "zip" and kind in _CONTAINERS):
        return f"by its name it is {WORDS[by_name]}, and by its bytes {WORDS[kind]}; look at the address"
    return _damaged(path) if kind in _CONTAINERS else None


def _hashed(path: Path, algorithm: str) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.new(algorithm, usedforsecurity=False)).digest()


def _damaged(path: Path) -> str | None:
    """The first part of a zip whose check sum does not hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            wrong = archive.testzip()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        return f"its archive cannot be read ({error}); fetch it again"
    return f"its part {wrong} is damaged; fetch it again" if wrong else None


def _told(digests: Mapping[str, str]) -> list[tuple[str, bytes]]:
    """Pairs of an algorithm and the hash told for it, of the algorithms known."""
    found = []
    if "Content-MD5" in digests:
        found.append(("md5", digests["Content-MD5"]))
    for header in ("Digest", "Repr-Digest"):
        for name, value in re.findall(r"(sha-256|sha-512|md5)=:?([A-Za-z0-9+/=]+):?", digests.get(header, ""), re.I):
            found.append((name.lower().replace("sha-", "sha"), value))
    return [(name, digest) for name, value in found if (digest := _decoded(value))]


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
