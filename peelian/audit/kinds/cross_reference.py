"""One thing printed twice: in two places of a paper, in prose and in a table, or in two papers of a set.

Rule: where the words around two numbers are the same and so is their period, the numbers must be the same as far as
they are printed; a change that prose gives for a row of a table must be the row's.
Example: "the share of women fell by 4.2 percentage points" against a row from 49.4% to 45.2%.
Not decidable when: the words are the same and no period is named (one that only the paper dates, "the latest quarter",
will do in the same paper), or one of the two names more than the other: they
need not be of the same thing.
Silent when: the words differ by more; a row of a table is not named in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from peelian.audit.claims.levels import Level, compared, same
from peelian.audit.claims.model import Claim, Spot, Stated
from peelian.audit.claims.verdicts import judge, plain_reason
from peelian.audit.links.facts import Fact
from peelian.audit.links.moves import Move
from peelian.audit.links.pair import Pair
from peelian.audit.material import Material, change_words, covering, measure_of, wording_of
from peelian.audit.numbers.mentions import Mention
from peelian.audit.sentences.reading import Reading
from peelian.audit.tables.changes import computed_changes, row_sums
from peelian.audit.tables.grid import Grid
from peelian.periods import words as period_name

TELLING = 100  # a whole number from here on is not the same by chance
_WORDS = re.compile(r"[a-z]{3,}")


def find(material: Material) -> Iterator[Claim]:
    """What one paper prints twice."""
    yield from _repeated(material.reading, material.facts)
    rows = _rows_by_word(material.reading)
    for move in material.moves:
        if move.outcome is None:
            yield from _of_row(material, move, rows)


def levels_of(material: Material) -> Iterator[Level]:
    """What of a paper can be held against other papers of its set: the levels whose period is named."""
    return (level_of(material.reading, fact) for fact in material.facts if fact.period is not None)


def level_of(reading: Reading, fact: Fact) -> Level:
    s, m = fact.sentence, fact.mention
    period = (fact.period.id, period_name(fact.period)) if fact.period else None
    return Level(m.number, fact.words, period, measure_of(s, m), covering(reading, s, [m]), reading.whole(s), fact.when)


def _repeated(reading: Reading, all_: Iterable[Fact]) -> Iterator[Claim]:
    first: dict[object, Fact] = {}
    equal: dict[object, Fact] = {}
    for fact in all_:
        m = fact.mention
        known = first.setdefault(fact.alike, fact)
        if known.sentence.block == fact.sentence.block:
            if m.value.denominator == 1 and m.value < TELLING:
                continue
            known = equal.setdefault((m.unit, m.value), fact)
            if known.sentence.block == fact.sentence.block or len(known.words & fact.words) < 3:
                continue
        if same(known.thing, fact.thing)[0] is not None:
            claim = compared(level_of(reading, known), level_of(reading, fact))
            if claim is not None:
                yield claim


@dataclass(frozen=True)
class _Row:
    """A row of a table that its label names with two words or more."""

    grid: Grid
    at: int
    words: frozenset[str]


def _rows_by_word(reading: Reading) -> dict[str, list[_Row]]:
    """The rows of all tables, each under one word of its label."""
    found: dict[str, list[_Row]] = {}
    for grid in reading.grids:
        for at, label in enumerate(grid.labels):
            words = frozenset(_stems(label))
            if len(words) >= 2:
                found.setdefault(max(words, key=lambda word: (len(word), word)), []).append(_Row(grid, at, words))
    return found


def _of_row(material: Material, move: Move, rows: Mapping[str, Sequence[_Row]]) -> Iterator[Claim]:
    """A change that prose states without its levels, against the row of a table that it names."""
    s = move.sentence
    own, whole = _words_of(move)
    named = [
        row
        for word in own | whole
        for row in rows.get(word, ())
        if row.words <= whole | own and row.words & own and abs(row.grid.section - s.section) <= 1
    ]
    most = max((len(row.words) for row in named), default=0)
    those = [row for row in named if len(row.words) == most]
    if len(those) != 1:
        return
    grid, row = those[0].grid, those[0].at
    computed = next(iter(computed_changes(grid)), None)
    if computed is None:
        return
    for one in row_sums(grid, computed):
        if one.row != row or one.unit not in (
            move.change.mention.unit,
            "pp" if move.change.mention.unit == "percent" else "",
        ):
            continue
        stand_in = Pair(_mention(one.old.number), _mention(one.new.number), s, s, "table")
        number, signed = wording_of(move.change, stand_in)
        judged = judge(number, one.recomputed, one.possible, signed=signed)
        where = grid.spot(row)
        first = max((c.mention.end for c in s.changes if c.mention.end < move.change.mention.start), default=None)
        spot = covering(material.reading, s, [move.change.mention])
        if first is not None:
            spot = material.reading.spot(s, first, move.change.mention.end)
            spot = _trimmed(spot)
        kind = "point_change" if one.unit == "pp" else "percent_change"
        yield Claim(
            kind,
            spot,
            Stated(change_words(s, move.change), number),
            judged.verdict,
            judged.reason or plain_reason(judged.verdict),
            measure=grid.labels[row],
            old=one.old.number,
            new=one.new.number,
            recomputed=one.recomputed,
            unit=one.unit,
            possible=one.possible,
            severity=judged.severity,
            sum=one.sum,
            also=(where,),
        )


def _trimmed(spot: Spot) -> Spot:
    quote = spot.quote.lstrip(" ,;")
    return replace(spot, quote=quote, start=spot.end - len(quote))


def _mention(number: object) -> Mention:
    return Mention(0, 0, 0, number)  # type: ignore[arg-type]


def _words_of(move: Move) -> tuple[set[str], set[str]]:
    """The words of the clause of a change, and those with which its sentence may name what all its changes are of."""
    s = move.sentence
    ends = [c.mention.end for c in s.changes if c.mention.end <= move.change.mention.start]
    lead = s.changes[0].mention.begins if s.changes else s.start
    own = _stems(s.clean.text[max(ends, default=s.start) : move.change.mention.begins])
    if ends:
        return own, own | _stems(", ".join(s.clean.text[s.start : lead].split(",")[:-1]))
    first = re.split(r",\s", s.clean.text[s.start : lead])[0]
    return own, own | _stems(first + " " + s.clean.text[s.start : s.start + 90].split(",")[0])


def _stems(text: str) -> set[str]:
    return {w.rstrip("s") for w in _WORDS.findall(text.lower())} - {"the", "and", "for", "among"}
