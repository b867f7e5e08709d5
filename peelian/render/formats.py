"""Every format of a document, one line each, in the order they are written."""

from collections.abc import Callable

from peelian.publications.blocks import Document
from peelian.render import docx, html, odt, pdf

DOCUMENTS: dict[str, Callable[[Document], bytes]] = {
    "html": html.render,
    "docx": docx.render,
    "odt": odt.render,
    "pdf": pdf.render,
}
