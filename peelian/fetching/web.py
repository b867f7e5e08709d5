"""One question to a publisher's server: redirects followed as far as is safe, nothing sent that says who asks."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from peelian import __version__
from peelian.fetching.model import NotHad
from peelian.fetching.politely import AGAIN, Manners, asked_wait, meaning, wait

THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
MOST_LISTED = 32 << 20  # bytes of a list
TROUBLE = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)
"""What a connection may end with; a later try may succeed."""


class Web:
    """A session without cookies. Proxies and certificates are those that the environment names."""

    def __init__(self, manners: Manners | None = None, sleep: Callable[[float], None] = time.sleep) -> None:
        self.manners = manners or Manners()
        self._sleep = sleep
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers.clear()
        self._session.headers.update({"User-Agent": f"Peelian/{__version__}", "Accept": "*/*"})

    @contextmanager
    def asked(
        self, address: str, hosts: tuple[str, ...] = (), headers: Mapping[str, str] | None = None
    ) -> Iterator[requests.Response]:
        """The answer to GET, its body not read. Raises NotHad where it leads where it may not; else as requests does.

        `hosts` may be led on to, beside the address's own. The body is not to be unpacked: sizes must be those told.
        """
        allowed = {urlsplit(address).hostname, *hosts}
        wanted = {"Accept-Encoding": "identity", **(headers or {})}
        for _ in range(self.manners.redirects + 1):
            check_address(address, allowed)
            response = self._session.get(
                address,
                headers=wanted,
                stream=True,
                allow_redirects=False,
                timeout=(self.manners.connect, self.manners.quiet),
            )
            if not response.is_redirect:
                break
            address = urljoin(address, response.headers["Location"])
            response.close()
        else:
            raise NotHad(f"the server leads on more than {self.manners.redirects} times; open the address in a browser")
        try:
            yield response
        finally:
            response.close()

    def listed(self, address: str) -> Any:
        """A list that a publisher gives as JSON, asked for again as a file is. Raises NotHad."""
        _, body = self.whole(address)
        try:
            return json.loads(body)
        except ValueError:
            raise NotHad(f"{address}: the answer is not the list it should be; look at the page") from None

    def whole(self, address: str, hosts: tuple[str, ...] = ()) -> tuple[str, bytes]:
        """A page or list as bytes, asked for again as a file is, and the address that it was led on to. Raises NotHad.

        It may lead on to `hosts`.
        """
        tries = 0
        while True:
            pause = None
            try:
                with self.asked(address, hosts) as response:
                    if response.status_code == 200:
                        return response.url, _read(address, response)
                    why = f"the server {meaning(response.status_code)}"
                    if response.status_code not in AGAIN:
                        raise NotHad(f"{address}: {why}; look at the page")
                    pause = asked_wait(response.headers.get("Retry-After", ""), response.headers.get("Date", ""))
            except TROUBLE as error:
                why = trouble(error)
            tries += 1
            if tries >= self.manners.tries:
                raise NotHad(f"{address}: {why}, {tries} times in a row; try again later")
            if pause is not None and pause > self.manners.longest_wait:
                raise NotHad(f"{address}: the server asks us to come back in {pause / 60:,.0f} minutes; try again then")
            self._sleep(wait(self.manners, address, tries) if pause is None else pause)

    def close(self) -> None:
        self._session.close()


def _read(address: str, response: requests.Response) -> bytes:
    """The body of a page or list. Raises NotHad where it has no end, one of TROUBLE where the connection breaks."""
    body = bytearray()
    for chunk in response.raw.stream(1 << 16, decode_content=False):
        body += chunk
        if len(body) > MOST_LISTED:
            raise NotHad(f"{address}: what it gives has no end; look at the page")
    return bytes(body)


def check_address(address: str, allowed: set[str | None]) -> None:
    """Raises NotHad for an address that is not https (http is for this machine alone) or on a machine not allowed."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in THIS_MACHINE):
        raise NotHad(f"it leads to {address}, which is not https; nothing is fetched without it")
    if parts.username is not None or parts.password is not None:
        raise NotHad(f"the address of {parts.hostname} holds a name or password; take it out")
    if parts.hostname not in allowed:
        raise NotHad(
            f"it leads on to {parts.hostname}; if that machine is the publisher's, name it under 'fetch: hosts'"
        )


def trouble(error: Exception) -> str:
    """A connection's trouble in words."""
    text = str(error)
    for sign, words in (
        ("NameResolution", "the name of the server is not known here (is there a network?)"),
        ("CERTIFICATE", "the server's certificate is not to be trusted"),
        ("ProxyError", "the proxy does not let it through"),
        ("timed out", "the server does not answer"),
        ("refused", "the server takes no connection"),
    ):
        if sign.lower() in f"{type(error).__name__} {text}".lower():
            return words
    return "the connection broke"
