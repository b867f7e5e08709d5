"""An old and a new level, and which two can be that."""

from __future__ import annotations

from dataclasses import dataclass, replace

from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.sentence import Sentence


@dataclass(frozen=True)
class Pair:
    """An old and a new level. `form` names the grammar that set them side by side.

    `strong`: the sentence leaves no doubt that the two belong together. `fixed`: nor which of them is the old one.
    `reference`: the old one is no earlier value but a yardstick, such as an average.
    """

    old: Mention
    new: Mention
    old_in: Sentence
    new_in: Sentence
    form: str
    strong: bool = True
    fixed: bool = True
    reference: bool = False

    @property
    def turned(self) -> Pair:
        return replace(self, old=self.new, new=self.old, old_in=self.new_in, new_in=self.old_in)

    @property
    def unit(self) -> str:
        return self.new.unit


def comparable(a: Mention, b: Mention) -> bool:
    """Whether two levels can be an old and a new value of one thing."""
    if a.unit != b.unit or a.fraction or b.fraction or a.unit == "ratio":
        return False
    whole = a.value.denominator == 1, b.value.denominator == 1
    sizes = sorted((abs(a.value), abs(b.value)))
    return a.unit != "count" or whole[0] == whole[1] or sizes[1] <= MOST_TIMES * sizes[0]


MOST_TIMES = 20  # of a number with decimals, a whole one: 0.07 and 6 are a rate and so many people
