"""The addresses that are known by format, and what a source may say beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fnmatch import fnmatch

import pytest

from peelian.fetching.offering import PUBLISHERS
from peelian.sources.addresses import KNOWN, wanted
from peelian.sources.fetchable import faults
from peelian.sources.formats import SOURCES
from peelian.sources.model import Expect, Fetch, MonthSpan
from peelian.sources.settings import TABLELESS
from tests.unit.sources.raw_files import source

BY_HAND = {
    "figures": "typed",
    "lookup": "any publisher",
    "tidy": "any publisher",
    "extract": "the force's own records",
    "answering-999": "the file lies behind a page that builds it",
    "home-office-stop-and-search": "no newer issue in this form",
    "ons-severity-scores": "read from a tidy copy of the tables",
    "ons-severity-totals": "read from a tidy copy of the tables",
    "census-small-areas": "no newer issue in this form",
    "ons-population": "read from a tidy copy of the tables",
    "cambridge-harm-index": "terms are accepted on its page",
}
TITLES = {  # as they stood on the pages in July 2026
    "home-office-crime": "prc-pfa-mar2013-onwards-tables-230726.ods",
    "home-office-crime-by-partnership": "prc-csp-mar21-sep25-tables-290126.ods",
    "home-office-outcomes": "prc-outcomes-open-data-mar2026-tables-230726.xlsx",
    "home-office-searches": "stop-search-open-data-tables-mar21-mar25.ods",
    "home-office-arrests": "arrests-open-data-tables-mar25.ods",
    "home-office-workforce": "open-data-table-police-workforce-220726.ods",
}
OTHERS = (
    "prc-outcomes-alternate-open-data-mar2017-to-mar2026-tables-230726.ods",
    "prc-firearms-outcomes-open-data-apr2024-to-mar2026-tables-230726.ods",
    "prc-supplementary-crime-outcomes-metrics-230726.xlsx",
    "open-data-table-police-workforce-functions-280126.ods",
    "stop-search-data-tables-summary-mar25.ods",
)


def test_every_format_has_an_address_or_a_reason_to_have_none() -> None:
    assert {*TABLELESS, *SOURCES} == set(KNOWN) | set(PUBLISHERS) | set(BY_HAND)
    assert not (set(KNOWN) | set(PUBLISHERS)) & set(BY_HAND)


@pytest.mark.parametrize("format", KNOWN)
def test_a_known_address_has_no_fault(format: str) -> None:
    one = source(format, expect=Expect(months=MonthSpan("2022-01", "2023-12")))
    assert list(faults(replace(one, fetch=wanted(one)))) == []


@pytest.mark.parametrize("format", TITLES)
def test_patterns_take_the_publishers_file_and_no_other(format: str) -> None:
    (pattern,) = KNOWN[format].attachments
    assert fnmatch(TITLES[format], pattern)
    assert not any(fnmatch(name, pattern) for name in OTHERS)


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
