"""Where the files of each format are published, for `peelian fetch`: a source of it needs no address of its own.

Pages rather than files, since addresses of attachments change with each release; names of files as they stood on the
pages in 2026. data.police.uk is not here: its archives are listed by the publisher (peelian/fetching/publishers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from peelian.sources.model import Fetch, Source

_GOV = "https://www.gov.uk/government"
_ONS = "https://www.ons.gov.uk/peoplepopulationandcommunity"
_CRIME = f"{_GOV}/statistical-data-sets/police-recorded-crime-and-outcomes-open-data-tables"
_POWERS = f"{_GOV}/collections/police-powers-and-procedures-england-and-wales"
_WORKFORCE = f"{_GOV}/collections/police-workforce-england-and-wales"
_ROADS = "https://data.dft.gov.uk/road-accidents-safety-data/dft-road-casualty-statistics"
_CENSUS = "https://www.nomisweb.co.uk/output/census/2021"

KNOWN: Mapping[str, Fetch] = {
    "home-office-crime": Fetch(page=_CRIME, attachments=("prc-pfa-*",)),
    "home-office-crime-by-partnership": Fetch(page=_CRIME, attachments=("prc-csp-*",)),
    # not the file of alternate offences, whose outcomes are in these already
    "home-office-outcomes": Fetch(page=_CRIME, attachments=("prc-outcomes-open-data-*",)),
    "home-office-searches": Fetch(page=_POWERS, attachments=("stop-search-open-data-tables-*",)),
    "home-office-arrests": Fetch(page=_POWERS, attachments=("arrests-open-data-tables-*",)),
    "home-office-workforce": Fetch(page=_WORKFORCE, attachments=("open-data-table-police-workforce-[0-9]*",)),
    "ons-severity-weights": Fetch(page=f"{_ONS}/crimeandjustice/datasets/crimeseverityscoredatatool"),
    "ons-mid-year-estimates": Fetch(
        page=f"{_ONS}/populationandmigration/populationestimates/datasets/"
        "populationestimatesforukenglandandwalesscotlandandnorthernireland"
    ),
    "ons-force-populations": Fetch(page=f"{_ONS}/crimeandjustice/datasets/policeforceareadatatables"),
    "census-ethnic-group": Fetch(address=f"{_CENSUS}/census2021-ts021.zip"),
    "census-households": Fetch(address=f"{_CENSUS}/census2021-ts041.zip"),
    "stats19-collisions": Fetch(address=f"{_ROADS}-collision-{{year}}.csv"),
    "stats19-casualties": Fetch(address=f"{_ROADS}-casualty-{{year}}.csv"),
    "stats19-vehicles": Fetch(address=f"{_ROADS}-vehicle-{{year}}.csv"),
}


def wanted(source: Source) -> Fetch | None:
    """The `fetch` of a source; what it leaves out is its publisher's. None where no address is known."""
    known, own = KNOWN.get(source.format), source.fetch
    if known is None or own is None or own.address is not None or own.page is not None:
        return own or known
    return replace(
        known, attachments=own.attachments or known.attachments, into=own.into, hosts=(*known.hosts, *own.hosts)
    )
