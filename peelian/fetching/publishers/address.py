"""Any address that sources.yaml names: of one file, or of a file for each year or month that the source covers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from peelian.fetching.model import Offer
from peelian.fetching.naming import file_name
from peelian.sources.model import Fetch, Source
from peelian.sources.settings import span_of


def offers(id: str, source: Source, fetch: Fetch) -> Iterator[Offer]:
    """One offer, or one for each year or month in the address."""
    assert fetch.address is not None
    into = fetch.into or f"received/{id}"
    for address in dict.fromkeys(filled(fetch.address, month) for month in _months(source, fetch.address)):
        yield Offer(address, file_name(address, id), into, hosts=fetch.hosts)


def filled(address: str, month: date) -> str:
    """The address of a month: {year} as 2024, {month} as 2024-03."""
    return address.replace("{year}", f"{month:%Y}").replace("{month}", f"{month:%Y-%m}")


def _months(source: Source, address: str) -> tuple[date, ...]:
    if source.expect.months is None or "{" not in address:
        return (date.min,)
    return span_of(source.expect.months) or ()
