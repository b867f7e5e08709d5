"""Pages of www.gov.uk: the attachments that the page has today, as its content API lists them.

Addresses of attachments change with each release; the page's does not. The API: https://content-api.publishing.service.
gov.uk/ (`/api/content/PATH`: `details.attachments` with `title`, `filename`, `url`, `file_size`; `public_updated_at`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatch
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from peelian.fetching.model import NotHad, Offer
from peelian.fetching.naming import file_name
from peelian.fetching.web import Web
from peelian.sources.model import Fetch

HOST = "www.gov.uk"
HOSTS = ("assets.publishing.service.gov.uk",)
MOST_NAMED = 12


def offers(id: str, fetch: Fetch, web: Web) -> Iterator[Offer]:
    """The attachments that fit the source's patterns. Raises NotHad, with the titles there are, where none does."""
    assert fetch.page is not None
    parts = urlsplit(fetch.page)
    api = urlunsplit((parts.scheme, parts.netloc, f"/api/content{parts.path.rstrip('/')}", "", ""))
    page = web.listed(api)
    published = _day(page.get("public_updated_at")) if isinstance(page, dict) else None
    listed = [one for one in _attachments(page) if isinstance(one.get("url"), str)]
    chosen = [one for one in listed if _fits(one, fetch.attachments)]
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
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _fits(attachment: dict[str, Any], patterns: tuple[str, ...]) -> bool:
    names = [str(attachment.get(key) or "").casefold() for key in ("title", "filename")]
    return any(fnmatch(name, pattern.casefold()) for name in names for pattern in patterns)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
