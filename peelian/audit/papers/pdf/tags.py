"""The structure that a tagged PDF gives each page: what is a heading, a paragraph, a table, a cell."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

DEEPEST = 60  # levels; papers have under twenty
MOST_ELEMENTS = 100_000  # of a page
_LONGEST_NAME = 256  # bytes
_MOST_SPANNED = 1000


@dataclass
class Element:
    """`parts` are elements, and the numbers of pieces of marked content, in reading order."""

    role: str
    parts: list[Element | int] = field(default_factory=list)
    columns: int = 1
    rows: int = 1

    def contents(self) -> Iterator[int]:
        """The pieces of marked content inside, however deep."""
        for part in self.parts:
            if isinstance(part, int):
                yield part
            else:
                yield from part.contents()


def tags_of(page: Any) -> list[Element]:
    """The outermost elements of a page; none where the page has no structure."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        reader = _Reader()
        count = raw.FPDF_StructTree_CountChildren(tree)
        handles = (raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(min(count, MOST_ELEMENTS)))
        return [element for handle in handles if handle and (element := reader.element(handle, 0))]
    finally:
        raw.FPDF_StructTree_Close(tree)


class _Reader:
    def __init__(self) -> None:
        self.count = 0

    def element(self, handle: Any, depth: int) -> Element | None:
        self.count += 1
        if depth > DEEPEST or self.count > MOST_ELEMENTS:
            return None
        element = Element(_role(handle))
        if element.role in ("TD", "TH"):
            element.columns = _spanned(handle, b"ColSpan")
            element.rows = _spanned(handle, b"RowSpan")
        for at in range(min(raw.FPDF_StructElement_CountChildren(handle), MOST_ELEMENTS)):
            content = raw.FPDF_StructElement_GetChildMarkedContentID(handle, at)
            if content >= 0:
                element.parts.append(content)
                continue
            child = raw.FPDF_StructElement_GetChildAtIndex(handle, at)
            inner = self.element(child, depth + 1) if child else None
            if inner is not None:
                element.parts.append(inner)
        return element


def _role(handle: Any) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    length = raw.FPDF_StructElement_GetType(handle, buffer, _LONGEST_NAME)
    if not 2 <= length <= _LONGEST_NAME:
        return ""
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _spanned(handle: Any, name: bytes) -> int:
    value = ctypes.c_float()
    for at in range(min(raw.FPDF_StructElement_GetAttributeCount(handle), 20)):
        attribute = raw.FPDF_StructElement_GetAttributeAtIndex(handle, at)
        found = raw.FPDF_StructElement_Attr_GetValue(attribute, name) if attribute else None
        if found and raw.FPDF_StructElement_Attr_GetNumberValue(found, value):
            return max(1, min(int(value.value), _MOST_SPANNED))
    return 1
