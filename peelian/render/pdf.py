"""A Document as a tagged PDF that follows PDF/UA-1 (ISO 14289-1), on A4, made by typst.

Same document, same bytes: the only date is the document's own, the only fonts are those inside the typst
package, and nothing is read from the machine.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Final

import typst

from peelian.errors import MachineFault
from peelian.publications.blocks import Document
from peelian.render.pdf_data import FAMILIES, values
from peelian.render.pdf_glyphs import showable
from peelian.render.settle import settled

STANDARD: Final = "ua-1"


class NotTypeset(MachineFault):
    """Typst refused the document: a fault of the template or of whatever composed it."""


def render(document: Document) -> bytes:
    """The PDF. A character that none of its fonts can show is printed as U+FFFD.

    Raises NotTypeset where the document cannot be a PDF/UA file (a chart without alternative text), and
    Unsettled or UnusableDrawing as the other formats do.
    """
    document = settled(document)
    text = json.dumps(values(document), ensure_ascii=False)
    issued = datetime.combine(document.issued, time(), UTC)
    try:
        return typst.compile(
            files("peelian.render").joinpath("paper.typ").read_bytes(),
            format="pdf",
            pdf_standards=[STANDARD],
            ignore_system_fonts=True,
            timestamp=issued,
            sys_inputs={"document": showable(text, FAMILIES)},
        )
    except typst.TypstError as error:
        raise NotTypeset(f"{document.title}: no PDF/UA file can be made of it ({error})") from None
