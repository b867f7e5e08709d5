"""A multiple: "doubled", "3.5 times", "twice", "halved", "threefold", against the two levels it compares.

Rule: new / old must round to the printed multiple; of words, "doubled" is met between 1.9 and 2.1, "more than" and
"nearly" say on which side. "Three times higher" may mean three times, or three times more: either is accepted.
Example: "from 120 to 252, more than doubled" is 252 / 120 = 2.1.
Not decidable when: one of the two levels is not printed.
Silent when: a multiple of a rate between groups ("1.9 times as likely") has no rates beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from peelian.audit.claims.intervals import possible, ratio
from peelian.audit.claims.model import Claim, Stated
from peelian.audit.claims.sums import shown
from peelian.audit.claims.verdicts import judge, plain_reason
from peelian.audit.links.pair import Pair
from peelian.audit.links.pairs import pairs_alongside, pairs_in
from peelian.audit.material import Material, covering, measure_of, period_words
from peelian.audit.numbers.tried import small
from peelian.audit.sentences.sentence import Sentence, once_of_a_sentence
from peelian.audit.sentences.topic import anaphoric
from peelian.quantities import Printed

KIND = "times_multiple"
_WORDS: dict[str, Fraction] = {
    "doubl": Fraction(2),
    "twice": Fraction(2),
    "trebl": Fraction(3),
    "tripl": Fraction(3),
    "quadrupl": Fraction(4),
    "halv": Fraction(1, 2),
    "half": Fraction(1, 2),
    "twofold": Fraction(2),
    "threefold": Fraction(3),
    "fourfold": Fraction(4),
    "fivefold": Fraction(5),
    "tenfold": Fraction(10),
}
_WORD = re.compile(
    r"\b(?P<how>more than|over|nearly|almost|just over|just under|around|about|approximately|roughly"
    r"|well over|close to|less than)?\s*"
    r"(?P<word>doubl(?:ed|ing|e)|twice|trebl(?:ed|ing|e)|tripl(?:ed|ing|e)|quadrupl(?:ed|ing|e)"
    r"|halv(?:ed|ing)|(?:two|three|four|five|ten)-?fold)\b"
    r"(?!\s+(?:zero|0|jeopardy|counting|check|crewed|glaz|yellow|the (?:number|rate) of (?:crews|staff)))",
    re.I,
)
_SIDE = {
    "more than": "over",
    "over": "over",
    "just over": "over",
    "well over": "over",
    "nearly": "under",
    "almost": "under",
    "just under": "under",
    "less than": "under",
    "close to": "about",
    "around": "about",
    "about": "about",
    "approximately": "about",
    "roughly": "about",
}
_STEMS = ("doubl", "twice", "trebl", "tripl", "quadrupl", "halv", "fold")  # one is in each multiple in words
LOOSE = Fraction(1, 20)  # of a multiple in words
BEYOND = Fraction(1, 100)  # of a multiple: "more than doubled" is not said of less than twice
_MORE_THAN = re.compile(r"more than|(?:just |well )?over|less than", re.I)
ALMOST = Fraction(1, 5)  # of a multiple: "nearly doubled" begins there


_OCCASIONS = re.compile(r"\s+(?:in|during|a|per|over|since|this|last)\b")  # "14 times a year"
_NAMED = re.compile(r"\b(?:the|these|those|both|all|of|between)\s+$", re.I)  # "the two times": stretches, no multiple
_THAN = re.compile(
    r"\s+(?:(?:as\s+\w+\s+as|more|higher|greater|larger|longer)(?:\s+than)?\s+)?(?:the|that of"
    r"|those of|than|of|our|its)?\s*(?:[\w'§-]+\s+){0,9}\(?",
    re.I,
)


_AS_AS = re.compile(r"\s+as\s+(?:many|much|high|long|large|often)\b[^;.]*?\bas\b", re.I)


@dataclass(frozen=True)
class Multiple:
    start: int
    end: int
    stated: Printed
    more: bool  # "times higher": it may mean so many times more


def find(material: Material) -> Iterator[Claim]:
    for s in material.reading.sentences:
        if s.kind in ("heading", "caption"):
            continue
        for multiple in multiples(s):
            pair = _pair(material, s, multiple)
            if pair is not None:
                yield _claim(material, s, multiple, pair)


@once_of_a_sentence
def multiples(s: Sentence) -> tuple[Multiple, ...]:
    """The multiples that a sentence states, in digits and in words."""
    return tuple(_multiples(s))


def _multiples(s: Sentence) -> Iterator[Multiple]:
    for m in s.mentions:
        if m.unit == "ratio":
            left, right = s.view[max(s.start, m.begins - 12) : m.begins], s.view[m.end : m.end + 30]
            if not _OCCASIONS.match(right) and not _NAMED.search(left):
                yield Multiple(
                    m.begins,
                    m.end,
                    m.number,
                    bool(re.match(r"\s+(?:higher|more|greater|larger|longer|lower|increase)", right)),
                )
    low = small(s.view[s.start : s.end])
    for match in _WORD.finditer(s.view, s.start, s.end) if any(stem in low for stem in _STEMS) else ():
        key = next(k for k in _WORDS if match["word"].lower().replace("-", "").startswith(k))
        value = _WORDS[key]
        side = _SIDE.get((match["how"] or "").lower())
        if value < 1 and side in ("over", "under"):
            side = {"over": "under", "under": "over"}[side]  # "almost halved" leaves more than half
        half = value * (ALMOST if side == "about" else BEYOND if _MORE_THAN.match(match["how"] or "") else LOOSE)
        begins = match.start("how") if match["how"] else match.start("word")
        yield Multiple(begins, match.end(), Printed(match[0].strip(), value, "ratio", half, side), False)


def _pair(material: Material, s: Sentence, multiple: Multiple) -> Pair | None:
    """The two levels: a pair of the sentence, or two levels with the multiple between, or a pair just before."""
    own = [p for p in pairs_in(s) if p.unit not in ("rank", "pp")]
    own = own or [p for p in pairs_alongside(s, of_change=False) if p.strong]
    if own:
        return min(own, key=lambda p: min(abs(p.old.start - multiple.start), abs(p.new.start - multiple.start)))
    levels = [m for m in s.levels if m.unit not in ("ratio", "rank") and not m.fraction and not m.worded]
    before, after = [m for m in levels if m.end <= multiple.start], [m for m in levels if m.start >= multiple.end]
    if (
        before
        and after
        and before[-1].unit == after[0].unit
        and _THAN.fullmatch(s.view[multiple.end : after[0].begins])
    ):
        return Pair(after[0], before[-1], s, s, "times", len(levels) == 2)
    if len(after) == 2 and not before and after[0].unit == after[1].unit and _AS_AS.match(s.view[multiple.end : s.end]):
        return Pair(after[1], after[0], s, s, "times", len(levels) == 2)
    earlier = material.reading.before(s)
    if earlier and not levels and anaphoric(s.text):
        pairs = pairs_in(earlier[0])
        return pairs[0] if len(pairs) == 1 else None
    return None


def _claim(material: Material, s: Sentence, multiple: Multiple, pair: Pair) -> Claim:
    readings = []
    for turned in (pair, pair.turned) if not pair.fixed else (pair,):
        if turned.old.value <= 0:
            continue
        recomputed = ratio(turned.new.value, turned.old.value)
        reach = possible((turned.old.number, turned.new.number), lambda a, b: b / a) or (recomputed, recomputed)
        for stated in (multiple.stated, *([_more(multiple.stated)] if multiple.more else [])):
            readings.append((judge(stated, recomputed, reach), recomputed, reach, turned))
    if not readings:
        spot = material.reading.spot(s, multiple.start, multiple.end)
        return Claim(
            KIND, spot, Stated(multiple.stated.text, multiple.stated), "not_decidable", "the old level is zero"
        )
    judged, recomputed, reach, best = min(
        readings, key=lambda r: (r[0].verdict == "inconsistent", abs(r[1] - multiple.stated.value))
    )
    verdict, severity, reason = judged.verdict, judged.severity, judged.reason or plain_reason(judged.verdict)
    if verdict == "inconsistent" and (not pair.strong or any(m.number.qualifier for m in (pair.old, pair.new))):
        verdict, severity, reason = "not_decidable", None, "the levels may not be the ones that are meant"
    near = [m for m, one in ((best.old, best.old_in), (best.new, best.new_in)) if one.block == s.block]
    first = min((best.old_in, best.new_in, s), key=lambda one: one.index)
    start, end = min([multiple.start, *(m.begins for m in near)]), max([multiple.end, *(m.end for m in near)])
    spot = (
        material.reading.spot(s, start, end)
        if first.block == s.block
        else covering(material.reading, s, near or list(s.mentions))
    )
    return Claim(
        KIND,
        spot,
        Stated(multiple.stated.text, multiple.stated),
        verdict,
        reason,
        measure=measure_of(best.new_in, best.new),
        period=period_words(best),
        old=best.old.number,
        new=best.new.number,
        recomputed=recomputed,
        unit="ratio",
        possible=reach,
        severity=severity,
        sum=f"{shown(best.new.value)} / {shown(best.old.value)} = {shown(recomputed)}",
    )


def _more(stated: Printed) -> Printed:
    return Printed(stated.text, stated.value + 1, stated.unit, stated.half_width, stated.qualifier)


def left(material: Material, s: Sentence) -> int:
    """How many multiples of a sentence have no levels to be checked against."""
    if s.kind in ("heading", "caption"):
        return 0
    return sum(_pair(material, s, multiple) is None for multiple in multiples(s))
