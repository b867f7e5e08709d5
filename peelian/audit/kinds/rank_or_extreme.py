"""A place, or "highest" and "lowest", against the numbers it stands among.

Rule: what is called highest or lowest must be so among the numbers listed with it, or in the table it points to; a
list "in order" must fall or rise; "improved two places" must be the difference of the places before and after.
Example: "lowest in the north (78%), compared to 88% in the south and 86% in the east".
Not decidable when: the numbers it is the highest of are not printed.
Silent when: the row of a table that is meant cannot be told by its name, or neither the table nor its number is spoken
of; a list only starts with the highest; the superlative is of something that the numbers do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelian.audit.extreme_rows import in_table
from peelian.audit.extremes import by_name
from peelian.audit.material import Material, covering, measure_of
from peelian.audit.mentions import Mention
from peelian.audit.model import Claim, Stated, towards
from peelian.audit.ready import Sentence
from peelian.audit.sums import shown
from peelian.audit.superlatives import SUPERLATIVE, is_high

KIND = "rank_or_extreme"
_AGAINST = re.compile(r"\b(?:compar|followed by|ahead of|against|versus|while|whereas|then)\w*", re.I)
_PLACES = re.compile(
    r"\b(?P<word>improv\w+|up|rise|risen|rose|climb(?:ed)?|gain(?:ed)?|fall(?:en)?|fell|drop(?:ped)?|down|lost|slip(?:ped)?"
    r"|moved up|moved down)\s+(?:by\s+|of\s+)?(?P<n>a|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|\d{1,2}|⟨N\d+⟩)\s+places?\b",
    re.I,
)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.I)
_SMALL = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}


def find(material: Material) -> Iterator[Claim]:
    for s in material.reading.sentences:
        if s.kind in ("heading", "caption"):
            continue
        called = SUPERLATIVE.search(s.view, s.start, s.end) is not None
        listed = list(_listed(material, s)) if called else []
        yield from listed or by_name(material, s)
        yield from _places(material, s)
        if called:
            yield from in_table(material, s)


def _listed(material: Material, s: Sentence) -> Iterator[Claim]:
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


def _places(material: Material, s: Sentence) -> Iterator[Claim]:
    """ "… were 3rd … have improved a place and are now 2nd"."""
    own = [m for m in s.levels if m.unit == "rank"]
    match = _PLACES.search(s.view, s.start, s.end) if own else None
    if match is None:
        return
    before = [(m, one) for one in material.reading.before(s, 2) for m in one.levels if m.unit == "rank"]
    if len(own) == 2:
        old, new, old_in = own[0], own[1], s
        if _FROM.search(s.left_of(own[1])) and not _FROM.search(s.left_of(own[0])):
            old, new = new, old  # "now 12th, up three places from 15th"
    elif len(own) == 1 and before:
        (old, old_in), new = before[0], own[0]
    else:
        return
    up = bool(re.match(r"improv|up|ris|ros|climb|gain|moved up", match["word"], re.I))
    count = _SMALL.get(match["n"].lower()) or (int(match["n"]) if match["n"].isdigit() else None)
    if count is None:
        return
    moved = new.value - old.value
    holds = moved == (-count if up else count)
    first = old_in if old_in.block == s.block else None
    said = s.clean.text[match.start() : match.end()]
    yield Claim(
        KIND,
        covering(material.reading, s, [new, *([old] if first else [])], first),
        towards(said, -1 if up else 1),
        "consistent" if holds else "inconsistent",
        "the places agree" if holds else "the places do not differ by that much",
        measure=measure_of(s, new),
        old=old.number,
        new=new.number,
        recomputed=moved,
        unit="rank",
        severity=None if holds else "material",
        sum=f"{shown(new.value)} - {shown(old.value)} = {shown(moved)}",
    )
