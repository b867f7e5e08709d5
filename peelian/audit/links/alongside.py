"""Pairs that no word of comparison makes: "(1,144 to 789)", "291 in June and 464 in May", "(139 and 103 respectively)".

They need a change in the sentence that they can be the levels of. Which of two is the older one, periods say, or words
about them: the previous, the latter, the year before.
"""

from __future__ import annotations

import re
from itertools import pairwise

from peelian.audit.numbers.mask_patterns import MONTH
from peelian.audit.numbers.mentions import Mention
from peelian.audit.numbers.named_periods import comes_before
from peelian.audit.sentences.sentence import Sentence
from peelian.periods import Period

_OLDER = re.compile(
    r"\b(?:previous(?:ly)?|prior|preceding|last (?:year|quarter|month|term|time|week)|year before|before|earlier|ago"
    r"|baseline|former|originally|initially|same (?:point|time|period|stage))\b"
    r"|\b(?:the|a|its|our) budget(?: was| of| is)?\s*$",
    re.I,
)
WHEN = re.compile(
    rf"\b(?:years?|quarters?|months?|terms?|weeks?|half|waves?|q[1-4]|h[12]|(?-i:{MONTH})|(?:19|20)\d\d|previous(?:ly)?|now"
    r"|currently|former|latter|earlier|before|ago|last|date)\b|\bbudget(?: of| was| is)?\s*$",
    re.I,
)
_BUDGET = re.compile(r"\bbudget(?: was| of| is)?\s*$", re.I)
NEWER = re.compile(r"\b(?:current(?:ly)?|latest|now|this (?:year|quarter|month|term|period)|latter|to date)\b", re.I)
_NUMBERED = re.compile(r"\b(?P<of>quarter|q|term|wave|week|month|phase|round)\s?(?P<n>\d{1,2})\b(?!\s+20)", re.I)
_COMPARED = re.compile(r"\b(?:compared (?:with|to)|against|versus)\b[^.;,]{0,40}$", re.I)
_NEXT = re.compile(r"[,;:]\s|\band\b|[()]")
_TO = re.compile(r"\s+to\s+(?:just\s+|only\s+|nearly\s+|over\s+)?$", re.I)
_RANGE = re.compile(
    r"\b(?:aged?|between|ages|scale|score|band|within|every|open|range\w*|rang\w+)\b[^.;,]{0,25}$", re.I
)


def is_older(s: Sentence, x: Mention, y: Mention) -> bool | None:
    """Whether x is the older of two levels; None where neither periods nor words say."""
    spans = _about(s, x), _about(s, y)
    by_period = comes_before(_period(s, x, spans[0]), _period(s, y, spans[1]))
    if by_period is not None:
        return by_period
    about_x, about_y = (s.clean.text[start:end] for start, end in spans)
    n, m = _NUMBERED.search(about_x), _NUMBERED.search(about_y)
    if n and m and n["of"].lower() == m["of"].lower() and n["n"] != m["n"]:
        return int(n["n"]) < int(m["n"])
    older = bool(_OLDER.search(about_x)) - bool(_OLDER.search(about_y))
    newer = bool(NEWER.search(about_x)) - bool(NEWER.search(about_y))
    if older or newer:
        return older > newer
    return None


def _period(s: Sentence, m: Mention, span: tuple[int, int]) -> Period | None:
    """The period in the words that tell when a level was, else that of the sentence's own reading."""
    within = [p for p in s.periods if span[0] <= p.start and p.end <= span[1]]
    if within:
        return (within[0] if span[0] >= m.end else within[-1]).period
    return None if WHEN.search(s.clean.text[span[0] : span[1]]) else s.period_of(m)


