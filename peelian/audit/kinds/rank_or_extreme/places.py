"""Places gained or lost against the places before and after: "were 3rd, have improved a place and are now 2nd"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peelian.audit.claims.model import Claim, towards
from peelian.audit.claims.sums import shown
from peelian.audit.kinds.rank_or_extreme.superlatives import KIND
from peelian.audit.material import Material, covering, measure_of
from peelian.audit.sentences.sentence import Sentence

_PLACES = re.compile(
    r"\b(?P<word>improv\w+|up|rise|risen|rose|climb(?:ed)?|gain(?:ed)?|fall(?:en)?|fell|drop(?:ped)?|down|lost"
    r"|slip(?:ped)?|moved up|moved down)\s+(?:by\s+|of\s+)?(?P<n>a|one|two|three|four|five|six|seven|eight|nine|ten"
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


def places(material: Material, s: Sentence) -> Iterator[Claim]:
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
