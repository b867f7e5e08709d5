from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from queue import Queue
from types import SimpleNamespace
from typing import IO

import pytest
import requests
import yaml

from peelian.errors import MachineFault
from peelian.fetching.bring import Clock
from peelian.fetching.fetch import LOCK, WORK, Errand, fetch, offered
from peelian.fetching.model import Outcome
from peelian.fetching.part import Part
from peelian.fetching.politely import Manners, asked_wait
from peelian.fetching.publishers import police_uk
from peelian.fetching.web import Web
from peelian.sources.addresses import BY_HAND
from peelian.sources.lock import locked
from peelian.sources.model import Expect, Fetch, MonthSpan, Source
from peelian.sources.store import Loaded
from tests.unit.fetching import publisher as server
from tests.unit.fetching.publisher import Publisher
from tests.unit.sources.raw_files import (
    STREET_HEADER,
    TIDY_HEADER,
    TIDY_ROWS,
    load_one,
    rows_of,
    source,
    street_rows,
    street_source,
    text,
    zipped,
)

TODAY = date(2026, 11, 26)
NOW = datetime.combine(TODAY, time(9), UTC)
LATER = NOW + timedelta(milliseconds=1)
BODY = b"Month,Count\n" + b"".join(b"2024-%02d,%d\n" % (month, month) for month in range(1, 13)) * 2000
TAG = '"v1"'
PATIENT = Manners(tries=4, first_wait=0.5, connect=30, quiet=60, window=60, slowest=1000, most=1 << 20)
HASTY = replace(PATIENT, quiet=0.3, window=0.3)  # for servers that are slow on purpose; a busy machine is slow as well


@pytest.fixture
def there() -> Iterator[Publisher]:
    with server.publisher() as one:
        yield one


def wants(address: str, **more: object) -> Source:
    return source(files=("received/*/*",), fetch=Fetch(address=address), **more)


def fetched(
    folder: Path,
    one: Source,
    *,
    now: datetime = NOW,
    waits: list[float] | None = None,
    manners: Manners = PATIENT,
) -> list[Outcome]:
    slept = [] if waits is None else waits
    web = Web(manners, slept.append)
    clock = Clock(sleep=slept.append)
    try:
        return list(fetch({"counts": one}, Errand(folder, now, web, clock=clock)))
    finally:
        web.close()


def the_one(outcomes: list[Outcome]) -> Outcome:
    assert len(outcomes) == 1
    return outcomes[0]


def files(folder: Path) -> list[str]:
    """Everything a source's patterns could find."""
    found = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return sorted(path for path in found if not path.startswith(WORK))


def test_a_file_comes_whole_with_what_is_known_of_it(tmp_path: Path, there: Publisher) -> None:
    modified = "Tue, 03 Nov 2026 10:00:00 GMT"
    address = there.at("/open/counts.csv", server.serves(BODY, ETag=TAG, Last_Modified=modified))
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert (outcome.what, outcome.path, outcome.size) == ("new", "received/counts/counts.csv", len(BODY))
    assert (tmp_path / outcome.path).read_bytes() == BODY
    told = yaml.safe_load((tmp_path / f"{outcome.path}.origin.yaml").read_text())
    assert told["address"] == address
    assert (told["published"], told["received"]) == (date(2026, 11, 3), TODAY)
    assert told["fetched"] == "2026-11-26T09:00:00.000+00:00"
    assert told["sha256"] == hashlib.sha256(BODY).hexdigest()
    assert files(tmp_path) == ["received/counts/counts.csv", "received/counts/counts.csv.origin.yaml"]
    assert "Peelian/" in there.asked[0][1]["User-Agent"]
    assert "Cookie" not in there.asked[0][1]


def test_nothing_comes_twice(tmp_path: Path, there: Publisher) -> None:
    address = there.at("/counts.csv", server.serves(BODY, ETag=TAG))
    fetched(tmp_path, wants(address))
    before = files(tmp_path)
    outcome = the_one(fetched(tmp_path, wants(address), now=NOW + timedelta(days=5)))
    assert outcome.what == "unchanged"
    assert there.asked[1][1]["If-None-Match"] == TAG
    assert files(tmp_path) == before


