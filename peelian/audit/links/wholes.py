"""Lists of parts, and the whole each list may make up: "Of the 60 fires, 20 …, 30 … and 10 …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.reading import Reading
from peelian.audit.sentences.roles import DOWN, UP
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.sentences.topic import content

ADDED = ("count", "GBP", "EUR", "USD", "FTE")  # units of which parts make a whole
_MADE_OF = re.compile(
    r"\b(?:compris(?:ing|ed|es|e)|made up of|consist(?:ing|s|ed) of|(?:split|divided|broken down"
    r"|shared)\s+(?:in)?(?:to|between|across|by|as|evenly)|composed of|which (?:is|are|was"
    r"|were) made up of|br(?:eaks?|oke|eaking) down (?:as|into)|accounted for by|being made up of)\b",
    re.I,
)
INCLUDING = re.compile(r"\b(?:includ(?:ing|es|ed|e)|among them|such as|notably)\b", re.I)
_OF_WHICH = re.compile(r"\b(?:of which|of whom|of these|of those|of them)\b", re.I)
_OF_THE = re.compile(r"^\W*(?:of|from|among)\s+(?:(?:these|those|the|them|all)\b|(?=\d))(?P<noun>[^,⟨⟩;]{0,60})", re.I)
_IN_ALL = re.compile(
    r"\b(?:(?:making|made|giving|gives|gave|for|bringing (?:the|this) total to|bring [^.;⟨⟩]{0,60}? to|totall?ing|with"
    r"|come to|came to|amount(?:s|ed|ing)? to)\s+(?:a\s+)?(?:combined\s+"
    r"|overall\s+|grand\s+)?(?:total\s+(?:of\s+)?)?|a\s+(?:combined\s+|overall\s+)?total\s+of\s+"
    r"|in total,?\s+|altogether,?\s+|together,?\s+)(?:the\s+)?$",
    re.I,
)
_IN_ALL_AFTER = re.compile(r"^\s*(?:\w+\s+){0,3}?(?:in total|altogether|in all|combined)\b", re.I)
_HOW_MANY = re.compile(r"\b(?:the|these|those|all|our|its|their)\s+$", re.I)
_TOGETHER = re.compile(
    r"\btogether,?\s+(?:they|these|both|the two|the three)?\s*(?:ma[dk]e(?: up)?|account(?:s|ed)?(?: for)?"
    r"|represent(?:s|ed)?|form(?:s|ed)?|are|were)\s+$",
    re.I,
)
_MOVES = re.compile(rf"\b(?:{UP}|{DOWN})\b", re.I)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|did|does|felt|said|reported|received|took|made|saw"
    r"|went|came|led|resulted|said|think|believe|agree)\b",
    re.I,
)
_GOES_ON = re.compile(
    r"\b(?:also been|a further|in addition|further|remaining|remainder|the rest|other|others)\b", re.I
)
_SET_AGAINST = re.compile(r"\b(?:compared|from(?=\s+(?:[£§\d]|the\s+[§\d]|a\b))|against)\b", re.I)
_FORMULA = re.compile(r"[=÷×*]|\d\s/\s\d")
_REST = re.compile(r"\b(?:the (?:remaining|rest|remainder|other)|remaining|others?)\b", re.I)
_SURVEY = (
    (
        re.compile(r"\bsatisf", re.I),
        re.compile(r"\bdissatisf|\bunsatisf", re.I),
        re.compile(r"\bneutral|\bneither|\bno opinion|\bindifferent", re.I),
    ),
    (
        re.compile(r"\bagree", re.I),
        re.compile(r"\bdisagree", re.I),
        re.compile(r"\bneutral|\bneither|\bunsure|don't know", re.I),
    ),
    (
        re.compile(r"\b(?:increas|ris|went up|higher)", re.I),
        re.compile(r"\b(?:decreas|fall|fell|lower|went down)", re.I),
        re.compile(r"\b(?:unchanged|same|no change|stable)", re.I),
    ),
)


@dataclass(frozen=True)
class Whole:
    """A list of parts with its whole; `whole` None: the parts are percentages of everything, 100.

    `complete`: the grammar says that nothing is left out; `split`: the parts share one verb, so that none
    holds another.
    """

    parts: tuple[Mention, ...]
    whole: Mention | None
    parts_in: Sentence
    whole_in: Sentence
    complete: bool
    split: bool
    first_in: Sentence | None = None


def wholes(reading: Reading, s: Sentence) -> Iterator[Whole]:
    """The lists of parts of one sentence, each with the wholes it may make up."""
    for found in (_made_of(reading, s), _in_all(s), _colon(s)):
        if found is not None:
            yield found
            return
    yield from _of_these(reading, s)
    yield from _rest_of(reading, s)
    yield from _percentages(reading, s)
    yield from _going_on(reading, s)


def _counts(s: Sentence, start: int, end: int) -> list[Mention]:
    return [m for m in s.levels if start <= m.start < end and m.unit in ADDED and not m.fraction]


def _list_end(s: Sentence, parts: list[Mention]) -> bool:
    """Whether the last two items are joined as a list ends: "and", "plus", ", and"."""
    between = s.between(parts[-2].end, parts[-1].begins)
    joined = r"\band\b|\bplus\b|&" + ("|;" if len(parts) > 2 else "")
    return ";" not in between.strip(" ;") and bool(re.search(rf"(?:{joined})[^⟨]{{0,40}}$", between))


def is_split(s: Sentence, parts: list[Mention]) -> bool:
    """Whether the items after the first have no verb of their own."""
    return not any(_VERB.search(s.between(a.end, b.begins)) for a, b in pairwise(parts[1:])) and (
        len(parts) < 2 or len(_VERB.findall(s.between(parts[0].end, parts[1].begins))) <= 1
    )


def _made_of(reading: Reading, s: Sentence) -> Whole | None:
    match = _MADE_OF.search(s.view, s.start, s.end)
    if match is None:
        return None
    before, parts = _counts(s, s.start, match.start()), _counts(s, match.end(), s.end)
    whole, where = (before[-1], s) if before else _pointed_at(reading, s, parts)
    parts = _same_unit(parts, whole.unit if whole else "")
    if whole is None or len(parts) < 2 or not _list_end(s, parts):
        return None
    return Whole(tuple(parts), whole, s, where, True, True)


def _pointed_at(reading: Reading, s: Sentence, parts: list[Mention]) -> tuple[Mention | None, Sentence]:
    """The total of the sentence before that "This total comprised" means: of several, the nearest to the sum."""
    before = reading.before(s)
    if not before or not re.match(
        r"\W*(?:this|these|that|those|the (?:overall )?(?:total|figure|number)|they)\b", s.text, re.I
    ):
        return None, s
    total = sum((p.value for p in parts), Fraction(0))
    fits = [m for m in before[0].levels if m.unit in ADDED and not m.fraction and not m.worded]
    return (min(fits, key=lambda m: abs(m.value - total)), before[0]) if fits else (None, s)


def _colon(s: Sentence) -> Whole | None:
    """ "There were 60 fires: 20 in homes, 30 in vehicles and 10 outdoors", also in brackets or after a dash."""
    for match in re.finditer(r":\s|\(|\s–\s", s.view[s.start : s.end]):
        at = s.start + match.end()
        close = s.view.find(")", at) if match[0] == "(" else s.end
        before, parts = _counts(s, s.start, s.start + match.start()), _counts(s, at, close if close > 0 else s.end)
        parts = _same_unit(parts, before[-1].unit if before else "")
        if (
            not before
            or len(parts) < 2
            or before[-1].worded
            or any(s.view[p.end : p.end + 1] == ")" and match[0] != "(" for p in parts)
        ):
            continue
        if re.search(r"\b(?:average|mean|median|rang\w+)\b", s.view[s.start : at], re.I) or _FORMULA.search(s.text):
            continue
        if any(at <= p.start < parts[-1].end for p in s.periods):
            continue
        if not _list_end(s, parts) or INCLUDING.search(s.view[before[-1].end : at + 20]) or not is_split(s, parts):
            continue
        near = s.view[before[-1].end : s.start + match.start()]
        if len(near.split()) > 14 or re.search(
            r"\bcompared|\bfrom(?=\s+(?:[£§\d]|the\s+[§\d]))|\bagainst\b|\btop\b|\bhighest\b|\bboth\b|\beither\b",
            s.between(at, s.end),
        ):
            continue
        return Whole(tuple(parts), before[-1], s, s, True, True)
    return None


def _in_all(s: Sentence) -> Whole | None:
    """ "20 in homes and 30 in vehicles, a total of 50"."""
    for m in s.mentions:
        if m.unit == "percent" and (shares := _shares_together(s, m)):
            return shares
        if m.unit not in ADDED or any(c.mention is m for c in s.changes):
            continue
        left = s.view[s.start : m.begins]
        parts = _counts(s, s.start, m.begins)
        if len(parts) > 2 and parts[0].worded and not parts[1].worded and _HOW_MANY.search(s.left_of(parts[0])):
            parts = parts[1:]  # "The four divisions recorded 310, 287, 244 and 159, 1,000 in total"
        parts = _same_unit(parts, m.unit)
        if len(parts) < 2 or not (_IN_ALL.search(left) or _IN_ALL_AFTER.match(s.view[m.end : s.end])):
            continue
        if _list_end(s, parts) and not _SET_AGAINST.search(s.between(parts[0].end, m.begins)):
            return Whole(tuple(parts), m, s, s, True, True)
    return None


def _shares_together(s: Sentence, whole: Mention) -> Whole | None:
    """ "South (400, 40%) and North (305, 31%); together they made 71% of it"; percentages that moved are no shares."""
    parts = [m for m in s.levels if m.unit == "percent" and m.end <= whole.begins and not m.fraction]
    said = _TOGETHER.search(s.view, s.start, whole.begins)
    if said is None or said.end() != whole.begins or len(parts) < 2 or s.changes or _MOVES.search(s.text):
        return None
    return Whole(tuple(parts), whole, s, s, True, True)


def _same_unit(parts: list[Mention], unit: str) -> list[Mention]:
    return parts if all(p.unit == unit for p in parts) else []


def _of_these(reading: Reading, s: Sentence) -> Iterator[Whole]:
    """ "Of these, 20 …": the whole is in the same sentence before "of which", or in the sentences before."""
    which = _OF_WHICH.search(s.view, s.start, s.end)
    start = _OF_THE.search(s.view[s.start : s.end])
    if which is None and start is None:
        return
    at = which.end() if which else s.start + (start.end() if start else 0)
    inside = _counts(s, s.start, which.start()) if which else []
    if start is not None and not inside:
        noun_end = s.start + start.end()
        own = [m for m in _counts(s, s.start, s.end) if m.begins <= noun_end + 1]
        if own:
            inside, at = own[:1], own[0].end
    parts = _counts(s, at, s.end)
    if (
        len(parts) < 2
        or not _list_end(s, parts)
        or any(s.view[p.end : p.end + 2].strip().startswith(")") for p in parts)
    ):
        return
    split = is_split(s, parts) and not INCLUDING.search(s.view, at, parts[0].begins)
    complete = bool(_REST.search(s.view, at, s.end))
    if inside:
        yield Whole(tuple(parts), inside[-1], s, s, complete, split)
        return
    named = content(start["noun"]) if start is not None else frozenset()
    largest = max(p.value for p in parts)
    for one in reading.before(s, 4):
        fits = [m for m in one.levels if m.unit == parts[0].unit and m.value > largest and not m.worded]
        if fits and (not named or named & content(one.text)):
            yield Whole(tuple(parts), fits[0], s, one, complete, split)
            return


def _rest_of(reading: Reading, s: Sentence) -> Iterator[Whole]:
    """ "The Board had 18 papers. Twelve were for decision and the remaining six were for noting."."""
    parts = [m for m in s.levels if m.unit == "count" and not m.fraction]
    before = reading.before(s)
    if len(parts) < 2 or not before or before[0].block != s.block or s.changes or before[0].changes:
        return
    wholes_ = [m for m in before[0].levels if m.unit == "count" and not m.fraction]
    bare = all(_NO_NOUN.match(s.view, p.end) for p in parts) and not s.view[s.start : parts[0].begins].strip()
    if len(wholes_) == 1 and bare and _REMAINING.search(s.left_of(parts[-1])) and wholes_[0].value > parts[0].value:
        yield Whole(tuple(parts), wholes_[0], s, before[0], True, True)


_NO_NOUN = re.compile(r"\s+(?:were|was|are|is|have|had|has|remain\w*)\b", re.I)
_REMAINING = re.compile(r"\bthe (?:remaining|other)\s+$", re.I)


def is_the_rest(s: Sentence, last: Mention) -> bool:
    """Whether a part is said to be all that is left: "and the remaining 38%"."""
    return re.search(r"\bthe remaining\s+$", s.left_of(last), re.I) is not None


def _percentages(reading: Reading, s: Sentence) -> Iterator[Whole]:
    """Percentages that are said to be of one whole, or that a survey's answers share out."""
    marker = _OF_WHICH.search(s.view, s.start, s.end)
    own = [m for m in s.levels if m.unit == "percent" and not m.fraction and (marker is None or m.start > marker.end())]
    own = [m for m in own if s.view[m.begins - 1] != "("]
    if (marker or _OF_THE.search(s.view[s.start : s.end])) and len(own) >= 2 and _list_end(s, own):
        answers, rest = _answers(s.text, own), bool(_REST.search(s.view, s.start, s.end))
        yield Whole(tuple(own), None, s, s, rest or answers, answers or is_split(s, own))
        return
    before = reading.before(s)
    same = [before[0]] if before and before[0].block == s.block and not before[0].changes else []
    for run in ([s], [*same, s]):
        parts = [m for one in run for m in one.levels if m.unit == "percent" and not m.fraction]
        text = " ".join(one.text for one in run)
        answers = _answers(text, parts)
        if not s.changes and len(parts) >= 2 and (answers or (_REST.search(s.text) and len(parts) <= 6)):
            yield Whole(tuple(parts), None, s, s, answers or bool(_REST.search(s.text)), True, run[0])
            return


def _answers(text: str, parts: list[Mention]) -> bool:
    """Whether three percentages are the answers of a survey that leave none out: for, against and neither."""
    return any(all(p.search(text) for p in group) for group in _SURVEY) and len(parts) == 3


def _going_on(reading: Reading, s: Sentence) -> Iterator[Whole]:
    """A list that goes on with the part of the sentence before: "… were of one kind (21). There were also 8 …"."""
    if not _GOES_ON.search(s.view, s.start, s.end):
        return
    parts = [m for m in s.levels if m.unit == "count"]
    before = reading.before(s, 6)
    if len(parts) < 2 or not before or not _list_end(s, parts) or not is_split(s, parts):
        return
    first = [m for m in before[0].levels if m.unit == "count"]
    if len(first) != 1:
        return
    all_ = (first[0], *parts)
    total = sum(p.value for p in all_)
    for one in before[1:]:
        for m in one.levels:
            if (
                m.unit == "count"
                and m.value >= total * 3 / 4
                and m.value <= total * 4 / 3
                and content(one.text) & content(before[0].text)
            ):
                yield Whole(all_, m, s, one, False, True, before[0])
                return
