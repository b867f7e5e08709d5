"""Marks of footnotes, told from powers and from ordinals: "83.5%¹" ends in one, "5 km²" and "1ˢᵗ" do not."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"[\[(]?(?:note\s*)?(?:\d{1,3}|[a-z]|[ivx]{1,4})(?:\s*[,;]\s*(?:\d{1,3}|[a-z]))*[,;]?[\])]?|[*†‡§¶#,;]+"
)
_LENGTH = re.compile(r"(?:^|[\d\s/(])[kcm]?m$|\b(?:sq|cu)$")
_ORDINAL = re.compile(r"st|nd|rd|th")


def is_mark(raised: str, before: str) -> bool:
    """Whether raised text refers to a note. `before` is what stands before it in the line."""
    text = raised.strip().lower()
    if _ORDINAL.fullmatch(text) or (text in ("2", "3") and _LENGTH.search(before)):
        return False
    return _MARK.fullmatch(text) is not None
