"""Formats whose publisher's address is known, from its page to the rows: a server here plays the publisher.

The files are made by hand in the publisher's layout, as public programs that read it show it (docs/decisions/0041).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from peelian.fetching.model import Outcome
from peelian.sources.addresses import KNOWN
from peelian.sources.model import AreaCodes, Expect, Source
from peelian.sources.store import Loaded, load
from tests.unit.fetching import publisher as server
from tests.unit.fetching.publisher import Answer, Publisher
from tests.unit.fetching.test_fetch import fetched, the_one
from tests.unit.sources.open_data.raw import AREAS, HARM, SEARCHES, SMALL_AREAS, Raw
from tests.unit.sources.open_data.test_publishers_workbooks import NOTES, SEARCHED, cells
from tests.unit.sources.raw_files import ods_of, rows_of, source, xlsx, zipped

TAG = {"ETag": '"v1"', "Last_Modified": "Tue, 09 Dec 2025 09:30:00 GMT"}


@pytest.fixture
def there() -> Iterator[Publisher]:
    with server.publisher() as one:
        yield one


def of(format: str, there: Publisher, **more: Any) -> Source:
    """A source of the format, whose publisher is the server here: only the machine of the address is another."""
    known = KNOWN[format]
    here = {
        name: there.address + asked(told)
        for name, told in (("page", known.page), ("address", known.address))
        if told is not None
    }
    more = {"expect": Expect(whole=False), "received": date(2026, 11, 1), **more}
    return source(format, ("received/counts/*",), fetch=replace(known, **here), **more)


def asked(address: str) -> str:
    """What a server is asked of an address."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def loaded(folder: Path, one: Source) -> Loaded:
    return load({"counts": one}, folder, folder / "store", AREAS)


def brought(folder: Path, there: Publisher, one: Source, path: str, *answers: Answer) -> Outcome:
    """The one file of the source, which the publisher has at this path."""
    there.at(path, *answers)
    outcome = the_one(fetched(folder, one))
    assert (outcome.what, outcome.says) == ("new", "")
    return outcome


def on_gov_uk(there: Publisher, format: str, names: Mapping[str, str]) -> None:
    """The page of the format, with attachments of these names and titles."""
    page = KNOWN[format].page
    assert page is not None
    listed = [
        {"title": title, "filename": name, "url": f"{there.address}/uploads/1/{name}"} for name, title in names.items()
    ]
    told = {"public_updated_at": "2022-05-05T09:30:00+01:00", "details": {"attachments": listed}}
    there.at(f"/api/content{urlsplit(page).path}", server.status(200, json.dumps(told).encode()))


def on_ons(there: Publisher, format: str, *names: str) -> str:
    """The dataset of the format, with files of these names; gives the path of the first."""
    page = KNOWN[format].page
    assert page is not None
    path = f"{urlsplit(page).path}/current"
    told = {
        "downloads": [{"file": name} for name in names],
        "description": {"releaseDate": "2025-12-09T09:30:00.000Z"},
    }
    there.at(f"{path}/data", server.status(200, json.dumps(told).encode()))
    return f"/file?uri={path}/{names[0]}"


def test_searches_to_2019_20_come_from_the_page_that_has_their_last_issue(tmp_path: Path, there: Publisher) -> None:
    wanted = "stop-search-open-data-tables-ppp-mar2020.ods"
    others = {
        "stop-search-open-data-tables-ppp-mar2021.ods": "Stop and search open data, 2021",
        "stop-search-open-data-tables-ppp.ods": "Stop and search open data by outcome",
        "stop-search-data-tables-outcomes-ppp-mar2021.ods": "Stop and search summary tables",
    }
    on_gov_uk(there, "home-office-stop-and-search", {**others, wanted: "Stop and search open data, 2007 to 2020"})
    table = cells(SEARCHES, SEARCHED)
    for row in table[1:]:
        row[0] = {"2022-03-31": "2018/19", "2023-03-31": "2019/20"}[row[0]]
    book = ods_of({"Contents": NOTES, "S&S_OD": table})
    one = of("home-office-stop-and-search", there)
    outcome = brought(tmp_path, there, one, f"/uploads/1/{wanted}", server.serves(book, **TAG))
    assert outcome.path == f"received/counts/{wanted}"
    got = loaded(tmp_path, one)
    assert got.findings == ()
    assert got.snapshots[0].facts.published == date(2022, 5, 5)
    assert rows_of(got, "counts", "strftime(month, '%Y-%m'), area, searches") == [
        ("2019-03", "middle", 8),
        ("2019-03", "middle", 120),
        ("2019-03", "middle", None),
        ("2020-03", "capital", 900),
        ("2020-03", "middle", 33),
    ]


