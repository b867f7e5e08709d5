"""The rows of a measure told apart by its breakdowns: which parts there are, and in which areas each is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from peelian.simulate.chance import Yes
from peelian.simulate.frame import Frame, Words
from peelian.simulate.geography import Geography
from peelian.simulate.truth.picking import part

ALL = ""  # the part that is the whole


class Parts:
    """Where not `everywhere`, parts are told for the whole alone: a hundred offences of every ward are too many."""

    def __init__(self, measure: Mapping[str, Any], everywhere: bool) -> None:
        self._breakdowns: Mapping[str, str] = measure.get("breakdowns", {})
        self._everywhere = everywhere

    def of(self, frame: Frame, rows: Yes) -> Iterator[tuple[str, Yes]]:
        """Each part with its rows among these, all of them first."""
        yield ALL, rows
        for dimension, name in self._breakdowns.items():
            words = frame.column(name)
            assert isinstance(words, Words)
            for code, word in enumerate(words.vocabulary):
                of = rows & (words.codes == code)
                if of.any():
                    yield f"{dimension}={part(word)}", of

    def in_every_area(self, part: str) -> bool:
        return part == ALL or self._everywhere

    def levels(self, part: str, geography: Geography, levels: Sequence[str]) -> tuple[str, ...]:
        """The levels of area that a part is told for."""
        return tuple(levels) if self.in_every_area(part) else (geography.areas[0].level,)