def test_a_second_fetch_of_a_plan_waits_for_the_first(tmp_path: Path, there: Publisher) -> None:
    one = wants(there.at("/counts.csv", server.serves(BODY)))
    told: Queue[Path] = Queue()
    web = Web(PATIENT)
    with ThreadPoolExecutor(1) as pool:
        with locked(tmp_path / WORK, LOCK):
            second = pool.submit(lambda: list(fetch({"counts": one}, Errand(tmp_path, NOW, web, waiting=told.put))))
            assert told.get(timeout=60) == tmp_path
            assert there.asked == []
        assert the_one(second.result()).what == "new"
    web.close()


def test_a_server_without_tags_is_asked_again_and_the_same_bytes_change_nothing(
    tmp_path: Path, there: Publisher
) -> None:
    address = there.at("/counts.csv", server.serves(BODY))
    fetched(tmp_path, wants(address))
    assert the_one(fetched(tmp_path, wants(address))).what == "unchanged"
    assert len(files(tmp_path)) == 2


def test_a_newer_file_gets_the_day_and_the_older_stays(tmp_path: Path, there: Publisher) -> None:
    address = there.at("/counts.csv", server.serves(BODY, ETag=TAG), server.serves(BODY[:-10], ETag='"v2"'))
    fetched(tmp_path, wants(address))
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert (outcome.what, outcome.path) == ("newer", "received/counts/counts.2026-11-26.csv")
    assert (tmp_path / "received/counts/counts.csv").read_bytes() == BODY
    assert the_one(fetched(tmp_path, wants(address))).what == "unchanged"
    assert there.asked[-1][1]["If-None-Match"] == '"v2"'


def test_what_broke_off_is_gone_on_with(tmp_path: Path, there: Publisher) -> None:
    half = len(BODY) // 2
    address = there.at("/counts.csv", server.cuts(BODY, half, ETag=TAG), server.serves(BODY, ETag=TAG))
    waits: list[float] = []
    outcome = the_one(fetched(tmp_path, wants(address), waits=waits))
    assert outcome.what == "new"
    assert (tmp_path / outcome.path).read_bytes() == BODY
    assert there.asked[1][1]["Range"] == f"bytes={half}-"
    assert there.asked[1][1]["If-Range"] == TAG
    assert len(waits) == 1
    assert 0.25 <= waits[0] <= 0.5


def test_a_later_run_goes_on_where_this_one_gave_up(tmp_path: Path, there: Publisher) -> None:
    half = len(BODY) // 2
    address = there.at("/counts.csv", server.cuts(BODY, half, ETag=TAG), server.status(503))
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert outcome.what == "failed"
    assert f"{half:,} bytes are kept" in outcome.says
    assert files(tmp_path) == []
    there.at("/counts.csv", server.serves(BODY, ETag=TAG))
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert (tmp_path / outcome.path).read_bytes() == BODY
    assert there.asked[-1][1]["Range"] == f"bytes={half}-"


def test_a_file_that_breaks_off_here_and_there_and_is_begun_anew_each_time_is_given_up(
    tmp_path: Path, there: Publisher
) -> None:
    """Neither of the two lengths is beyond the longest so far; the last answer would have been the whole file."""
    here_and_there = [server.cuts(BODY, after) for _ in range(5) for after in (10_000, 7_000)]
    address = there.at("/counts.csv", *here_and_there, server.serves(BODY))
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert outcome.what == "failed"
    assert len(there.asked) == PATIENT.tries