YEARS = tuple(f"Apr '{year % 100:02} to \nMar '{year % 100 + 1:02}" for year in (2020, 2021, 2022))
TOTAL, ROBBERY = "Total recorded crime", "Robbery"
DATA_TOOL: list[list[Any]] = [
    ["Crime Severity Score and rates of offences, by region and police force area"],
    ["Offence group", "Code", "Name", *YEARS, "Jan '23 to \nDec '23", None, *YEARS],
    [TOTAL, "K04000001", "ENGLAND AND WALES", 15.25, 15.5, 16, 16.5, None, 80, 81, 82],
    [TOTAL, "E23000014", "West Midlands", 20.125, 20.5, 21, 21.5, None, 90, 91, 92],
    [ROBBERY, "E23000014", "West Midlands", 2.5, 2.25, 2, 1.5, None, 1, 1, 1],
    [TOTAL, "E23000034", "City of London", ":", ":", ":", ":", None, ":", ":", ":"],
    [None],
    ["1. A note below the table."],
]


@pytest.fixture
def tool() -> bytes:
    return xlsx(DATA_TOOL, "Data - reg + pfa", more=("Cover sheet", "List of weights"))


def test_severity_scores_come_from_the_ons_data_tool(tmp_path: Path, there: Publisher, tool: bytes) -> None:
    one = of("ons-severity-scores", there)
    path = on_ons(there, "ons-severity-scores", "datatool.xlsx")
    outcome = brought(tmp_path, there, one, path, server.cuts(tool, 900, **TAG), server.serves(tool, **TAG))
    assert outcome.path == "received/counts/datatool.xlsx"
    got = loaded(tmp_path, one)
    assert got.findings == ()
    assert got.snapshots[0].facts.published == date(2025, 12, 9)
    assert rows_of(got, "counts", "strftime(month, '%Y-%m'), area, offence_group, severity_score") == [
        (f"{year}-03", "middle", group, Decimal(score))
        for year, *scores in (("2021", "2.5", "20.125"), ("2022", "2.25", "20.5"), ("2023", "2", "21"))
        for group, score in zip((ROBBERY, TOTAL), scores, strict=True)
    ]


def test_scores_of_all_crime_are_those_rows_of_the_same_workbook(tmp_path: Path, there: Publisher, tool: bytes) -> None:
    one = of("ons-severity-totals", there, areas=AreaCodes("code", values={"E23000034": "capital"}, else_="leave-out"))
    path = on_ons(there, "ons-severity-totals", "datatool.xlsx")
    brought(tmp_path, there, one, path, server.serves(tool, **TAG))
    got = loaded(tmp_path, one)
    assert got.findings == ()
    asked_for = "strftime(month, '%Y-%m'), area, offence_group, severity_score"
    assert rows_of(got, "counts", asked_for, "area, month") == [
        ("2021-03", "capital", TOTAL, None),
        ("2022-03", "capital", TOTAL, None),
        ("2023-03", "capital", TOTAL, None),
        ("2021-03", "middle", TOTAL, Decimal("20.125")),
        ("2022-03", "middle", TOTAL, Decimal("20.5")),
        ("2023-03", "middle", TOTAL, Decimal(21)),
    ]


def test_severity_weights_come_from_the_same_workbook(tmp_path: Path, there: Publisher) -> None:
    rows = [["List of weights"], [None, "a note"], [None, "Offence code", "Offence", "Weight"]]
    rows += [["Robbery", "34A", "Robbery of business property", 812.25], [None, "34B", "Robbery of the person", 746]]
    book = xlsx(rows, "List of weights", more=("Data - reg + pfa",))
    one = of("ons-severity-weights", there, as_at=date(2025, 3, 31))
    path = on_ons(there, "ons-severity-weights", "cssdatatool.xlsx")
    brought(tmp_path, there, one, path, server.serves(book, **TAG))
    got = loaded(tmp_path, one)
    assert got.findings == ()
    assert rows_of(got, "counts", "offence_code, weight") == [("34A", Decimal("812.25")), ("34B", Decimal(746))]


