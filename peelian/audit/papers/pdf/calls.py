"""The functions of pdfium that are called for every sign of a paper, taking addresses, which is twice as fast."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def address_of(handle: Any) -> int:
    """Where what a handle of pdfium stands for lies; 0 for none."""
    return ctypes.cast(handle, _ADDRESS).value or 0


def _direct(function: Any, gives: Any, *takes: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(gives, *takes)(address_of(function))


unicode_at = _direct(raw.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
generated_at = _direct(raw.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)
object_at = _direct(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
box_at = _direct(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
tight_box_at = _direct(raw.FPDFText_GetCharBox, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
origin_at = _direct(raw.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
