"""Pages of the web that link to files: which links are taken, and what is said where none can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peelian.fetching.naming import file_name
from peelian.sources.model import Fetch, Source
from tests.unit.fetching import publisher as server
from tests.unit.fetching.publisher import Publisher
from tests.unit.fetching.test_fetch import BODY, fetched, files, the_one
from tests.unit.sources.raw_files import source

PAGE = b"""<!DOCTYPE html><html><head><link href="/style.csv"></head><body>
<p>The counts are <a class=x href="/s/Counts-2026.csv">here</a>, and
<A HREF='/s/Counts-2026.csv'>here</A> again; <a href="notes.pdf">notes</a>, <a name=top>no link</a>
<a href="mailto:counts.csv@example.org">write</a> <a href="">nothing</a> <a href="/about">about</a>
"""


@pytest.fixture
def there() -> Iterator[Publisher]:
    with server.publisher() as one:
        yield one


def on_a_page(there: Publisher, body: bytes, *patterns: str, hosts: tuple[str, ...] = ()) -> Source:
    page = there.at("/open/counts", server.status(200, body, Content_Type="text/html"))
    return source(files=("received/*/*",), fetch=Fetch(page=page, attachments=patterns, hosts=hosts))


def test_the_file_that_a_page_links_to_comes_once(tmp_path: Path, there: Publisher) -> None:
    there.at("/s/Counts-2026.csv", server.serves(BODY, Last_Modified="Tue, 03 Nov 2026 10:00:00 GMT"))
    outcome = the_one(fetched(tmp_path, on_a_page(there, PAGE, "counts*.csv")))
    assert (outcome.what, outcome.path) == ("new", "received/counts/Counts-2026.csv")
    assert (tmp_path / outcome.path).read_bytes() == BODY
    assert [path for path, _ in there.asked] == ["/open/counts", "/s/Counts-2026.csv"]


def test_a_newer_name_on_the_page_is_a_file_of_its_own(tmp_path: Path, there: Publisher) -> None:
    there.at("/s/Counts-2026.csv", server.serves(BODY))
    there.at("/s/Counts-2027.csv", server.serves(BODY[:-10]))
    fetched(tmp_path, on_a_page(there, PAGE, "counts*.csv"))
    fetched(tmp_path, on_a_page(there, PAGE.replace(b"2026", b"2027"), "counts*.csv"))
    assert [name for name in files(tmp_path) if name.endswith(".csv")] == [
        "received/counts/Counts-2026.csv",
        "received/counts/Counts-2027.csv",
    ]


def test_where_no_link_fits_the_files_there_are_get_listed(tmp_path: Path, there: Publisher) -> None:
    outcome = the_one(fetched(tmp_path, on_a_page(there, PAGE, "*.xlsx")))
    assert outcome.what == "failed"
    assert outcome.says.endswith("fits *.xlsx; it links to: Counts-2026.csv")


@pytest.mark.parametrize("body", [b"", b"<script>draw('counts.csv')</script>", b"{}", b"\xff\xfe<a", b"<a href="])
def test_a_page_without_links_is_to_be_looked_at(tmp_path: Path, there: Publisher, body: bytes) -> None:
    outcome = the_one(fetched(tmp_path, on_a_page(there, body, "*.csv")))
    assert outcome.says.endswith("it links to: no file; a program may draw its links: look at it in a browser")
    assert files(tmp_path) == []


def test_a_link_to_another_machine_is_followed_only_where_it_is_named(tmp_path: Path, there: Publisher) -> None:
    there.at("/s/Counts-2026.csv", server.serves(BODY))
    elsewhere = there.address.replace("127.0.0.1", "localhost").encode()
    linked = PAGE.replace(b"/s/", elsewhere + b"/s/")
    refused = the_one(fetched(tmp_path, on_a_page(there, linked, "counts*")))
    assert "if localhost is the publisher's, name it under 'fetch: hosts'" in refused.says
    assert files(tmp_path) == []
    assert the_one(fetched(tmp_path, on_a_page(there, linked, "counts*", hosts=("localhost",)))).what == "new"


def test_a_link_without_https_is_not_followed(tmp_path: Path, there: Publisher) -> None:
    linked = PAGE.replace(b"/s/", b"http://example.org/s/")
    outcome = the_one(fetched(tmp_path, on_a_page(there, linked, "counts*", hosts=("example.org",))))
    assert "which is not https" in outcome.says


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (server.status(404), "has no such file (HTTP 404); look at the page"),
        (server.status(503), "4 times in a row; try again later"),
        (server.stalls(PAGE, 40, 1.0), "4 times in a row; try again later"),
        (server.leads("https://example.org/counts"), "leads on to example.org"),
    ],
)
def test_a_page_that_cannot_be_had_is_told(tmp_path: Path, there: Publisher, answer: server.Answer, words: str) -> None:
    one = on_a_page(there, PAGE, "counts*")
    there.at("/open/counts", answer)
    outcome = the_one(fetched(tmp_path, one))
    assert (outcome.what, files(tmp_path)) == ("failed", [])
    assert words in outcome.says


def test_a_page_that_broke_off_is_asked_for_again(tmp_path: Path, there: Publisher) -> None:
    one = on_a_page(there, PAGE, "counts*")
    there.at("/open/counts", server.cuts(PAGE, 40), server.status(200, PAGE))
    there.at("/s/Counts-2026.csv", server.cuts(BODY, 5000, ETag='"v1"'), server.serves(BODY, ETag='"v1"'))
    outcome = the_one(fetched(tmp_path, one))
    assert (tmp_path / outcome.path).read_bytes() == BODY


def test_a_web_page_in_place_of_the_file_is_told(tmp_path: Path, there: Publisher) -> None:
    there.at("/s/Counts-2026.csv", server.status(200, PAGE))
    outcome = the_one(fetched(tmp_path, on_a_page(there, PAGE, "counts*")))
    assert "is a web page, not the file" in outcome.says
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.ons.gov.uk/file?uri=/people/datasets/counts/counts-2011.zip", "counts-2011.zip"),
        ("https://www.ons.gov.uk/file?uri=%2fpeople%2fcurrent%2fcounts.xls", "counts.xls"),
        ("https://example.org/counts.csv?date=latest&select=a,b", "counts.csv"),
        ("https://example.org/file?uri=../../plan.yaml", "plan.yaml"),
        ("https://example.org/file?uri=", "file"),
    ],
)
def test_a_name_that_stands_in_the_question_of_an_address(address: str, name: str) -> None:
    assert file_name(address, "source") == name


def test_the_pages_of_two_publishers_are_asked_for_their_lists(tmp_path: Path, there: Publisher) -> None:
    """They are no pages to look for links in, whatever the machine."""
    one = on_a_page(there, PAGE, "counts*")
    assert one.fetch is not None
    for path, asked in (("/government/counts", "/api/content/government/counts"), ("/datasets/a", "/datasets/a/")):
        fetched(tmp_path, replace(one, fetch=replace(one.fetch, page=there.address + path)))
        assert there.asked[-1][0].startswith(asked)