def test_each_range_that_came_is_progress(tmp_path: Path, there: Publisher) -> None:
    address = there.at("/counts.csv", server.cuts(BODY, len(BODY) // 9, ETag=TAG))
    assert (tmp_path / the_one(fetched(tmp_path, wants(address))).path).read_bytes() == BODY
    assert len(there.asked) > 2 * PATIENT.tries


def test_of_a_part_whose_version_nothing_names_nothing_is_kept(tmp_path: Path, there: Publisher) -> None:
    address = there.at("/counts.csv", server.cuts(BODY, 7_000))
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert "4 times in a row; try again later; the next time begins anew" in outcome.says
    assert "kept" not in outcome.says
    assert [path.name for path in (tmp_path / WORK).iterdir()] == [LOCK]


def test_it_gives_up_after_so_many_tries(tmp_path: Path, there: Publisher) -> None:
    address = there.at("/counts.csv", server.status(503))
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert len(there.asked) == PATIENT.tries
    assert outcome.says == "the server cannot give it now (HTTP 503), 4 times in a row; try again later"


def test_a_dry_run_tells_what_is_here_from_what_is_new_and_asks_for_no_file(tmp_path: Path, there: Publisher) -> None:
    here = wants(there.at("/counts.csv", server.serves(BODY), server.serves(BODY[:-10])))
    plan = {"counts": here, "others": wants(there.address + "/others.csv")}
    fetched(tmp_path, here)
    fetched(tmp_path, here, now=NOW + timedelta(days=1))
    there.asked.clear()
    web = Web(PATIENT)
    listed = list(offered(plan, tmp_path, web))
    web.close()
    assert there.asked == []
    newest = "received/counts/counts.2026-11-27.csv"
    says = "here since 2026-11-27; would ask whether there is a newer one"
    assert listed == [
        Outcome(("counts",), "here", there.address + "/counts.csv", newest, len(BODY) - 10, says),
        Outcome(("others",), "offered", there.address + "/others.csv", "received/others/others.csv"),
    ]


def test_of_typed_figures_nothing_is_said(tmp_path: Path) -> None:
    """They are files of the plan itself."""
    assert fetched(tmp_path, source("figures")) == []


def test_a_file_that_changed_on_the_way_begins_anew(tmp_path: Path, there: Publisher) -> None:
    other = BODY.replace(b"2024", b"2025")
    address = there.at("/counts.csv", server.cuts(BODY, 5000, ETag=TAG), server.serves(other, ETag='"v2"'))
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert (tmp_path / outcome.path).read_bytes() == other


def test_a_part_of_which_nothing_names_the_version_is_not_gone_on_with(tmp_path: Path, there: Publisher) -> None:
    address = there.at("/counts.csv", server.cuts(BODY, 5000), server.serves(BODY))
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert (tmp_path / outcome.path).read_bytes() == BODY
    assert "Range" not in there.asked[1][1]


@pytest.mark.parametrize(
    "lie",
    [
        {"Content-Range": "bytes 7-99/100"},
        {"Content-Range": "bytes nonsense"},
        {},
        {"Content-Range": f"bytes 5000-{len(BODY)}/{len(BODY) + 1}", "ETag": '"v9"'},
    ],
    ids=["another start", "no range", "none told", "of another version"],
)
def test_a_range_that_was_not_asked_for_is_not_joined_on(tmp_path: Path, there: Publisher, lie: dict[str, str]) -> None:
    lies = {name.replace("-", "_"): value for name, value in lie.items()}
    address = there.at(
        "/counts.csv",
        server.cuts(BODY, 5000, ETag=TAG),
        server.status(206, b"not the rest", **lies),
        server.serves(BODY, ETag=TAG),
    )
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert (tmp_path / outcome.path).read_bytes() == BODY


def test_a_busy_server_is_left_alone_as_long_as_it_asks(tmp_path: Path, there: Publisher) -> None:
    busy = [server.status(429, Retry_After="7"), server.status(503), server.status(503)]
    address = there.at("/counts.csv", *busy, server.serves(BODY))
    waits: list[float] = []
    assert the_one(fetched(tmp_path, wants(address), waits=waits)).what == "new"
    assert waits[0] == 7
    assert 0.5 <= waits[1] <= 1
    assert 1 <= waits[2] <= 2


@pytest.mark.parametrize(
    ("asks", "seconds"),
    [
        ("7", 7),
        ("Thu, 26 Nov 2026 09:00:30 GMT", 30),
        ("Thu, 26 Nov 2026 08:00:00 GMT", 0),
        ("soon", None),
        ("", None),
    ],
)
def test_a_wait_is_asked_for_in_seconds_or_until_a_time_of_the_servers(asks: str, seconds: float | None) -> None:
    assert asked_wait(asks, "Thu, 26 Nov 2026 09:00:00 GMT") == seconds


def test_a_server_that_asks_for_an_hour_is_told_of(tmp_path: Path, there: Publisher) -> None:
    address = there.at("/counts.csv", server.status(429, Retry_After="3600"))
    waits: list[float] = []
    outcome = the_one(fetched(tmp_path, wants(address), waits=waits))
    assert "in 60 minutes" in outcome.says
    assert waits == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (server.status(404), "has no such file (HTTP 404)"),
        (server.status(403), "does not let us have it (HTTP 403)"),
        (server.status(200, b"<!DOCTYPE html><title>Sorry</title>"), "is a web page, not the file"),
        (server.status(200, b""), "it is empty"),
        (server.status(200, b"PK\x03\x04 and so on"), "by its name it is plain text"),
        (server.status(200, BODY, Content_MD5="AAAA"), "whose md5 hash the server told"),
        (server.status(200, BODY, Repr_Digest="sha-256=:AAAA:"), "whose sha256 hash the server told"),
        (server.status(200, b"x" * 100, Content_Encoding="gzip"), "packs it though it was asked not to"),
        (server.endless(b"2024-01,1\n" * 1000), "goes on beyond 1,048,576 bytes"),
        (server.leads("http://example.org/counts.csv"), "is not https"),
        (server.leads("https://example.org/counts.csv"), "leads on to example.org"),
        (server.leads("/counts.csv"), "leads on more than 5 times"),
        (server.leads("file:///etc/passwd"), "is not https"),
    ],
)
def test_what_is_no_file_is_told_and_leaves_nothing(
    tmp_path: Path, there: Publisher, answer: server.Answer, words: str
) -> None:
    address = there.at("/counts.csv", answer)
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert outcome.what == "failed"
    assert words in outcome.says
    assert files(tmp_path) == []


