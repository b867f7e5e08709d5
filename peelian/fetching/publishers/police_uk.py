"""data.police.uk: an archive for each month, of all forces and the 36 months up to it.

Addresses as the publisher documents them: https://data.police.uk/about/ ("Data Download") and, for the months there
are, https://data.police.uk/docs/method/crimes-street-dates/. The archive lies on another machine, to which the address
leads. An archive has about 1.7 GB; newer ones hold newer outcomes of older months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelian.fetching.model import NotHad, Offer
from peelian.fetching.web import Web
from peelian.sources.model import Source

FOLDER = "received/police-uk"
MONTHS = "https://data.police.uk/api/crimes-street-dates"
ARCHIVE = "https://data.police.uk/data/archive/{month}.zip"
HOSTS = ("policeuk-data.s3.amazonaws.com",)
HELD = 36  # months in an archive


def offers(id: str, source: Source, web: Web) -> Iterator[Offer]:
    """The newest archive and as many before it as the source's months need. Raises NotHad."""
    newest = _newest(web.listed(MONTHS))
    first = _number(source.expect.months.first) if source.expect.months else newest
    into = source.fetch.into if source.fetch and source.fetch.into else FOLDER
    last = newest
    while True:
        month = f"{last // 12:04d}-{last % 12 + 1:02d}"
        yield Offer(ARCHIVE.format(month=month), f"{month}.zip", into, hosts=HOSTS)
        last -= HELD
        if last < first:
            return


def _newest(listed: object) -> int:
    """The newest month of the list, counted from the year 0."""
    dates = [one.get("date") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    months = [text for text in dates if isinstance(text, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text)]
    if not months:
        raise NotHad(f"{MONTHS}: no months in the list; look at the page")
    return _number(max(months))


def _number(month: str) -> int:
    year, of_year = month.split("-")
    return int(year) * 12 + int(of_year) - 1
