"""Who is highest or lowest, by the names and numbers of a sentence: "Northmoor had 410, Easterly 302 and Westbrook 98;
Westbrook was the lowest"; and who has more than whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from peelian.audit.claims.model import Claim, Stated
from peelian.audit.claims.sums import shown
from peelian.audit.kinds.rank_or_extreme.superlatives import KIND, SUPERLATIVE, is_high
from peelian.audit.material import Material, covering, measure_of
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.names import Name, names_in, numbers_by_name
from peelian.audit.sentences.sentence import Sentence

LEAST = 3  # names with numbers in one sentence before one can be the first of them
_CHANGE = re.compile(
    r"\s+(?:[a-z-]+\s+){0,2}?(?:increases?|decreases?|rises?|falls?|reductions?|changes?|growth|improvements?|drops?)\b",
    re.I,
)
_THAN = re.compile(r"\b(?P<word>more|fewer|higher|lower|less)\b[^.;:()]{0,120}?\bthan\b", re.I)
_SINCE = re.compile(r"\b(?:since|for \w+ years|ever|on record|to date|in the (?:last|past))\b", re.I)


def by_name(material: Material, s: Sentence) -> Iterator[Claim]:
    """The claim of a superlative, or of "more … than", whose name and others' numbers stand in the sentence."""
    numbers = numbers_by_name(s)
    if len(numbers) >= LEAST:
        yield from _superlative(material, s, numbers)
        return
    before = material.reading.before(s)
    if not numbers and before and before[0].block == s.block:
        numbers = numbers_by_name(before[0])
        if len(numbers) >= LEAST and not s.levels:
            yield from _superlative(material, s, numbers, before[0])


def _superlative(
    material: Material, s: Sentence, numbers: Mapping[str, Mention], where: Sentence | None = None
) -> Iterator[Claim]:
    match = SUPERLATIVE.search(s.view, s.start, s.end)
    if match is None:
        yield from _more_than(material, s, numbers)
        return
    word = match["word"].lower()
    if word.startswith("second") or _CHANGE.match(s.view, match.end()) or _SINCE.search(s.view, match.end(), s.end):
        return
    name = _subject(s, match, numbers)
    if name is None or _of_something_else(s, match, numbers):
        return
    high = is_high(word)
    values = {of: m.value for of, m in numbers.items()}
    extreme = (max if high else min)(values.values())
    holds = values[name.text] == extreme
    if not holds and word in ("best", "worst", "top"):
        return
    yield _claim(material, s, word, numbers, name.text, holds, where)


def _subject(s: Sentence, match: re.Match[str], numbers: Mapping[str, Mention]) -> Name | None:
    """Whom a superlative is said of: "X had the highest", "the highest was in X", "X was the lowest"."""
    names = [n for n in names_in(s) if n.text in numbers]
    before = [n for n in names if n.end <= match.start()]
    if before and _HAS.fullmatch(s.view[before[-1].end : match.start()]):
        return before[-1]
    after = [n for n in names if n.start >= match.end()]
    if after and _IS_IN.fullmatch(s.view[match.end() : after[0].start]):
        return after[0]
    return None


def _of_something_else(s: Sentence, match: re.Match[str], numbers: Mapping[str, Mention]) -> bool:
    """Whether a superlative after all the numbers is of a thing that was not named before: "the lowest fines"."""
    noun = _NOUN.match(s.view, match.end())
    if noun is None or match.start() < max(
        m.end for m in numbers.values() if s.start <= m.start < s.end or m.end < match.start()
    ):
        return False
    return re.search(rf"\b{re.escape(noun[1].rstrip('s'))}", s.view[: match.start()], re.I) is None


_NOUN = re.compile(
    r"\s+(?:(?:number|rate|level|total|figure|share|proportion|percentage|count|value|result)s?\s+of\s+)?"
    r"(?!(?:in|at|with|was|were|among|of|and|by|is|are|on|for|number|rate|level|total|figure|share|proportion|percentage|value"
    r"|result|one)s?\b)([a-z-]+)"
)
_HAS = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:again\s+|also\s+|still\s+)?(?:had|has|have|recorded|saw|sees|reported|was|is|remains|remained"
    r"|with|having|showed|shows|received)\s+(?:by far\s+|again\s+|still\s+)?(?:the\s+)?$",
    re.I,
)
_IS_IN = re.compile(r"[^.;:()⟨⟩\d]{0,110}?\b(?:in|at|for|was|were|is|by|being)\s+(?:the\s+)?$", re.I)


def _more_than(material: Material, s: Sentence, numbers: Mapping[str, Mention]) -> Iterator[Claim]:
    """ "X (410) had more visits than Y (302) or Z (98)"."""
    match = _THAN.search(s.view, s.start, s.end)
    if match is None or s.changes:
        return
    names = [n for n in names_in(s) if n.text in numbers]
    before = [n for n in names if n.end <= match.start()]
    after = {n.text for n in names if n.start >= match.end()}
    if len(before) != 1 or len(after) != len(numbers) - 1:
        return
    own, high = numbers[before[0].text].value, match["word"].lower() in ("more", "higher")
    holds = all(own > numbers[n].value if high else own < numbers[n].value for n in after)
    yield _claim(material, s, f"{match['word'].lower()} than", numbers, before[0].text, holds, None)


def _claim(
    material: Material,
    s: Sentence,
    word: str,
    numbers: Mapping[str, Mention],
    name: str,
    holds: bool,
    where: Sentence | None,
) -> Claim:
    own = numbers[name]
    others = [m for of, m in numbers.items() if of != name]
    first = where if where is not None else None
    spot = material.reading.spot(s, s.start, s.end) if first else covering(material.reading, s, list(numbers.values()))
    return Claim(
        KIND,
        spot,
        Stated(word, None),
        "consistent" if holds else "inconsistent",
        f"{name} is the {word} of those listed" if holds else f"{name} is not the {word} of those listed",
        measure=measure_of(first or s, own),
        parts=(own.number, *(m.number for m in others)),
        recomputed=own.value,
        unit=own.unit,
        severity=None if holds else "material",
        sum=f"{shown(own.value)} against {', '.join(shown(m.value) for m in others)}",
        also=(material.reading.whole(first),) if first else (),
    )
