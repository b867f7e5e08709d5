"""One thing printed twice: in two places of a paper, in prose and in a table, or in two papers of a set.

Rule: where the words around two numbers are the same and so is their period, the numbers must be the same as far as
they are printed; a change that prose gives for a row of a table must be the row's.
Example: "the share of women fell by 4.2 percentage points" against a row from 49.4% to 45.2%.
Not decidable when: the words are the same and no period is named, or one of the two names more than the other: they
need not be of the same thing.
Silent when: the words differ by more; a row of a table is not named in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from peelian.audit.columns import Computed, computed_changes, row_sums
from peelian.audit.facts import Fact, facts
from peelian.audit.intervals import around, overlaps
from peelian.audit.material import Material, change_words, covering, measure_of, wording_of
from peelian.audit.mentions import Mention
from peelian.audit.model import Claim, Severity, Spot, Stated, Verdict
from peelian.audit.moves import Move
from peelian.audit.pairs import Pair
from peelian.audit.tables import Grid
from peelian.audit.verdicts import judge, plain_reason
from peelian.periods import words as period_name

KIND = "cross_reference"
TELLING = 100  # a whole number from here on is not the same by chance
_WORDS = re.compile(r"[a-z]{3,}")


def find(material: Material) -> Iterator[Claim]:
    """What one paper prints twice."""
    yield from _repeated([(material, fact) for fact in facts(material.reading)])
    for move in material.moves:
        if move.outcome is None:
            yield from _of_row(material, move)


def between(materials: Iterable[Material]) -> Iterator[tuple[Material, Claim]]:
    """What several papers print; each claim is of the paper that comes later in the set."""
    all_ = [(m, fact) for m in materials for fact in facts(m.reading)]
    first: dict[object, tuple[Material, Fact]] = {}
    for material, fact in all_:
        if fact.period is None:
            continue
        known = first.setdefault(fact.of, (material, fact))
        if known[0] is not material and fact.mention.unit == known[1].mention.unit:
            claim = _compared(known, (material, fact))
            if claim is not None:
                yield material, claim


def _repeated(all_: list[tuple[Material, Fact]]) -> Iterator[Claim]:
    first: dict[object, tuple[Material, Fact]] = {}
    same: dict[object, tuple[Material, Fact]] = {}
    for material, fact in all_:
        m = fact.mention
        known = first.setdefault(fact.alike, (material, fact))
        if known[1].sentence.block != fact.sentence.block:
            claim = _compared(known, (material, fact))
            if claim is not None:
                yield claim
            continue
        if m.value.denominator != 1 or m.value >= TELLING:
            twin = same.setdefault((m.unit, m.value), (material, fact))
            if twin[1].sentence.block != fact.sentence.block and len(twin[1].words & fact.words) >= 3:
                claim = _compared(twin, (material, fact))
                if claim is not None:
                    yield claim


def _compared(a: tuple[Material, Fact], b: tuple[Material, Fact]) -> Claim | None:
    """The claim that two facts are one and the same."""
    (of_a, x), (material, y) = a, b
    old, new = x.mention.number, y.mention.number
    if old.value != new.value and {old.qualifier, new.qualifier} & {"over", "under"}:
        return None
    verdict, severity, reason = _same(old.value == new.value, overlaps(around(old), around(new)), x, y)
    if verdict is None:
        return None
    there = of_a.reading.whole(x.sentence)
    if of_a is not material:
        there = replace(there, document=of_a.reading.paper.name)
    moved = new.value - old.value
    return Claim(
        KIND,
        covering(material.reading, y.sentence, [y.mention]),
        Stated(f"{old.text} / {new.text}", None),
        verdict,
        reason,
        measure=measure_of(y.sentence, y.mention),
        period=period_name(y.period) if y.period else None,
        old=old,
        new=new,
        recomputed=moved,
        unit=new.unit,
        possible=(moved - old.half_width - new.half_width, moved + old.half_width + new.half_width),
        severity=severity,
        sum=f"{old.text} there, {new.text} here",
        also=(there,),
    )


def _same(equal: bool, meet: bool, x: Fact, y: Fact) -> tuple[Verdict | None, Severity | None, str]:
    if equal:
        return "consistent", None, "it is printed twice and is the same"
    if meet:
        return "consistent_within_rounding", None, "the two are rounded differently"
    if x.words != y.words:
        return None, None, ""
    if x.same_time(y) and len(x.words) >= 3:
        return "inconsistent", "material", "the same words and period have another number elsewhere"
    near = abs(x.mention.value - y.mention.value) * 10 <= max(x.mention.value, y.mention.value)
    if (x.period, x.when) != (y.period, y.when) or len(x.words) < 4 or not near:
        return None, None, ""
    return "not_decidable", None, "the same words have another number elsewhere, and no period is named"


def _of_row(material: Material, move: Move) -> Iterator[Claim]:
    """A change that prose states without its levels, against the row of a table that it names."""
    s = move.sentence
    best: list[tuple[int, Grid, int, Computed | None]] = []
    for grid in material.reading.grids:
        if abs(grid.section - s.section) > 1:
            continue
        changes = computed_changes(grid)
        for row, label in enumerate(grid.labels):
            named = _named(label, move)
            if named:
                best.append((named, grid, row, changes[0] if changes else None))
    top = max((b[0] for b in best), default=0)
    those = [b for b in best if b[0] == top]
    if len(those) != 1:
        return
    _, grid, row, computed = those[0]
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


def _named(label: str, move: Move) -> int:
    """How many words of a row's label the clause of a change has, where it has them all; else 0.

    The part of the sentence before the first change may name what all its changes are of.
    """
    s = move.sentence
    wanted = _stems(label)
    ends = [c.mention.end for c in s.changes if c.mention.end <= move.change.mention.start]
    lead = s.changes[0].mention.begins if s.changes else s.start
    own = _stems(s.clean.text[max(ends, default=s.start) : move.change.mention.begins])
    whole = own | _stems(
        re.split(r",\s", s.clean.text[s.start : lead])[0] + " " + s.clean.text[s.start : s.start + 90].split(",")[0]
    )
    if ends:
        whole = own | _stems(", ".join(s.clean.text[s.start : lead].split(",")[:-1]))
    return len(wanted) if len(wanted) >= 2 and wanted <= whole | own and wanted & own else 0


def _stems(text: str) -> set[str]:
    return {w.rstrip("s") for w in _WORDS.findall(text.lower())} - {"the", "and", "for", "among"}
