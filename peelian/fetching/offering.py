"""What a source offers to fetch: by its own `fetch`, else by its publisher, whose addresses are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from peelian.fetching.model import NotHad, Offer
from peelian.fetching.publishers import address, gov_uk, police_uk
from peelian.fetching.web import Web
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
    wanted = source.fetch
    if wrong := list(faults(source)):
        raise NotHad("; ".join(wrong))
    if wanted is not None and wanted.page is not None:
        yield from gov_uk.offers(id, wanted, web)
    elif wanted is not None and wanted.address is not None:
        yield from address.offers(id, source, wanted)
    elif source.format in PUBLISHERS:
        yield from PUBLISHERS[source.format](id, source, web)
