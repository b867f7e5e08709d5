"""Chromium with a page's bytes in it, and nothing else: every other address is refused and written down."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
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
    return _served(page, {ADDRESS: content})


def show_beside(page: Page, contents: Sequence[bytes]) -> list[str]:
    """Opens each of them in a frame of one page, and tells what they ask for as `show` does."""
    inner = {f"http://paper.test/{at}.html": content for at, content in enumerate(contents)}
    frames = "".join(f'<iframe src="{address}" width="1200" height="900"></iframe>' for address in inner)
    return _served(page, {ADDRESS: f"<!DOCTYPE html><title>Pages</title>{frames}".encode()} | inner)


def _served(page: Page, files: Mapping[str, bytes]) -> list[str]:
    asked: list[str] = []

    def answer(route: Route) -> None:
        content = files.get(route.request.url.partition("#")[0])
        if content is not None:
            route.fulfill(body=content, content_type="text/html; charset=utf-8")
        else:
            asked.append(route.request.url)
            route.abort()

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(ADDRESS)
    return asked
