"""The signs printed on a page of a PDF, each with its place, as pdfium gives them.

Places are points of 1/72 inch on the page as it is read: x from the left, y from the top. Signs that stand upright or
aslant beside the text of the page are left out; on a page whose text all stands upright, the page is turned.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from peelian.audit.pdf.calls import (
    address_of,
    box_at,
    generated_at,
    object_at,
    origin_at,
    tight_box_at,
    unicode_at,
)

FARTHEST = 100_000.0  # points; what is further out is no place on a page
MOST_GLYPHS = 150_000  # on one page; the fullest pages of small print have under 20,000

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_HYPHENS = {0x02: "\u00ad", 0xFFFE: "\u00ad"}  # what pdfium makes of a hyphen that breaks a word at the end of a line
_BLANKS = {0x20, 0xA0, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F, 0x3000, 0x09}
_NOTHING = {0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0x00, 0x0D, 0x0A}


_LONGEST_NAME = 256  # bytes
_BOLD = re.compile(r"bold|black|heavy|demi|-medi(?!um)", re.I)
_WEIGHTS = re.compile(r"bold|black|heavy|demi|medi|regular|roman|book|light|normal|italic|oblique", re.I)


ZERO, NINE = 0x30, 0x39
SUPERIOR = 0.2  # of the size of the font: digits whose feet stand that far above the base line are raised by design
SUPERIOR_SIZE = 0.6  # of the size of the font, of such digits


class Glyph(NamedTuple):
    """`base` is the line it stands on, `size` the height of its font, `content` its marked content (-1: none)."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    content: int


class Frame(NamedTuple):
    """How places of the file become places of the page as it is read."""

    turn: int  # quarter turns, clockwise, that make the text upright
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


class _Style(NamedTuple):
    size: float
    turn: int  # -1: aslant
    bold: bool
    content: int
    level: bool = False  # its glyphs stand on one line, so that the first tells the line of all
    lifted: float = 0.0  # points that the glyph stands above its base line


def glyphs_of(page: Any, text: Any) -> tuple[Frame, list[Glyph], bool]:
    """The page's frame, its glyphs in the order of the file, and whether some were too many to take."""
    count = raw.FPDFText_CountChars(text)
    found = _found(text, min(count, MOST_GLYPHS))
    turns = Counter(style.turn for code, _, _, _, style in found if style.turn >= 0 and code not in _BLANKS)
    turn = turns.most_common(1)[0][0] if turns else 0
    frame = Frame(turn, *page.get_mediabox(fallback_ok=True))
    return frame, _placed(found, frame), count > MOST_GLYPHS


_Found = tuple[int, tuple[float, float, float, float], float, float, _Style]  # sign, box, place on its line, style


def _found(text: Any, count: int) -> list[_Found]:
    found: list[_Found] = []
    styles = _Styles(text)
    page = address_of(text)
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    by_box, by_x, by_y = ctypes.addressof(box), ctypes.addressof(x), ctypes.addressof(y)
    last, style = -1, _Style(1.0, 0, False, -1)
    for at in range(count):
        code = unicode_at(page, at)
        if code in _NOTHING or (code in _BLANKS and generated_at(page, at) == 1):
            continue
        thing = object_at(page, at) or 0
        if thing != last or not style.level:
            last, style = thing, styles.of(at, thing)
            origin_at(page, at, by_x, by_y)
        box_at(page, at, by_box)
        of_it = styles.of_digit(at, style, y.value) if ZERO <= code <= NINE and not style.turn else style
        found.append((code, (box.left, box.bottom, box.right, box.top), x.value, y.value, of_it))
    return found


