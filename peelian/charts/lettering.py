"""How wide a text is, about, so that names are placed where they do not touch and are never cut.

No font is at hand when a chart is drawn. The widths are those of Helvetica; Arial and Liberation Sans have the
same. Source: Adobe Core 14 AFM files, Helvetica.afm, in thousandths of the size of the type.
"""

from __future__ import annotations

from itertools import repeat

_WIDTHS = {
    letter: width
    for letters, width in (
        ("ijl", 222),
        (" ft.,:;/!I", 278),
        ("r-()", 333),
        ("ckvsxyzJ", 500),
        ("0123456789abdeghnopquL£_", 556),
        ("FTZ", 611),
        ("ABEKPSVXY", 667),
        ("wCDHNRU", 722),
        ("GOQ", 778),
        ("mM", 833),
        ("%", 889),
        ("W…", 970),
    )
    for letter in letters
}
OTHER = 667  # a letter that is not listed


def width(text: str, size: float) -> float:
    """How wide a line of text is at this size of type, in the unit of the size."""
    return sum(map(_WIDTHS.get, text, repeat(OTHER))) * size / 1000


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text in lines that are no wider than the room, broken between words; a word that is wider stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
