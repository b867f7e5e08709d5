"""What a source offers to fetch: by its own `fetch`, else by its publisher, whose addresses are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from peelian.fetching.model import NotHad, Offer
from peelian.fetching.publishers import address, gov_uk, ons, police_uk, web_page
from peelian.fetching.web import Web
from peelian.sources.addresses import wanted
from peelian.sources.fetchable import faults
from peelian.sources.model import Source

PUBLISHERS: Mapping[str, Callable[[str, Source, Web], Iterator[Offer]]] = {
    "police-uk-street": police_uk.offers,
    "police-uk-outcomes": police_uk.offers,
    "police-uk-stop-and-search": police_uk.offers,
}
"""By format, the publishers whose files have addresses that need not be told."""


def offers_of(id: str, source: Source, web: Web) -> Iterator[Offer]:
    """The offers of a source; none where no address is known. Raises NotHad."""
    fetch = wanted(source)
    if wrong := list(faults(replace(source, fetch=fetch))):
        raise NotHad("; ".join(wrong))
    if fetch is not None and fetch.page is not None:
        site = next((site for site in (ons, gov_uk) if site.is_of(fetch.page)), None)
        yield from (web_page.offers if site is None else site.offers)(id, fetch, web)
    elif fetch is not None and fetch.address is not None:
        yield from address.offers(id, source, fetch)
    elif source.format in PUBLISHERS:
        yield from PUBLISHERS[source.format](id, source, web)
