"""What a person can read in a file of an edition, of whatever format."""

from __future__ import annotations

import re
import zipfile
from contextlib import closing
from io import BytesIO

from pypdfium2 import PdfDocument


def text_of(path: str, data: bytes) -> str:
    """What stands in a file, for looking for a number."""
    if path.endswith(".pdf"):
        with closing(PdfDocument(data)) as pdf:
            return " ".join(page.get_textpage().get_text_range() for page in pdf)
    if not path.endswith((".docx", ".odt", ".xlsx", ".ods")):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        text = " ".join(
            parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if name.endswith(".xml")
        )
    return _PLACE_OF_TEXT.sub("", text)


_PLACE_OF_TEXT = re.compile(r't="s"><v>[0-9]+</v>')
"""A cell of a workbook whose number is the place of a text among all texts, and none of the edition."""
