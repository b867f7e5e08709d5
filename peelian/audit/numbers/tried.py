"""Patterns tried only where they can begin: most of a text begins nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_ALIKE = str.maketrans({"İ": "I", "ı": "i", "ſ": "s"})  # letters that patterns without regard to case take for these


def small(text: str) -> str:
    """The text in small letters, each character in its place.

    A pattern without regard to case is several times slower than one in small letters on such a text, since it cannot
    pass over what none of its words begins with.
    """
    return text.lower() if text.isascii() else text.translate(_ALIKE).lower()


def tried(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `finditer` finds of a pattern that begins at one of some places or nowhere; they come in order."""
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            end = match.end()
            yield match
