"""Promise 12 for pages and PDFs: more than 300 hostile texts in every text, name and address; none is read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape

import pypdfium2
import pytest
import typst
from playwright.sync_api import Browser

from peelian.publications.blocks import Document
from peelian.render import html, pdf, settle
from peelian.render.characters import printable
from peelian.render.drawings import UnusableDrawing
from peelian.render.pdf_data import FAMILIES
from peelian.render.pdf_glyphs import showable
from tests.promises import browser as browsers
from tests.promises import injection
from tests.promises.tally import tally
from tests.unit.render import sample

PAYLOADS = injection.payloads()
BARE = 1 if os.environ.get("PEELIAN_SOAK") else 16  # each so many pages stand without their policy too
NEEDS_BROWSER = pytest.mark.skipif(browsers.why_not() is not None, reason=browsers.why_not() or "")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'

DEEDS = (
    b"<script>alert(1)</script>",
    b"<script>throw new Error(1)</script>",
    b"<script>console.log(1)</script>",
    b"<p onmouseover=alert(1)>x",
    b"<img src=https://evil.test/x.png>",
    b"<a href=javascript:alert(1)>x</a>",
    b"<meta http-equiv=refresh content='0;url=https://evil.test/'>",
    b"<script>while (true) {}</script>",
)
"""What a page may do by itself, or when it is touched; the last of them never comes to an end."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.chromium() as opened:
        yield opened


def hostile(payload: str) -> Document:
    """The payload as every text, name, id and address, and as title and description of the drawing."""
    return sample.filled(payload, url=payload)


def test_there_are_more_than_300_different_payloads() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) > 300


@NEEDS_BROWSER
@pytest.mark.browser
@pytest.mark.slow
def test_no_payload_runs_in_a_page_with_or_without_its_policy() -> None:
    result = injection.check_html({payload: html.render(hostile(payload)) for payload in PAYLOADS}, bare_every=BARE)
    assert result.held == result.tried == len(PAYLOADS), result.details()


@NEEDS_BROWSER
@pytest.mark.browser
def test_a_drawing_that_is_a_payload_is_refused_or_inert(browser: Browser) -> None:
    drawings = [SVG.format(payload) for payload in PAYLOADS[:: len(PAYLOADS) // 40]]
    drawings += [SVG.format(f"<title>{escape(payload)}</title>") for payload in PAYLOADS[::40]]
    watched = injection.Watched(browser)
    faults: dict[str, list[str]] = {}
    refused = 0
    for svg in drawings:
        try:
            faults[svg] = watched.faults(html.render(sample.filled("words", svg=svg)))
        except UnusableDrawing:
            faults[svg] = []
            refused += 1
    watched.close()
    result = tally("promise 12, drawings", faults)
    assert result.held == result.tried, result.details()
    assert 20 < refused < len(drawings)


@NEEDS_BROWSER
@pytest.mark.browser
@pytest.mark.parametrize("bypass_csp", [False, True])
def test_a_page_that_does_not_escape_is_caught(bypass_csp: bool, browser: Browser) -> None:
    templates = html.environment()
    templates.autoescape = False
    for payload in (PAYLOADS[0], PAYLOADS[3], PAYLOADS[20]):
        content = html.page(hostile(payload), templates)
        assert injection.html_faults(content, browser, bypass_csp=bypass_csp) != []
        assert injection.html_faults(html.render(hostile(payload)), browser, bypass_csp=bypass_csp) == []


@NEEDS_BROWSER
@pytest.mark.browser
@pytest.mark.parametrize("bypass_csp", [False, True])
def test_one_page_that_does_not_escape_is_caught_among_others(bypass_csp: bool, browser: Browser) -> None:
    """Also the last of a window, and no other is blamed for it."""
    templates = html.environment()
    templates.autoescape = False
    pages = {payload: html.render(hostile(payload)) for payload in PAYLOADS[:4]}
    broken = (PAYLOADS[1], PAYLOADS[3])
    watched = injection.Watched(browser, bypass_csp=bypass_csp)
    assert not any(watched.faults_of(pages).values())
    pages |= {payload: html.page(hostile(payload), templates) for payload in broken}
    assert {payload for payload, faults in watched.faults_of(pages).items() if faults} == set(broken)
    watched.close()


@NEEDS_BROWSER
@pytest.mark.browser
@pytest.mark.parametrize("at", range(len(DEEDS)))
def test_what_a_page_does_is_seen_in_a_frame(at: int, browser: Browser) -> None:
    """Whatever a page does by itself, a window of frames in which only that one does it is not inert."""
    page = b"<!DOCTYPE html><title>x</title><style></style><p>x"
    watched = injection.Watched(browser, patience=3_000)
    found = watched.faults_of({"a": page, "b": page + DEEDS[at]})
    watched.close()
    assert found["a"] == []
    assert found["b"] != []


@NEEDS_BROWSER
@pytest.mark.browser
def test_a_script_that_runs_is_heard(browser: Browser) -> None:
    content = b"<!DOCTYPE html><title>x</title><style></style><p onmouseover=alert(1)>x<script>alert(1)</script>"
    assert "ran alert" in injection.html_faults(content, browser)


ADDRESSES = ("javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.test/x")


@NEEDS_BROWSER
@pytest.mark.browser
@pytest.mark.parametrize("url", ADDRESSES)
def test_a_page_that_links_anywhere_is_caught(url: str, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    document = sample.filled("words", url=url)
    assert injection.html_faults(html.render(document), browser) == []
    monkeypatch.setattr(settle, "allowed", lambda each: each)
    assert injection.html_faults(html.render(document), browser) != []


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    said = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return said


@pytest.mark.slow
def test_no_payload_is_read_as_markup_or_becomes_active_in_a_pdf() -> None:
    faults = {}
    for payload in PAYLOADS:
        content = pdf.render(hostile(payload))
        typed = showable(printable(payload), FAMILIES)
        faults[payload] = injection.pdf_faults(content, typed, words(content).replace("\u200b", ""))
    result = tally("promise 12, PDF", faults)
    assert result.held == result.tried == len(PAYLOADS), result.details()


@pytest.mark.parametrize("url", ADDRESSES)
def test_a_pdf_that_links_anywhere_is_caught(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = sample.filled("words", url=url)
    assert injection.pdf_faults(pdf.render(document)) == []
    monkeypatch.setattr(settle, "allowed", lambda each: each)
    assert injection.pdf_faults(pdf.render(document)) != []


@pytest.mark.parametrize("payload", ["*bold*", "#(6 * 7)", '#link("javascript:alert(1)")[x]', "// gone"])
def test_a_pdf_that_reads_text_as_markup_is_caught(payload: str) -> None:
    content = typst.compile(f"= {payload}".encode(), ignore_system_fonts=True)
    assert injection.pdf_faults(content, payload, words(content)) != []
