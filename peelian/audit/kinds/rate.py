"""A rate whose numerator and denominator are printed, near it or far from it.

Rule: numerator / denominator (x 100, or x 1,000 and so on) must round to the printed rate; "an average of 25 a month"
must be the year's number / 12.
Example: "90 were solved, equating to a rate of 30.0%", with "300 were recorded" a paragraph before, is 90 / 300.
Where a text says how a rate is worked out ("dividing the number of X by the number of Y"), X and Y are looked for by
their names.
Not decidable when: the denominator is not printed, or none of the numbers before can be it.
Silent when: a number before gives another rate and does not say that it is of the same thing; a monthly average
may be of another year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from peelian.audit.claims.intervals import Interval, possible, share
from peelian.audit.claims.model import Claim, Stated
from peelian.audit.claims.sums import result, shown
from peelian.audit.claims.verdicts import Judged, judge, plain_reason
from peelian.audit.kinds.ratio_or_share import claim_of_share
from peelian.audit.links.shares import Share, about_same
from peelian.audit.material import Material, claim_of_cell, covering, measure_of
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.reading import Reading
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.sentences.skeleton import skeleton
from peelian.audit.tables.derived import rates_of_columns
from peelian.quantities import Printed

KIND = "rate"
NEAR = Fraction(3, 20)  # of the rate: a denominator that misses by more is of something else
NEAR_NAMED = Fraction(1, 20)  # the same where the text names what is divided by what
NEAR_HERE = Fraction(1, 2)  # the same where both are the only ones by their names, in the same paragraph
REACH = 6  # sentences before
_RATE = re.compile(
    r"⟨N(?P<n>\d+)⟩[^⟨⟩;]{0,120}?\b(?:rate|proportion|percentage|ratio|share)\s+(?:of|is|was"
    r"|at)\s+(?:only\s+|just\s+)?⟨P(?P<p>\d+)⟩"
    r"|⟨N(?P<n2>\d+)⟩[^⟨⟩;]{0,90}?\b(?:equat\w+ to|equivalent to|giving|representing"
    r"|resulting in)\s+(?:an?\s+)?⟨P(?P<p2>\d+)⟩\s+(?:of|[a-z ]{0,30}rate\b)",
    re.I,
)
_THIS_RATE = re.compile(
    r"^\W*(?:this|that|which|it)\b[^⟨⟩]{0,40}\b(?:rate|proportion|percentage)\s+of\s+⟨P(?P<p>\d+)⟩", re.I
)
_PER = re.compile(r"⟨X(?P<x>\d+)⟩")
_DIVIDED = re.compile(
    r"\b(?:calculat\w+|work\w* out|deriv\w+|obtain\w+|measured|express\w+"
    r"|defined)\b[^.]*?\b(?:by\s+dividing|dividing|as)\s+(?:the\s+)?(?P<top>[^.]+?)"
    r"\s+(?:by|divided by|as an? (?:percentage|proportion|share) of"
    r"|over)\s+(?:the\s+)?(?P<bottom>[^.,(]+?)(?=\s+and\s+(?:is|was|stands|stood|gives)\b|[.,(]|$)",
    re.I,
)
_AVERAGE = re.compile(
    r"\b(?:average|averaging|mean)\b[^⟨⟩;]{0,30}⟨N(?P<n>\d+)⟩\s+(?:[a-z]+\s+){0,3}?(?:a|per|each"
    r"|every)\s+(?P<of>month|week|day)\b|⟨N(?P<n2>\d+)⟩\s+(?:[a-z]+\s+){0,2}?(?:a|per|each"
    r"|every)\s+(?P<of2>month|week|day)\b",
    re.I,
)
_OF_YEAR = {"month": 12, "week": 52, "day": 365}
_SAYS_SO = re.compile(r"\b(?:equat\w+|equivalent|works? out|or|which is|i\.e\.)\b", re.I)
_STEMS = re.compile(r"[a-z]{3,}")


def find(material: Material) -> Iterator[Claim]:
    reading = material.reading
    for grid in reading.both_ways:
        yield from (claim_of_cell(KIND, grid, cell) for cell in rates_of_columns(grid))
    for s in reading.sentences:
        if s.kind in ("heading", "caption"):
            continue
        if s.mentions:
            yield from _stated_rates(material, s)
            yield from _per_so_many(material, s)
        yield from _named(material, s)
        if s.mentions:
            yield from _averages(material, s)


def _stated_rates(material: Material, s: Sentence) -> Iterator[Claim]:
    bones = skeleton(s)
    for match in _RATE.finditer(bones.text):
        first = match["n"] is not None
        part, rate = bones.at(match, "n" if first else "n2"), bones.at(match, "p" if first else "p2")
        both = _both_here(s, rate)
        if both is not None:
            one = Share(*both, rate, s, s, True)
            yield claim_of_share(material, KIND, one, *_judged(*both, rate))
        else:
            yield _with_denominator(material, s, part, s, rate)
    this = _THIS_RATE.match(bones.text)
    before = material.reading.before(s)
    if this and before:
        rate = bones.at(this, "p")
        counts = [m for m in before[0].levels if m.unit == "count" and not m.worded]
        both = _of_counts(counts, rate) or (_only_two(before[0], counts) if len(counts) == 2 else None)
        if both is not None:
            yield claim_of_share(material, KIND, Share(*both, rate, s, before[0], True), *_judged(*both, rate))


def _both_here(s: Sentence, rate: Mention) -> tuple[Mention, Mention] | None:
    """The part and the whole of a rate where its own sentence has both: they come out, or are the only two counts."""
    counts = [m for m in s.levels if m.unit == "count" and not m.worded and m.end <= rate.start]
    return _of_counts(counts, rate) or (_only_two(s, counts) if len(counts) == 2 else None)


def _of_counts(counts: list[Mention], rate: Mention) -> tuple[Mention, Mention] | None:
    for part in counts:
        for whole in counts:
            if part.value < whole.value and _judged(part, whole, rate)[2].verdict != "inconsistent":
                return part, whole
    return None


def _only_two(s: Sentence, counts: list[Mention]) -> tuple[Mention, Mention] | None:
    """Two counts of which the words say that one is of the other: "40 from 200", "led to 125"."""
    part, whole = sorted(counts, key=lambda m: m.value)
    if whole.end <= part.begins and _SENT.search(s.text) and _RETURNED.search(s.text):
        return part, whole
    if part.value == whole.value or not _OF.search(
        s.between(min(m.end for m in counts), max(m.begins for m in counts))
    ):
        return None
    return part, whole


_SENT = re.compile(r"\b(?:sent|issued|distributed|invited|mailed|posted|e?mailed|handed out|asked|offered)\b", re.I)
_RETURNED = re.compile(r"\b(?:response|return|completion|reply|take-?up|uptake) rate\b", re.I)
_OF = re.compile(r"\b(?:against|from|out of|of|among|led to|leading to|resulted in|resulting in|result of)\b", re.I)


def _judged(part: Mention, whole: Mention, rate: Mention) -> tuple[Fraction, Interval, Judged]:
    recomputed = share(part.value, whole.value)
    reach = possible((part.number, whole.number), share) or (recomputed, recomputed)
    return recomputed, reach, judge(rate.number, recomputed, reach)


def _with_denominator(material: Material, s: Sentence, part: Mention, part_in: Sentence, rate: Mention) -> Claim:
    """The claim of a rate with its numerator: with the denominator that comes out, or nearly does, else undecided."""
    reading = material.reading
    wholes = [(m, s) for m in s.levels if m is not part and _whole(part, m)]
    wholes += [(m, one) for one in reading.before(s, REACH) for m in one.levels if _whole(part, m) and not m.worded]
    near = []
    for whole, where in wholes:
        recomputed, reach, judged = _judged(part, whole, rate)
        one = Share(part, whole, rate, s, where, True)
        if judged.verdict != "inconsistent":
            return claim_of_share(material, KIND, one, recomputed, reach, judged)
        if abs(recomputed - rate.value) <= NEAR * rate.value and (where is s or about_same(s, where, reading)):
            near.append((abs(recomputed - rate.value), one, recomputed, reach, judged))
    if near:
        _, one, recomputed, reach, judged = min(near, key=lambda n: n[0])
        return claim_of_share(material, KIND, one, recomputed, reach, judged)
    spot = covering(reading, s, [part, rate])
    reason = "what it is a rate of is not printed"
    return Claim(
        KIND,
        spot,
        Stated(rate.number.text, rate.number),
        "not_decidable",
        reason,
        measure=measure_of(s, part),
        parts=(part.number,),
    )


def _whole(part: Mention, m: Mention) -> bool:
    return m.unit == part.unit and m.value > part.value


def _per_so_many(material: Material, s: Sentence) -> Iterator[Claim]:
    """ "1,240 calls in a population of 20,000, a rate of 62.0 per 1,000"."""
    bones = skeleton(s)
    for match in _PER.finditer(bones.text):
        rate = bones.at(match, "x")
        size = re.sub(r"\D", "", rate.unit) or ("1000000" if "million" in rate.unit else "")
        if not size or any(c.mention is rate for c in s.changes):
            continue
        near = [(m, one) for one in (s, *material.reading.before(s, 2)) for m in one.levels if m.unit == "count"]
        for part, of_part in near:
            for whole, of_whole in near:
                if not part.value < whole.value:
                    continue
                recomputed = part.value / whole.value * int(size)
                reach = possible((part.number, whole.number), lambda a, b, k=int(size): a / b * k)
                if reach is None:
                    continue
                judged = judge(rate.number, recomputed, reach)
                sure = of_part is s and of_whole is s and len([m for m in s.levels if m.unit == "count"]) == 2
                close = rate.value / 4 <= recomputed <= rate.value * 4
                if judged.verdict != "inconsistent" or (sure and close):
                    spot = covering(
                        material.reading, s, [rate, *(m for m, one in ((part, of_part), (whole, of_whole)) if one is s)]
                    )
                    yield Claim(
                        KIND,
                        spot,
                        Stated(rate.number.text, rate.number),
                        judged.verdict,
                        judged.reason or plain_reason(judged.verdict),
                        measure=measure_of(s, part),
                        parts=(part.number, whole.number),
                        recomputed=recomputed,
                        unit=rate.unit,
                        possible=reach,
                        severity=judged.severity,
                        sum=(
                            f"{shown(part.value)} / {shown(whole.value)} x {int(size):,}"
                            f" = {result(recomputed, rate.unit)}"
                        ),
                    )
                    return


def _named(material: Material, s: Sentence) -> Iterator[Claim]:
    """A sentence that says how a rate is worked out: its numbers are found by the names of what they count."""
    match = _DIVIDED.search(s.text)
    if match is None:
        return
    rates = [
        (m, one)
        for one in (s, *material.reading.before(s, 2))
        for m in one.levels
        if m.unit == "percent" and one.block == s.block
    ]
    if not rates:
        return
    rate, rate_in = rates[0]
    tops = _counting(material.reading, s, match["top"], exactly=True)[:1]
    wholes = _counting(material.reading, s, match["bottom"], exactly=False)
    weighed = [
        (abs(_judged(t, w, rate)[0] - rate.value), t, of_t, w, of_w)
        for t, of_t in tops
        for w, of_w in wholes
        if w.value > t.value
    ]
    if not weighed:
        return
    off, part, part_in, whole, whole_in = min(weighed, key=lambda w: w[0])
    here = len(weighed) == 1 and part_in.block == whole_in.block == s.block
    if off > (NEAR_HERE if here else NEAR_NAMED) * rate.value:
        return
    recomputed, reach, judged = _judged(part, whole, rate)
    first = rate_in if rate_in.index < s.index else s
    quote = material.reading.spot(s, first.start, s.end)
    also = tuple(material.reading.whole(one) for one in (part_in, whole_in) if one.block != s.block)
    yield Claim(
        KIND,
        quote,
        Stated(rate.number.text, rate.number),
        judged.verdict,
        judged.reason or plain_reason(judged.verdict),
        measure=measure_of(rate_in, rate),
        new=rate.number,
        parts=(part.number, whole.number),
        recomputed=recomputed,
        unit="percent",
        possible=reach,
        severity=judged.severity,
        sum=f"{shown(part.value)} / {shown(whole.value)} = {result(recomputed, 'percent')}",
        also=also,
    )


def _counting(reading: Reading, s: Sentence, name: str, *, exactly: bool) -> list[tuple[Mention, Sentence]]:
    """The counts of a paper that go by a name, the nearest before first. `exactly`: the name follows the number."""
    wanted = {w.rstrip("s") for w in _STEMS.findall(name.lower())} - {"the", "number", "all"}
    found = []
    for one in reversed(reading.sentences[: s.index + 1]):
        if one.kind in ("heading", "caption"):
            continue
        near = reading.sentences[max(0, one.index - 1) : one.index + 1]
        around = " ".join(o.text for o in near if o.block == one.block)
        for m in one.levels:
            text = one.clean.text[m.end : m.end + 60] if exactly else around
            words = {w.rstrip("s") for w in _STEMS.findall(text.lower())}
            if (
                m.unit == "count"
                and not m.worded
                and wanted - {"total"}
                and (wanted - {"total"} if exactly else wanted) <= words
            ):
                found.append((m, one))
    return found


def _averages(material: Material, s: Sentence) -> Iterator[Claim]:
    """ "300 a year, an average of 25 a month"."""
    bones = skeleton(s)
    for match in _AVERAGE.finditer(bones.text):
        first = match["n"] is not None
        average, of = bones.at(match, "n" if first else "n2"), (match["of"] or match["of2"]).lower()
        near = [
            (m, one)
            for one in (s, *material.reading.before(s))
            for m in one.levels
            if m.unit == average.unit and m.value > average.value * 5 and one.block == s.block
        ]
        for whole, where in near:
            parts = _OF_YEAR[of]
            recomputed = whole.value / parts
            half = Fraction(1, 2)
            stated = average.number if average.number.half_width else _as_rounded(average, half)
            judged = _of_days(stated, whole, recomputed, of)
            close = abs(recomputed - average.value) <= average.value * NEAR_HERE
            says = where is s and bool(
                _SAYS_SO.search(s.between(min(whole.end, average.end), max(whole.start, average.start)))
            )
            says = says or (where is s and _of_a_year(s, whole, average))
            if judged.verdict != "inconsistent" or (close and says):
                spot = covering(material.reading, s, [average, *([whole] if where is s else [])])
                yield Claim(
                    KIND,
                    spot,
                    Stated(average.number.text, stated),
                    judged.verdict,
                    judged.reason or plain_reason(judged.verdict),
                    measure=measure_of(s, average),
                    parts=(whole.number,),
                    recomputed=recomputed,
                    unit=average.unit,
                    possible=(recomputed, recomputed),
                    severity=judged.severity,
                    sum=f"{shown(whole.value)} / {parts} = {shown(recomputed)}",
                )
                break


def _of_days(stated: Printed, whole: Mention, recomputed: Fraction, of: str) -> Judged:
    """The verdict on an average; a day's may leave out weekends and holidays, or be of a leap year."""
    judged = judge(stated, recomputed, (recomputed, recomputed))
    if judged.verdict == "inconsistent" and of == "day":
        worked = judge(stated, recomputed, (whole.value / MOST_WORKED, whole.value / LEAST_WORKED))
        if worked.verdict != "inconsistent":
            return Judged("consistent_within_rounding", None, "it comes out for the days worked in a year")
        return judge(stated, whole.value / 366, (recomputed, recomputed))
    return judged


def _of_a_year(s: Sentence, whole: Mention, average: Mention) -> bool:
    """ "3,650 over the year, an average of 10 a day": the year is said, and the average stands straight after."""
    between = s.between(whole.end, average.begins)
    return _STRAIGHT.search(between) is not None and _YEAR.search(s.text) is not None and len(s.levels) == 2


LEAST_WORKED, MOST_WORKED = 248, 262  # days worked in a year
_STRAIGHT = re.compile(r"^[^;:.]*,\s+(?:or\s+|that is\s+)?(?:an|on)\s+average(?:\s+of)?\s+(?:about\s+)?$", re.I)
_YEAR = re.compile(
    r"\b(?:(?:over|in|during|across|for|throughout) the (?:\w+ )?(?:year|12 months)|a year|annually)\b", re.I
)


def _as_rounded(m: Mention, half: Fraction) -> Printed:
    return replace(m.number, half_width=half)
