"""The addresses that are known by format, and what a source may say beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from peelian.fetching.naming import fits
from peelian.fetching.offering import PUBLISHERS
from peelian.sources.addresses import BY_HAND, KNOWN, wanted
from peelian.sources.fetchable import faults
from peelian.sources.formats import SOURCES
from peelian.sources.model import Expect, Fetch, MonthSpan
from peelian.sources.settings import TABLELESS
from tests.unit.sources.raw_files import source

OF_ANYBODY = {
    "figures": "typed",
    "lookup": "any publisher",
    "tidy": "any publisher",
    "extract": "the force's own records",
}
TITLES = {  # as they stood on the pages in July 2026
    "home-office-crime": "prc-pfa-mar2013-onwards-tables-230726.ods",
    "home-office-crime-by-partnership": "prc-csp-mar21-sep25-tables-290126.ods",
    "home-office-outcomes": "prc-outcomes-open-data-mar2026-tables-230726.xlsx",
    "home-office-searches": "stop-search-open-data-tables-mar21-mar25.ods",
    "home-office-arrests": "arrests-open-data-tables-mar25.ods",
    "home-office-workforce": "open-data-table-police-workforce-220726.ods",
    "home-office-stop-and-search": "stop-search-open-data-tables-ppp-mar2020.ods",  # as on its page of 2021
    "cambridge-harm-index": "Cambridge-CCHI-2026-update.xlsx",
}
OTHERS = (
    "prc-outcomes-alternate-open-data-mar2017-to-mar2026-tables-230726.ods",
    "prc-firearms-outcomes-open-data-apr2024-to-mar2026-tables-230726.ods",
    "prc-supplementary-crime-outcomes-metrics-230726.xlsx",
    "open-data-table-police-workforce-functions-280126.ods",
    "stop-search-data-tables-summary-mar25.ods",
    "stop-search-open-data-tables-ppp.ods",
    "stop-search-open-data-tables-ppp-mar2021.ods",
    "Harm-scores-for-non-custodial-offences.pdf",
)
MEANT_FOR_MORE = {"home-office-searches"}  # of a page of today, on which there is no older issue


def test_every_format_has_an_address_or_a_reason_to_have_none() -> None:
    assert {*TABLELESS, *SOURCES} == set(KNOWN) | set(PUBLISHERS) | set(BY_HAND) | set(OF_ANYBODY)
    assert not (set(KNOWN) | set(PUBLISHERS)) & (set(BY_HAND) | set(OF_ANYBODY))
    assert all(one.page.startswith("https://") and one.why for one in BY_HAND.values())


@pytest.mark.parametrize("format", KNOWN)
def test_a_known_address_has_no_fault(format: str) -> None:
    one = source(format, expect=Expect(months=MonthSpan("2022-01", "2023-12")))
    assert list(faults(replace(one, fetch=wanted(one)))) == []


@pytest.mark.parametrize("format", TITLES)
def test_patterns_take_the_publishers_file_and_no_other(format: str) -> None:
    assert fits((TITLES[format],), KNOWN[format].attachments)
    others = [name for name in OTHERS if not (format in MEANT_FOR_MORE and name.startswith("stop-search-open-data"))]
    assert not any(fits((name,), KNOWN[format].attachments) for name in others)


def test_files_by_year_need_the_months() -> None:
    one = source("stats19-casualties", received=date(2024, 6, 30))
    (says,) = faults(replace(one, fetch=wanted(one)))
    assert says.startswith("fetch: address: give 'expect: months'")


def test_what_a_source_says_goes_before_what_is_known() -> None:
    one = source("home-office-crime", fetch=Fetch(attachments=("prc-pfa-mar2013*",), into="received/crime"))
    got = wanted(one)
    assert got is not None
    known = KNOWN["home-office-crime"]
    assert (got.page, got.attachments, got.into) == (known.page, ("prc-pfa-mar2013*",), "received/crime")
    own = Fetch(address="https://example.org/a.csv")
    assert wanted(replace(one, fetch=own)) == own
    assert wanted(source("tidy")) is None
