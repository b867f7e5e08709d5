"""What holds digits and measures nothing: dates, years, references, telephone numbers, times of day, names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelian.audit.numbers.mask_patterns import ASKED, CALLED, PATTERNS, YEAR
from peelian.audit.numbers.tried import small, tried

_COMPILED = tuple(re.compile(pattern, flags) for pattern, flags, _ in PATTERNS)
# One of these is in each address.
_ADDRESSED = ("://", "www.", "@", ".pdf", ".doc", ".xls", ".htm", ".gov.uk", ".org", ".com", ".co.uk")
_ON_DIGITS = re.compile(  # most figures begin none of these
    "|".join(
        f"(?{'i' if flags & re.I else ''}:{pattern})" for pattern, flags, begins in PATTERNS if "0" in begins.split()
    )
)
_BEGINNING = re.compile(r"(?P<digits>\d+)|[a-z]+(?=(?P<joined>[-/]?\d)?)|[;:(/§£+]")


def _by_beginning() -> dict[str, tuple[int, ...]]:
    """Of each word in small letters, sign or what stands for more, the indexes of the patterns that can begin so."""
    found: dict[str, list[int]] = {}
    for index, (_, _, begins) in enumerate(PATTERNS):
        for first in begins.split():
            for form in (first[:-2], first[:-1]) if first.endswith("?") else (first,):
                found.setdefault(form if form == "A1" else form.lower(), []).append(index)
    return {first: tuple(indexes) for first, indexes in found.items()}


_BY_BEGINNING = _by_beginning()
_BARE_CALLED, _BARE_YEAR = re.compile(CALLED), re.compile(YEAR)
NEAR = 60  # characters before a number that can say that it counts
# A year-like number straight after one of these, and before a thing that is counted, is a count.
_COUNTING = re.compile(
    r"\b(?:recorded|received|total of|with|were|saw|averag\w+|made|completed|handled|only|just|nearly"
    r"|almost|approximately|about"
    r"|over|than|out of"
    r"|of the|comprising|comprised|and|attended|conducted|dealt with|issued|there (?:are|were|was|have been))\s+$",
    re.I,
)
_COUNTED = re.compile(r"\s+(?!was\b|is\b|has\b|levels?\b|figures?\b|results?\b|baseline\b|to\b|and\b)[a-z][a-z-]*s\b")
_THINGS = re.compile(
    rf"\s+(?!(?:[a-z-]+\s+){{0,3}}?(?:{ASKED})\b)(?:[a-z-]+\s+){{0,4}}?[a-z-]+s\b|\s+emergency\s+[a-z]+s\b", re.I
)


def masks(text: str) -> list[tuple[int, int]]:
    """The stretches of a clean text that measure nothing, in order and without overlap."""
    found: list[tuple[int, int]] = []
    covered = bytearray(len(text))
    for match in _matches(text):
        start, end = match.span(1) if match.lastindex else match.span()
        if 1 not in covered[start:end] and not _counts_something(text, start, end):
            covered[start:end] = b"\x01" * (end - start)
            found.append((start, end))
    return sorted(found)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What each pattern finds from left to right, pattern by pattern."""
    for pattern, starts in zip(_COMPILED, _starts(text), strict=True):
        yield from pattern.finditer(text) if starts is None else tried(pattern, text, starts)


def _starts(text: str) -> list[list[int] | None]:
    """Where each pattern may begin, in order; None: anywhere."""
    low = small(text)
    starts: list[list[int]] = [[] for _ in _COMPILED]
    for index in _BY_BEGINNING["^"]:
        starts[index].append(0)
    for token in _BEGINNING.finditer(low):
        at, kind = token.start(), token.lastgroup
        if kind == "digits":
            for index in _BY_BEGINNING["0"] if _ON_DIGITS.match(text, at) else ():
                starts[index].append(at)
            continue
        for index in _BY_BEGINNING["A1"] if kind == "joined" else ():
            starts[index].append(at)
        for index in _BY_BEGINNING.get(token[0], ()):
            starts[index].append(at)
    addressed = any(sign in low for sign in _ADDRESSED)
    return [None if addressed and not begins else those for those, (_, _, begins) in zip(starts, PATTERNS, strict=True)]


def _counts_something(text: str, start: int, end: int) -> bool:
    """Whether what looks like a bare year is a number of things: "recorded 2016 calls"."""
    bare = text[start:end]
    things = _THINGS if _BARE_CALLED.fullmatch(bare) else _COUNTED if _BARE_YEAR.fullmatch(bare) else None
    if things is None or not things.match(text, end):
        return False
    return _COUNTING.search(text, max(0, start - NEAR), start) is not None


def masked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with "§" in the place of each masked character, so that offsets stay."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], "§" * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of a clean text. A stop inside a number or after a short form ends none."""
    start = 0
    for match in _STOP.finditer(text):
        if _SHORT.search(text[max(0, match.start() - 14) : match.start() + 1]):
            continue
        end = match.end(1)
        if text[start:end].strip():
            yield _trimmed(text, start, end)
        start = match.end()
    if text[start:].strip():
        yield _trimmed(text, start, len(text))


_STOP = re.compile(r"([.!?][\"')\]]*)(?:\s+(?=[\"'(\[£§]*[A-Z0-9£§▲▼△▽↑↓⬆⬇]|[-–•]\s)|\s*$)|([;:])\s+(?=[-–•]\s)")
_SHORT = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|v|no|nos|approx|c|p|pp|para|paras|fig|figs|st|dr|mr|mrs|ms|prof|cllr|inc|incl|excl"
    r"|jan|feb|mar|apr|aug|sept?|oct|nov|dec|cf|al|est|avg|max|min|sec|ref)\.$",
    re.I,
)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
