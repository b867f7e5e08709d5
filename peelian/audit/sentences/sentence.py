"""One sentence with its numbers, changes, levels and periods, and what was once found out about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from peelian.audit.numbers.clean import Clean
from peelian.audit.numbers.mentions import Mention
from peelian.audit.numbers.named_periods import Named
from peelian.audit.papers.paper import PassageKind
from peelian.audit.sentences.roles import Change
from peelian.periods import Period

FURTHEST = 400  # characters on each side of a number that can say what it is


@dataclass(frozen=True)
class Sentence:
    """One sentence. Offsets are in the clean text of its passage; `view` is that text with dates and names masked.

    `index` counts the sentences of the paper, `block` is that of the passage, `section` counts headings before it.
    `levels` are the numbers that are no changes. `said` is what was found out about it: see once_of_a_sentence.
    """

    index: int
    block: int
    section: int
    kind: PassageKind
    clean: Clean
    view: str
    start: int
    end: int
    mentions: tuple[Mention, ...]
    changes: tuple[Change, ...]
    levels: tuple[Mention, ...]
    periods: tuple[Named, ...]
    said: dict[Callable[..., Any], Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def text(self) -> str:
        return self.clean.text[self.start : self.end]

    def between(self, start: int, end: int) -> str:
        """The masked text between two offsets."""
        return self.view[max(start, self.start) : min(end, self.end)]

    def left_of(self, mention: Mention) -> str:
        """The masked text from the number before, or from the sentence's start, to this number."""
        ends = [m.end for m in self.mentions if m.end <= mention.begins]
        return self.view[max([*ends, self.start, mention.begins - FURTHEST]) : mention.begins]

    def right_of(self, mention: Mention) -> str:
        """The masked text from this number to the next, or to the sentence's end."""
        begins = [m.begins for m in self.mentions if m.begins >= mention.end]
        return self.view[mention.end : min([*begins, self.end, mention.end + FURTHEST])]

    def clear_right_of(self, mention: Mention) -> str:
        begins = [m.begins for m in self.mentions if m.begins >= mention.end]
        return self.clean.text[mention.end : min([*begins, self.end, mention.end + FURTHEST])]

    def period_of(self, mention: Mention) -> Period | None:
        """The period named nearest to a number: after it and before the next, else before it and after the last."""
        begins = min((m.begins for m in self.mentions if m.begins >= mention.end), default=self.end)
        after = [p for p in self.periods if mention.end <= p.start < begins]
        ends = max((m.end for m in self.mentions if m.end <= mention.begins), default=self.start)
        before = [p for p in self.periods if ends <= p.start and p.end <= mention.begins]
        if ends > self.start:  # what follows a number closely is its own period
            before = [p for p in before if _BREAK.search(self.clean.text[ends : p.start])]
        if after and not _begins_new(self.clean.text[mention.end : after[0].start]):
            return after[0].period
        if before:
            return before[-1].period
        return after[0].period if after else None


_Said = TypeVar("_Said")


def once_of_a_sentence(look: Callable[[Sentence], _Said]) -> Callable[[Sentence], _Said]:
    """Remembers with a sentence what a function says of it, since most kinds ask the same."""

    @wraps(look)
    def looking(s: Sentence) -> _Said:
        if looking not in s.said:
            s.said[looking] = look(s)
        found: _Said = s.said[looking]
        return found

    return looking


_BREAK = re.compile(r"[,;:]|\b(?:and|while|whilst|but|compared|against|from|than)\b", re.I)


def _begins_new(between: str) -> bool:
    """Whether the words between a number and a period begin a comparison, so that the period is of what follows."""
    return bool(re.search(r"\b(?:compar|against|than|versus|from|while|whilst)\b|[;:]", between, re.I))
