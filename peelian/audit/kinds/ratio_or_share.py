"""A share printed beside its part and its whole; and a fraction in words beside its percentage.

Rule: part / whole x 100 must round to the printed percentage. "One in five", "a third", "half" are met within 2.5
points; "over", "more than", "almost" and "nearly" say on which side, and "nearly half" begins at a fifth below it.
"The majority" needs more than half.
Example: "453 of the 1,609 letters (28.2%)" is 453 / 1,609 = 28.1541%.
Not decidable when: the whole, or the part, is not printed near the share.
In a table, a column of percentages must be one column of another, or each row of the total; which, is what most rows
bear out.
Silent when: the whole is only guessed at from what stands before, and the share does not come out with it; a share
without a part beside it; it is a share "of the rise".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from peelian.audit.claims.intervals import possible, share
from peelian.audit.claims.model import Claim, Stated
from peelian.audit.claims.sums import result, shown
from peelian.audit.claims.verdicts import Judged, judge, plain_reason
from peelian.audit.links.shares import Share, shares
from peelian.audit.material import Material, claim_of_cell, covering, measure_of
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.sentences.skeleton import skeleton
from peelian.audit.tables.derived import shares_of_columns
from peelian.quantities import Printed

KIND = "ratio_or_share"
LOOSE = Fraction(5)  # points by which a fraction in words may miss its percentage and still be loose speech
_IN_WORDS = re.compile(
    r"⟨[Ff](?P<f>\d+)⟩[^⟨⟩;.()]{0,60}?\(\s*⟨[Pp](?P<p>\d+)⟩|⟨[Pp](?P<p2>\d+)⟩\s*\(\s*(?:or\s+)?⟨[Ff](?P<f2>\d+)⟩\s*\)"
)
ALMOST = Fraction(1, 5)  # of a fraction in words: "nearly half" begins there, and "just over half" ends
_NEAR = re.compile(r"(?:nearly|almost|just (?:under|over)|slightly|a little|close to|approaching)\b", re.I)
_MAJORITY = re.compile(
    r"\b(?P<word>(?:vast |large |overwhelming )?majority|most of)\b[^⟨⟩;.()]{0,70}?\(\s*⟨P(?P<p>\d+)⟩", re.I
)
HALF = Fraction(50)


def find(material: Material) -> Iterator[Claim]:
    for grid in material.reading.both_ways:
        yield from (claim_of_cell(KIND, grid, cell) for cell in shares_of_columns(grid))
    for s in material.reading.sentences:
        if s.kind in ("heading", "caption") or not s.mentions:
            continue
        by_share: dict[int, list[Share]] = {}
        for one in shares(material.reading, s):
            by_share.setdefault(one.share.start, []).append(one)
        for those in by_share.values():
            claim = _best(material, those)
            if claim is not None:
                yield claim
        yield from _words(material, s)


def _best(material: Material, those: list[Share]) -> Claim | None:
    """The reading that comes out; else the one that is sure; else none."""
    weighed = []
    for one in those:
        recomputed = share(one.part.value, one.whole.value)
        reach = possible((one.part.number, one.whole.number), share)
        if reach is not None:
            weighed.append((one, recomputed, reach, judge(one.share.number, recomputed, reach)))
    fine = [w for w in weighed if w[3].verdict != "inconsistent"]
    sure = [w for w in weighed if w[0].sure]
    if not fine and not sure:
        return None
    one, recomputed, reach, judged = (fine or sure)[0]
    return claim_of_share(material, KIND, one, recomputed, reach, judged)


def claim_of_share(
    material: Material, kind: str, one: Share, recomputed: Fraction, reach: tuple[Fraction, Fraction], judged: Judged
) -> Claim:
    s = one.part_in
    here = [m for m, where in ((one.part, s), (one.share, s), (one.whole, one.whole_in)) if where.block == s.block]
    first = one.whole_in if one.whole_in.block == s.block and one.whole_in.index < s.index else None
    verdict, severity, reason = judged.verdict, judged.severity, judged.reason or plain_reason(judged.verdict)
    if verdict == "inconsistent" and any(m.number.qualifier in ("over", "under") for m in (one.part, one.whole)):
        verdict, severity, reason = "not_decidable", None, "a number is printed as a bound only"
    return Claim(
        kind,
        covering(material.reading, s, here, first),
        Stated(one.share.number.text, one.share.number),
        verdict,
        reason,
        measure=measure_of(s, one.part),
        parts=(one.part.number, one.whole.number),
        recomputed=recomputed,
        unit="percent",
        possible=reach,
        severity=severity,
        sum=f"{shown(one.part.value)} / {shown(one.whole.value)} = {result(recomputed, 'percent')}",
        also=() if one.whole_in.block == s.block else (material.reading.whole(one.whole_in),),
    )


def _words(material: Material, s: Sentence) -> Iterator[Claim]:
    """A fraction in words beside its percentage, and "the majority" beside its share."""
    bones = skeleton(s)
    for match in _IN_WORDS.finditer(bones.text):
        first = match["f"] is not None
        fraction, percent = bones.at(match, "f" if first else "f2"), bones.at(match, "p" if first else "p2")
        stated = replace(fraction.number, half_width=LOOSE)
        reach = (percent.value - percent.number.half_width, percent.value + percent.number.half_width)
        near = _NEAR.match(s.view, fraction.begins) is not None
        judged = _said(fraction, stated, percent.value, reach, near=near)
        yield _in_words(material, s, fraction, percent, stated, judged)
    for match in _MAJORITY.finditer(bones.text):
        percent = bones.at(match, "p")
        more = percent.value + percent.number.half_width > HALF
        stated = Printed(match["word"], HALF, "percent", Fraction(0), "over")
        judged = Judged("consistent") if more else Judged("inconsistent", "material", "it is not more than half")
        yield _in_words(material, s, replace(percent, number=stated), percent, stated, judged)


def _said(
    fraction: Mention, stated: Printed, value: Fraction, reach: tuple[Fraction, Fraction], *, near: bool
) -> Judged:
    """The verdict on a fraction in words. A bound must lie on its side, and a word close to its number."""
    if fraction.number.qualifier in ("over", "under"):
        if near and abs(value - stated.value) > ALMOST * stated.value:
            return Judged("inconsistent", "material", "it is not near")
        return judge(replace(stated, half_width=Fraction(0)), value, reach)
    return judge(stated, value, reach)


def _in_words(material: Material, s: Sentence, at: Mention, percent: Mention, stated: Printed, judged: Judged) -> Claim:
    return Claim(
        KIND,
        covering(material.reading, s, [at, percent]),
        Stated(stated.text, stated),
        judged.verdict,
        judged.reason or plain_reason(judged.verdict),
        measure=measure_of(s, percent),
        parts=(percent.number,),
        recomputed=percent.value,
        unit="percent",
        possible=(percent.value - percent.number.half_width, percent.value + percent.number.half_width),
        severity="material" if judged.verdict == "inconsistent" else None,
        sum=f"{percent.number.text} against {stated.text}",
    )
