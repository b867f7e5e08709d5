"""Parts and their total in prose, and percentages that make up a whole.

Rule: the parts must add to the total; percentages of one whole to 100 within the rounding of each; a list said to
have so many items must have them.
Example: "Of the 18,684 recorded, 13,874 were of the first kind, 3,151 of the second and 1,775 of the third" is 18,800.
Not decidable when: the text does not say that the list is complete and the sum is well below the total; the parts
may overlap, so that they add to well above it; the next sentences say that they do not, or that
a part is not given; a list has more or
fewer items than it says, since an item may hold an "and" of its own.
Silent when: a list only gives examples ("including"); percentages do not say that they are of one whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import takewhile

from peelian.audit.claims.intervals import possible_total, running_totals
from peelian.audit.claims.model import Claim, Severity, Stated, Verdict
from peelian.audit.claims.sums import result, shown
from peelian.audit.claims.verdicts import Judged, judge, plain_reason
from peelian.audit.links.wholes import INCLUDING, Whole, is_the_rest, wholes
from peelian.audit.material import Material, covering, measure_of
from peelian.audit.numbers.mentions import Mention
from peelian.audit.papers.paper import Passage
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.sentences.skeleton import skeleton
from peelian.quantities import Printed, counted

KIND = "sum_of_parts"
BELOW = Fraction(1, 50)  # of the total: a list that falls short by less leaves no part out
ABOVE = Fraction(1, 10)  # of the total: parts that exceed it by less do not overlap
MOST_ITEMS = 100  # of one list; more is a table that was typed as a list
FAR = Fraction(1)  # of the total: parts of a complete list that miss by more are not its parts
LOOKED_AT = 3  # sentences after a list that may say why it does not add up
POINTS = Fraction(3)  # by which percentages of one whole may miss 100 and still be meant to make it up
_WHOLE = Printed("(whole)", Fraction(100), "percent", Fraction(1, 20))
_LISTED = re.compile(
    r"⟨N(?P<n>\d+)⟩\s+(?:of\s+(?:the\s+)?⟨N\d+⟩\s+)?(?P<what>[\w'-]+(?:\s+[\w'-]+){0,11}?)\s*(?::|(?<=are|ere|ude|was);)\s*(?P<items>[^⟨⟩:]+?)\.?\s*$",
    re.I,
)
_CLAUSE = re.compile(r"\s*(?:as|if|when|since|because|so|while|where|it|they|there|this|these|that)\b", re.I)
_SAYS_SO = re.compile(
    r"\b(?:add(?:s|ed)?(?: up)?|sum|amount) to\b[^.;]*\bnot to\b|\b(?:do|does|did|may) not (?:add(?: up)?|sum)\b", re.I
)
_LACKS = re.compile(r"\b(?:is|are|was|were) not (?:available|given(?: out)?|known|published|shown)\b", re.I)
_BULLETS = re.compile(r"⟨N(?P<n>\d+)⟩\s+(?:[\w'-]+\s+){0,14}?[\w'-]+\s*:?\s*$", re.I)


def find(material: Material) -> Iterator[Claim]:
    for s in material.reading.sentences:
        if s.kind in ("heading", "caption") or not s.mentions:
            continue
        for whole in wholes(material.reading, s):
            claim = _claim(material, whole)
            if claim is not None:
                yield claim
        yield from _listed(material, s)
        yield from _bulleted(material, s)
        yield from _broken_down(material, s)


def _claim(material: Material, w: Whole) -> Claim | None:
    numbers = tuple(p.number for p in w.parts)
    total = sum((n.value for n in numbers), Fraction(0))
    stated = w.whole.number if w.whole is not None else _WHOLE
    judged = judge(stated, total, possible_total(numbers))
    verdict, severity, reason = _weighed(w, judged, total, stated.value)
    if verdict == "inconsistent":
        said = _said_after(material, w.parts_in)
        verdict, severity, reason = ("not_decidable", None, said) if said else (verdict, severity, reason)
    if verdict is None:
        return None
    s = w.parts_in
    own = [p for p in w.parts if s.start <= p.start < s.end] + (
        [w.whole] if w.whole is not None and w.whole_in is s else []
    )
    first = w.first_in if w.first_in is not None and w.first_in.block == s.block else None
    if first is not None and first is not s:
        own += [p for p in w.parts if p not in own]
    written = " + ".join(shown(n.value) for n in numbers)
    return Claim(
        KIND,
        covering(material.reading, s, own, first),
        Stated(stated.text, stated),
        verdict,
        reason,
        measure=measure_of(w.whole_in, w.whole) if w.whole is not None else measure_of(s, w.parts[0]),
        new=w.whole.number if w.whole is not None else None,
        parts=numbers,
        recomputed=total,
        unit=stated.unit,
        possible=possible_total(numbers),
        severity=severity,
        sum=f"{written} = {result(total, stated.unit)}",
        also=() if w.whole_in is s else (material.reading.whole(w.whole_in),),
    )


def _said_after(material: Material, s: Sentence) -> str:
    """What the next sentences of the passage say of why parts do not make the whole; empty where they do not."""
    for _ in range(LOOKED_AT):
        after = material.reading.after(s)
        if after is None or after.block != s.block:
            return ""
        if _SAYS_SO.search(after.text):
            return "the paper itself says that they do not add up"
        if _LACKS.search(after.text):
            return "the paper says that a part is not given"
        s = after
    return ""


def _weighed(
    w: Whole, judged: Judged, total: Fraction, stated: Fraction
) -> tuple[Verdict | None, Severity | None, str]:
    """The verdict on a list, as far as its grammar says that it is complete and that its parts do not overlap."""
    if judged.verdict != "inconsistent":
        return judged.verdict, None, judged.reason or plain_reason(judged.verdict)
    bounded = any(p.number.qualifier in ("over", "under") for p in w.parts)
    off = (total - stated) / stated if stated else Fraction(1)
    if w.whole is None:
        rest = w.first_in is None and is_the_rest(w.parts_in, w.parts[-1])
        near = rest or abs(total - stated) <= POINTS * (5 if w.complete else 1)
        if (
            near
            and w.split
            and not bounded
            and (w.complete or total > stated)
            and not (total < stated and w.first_in is not None)
        ):
            return "inconsistent", "material", "percentages of one whole do not add to 100"
        return None, None, ""
    if bounded:
        return "not_decidable", None, "a part is printed as a bound only"
    if w.complete and abs(off) <= FAR:
        return "inconsistent", judged.severity, judged.reason or plain_reason("inconsistent")
    if (w.split and -BELOW <= off <= ABOVE) or (judged.severity == "last_digit" and w.split):
        return "inconsistent", judged.severity, judged.reason or plain_reason("inconsistent")
    if w.first_in is not None:
        return None, None, ""
    return "not_decidable", None, "the list may not be complete" if off < 0 else "the parts may overlap"


def _listed(material: Material, s: Sentence) -> Iterator[Claim]:
    """ "These 4 areas: A, B, C and D": as many items as the number says."""
    match = _LISTED.search(skeleton(s).text)
    if match is None or _CLAUSE.match(match["items"]):
        return
    count = skeleton(s).at(match, "n")
    items = [i for i in re.split(r"\s*[;,]\s*(?:and\s+)?|\s+and\s+|\s*&\s*", match["items"]) if i.strip()]
    semicolons = [i for i in re.split(r"\s*;\s*", match["items"]) if i.strip()]
    fits = count.value in (len(items), len(semicolons))
    if count.unit == "count" and 2 <= count.value <= 12 and len(items) >= 2:
        yield _of_items(material, s, count.number, int(count.value) if fits else len(items), fits)


def _bulleted(material: Material, s: Sentence) -> Iterator[Claim]:
    """ "in 3 ways:" before a list of bullets."""
    blocks = material.reading.paper.blocks
    passage = blocks[s.block]
    match = _BULLETS.search(skeleton(s).text)
    if match is None or not isinstance(passage, Passage) or s.end < len(s.clean.text.rstrip()):
        return
    count = skeleton(s).at(match, "n")
    items = 0
    for part in blocks[s.block + 1 : s.block + 1 + MOST_ITEMS]:
        if not isinstance(part, Passage) or part.kind != "item" or (part.number or "").replace(".", "").isdigit():
            break
        items += 1
    if count.unit == "count" and 2 <= count.value <= 12 and items >= 2:
        yield _of_items(material, s, count.number, items, count.value == items)


def _broken_down(material: Material, s: Sentence) -> Iterator[Claim]:
    """ "60 fires:" before bullets that begin with 20, 30 and 10; or bullets of percentages that make up 100."""
    if INCLUDING.search(s.text) or not s.text.rstrip().endswith(":"):
        return
    items = _items_after(material, s)
    firsts = [first for one in items if (first := _first_number(one)) is not None]
    if len(firsts) != len(items):
        firsts = firsts[: next((i for i, one in enumerate(items) if _first_number(one) is None), 0)]
    totals = [m for m in s.levels if not m.fraction and not m.worded]
    if len(firsts) < 2:
        return
    for unit, whole in [*((m.unit, m) for m in totals), ("percent", None)]:
        run = list(takewhile(lambda m, unit=unit: m.unit == unit, firsts))  # type: ignore[misc]
        stated = whole.number if whole is not None else _WHOLE
        numbers = tuple(m.number for m in run)
        for count, total, possible in reversed(list(running_totals(numbers))[1:]):
            judged = judge(stated, total, possible)
            if judged.verdict != "inconsistent":
                yield _of_bullets(material, s, stated, numbers[:count], judged)
                return
        total = sum((m.value for m in run), Fraction(0))
        if (
            whole is not None
            and len(run) >= 2
            and len(run) == len(items)
            and abs(total - stated.value) <= ABOVE * stated.value
        ):
            yield _of_bullets(material, s, stated, numbers, judge(stated, total, possible_total(numbers)))
            return


def _items_after(material: Material, s: Sentence) -> list[Sentence]:
    """The first sentences of the list items that follow a passage which this sentence ends."""
    blocks = material.reading.paper.blocks
    if s.end < len(s.clean.text.rstrip()):
        return []
    found: list[Sentence] = []
    for block in range(s.block + 1, min(len(blocks), s.block + 1 + MOST_ITEMS)):
        part = blocks[block]
        if not isinstance(part, Passage) or part.kind != "item":
            break
        found.extend(material.reading.by_block.get(block, ())[:1])
    return found


def _first_number(s: Sentence) -> Mention | None:
    """The number that an item begins with, or that ends it after a colon or a dash."""
    levels = [m for m in s.levels if not m.fraction and not m.worded]
    if levels and (
        s.view[s.start : levels[0].begins].strip(" £") == "" or re.search(r"[:–-]\s*$", s.left_of(levels[0]))
    ):
        return levels[0]
    return None


def _of_bullets(
    material: Material, s: Sentence, stated: Printed, numbers: tuple[Printed, ...], judged: Judged
) -> Claim:
    total = sum((n.value for n in numbers), Fraction(0))
    return Claim(
        KIND,
        material.reading.whole(s),
        Stated(stated.text, stated),
        judged.verdict,
        judged.reason or plain_reason(judged.verdict),
        measure="the list below it",
        parts=numbers,
        recomputed=total,
        unit=stated.unit,
        possible=possible_total(numbers),
        severity=judged.severity,
        sum=f"{' + '.join(shown(n.value) for n in numbers)} = {result(total, stated.unit)}",
    )


def _of_items(material: Material, s: Sentence, number: Printed, items: int, fits: bool) -> Claim:
    return Claim(
        KIND,
        material.reading.whole(s),
        Stated(number.text, number),
        "consistent" if fits else "not_decidable",
        "the list has as many items" if fits else "the list seems to have another number of items; read it",
        measure="items of the list",
        recomputed=Fraction(items),
        unit="count",
        possible=(Fraction(items), Fraction(items)),
        sum=counted(items, "item"),
    )
