"""Whether a change is said of the very levels beside it, or of something else than they print.

"1,155 incidents, 1.8% more than the 1,130" is of these two alone; "12% higher than in 2015, having risen since 2017,
from 8,100 to 8,900" and "from 426,149 to 396,018, a fall of 8.1% per head" are of others.
"""

from __future__ import annotations

import re

from peelian.audit.links.pair import Pair
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.roles import Change
from peelian.audit.sentences.sentence import Sentence


def between_its_own(s: Sentence, m: Mention, pair: Pair) -> bool:
    """ "1,155 incidents, 1.8% more than the 1,130": a change with its new level just before and its old just after."""
    after = _OLD_JUST_AFTER.fullmatch(s.view[m.end : pair.old.begins])
    return after is not None and _NEW_JUST_BEFORE.fullmatch(s.view[pair.new.end : m.begins]) is not None


_NEW_JUST_BEFORE = re.compile(
    r"[^,;:.()]{0,60},\s+(?:(?:which|that) (?:is|was)\s+|or\s+)?"
    r"(?:(?:up|down)\s+(?:by\s+)?|an?\s+(?:[a-z-]+\s+){0,2}(?:of\s+)?)?",
    re.I,
)
_OLD_JUST_AFTER = re.compile(
    r"\s+(?:(?!(?:in|of|for|to)\b)[a-z-]+\s+){0,2}?(?:than|above|below|from|on|over"
    r"|compared (?:with|to)|against)\s+(?:[a-z'-]+\s+){0,4}",
    re.I,
)


def of_another_base(s: Sentence, change: Change, pair: Pair) -> bool:
    """Whether a change is said of more than its levels print: per head, in real terms, or than in another year."""
    m = change.mention
    near = s.clean.text[max(s.start, m.start - NEAR) : min(s.end, m.end + NEAR)]
    if _ADJUSTED.search(near) or (not pair.unit.startswith("per") and _PER_HEAD.match(s.clean.text, m.end)):
        return True
    if pair.form != "target" and _OF_TARGET.search(s.clean.text, s.start, m.begins):
        return True  # "exceeding the 95% target by 1.4 points"
    if pair.reference and pair.old.end <= m.begins and _THAN_THEN.match(s.view, m.end):
        return True  # "9.4 against a group average of 10.2, and 6% quicker than in 2022"
    if m.end <= pair.old.begins and pair.old_in is s:
        others = [c.mention for c in s.changes if c.mention.unit == m.unit and m.end <= c.mention.begins]
        between = next((o.begins for o in others if o.end <= pair.old.begins), pair.old.begins)
        if between < pair.old.begins and _COMPARES.search(s.view[m.end : between]):
            return True  # "8 more than in 2024 but 3 fewer than the average (67)"
    since = [p for p in s.periods if m.end <= p.start <= pair.old.begins]
    return (
        pair.old_in is s
        and len({p.period.id for p in since}) > 1
        and _SINCE.search(s.view[m.end : since[-1].start]) is not None
    )


NEAR = 60  # characters on each side of a change in which its base can be said
_ADJUSTED = re.compile(r"\breal[- ]terms\b|\bafter inflation\b|\blike[- ]for[- ]like\b|\badjust\w+ for\b", re.I)
_PER_HEAD = re.compile(
    r"\s+(?:[a-z-]+\s+){0,4}?per\s(?:head|capita|person|resident|household|inhabitant|mile|kilometre"
    r"|(?:1|10|100),?000|million)\b",
    re.I,
)
_OF_TARGET = re.compile(r"\b(?:target|standard|threshold|ambition|benchmark|goal)\s+by\s+$", re.I)
_THAN_THEN = re.compile(
    r"\s+(?:[a-z]+\s+){1,2}?(?:than|on|compared (?:with|to))\s+(?:in\s+|at\s+|for\s+)?"
    r"(?:§|(?:last|the previous|the prior|a)\s+(?:year|month|quarter)|the year before)",
    re.I,
)
_COMPARES = re.compile(r"\b(?:than|compared|from|above|below|against)\b", re.I)
_SINCE = re.compile(r"\bthan\b.*\bsince\s*$", re.I)
