"""Dataset pages of www.ons.gov.uk: the files that the page has today.

Every page has its content as JSON at its address with /data behind it; that of a dataset's edition lists `downloads`,
each with the name of a `file`, which lies at /file?uri=PAGE/NAME (so programs read it that fetch from there). A dataset
without an edition in its address is asked for the `current` one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from peelian.fetching.model import NotHad, Offer
from peelian.fetching.naming import file_name, fits
from peelian.fetching.web import THIS_MACHINE, Web
from peelian.sources.model import Fetch

HOST = "www.ons.gov.uk"
MARK = "/datasets/"


def is_of(page: str) -> bool:
    """A page of www.ons.gov.uk, or of a server on this machine that plays it."""
    parts = urlsplit(page)
    return parts.hostname == HOST or (parts.hostname in THIS_MACHINE and MARK in parts.path)


def offers(id: str, fetch: Fetch, web: Web) -> Iterator[Offer]:
    """The files of the page that fit the source's patterns, all where it has none. Raises NotHad where none does."""
    assert fetch.page is not None
    parts = urlsplit(fetch.page)
    path = parts.path.rstrip("/")
    if "/" not in path.rpartition(MARK)[2]:
        path += "/current"
    page = web.listed(urlunsplit((parts.scheme, parts.netloc, f"{path}/data", "", "")))
    names = list(_names(page))
    chosen = [name for name in names if not fetch.attachments or fits((name,), fetch.attachments)]
    if not chosen:
        wanted = f"fits {', '.join(fetch.attachments)}" if fetch.attachments else "is listed"
        raise NotHad(f"no file of {fetch.page} {wanted}; it has: {', '.join(names) or 'none'}")
    for name in chosen:
        address = urlunsplit((parts.scheme, parts.netloc, "/file", f"uri={path}/{name}", ""))
        into = fetch.into or f"received/{id}"
        yield Offer(address, file_name(name, id), into, _published(page), hosts=fetch.hosts)


def _names(page: Any) -> Iterator[str]:
    listed = page.get("downloads") if isinstance(page, dict) else None
    for one in listed if isinstance(listed, list) else ():
        name = one.get("file") if isinstance(one, dict) else None
        if isinstance(name, str) and name and "/" not in name:
            yield name


def _published(page: Any) -> date | None:
    about = page.get("description")
    try:
        return date.fromisoformat(str(about.get("releaseDate") if isinstance(about, dict) else "")[:10])
    except ValueError:
        return None
