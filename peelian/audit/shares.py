"""Parts and wholes that a sentence sets side by side: "453 of the 1,609 (28.2%)", "of the 120 visits, 90 (75%) …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from peelian.audit.mentions import Mention
from peelian.audit.moves import content
from peelian.audit.ready import Reading, Sentence
from peelian.audit.skeleton import skeleton

LARGEST = 1000  # percent: a share above 100 is a slip, far above it no share

_W = r"(?:[^\s⟨⟩;:()]+\s+)"
_DET = r"(?:(?:the|all|its|our|their|these|those|a|total|of|some|overall|recorded|eligible)\s+)"
_LINK = r"(?:or|which is|that is|representing|equating to|equivalent to|a rate of|this is|giving|accounting for|making up|i\.e\.|equal to|around|a total of|just)"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        # 28.2% 453 of 1,609; 28.2% - 453 of 1,609; 28.2% (453 of 1,609)
        (
            "beside",
            rf"⟨P(?P<share>\d+)⟩\s*[-–(:,]?\s*⟨N(?P<part>\d+)⟩\s+{_W}{{0,3}}?(?:out\s+)?of\s+{_DET}{{0,4}}⟨N(?P<whole>\d+)⟩",
        ),
        # 453 of the 1,609 arrests (28.2%)
        (
            "n-of-m",
            rf"⟨N(?P<part>\d+)⟩\s+{_W}{{0,4}}?(?:out\s+)?of\s+{_DET}{{0,4}}⟨N(?P<whole>\d+)⟩(?:[^⟨⟩;]{{0,70}}?)[(,–\s]\s*(?:{_LINK}\s+)?⟨(?:P|F)(?P<share>\d+)⟩(?!\s+(?:of|in|for)\b)",
        ),
        # 28.2% (453 of 1,609)
        (
            "share-n-of-m",
            rf"⟨(?:P|F)(?P<share>\d+)⟩[^⟨⟩;.]{{0,60}}?[(–,:]\s*(?:or\s+|i\.e\.\s+|with\s+|as\s+|just\s+)?⟨N(?P<part>\d+)⟩\s+{_W}{{0,4}}?(?:out\s+)?of\s+{_DET}{{0,4}}⟨N(?P<whole>\d+)⟩",
        ),
        # 453 (28.2%) of the 1,609
        (
            "n-share-of-m",
            rf"⟨N(?P<part>\d+)⟩\s*{_W}{{0,5}}?\(\s*⟨P(?P<share>\d+)⟩\s*\)\s+{_W}{{0,4}}?(?:out\s+)?of\s+{_DET}{{0,4}}⟨N(?P<whole>\d+)⟩",
        ),
        (
            "share-n-of",
            rf"⟨P(?P<share>\d+)⟩\s*\(\s*⟨N(?P<part>\d+)⟩\s*\)\s+{_W}{{0,4}}?of\s+{_DET}{{0,4}}⟨N(?P<whole>\d+)⟩",
        ),
        # 28.2% of the 1,609 arrests (453)
        (
            "share-of-m",
            rf"⟨(?:P|F)(?P<share>\d+)⟩\s+of\s+{_DET}{{0,4}}⟨N(?P<whole>\d+)⟩[^⟨⟩;]{{0,80}}?[(,–]\s*(?:or\s+|equating to\s+)?⟨N(?P<part>\d+)⟩",
        ),
        # 453 arrests, 28.2% of the 1,609
        (
            "n-is-share-of-m",
            rf"⟨N(?P<part>\d+)⟩[^⟨⟩;]{{0,60}}?[,(–]\s*(?:{_LINK}\s+)?⟨P(?P<share>\d+)⟩\s+of\s+{_DET}{{0,5}}⟨N(?P<whole>\d+)⟩",
        ),
        # from 373 cases, 125 charges: a rate of 33.5%
        (
            "n-from-m",
            rf"⟨N(?P<part>\d+)⟩\s+{_W}{{0,4}}?from\s+{_W}{{0,3}}?⟨N(?P<whole>\d+)⟩[^⟨⟩;]{{0,60}}?(?:rate|proportion|percentage)\s+of\s+⟨P(?P<share>\d+)⟩",
        ),
    )
)
_OF_THE = re.compile(rf"\b(?:Of|From|Among|Out of)\s+{_DET}{{1,4}}{_W}{{0,3}}?⟨N(?P<whole>\d+)⟩", re.I)
_ITEM = re.compile(
    r"⟨N(?P<part>\d+)⟩\s*[^⟨⟩;()]{0,50}?(?:\(\s*|,?\s+or\s+|,\s+)⟨P(?P<share>\d+)⟩\s*\)?|⟨P(?P<share2>\d+)⟩\s*[^⟨⟩;()]{0,50}?\(\s*(?:n\s*=\s*)?⟨N(?P<part2>\d+)⟩\s*\)",
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
    for name, form in _FORMS:
        for match in form.finditer(bones.text):
            part, whole, share = (bones.at(match, g) for g in ("part", "whole", "share"))
            if share.start not in seen and part.start not in seen and _can_be(part, whole, share):
                seen |= {share.start, part.start}
                yield Share(part, whole, share, s, s, name != "n-from-m")
    of_the = _OF_WHICH.search(bones.text) or _OF_THE.search(bones.text)
    whole = bones.at(of_the, "whole") if of_the else None
    for match in _ITEM.finditer(bones.text):
        first = match["part"] is not None
        part, share = bones.at(match, "part" if first else "part2"), bones.at(match, "share" if first else "share2")
        if share.start in seen:
            continue
        if of_the is not None and whole is not None and match.start() > of_the.end() and _can_be(part, whole, share):
            seen.add(share.start)
            yield Share(part, whole, share, s, s, True)
        else:
            yield from _whole_elsewhere(reading, s, part, share)


def _can_be(part: Mention, whole: Mention, share: Mention) -> bool:
    return (
        part.unit == whole.unit
        and part.value <= whole.value
        and whole.value > 0
        and part.start != whole.start
        and share.value <= LARGEST
    )


def _whole_elsewhere(reading: Reading, s: Sentence, part: Mention, share: Mention) -> Iterator[Share]:
    """Wholes of a part with its share: counts before it in its sentence, or in the sentences before."""
    of_these = bool(_OF_THESE.match(s.text.lstrip()[:40]))
    here = [m for m in s.levels if m.end <= part.start and _can_be(part, m, share) and not of_these]
    for whole in here:
        yield Share(part, whole, share, s, s, False)
    before = reading.before(s, 3)
    for steps, one in enumerate(before):
        fits = [m for m in one.levels if _can_be(part, m, share) and not m.worded]
        counts = [m for m in one.levels if m.unit == part.unit and not m.worded]
        sure = steps == 0 and len(counts) == 1 and of_these
        for whole in fits:
            yield Share(part, whole, share, s, one, sure)


def about_same(a: Sentence, b: Sentence, reading: Reading) -> bool:
    """Whether the passages of two sentences share two words that say what they are about."""
    texts = [" ".join(s.text for s in reading.by_block[one.block]) for one in (a, b)]
    return len(content(texts[0]) & content(texts[1])) >= 2