def test_a_server_that_trickles_is_given_up(tmp_path: Path, there: Publisher) -> None:
    address = there.at("/counts.csv", server.trickles(b"2024-01,1\n", 0.02, 60))
    outcome = the_one(fetched(tmp_path, wants(address), manners=HASTY))
    assert outcome.what == "failed"
    assert "the connection broke" in outcome.says or "it trickles" in outcome.says
    assert files(tmp_path) == []


def test_a_file_too_large_is_refused_before_it_comes(tmp_path: Path, there: Publisher) -> None:
    address = there.at("/counts.csv", server.status(200, b"x" * (PATIENT.most + 1)))
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert "1,048,577 bytes, more than the 1,048,576" in outcome.says


def test_a_server_that_stalls_is_tried_again(tmp_path: Path, there: Publisher) -> None:
    address = there.at("/counts.csv", server.stalls(BODY, 5000, 1.0), server.serves(BODY, ETag=TAG))
    outcome = the_one(fetched(tmp_path, wants(address), manners=HASTY))
    assert (tmp_path / outcome.path).read_bytes() == BODY


def test_right_hashes_are_no_trouble(tmp_path: Path, there: Publisher) -> None:
    sha = base64.b64encode(hashlib.sha256(BODY).digest()).decode()
    md5 = base64.b64encode(hashlib.md5(BODY, usedforsecurity=False).digest()).decode()
    headers = {"Repr_Digest": f"sha-256=:{sha}:", "Digest": f"SHA-256={sha}", "Content_MD5": md5}
    address = there.at("/counts.csv", server.serves(BODY, **headers))
    assert the_one(fetched(tmp_path, wants(address))).what == "new"


def test_a_damaged_archive_is_seen(tmp_path: Path, there: Publisher) -> None:
    whole = zipped({"counts.csv": BODY})
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 0xFF
    address = there.at("/counts.zip", server.serves(bytes(damaged)), server.serves(whole[:-40]), server.serves(whole))
    assert "damaged" in the_one(fetched(tmp_path, wants(address))).says or "cannot be read"
    assert files(tmp_path) == []
    assert "has no end" in the_one(fetched(tmp_path, wants(address))).says
    assert the_one(fetched(tmp_path, wants(address))).what == "new"


def test_nobody_is_there(tmp_path: Path) -> None:
    with server.publisher() as gone:
        address = gone.address + "/counts.csv"
    outcome = the_one(fetched(tmp_path, wants(address)))
    assert "takes no connection, 4 times in a row" in outcome.says


def test_a_server_whose_name_is_not_known_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise requests.ConnectionError("NameResolutionError: Failed to resolve")

    monkeypatch.setattr(requests.Session, "send", nobody)
    outcome = the_one(fetched(tmp_path, wants("http://127.0.0.1:9/counts.csv")))
    says = "the name of the server is not known here (is there a network?), 4 times in a row; try again later"
    assert says in outcome.says


@pytest.mark.parametrize(
    "path", ["/a/..%2f..%2fplan.yaml", "/a/%2e%2e/", "/CON.csv", "/a%5c..%5cb.csv", "/", "/.hidden"]
)
def test_no_name_leads_out_of_its_folder(tmp_path: Path, there: Publisher, path: str) -> None:
    there.at(server.ANYWHERE, server.serves(b"a,b\n1,2\n"))
    fetched(tmp_path, wants(there.address + path))
    names = [path for path in files(tmp_path) if not path.endswith(".origin.yaml")]
    assert len(names) == 1
    folder, _, name = names[0].rpartition("/")
    assert folder == "received/counts"
    assert name[0] not in ".-"
    assert name.lower() != "con.csv"


