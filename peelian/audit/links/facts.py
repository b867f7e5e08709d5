"""Levels with what they are of: the words around a number, its unit and its period, so that two can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from peelian.audit.claims.levels import Thing
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.reading import Reading
from peelian.audit.sentences.sentence import Sentence
from peelian.periods import Period

_WORDS = re.compile(r"[a-z][a-z'-]{2,}", re.I)
_OF_TIMES = frozenset({"minute", "second", "hour"})  # what a limit is counted in; its number tells it apart
SPEAKS_OF_ANOTHER = re.compile(
    r"\W*(?:it|they|this|these|those|both|each)\b", re.I
)  # what it speaks of stands elsewhere
_DIGITS = re.compile(r"\d+")
_ENDS = re.compile(
    r"[;:()]|,\s+(?:while|whilst|and|but|compared|representing|with|up|down|from|an?|which|marking"
    r"|equating|giving)\b|\b(?:compar\w+|against|versus|than"
    r"|from(?=\s+(?:[£§\d]|the\b|an?\b|around\b|just\b|only\b))|while|whereas|of which|up from"
    r"|down from)\b",
    re.I,
)
_LEAD = re.compile(r"^\W*(?:in|during|for|over|as of|as at|at|by|since|across)\b[^,]{0,70},\s*", re.I)
_WHEN = re.compile(
    r"\b(?P<when>(?:first|second|latest|current|previous|same|last|this|third|fourth)\s+"
    r"(?:half|quarter|year|month|term|week)(?:\s+(?:last|the previous) year)?"
    r"|quarter\s+(?:\d|one|two|three|four)|q[1-4]|(?:autumn|spring|summer)(?:\s+term)?|year before"
    r"|year to date|to date)\b",
    re.I,
)
_POINTING = re.compile(
    r",?\s*\bas\s+(?:(?:was|is)\s+)?(?:the\s+\w+\s+(?:says|shows?|notes|states|sets out)"
    r"|(?:reported|noted|stated|shown"
    r"|set out|mentioned|described|outlined|seen)"
    r"(?:\s+(?:above|below|earlier|elsewhere|previously|in\s+[^,.]{1,40}))?)\b,?"
    r"|\b(?:(?:is|are|was|were)\s+)?(?:broken down|set out|described|listed|shown|covered|discussed|analysed)"
    r"\s+(?:below|above|elsewhere|in\s+[^,.]{1,40})",
    re.I,
)
_PLAIN = frozenset(
    "the and for with that this these those was were are has have had been being its their our total"
    " number numbers figure"
    " recorded recording received reported there year ending ended months month quarter period"
    " financial during within into"
    " per cent percent stood stands stand now currently latest data shows show total overall figures"
    " level levels of which"
    " rate also all any from over under more less than about around approximately just only nearly"
    " almost up down increased"
    " decreased rose fell reduced improved reached remains remained stable made seen saw will been"
    " according at in on by to"
    " january february march april may june july august september october november december baseline"
    " previous same last first second half latest current term autumn spring summer again came come numbered"
    " totalled totalling amounted came made up above below earlier".split()
)


@dataclass(frozen=True)
class Fact:
    """A level, the plain words of its clause (without those that only report), its period, and its place among them."""

    mention: Mention
    sentence: Sentence
    words: frozenset[str]
    names: frozenset[str]
    period: Period | None
    when: str  # a time that only the paper itself dates: "the latest year", "first half"
    place: int

    @property
    def of(self) -> tuple[str, frozenset[str], str | None, str]:
        return self.mention.unit, self.words, self.period.id if self.period else None, self.when

    @property
    def thing(self) -> Thing:
        return Thing(self.mention.number, self.words, self.period.id if self.period else None, self.when)

    @property
    def alike(self) -> tuple[object, ...]:
        return *self.of, self.place


def facts(reading: Reading) -> Iterator[Fact]:
    """The levels of a paper that say what they are of in two words or more."""
    for s in reading.sentences:
        if not s.levels or s.kind in ("heading", "caption", "footnote") or SPEAKS_OF_ANOTHER.match(s.text):
            continue
        for place, m in enumerate(s.levels):
            if m.fraction or m.unit in ("rank", "ratio") or (m.worded and m.unit == "count"):
                continue
            clause = clause_of(s, m)
            found = [w for w in _WORDS.findall(clause) if w.lower() not in _PLAIN]
            words = frozenset(w.lower().rstrip("s") for w in found)
            if len(words) >= 2:
                words |= _numbered(s, m)
                names = frozenset(w.lower().rstrip("s") for w in found if w[0].isupper())
                yield Fact(m, s, words, names, s.period_of(m), _when(s, m), place)


def _when(s: Sentence, m: Mention) -> str:
    """The time in words nearest after a number, else before it; empty where none is named."""
    found = list(_WHEN.finditer(s.clean.text, s.start, s.end))
    after = [one for one in found if one.start() >= m.end]
    near = after[0] if after else found[-1] if found else None
    return " ".join(near["when"].lower().split()) if near else ""


def naming_words(text: str) -> frozenset[str]:
    """The words and numbers of a name or clause that tell what it is of, without those that only report."""
    words = (w.lower().rstrip("s") for w in _WORDS.findall(text) if w.lower() not in _PLAIN)
    return frozenset([*words, *_DIGITS.findall(text)]) - _OF_TIMES


def _numbered(s: Sentence, m: Mention) -> frozenset[str]:
    """Numbers that are part of names in the clause of a number: "line 112", "within 10 seconds"."""
    before = [*_ENDS.finditer(s.view[s.start : m.begins])]
    start = s.start + (before[-1].end() if before else 0)
    dated = [(p.start, p.end) for p in s.periods] + [(n.begins, n.end) for n in s.mentions]
    named = (match for match in _DIGITS.finditer(s.clean.text, start, m.begins))
    return frozenset(n[0] for n in named if not any(a <= n.start() < b for a, b in dated))


def _names_only(text: str) -> bool:
    """Whether what stands before a colon is a short name: "Northmoor: the share was"."""
    return len(text.split()) <= 4 and not _DIGITS.search(text)


def clause_of(s: Sentence, m: Mention) -> str:
    """The clause of a number without other numbers: from the last break before it to the first after it."""
    left = _POINTING.sub(" ", s.view[s.start : m.begins])
    lead = _LEAD.match(left)
    left = " ".join([*re.findall(r"\b[A-Z][a-z]+", lead[0])[1:], left[lead.end() :]]) if lead else left
    breaks = [end for end in _ENDS.finditer(left) if not (end[0] == ":" and _names_only(left[: end.start()]))]
    right = _POINTING.sub(" ", s.view[m.end : s.end])
    stop = _ENDS.search(right)
    text = left[breaks[-1].end() if breaks else 0 :] + " " + (right[: stop.start()] if stop else right)
    return text.replace("§", " ")
