"""Addresses that a published document may point to. Everything else stays as words without a link."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

SCHEMES = ("http", "https", "mailto")

# Characters an address may hold as they are (RFC 3986 section 2); all others are percent-encoded.
_PLAIN = "-._~:/?@!$&'()*+,;=%"
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BLANK_OR_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202e\u3000\\]")


def allowed(url: str) -> str | None:
    """The address as it may be written into a file, or None where it may not be a link.

    Allowed are http and https with a host and without a user's name, and mailto with one address and
    nothing after it. Blanks, control characters and backslashes are refused, because readers of addresses
    drop them or turn them round ("java\\nscript:" is a script to a browser).
    """
    if _BLANK_OR_CONTROL.search(url):
        return None
    scheme, colon, rest = url.partition(":")
    if not colon or scheme.lower() not in SCHEMES:
        return None
    if scheme.lower() == "mailto":
        return f"mailto:{quote(rest, safe=_PLAIN)}" if _MAIL.fullmatch(rest) else None
    return _web(url)


def _web(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    address = f"{parts.scheme}://{host}" + (f":{port}" if port else "") + _encoded(parts.path)
    if parts.query:
        address += f"?{_encoded(parts.query)}"
    if parts.fragment:
        address += f"#{_encoded(parts.fragment)}"
    return address


def _encoded(text: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", text), safe=_PLAIN)
