"""Pages of www.gov.uk: the attachments that the page has today, as its content API lists them.

Addresses of attachments change with each release; the page's does not. A page may also be a collection, such as that of
all years of a statistic: then its documents are looked at, the newest first, until one has such an attachment. The API:
https://content-api.publishing.service.gov.uk/ (`/api/content/PATH`: `details.attachments` with `title`, `filename`,
`url`, `file_size`; `public_updated_at`; of a collection `links.documents` with `base_path`).
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

HOST = "www.gov.uk"
MARK = "/government/"
HOSTS = ("assets.publishing.service.gov.uk",)
MOST_NAMED = 12
MOST_DOCUMENTS = 8


def is_of(page: str) -> bool:
    """A page of www.gov.uk, or of a server on this machine that plays it."""
    parts = urlsplit(page)
    return parts.hostname == HOST or (parts.hostname in THIS_MACHINE and parts.path.startswith(MARK))


def offers(id: str, fetch: Fetch, web: Web) -> Iterator[Offer]:
    """The attachments that fit the source's patterns. Raises NotHad, with the titles there are, where none does."""
    assert fetch.page is not None
    parts = urlsplit(fetch.page)
    page = web.listed(_api(fetch.page, parts.path))
    listed = _attachments(page)
    chosen = [one for one in listed if _fits(one, fetch.attachments)]
    for path in _documents(page)[:MOST_DOCUMENTS]:
        if chosen:
            break
        page = web.listed(_api(fetch.page, path))
        more = _attachments(page)
        listed += more
        chosen = [one for one in more if _fits(one, fetch.attachments)]
    published = _day(page.get("public_updated_at")) if isinstance(page, dict) else None
    if not chosen:
        titles = [str(one.get("title") or one.get("filename")) for one in listed]
        named = "; ".join(f"'{title}'" for title in titles[:MOST_NAMED]) or "none"
        raise NotHad(f"no attachment of {fetch.page} fits {', '.join(fetch.attachments)}; it has: {named}")
    for one in chosen:
        size = one.get("file_size")
        yield Offer(
            one["url"],
            file_name(str(one.get("filename") or one["url"]), id),
            fetch.into or f"received/{id}",
            published,
            size if isinstance(size, int) and not isinstance(size, bool) else None,
            (*HOSTS, *fetch.hosts),
        )


def _attachments(page: Any) -> list[dict[str, Any]]:
    details = page.get("details") if isinstance(page, dict) else None
    found = details.get("attachments") if isinstance(details, dict) else None
    entries = found if isinstance(found, list) else []
    return [one for one in entries if isinstance(one, dict) and isinstance(one.get("url"), str)]


def _documents(page: Any) -> list[str]:
    """The paths of a collection's documents, the newest first; none of another page."""
    links = page.get("links") if isinstance(page, dict) else None
    found = links.get("documents") if isinstance(links, dict) else None
    dated = [
        (str(one.get("public_updated_at") or ""), path)
        for one in (found if isinstance(found, list) else ())
        if isinstance(one, dict) and isinstance(path := one.get("base_path"), str) and path.startswith("/")
    ]
    return [path for _, path in sorted(dated, key=lambda one: one[0], reverse=True)]


def _api(page: str, path: str) -> str:
    """The address of what the content API says of a page on the same machine."""
    parts = urlsplit(page)
    return urlunsplit((parts.scheme, parts.netloc, f"/api/content{path.rstrip('/')}", "", ""))


def _fits(attachment: dict[str, Any], patterns: tuple[str, ...]) -> bool:
    return fits([str(attachment.get(key) or "") for key in ("title", "filename")], patterns)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
