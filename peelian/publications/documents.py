"""The documents that figures were typed from, as a paper names them: never by their id."""

from __future__ import annotations

from peelian.figures.book import Figures
from peelian.plan.addresses import SAFE_ADDRESS
from peelian.publications.blocks import Inlines, Link, Text
from peelian.publications.citing import join


def named(figures: Figures, id: str) -> str:
    """For the middle of a sentence: "the board paper of May 2026", else its title; its id where sources name none."""
    document = figures.documents.get(id)
    if document is None:
        return id
    return f"the {document.short}" if document.short else f"“{document.title}”"


def presented(figures: Figures, id: str) -> Inlines:
    """Its title and who published it, with the way to it where its source has an address."""
    document = figures.documents.get(id)
    if document is None:
        return join(id)
    called = f" (here: the {document.short})" if document.short else ""
    by: Inlines = (Text(document.publisher),)
    if document.page is not None and SAFE_ADDRESS.fullmatch(document.page):
        by = (Link(by, document.page),)
    return join(f"{document.title}{called}, published by ", by)
