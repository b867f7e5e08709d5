"""What the rows of the data notes have in common: said once above them, so that a row carries only what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase

FEWEST = 3
"""So many rows must share a fact or a note before it is worth saying above them; a fact also more than half of all."""


def common(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """For each kind of fact what most rows say, where they are enough. What a row leaves empty is no fact of it."""
    shared = {}
    for kind in dict.fromkeys(kind for row in rows for kind in row):
        (value, times), *_ = Counter(row.get(kind, "") for row in rows).most_common(1)
        if value and times >= FEWEST and 2 * times > len(rows):
            shared[kind] = value
    return shared


def lettered(notes: Iterable[Sequence[str]]) -> dict[str, str]:
    """The notes that enough rows have, each with its letter, in the order they come."""
    times = Counter(note for row in notes for note in dict.fromkeys(row))
    often = [note for note, count in times.items() if count >= FEWEST]
    return {note: _letter(place) for place, note in enumerate(often)}


def _letter(place: int) -> str:
    turn, letter = divmod(place, len(ascii_lowercase))
    return ascii_lowercase[letter] * (turn + 1)