def _about(s: Sentence, m: Mention) -> tuple[int, int]:
    """Where the words stand that tell when a level was: up to the next break after it, else its clause before it.

    Of a number alone in brackets, what stands before the bracket.
    """
    text = s.clean.text
    ends = max((n.end for n in s.mentions if n.end <= m.begins), default=s.start)
    if alone := re.search(r"\(\s*$", text[ends : m.begins]):
        if text[m.end : m.end + 1] == ")":
            return _last_clause(s, ends, ends + alone.start())
        return ends + alone.end(), max(text.find(")", m.end), m.end)
    right = s.clear_right_of(m)
    stop = _NEXT.search(right)
    right = right[: stop.start()] if stop else right
    if WHEN.search(right):
        return m.end, m.end + len(right)
    return _last_clause(s, ends, m.begins)


def _last_clause(s: Sentence, start: int, end: int) -> tuple[int, int]:
    breaks = [match.end() for match in re.finditer(r"[,;]\s|\(", s.clean.text[start:end])]
    return start + (breaks[-1] if breaks else 0), end


def alongside(
    s: Sentence, levels: list[Mention], *, of_change: bool = True
) -> list[tuple[Mention, Mention, str, bool, bool]]:
    """Old, new, the form, whether it is strong and whether its order is known, for each pair of neighbours.

    `of_change` False takes sentences without a change too, whose change another sentence states.
    """
    if of_change and not s.changes:
        return []
    found = []
    for x, y in pairwise(levels):
        if x.unit != y.unit or x.fraction or y.fraction or x.unit in ("ratio", "rank"):
            continue
        between = s.view[x.end : y.begins]
        if _TO.fullmatch(between) and not _RANGE.search(s.view[s.start : x.begins]) and _sets_apart(s, x, y):
            found.append((x, y, "to", True, True))
        elif _respectively(s, x, y, between):
            found.append((y, x, "respectively", _than_between(s, x), True))
        elif (order := _joined(s, x, y, between)) is not None:
            old, new, known = order
            units = [change.mention.unit for change in s.changes]
            others = [m for m in s.mentions if m is not x and m is not y and m.unit != "ratio"]
            alone = len(others) == len(units) and len(set(units)) == len(units)
            found.append((old, new, "and", alone, known))
    return found


def _sets_apart(s: Sentence, x: Mention, y: Mention) -> bool:
    """Whether "A to B" stands in brackets of its own, or after a colon, or before a change in brackets."""
    before, after = s.view[s.start : x.begins].rstrip(), s.view[y.end : s.end].lstrip()
    bracketed = before.endswith("(") and after[:1] in (")", ",", ";")
    return bracketed or (before.endswith((":", "from")) and after[:1] in ("(", ",", ";", "."))


def _respectively(s: Sentence, x: Mention, y: Mention, between: str) -> bool:
    joined = re.fullmatch(r"\s*(?:and|,)\s*", between) is not None
    return joined and re.match(r"\s*,?\s*respectively\b", s.view[y.end : s.end]) is not None


def _than_between(s: Sentence, x: Mention) -> bool:
    """ "more in June than in May (139 and 103 respectively)": the first is of what stands before "than"."""
    return re.search(r"\bthan\b[^.;]{0,80}$", s.view[s.start : x.begins]) is not None


def _joined(s: Sentence, x: Mention, y: Mention, between: str) -> tuple[Mention, Mention, bool] | None:
    """Two levels that "and", a comma or a semicolon joins, each with a period of its own."""
    if _COMPARED.search(s.view[s.start : x.begins]):
        return None  # both are what something else is compared with
    both_in_brackets = _in_brackets(s, x) and _in_brackets(s, y)
    if not (re.search(r"\band\b|[;,]", between) or both_in_brackets) or re.search(
        r"[.]\s|\bof (?:which|these|whom)\b", between
    ):
        return None
    older = is_older(s, x, y)
    told = [s.clean.text[a:b] for a, b in (_about(s, x), _about(s, y))]
    if not all(map(WHEN.search, told)) and not any(map(_BUDGET.search, told)):
        return None  # "24 homes and 31 shops this year"
    if older is None:
        return y, x, False
    return (x, y, True) if older else (y, x, True)


def _in_brackets(s: Sentence, m: Mention) -> bool:
    return s.view[s.start : m.begins].endswith("(") and s.view[m.end : m.end + 1] == ")"
