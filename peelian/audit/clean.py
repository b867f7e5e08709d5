"""The text of a passage without marks of the printing (notes, bold, links), and the way back to it as printed."""

from __future__ import annotations

import re
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
    origin: tuple[int, ...]

    def piece(self, start: int, end: int) -> str:
        """What is printed between two offsets of the clean text."""
        return self.printed[self.origin[start] : self.origin[end - 1] + 1] if end > start else ""

    def offset(self, at: int) -> int:
        return self.origin[min(at, len(self.origin) - 1)] if self.origin else 0


def clean(printed: str) -> Clean:
    """The clean text of a printed one. Marks go, kinds of dash, blank and quote become one; nothing else changes."""
    kept: list[int] = []
    at = 0
    for mark in _MARKS.finditer(printed):
        kept.extend(range(at, mark.start()))
        at = mark.end()
    kept.extend(range(at, len(printed)))
    text = "".join(printed[i] for i in kept).translate(_ALIKE)
    text = _DASH_AS_MINUS.sub("-", text)
    return Clean(text, printed, tuple(kept))
