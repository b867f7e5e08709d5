"""How often and how long to try a publisher's server, and what a number that it answers with means."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which a later try may succeed (RFC 9110)."""

MEANS = {
    400: "does not understand the question",
    401: "asks for a password",
    403: "does not let us have it",
    404: "has no such file",
    410: "has the file no longer",
    451: "may not give it",
}


@dataclass(frozen=True)
class Manners:
    """Limits of one file. Times are in seconds, sizes in bytes.

    `tries` in a row without a byte beyond the most there were; `longest_wait` that a server may ask for; `quiet`
    without a byte; at least `slowest` bytes in each `window`; `most` of a file.
    """

    tries: int = 6
    first_wait: float = 1.0
    longest_wait: float = 120.0
    connect: float = 20.0
    quiet: float = 30.0
    window: float = 60.0
    slowest: int = 10_000
    most: int = 16 << 30
    redirects: int = 5


def wait(manners: Manners, address: str, tries: int) -> float:
    """Seconds before the next try: twice as long each time, less up to half, which differs by address and try.

    So that many who ask at the same time do not come back at the same time; no chance is in it.
    """
    digest = hashlib.sha256(f"{address} {tries}".encode()).digest()
    part = 0.5 + digest[0] / 510
    return min(manners.first_wait * 2.0 ** (tries - 1) * part, manners.longest_wait)


def asked_wait(retry_after: str, date: str) -> float | None:
    """Seconds that a Retry-After asks for, given in seconds or as a date; None where it says neither.

    `date` is the server's own: ours may be another.
    """
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max((parsedate_to_datetime(text) - parsedate_to_datetime(date)).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None


def meaning(status: int) -> str:
    """What a status that is no success says, in words that follow "the server"."""
    return f"{MEANS.get(status, 'cannot give it now' if status in AGAIN else 'refuses')} (HTTP {status})"
