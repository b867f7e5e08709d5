"""Any page of the web: the files that it links to today.

What the page's HTML links to is looked at, and nothing that a program draws into it later. A link may lead to the
page's own machine or to those that are named.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from peelian.fetching.model import NotHad, Offer
from peelian.fetching.naming import file_name, fits
from peelian.fetching.web import Web
from peelian.sources.kinds import kind_by_name
from peelian.sources.model import Fetch

MOST_NAMED = 12


def offers(id: str, fetch: Fetch, web: Web) -> Iterator[Offer]:
    """The linked files whose names fit the source's patterns. Raises NotHad, with the files there are, where none does.

    The same file linked twice is one.
    """
    assert fetch.page is not None
    page, body = web.whole(fetch.page, fetch.hosts)
    links = dict.fromkeys(urljoin(page, href) for href in _links(body.decode("utf-8", errors="replace")))
    named = {link: file_name(link, id) for link in links if link.startswith(("https:", "http:"))}
    chosen = {link: name for link, name in named.items() if fits((name,), fetch.attachments)}
    if not chosen:
        files = [name for name in named.values() if kind_by_name(name) is not None]
        there = ", ".join(files[:MOST_NAMED]) or "no file; a program may draw its links: look at it in a browser"
        raise NotHad(f"no link of {fetch.page} fits {', '.join(fetch.attachments)}; it links to: {there}")
    allowed = {urlsplit(page).hostname, *fetch.hosts}
    for link, name in chosen.items():
        if (host := urlsplit(link).hostname) not in allowed:
            says = f"{fetch.page} links to {link}; if {host} is the publisher's, name it under 'fetch: hosts'"
            raise NotHad(says)
        yield Offer(link, name, fetch.into or f"received/{id}", hosts=fetch.hosts)


def _links(html: str) -> list[str]:
    reader = _Links()
    reader.feed(html)
    reader.close()
    return reader.found


class _Links(HTMLParser):
    """Collects where the links of a page lead, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value.strip() for name, value in attrs if tag == "a" and name == "href" and value]
