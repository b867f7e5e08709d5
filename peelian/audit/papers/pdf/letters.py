"""The signs printed on a page of a PDF, each with its place, as pdfium gives them.

Places are points of 1/72 inch on the page as it is read: x from the left, y from the top. Signs that stand upright or
aslant beside the text of the page are left out; on a page whose text all stands upright, the page is turned.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
from collections import Counter
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from peelian.audit.papers.pdf.calls import (
    address_of,
    box_at,
    generated_at,
    object_at,
    origin_at,
    tight_box_at,
    unicode_at,
)

FARTHEST = 100_000.0  # points; what is further out is no place on a page
MOST_SIGNS = 150_000  # on one page; the fullest pages of small print have under 20,000

_BLANKS = " \xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t"
_NOTHING = "\ufeff\u200b\u200c\u200d\u2060\x00\r\n"
_WORDS = re.compile(f"[{_BLANKS}]|[^{_BLANKS}{_NOTHING}]+")
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_HYPHENS = "\x02\ufffe"  # what pdfium makes of a hyphen that breaks a word at the end of a line
_UNPRINTED = {chr(code): "\ufffd" for code in (*range(32), *range(0xD800, 0xE000))}
_PRINTED = str.maketrans(_UNPRINTED | _LIGATURES | dict.fromkeys(_HYPHENS, "\u00ad"))

_LONGEST_NAME = 256  # bytes
_BOLD = re.compile(r"bold|black|heavy|demi|-medi(?!um)", re.I)
_WEIGHTS = re.compile(r"bold|black|heavy|demi|medi|regular|roman|book|light|normal|italic|oblique", re.I)

_NUMBER = re.compile(r"[0-9]+")
SUPERIOR = 0.2  # of the size of the font: digits whose feet stand that far above the base line are raised by design
SUPERIOR_SIZE = 0.6  # of the size of the font, of such digits
WIDTHS = (0.2, 0.9)  # of the size of the font: how wide the signs of a word are by the mean, unless they are set apart


class Letters(NamedTuple):
    """Signs that follow each other without a gap; a blank is alone.

    `base` is the line they stand on, `size` the height of their font, `content` their marked content (-1: none).
    """

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
    level: bool = False  # its signs stand on one line, so that the first tells the line of all
    lifted: float = 0.0  # points that the sign stands above its base line


def letters_of(page: Any, text: Any) -> tuple[Frame, list[Letters], bool]:
    """The page's frame, its signs in the order of the file, and whether some were too many to take.

    `page` and `text` are pypdfium2's page and its text.
    """
    count = text.count_chars()
    found = _Finder(text).found(min(count, MOST_SIGNS))
    turns: Counter[int] = Counter()
    for one in found:
        if one.style.turn >= 0 and one.text != " ":
            turns[one.style.turn] += len(one.text)
    turn = turns.most_common(1)[0][0] if turns else 0
    frame = Frame(turn, *page.get_mediabox(fallback_ok=True))
    return frame, _placed(found, frame), count > MOST_SIGNS


class _Found(NamedTuple):
    """Signs of one style as they stand in the file: their box, and a place on their line; of a blank, neither."""

    text: str
    box: tuple[float, float, float, float]  # left, bottom, right, top
    x: float
    y: float
    style: _Style


_NOWHERE = (0.0, 0.0, 0.0, 0.0)


class _Finder:
    """Looks up the signs of a page, a word at a time where it can.

    A call for a place costs more than all else that is asked of a sign. A word that one object of the file sets level
    stands between its first sign and its last: pdfium puts a blank of its own wherever the object leaves a gap.
    """

    def __init__(self, text: Any) -> None:
        self.text = text
        self.page = address_of(text.raw)
        self.styles = _Styles(text.raw)
        self.box, self.x, self.y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self.by_box, self.by_x, self.by_y = map(ctypes.addressof, (self.box, self.x, self.y))
        self.object, self.style = -1, _Style(1.0, 0, False, -1)  # of the sign looked up last
        self.made: list[_Found] = []

    def found(self, count: int) -> list[_Found]:
        for word in _WORDS.finditer(self.signs(count)):
            at = word.start()
            if word[0] not in _BLANKS:
                self.look(at, word[0])
            elif generated_at(self.page, at) != 1:
                self.made.append(_Found(" ", _NOWHERE, 0.0, 0.0, self.styled(at, object_at(self.page, at) or 0)))
        return self.made

    def signs(self, count: int) -> str:
        """The signs of the page, as many characters; of each alone where their text as a whole does not say which."""
        signs: str = self.text.get_text_range(0, count, errors="surrogatepass") if count > 0 else ""
        if len(signs) == count:
            return signs
        codes = (unicode_at(self.page, at) for at in range(count))
        return "".join(chr(code) if code <= sys.maxunicode else "\ufffd" for code in codes)

    def look(self, at: int, word: str) -> None:
        """Adds the signs of a word whose first is the sign `at` of the page."""
        thing, last = object_at(self.page, at) or 0, at + len(word) - 1
        if thing and last > at and thing == object_at(self.page, last) and self.styled(at, thing).level:
            box = self.around(at, word)
            if box is not None:
                self.made.append(_Found(word.translate(_PRINTED), box, self.x.value, self.y.value, self.style))
                return
        for each, sign in enumerate(word, start=at):
            style = self.styled(each, object_at(self.page, each) or 0)
            if "0" <= sign <= "9" and not style.turn:
                style = self.styles.of_digit(each, style, self.y.value)
            self.made.append(_Found(sign.translate(_PRINTED), self.box_of(each), self.x.value, self.y.value, style))

    def styled(self, at: int, thing: int) -> _Style:
        """The style of a sign; its place on its line is then in `x` and `y`."""
        if thing != self.object or not self.style.level:
            self.object, self.style = thing, self.styles.of(at, thing)
            origin_at(self.page, at, self.by_x, self.by_y)
        return self.style

    def box_of(self, at: int) -> tuple[float, float, float, float]:
        box = self.box
        box_at(self.page, at, self.by_box)
        return box.left, box.bottom, box.right, box.top

    def around(self, at: int, word: str) -> tuple[float, float, float, float] | None:
        """The box of a word; None where its signs are spread out or pushed together, or a digit of it is raised."""
        left, bottom, _, top = self.box_of(at)
        right = self.box_of(at + len(word) - 1)[2]
        if not WIDTHS[0] * self.style.size < (right - left) / len(word) < WIDTHS[1] * self.style.size:
            return None
        if not word.isalpha():
            for number in _NUMBER.finditer(word):
                for digit in {number.start(), number.end() - 1}:
                    if self.styles.of_digit(at + digit, self.style, self.y.value) is not self.style:
                        return None
        return left, bottom, right, top


def _placed(found: list[_Found], frame: Frame) -> list[Letters]:
    """Signs of the page's own direction; those printed twice over themselves, to look bold, once."""
    letters: list[Letters] = []
    seen: set[tuple[str, int, int]] = set()
    last: tuple[float, float, float, float] | None = None
    turn, left, top, place = frame.turn, frame.left, frame.top, frame.place
    for one in found:
        text, box, style = one.text, one.box, one.style
        if style.turn != turn:
            continue
        if text == " ":
            letters.append(Letters(" ", 0.0, 0.0, 0.0, style.size, style.bold, style.content))
            last = None
            continue
        if box == last:  # letters that are one sign, as in "ffi", share its box
            if letters:
                letters[-1] = letters[-1]._replace(text=letters[-1].text + text)
            continue
        last = box
        if turn == 0:  # nearly every page: without a call for each place
            x0, x1, base = box[0] - left, box[2] - left, top - (one.y + style.lifted)
        else:
            x0, x1 = place(box[0], box[1])[0], place(box[2], box[3])[0]
            base = place(one.x, one.y + style.lifted)[1]
        if x1 < x0:
            x0, x1 = x1, x0
        if not (-FARTHEST < x0 <= x1 < FARTHEST and -FARTHEST < base < FARTHEST):  # also where it is no number
            continue
        key = (text, int(x0), int(base))
        if key in seen or (text, int(x0 + 0.4), key[2]) in seen:
            last = None
            continue
        seen.add(key)
        letters.append(Letters(text, x0, x1, base, style.size, style.bold, style.content))
    return letters


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
