"""Promise 16 for pages and PDFs, and that each of its checkers sees what it is there to see."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf
import pytest
from playwright.sync_api import Browser

from peelian.publications.area_answer import document_of
from peelian.publications.blocks import Chart
from peelian.render import html, pdf
from tests.promises import accessibility as checks
from tests.promises import browser as browsers
from tests.unit.publications.place_answers import a_plan, an_answer
from tests.unit.render import sample

NEEDS_TOOLS = pytest.mark.skipif(checks.why_not() is not None, reason=checks.why_not() or "")

DOCUMENTS = {
    "sample": sample.document(),
    "two chapters": sample.long_document(2),
    "audit report": sample.audit_report(),
    "answer about a place": document_of(an_answer(), a_plan()),
    "markup as text": sample.filled(sample.NASTY[1]),
    "one long word": sample.filled(sample.NASTY[-1]),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.chromium() as opened:
        yield opened


def page() -> str:
    return html.render(sample.document()).decode("utf-8")


@NEEDS_TOOLS
@pytest.mark.browser
@pytest.mark.slow
def test_pages_hold() -> None:
    result = checks.check_html({name: html.render(document) for name, document in DOCUMENTS.items()})
    assert result.held == result.tried == len(DOCUMENTS), result.details()


@pytest.mark.parametrize("text", [None, *sample.NASTY])
def test_pdfs_hold(text: str | None) -> None:
    document = sample.document() if text is None else sample.filled(text)
    assert checks.pdf_faults(pdf.render(document)) == []


def test_pdfs_are_counted() -> None:
    result = checks.check_pdf({name: pdf.render(document) for name, document in DOCUMENTS.items()})
    assert result.held == result.tried == len(DOCUMENTS), result.details()


def broken(old: str, new: str) -> bytes:
    """The page with one thing broken, and proof that it was there to break."""
    whole = page()
    assert old in whole
    return whole.replace(old, new).encode("utf-8")


AXE_SEES = {
    "the language is gone": ('<html lang="en-GB">', "<html>", "html-has-lang"),
    "a chart's name is gone": (
        ' aria-labelledby="chart-1--title chart-1--desc" viewBox="0 0 720 320">'
        '<title id="chart-1--title">Incidents recorded each month</title>',
        ">",
        "svg-img-alt",
    ),
    "pale type": ("--quiet: #50565e", "--quiet: #c0c0c0", "color-contrast"),
    "a scrolled table without the keyboard": (' tabindex="0"', "", "scrollable-region-focusable"),
    "a link without words": (">code of practice</a>", "></a>", "link-name"),
    "a heading level left out": ("<h3 ", "<h6 ", "heading-order"),
}


@NEEDS_TOOLS
@pytest.mark.browser
@pytest.mark.parametrize("what", AXE_SEES)
def test_axe_sees(what: str, browser: Browser) -> None:
    old, new, rule = AXE_SEES[what]
    content = broken(old, new)
    if old.startswith("--"):  # A style that the policy does not name is not applied at all.
        content = content.replace(b"Content-Security-Policy", b"X-None")
    assert any(rule in fault for fault in checks.axe(content, browser))


@NEEDS_TOOLS
@pytest.mark.browser
def test_a_page_too_wide_is_seen(browser: Browser) -> None:
    content = broken('<div class="scroll" role="group"', "<div")
    assert checks.sideways(content, browser) != []


@NEEDS_TOOLS
@pytest.mark.browser
@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('<a class="skip" href="#main">Skip to the paper</a>', "", "the first link does not lead to the main part"),
        ('<main id="main" tabindex="-1"', "<main", "the first link does not lead to the main part"),
        ('<a href="#areas-1">', '<a href="#areas-1" tabindex="-1">', "never reached"),
        ("outline: 0.1875rem solid", "outline: 0 none", "focus cannot be seen"),
        ('<a href="#areas-1">', '<a href="#areas-1" tabindex="5">', "the order of Tab"),
    ],
)
def test_a_broken_way_by_keyboard_is_seen(old: str, new: str, fault: str, browser: Browser) -> None:
    content = broken(old, new).replace(b"Content-Security-Policy", b"X-None")
    assert any(fault in found for found in checks.keyboard(content, browser))


@NEEDS_TOOLS
@pytest.mark.browser
def test_a_page_that_asks_for_something_is_seen(browser: Browser) -> None:
    content = broken("</main>", '<img src="https://cdn.test/x.png" alt=""></main>')
    content = content.replace(b"Content-Security-Policy", b"X-None")
    assert checks.requests(content, browser) == ["asks for https://cdn.test/x.png"]


@NEEDS_TOOLS
@pytest.mark.slow
def test_the_validators_see_what_is_not_html() -> None:
    pages = {
        "two ids": broken('id="p-2.2"', 'id="p-2.1"'),
        "a stray end": broken("</h1>", "</h2>"),
        "no title": broken("<title>Police", "<x>Police"),
        "whole": page().encode("utf-8"),
    }
    for seen in (checks.vnu(pages), checks.html_validate(pages)):
        assert {name for name, faults in seen.items() if not faults} == {"whole"}


def without_alt(document: pikepdf.Pdf) -> None:
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure":
            del each["/Alt"]


def without_title(document: pikepdf.Pdf) -> None:
    del document.docinfo["/Title"]


def without_language(document: pikepdf.Pdf) -> None:
    del document.Root["/Lang"]


def without_title_shown(document: pikepdf.Pdf) -> None:
    document.Root.ViewerPreferences.DisplayDocTitle = False


def without_tags(document: pikepdf.Pdf) -> None:
    del document.Root["/StructTreeRoot"]


@pytest.mark.parametrize("breaks", [without_alt, without_title, without_language, without_title_shown, without_tags])
def test_a_pdf_with_something_taken_out_is_seen(breaks: Callable[[pikepdf.Pdf], None]) -> None:
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf.render(sample.document()))) as document:
        breaks(document)
        document.save(changed)
    assert checks.pdf_faults(changed.getvalue()) != []


@pytest.mark.skipif(browsers.why_not() is not None, reason=browsers.why_not() or "")
@pytest.mark.browser
def test_a_telephone_shows_the_latest_months_and_the_names_of_areas_first(browser: Browser) -> None:
    """Of a chart too wide for it: months open at their right end, areas at their left, where their names stand."""
    whole = sample.document()
    months = next(block for block in whole.blocks if isinstance(block, Chart))
    areas = replace(months, id="areas-chart", table=replace(months.table, id="areas-chart-data"), over_time=False)
    content = html.render(replace(whole, blocks=(*whole.blocks, areas)))
    ends = """id => {
        const region = document.querySelector(`#${id} > .scroll`).getBoundingClientRect();
        const drawing = document.querySelector(`#${id} > .scroll > svg`).getBoundingClientRect();
        return [Math.abs(drawing.left - region.left) < 2, Math.abs(drawing.right - region.right) < 2];
    }"""
    with browsers.context(browser, width=390) as context:
        page = context.new_page()
        browsers.show(page, content)
        assert page.evaluate(ends, months.id) == [False, True]
        assert page.evaluate(ends, areas.id) == [True, False]
