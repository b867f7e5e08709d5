"""A paper made ready for the kinds: its sentences in order with their numbers, changes, levels and periods."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from peelian.audit.claims.model import Spot
from peelian.audit.numbers.averages import rounded_averages
from peelian.audit.numbers.clean import clean
from peelian.audit.numbers.masks import masked, masks, sentences
from peelian.audit.numbers.mentions import mentions
from peelian.audit.numbers.named_periods import periods_in
from peelian.audit.papers.paper import CHARACTERS_OF_A_PAGE, Paper, Passage, Table, line_at, page_at
from peelian.audit.sentences.roles import changes
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.tables.both_ways import both_ways
from peelian.audit.tables.grid import Grid, grid_of

MOST_NUMBERS = 150  # in a sentence; one with more is a list that was run together, and no statement


@dataclass(frozen=True)
class Reading:
    """A paper with its sentences and tables read; `both_ways` has some tables a second time, turned."""

    paper: Paper
    sentences: tuple[Sentence, ...]
    grids: tuple[Grid, ...]
    both_ways: tuple[Grid, ...]
    by_block: dict[int, tuple[Sentence, ...]]
    characters: int

    @property
    def pages(self) -> int:
        """Pages as counted for plain text where the paper knows none."""
        return self.paper.pages or max(1, -(-self.characters // CHARACTERS_OF_A_PAGE))

    def before(self, sentence: Sentence, count: int = 1) -> list[Sentence]:
        """The sentences just before, nearest first, in the same section; notes and captions are passed over."""
        found: list[Sentence] = []
        for index in range(sentence.index - 1, -1, -1):
            other = self.sentences[index]
            if other.section != sentence.section or len(found) == count:
                break
            if other.kind not in ("footnote", "caption", "heading"):
                found.append(other)
        return found

    def after(self, sentence: Sentence) -> Sentence | None:
        """The next sentence of the same passage, or the first of the next one."""
        nxt = sentence.index + 1
        if nxt == len(self.sentences):
            return None
        other = self.sentences[nxt]
        near = other.block <= sentence.block + 1 and other.section == sentence.section
        return other if near and other.kind not in ("footnote", "caption", "heading") else None

    def spot(self, sentence: Sentence, start: int, end: int) -> Spot:
        """A place in the passage of a sentence, from offsets of its clean text."""
        text = sentence.clean
        passage = self.paper.blocks[sentence.block]
        assert isinstance(passage, Passage)
        quote = text.piece(start, end)
        first = text.offset(start)
        line, page = line_at(passage, first), page_at(passage, first)
        return Spot(sentence.block, first, first + len(quote), line, page, quote)

    def whole(self, sentence: Sentence) -> Spot:
        return self.spot(sentence, sentence.start, sentence.end)


def reading(paper: Paper) -> Reading:
    """Reads every passage and table of a paper."""
    found: list[Sentence] = []
    grids: list[Grid] = []
    section = characters = 0
    for block, part in enumerate(paper.blocks):
        if isinstance(part, Table):
            grids.append(grid_of(part, block, section))
            characters += sum(len(cell.text) + 1 for row in part.rows for cell in row)
            continue
        characters += len(part.text) + 1
        if part.kind == "heading":
            section += 1
        found.extend(_sentences(part, block, section, len(found)))
    by_block: dict[int, list[Sentence]] = {}
    for one in found:
        by_block.setdefault(one.block, []).append(one)
    blocks = {block: tuple(those) for block, those in by_block.items()}
    ways = tuple(way for grid in grids for way in both_ways(grid))
    return Reading(paper, tuple(found), tuple(grids), ways, blocks, characters)


_HOLDS_NUMBERS = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty"
    r"|ninety|hundred|half|halv\w+|thirds?|quarters?|fifths?|tenths?|first|second|one in|one out"
    r"|doubl\w+|tripl\w+|trebl\w+|twice)\b",
    re.I,
)


def _sentences(passage: Passage, block: int, section: int, index: int) -> Iterable[Sentence]:
    text = clean(passage.text)
    if not _HOLDS_NUMBERS.search(text.text):
        for offset, (start, end) in enumerate(sentences(text.text)):
            yield Sentence(index + offset, block, section, passage.kind, text, text.text, start, end, (), (), (), ())
        return
    view = masked(text.text, masks(text.text))
    all_ = rounded_averages(mentions(text.text, view), view)
    named = periods_in(text.text)
    begins = [m.start for m in all_]
    dated = [p.start for p in named]
    for offset, (start, end) in enumerate(sentences(text.text)):
        own = all_[bisect_left(begins, start) : bisect_left(begins, end)]
        own = own if len(own) <= MOST_NUMBERS else ()
        moved = changes(view, start, end, own)
        moving = {id(c.mention) for c in moved}
        levels = tuple(m for m in own if id(m) not in moving)
        periods = named[bisect_left(dated, start) : bisect_left(dated, end)]
        yield Sentence(
            index + offset, block, section, passage.kind, text, view, start, end, own, moved, levels, periods
        )
