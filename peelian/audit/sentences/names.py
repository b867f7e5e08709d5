"""The numbers of a sentence by the names they belong to: "Northmoor (410), Easterly 302 and 98 in Westbrook"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from peelian.audit.numbers.mask_patterns import MONTH
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.sentence import Sentence, once_of_a_sentence

_NAME = re.compile(r"(?<![\w'])[A-Z][\w'’-]*(?:\s+(?:(?:and|of|upon|the)\s+(?=[A-Z]))?[A-Z][\w'’-]*)*")
_NO_NAME = re.compile(
    rf"(?:The|This|These|That|There|In|On|At|By|Of|For|From|During|With|Across|Among|While|And|But|All|Both"
    rf"|Total|Average|England|Wales|Scotland|Britain|UK|National|Nationally|Regional|Table|Figure|Chart|A|An|Year|Q\d|{MONTH}|Between|Over"
    rf"|Highest|Lowest|Most|Fewest|After|Compared|Overall|However|Our|We|It|They|As|If|When|Where|Other|Same)"
)
_VERB = r"(?:recorded|had|has|have|with|on|saw|reported|at|was|were|is|received|made|stood at|of|took)"
_BEFORE = re.compile(rf"(?:\s*\(|:\s+|\s*–\s*|,?\s+(?:which\s+)?{_VERB}\s+|\s+)(?:only\s+|just\s+)?$")
_FIRST = re.compile(
    r"\s+(?:had|has|recorded|saw|reported|with)\s+(?:by far\s+)?(?:the\s+)?(?:highest|largest|greatest|most|lowest"
    r"|smallest|fewest|least|longest|shortest)\b[^.;:()]{0,120}\($"
)
_AFTER = re.compile(r"\s*(?:[a-z][\w'-]*\s+){0,9}?(?:in|for|at|from)\s+(?:the\s+)?$")


@dataclass(frozen=True)
class Name:
    text: str
    start: int
    end: int


@once_of_a_sentence
def names_in(s: Sentence) -> tuple[Name, ...]:
    """The capitalised names of a sentence; words that only begin it, months and whole nations are none."""
    found = []
    for match in _NAME.finditer(s.view, s.start, s.end):
        words = match[0].split()
        start = match.start()
        while words and _NO_NAME.fullmatch(words[0]):
            start += len(words[0]) + 1
            words = words[1:]
        text = s.view[start : match.end()].strip()
        if words and text and "§" not in text:
            found.append(Name(text, start, match.end()))
    return tuple(found)


@once_of_a_sentence
def numbers_by_name(s: Sentence) -> Mapping[str, Mention]:
    """Each name with the one level that stands with it; empty where the levels are of several units."""
    levels = [m for m in s.levels if not m.fraction and m.unit not in ("rank", "ratio")]
    if len({m.unit for m in levels}) != 1:
        return {}
    names = names_in(s)
    found: dict[str, Mention] = {}
    for i, m in enumerate(levels):
        since = levels[i - 1].end if i else s.start
        until = levels[i + 1].begins if i + 1 < len(levels) else s.end
        before = [n for n in names if since <= n.start and n.end <= m.begins]
        after = [n for n in names if m.end <= n.start and n.end <= until]
        own = None
        left = s.view[before[-1].end : m.begins] if before else ""
        if before and (_BEFORE.fullmatch(left) or _FIRST.fullmatch(left)):
            own = before[-1]
        elif after and _AFTER.fullmatch(s.view[m.end : after[0].start]):
            own = after[0]
        if own is not None and own.text not in found:
            found[own.text] = m
    return found
