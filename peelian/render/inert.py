"""Text that a spreadsheet would take for a formula, and how it is kept from that.

OWASP ASVS 5.0, requirement 1.2.10: values that start with = + - @ tab or NUL are escaped with a single quote.
We look past blanks of any kind and also at the full-width forms, because spreadsheet programs do.
"""

from __future__ import annotations

import re

# Blanks, controls and marks that show nothing: any of them may stand before the sign.
_BEFORE = r"[\s\x00-\x20\x7f-\xa0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufffd]*"
_FORMULA = re.compile(rf"{_BEFORE}[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]")

# A number as a spreadsheet reads it itself: "-8.5%", "-\u00a31,234.50", a dash alone. "+4.1pp" is none: Excel
# shows #NAME? for it.
_NUMBER = re.compile(r"-|[+-]\u00a3?\d[\d,]*(\.\d+)?%?")


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula. A printed number is none."""
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def inert(text: str) -> str:
    """The text with an apostrophe before it where it would start a formula."""
    return f"'{text}" if starts_formula(text) else text
