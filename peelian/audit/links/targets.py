"""The target that a sentence sets its level against: "48.0% against a target of 55.0%, 7.0 points below".

A target measures nothing, so it is masked where numbers are read; it counts only for a gap that speaks of it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from peelian.audit.links.pair import Pair, comparable
from peelian.audit.numbers.mentions import Mention, mentions
from peelian.audit.sentences.reading import Reading
from peelian.audit.sentences.roles import Change
from peelian.audit.sentences.sentence import Sentence

_WORD = r"(?:targets?|standards?|thresholds?|ambition|benchmark|goal)"
_TARGET = re.compile(
    rf"\b{_WORD}(?:\s+(?:level|figure|rate))?\s*(?:,\s*)?(?:of|is|was|remains|being|set at|:)?\s*"
    r"(?:set at\s+|at least\s+|now\s+)?"
    r"(?P<n>£?\d[\d,.]*\d(?:\s?(?:%|per\s?cent|percent|m\b|million|days?|minutes?|seconds?|weeks?))?|£?\d\s?(?:%|per\s?cent)?)"
    rf"|(?P<m>£?\d[\d,.]*(?:\s?(?:%|per\s?cent|percent))?)[\s-](?:[a-z]+\s+)?{_WORD}\b",
    re.I,
)
_GAP = re.compile(
    r"^(?:above|below|gap|difference|variance|short|shortfall|ahead|behind|higher|lower|under|over|exceed(?:ed|s|ing)|miss(?:ed|es|ing)|better|worse)$"
)
_SPEAKS = re.compile(rf"\b{_WORD}\b", re.I)


def target_pairs(reading: Reading, s: Sentence, change: Change) -> list[Pair]:
    """The pair of the target and the one level it is set against, of a change that says how far off it is."""
    if not _GAP.match(change.word) or not _SPEAKS.search(s.text):
        return []
    targets = [m for match in _TARGET.finditer(s.clean.text, s.start, s.end) if (m := _mention(s, match))]
    levels = [m for m in s.levels if not m.fraction]
    if len(targets) != 1:
        return []
    (target,) = targets
    here = [m for m in levels if comparable(m, target) and m.start != target.start]
    if len(here) > 1:  # "96.4% (2023/24: 93.9%), exceeding the 95% target"
        here = [m for m in here if s.view.rfind("(", s.start, m.begins) <= s.view.rfind(")", s.start, m.begins)]
    if len(here) == 1:
        return [Pair(target, here[0], s, s, "target", True, True, True)]
    before = reading.before(s)
    there = [m for m in before[0].levels if comparable(m, target)] if before and not here else []
    return [Pair(target, there[0], s, before[0], "target", False, True, True)] if len(there) == 1 else []


def _mention(s: Sentence, match: re.Match[str]) -> Mention | None:
    group = "n" if match["n"] else "m"
    text = match[group].rstrip(".,")
    read = mentions(text, text)
    if len(read) != 1:
        return None
    at = match.start(group)
    return replace(read[0], start=at + read[0].start, end=at + read[0].end, begins=at + read[0].begins)
