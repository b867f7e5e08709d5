"""Where a piece of text stands on a page: the rectangles, line by line, of the signs it is printed with.

The text of a paper was repaired when it was read: words broken at a line's end are joined, marks of footnotes are gone,
cells stand one after another. So letters, digits and signs of money and percent alone are compared, and a few signs
more on the page are passed over.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

MOST_SIGNS = 150_000  # on one page
PIECE = 10  # signs that are looked for together
MOST_BETWEEN = 40  # signs that may stand between two pieces: the mark of a footnote, a cell that spans rows
KEPT = "%£€$"


@dataclass(frozen=True)
class Box:
    """A rectangle in the page's own space: points from its lower left."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Signs:
    """The signs of a page that are compared, in the order of the file, each with its box."""

    text: str
    boxes: tuple[Box, ...]


def signs_of(text: Any) -> Signs:
    """Of a text page of pdfium."""
    box = raw.FS_RECTF()
    letters: list[str] = []
    boxes: list[Box] = []
    for at in range(min(raw.FPDFText_CountChars(text), MOST_SIGNS)):
        kept = compared(chr(raw.FPDFText_GetUnicode(text, at)))
        if kept and raw.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
            for letter in kept:
                letters.append(letter)
                boxes.append(Box(box.left, box.bottom, box.right, box.top))
    return Signs("".join(letters), tuple(boxes))


def compared(text: str) -> str:
    """What of a text is compared: letters and digits in small letters, signs of money and percent."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum() or c in KEPT)


def places(signs: Signs, quote: str, from_: int = 0) -> tuple[tuple[Box, ...], int]:
    """The boxes of a quote, one a line, and where it ends in the signs; none where it is not on the page.

    `from_` is where to begin to look, so that the second of two equal quotes is found too.
    """
    wanted = compared(quote)
    if not wanted:
        return (), from_
    at = signs.text.find(wanted, from_)
    if at >= 0:
        return _lines(signs.boxes[at : at + len(wanted)]), at + len(wanted)
    found = _in_pieces(signs.text, wanted, from_)
    if not found:
        return (), from_
    return _lines([signs.boxes[n] for n in found]), found[-1] + 1


def _in_pieces(text: str, wanted: str, from_: int) -> list[int]:
    """The places of a text whose pieces stand one after another with a little between, or within a piece.

    Nothing where more than a fifth of the signs are missing.
    """
    pieces = [wanted[n : n + PIECE] for n in range(0, len(wanted), PIECE)]
    start = text.find(pieces[0], from_)
    while start >= 0:
        found = list(range(start, start + len(pieces[0])))
        passed = 0
        for piece in pieces[1:]:
            begins = found[-1] + 1
            at = text.find(piece, begins, begins + passed + MOST_BETWEEN + len(piece))
            if at < 0:
                broken = _broken(text, piece, begins) if not passed else []
                found.extend(broken)
                passed = 0 if broken else passed + len(piece)
                continue
            found.extend(range(at, at + len(piece)))
            passed = 0
        if len(found) * 5 >= len(wanted) * 4:
            return found
        start = text.find(pieces[0], start + 1)
    return []


def _broken(text: str, piece: str, begins: int) -> list[int]:
    """The places of a piece that goes on at once, and has something else in its midst."""
    held = 0
    while begins + held < len(text) and held < len(piece) and text[begins + held] == piece[held]:
        held += 1
    at = text.find(piece[held:], begins + held, begins + held + MOST_BETWEEN + len(piece)) if held else -1
    return [*range(begins, begins + held), *range(at, at + len(piece) - held)] if at >= 0 else []


def _lines(boxes: Sequence[Box]) -> tuple[Box, ...]:
    return tuple(_joined(boxes))


def _joined(boxes: Sequence[Box]) -> Iterator[Box]:
    """Boxes that follow each other on one line as one."""
    line: Box | None = None
    for box in boxes:
        if line is not None and _together(line, box):
            line = Box(
                min(line.left, box.left),
                min(line.bottom, box.bottom),
                max(line.right, box.right),
                max(line.top, box.top),
            )
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _together(line: Box, box: Box) -> bool:
    """Whether a box goes on with a line: beside it (or, of turned text, above or below it), not far off."""
    height, width = box.top - box.bottom, box.right - box.left
    beside = min(line.top, box.top) - max(line.bottom, box.bottom) >= height / 2
    upright = min(line.right, box.right) - max(line.left, box.left) >= width / 2
    near = -height <= box.left - line.right <= 3 * height
    follows = min(abs(box.bottom - line.top), abs(line.bottom - box.top)) <= width
    return (beside and near) or (upright and follows and not beside and height < width * 1.5 and _narrow(line, box))


def _narrow(line: Box, box: Box) -> bool:
    """Whether a line that is gone on with upwards is one of turned text: as wide as a letter, and no wider."""
    return line.right - line.left <= 1.5 * (box.right - box.left)
