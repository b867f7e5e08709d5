"""A word of direction against the two levels it stands with: "down from", "improved", "higher than".

Rule: up, rose, higher and the like need a new level above the old one; down, fell, lower one below. A place ("3rd")
that falls and a waiting time that falls have improved; a percentage that rises has.
Example: "41 were recorded, down from 57" is 41 - 57 = -16, below zero.
Not decidable when: both levels are the same as printed and either was rounded; "improved" stands with a count, of
which the words do not say which way is better.
Silent when: the change itself is printed (its own kind checks the direction); it is not plain which level is the old
one; the word is denied ("no increase").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from peelian.audit.claims.model import Claim, Severity, Verdict, towards
from peelian.audit.claims.sums import result, shown
from peelian.audit.kinds import times_multiple
from peelian.audit.links.pair import Pair, comparable
from peelian.audit.links.pairs import old_alone, pairs_in
from peelian.audit.links.parallel import parallel_lists
from peelian.audit.material import TIMES, Material, covering, measure_of, period_words
from peelian.audit.sentences.roles import DOWN, UP, way_of
from peelian.audit.sentences.sentence import Sentence

KIND = "direction_word"
_WORD = re.compile(
    rf"(?<!made )(?<!set )(?<!follow )(?<!back )(?<!taken )(?<!signed )(?<!picked )(?<!broken )"
    rf"(?<!break )(?<!breaks )(?<!broke )(?<!breaking )\b(?!up"
    rf" to\b)(?P<word>{UP}|{DOWN}|improv(?:e|ed|es|ing|ement)|better|wors(?:e|en|ened|ening)"
    rf"|deteriorat(?:e|ed|ing)|high|low)\b(?!\s+(?:level|priority|risk|street|demand))",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:no|not|n't|without|never|nor|cannot|avoid(?:ed|ing)?|despite|although|prevent(?:ed"
    r"|ing)?)\s+(?:\w+\s+){0,2}$",
    re.I,
)
NEAR = 80  # characters before a word in which it can be denied
_WAITING = re.compile(
    r"\b(?:wait\w*|response|respond\w*|answer\w*|attend\w*|time taken|times? to|length of time"
    r"|delays?|turnaround|timeliness)\b",
    re.I,
)


def find(material: Material) -> Iterator[Claim]:
    linked = {
        frozenset((m.pair.old.start, m.pair.new.start)) | {m.pair.old_in.block}
        for m in material.moves
        if m.pair is not None
    }
    for s in material.reading.sentences:
        if s.kind in ("heading", "caption") or not s.levels or times_multiple.multiples(s):
            continue
        before = material.reading.before(s)
        lists = parallel_lists(before[0], s) if before and before[0].block == s.block else []
        if not lists and before and before[0].block == s.block:
            lists = _fragment(before[0], s)
        for pair in (*pairs_in(s), *lists):
            if pair.form != "and" and frozenset((pair.old.start, pair.new.start)) | {pair.old_in.block} not in linked:
                claim = _claim(material, s, pair)
                if claim is not None:
                    yield claim


def _fragment(before: Sentence, s: Sentence) -> list[Pair]:
    """ "20% came too early. Down from 24% the year before": a sentence that only says what its number was."""
    old = old_alone(s)
    levels = [m for m in before.levels if old is not None and comparable(m, old) and not m.worded]
    if old is None or s.changes or len(levels) != 1 or not _BEGINS.match(s.text):
        return []
    return [Pair(old, levels[0], s, before, "carried")]


_BEGINS = re.compile(
    r"\W*(?:this (?:is|was|has)\s+)?(?:slightly\s+|well\s+)?(?:up|down|higher|lower|rising|falling"
    r"|compared|an? (?:rise|fall))\b",
    re.I,
)


def _claim(material: Material, s: Sentence, pair: Pair) -> Claim | None:
    found = _word(s, pair)
    if found is None:
        return None
    word, sign = found
    moved = pair.new.value - pair.old.value
    reach = pair.new.number.half_width + pair.old.number.half_width
    verdict, severity, reason = _verdict(pair, moved, reach, sign, word)
    if verdict is None:
        return None
    same = pair.old_in.index == pair.new_in.index
    first = min((pair.old_in, pair.new_in), key=lambda one: one.index)
    spot = covering(material.reading, s, [pair.old, pair.new], None if same else first)
    return Claim(
        KIND,
        spot,
        towards(word, sign),
        verdict,
        reason,
        measure=measure_of(pair.new_in, pair.new),
        period=period_words(pair),
        old=pair.old.number,
        new=pair.new.number,
        recomputed=moved,
        unit="pp" if pair.unit == "percent" else pair.unit,
        possible=(moved - reach, moved + reach),
        severity=severity,
        sum=f"{shown(pair.new.value)} - {shown(pair.old.value)} ="
        f" {result(moved, 'pp' if pair.unit == 'percent' else pair.unit)}",
    )


def _verdict(
    pair: Pair, moved: Fraction, reach: Fraction, sign: int, word: str
) -> tuple[Verdict | None, Severity | None, str]:
    if moved * sign > 0:
        return "consistent", None, "the word agrees with the sign"
    if abs(moved) < reach:
        return "consistent_within_rounding", None, "the rounding of the printed levels leaves either direction"
    if (
        not (pair.strong and pair.fixed)
        or way_of(word) in ("better", "worse")
        or any(n.number.qualifier for n in (pair.old, pair.new))
    ):
        return None, None, ""
    return "inconsistent", "direction", "the word says the other direction than the numbers"


def _word(s: Sentence, pair: Pair) -> tuple[str, int] | None:
    """The word that says the direction, and the sign it asks for; None where there is none, or two that differ."""
    if pair.old_in.index == pair.new_in.index and pair.form == "from-to":
        places = [s.view[s.start : pair.old.begins]]
    elif pair.old_in.index == s.index:
        low = pair.new.end if pair.new_in.index == s.index and pair.new.end <= pair.old.begins else s.start
        places = [
            s.view[low : pair.old.begins],
            s.view[s.start : min(pair.new.begins, pair.old.begins)] if pair.new_in.index == s.index else "",
        ]
    else:
        places = [s.view[s.start : pair.old.begins]]
    if pair.form == "compared-first":
        places = [s.view[pair.old.end : pair.new.begins], s.view[pair.new.end : s.end]]
    for place in places:
        words = [m for m in _WORD.finditer(place) if not _DENIED.search(place, max(0, m.start() - NEAR), m.start())]
        if words:
            word = words[-1]["word"]
            sign = _sign(word, s, pair)
            return (word, sign) if sign else None
    return None


def _sign(word: str, s: Sentence, pair: Pair) -> int:
    plain = word.lower()
    way = {"high": "up", "low": "down"}.get(plain) or way_of(plain)
    if pair.unit == "rank":
        return {"up": -1, "better": -1, "down": 1, "worse": 1}.get(way, 0)
    if plain in ("faster", "quicker"):
        return -1 if pair.unit in TIMES else 0
    if plain == "slower":
        return 1 if pair.unit in TIMES else 0
    if way in ("better", "worse"):
        better = -1 if pair.unit in TIMES and _WAITING.search(s.text) else 1 if pair.unit == "percent" else 0
        return better if way == "better" else -better
    return {"up": 1, "down": -1}.get(way, 0)
