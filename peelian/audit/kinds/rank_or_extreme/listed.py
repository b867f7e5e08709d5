"""Which of the numbers listed after a superlative is highest or lowest: "lowest in the north (78%), against 88%"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelian.audit.claims.model import Claim, Stated
from peelian.audit.claims.sums import shown
from peelian.audit.kinds.rank_or_extreme.superlatives import KIND, SUPERLATIVE, is_high
from peelian.audit.material import Material, covering, measure_of
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.sentence import Sentence

_AGAINST = re.compile(r"\b(?:compar|followed by|ahead of|against|versus|while|whereas|then)\w*", re.I)


def listed(material: Material, s: Sentence) -> Iterator[Claim]:
    """The first number after the superlative against the others that are set against it, or listed after it."""
    for match in SUPERLATIVE.finditer(s.view, s.start, s.end):
        word = match["word"].lower()
        if word.startswith("second"):
            continue
        after = [m for m in s.mentions if m.begins >= match.end() and not m.fraction]
        if not after or not _tied(s, match.end(), after[0]):
            continue
        others = [m for m in after[1:] if m.unit == after[0].unit]
        if not others:
            continue
        against = bool(_AGAINST.search(s.between(after[0].end, others[0].begins)))
        in_brackets = all(
            s.view[m.begins - 1] == "(" or s.view[m.end : m.end + 1] == ")" for m in (after[0], *others[:1])
        )
        if not (against or in_brackets):
            continue
        yield from _extreme(material, s, word, after[0], others, against)
        return


def _tied(s: Sentence, at: int, first: Mention) -> bool:
    """Whether the number stands with the superlative: no other clause between, and in brackets or after "at"."""
    between = s.view[at : first.begins]
    return len(between) < 120 and not re.search(r"[;:]|\b(?:compared|while|than|from|since)\b", between)


def _extreme(
    material: Material, s: Sentence, word: str, first: Mention, others: list[Mention], against: bool
) -> Iterator[Claim]:
    high = is_high(word)
    holds = all(o.value <= first.value if high else o.value >= first.value for o in others)
    best_or_worst = word in ("best", "worst")
    if not holds and (
        best_or_worst or not against or ("followed by" not in s.text.lower() and "compar" not in s.text.lower())
    ):
        return
    row = [first, *others]
    values = [m.value for m in row]
    written = (
        (" > " if high else " < ").join(shown(v) for v in values)
        if holds
        else f"{shown(first.value)} against {', '.join(shown(m.value) for m in others)}"
    )
    yield Claim(
        KIND,
        covering(material.reading, s, row),
        Stated(word, None),
        "consistent" if holds else "inconsistent",
        f"it is the {word} of the numbers listed" if holds else f"it is not the {word} of the numbers listed",
        measure=measure_of(s, first),
        parts=tuple(m.number for m in row),
        recomputed=(max if high else min)(values),
        unit=first.unit,
        severity=None if holds else "material",
        sum=written,
    )
