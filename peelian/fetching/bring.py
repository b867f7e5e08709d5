"""One file from a publisher's server into a part: tried again politely, gone on with where it stopped."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import requests

from peelian.errors import naming
from peelian.fetching.model import NotHad, Offer
from peelian.fetching.part import Part, Version
from peelian.fetching.politely import AGAIN, Manners, asked_wait, meaning, wait
from peelian.fetching.web import TROUBLE, Web, trouble

CHUNK = 1 << 18
_OF_THE_WHOLE = ("Repr-Digest", "Digest")  # headers with a hash of the whole file, also where a part of it is given
_OF_THE_BODY = ("Content-MD5",)
Told = Callable[[int, int | None], None]
"""Is told how many bytes there are, and how many there will be where that is known."""


@dataclass(frozen=True)
class Brought:
    """What the server said of the file that is now in the part. `digests` are headers with hashes of it."""

    version: Version
    digests: dict[str, str]


@dataclass(frozen=True)
class Clock:
    """The time as `bring` sees it; tests have one of their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def bring(web: Web, offer: Offer, part: Part, known: Version | None, told: Told, clock: Clock) -> Brought | None:
    """The whole file in the part; None where the server says that it is still the `known` one.

    Raises NotHad where it cannot be had. Whatever ends it, the part stays where a later run can go on with it.
    """
    try:
        return _brought(web, offer, part, known, told, clock)
    except BaseException:
        if part.version(offer.address) is None:
            part.drop()
        raise


def _brought(web: Web, offer: Offer, part: Part, known: Version | None, told: Told, clock: Clock) -> Brought | None:
    tries, most = 0, part.size
    while True:
        try:
            with _ask(web, offer, part, known) as response:
                if response.status_code == 304 and known is not None:
                    return None
                if response.status_code in (200, 206):
                    return _take(web.manners, offer, part, response, told, clock)
                if response.status_code == 416:  # what is here is no beginning of what is there now
                    part.drop()
                elif response.status_code not in AGAIN:
                    raise NotHad(f"the server {meaning(response.status_code)}; look whether the address still holds")
                why, pause = f"the server {meaning(response.status_code)}", _pause(response, web.manners)
        except requests.RequestException as error:
            why, pause = trouble(error), None
        except Broken as error:
            why, pause = str(error), None
        tries, most = (1, part.size) if part.size > most else (tries + 1, most)
        if tries >= web.manners.tries:
            raise NotHad(f"{why}, {tries} times in a row; try again later{_next_time(offer, part, most)}")
        clock.sleep(wait(web.manners, offer.address, tries) if pause is None else pause)


def _next_time(offer: Offer, part: Part, most: int) -> str:
    """Where the next run begins, where any of the `most` bytes that there ever were came."""
    if part.version(offer.address) is not None:
        return f"; {part.size:,} bytes are kept, and the next time goes on from there"
    return "; the next time begins anew" if most else ""


class Broken(Exception):
    """The body ended before the file did, or gave too little for too long. A later try may succeed."""


def _ask(web: Web, offer: Offer, part: Part, known: Version | None) -> AbstractContextManager[requests.Response]:
    headers = {}
    held = part.version(offer.address)
    if held is not None:
        headers = {"Range": f"bytes={part.size}-", "If-Range": held.sure}
    elif known is not None:
        headers = {"If-None-Match": known.etag} if known.etag else {"If-Modified-Since": known.modified}
    return web.asked(offer.address, offer.hosts, {name: value for name, value in headers.items() if value})


def _take(manners: Manners, offer: Offer, part: Part, response: requests.Response, told: Told, clock: Clock) -> Brought:
    """Reads the body into the part. Raises Broken where it ends too early."""
    if response.headers.get("Content-Encoding", "identity").lower() not in ("identity", "none", ""):
        raise NotHad("the server packs it though it was asked not to; fetch it by hand")
    begins, size = _range(response)
    version = Version(offer.address, response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""), size)
    held = part.version(offer.address)
    if begins and (begins != part.size or held is None or _other(held, version)):
        part.drop()
        raise Broken("another range than was asked for")
    if size is not None and size > manners.most:
        raise NotHad(f"it has {size:,} bytes, more than the {manners.most:,} that a file may have")
    part.check_room(size)
    with naming(part.path), part.go_on() if begins else part.begin(version) as file:
        have = begins
        for chunk in _steady(response, manners, clock):
            have += len(chunk)
            if have > manners.most:
                file.close()
                part.drop()
                raise NotHad(f"it goes on beyond {manners.most:,} bytes, which no file may have")
            file.write(chunk)
            told(have, size)
    if size is not None and have != size:
        raise Broken("fewer bytes than the server told")
    told_of = {name: response.headers.get(name, "") for name in _OF_THE_WHOLE + (() if begins else _OF_THE_BODY)}
    return Brought(version, {name: value for name, value in told_of.items() if value})


def _steady(response: requests.Response, manners: Manners, clock: Clock) -> Iterator[bytes]:
    """The body in pieces. Raises Broken where it ends early, or trickles: that holds a connection and never ends."""
    since, got = clock.now(), 0
    body = response.raw.stream(CHUNK, decode_content=False)
    while True:
        try:
            chunk = next(body, b"")
        except TROUBLE as error:
            raise Broken(trouble(error)) from None
        if not chunk:
            return
        yield chunk
        got += len(chunk)
        if clock.now() - since >= manners.window:
            if got < manners.slowest:
                raise Broken("it trickles")
            since, got = clock.now(), 0


def _range(response: requests.Response) -> tuple[int, int | None]:
    """Where the body begins, and how many bytes the whole file has, where the server tells."""
    if response.status_code == 206:
        match = re.fullmatch(r"bytes (\d{1,18})-\d{1,18}/(\d{1,18}|\*)", response.headers.get("Content-Range", ""))
        if match is None:
            return -1, None
        return int(match[1]), None if match[2] == "*" else int(match[2])
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if length.isascii() and length.isdigit() else None


def _other(held: Version, now: Version) -> bool:
    return any(a and b and a != b for a, b in ((held.etag, now.etag), (held.size, now.size)))


def _pause(response: requests.Response, manners: Manners) -> float | None:
    """What the server asks us to wait. Raises NotHad where that is longer than a person would."""
    asked = asked_wait(response.headers.get("Retry-After", ""), response.headers.get("Date", ""))
    if asked is not None and asked > manners.longest_wait:
        raise NotHad(f"the server asks us to come back in {asked / 60:,.0f} minutes; try again then")
    return asked
