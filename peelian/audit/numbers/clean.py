"""The text of a passage without marks of the printing (notes, bold, links), and the way back to it as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARKS = re.compile(
    r"<sup>\s*[\d,]+\s*</sup>"  # the number of a note
    r"|</?(?:sup|sub|u|b|i|em|strong|span|br|small)\b[^>]*>"
    r"|\[\^\d+\]"
    r"|\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)"
    r"|\]\([^)\s]{0,500}\)|\[(?=[^\]\[]{0,300}\]\()"
    r"|(?<=[\w%.,)])[¹²³⁴-⁹]+"
    r"|[\u200b\ufeff\u00ad]",
    re.IGNORECASE,
)
_MARK = re.compile(r"[<*_\[\]¹²³⁴-⁹\u200b\ufeff\u00ad]")  # one of these is in every mark
_ALIKE = str.maketrans(
    {
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{MINUS SIGN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{HYPHEN}": "-",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EM DASH}": "\N{EN DASH}",
        "\N{FULLWIDTH PERCENT SIGN}": "%",
    }
)


_DASH_AS_MINUS = re.compile(r"(?:(?<=[(▲▼↑↓])|(?<=^)|(?<=[^\d\s] ))\N{EN DASH}(?=[£€$]?\d)")


@dataclass(frozen=True)
class Clean:
    """A text to read numbers from. `origin` has, for each of its characters, the offset in the printed text."""

    text: str
    printed: str
    origin: Sequence[int]

    def piece(self, start: int, end: int) -> str:
        """What is printed between two offsets of the clean text."""
        return self.printed[self.origin[start] : self.origin[end - 1] + 1] if end > start else ""

    def offset(self, at: int) -> int:
        return self.origin[min(at, len(self.origin) - 1)] if self.origin else 0


def clean(printed: str) -> Clean:
    """The clean text of a printed one. Marks go, kinds of dash, blank and quote become one; nothing else changes."""
    text, origin = (printed, range(len(printed))) if _MARK.search(printed) is None else _without_marks(printed)
    if not text.isascii():
        text = _DASH_AS_MINUS.sub("-", text.translate(_ALIKE))
    return Clean(text, printed, origin)


def _without_marks(printed: str) -> tuple[str, Sequence[int]]:
    """The text between the marks, and the offset that each of its characters has in the printed text."""
    pieces: list[str] = []
    kept: list[int] = []
    at = 0
    for mark in _MARKS.finditer(printed):
        pieces.append(printed[at : mark.start()])
        kept.extend(range(at, mark.start()))
        at = mark.end()
    kept.extend(range(at, len(printed)))
    return "".join([*pieces, printed[at:]]), tuple(kept)
