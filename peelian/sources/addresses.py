"""Where the files of each format are published, for `peelian fetch`: a source of it needs no address of its own.

Pages rather than files, since addresses of attachments change with each release; names of files as they stood on the
pages in 2026. data.police.uk is not here: its archives are listed by the publisher (peelian/fetching/publishers).
Which public source showed each address, and that no address was tried, stands in docs/decisions/0041.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from peelian.sources.model import Fetch, Source

_GOV = "https://www.gov.uk/government"
_ONS = "https://www.ons.gov.uk/peoplepopulationandcommunity"
_CRIME = f"{_GOV}/statistical-data-sets/police-recorded-crime-and-outcomes-open-data-tables"
_POWERS = f"{_GOV}/collections/police-powers-and-procedures-england-and-wales"
_SEARCHES_BEFORE = (
    f"{_GOV}/statistics/"
    "police-powers-and-procedures-stop-and-search-and-arrests-england-and-wales-year-ending-31-march-2021"
)
_WORKFORCE = f"{_GOV}/collections/police-workforce-england-and-wales"
_SEVERITY = f"{_ONS}/crimeandjustice/datasets/crimeseverityscoreexperimentalstatistics"
_SMALL_AREAS = (
    "/peoplepopulationandcommunity/populationandmigration/populationestimates/datasets/"
    "2011censuspopulationandhouseholdestimatesforwardsandoutputareasinenglandandwales"
)
_NOMIS = "https://www.nomisweb.co.uk"
_CENSUS = f"{_NOMIS}/output/census/2021"
_ROADS = "https://data.dft.gov.uk/road-accidents-safety-data/dft-road-casualty-statistics"

KNOWN: Mapping[str, Fetch] = {
    "home-office-crime": Fetch(page=_CRIME, attachments=("prc-pfa-*",)),
    "home-office-crime-by-partnership": Fetch(page=_CRIME, attachments=("prc-csp-*",)),
    # not the file of alternate offences, whose outcomes are in these already
    "home-office-outcomes": Fetch(page=_CRIME, attachments=("prc-outcomes-open-data-*",)),
    # the last issue of this form, to 2019/20; beside it lie that of 2020/21 on and one by outcome from 2016/17 on
    "home-office-stop-and-search": Fetch(
        page=_SEARCHES_BEFORE, attachments=("stop-search-open-data-tables-ppp-mar2020*",)
    ),
    "home-office-searches": Fetch(page=_POWERS, attachments=("stop-search-open-data-tables-*",)),
    "home-office-arrests": Fetch(page=_POWERS, attachments=("arrests-open-data-tables-*",)),
    "home-office-workforce": Fetch(page=_WORKFORCE, attachments=("open-data-table-police-workforce-[0-9]*",)),
    # one workbook has them all; the dataset crimeseverityscoredatatool beside it has the issue of June 2017
    "ons-severity-scores": Fetch(page=_SEVERITY),
    "ons-severity-totals": Fetch(page=_SEVERITY),
    "ons-severity-weights": Fetch(page=_SEVERITY),
    # the names of its issues of 2021 and 2026; files of this site lie on its host's machine
    "cambridge-harm-index": Fetch(
        page="https://www.cambridge-ebp.co.uk/the-chi",
        attachments=("*cchi*.xls*", "*harm-index*.xls*"),
        hosts=("static1.squarespace.com",),
    ),
    # all people (c_age 200) of both sexes (gender 0), as a number (measures 20100), by district or unitary authority as
    # of April 2023 (TYPE424), of 21 years: 8,000 cells or fewer, of the 25,000 that are given without a key
    "ons-population": Fetch(
        address=f"{_NOMIS}/api/v01/dataset/NM_2002_1.data.csv?geography=TYPE424&date=latestMINUS20-latest&gender=0"
        "&c_age=200&measures=20100&select=date_name,geography_name,geography_code,obs_value"
    ),
    "ons-mid-year-estimates": Fetch(
        page=f"{_ONS}/populationandmigration/populationestimates/datasets/"
        "populationestimatesforukenglandandwalesscotlandandnorthernireland"
    ),
    "ons-force-populations": Fetch(page=f"{_ONS}/crimeandjustice/datasets/policeforceareadatatables"),
    "census-ethnic-group": Fetch(address=f"{_CENSUS}/census2021-ts021.zip"),
    "census-households": Fetch(address=f"{_CENSUS}/census2021-ts041.zip"),
    "census-small-areas": Fetch(
        address=f"https://www.ons.gov.uk/file?uri={_SMALL_AREAS}/rft-table-php01-2011-msoas-and-lsoas.zip"
    ),
    "stats19-collisions": Fetch(address=f"{_ROADS}-collision-{{year}}.csv"),
    "stats19-casualties": Fetch(address=f"{_ROADS}-casualty-{{year}}.csv"),
    "stats19-vehicles": Fetch(address=f"{_ROADS}-vehicle-{{year}}.csv"),
}


@dataclass(frozen=True)
class ByHand:
    """Files that have to be had by hand: from which page, and why; `why` can end a sentence."""

    page: str
    why: str


BY_HAND: Mapping[str, ByHand] = {
    "answering-999": ByHand(
        "https://www.police.uk/pu/performance/",
        "no public source was seen that names a file behind the page of 999 performance data, or its headings",
    ),
}
"""Of the publishers' formats, those whose files have no address that is known."""


def wanted(source: Source) -> Fetch | None:
    """The `fetch` of a source; what it leaves out is its publisher's. None where no address is known."""
    known, own = KNOWN.get(source.format), source.fetch
    if known is None or own is None or own.address is not None or own.page is not None:
        return own or known
    return replace(
        known, attachments=own.attachments or known.attachments, into=own.into, hosts=(*known.hosts, *own.hosts)
    )
