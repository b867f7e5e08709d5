"""A sentence with its numbers as marks, so that a grammar can say where they stand: "Of the ⟨N0⟩ calls, ⟨N1⟩ (⟨P2⟩)".

N is a count or money, P a percentage, F a fraction in words, T a stretch of time, R a multiple, K a place, X a rate per
so many. The mark of a change is in small letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.sentence import Sentence, once_of_a_sentence

_LETTERS = {
    "count": "N",
    "GBP": "N",
    "EUR": "N",
    "USD": "N",
    "FTE": "N",
    "percent": "P",
    "pp": "Q",
    "seconds": "T",
    "days": "T",
    "working days": "T",
    "months": "T",
    "ratio": "R",
    "rank": "K",
}


@dataclass(frozen=True)
class Skeleton:
    text: str
    numbers: tuple[Mention, ...]

    def at(self, match: re.Match[str], group: str | int) -> Mention:
        """The number whose index a group of a match holds."""
        return self.numbers[int(match[group])]


@once_of_a_sentence
def skeleton(s: Sentence) -> Skeleton:
    moving = {id(c.mention) for c in s.changes}
    pieces, at = [], s.start
    for index, m in enumerate(s.mentions):
        letter = "F" if m.fraction else _LETTERS.get(m.unit, "X")
        pieces += [s.view[at : m.begins], f"⟨{letter.lower() if id(m) in moving else letter}{index}⟩"]
        at = m.end
    return Skeleton("".join([*pieces, s.view[at : s.end]]), s.mentions)
