"""Words and lines out of letters, by where they stand: blanks that the file holds or lacks decide nothing alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from peelian.audit.papers.marks import is_mark
from peelian.audit.papers.pdf.letters import Letters

# Gaps between two letters as shares of the size of the font. Fonts have blanks of 0.25 to 0.33, set in full lines 0.18.
GAP_AT_A_BLANK = 0.02
GAP_AT_A_BLANK_IN_A_NUMBER = 0.10
GAP_WITHOUT_A_BLANK = 0.16
GAP_IN_A_NUMBER = 0.20  # digits set apart by kerning, where the file has no blank
SAME_LINE = 0.25
SMALLER = 0.85  # a mark of a footnote is at most this share of the size of what it stands at
RAISED = (0.10, 0.75)
MOST_COMPARED = 2_000_000  # pairs of runs of a page


@dataclass
class Word:
    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    raised: bool = False

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass
class Line:
    """Words on one base line from left to right. `number` is the line of the page, from 1."""

    words: list[Word]
    page: int = 0
    number: int = 0
    marks: list[str] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def base(self) -> float:
        return max(self.words, key=attrgetter("size")).base

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        letters: dict[float, int] = {}
        for word in self.words:
            letters[word.size] = letters.get(word.size, 0) + len(word.text)
        most = max(letters, key=lambda size: letters[size])
        return round(most, 1)

    def alike(self, other: Line) -> bool:
        """Whether some words of both are of one size, as lines of one paragraph are."""
        sizes = {word.size for word in other.words}
        return any(abs(word.size - size) <= 0.08 * size for word in self.words for size in sizes)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words if any(map(str.isalnum, word.text)))

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def with_words(self, words: list[Word]) -> Line:
        return Line(words, self.page, self.number)


@dataclass
class _Run:
    """Letters that follow each other in the file without a gap."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    spaced: bool  # a blank stands before it
    host: _Run | None = None  # what it is raised at


def lines_of(letters: Iterable[Letters], page: int = 0) -> list[Line]:
    """Lines from the top down, numbered from 1. Footnote marks are words of their own, told as raised."""
    runs = _runs(letters)
    _find_raised(runs)
    rows: list[list[_Run]] = []
    for run in sorted((r for r in runs if r.host is None), key=attrgetter("base")):
        near = rows and run.base - rows[-1][0].base <= SAME_LINE * min(run.size, rows[-1][0].size)
        if near:
            rows[-1].append(run)
        else:
            rows.append([run])
    raised: dict[int, list[_Run]] = {}
    for run in runs:
        if run.host is not None:
            raised.setdefault(id(run.host), []).append(run)
    lines = []
    for number, row in enumerate(rows, start=1):
        together = [*row, *(small for run in row for small in raised.get(id(run), ()))]
        lines.append(Line(_words(together), page, number))
    return lines


def _runs(letters: Iterable[Letters]) -> list[_Run]:
    runs: list[_Run] = []
    spaced = True
    for one in letters:
        if one.text == " ":
            spaced = True
            continue
        last = runs[-1] if runs else None
        if last and not spaced and _follows(last, one):
            last.text += one.text
            last.x1 = max(last.x1, one.x1)
        else:
            runs.append(_Run(one.text, one.x0, one.x1, one.base, one.size, one.bold, spaced))
        spaced = False
    return runs


def _follows(run: _Run, after: Letters) -> bool:
    gap = after.x0 - run.x1
    return (
        abs(after.base - run.base) <= 0.05 * run.size
        and abs(after.size - run.size) <= 0.05 * run.size
        and after.bold == run.bold
        and -0.5 * run.size <= gap < GAP_WITHOUT_A_BLANK * run.size
    )


def _find_raised(runs: list[_Run]) -> None:
    """Small runs that stand above the base line of a larger one beside them are told which."""
    ordered = sorted(runs, key=attrgetter("base"))
    bases = [run.base for run in ordered]
    largest = max((run.size for run in runs), default=0.0)
    compared = 0
    for run in runs:
        if run.size > SMALLER * largest or compared > MOST_COMPARED:
            continue
        best = None
        for at in range(bisect_right(bases, run.base), len(ordered)):
            other = ordered[at]
            compared += 1
            if other.base - run.base > RAISED[1] * largest:
                break
            if run.size > SMALLER * other.size or not RAISED[0] < (other.base - run.base) / other.size < RAISED[1]:
                continue
            gap = max(run.x0 - other.x1, other.x0 - run.x1)
            if -0.6 * other.size < gap < 0.45 * other.size and (best is None or gap < best[0]):
                best = (gap, other)
        run.host = best[1] if best else None
    for run in runs:  # a mark at a mark: both at the word
        while run.host is not None and run.host.host is not None:
            run.host = run.host.host


def _words(runs: Sequence[_Run]) -> list[Word]:
    words: list[Word] = []
    last: _Run | None = None
    for run in sorted(runs, key=attrgetter("x0")):
        raised = run.host is not None
        if last is not None and words[-1].raised == raised and _one_word(last, run):
            words[-1].text += run.text
            words[-1].x1 = max(words[-1].x1, run.x1)
            words[-1].bold = words[-1].bold and run.bold
        elif (
            raised and last is not None and not is_mark(run.text, words[-1].text) and run.x0 - last.x1 < 0.2 * last.size
        ):
            words[-1].text += run.text  # an ordinal or a power
            words[-1].x1 = max(words[-1].x1, run.x1)
        elif not raised and last is not None and last.host is not None and len(words) > 1 and _one_word(last, run):
            words[-2].text += run.text  # what follows a mark without a blank: a comma, a stop
        else:
            words.append(Word(run.text, run.x0, run.x1, run.base, run.size, run.bold, raised))
        last = run
    return words


def _one_word(before: _Run, after: _Run) -> bool:
    size = max(before.size, after.size)
    gap = after.x0 - before.x1
    number = before.text[-1].isdigit() and (after.text[0].isdigit() or after.text[0] in ",.%")
    if after.spaced:
        return gap < (GAP_AT_A_BLANK_IN_A_NUMBER if number else GAP_AT_A_BLANK) * size
    if number:
        return gap < GAP_IN_A_NUMBER * size
    return gap < GAP_WITHOUT_A_BLANK * size