def test_a_full_disk_is_a_fault_of_the_machine(
    tmp_path: Path, there: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=10))
    page = there.at("/api/content/government/counts", server.status(200, _page(there.address)))
    one = source(files=("received/*/*",), fetch=Fetch(page=page.replace("/api/content", ""), attachments=("Counts*",)))
    with pytest.raises(MachineFault, match="the disk has 10 left"):
        fetched(tmp_path, one)
    assert files(tmp_path) == []


def test_a_file_that_does_not_fit_is_told_before_a_byte_of_it_is_written(
    tmp_path: Path, there: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=1000))
    address = there.at("/counts.csv", server.serves(BODY))
    with pytest.raises(MachineFault, match=rf"counts\.csv\.part: {len(BODY):,} bytes are to come, .* has 1,000 left"):
        fetched(tmp_path, wants(address))
    assert [path.name for path in (tmp_path / WORK).iterdir()] == [LOCK]


def test_of_a_file_that_is_here_in_part_only_the_rest_must_fit(
    tmp_path: Path, there: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = there.at("/counts.csv", server.cuts(BODY, len(BODY) - 500, ETag=TAG), server.status(404))
    fetched(tmp_path, wants(address))
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=1000))
    there.at("/counts.csv", server.serves(BODY, ETag=TAG))
    assert the_one(fetched(tmp_path, wants(address))).what == "new"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_disk_that_is_full_on_the_way_is_told_with_the_file(
    tmp_path: Path, there: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> IO[bytes]:
        return Path("/dev/full").open("wb")

    monkeypatch.setattr(Part, "begin", full)
    with pytest.raises(OSError, match="No space left") as told:
        fetched(tmp_path, wants(there.at("/counts.csv", server.serves(BODY))))
    assert str(told.value.filename).startswith(str(tmp_path / WORK))
    assert str(told.value.filename).endswith("counts.csv.part")


def _page(address: str) -> bytes:
    listed = [
        {
            "title": "Counts by month, open data",
            "url": f"{address}/files/1/counts.csv",
            "filename": "counts.csv",
            "file_size": 5000,
        },
        {"title": "Notes", "url": f"{address}/files/2/notes.pdf", "filename": "notes.pdf"},
    ]
    told = {"public_updated_at": "2026-10-22T09:30:00+01:00", "details": {"attachments": listed}}
    return json.dumps(told).encode()


def on_gov_uk(there: Publisher, *patterns: str) -> Source:
    there.at("/api/content/government/counts", server.status(200, _page(there.address)))
    wanted = Fetch(page=f"{there.address}/government/counts", attachments=patterns)
    return source(files=("received/*/*",), fetch=wanted)


def test_a_page_gives_the_attachments_of_today(tmp_path: Path, there: Publisher) -> None:
    there.at("/files/1/counts.csv", server.serves(BODY))
    outcome = the_one(fetched(tmp_path, on_gov_uk(there, "counts*OPEN data*")))
    assert outcome.path == "received/counts/counts.csv"
    told = yaml.safe_load((tmp_path / f"{outcome.path}.origin.yaml").read_text())
    assert told["published"] == date(2026, 10, 22)


def test_a_page_without_such_an_attachment_says_what_it_has(tmp_path: Path, there: Publisher) -> None:
    outcome = the_one(fetched(tmp_path, on_gov_uk(there, "crimes*")))
    assert "'Counts by month, open data'; 'Notes'" in outcome.says


@pytest.mark.parametrize("body", [b"{}", b"[]", b"no json", b'{"details": {"attachments": [1, {"title": 2}]}}'])
def test_a_page_that_is_no_list_is_told(tmp_path: Path, there: Publisher, body: bytes) -> None:
    one = on_gov_uk(there, "counts*")
    there.at("/api/content/government/counts", server.status(200, body))
    assert the_one(fetched(tmp_path, one)).what == "failed"


LIST = "/api/content/government/counts"


def test_a_list_that_is_busy_or_breaks_off_is_asked_for_again(tmp_path: Path, there: Publisher) -> None:
    one, whole, waits = on_gov_uk(there, "counts*"), _page(there.address), list[float]()
    there.at("/files/1/counts.csv", server.serves(BODY))
    there.at(LIST, server.status(429, Retry_After="7"), server.cuts(whole, 20), server.status(200, whole))
    assert the_one(fetched(tmp_path, one, waits=waits)).what == "new"
    assert 7 in waits
    assert len(waits) >= 2


@pytest.mark.parametrize(
    ("answer", "waited", "words"),
    [
        (server.status(503), PATIENT.tries - 1, "cannot give it now (HTTP 503), 4 times in a row; try again later"),
        (server.status(503, Retry_After="3600"), 0, "asks us to come back in 60 minutes"),
        (server.status(404), 0, "has no such file (HTTP 404); look at the page"),
    ],
)
def test_a_list_that_cannot_be_had_is_told(
    tmp_path: Path, there: Publisher, answer: server.Answer, waited: int, words: str
) -> None:
    one, waits = on_gov_uk(there, "counts*"), list[float]()
    there.at(LIST, answer)
    outcome = the_one(fetched(tmp_path, one, waits=waits))
    assert outcome.what == "failed"
    assert words in outcome.says
    assert len(waits) == waited


def test_a_collection_gives_those_of_its_newest_document_that_has_them(tmp_path: Path, there: Publisher) -> None:
    documents = [
        {"base_path": "/government/counts", "public_updated_at": "2025-10-22T09:30:00+01:00"},
        {"base_path": "/government/notes", "public_updated_at": "2026-01-05T09:30:00+00:00"},
        {"base_path": "/government/counts-of-2019", "public_updated_at": "2019-10-22T09:30:00+01:00"},
        {"title": "a link without a path"},
    ]
    one = on_gov_uk(there, "counts*")
    assert one.fetch is not None
    one = replace(one, fetch=replace(one.fetch, page=f"{there.address}/government/collections/all"))
    whole = json.dumps({"links": {"documents": documents}}).encode()
    there.at("/api/content/government/collections/all", server.status(200, whole))
    there.at("/api/content/government/notes", server.status(200, b"{}"))
    there.at("/files/1/counts.csv", server.serves(BODY))
    assert the_one(fetched(tmp_path, one)).path == "received/counts/counts.csv"
    asked = [path for path, _ in there.asked]
    assert asked[1:3] == ["/api/content/government/notes", "/api/content/government/counts"]
    assert "/api/content/government/counts-of-2019" not in asked


def of_a_dataset(there: Publisher, path: str, body: bytes, *patterns: str) -> Source:
    there.at(f"/people/datasets/{path}/data", server.status(200, body))
    page = f"{there.address}/people/datasets/{path.removesuffix('/current')}"
    return source(files=("received/*/*",), fetch=Fetch(page=page, attachments=patterns))


DATASET = (
    b'{"downloads": [{"file": "counts2026.csv"}, {"file": "../x"}, {"size": 1}],'
    b' "description": {"releaseDate": "2026-03-01T09:30:00.000Z"}}'
)


@pytest.mark.parametrize("path", ["counts/current", "counts/mid2025"])
def test_a_dataset_gives_the_files_of_its_edition(tmp_path: Path, there: Publisher, path: str) -> None:
    there.at(f"/file?uri=/people/datasets/{path}/counts2026.csv", server.serves(BODY))
    outcome = the_one(fetched(tmp_path, of_a_dataset(there, path, DATASET)))
    assert outcome.path == "received/counts/counts2026.csv"
    told = yaml.safe_load((tmp_path / f"{outcome.path}.origin.yaml").read_text())
    assert told["published"] == date(2026, 3, 1)


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"downloads": 3}', DATASET])
def test_a_dataset_without_such_a_file_says_what_it_has(tmp_path: Path, there: Publisher, body: bytes) -> None:
    outcome = the_one(fetched(tmp_path, of_a_dataset(there, "counts/current", body, "crimes*")))
    assert outcome.what == "failed"
    assert "fits crimes*; it has: " + ("counts2026.csv" if body == DATASET else "none") in outcome.says


