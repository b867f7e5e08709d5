"""Text as a document may hold it: one line, no characters that a page, an XML file or a PDF forbids."""

from __future__ import annotations

import re

_ENDS_OF_PLANES = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))

# Controls (C0, C1), lone surrogates and noncharacters: forbidden in HTML ("control characters",
# "noncharacters", https://html.spec.whatwg.org/#parse-errors) and in XML 1.0 section 2.2.
_FORBIDDEN = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_ENDS_OF_PLANES}]")

# Marks that make text read in another order than it is written (Unicode Standard Annex 9, section 2):
# "1,234" must never show as "432,1". Words in right-to-left scripts do not need them.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")

_LINE_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")

REPLACEMENT = "\ufffd"


def printable(text: str) -> str:
    """The text on one line; a forbidden character shows as U+FFFD, a mark that reorders text is taken out."""
    one_line = _LINE_BREAKS.sub(" ", text)
    return _FORBIDDEN.sub(REPLACEMENT, _REORDERING.sub("", one_line))