def _placed(found: list[_Found], frame: Frame) -> list[Glyph]:
    """Glyphs of the page's own direction; a glyph printed twice over itself, to look bold, once."""
    glyphs: list[Glyph] = []
    seen: set[tuple[int, int, int]] = set()
    last: tuple[float, float, float, float] | None = None
    turn, left, top, place = frame.turn, frame.left, frame.top, frame.place
    for code, box, x, y, style in found:
        if style.turn != turn:
            continue
        if box == last:  # letters that are one sign, as in "ffi", share its box
            if glyphs and code not in _BLANKS:
                glyphs[-1] = glyphs[-1]._replace(text=glyphs[-1].text + _printed(code))
            continue
        last = box
        if turn == 0:  # nearly every page: without a call for each place
            x0, x1, base = box[0] - left, box[2] - left, top - (y + style.lifted)
        else:
            x0, x1 = place(box[0], box[1])[0], place(box[2], box[3])[0]
            base = place(x, y + style.lifted)[1]
        if x1 < x0:
            x0, x1 = x1, x0
        if not (-FARTHEST < x0 <= x1 < FARTHEST and -FARTHEST < base < FARTHEST):  # also where it is no number
            continue
        if code not in _BLANKS:
            key = (code, int(x0), int(base))
            if key in seen or (code, int(x0 + 0.4), key[2]) in seen:
                last = None
                continue
            seen.add(key)
        glyphs.append(Glyph(_printed(code), x0, x1, base, style.size, style.bold, style.content))
    return glyphs


@lru_cache(2_000)
def _printed(code: int) -> str:
    if code in _BLANKS:
        return " "
    if code in _HYPHENS:
        return _HYPHENS[code]
    if code in _LIGATURES:
        return _LIGATURES[code]
    if code < 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)


class _Styles:
    """Size, direction, weight and marked content of text objects, looked up once each."""

    def __init__(self, text: Any) -> None:
        self.text = text
        self.page = address_of(text)
        self.known: dict[int, _Style] = {}
        self.matrix = raw.FS_MATRIX()
        self.tight = tuple(ctypes.c_double() for _ in range(4))
        self.by_tight = tuple(map(ctypes.addressof, self.tight))

    def of(self, at: int, thing: int) -> _Style:
        """Of the sign `at`, which the object at the address `thing` draws; 0 where nothing is known to draw it."""
        if not thing:
            return self.look(at, -1)._replace(level=False)
        style = self.known.get(thing)
        if style is None:
            content = raw.FPDFPageObj_GetMarkedContentID(raw.FPDFText_GetTextObject(self.text, at))
            style = self.known[thing] = self.look(at, content)
        return style

    def of_digit(self, at: int, style: _Style, base: float) -> _Style:
        """Of an upright digit: a smaller one where the font draws it raised, on the line of its neighbours."""
        _, _, bottom, top = self.tight
        tight_box_at(self.page, at, *self.by_tight)
        if top.value > bottom.value > base + SUPERIOR * style.size:
            return style._replace(size=SUPERIOR_SIZE * style.size, lifted=bottom.value - base)
        return style

    def look(self, at: int, content: int) -> _Style:
        size = abs(raw.FPDFText_GetFontSize(self.text, at)) or 1.0
        turn, level = 0, False
        if raw.FPDFText_GetMatrix(self.text, at, self.matrix):
            m = self.matrix
            size *= math.hypot(m.c, m.d) or 1.0
            angle = math.degrees(math.atan2(m.b, m.a))
            quarters = round(angle / 90)
            turn = quarters % 4 if abs(angle - 90 * quarters) < 3 else -1
            level = turn == 0 and m.b == 0
        return _Style(size, turn, self.bold(at), content, level)

    def bold(self, at: int) -> bool:
        """By the name of the font, or by its weight where the name says nothing."""
        name = ctypes.create_string_buffer(_LONGEST_NAME)
        flags = ctypes.c_int()
        length = raw.FPDFText_GetFontInfo(self.text, at, name, _LONGEST_NAME, flags)
        if 0 < length <= _LONGEST_NAME and _WEIGHTS.search(said := name.value.decode("utf-8", "replace")):
            return _BOLD.search(said) is not None
        return bool(raw.FPDFText_GetFontWeight(self.text, at) >= 700)
