"""Chromium with a page's bytes in it, and nothing else: every other address is refused and written down."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

ADDRESS = "http://paper.test/paper.html"
NODE_MODULES = Path(__file__).parents[2] / "node_modules"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def why_not() -> str | None:
    """Why no page can be opened here, or None."""
    return None if program() else "chromium is not installed"


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def context(browser: Browser, *, width: int = 1200, bypass_csp: bool = False) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=bypass_csp)
    try:
        yield opened
    finally:
        opened.close()


def show(page: Page, content: bytes) -> list[str]:
    """Opens the bytes as a page. The list fills with every other address it asks for, then and later."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url.partition("#")[0] == ADDRESS:
            route.fulfill(body=content, content_type="text/html; charset=utf-8")
        else:
            asked.append(route.request.url)
            route.abort()

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(ADDRESS)
    return asked