@pytest.mark.parametrize("name", ["Cambridge-CCHI-2026-update.xlsx", "Cambridge-Crime-Harm-Index-updated-2021.xlsx"])
def test_the_harm_index_is_the_workbook_that_its_page_links_to(tmp_path: Path, there: Publisher, name: str) -> None:
    page = f"""<html><p>The index is freely available to download <a href="/s/{name}">here</a>.
    An overview of new offences is <a href="/s/Overview-of-new-offences.docx">here</a>, and how scores are made
    <a href="/s/Harm-scores-for-non-custodial-offences.pdf">here</a>. <a href="/contact">Write to us</a></html>"""
    there.at("/the-chi", server.status(200, page.encode(), Content_Type="text/html;charset=utf-8"))
    header, *rows = cells(HARM)
    book = xlsx([header, *rows], "CCHI 2026 values sheet", more=("Cover page", "Expired offences"))
    there.at(f"/static/1/{name}", server.serves(book, **TAG))
    elsewhere = there.address.replace("127.0.0.1", "localhost")
    one = of("cambridge-harm-index", there, as_at=date(2026, 2, 1))
    assert one.fetch is not None
    there.at(f"/s/{name}", server.leads(f"{elsewhere}/static/1/{name}"))
    refused = the_one(fetched(tmp_path, replace(one, fetch=replace(one.fetch, hosts=()))))
    assert "leads on to localhost" in refused.says
    one = replace(one, fetch=replace(one.fetch, hosts=("localhost",)))  # as the known one names its host's machine
    assert the_one(fetched(tmp_path, one)).path == f"received/counts/{name}"
    got = loaded(tmp_path, one)
    assert got.findings == ()
    assert rows_of(got, "counts", "offence_code, weight", "urn") == [
        ("34A", Decimal(365)),
        ("56A", Decimal("912.5")),
        ("99", None),
    ]


NOMIS = (
    b'"DATE_NAME","GEOGRAPHY_NAME","GEOGRAPHY_CODE","OBS_VALUE"\r\n'
    b'"2023","Birmingham","E08000025",1166049\r\n"2023","Lambeth","E09000022",316812\r\n'
    b'"2024","Birmingham","E08000025",1183618\r\n"2024","Lambeth","E09000022",315706\r\n'
    b'"2024","County Durham","E06000047",538011\r\n'
)


def test_populations_are_the_answer_of_nomis(tmp_path: Path, there: Publisher) -> None:
    one = of("ons-population", there)
    address = KNOWN["ons-population"].address
    assert address is not None
    outcome = brought(tmp_path, there, one, asked(address), server.serves(NOMIS))
    assert outcome.path == "received/counts/NM_2002_1.data.csv"
    got = loaded(tmp_path, one)
    assert got.findings == ()
    assert rows_of(got, "counts", "strftime(month, '%Y-%m'), area, people") == [
        ("2023-06", "borough", 316812),
        ("2023-06", "city", 1166049),
        ("2024-06", "borough", 315706),
        ("2024-06", "city", 1183618),
    ]


def php01(raw: Raw) -> list[list[Any]]:
    """The sheet as it is published: units on row 12, under headings, titles and notes."""
    header, *rows = csv.reader(io.StringIO(raw.data().decode()))
    title: list[list[Any]] = [["2011 Census: Usual residents by resident type"], ["Table PHP01"]]
    above = [None, *["Usual residents"] * 3]
    numbers = [[float(cell) if cell.replace(".", "").isdigit() else cell or None for cell in row] for row in rows]
    return [*title, *([None] for _ in range(8)), above, header, *numbers, [None], ["Source: 2011 Census, ONS"]]


def test_small_areas_come_in_the_publishers_zip_with_its_workbook(tmp_path: Path, there: Publisher) -> None:
    sheet = php01(SMALL_AREAS)
    assert sheet[11][6] == "LSOA Code"
    data = zipped({"r21ewrttablephp01.xlsx": xlsx(sheet, "LSOA", more=("MSOA", "Contents"))})
    more = {**SMALL_AREAS.more, "received": date(2026, 11, 1)}
    one = of("census-small-areas", there, **more)
    address = KNOWN["census-small-areas"].address
    assert address is not None
    half = len(data) // 2
    answers = server.cuts(data, half, **TAG), server.serves(data, **TAG)
    outcome = brought(tmp_path, there, one, asked(address), *answers)
    assert outcome.path == "received/counts/rft-table-php01-2011-msoas-and-lsoas.zip"
    got = loaded(tmp_path, one)
    assert got.findings == ()
    columns = "area, people, people_in_households, people_in_establishments, hectares, households"
    assert rows_of(got, "counts", columns, "area DESC, people") == [
        ("city", 1204, 1180, 24, Decimal("610.5"), 501),
        ("city", 1355, 1355, 0, 150, 590),
        ("borough", 1702, 1702, 0, 8, 799),
    ]