def archives(there: Publisher, monkeypatch: pytest.MonkeyPatch, newest: str) -> None:
    monkeypatch.setattr(police_uk, "MONTHS", there.address + "/api/months")
    monkeypatch.setattr(police_uk, "ARCHIVE", there.address + "/archive/{month}.zip")
    there.at("/api/months", server.status(200, f'[{{"date": "{newest}"}}, {{"date": "2021-01"}}]'.encode()))


def test_archives_of_police_uk_reach_back_to_the_first_month(
    tmp_path: Path, there: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives(there, monkeypatch, "2026-09")
    months = Expect(months=MonthSpan("2020-04", "2026-03"))
    plan = {name: street_source(expect=months) for name in ("street", "outcomes")}
    web = Web(PATIENT)
    listed = list(offered(plan, tmp_path, web))
    web.close()
    assert [one.path for one in listed] == [
        f"received/police-uk/{month}.zip" for month in ("2026-09", "2023-09", "2020-09")
    ]
    assert listed[0].sources == ("street", "outcomes")


def test_an_archive_is_loaded_with_its_own_days(
    tmp_path: Path, there: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives(there, monkeypatch, "2024-03")
    name = "2024-03/2024-03-peelshire-street.csv"
    later = "2024-04/2024-04-peelshire-street.csv"
    rows = {name: text_of("2024-03"), later: text_of("2024-04")}
    there.at("/archive/2024-03.zip", server.serves(zipped(rows), ETag=TAG))
    one = street_source(
        files=("received/police-uk/*.zip",),
        published=date(2020, 1, 1),
        received=date(2020, 1, 2),
        expect=Expect(months=MonthSpan("2024-03", "2024-03")),
    )
    assert the_one(fetched(tmp_path, one)).what == "new"
    loaded = load_one(tmp_path, one)
    assert loaded.findings == ()
    assert loaded.snapshots[0].facts.received == TODAY
    assert loaded.snapshots[0].facts.origin.endswith("/archive/2024-03.zip")
    assert sorted(loaded.tables["street"].months) == [date(2024, 3, 1)]


PART = "2024-03/2024-03-peelshire-street.csv"
SAID = {"Last_Modified": "Tue, 03 Nov 2026 10:00:00 GMT"}


def of_march(count: int) -> bytes:
    return zipped({PART: text(STREET_HEADER, street_rows("2024-03", count))})


def twice(folder: Path, there: Publisher, then: datetime, load_between: bool = False, **headers: str) -> Loaded:
    """A month fetched with ten rows and then with eleven, and loaded."""
    answers = [server.status(200, of_march(count), **headers) for count in (10, 11)]
    address = there.at("/archive.zip", *answers)
    one = street_source(files=("received/counts/*.zip",), fetch=Fetch(address=address))
    assert the_one(fetched(folder, one)).what == "new"
    if load_between:
        load_one(folder, one)
    assert the_one(fetched(folder, one, now=then)).what == "newer"
    return load_one(folder, one)


@pytest.mark.parametrize("then", [LATER, NOW + timedelta(days=1)], ids=["the same day", "the next day"])
@pytest.mark.parametrize("load_between", [False, True], ids=["loaded at the end", "loaded each time"])
def test_of_two_files_of_an_address_the_one_fetched_later_counts(
    tmp_path: Path, there: Publisher, then: datetime, load_between: bool
) -> None:
    loaded = twice(tmp_path, there, then, load_between)
    assert loaded.findings == ()
    assert rows_of(loaded, "street", "count(*)") == [(11,)]
    again = load_one(tmp_path, street_source(files=("received/counts/*.zip",)))
    assert again.findings == ()
    assert rows_of(again, "street", "count(*)") == [(11,)]


def test_the_time_of_the_fetch_counts_beside_a_day_that_the_publisher_named_twice(
    tmp_path: Path, there: Publisher
) -> None:
    loaded = twice(tmp_path, there, LATER, **SAID)
    assert rows_of(loaded, "street", "count(*)") == [(11,)]


def test_a_file_put_there_by_hand_with_the_days_of_a_fetched_one_is_still_refused(
    tmp_path: Path, there: Publisher
) -> None:
    address = there.at("/archive.zip", server.serves(of_march(10)))
    one = street_source(files=("received/counts/*.zip",), fetch=Fetch(address=address), published=TODAY, received=TODAY)
    path = tmp_path / the_one(fetched(tmp_path, one)).path
    path.with_name("by-hand.zip").write_bytes(of_march(3))
    assert [finding.code for finding in load_one(tmp_path, one).findings] == ["source-duplicate-month"]


def text_of(month: str) -> bytes:
    return text(STREET_HEADER, street_rows(month))


COUNTS = text(TIDY_HEADER, TIDY_ROWS)


def changed(folder: Path, there: Publisher) -> tuple[Source, Path]:
    """A source whose fetched file was changed, and the file."""
    one = replace(wants(there.at("/counts.csv", server.serves(COUNTS))), table="counts")
    path = folder / the_one(fetched(folder, one)).path
    path.write_bytes(text(TIDY_HEADER, TIDY_ROWS[:-1]))
    (finding,) = (one for one in load_one(folder, one).findings if one.code == "source-origin")
    assert "its bytes were changed since; remove counts.csv and fetch it again, or, " in finding.says
    assert "if the change is meant, remove counts.csv.origin.yaml and say in sources.yaml where it " in finding.says
    return one, path


@pytest.mark.parametrize("fetched_at_once", [False, True], ids=["as advised", "fetched before anything is removed"])
def test_a_fetched_file_that_was_changed_is_loaded_once_it_is_removed_and_fetched_again(
    tmp_path: Path, there: Publisher, fetched_at_once: bool
) -> None:
    one, path = changed(tmp_path, there)
    if fetched_at_once:
        fetched(tmp_path, one)
    path.unlink()
    fetched(tmp_path, one)
    loaded = load_one(tmp_path, one)
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", "count(*)") == [(len(TIDY_ROWS),)]


def test_a_fetched_file_that_was_changed_on_purpose_is_loaded_without_its_sidecar(
    tmp_path: Path, there: Publisher
) -> None:
    one, path = changed(tmp_path, there)
    path.with_name("counts.csv.origin.yaml").unlink()
    loaded = load_one(tmp_path, one)
    assert loaded.findings == ()
    assert rows_of(loaded, "counts", "count(*)") == [(len(TIDY_ROWS) - 1,)]


def test_files_that_no_pattern_names_are_told(tmp_path: Path, there: Publisher) -> None:
    address = there.at("/counts.csv", server.serves(BODY))
    outcome = the_one(fetched(tmp_path, replace(wants(address), files=("data/*.csv",))))
    assert outcome.says == "'files' of counts does not name it; add received/counts/counts.csv"


def test_years_in_an_address(tmp_path: Path, there: Publisher) -> None:
    for year in (2023, 2024):
        there.at(f"/collisions-{year}.csv", server.serves(b"year\n%d\n" % year))
    one = wants(there.address + "/collisions-{year}.csv", expect=Expect(months=MonthSpan("2023-01", "2024-12")))
    outcomes = fetched(tmp_path, one)
    assert [outcome.path.rpartition("/")[2] for outcome in outcomes] == ["collisions-2023.csv", "collisions-2024.csv"]


def test_a_source_without_an_address_is_told(tmp_path: Path) -> None:
    outcome = the_one(fetched(tmp_path, source()))
    assert outcome.what == "nothing"
    assert "by hand" in outcome.says


def test_of_a_publisher_whose_files_come_by_hand_the_page_and_the_reason_are_told(tmp_path: Path) -> None:
    outcome = the_one(fetched(tmp_path, source("answering-999", files=("received/counts/*.csv",))))
    assert (outcome.what, outcome.address) == ("nothing", "")
    known = BY_HAND["answering-999"]
    assert f"{known.why}. Look at {known.page}, save the file and name it in 'files'" in outcome.says


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Fetch(address="http://example.org/a.csv"), "no https address"),
        (Fetch(address="https://me:secret@example.org/a.csv"), "no https address"),
        (Fetch(address="https://example.org/{day}.csv"), "'{day}' is not known"),
        (Fetch(address="https://example.org/{month}.csv"), "give 'expect: months'"),
        (Fetch(page="https://www.gov.uk/x"), "attachments is empty"),
        (Fetch(page="https://example.org/x"), "attachments is empty"),
        (Fetch(page="http://example.org/x", attachments=("a",)), "no https address"),
        (Fetch(attachments=("a",)), "give 'page' too"),
        (Fetch(address="https://a.org/b", page="https://www.gov.uk/x", attachments=("a",)), "keep one"),
        (Fetch(address="https://a.org/b", into="../elsewhere"), "no folder of the plan folder"),
        (Fetch(address="https://a.org/b", into="/tmp"), "no folder of the plan folder"),
        (Fetch(address="https://a.org/b", hosts=("https://b.org",)), "no name of a machine"),
    ],
)
def test_settings_that_cannot_be_are_told_before_anything_is_asked(tmp_path: Path, wanted: Fetch, words: str) -> None:
    one = replace(source(), fetch=wanted)
    assert words in the_one(fetched(tmp_path, one)).says
    assert any(words in finding.says for finding in load_one(tmp_path, one).findings)
