"""A paper's page as a browser prints it: where a table goes over to the next page, rows stay in company."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest
from playwright.sync_api import Browser

from peelian.publications.blocks import Column, Document, Paragraph, Table, Text
from peelian.render import html
from tests.promises import browser as browsers

ROWS = [f"Place {number}" for number in range(1, 8)]
HEAD, CAPTION = "Year ending", "Figures by place"
GAPS = range(500, 780, 10)  # CSS pixels above the table: from all of it on the first page to none


@pytest.fixture
def browser() -> Iterator[Browser]:
    with browsers.chromium() as opened:
        yield opened


def a_paper() -> Document:
    columns = (Column("Place"), Column(HEAD, "right"))
    table = Table(CAPTION, columns, tuple(((Text(row),), (Text("7"),)) for row in ROWS), "t", "Table 1")
    blocks = (Paragraph((Text("Words above."),)), table)
    return Document("Paper", "Sub", date(2026, 5, 14), "Office", (), (), blocks)


def printed(browser: Browser) -> list[list[str]]:
    """The text of each page of each print."""
    with browsers.context(browser) as opened:
        page = opened.new_page()
        browsers.show(page, html.render(a_paper()))
        prints = []
        for gap in GAPS:
            page.evaluate("gap => { document.querySelector('main p').style.paddingBottom = `${gap}px` }", gap)
            pdf = pypdfium2.PdfDocument(page.pdf(format="A4"))
            prints.append([one.get_textpage().get_text_range() for one in pdf])
            pdf.close()
    return prints


@pytest.mark.skipif(browsers.why_not() is not None, reason=browsers.why_not() or "")
@pytest.mark.browser
def test_no_page_has_a_head_and_one_row_of_a_table_that_goes_on(browser: Browser) -> None:
    prints = printed(browser)
    on = [[[row for row in ROWS if row in page] for page in pages] for pages in prints]
    parts = {tuple(map(tuple, filter(None, one))) for one in on}
    assert len(parts) > 3  # whole, and broken at several rows
    assert all(sum(part, ()) == tuple(ROWS) for part in parts)
    assert [part for part in parts if min(map(len, part)) < 2] == []
    for pages, rows in zip(prints, on, strict=True):
        assert [HEAD in page for page in pages] == [bool(row) for row in rows]
        assert [CAPTION in page for page in pages] == [ROWS[0] in row for row in rows]
