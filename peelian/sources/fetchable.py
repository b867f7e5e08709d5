"""What is wrong with `fetch` of a source, before anything is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from peelian.sources.addresses import wanted
from peelian.sources.model import Fetch, Source
from peelian.sources.problems import shown

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_THIS_MACHINE = ("127.0.0.1", "localhost")


def faults(source: Source) -> Iterator[str]:
    """In words that follow "sources.yaml, ID:"."""
    if source.fetch is None:
        return
    fetch = wanted(source)
    assert fetch is not None
    if fetch.address is not None and fetch.page is not None:
        yield "fetch: has an address and a page; keep one"
    for name, told in (("address", fetch.address), ("page", fetch.page)):
        if told is not None and not _safe(told):
            says = "is no https address; write it in full, such as https://www.example.org/file.csv"
            yield f"fetch: {name}: {shown(told)} {says}"
    yield from _page_faults(fetch)
    if fetch.address is not None:
        unknown = set(re.findall(r"{[^}]*}?", fetch.address)) - {"{year}", "{month}"}
        if unknown:
            named = ", ".join(sorted(map(shown, unknown)))
            yield f"fetch: address: {named} is not known; there are {{year}} and {{month}}"
        elif "{" in fetch.address and source.expect.months is None:
            yield "fetch: address: give 'expect: months', so that it is known which years or months there are"
    if fetch.into is not None and not _below(fetch.into):
        yield f"fetch: into: {shown(fetch.into)} is no folder of the plan folder; write one, such as received/calls"
    for host in fetch.hosts:
        if not _HOST.fullmatch(host):
            yield f"fetch: hosts: {shown(host)} is no name of a machine; write it as files.example.org"


def _page_faults(fetch: Fetch) -> Iterator[str]:
    if fetch.page is None:
        if fetch.attachments:
            yield "fetch: attachments are those of a page; give 'page' too"
        return
    if not _safe(fetch.page):
        return
    host = urlsplit(fetch.page).hostname
    if not fetch.attachments and host not in ("www.ons.gov.uk", *_THIS_MACHINE):
        yield "fetch: attachments is empty; name some by title or file name, such as '*open data*.ods'"


def _safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and parts.username is None and (parts.port or 1) > 0
    except ValueError:
        return False
    return named and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE))


def _below(folder: str) -> bool:
    """Whether it is a path that every system can write and that stays in the plan folder."""
    parts = PurePosixPath(folder).parts
    return bool(parts) and all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", part) for part in parts)
