"""Parts and wholes that a sentence sets side by side: "453 of the 1,609 (28.2%)", "of the 120 visits, 90 (75%) …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from peelian.audit.claims.intervals import possible
from peelian.audit.claims.intervals import share as share_of
from peelian.audit.claims.verdicts import judge
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.reading import Reading
from peelian.audit.sentences.sentence import Sentence
from peelian.audit.sentences.skeleton import skeleton
from peelian.audit.sentences.topic import content

REACH = 5  # sentences on each side that can say what a number is of
LARGEST = 1000  # percent: a share above 100 is a slip, far above it no share
BEAR_OUT = 2  # shares of a list that come out make sure of which whole the others are

_W = r"(?:[^\s⟨⟩;:()]+\s+)"
_SAID = r"(?:[^⟨⟩;.]{0,130}?)"
_DET = r"(?:(?:the|all|its|our|their|these|those|a|total|of|some|overall|recorded|eligible)\s+)"
_LINK = (
    r"(?:(?:or|which is|that is|this is|representing|equating to|equivalent to|a rate of|giving"
    r"|accounting for|making up|or some|a proportion of|a share of|equating to around|this equates to|this represents"
    r"|i\.e\.|equal to|just over|just under)\s+)"
)
_TOKENS = {
    "PART": r"⟨N(?P<part>\d+)⟩",
    "WHOLE": r"⟨N(?P<whole>\d+)⟩",
    "SHARE": r"⟨[PF](?P<share>\d+)⟩",
    "OF": rf"(?:out\s+)?of\s+{_DET}{{0,4}}",
    "WORDS": rf"{_W}{{0,4}}?",
    "LINK": _LINK,
    "SAID": _SAID,
    "NEAR": r"(?:(?!\b(?:largest|highest|lowest|smallest|most|least|compared|from|led by)\b)[^⟨⟩;:]){0,150}?",
}


def _form(pattern: str) -> re.Pattern[str]:
    """A form in which a word in capitals stands for a number or a run of words."""
    return re.compile(re.sub("|".join(_TOKENS), lambda m: _TOKENS[m[0]], pattern), re.IGNORECASE)


# Each with whether it leaves no doubt; the others are believed only where they come out.
_FORMS: tuple[tuple[re.Pattern[str], bool], ...] = (
    (_form(r"SHARE\s*[-–(:,]?\s*PART\s+WORDSOFWHOLE"), True),  # 28% (453 of 1,609)
    (_form(r"PART\s+WORDSOFWHOLENEAR\(\s*LINK?SHARE(?!\s+(?:more|of|higher|lower))"), True),  # 453 of 1,609 (28%)
    (_form(r"PART\s+WORDSOFWHOLENEAR(?:[,–]\s*LINK|\sor\s+)SHARE(?!\s+(?:more|higher|lower))"), True),
    (_form(r"PARTSAID\sout\s+OFWHOLENEAR(?:[,–(]|\sor\s)\s*LINK?SHARE(?=\s*(?:[,.)–]|$))"), True),
    (_form(r"PART\s+WORDSOFWHOLENEAR[,–]\s*SHARE(?=\s*(?:[,.)–]|$))"), False),  # 453 of 1,609, 28%
    (_form(r"SHARE[^⟨⟩;.]{0,60}?(?:\(|[–:]|,\s*(?:or|i\.e\.|with|as|just)\s)\s*PART\s+WORDSOFWHOLE"), True),
    (_form(r"PART\s*WORDS\(\s*SHARE\s*\)\s+WORDSOFWHOLE"), True),  # 453 (28%) of the 1,609
    (_form(r"SHARE\s+ofSAID\(\s*PART\s+WORDSOFWHOLE\s*\)"), True),  # 28% of letters were answered (453 of 1,609)
    (_form(r"PART\s+WORDS[^⟨⟩;:()]{0,120}?[,;–(]\s*LINK?SHARE\s+ofSAID\(\s*WHOLE\s*\)"), True),
    (  # £6.1 million represents 71% of total spending of £8.6 million
        _form(
            r"PART[^⟨⟩;:.()]{0,60}?\b(?:represent(?:s|ed)?|is|was|were|ma[dk]es?(?: up)?|account(?:s|ed)? for"
            r"|equat(?:es|ed) to)\s+SHARE\s+of\s+(?:the\s+|our\s+|its\s+)?(?:total|overall|gross|net)\s+"
            r"(?:[a-z-]+\s+){1,3}?(?:of\s+|\(\s*)WHOLE"
        ),
        True,
    ),
    (_form(r"PARTSAID[,;–(]\s*LINK?SHARE\s+OFWHOLE"), True),  # 453 were answered; this is 28% of the 1,609
    (_form(r"SHARE\s+OFWHOLE[^⟨⟩;()]{0,120}?,\s*PART\s+in\s+(?:number|all|total)\b"), True),
    (_form(r"WHOLESAID\s+(?:and\s+)?PART\s+of\s+(?:them|these|those)\b,?\s*[(,]?\s*SHARE"), True),
    (_form(r"PART\s*/\s*WHOLENEAR[(,–]\s*LINK?SHARE"), True),  # 453/1,609 (28%)
    (_form(r"SHARE\s*[-–(:,]?\s*PART\s*/\s*WHOLE"), True),
    (_form(r"SHARE\s*\(\s*(?:n\s*=\s*)?PART\s*\)\s+WORDSOFWHOLE"), True),  # 28% (453) of the 1,609
    (_form(r"SHARE\s+OFWHOLE[^⟨⟩;()]{0,80}?\(\s*PART[^⟨⟩()]{0,30}\)"), True),  # 28% of the 1,609 people (453)
    (_form(r"SHARE\s+OFWHOLE[^⟨⟩;(),]{0,60}?,\s*PART\s*,\s*(?![⟨⟩])"), True),  # 28% of the 1,609 people, 453, were
    (_form(r"SHARE\s+OFWHOLE[^⟨⟩;()]{0,80}?,?\s(?:or|that is|equating to)\s+PART"), True),
    (_form(r"PART\s+WORDS[(–]\s*LINK?SHARE\s+OFWHOLE"), True),  # 453 people (28% of the 1,609)
    (_form(r"WHOLE[^⟨⟩;:]{0,60}?,\s*PART\s+of\s+(?:them|whom|which|these|those)\b[^⟨⟩;]{0,40}?\(\s*SHARE\s*\)"), True),
    (_form(r"PART\s+WORDS,\s*LINK?SHARE\s+OFWHOLE"), False),
    (_form(r"PART\s+WORDSfrom\s+WORDSWHOLE[^⟨⟩;]{0,60}?(?:rate|proportion|percentage)\s+of\s+SHARE"), False),
)
_OF_THE = re.compile(
    rf"(?:\b(?:Of|From|Among|Out of)\s+{_DET}{{1,4}}{_W}{{0,3}}?|(?:^\W*|,\s)(?:of|out of)\s+)⟨N(?P<whole>\d+)⟩", re.I
)
_ITEM = re.compile(
    r"⟨N(?P<part>\d+)⟩\s*[^⟨⟩;()]{0,90}?(?:\(\s*|,?\s+or\s+"
    r"|,\s+(?:or|representing|equating to|a rate of|which is|this is)\s+|,\s+(?=⟨P\d+⟩\s*(?:[,.;)]|of\b|$)))"
    r"⟨P(?P<share>\d+)⟩\s*\)?"
    r"|⟨[PF](?P<share2>\d+)⟩\s*[^⟨⟩;()]{0,110}?\(\s*(?:n\s*=\s*)?⟨N(?P<part2>\d+)⟩\s*\)",
    re.I,
)
_OF_WHICH = re.compile(r"⟨N(?P<whole>\d+)⟩[^⟨⟩;.]{0,80}?\bof (?:which|whom|these|those)\b", re.I)
_OF_THESE = re.compile(r"\b(?:of (?:these|those|them|which|whom)|of the \w+)\b", re.I)


@dataclass(frozen=True)
class Share:
    """A part, its whole and the share printed for it. `sure`: the grammar leaves no doubt which whole is meant."""

    part: Mention
    whole: Mention
    share: Mention
    part_in: Sentence
    whole_in: Sentence
    sure: bool


def shares(reading: Reading, s: Sentence) -> Iterator[Share]:
    """The shares that a sentence prints with a part and, there or before it, a whole."""
    bones = skeleton(s)
    seen: set[int] = set()
    made: list[Mention] = []
    for form, sure in _FORMS:
        for match in form.finditer(bones.text):
            part, whole, share = (bones.at(match, g) for g in ("part", "whole", "share"))
            if share.start not in seen and part.start not in seen and _can_be(part, whole, share):
                seen |= {share.start, part.start}
                made.append(part)
                yield Share(part, whole, share, s, s, sure)
    of_the = _OF_WHICH.search(bones.text) or _OF_THE.search(bones.text)
    common = bones.at(of_the, "whole") if of_the else None
    alone: list[tuple[Mention, Mention]] = []
    moved = {change.mention.start for change in s.changes}  # "an 8% (370) increase" is no share
    for match in _ITEM.finditer(bones.text):
        first = match["part"] is not None
        part, share = bones.at(match, "part" if first else "part2"), bones.at(match, "share" if first else "share2")
        if share.start in seen or part.start in moved:
            continue
        if of_the and common is not None and match.start() > of_the.end() and _can_be(part, common, share):
            seen.add(share.start)
            yield Share(part, common, share, s, s, not _of_a_change(s, share))
            others = [m for m in s.levels if m.end <= common.begins and _can_be(part, m, share)]
            yield from (Share(part, m, share, s, s, False) for m in others)  # "30 of a total of 1,240; 6 of them (20%)"
        else:
            alone.append((part, share))
    common = _common_whole(s, alone) or _made_up(s, made, alone)
    beside: tuple[int, ...] = ()  # items before in a list that has a whole; only the last can hold a part of its own
    for part, share in alone:
        if common is not None and _can_be(part, common, share):
            yield Share(part, common, share, s, s, True)
        yield from _whole_elsewhere(reading, s, part, share, beside[:-1])
        if common is not None:
            beside += (part.start,)


def _of_a_change(s: Sentence, share: Mention) -> bool:
    """ "of which pay was £2.4m, 58% of the rise": a share of how far something moved, not of what it came to."""
    return _OF_A_CHANGE.match(s.view, share.end) is not None


_OF_A_CHANGE = re.compile(
    r"\s*\)?\s+of\s+(?:the|this|that|its|our|all)\s+(?:[a-z-]+\s+){0,3}?(?:rise|increase|growth|fall|decrease|reduction"
    r"|decline|drop|change|difference|variance|overspend|underspend|gap|shortfall|saving)s?\b",
    re.I,
)


def _common_whole(s: Sentence, items: list[tuple[Mention, Mention]]) -> Mention | None:
    """ "1,020: South (400, 39%), North (305, 30%) and East (315, 31%)": the whole that all but one at most bear out."""
    if len(items) <= BEAR_OUT:
        return None
    for whole in s.levels:
        those = [(part, one) for part, one in items if whole.end <= items[0][0].start and _can_be(part, whole, one)]
        out = sum(_comes_out(part, whole, one) for part, one in those)
        if len(those) == len(items) and out >= max(BEAR_OUT, len(items) - 1):
            return whole
    return None


def _made_up(s: Sentence, made: list[Mention], items: list[tuple[Mention, Mention]]) -> Mention | None:
    """ "14 of 61 (23%) are late, while 47 (77%) are on track": the whole that all the parts with shares make up.

    All but one must be said to be of it, or bear it out: their shares may be of something else.
    """
    parts = [*made, *(part for part, _ in items)]
    total = sum(part.value for part in parts)
    enough = len(parts) >= BEAR_OUT and total > 0
    wholes = [m for m in s.levels if m.value == total and m.unit == parts[0].unit] if enough else []
    if len(wholes) != 1:
        return None
    out = len(made) + sum(_comes_out(part, wholes[0], one) for part, one in items)
    return wholes[0] if out >= len(parts) - 1 else None


def _comes_out(part: Mention, whole: Mention, of: Mention) -> bool:
    reach = possible((part.number, whole.number), share_of)
    return reach is not None and judge(of.number, share_of(part.value, whole.value), reach).verdict != "inconsistent"


def _can_be(part: Mention, whole: Mention, share: Mention) -> bool:
    return (
        part.unit == whole.unit
        and part.value <= whole.value
        and whole.value > 0
        and part.start != whole.start
        and share.value <= LARGEST
    )


def _whole_elsewhere(
    reading: Reading, s: Sentence, part: Mention, share: Mention, beside: tuple[int, ...]
) -> Iterator[Share]:
    """Wholes of a part with its share: counts before it in its sentence, or in the sentences before."""
    of_these = bool(_OF_THESE.match(s.text.lstrip()[:40]))
    here = [m for m in s.levels if m.end <= part.start and _can_be(part, m, share) and not of_these]
    here = [m for m in here if m.start not in beside]
    for whole in here:
        yield Share(part, whole, share, s, s, False)
    before = reading.before(s, 3)
    for steps, one in enumerate(before):
        fits = [m for m in one.levels if _can_be(part, m, share) and not m.worded]
        counts = [m for m in one.levels if m.unit == part.unit and not m.worded]
        sure = steps == 0 and len(counts) == 1 and of_these and not _of_a_change(s, share)
        for whole in fits:
            yield Share(part, whole, share, s, one, sure)


def about_same(a: Sentence, b: Sentence, reading: Reading) -> bool:
    """Whether the passages of two sentences share two words that say what they are about."""
    return len(content(_around(reading, a)) & content(_around(reading, b))) >= 2


def _around(reading: Reading, s: Sentence) -> str:
    """The sentence with those of its passage that stand near."""
    near = reading.sentences[max(0, s.index - REACH) : s.index + REACH + 1]
    return " ".join(one.text for one in near if one.block == s.block)
