"""Which addresses may be links, and how they are then written."""

from __future__ import annotations

import pytest

from peelian.render.links import allowed


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://www.gov.uk/government", "https://www.gov.uk/government"),
        ("HTTP://Example.ORG:8080/A?b=c&d=%20#e", "http://example.org:8080/A?b=c&d=%20#e"),
        ('https://example.org/a"b<c>|d', "https://example.org/a%22b%3Cc%3E%7Cd"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("mailto:someone@example.org", "mailto:someone@example.org"),
    ],
)
def test_allowed(url: str, written: str) -> None:
    assert allowed(url) == written


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/x",
        "/path",
        "http:",
        "http:example.org",
        "https://",
        "https:///path",
        "https://user@example.org/",
        "https://good.test@evil.test",
        "https://[::1",
        "https://example.org:port/",
        "https://exa mple.org/",
        "https://example.org\\@evil.test/",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.test?bcc=everyone@b.test",
        "mailto:not an address",
        "ftp://example.org/",
    ],
)
def test_refused(url: str) -> None:
    assert allowed(url) is None
