"""Two lists of levels of one length, set side by side item by item."""

from __future__ import annotations

import re

from peelian.audit.links.pair import Pair, comparable
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.sentence import Sentence

_PARALLEL = re.compile(
    r"\b(?:(?:slightly|significantly|well|just|marginally|all|both|now|still|also)\s+)*"
    r"(below|above|lower than|higher than|less than|more than|up (?:from|on)|down (?:from|on)"
    r"|better than|worse than|compared (?:with|to)|against|versus)\b",
    re.I,
)


def parallel(s: Sentence, levels: list[Mention], found: list[Pair]) -> list[Pair]:
    """ "92.0%, 95.2% and 94.1%, against 84.8%, 90.5% and 92.4%": two lists of one length, item by item."""
    for match in _PARALLEL.finditer(s.view, s.start, s.end) if len(levels) >= 4 else ():
        before = [m for m in levels if m.end <= match.start()]
        after = [m for m in levels if m.begins >= match.end()]
        if len(before) == len(after) >= 2 and all(comparable(a, before[0]) for a in before + after):
            olds = [Pair(o, n, s, s, "parallel", False) for o, n in zip(after, before, strict=True)]
            known = {(p.old.start, p.new.start) for p in found}
            return [p for p in olds if (p.old.start, p.new.start) not in known]
    return []


def parallel_lists(first: Sentence, second: Sentence) -> list[Pair]:
    """Two sentences: a list of levels, then "These figures are below …, which were" a list as long."""
    olds = [m for m in second.levels if not m.fraction]
    news = [m for m in first.levels if not m.fraction]
    if not olds or len(olds) != len(news):
        return []
    match = _PARALLEL.search(second.view, second.start, olds[0].begins)
    begins = re.match(
        r"\W*(?:these|those|this|both|all|the (?:figures|rates|results|levels|numbers|scores))\b", second.text, re.I
    )
    if not match or not begins or not all(comparable(m, olds[0]) for m in news + olds):
        return []
    strong = len(olds) == 1 or _same_labels(first, news, second, olds)
    return [Pair(o, n, second, first, "parallel", strong) for o, n in zip(olds, news, strict=True)]


def _same_labels(first: Sentence, news: list[Mention], second: Sentence, olds: list[Mention]) -> bool:
    """Whether the items of the two lists share a word each, in the same order."""
    for n, o in zip(news, olds, strict=True):
        a = set(re.findall(r"[a-z]{4,}", first.right_of(n).lower()))
        b = set(re.findall(r"[a-z]{4,}", second.right_of(o).lower()))
        if not a & b:
            return False
    return True
